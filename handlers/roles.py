"""`/review admins` and `/review leaders`: who it is, naming somebody, and taking it from them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import asking_for, people
from handlers.actors import actor_of, refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request
from handlers.fields import chosen
from handlers.recording import settle
from handlers.slack_people import read_everybody
from handlers.who_may import admins, can_act, standing_admins
from reviews.decision import Decision, Message, Refusal
from reviews.mentions import Mention
from reviews.messages.answers import tell
from reviews.messages.roles import Named, hello, named_note, not_read, role_form, roles_list, which_reach
from reviews.messages.words import said
from reviews.model import Person
from reviews.naming import name_role, refuse_named, take_role
from reviews.people import first_name
from reviews.rights import Deed, Reach, RoleKind
from reviews.roles_line import RolesAdd, RolesRemove, RolesShow, RolesUnknown, read_roles
from storage import people as people_store
from storage import roles


async def roles_command(desk: Desk, request: Request, kind: str, words: str) -> Answer:
    """Show, name or take away. Seeing is everybody's, changing an admin's."""
    role = RoleKind(kind)
    asked = read_roles(role, words)
    if isinstance(asked, RolesShow):
        if role is RoleKind.ADMIN:
            # Slack's own admins are known once the member list was read.
            await read_everybody(desk, request)
        return Reply(await _list(desk, request, role))
    if refused := await _refused(desk, request):
        return Reply(refused)
    if isinstance(asked, RolesUnknown):
        return Reply(not_read(role, asked.word, asked.nearest, desk.command))
    person = await _one(desk, request, asked.mentions)
    if isinstance(person, Refusal):
        return Reply(tell(said(person.text, 600)))
    if isinstance(asked, RolesRemove):
        return Reply(await _take(desk, request, role, person))
    return Reply(await _add(desk, request, asked, role, person))


async def press_add(desk: Desk, request: Request) -> Answer:
    """The button that asks whom to name, or that says whose customers a named leader looks after."""
    kind, reach = _kind(request), _reach(request.value.get("reach"))
    if refused := await _refused(desk, request):
        return Reply(refused)
    if (user_id := request.value.get("person")) and reach:
        person = await people.person(desk, request, user_id)
        return Reply(await _name(desk, request, kind, person, reach), replaces=request.is_ephemeral)
    words = f"Type `{desk.command} {kind}s @lena{' all' if kind is RoleKind.LEADER else ''}` to name Lena."
    return OpenForm(role_form(kind, {"channel": request.channel}), otherwise=tell(words))


async def press_remove(desk: Desk, request: Request) -> Answer:
    """The button that takes a role away."""
    if refused := await _refused(desk, request):
        return Reply(refused)
    person = await people.person(desk, request, request.value.get("person", ""))
    return Reply(await _take(desk, request, _kind(request), person), replaces=request.is_ephemeral)


async def submit_role(desk: Desk, request: Request) -> Answer:
    """Who was picked, and for what."""
    kind = _kind(request)
    if refused := await _refused(desk, request):
        return CloseForm(refused)
    user_id = chosen(request.view, "person")
    if not user_id:
        return FormErrors({"person": "Pick one person."})
    person = await people.person(desk, request, user_id)
    if wrong := refuse_named(person):
        return FormErrors({"person": wrong.text})
    reach = (_reach(chosen(request.view, "reach")) or Reach.REPORTS) if kind is RoleKind.LEADER else None
    return CloseForm(await _name(desk, request, kind, person, reach))


async def press_ask(desk: Desk, request: Request) -> Answer:
    """Ask who may do it to do it."""
    return await asking_for.press_ask(desk, request)


async def _one(desk: Desk, request: Request, mentions: Sequence[Mention]) -> Person | Refusal:
    if len({each.id or each.name for each in mentions}) > 1:
        return Refusal("several", "Name one person at a time.")
    return await people.meant(desk, request, mentions[0])


async def _refused(desk: Desk, request: Request) -> Message | None:
    return await refusal(desk, request, Deed.NAME_PEOPLE)


async def _add(desk: Desk, request: Request, asked: RolesAdd, kind: RoleKind, person: Person) -> Message:
    if wrong := refuse_named(person):
        return tell(said(wrong.text, 600))
    if kind is RoleKind.LEADER and asked.reach is None:
        return which_reach(person.user_id, first_name(person))
    return await _name(desk, request, kind, person, asked.reach)


async def _name(desk: Desk, request: Request, kind: RoleKind, person: Person, reach: Reach | None) -> Message:
    """Somebody is named, told so, and shown among the others."""
    me = await people.person(desk, request, request.user_id)
    greeting = hello(kind, first_name(me), reach, desk.command)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await roles.get(tx, request.workspace_id, person.user_id, kind, lock=True)
        return name_role(stored, person, kind, reach, by=request.user_id, now=request.now, hello=greeting)

    done = await settle(desk, request, decide)
    note = said(done.text, 600) if isinstance(done, Refusal) else named_note(kind, first_name(person), reach)
    return await _list(desk, request, kind, note)


async def _take(desk: Desk, request: Request, kind: RoleKind, person: Person) -> Message:
    name = first_name(person)

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        named = await roles.named(tx, request.workspace_id, RoleKind.ADMIN, lock=True)
        stored = await roles.get(tx, request.workspace_id, person.user_id, kind, lock=True)
        anyway = await standing_admins(tx, desk, request.workspace_id)
        able = await people_store.by_ids(tx, request.workspace_id, {*(each.user_id for each in named), *anyway})
        others = {each.user_id for each in able if can_act(each)} - {person.user_id}
        is_slacks = person.user_id in anyway
        return take_role(stored, name, kind=kind, admins=others, is_slacks=is_slacks, now=request.now)

    done = await settle(desk, request, decide)
    # Somebody may have taken it from themselves.
    request.found.clear()
    note = said(done.text, 600) if isinstance(done, Refusal) else f"*{said(name, 60)}* is no {kind} any more."
    return await _list(desk, request, kind, note)


async def _list(desk: Desk, request: Request, kind: RoleKind, note: str = "") -> Message:
    actor = await actor_of(desk, request)
    async with desk.db.read() as tx:
        named = await roles.named(tx, request.workspace_id, kind)
        led = {
            each.user_id: len(await roles.reports_of(tx, request.workspace_id, each.user_id))
            for each in named
            if each.reach is Reach.REPORTS
        }
        others = await admins(tx, desk, request.workspace_id) if kind is RoleKind.ADMIN else []
    known = await people.names(desk, request, [*others, *(i for each in named for i in (each.user_id, each.given_by))])
    rows = [
        Named(
            each.user_id,
            _full(known[each.user_id]),
            by=first_name(known[each.given_by]),
            reach=each.reach,
            reports=led.get(each.user_id, 0),
        )
        for each in named
    ]
    rows += [Named(each, _full(known[each])) for each in others if each not in {row.user_id for row in rows}]
    return roles_list(kind, rows, may_change=actor.is_admin, note=note)


def _full(person: Person) -> str:
    return person.real_name or person.handle or person.user_id


def _kind(request: Request) -> RoleKind:
    return RoleKind.LEADER if request.value.get("kind") == RoleKind.LEADER else RoleKind.ADMIN


def _reach(word: str | None) -> Reach | None:
    return Reach(word) if word in set(Reach) else None

"""Handing on what somebody who left had open: all in one go, or one by one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.actors import about, refusal
from handlers.consequences import follow
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request
from handlers.fields import chosen, number, typed
from handlers.recording import settle, showing
from reviews.customer import Handover
from reviews.decision import Change, Decision, Message, Post, Refusal
from reviews.handover import Thing, hand_on, told_of_accounts
from reviews.messages.answers import tell
from reviews.messages.handover import HandoverSheet, handed_on, handover_form
from reviews.messages.words import said
from reviews.model import Action, Gap, Person, Review
from reviews.people import short_names
from reviews.rights import Deed
from storage import handovers
from storage.leaving import look_after, sheet_of

OVER = "That is handed on or done already. The message above says how it stands."
_OPENED_FROM = ("handover", "ref")


async def press_all(desk: Desk, request: Request) -> Answer:
    """Who takes all of it?"""
    return await _open(desk, request)


async def press_one(desk: Desk, request: Request) -> Answer:
    """Who takes this one?"""
    return await _open(desk, request)


async def submit_handover(desk: Desk, request: Request) -> Answer:
    """Who was picked: what was asked for is theirs now, and one Undo brings it back."""
    person = await people.checked_owner(desk, request, chosen(request.view, "who"))
    if not isinstance(person, Person):
        return FormErrors({"who": person.text if person else "Pick one person."})
    found = await _sheet(desk, request)
    if found is None:
        return CloseForm(tell(OVER))
    if no := await _may_not(desk, request, found.standing.handover, _wanted(request, found)):
        return CloseForm(no)
    done = await _hand_on(desk, request, found.standing.handover, person)
    if isinstance(done, Refusal):
        return FormErrors({"who": done.text}) if done.code == "same_owner" else CloseForm(tell(said(done.text, 300)))
    async with desk.db.write() as tx:
        leaver = found.standing.handover.leaver
        await look_after(tx, request.workspace_id, leaver, now=request.now, default_zone=desk.default_zone)
    return CloseForm()


async def _open(desk: Desk, request: Request) -> Answer:
    sheet = await _sheet(desk, request)
    wanted = _wanted(request, sheet) if sheet else ()
    if sheet is None or not wanted:
        return Reply(tell(OVER))
    if no := await _may_not(desk, request, sheet.standing.handover, wanted):
        return Reply(no)
    kept = {name: request.value[name] for name in _OPENED_FROM if name in request.value}
    metadata: dict[str, object] = {**kept, "channel": request.channel, "at": request.message_ts}
    return OpenForm(handover_form(sheet, wanted[0] if "ref" in kept else None, metadata))


def _wanted(request: Request, sheet: HandoverSheet) -> tuple[Thing, ...]:
    """All of it, or the one thing a button named, as far as it is still there."""
    ref = request.value.get("ref")
    return tuple(thing for thing in sheet.standing.things if ref is None or thing.ref == ref)


async def _sheet(desk: Desk, request: Request) -> HandoverSheet | None:
    """The hand-over a button or form is about; None where it is over."""
    async with desk.db.read() as tx:
        found = await handovers.by_id(tx, request.workspace_id, number(request.value.get("handover")) or 0)
        if found is None or found.done_at is not None:
            return None
        return await sheet_of(tx, found, now=request.now, default_zone=desk.default_zone)


async def _may_not(desk: Desk, request: Request, handover: Handover, wanted: tuple[Thing, ...]) -> Message | None:
    """Who was asked may; anybody else only what they could hand on anyway."""
    if request.user_id == handover.manager:
        return await refusal(desk, request, Deed.LOOK)
    for thing in wanted:
        item = thing.record if isinstance(thing.record, Action | Gap) else None
        asked = await about(desk, request, account=thing.account, item=item)
        if no := await refusal(desk, request, Deed.HAND_ON, asked):
            return no
    return None if wanted else await refusal(desk, request, Deed.NAME_PEOPLE)


async def _hand_on(desk: Desk, request: Request, handover: Handover, to: Person) -> Decision | Refusal:
    why = typed(request.view, "why") or ""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await handovers.by_id(tx, request.workspace_id, handover.id, lock=True)
        if stored is None or stored.done_at is not None:
            return Refusal("over", OVER)
        sheet = await sheet_of(tx, stored, now=request.now, default_zone=desk.default_zone)
        decision = hand_on(_wanted(request, sheet), to=to.user_id, why=why)
        if isinstance(decision, Refusal):
            return decision
        return await _with_all(tx, desk, request, stored, sheet, decision, to, why)

    return await settle(desk, request, decide)


async def _with_all(
    tx: AsyncConnection,
    desk: Desk,
    request: Request,
    stored: Handover,
    sheet: HandoverSheet,
    decision: Decision,
    to: Person,
    why: str,
) -> Decision:
    """What follows from it, the word to who did it, and the trail by which the hand-over knows it as its own."""
    told = told_of_accounts(decision, by=request.user_id, now=request.now)
    followed = await follow(tx, desk, request, decision)
    for review in (each.after for each in decision.changes if isinstance(each.after, Review)):
        followed = showing(review, followed)
    named = replace(sheet, names={**sheet.names, **short_names([to])})
    words = handed_on(len(decision.changes), named, to.user_id, request.key, why)
    thread = {"thread_ts": at} if (at := request.value.get("at")) else {}
    post = Post(f"handed:{request.key}", request.channel or request.user_id, {**words, **thread})
    counted = Change(stored, replace(stored, version=stored.version + 1), why.strip() or None)
    return Decision((*followed.changes, counted), (*followed.says, post), (*followed.asks, *told))

"""Writing down what somebody says about a customer: checked against rooms, names and what others did meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.account_rooms import RoomWord, look_at_home, look_at_shared
from handlers.actors import actor_of
from handlers.desk import Desk, Request
from handlers.recording import settle, with_board
from reviews.account_changes import change_account, put_back, refuse_account, version_of, with_values
from reviews.decision import Change, Decision, Post, Refusal
from reviews.messages.account_card import now_yours
from reviews.model import Account, Person
from reviews.people import first_name, short_names
from reviews.rights import About, Actor, sees
from storage import accounts, audit, numbers
from storage.statements import fold

GONE = Refusal("gone", "This customer is not here any more.")
_LOOKS = {"channel": look_at_home, "shared_channel": look_at_shared}


@dataclass(frozen=True, slots=True)
class Saved:
    """An account as it was (None: new) and as it is, with what is to be known of its rooms, mrkdwn."""

    before: Account | None
    after: Account
    notes: tuple[str, ...] = ()


async def save_account(
    desk: Desk, request: Request, account_id: int | None, values: Mapping[str, Any], *, seen: str | None = None
) -> Saved | Refusal:
    """Set some fields of an account, or make it. A refusal's code is the field that is wrong.

    `seen` is the version somebody had before them: where it is another now, the code is "changed".
    """
    before = await _stored(desk, request, account_id)
    words = await _look(desk, request, before, values)
    if isinstance(words, Refusal):
        return words
    me, actor = await people.person(desk, request, request.user_id), await actor_of(desk, request)
    saved: list[Saved] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await _stored_or_new(tx, request, account_id)
        if isinstance(stored, Refusal):
            return stored
        if seen is not None and account_id is not None and version_of(stored) != seen:
            return Refusal("changed", "Somebody changed it meanwhile.")
        after = with_values(stored, values)
        if refused := await _refused(tx, actor, stored, after, is_new=account_id is None):
            return refused
        saved.append(Saved(None if account_id is None else stored, after, tuple(word.text for word in words)))
        decision = Decision((Change(None, after),)) if account_id is None else change_account(stored, after)
        return await _with_consequences(tx, request, decision, stored if account_id else None, after, me)

    done = await settle(desk, request, decide)
    return done if isinstance(done, Refusal) else saved[-1]


async def undo_account(desk: Desk, request: Request, account: Account, deed: str) -> Decision | Refusal:
    """Take back what one deed changed about an account."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await accounts.by_id(tx, request.workspace_id, account.id, lock=True)
        if stored is None:
            return GONE
        undone = put_back(stored, await audit.of_deed(tx, request.workspace_id, deed), request.now)
        return undone if isinstance(undone, Refusal) else await with_board(tx, account.workspace_id, account.id, undone)

    return await settle(desk, request, decide)


async def did_it(desk: Desk, request: Request, account: Account, deed: str) -> bool:
    """Whether the one who asks did that deed: what they did they may take back, whoever owns the account now."""
    async with desk.db.read() as tx:
        entries = await audit.of_deed(tx, request.workspace_id, deed)
    mine = [each for each in entries if each.kind == "account" and each.ref == str(account.id)]
    return bool(mine) and all(each.by == request.user_id for each in mine)


async def names_of(desk: Desk, request: Request, *known: Account | None) -> dict[str, str]:
    """Slack ids to names of everybody whom these accounts name."""
    ids = [user for each in known if each for user in (each.owner, each.sponsor) if user]
    return short_names((await people.names(desk, request, ids)).values())


async def _stored(desk: Desk, request: Request, account_id: int | None) -> Account | None:
    if account_id is None:
        return None
    async with desk.db.read() as tx:
        return await accounts.by_id(tx, request.workspace_id, account_id)


async def _look(
    desk: Desk, request: Request, before: Account | None, values: Mapping[str, Any]
) -> list[RoomWord] | Refusal:
    """What Slack says of each room that is new to the account; one that cannot be taken is refused."""
    words: list[RoomWord] = []
    for name, look in _LOOKS.items():
        room = values.get(name)
        if not room or (before is not None and getattr(before, name) == room):
            continue
        word = await look(desk, request, room)
        if word and word.refused:
            return Refusal(name, word.text)
        words += [word] if word else []
    return words


async def _stored_or_new(tx: AsyncConnection, request: Request, account_id: int | None) -> Account | Refusal:
    if account_id is not None:
        return await accounts.by_id(tx, request.workspace_id, account_id, lock=True) or GONE
    number = await numbers.next_number(tx, request.workspace_id, "account")
    return Account(request.workspace_id, number, "", None, None, created_at=request.now)


async def _refused(
    tx: AsyncConnection, actor: Actor, stored: Account, after: Account, *, is_new: bool
) -> Refusal | None:
    rooms = [room for room in (after.channel, after.shared_channel) if room]
    others = await accounts.using_rooms(tx, actor.workspace_id, rooms) if rooms else []
    renamed = is_new or fold(stored.name) != fold(after.name)
    namesakes = await accounts.named(tx, actor.workspace_id, [after.name]) if renamed and after.name else []
    hidden = [each if sees(actor, About(each)) else replace(each, name="another customer") for each in others]
    # One that is hidden from them is not in the way: to say so would tell that it is there.
    return refuse_account(after, hidden, [each for each in namesakes if sees(actor, About(each))])


async def _with_consequences(
    tx: AsyncConnection, request: Request, decision: Decision, before: Account | None, after: Account, me: Person
) -> Decision:
    """The board of an open review shows the change; who was made the owner by somebody else is told."""
    decision = await with_board(tx, request.workspace_id, after.id, decision) if decision.changes else decision
    was = before.owner if before else None
    if after.owner in {None, was, request.user_id}:
        return decision
    post = Post(f"yours:{after.id}:{request.key}", str(after.owner), now_yours(after, first_name(me)))
    return replace(decision, says=(*decision.says, post))

"""Answers recorded: each deed on its item, all that follows, and one line that says what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.consequences import follow, is_not_me
from handlers.desk import Desk, Request
from handlers.recording import settle
from reviews.decision import Change, Decision, Message, Post, Refusal
from reviews.follow_through import Answer, Circumstance, carry_out
from reviews.item_id import parse_item_id
from reviews.messages.answers import tell
from reviews.messages.outcomes import outcome, recorded
from reviews.messages.words import said
from reviews.model import Account, Action, Gap
from reviews.people import short_names
from reviews.roster import Roster
from storage import accounts, actions, gaps, people, rosters


@dataclass(frozen=True, slots=True)
class Told:
    """One answer to carry out. `shown_as` is how the person knows the item: its number in their list, or its id."""

    ref: str
    answer: Answer
    shown_as: str
    refusal: Refusal | None = None
    """Why it cannot be carried out, where that is known before: the person it names cannot own anything."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What several answers came to: one decision, a line for each that was recorded, and what was not and why."""

    decision: Decision
    lines: tuple[tuple[str, str], ...]
    refusals: tuple[tuple[Told, Refusal], ...] = ()


async def carry_out_all(tx: AsyncConnection, desk: Desk, request: Request, told: Sequence[Told]) -> CarriedOut:
    """Decide on each answer by itself: one that cannot be recorded does not hold back the others."""
    decision, lines, refusals = Decision(), [], []
    roster = await rosters.load(tx, request.workspace_id, [request.user_id], default_zone=desk.default_zone)
    for each in told:
        if each.refusal is not None:
            refusals.append((each, each.refusal))
            continue
        item = await locked_item(tx, request.workspace_id, each.ref)
        here = await _here(tx, request, roster, item)
        done = carry_out(item, each.answer, here) if item else Refusal("gone", f"{each.ref} is not here any more.")
        if isinstance(done, Refusal):
            refusals.append((each, done))
            continue
        decision = replace(decision, changes=(*decision.changes, *done.changes))
        lines += [(each.shown_as, await _outcome(tx, request, change, here)) for change in done.changes]
    return CarriedOut(await follow(tx, desk, request, decision), tuple(lines), tuple(refusals))


async def locked_item(tx: AsyncConnection, workspace_id: str, ref: str) -> Action | Gap | None:
    """An action or a gap by its short id, held until the transaction ends."""
    item = parse_item_id(ref)
    if item is None:
        return None
    if item.kind == "gap":
        return await gaps.by_id(tx, workspace_id, item.number, lock=True)
    return await actions.by_id(tx, workspace_id, item.number, lock=True)


async def _here(tx: AsyncConnection, request: Request, roster: Roster, item: Action | Gap | None) -> Circumstance:
    account: Account | None = None
    if item is not None and item.account_id:
        account = await accounts.by_id(tx, request.workspace_id, item.account_id)
    calendar = roster.calendar(request.user_id)
    return Circumstance(request.user_id, request.now, calendar.today(request.now), calendar, account)


async def _outcome(tx: AsyncConnection, request: Request, change: Change, here: Circumstance) -> str:
    before, after = change.before, change.after
    assert isinstance(before, Action | Gap)  # noqa: S101 - answers are about items that are there
    assert isinstance(after, Action | Gap)  # noqa: S101
    blocker = after.blocked_by if isinstance(after, Action) else None
    involved = [each for each in (after.owner, before.owner, blocker) if each]
    names = short_names(await people.by_ids(tx, request.workspace_id, involved))
    if isinstance(before, Action) and isinstance(after, Action) and is_not_me(before, after, request.user_id):
        instead = said(names.get(after.blocked_by or "", ""), 60)
        owner = said(names.get(after.owner, after.owner), 60)
        return f"{instead} is asked instead; {owner} hears it from me" if instead else f"not you; I told {owner}"
    return outcome(before, after, change.why, names, here.today)


def channels_told(decision: Decision) -> list[str]:
    """The channels in which it is said that a date moved."""
    posts = (say for say in decision.says if isinstance(say, Post) and say.key.startswith("slip:"))
    return list(dict.fromkeys(post.channel for post in posts))


def echo(done: CarriedOut, deed: str) -> Message | None:
    """What was understood, in one line with Undo; None where nothing was recorded."""
    return recorded(done.lines, deed=deed, told=channels_told(done.decision)) if done.lines else None


def refused(done: CarriedOut) -> Message | None:
    """What could not be recorded, and why; None where everything was."""
    lines = [f"*{said(each.shown_as, 20)}* is not recorded: {said(no.text, 400)}" for each, no in done.refusals]
    return tell("\n".join(lines)) if lines else None


async def record_answers(
    desk: Desk, request: Request, told: list[Told], *, thread: str | None = None, instead_of: str | None = None
) -> CarriedOut | Refusal:
    """Record answers with all that follows; what was understood is said with Undo, in the thread of a message or
    in the place of one.
    """
    held: list[CarriedOut] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        done = await carry_out_all(tx, desk, request, told)
        if not done.lines:
            return done.refusals[0][1] if done.refusals else Refusal("nothing", "Nothing was changed.")
        held[:] = [done]
        message = echo(done, request.key) or {}
        where = {"ts": instead_of} if instead_of else {"thread_ts": thread} if thread else {}
        placed = message if request.is_ephemeral else {**message, **where}
        post = Post(f"echo:{request.key}", request.channel or request.user_id, placed)
        return replace(done.decision, says=(*done.decision.says, post))

    settled = await settle(desk, request, decide)
    return settled if isinstance(settled, Refusal) else held[0]

"""What follows from a change of an item or a fact: the board, the channel, the people and the nudges that show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desk import Desk, Request
from handlers.recording import with_board
from handlers.shared_gaps import with_shared
from reviews.asks import Ask
from reviews.dates import say_date
from reviews.decision import Change, Decision, Post
from reviews.facts import Incident, Touch, UsageSnapshot
from reviews.follow_through import handed
from reviews.ladder import ref_of_item
from reviews.messages.answers import tell
from reviews.messages.slips import cleared_post, closes_post, not_me_post, slip_post
from reviews.model import Account, Action, ActionState, Gap, GapState
from reviews.people import short_names, today_of
from storage import accounts, asks, gaps, nudges, outbox, people

SHOWN_FOR = timedelta(days=14)
"""How long a nudge that was said is kept up to date."""
_STANDING = {ActionState.BLOCKED, ActionState.WAITING}


async def follow(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision) -> Decision:
    """The same decision with everything that follows from it, in the same transaction."""
    for change in decision.changes:
        if isinstance(change.after, Action | Gap):
            decision = await with_board(tx, request.workspace_id, change.after.account_id, decision)
            decision = await _with_word(tx, desk, request, decision, change)
        elif isinstance(change.after, Incident | UsageSnapshot | Touch):
            decision = await with_board(tx, request.workspace_id, change.after.account_id, decision)
    decision = await with_shared(tx, desk, request, decision)
    await _answered(tx, request, decision)
    return decision


async def _with_word(tx: AsyncConnection, desk: Desk, request: Request, decision: Decision, change: Change) -> Decision:
    before, after = change.before, change.after
    if not isinstance(after, Action | Gap) or not isinstance(before, Action | Gap):
        return decision
    says: list[Post] = []
    if isinstance(before, Action) and isinstance(after, Action):
        account = await accounts.by_id(tx, request.workspace_id, after.account_id) if after.account_id else None
        if after.moves > before.moves and account is not None and account.channel:
            says.append(await _slip(tx, desk, request, account, change))
        if after.moves < before.moves and account is not None and account.channel:
            text = (
                f"The move of *{ref_of_item(after)}* was taken back: it is due {say_date(after.due, after.due)} again."
            )
            says.append(Post(f"unslip:{after.id}:{request.key}", account.channel, tell(text)))
        if before.state in _STANDING and after.state is ActionState.OPEN and after.owner != request.user_id:
            says.append(await _cleared(tx, desk, request, after))
        if after.state is ActionState.DONE and before.state is not ActionState.DONE and after.gap_id:
            says += await _closes(tx, request, after)
        if is_not_me(before, after, request.user_id):
            says.append(await _not_me(tx, desk, request, after))
    ask = handed(before, after, by=request.user_id, now=request.now)
    new: tuple[Ask, ...] = (ask,) if ask else ()
    return replace(decision, says=(*decision.says, *says), asks=(*decision.asks, *new))


async def _closes(tx: AsyncConnection, request: Request, action: Action) -> list[Post]:
    """Who owns the gap that a finished action was to close is told, and asked whether it is gone."""
    gap = await gaps.by_id(tx, request.workspace_id, action.gap_id or 0)
    if gap is None or gap.state is not GapState.OPEN or gap.owner in {None, request.user_id}:
        return []
    names = short_names(await people.by_ids(tx, request.workspace_id, [request.user_id]))
    message = closes_post(action, gap, names.get(request.user_id, "Somebody"))
    return [Post(f"closes:{action.id}:{request.key}", str(gap.owner), message)]


async def _slip(tx: AsyncConnection, desk: Desk, request: Request, account: Account, change: Change) -> Post:
    before, after = change.before, change.after
    assert isinstance(before, Action)  # noqa: S101 - only actions slip
    assert isinstance(after, Action)  # noqa: S101
    names = short_names(await people.by_ids(tx, request.workspace_id, [after.owner]))
    today = today_of(request.now, account.time_zone, desk.default_zone)
    message = slip_post(
        before,
        after,
        change.why or "",
        owner_name=names.get(after.owner, after.owner),
        customer=account.name,
        today=today,
    )
    return Post(f"slip:{after.id}:{request.key}", str(account.channel), message)


async def _cleared(tx: AsyncConnection, desk: Desk, request: Request, action: Action) -> Post:
    found = await people.by_ids(tx, request.workspace_id, [request.user_id, action.owner])
    names = short_names(found)
    owner = next((each for each in found if each.user_id == action.owner), None)
    today = today_of(request.now, owner.time_zone if owner else None, desk.default_zone)
    message = cleared_post(action, names.get(request.user_id, "Somebody"), today)
    return Post(f"cleared:{action.id}:{request.key}", action.owner, message)


def is_not_me(before: Action, after: Action, by: str) -> bool:
    """Whether somebody said that it is not they who block another's action."""
    held = after.state is ActionState.BLOCKED and after.owner != by
    return held and before.blocked_by == by != after.blocked_by


async def _not_me(tx: AsyncConnection, desk: Desk, request: Request, action: Action) -> Post:
    found = await people.by_ids(tx, request.workspace_id, [request.user_id, action.owner, action.blocked_by or ""])
    names = short_names(found)
    owner = next((each for each in found if each.user_id == action.owner), None)
    today = today_of(request.now, owner.time_zone if owner else None, desk.default_zone)
    instead = names.get(action.blocked_by or "")
    message = not_me_post(action, names.get(request.user_id, "Somebody"), instead, today)
    return Post(f"notme:{action.id}:{request.key}", action.owner, message)


async def _answered(tx: AsyncConnection, request: Request, decision: Decision) -> None:
    """Who changes an item has answered their last nudge; every nudge that shows it is brought up to date."""
    refs = [ref_of_item(each.after) for each in decision.changes if isinstance(each.after, Action | Gap)]
    if not refs:
        return
    showing = {ask.nudge_id for ask in await asks.of_subjects(tx, request.workspace_id, refs) if ask.nudge_id}
    for nudge in await nudges.by_ids(tx, request.workspace_id, showing):
        if request.now - nudge.created_at > SHOWN_FOR:
            continue
        if nudge.user_id == request.user_id:
            await nudges.answered(tx, request.workspace_id, nudge.id, request.now)
        await show_again(tx, request, nudge.id)


async def show_again(tx: AsyncConnection, request: Request, nudge_id: int) -> None:
    """Queue a nudge to be shown as it stands now."""
    version = await nudges.raise_version(tx, request.workspace_id, nudge_id)
    nudge = await nudges.by_id(tx, request.workspace_id, nudge_id)
    if nudge is not None and version is not None:
        channel = nudge.channel or nudge.user_id
        await outbox.queue_nudge_again(tx, request.workspace_id, nudge_id, version, channel, request.now)

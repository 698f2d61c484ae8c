"""Gaps and actions as they were lived: made, moved, ended, and looked at once more a month after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.sample.days import at, on_or_after
from bot.sample.numbering import Deed
from bot.sample.story import Hole, Promise
from reviews.decision import Change
from reviews.model import Account, Action, ActionState, Gap, GapState

LOOKED_AGAIN = timedelta(days=30)


def gap_deeds(
    account: Account, number: int, told: Hole, *, made_at: datetime, by: str, review: int | None
) -> list[Deed]:
    """Everything that was done about one gap, in the order of time."""
    gap = Gap(
        workspace_id=account.workspace_id,
        id=number,
        account_id=account.id,
        review_id=review,
        what=told.what,
        affects=told.affects,
        frequency=told.frequency,
        severity=told.severity,
        owner=told.owner,
        update_on=told.update_on,
        reason=told.reason,
        state=GapState.OPEN,
        logged_by=by,
        logged_at=made_at,
    )
    deeds = [Deed(made_at, by, (Change(None, gap),))]
    for move in told.moves:
        moved = replace(gap, update_on=move.to, moves=gap.moves + 1)
        deeds.append(Deed(at(move.on, 14, 5), told.owner, (Change(gap, moved, move.why),)))
        gap = moved
    if told.closed_on:
        ended = at(told.closed_on, 15, 20)
        closed = replace(gap, state=GapState.CLOSED, ended_at=ended, ended_by=told.owner)
        deeds.append(Deed(ended, told.owner, (Change(gap, closed),)))
    return deeds


def action_deeds(
    account: Account,
    number: int,
    told: Promise,
    *,
    made_at: datetime,
    by: str,
    review: int | None,
    gap: int | None,
    today: date,
) -> list[Deed]:
    """Everything that was done about one promise until `today`, in the order of time."""
    action = Action(
        workspace_id=account.workspace_id,
        id=number,
        account_id=account.id,
        review_id=review,
        what=told.what,
        owner=told.owner,
        due=told.due,
        first_due=told.due,
        state=ActionState.OPEN,
        logged_by=by,
        logged_at=made_at,
        gap_id=gap,
        counterpart=told.counterpart,
    )
    deeds = [Deed(made_at, by, (Change(None, action),))]
    for deed, after in _later(action, told, today):
        deeds.append(Deed(deed.at, deed.by, (Change(action, after, deed.why),)))
        action = after
    return deeds


@dataclass(frozen=True, slots=True)
class _Doing:
    """When something was done, by whom and why."""

    at: datetime
    by: str
    why: str | None = None


def _later(action: Action, told: Promise, today: date) -> Iterator[tuple[_Doing, Action]]:
    for move in told.moves:
        action = replace(action, due=move.to, moves=action.moves + 1)
        yield _Doing(at(move.on, 14, 5), told.owner, move.why), action
    if told.dropped_on:
        ended = at(told.dropped_on, 15, 10)
        action = replace(action, state=ActionState.DROPPED, ended_at=ended, ended_by=told.owner)
        yield _Doing(ended, told.owner, "it makes no sense any more"), action
    if told.done_on:
        ended = at(told.done_on, 15, 10)
        action = replace(action, state=ActionState.DONE, ended_at=ended, ended_by=told.owner)
        yield _Doing(ended, told.owner), action
        again = on_or_after(told.done_on + LOOKED_AGAIN)
        if told.helped is not None and again < today:
            yield _Doing(at(again, 9, 30), told.owner), replace(action, helped=told.helped)

"""A review loaded whole, for deciding and for showing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Action, ActionState, ChecklistMark, Gap, Question, Review, Step
from reviews.people import short_names, today_of
from reviews.sitting import LastTime, Sitting
from storage import accounts, actions, gaps, people
from storage import reviews as review_store

_HISTORY = 8


async def load(
    tx: AsyncConnection,
    workspace_id: str,
    review_id: int,
    *,
    now: datetime,
    default_zone: str,
    lock: bool = False,
) -> Sitting | None:
    """The review with all that a decider or a message needs; None when there is no such review.

    `today` is the day at `now` where the account's owner is; `default_zone` serves where that is not known.
    """
    review = await review_store.by_id(tx, workspace_id, review_id, lock=lock)
    account = await accounts.by_id(tx, workspace_id, review.account_id) if review else None
    if review is None or account is None:
        return None
    steps = await review_store.steps(tx, workspace_id, review_id)
    marks = await review_store.marks(tx, workspace_id, review_id)
    carried = await review_store.carried(tx, workspace_id, review_id)
    open_gaps = await gaps.open_on(tx, workspace_id, account.id)
    live = await actions.live_on(tx, workspace_id, account.id)
    history = [
        (r, m) for r, m in await review_store.marks_history(tx, workspace_id, account.id, _HISTORY) if r.id != review.id
    ]
    last = await _last_time(tx, workspace_id, review)
    who = await people.by_ids(tx, workspace_id, _ids(account, review, open_gaps, live, last, (*steps, *marks)))
    owner = next((p for p in who if p.user_id == account.owner), None)
    zone = account.time_zone or (owner.time_zone if owner else None)
    return Sitting(
        account=account,
        review=review,
        today=today_of(now, zone, default_zone),
        steps=tuple(steps),
        marks=tuple(marks),
        carried=tuple(carried),
        gaps=tuple(open_gaps),
        actions=tuple(live),
        last=last,
        history=_by_question(history),
        names=short_names(who),
    )


async def last_time(tx: AsyncConnection, workspace_id: str, account_id: int) -> LastTime | None:
    """What the account's last closed review left."""
    review = await review_store.last_closed(tx, workspace_id, account_id)
    return await _left_by(tx, workspace_id, review) if review else None


async def _last_time(tx: AsyncConnection, workspace_id: str, review: Review) -> LastTime | None:
    if review.last_review_id is None:
        return None
    last = await review_store.by_id(tx, workspace_id, review.last_review_id)
    return await _left_by(tx, workspace_id, last) if last else None


async def _left_by(tx: AsyncConnection, workspace_id: str, review: Review) -> LastTime:
    marks = await review_store.marks(tx, workspace_id, review.id)
    promised = await actions.of_review(tx, workspace_id, review.id)
    kept = tuple(a for a in promised if a.state is not ActionState.WITHDRAWN)
    return LastTime(review, tuple(marks), kept)


def _by_question(
    history: Iterable[tuple[Review, Iterable[ChecklistMark]]],
) -> dict[Question, tuple[ChecklistMark, ...]]:
    marks = [mark for _, given in history for mark in given]
    return {q: tuple(m for m in marks if m.question is q) for q in Question}


def _ids(
    account: Account,
    review: Review,
    open_gaps: Iterable[Gap],
    live: Iterable[Action],
    last: LastTime | None,
    done: Iterable[Step | ChecklistMark],
) -> set[str]:
    named = [account.owner, review.facilitator, review.ended_by]
    named += [g.owner for g in open_gaps] + [user for a in live for user in (a.owner, a.logged_by)]
    named += [a.owner for a in last.promised] if last else []
    named += [each.by for each in done]
    return {user for user in named if user}

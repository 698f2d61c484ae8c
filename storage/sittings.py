"""A review loaded whole, for deciding and for showing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import Goal
from reviews.goal_progress import Progress, progress
from reviews.model import Account, Action, ActionState, ChecklistMark, Gap, Person, Question, Review, ReviewState, Step
from reviews.people import short_names, zone_of
from reviews.sitting import LastTime, Sitting
from storage import accounts, actions, facts, gaps, goals, people
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
    last = await _last_time(tx, workspace_id, review)
    who = await people.by_ids(tx, workspace_id, _ids(account, review, open_gaps, live, last, (*steps, *marks)))
    zone = zone_of(_zone(account, who), default_zone)
    today = now.astimezone(zone).date()
    is_open = review.state is ReviewState.OPEN
    return Sitting(
        account=account,
        review=review,
        today=today,
        steps=tuple(steps),
        marks=tuple(marks),
        carried=tuple(carried),
        gaps=tuple(open_gaps),
        actions=tuple(live),
        last=last,
        history=await _history(tx, review),
        names=short_names(who),
        goals=await _goals(tx, account, last, today),
        facts=await facts.of_account(tx, workspace_id, account.id, today) if is_open else None,
        zone=zone,
    )


async def _goals(tx: AsyncConnection, account: Account, last: LastTime | None, today: date) -> tuple[Progress, ...]:
    """The account's open goals, and those that ended since its last review, with all their readings."""
    found: list[Goal] = await goals.open_on(tx, account.workspace_id, account.id)
    since = last.review.ended_at if last else None
    if since is not None:
        found += await goals.ended_since(tx, account.workspace_id, account.id, since)
    read = await goals.readings(tx, account.workspace_id, [goal.id for goal in found])
    return tuple(progress(goal, read.get(goal.id, ()), today) for goal in found)


def _zone(account: Account, known: Iterable[Person]) -> str | None:
    """Where the account's day is counted: its own zone, or its owner's."""
    owner = next((p for p in known if p.user_id == account.owner), None)
    return account.time_zone or (owner.time_zone if owner else None)


async def _history(tx: AsyncConnection, review: Review) -> dict[Question, tuple[ChecklistMark, ...]]:
    """The marks of the account's earlier closed reviews, newest first, by question."""
    closed = await review_store.marks_history(tx, review.workspace_id, review.account_id, _HISTORY)
    marks = [mark for earlier, given in closed if earlier.id < review.id for mark in given]
    return {q: tuple(m for m in marks if m.question is q) for q in Question}


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

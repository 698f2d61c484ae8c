"""Questions about reviews and what belongs to them.

Import as `from storage import reviews as review_store`.
"""

from __future__ import annotations

from sqlalchemy import bindparam, literal_column, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Carried, CarriedKind, ChecklistMark, Question, Review, ReviewState, Step, StepName
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import carried_items, checklist_marks, review_steps, reviews

_STEPS = list(StepName)
_QUESTIONS = list(Question)
_KINDS = list(CarriedKind)

IS_OPEN = reviews.c.state == literal_column(f"'{ReviewState.OPEN}'")
"""Written out, not bound: SQLite plans a statement anew each time a value it may choose a partial index by is bound."""

_HERE = reviews.c.workspace_id == bindparam("ws")
_BY_ID = selected(Review).where(_HERE, reviews.c.id == bindparam("number"))
_NEWEST = (
    selected(Review)
    .where(_HERE, reviews.c.account_id == bindparam("account"), reviews.c.state == bindparam("wanted"))
    .order_by(reviews.c.ended_at.desc(), reviews.c.id.desc())
    .limit(bindparam("most"))
)
_ALL_OPEN = selected(Review).where(_HERE, IS_OPEN).order_by(reviews.c.id)
_OPEN_ON = selected(Review).where(_HERE, reviews.c.account_id == bindparam("account"), IS_OPEN)
_STEPS_OF = selected(Step).where(
    review_steps.c.workspace_id == bindparam("ws"), review_steps.c.review_id == bindparam("number")
)
_MARKS_OF = selected(ChecklistMark).where(
    checklist_marks.c.workspace_id == bindparam("ws"),
    checklist_marks.c.review_id.in_(bindparam("numbers", expanding=True)),
)
_CARRIED_OF = selected(Carried).where(
    carried_items.c.workspace_id == bindparam("ws"), carried_items.c.review_id == bindparam("number")
)
_SET_BOARD_TS = update(reviews).where(_HERE, reviews.c.id == bindparam("number")).values(board_ts=bindparam("slack_ts"))
_SET_BOARD_TS_THERE = _SET_BOARD_TS.where(reviews.c.channel == bindparam("room"))


async def by_id(tx: AsyncConnection, workspace_id: str, review_id: int, *, lock: bool = False) -> Review | None:
    """One review."""
    return await one(tx, Review, locked(_BY_ID, lock), ws=workspace_id, number=review_id)


async def open_on(tx: AsyncConnection, workspace_id: str, account_id: int, *, lock: bool = False) -> Review | None:
    """The review that is open on an account."""
    return await one(tx, Review, locked(_OPEN_ON, lock), ws=workspace_id, account=account_id)


async def all_open(tx: AsyncConnection, workspace_id: str) -> list[Review]:
    """Every open review."""
    return await every(tx, Review, _ALL_OPEN, ws=workspace_id)


async def last_closed(tx: AsyncConnection, workspace_id: str, account_id: int) -> Review | None:
    """The account's last review that was closed."""
    return await _newest(tx, workspace_id, account_id, ReviewState.CLOSED)


async def latest_abandoned(tx: AsyncConnection, workspace_id: str, account_id: int) -> Review | None:
    """The account's last review that was abandoned."""
    return await _newest(tx, workspace_id, account_id, ReviewState.ABANDONED)


async def _newest(tx: AsyncConnection, workspace_id: str, account_id: int, state: ReviewState) -> Review | None:
    return await one(tx, Review, _NEWEST, ws=workspace_id, account=account_id, wanted=state, most=1)


async def steps(tx: AsyncConnection, workspace_id: str, review_id: int) -> list[Step]:
    """A review's steps, in the order they are walked."""
    found = await every(tx, Step, _STEPS_OF, ws=workspace_id, number=review_id)
    return sorted(found, key=lambda step: _STEPS.index(step.name))


async def marks(tx: AsyncConnection, workspace_id: str, review_id: int) -> list[ChecklistMark]:
    """A review's marks, in the questions' order."""
    return await _marks(tx, workspace_id, [review_id])


async def carried(tx: AsyncConnection, workspace_id: str, review_id: int) -> list[Carried]:
    """What a review carried over: marks, then gaps, then actions."""
    found = await every(tx, Carried, _CARRIED_OF, ws=workspace_id, number=review_id)
    return sorted(found, key=lambda item: (_KINDS.index(item.kind), len(item.ref), item.ref))


async def marks_history(
    tx: AsyncConnection, workspace_id: str, account_id: int, limit: int
) -> list[tuple[Review, list[ChecklistMark]]]:
    """The account's last closed reviews with their marks, newest first."""
    closed = await every(
        tx, Review, _NEWEST, ws=workspace_id, account=account_id, wanted=ReviewState.CLOSED, most=limit
    )
    found = await _marks(tx, workspace_id, [review.id for review in closed])
    return [(review, [mark for mark in found if mark.review_id == review.id]) for review in closed]


async def _marks(tx: AsyncConnection, workspace_id: str, review_ids: list[int]) -> list[ChecklistMark]:
    if not review_ids:
        return []
    found = await every(tx, ChecklistMark, _MARKS_OF, ws=workspace_id, numbers=review_ids)
    return sorted(found, key=lambda mark: _QUESTIONS.index(mark.question))


async def set_board_ts(
    tx: AsyncConnection, workspace_id: str, review_id: int, ts: str, *, channel: str | None = None
) -> None:
    """Notes which Slack message shows the board; delivery's own note, so it leaves no audit entry.

    `channel` is where it was posted: a review that has moved on since does not take it for its board.
    """
    about = {"ws": workspace_id, "number": review_id, "slack_ts": ts}
    if channel is None:
        await tx.execute(_SET_BOARD_TS, about)
    else:
        await tx.execute(_SET_BOARD_TS_THERE, {**about, "room": channel})

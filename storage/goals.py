"""Questions about a customer's goals and their readings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import Goal, GoalReading, GoalState
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import goal_readings, goals

_HERE = goals.c.workspace_id == bindparam("ws")
_OF_ACCOUNT = and_(_HERE, goals.c.account_id == bindparam("account"))
_IS_OPEN = goals.c.state == GoalState.OPEN
_SOONEST = (goals.c.due.is_(None), goals.c.due, goals.c.id)

_BY_ID = selected(Goal).where(_HERE, goals.c.id == bindparam("number"))
_OPEN_ON = selected(Goal).where(_OF_ACCOUNT, _IS_OPEN).order_by(*_SOONEST)
_ENDED = goals.c.state.in_([GoalState.REACHED, GoalState.MISSED])
_ON_ACCOUNT = (
    selected(Goal)
    .where(_OF_ACCOUNT, or_(_IS_OPEN, _ENDED))
    .order_by(_IS_OPEN.desc(), goals.c.ended_at.desc(), *_SOONEST)
)
_PAGE = _ON_ACCOUNT.limit(bindparam("most")).offset(bindparam("skipped"))
_TOTAL = select(func.count()).select_from(goals).where(_OF_ACCOUNT, or_(_IS_OPEN, _ENDED))
_COUNT = select(func.count()).select_from(goals).where(_OF_ACCOUNT, _IS_OPEN)
_ENDED_SINCE = (
    selected(Goal).where(_OF_ACCOUNT, _ENDED, goals.c.ended_at >= bindparam("since")).order_by(goals.c.ended_at)
)
_READINGS = (
    selected(GoalReading)
    .where(
        goal_readings.c.workspace_id == bindparam("ws"),
        goal_readings.c.goal_id.in_(bindparam("goals", expanding=True)),
    )
    .order_by(goal_readings.c.goal_id, goal_readings.c.day)
)
_READING = selected(GoalReading).where(
    goal_readings.c.workspace_id == bindparam("ws"),
    goal_readings.c.goal_id == bindparam("goal"),
    goal_readings.c.day == bindparam("on"),
)


async def by_id(tx: AsyncConnection, workspace_id: str, goal_id: int, *, lock: bool = False) -> Goal | None:
    """One goal."""
    return await one(tx, Goal, locked(_BY_ID, lock), ws=workspace_id, number=goal_id)


async def open_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Goal]:
    """A customer's open goals, the soonest first."""
    return await every(tx, Goal, _OPEN_ON, ws=workspace_id, account=account_id)


async def count_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> int:
    """How many goals of a customer are open."""
    return int(await tx.scalar(_COUNT, {"ws": workspace_id, "account": account_id}) or 0)


async def ended_since(tx: AsyncConnection, workspace_id: str, account_id: int, since: datetime) -> list[Goal]:
    """A customer's goals that were reached or missed since then, in that order."""
    return await every(tx, Goal, _ENDED_SINCE, ws=workspace_id, account=account_id, since=since)


async def page(
    tx: AsyncConnection, workspace_id: str, account_id: int, offset: int, limit: int
) -> tuple[list[Goal], int]:
    """A customer's goals, open ones first and then the last that ended: a page of them, and how many there are."""
    given = {"ws": workspace_id, "account": account_id}
    total = await tx.scalar(_TOTAL, given)
    return await every(tx, Goal, _PAGE, **given, most=limit, skipped=offset), int(total or 0)


async def readings(
    tx: AsyncConnection, workspace_id: str, goal_ids: Iterable[int]
) -> dict[int, tuple[GoalReading, ...]]:
    """Every reading of these goals by goal, oldest first; a goal without one is left out."""
    wanted = sorted(set(goal_ids))
    if not wanted:
        return {}
    found = await every(tx, GoalReading, _READINGS, ws=workspace_id, goals=wanted)
    return {number: tuple(r for r in found if r.goal_id == number) for number in {r.goal_id for r in found}}


async def reading_on(
    tx: AsyncConnection, workspace_id: str, goal_id: int, day: date, *, lock: bool = False
) -> GoalReading | None:
    """What a goal read on one day."""
    return await one(tx, GoalReading, locked(_READING, lock), ws=workspace_id, goal=goal_id, on=day)

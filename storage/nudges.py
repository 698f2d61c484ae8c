"""The messages that asked people, one a person and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import ABOUT_REVIEWS, Nudge
from storage.rows import every, one, selected, to_row
from storage.statements import changed, insert_into
from storage.tables import asks, nudges

_HERE = nudges.c.workspace_id == bindparam("ws")
_BY_ID = selected(Nudge).where(_HERE, nudges.c.id == bindparam("number"))
_BY_IDS = selected(Nudge).where(_HERE, nudges.c.id.in_(bindparam("numbers", expanding=True)))
_AT = selected(Nudge).where(_HERE, nudges.c.channel == bindparam("its_channel"), nudges.c.ts == bindparam("its_ts"))
_LATEST = (
    selected(Nudge)
    .where(_HERE, nudges.c.user_id == bindparam("person"))
    .order_by(nudges.c.day.desc())
    .limit(bindparam("most"))
)
_LAST_DAYS = (
    select(nudges.c.user_id, func.max(nudges.c.day))
    .where(_HERE, nudges.c.user_id.in_(bindparam("persons", expanding=True)))
    .group_by(nudges.c.user_id)
)
ANSWERABLE = exists().where(
    asks.c.workspace_id == nudges.c.workspace_id,
    asks.c.nudge_id == nudges.c.id,
    asks.c.kind.not_in(ABOUT_REVIEWS),
)
"""A nudge that holds only reminders of reviews asks for no answer."""
_NUMBERED = (
    select(
        nudges.c.user_id,
        nudges.c.answered_at,
        func.row_number().over(partition_by=nudges.c.user_id, order_by=nudges.c.day.desc()).label("back"),
    )
    .where(
        _HERE,
        nudges.c.user_id.in_(bindparam("persons", expanding=True)),
        nudges.c.created_at >= bindparam("since"),
        nudges.c.ts.is_not(None),
        ANSWERABLE,
    )
    .subquery("numbered")
)
_SILENT = (
    select(_NUMBERED.c.user_id)
    .where(_NUMBERED.c.back <= bindparam("in_a_row"))
    .group_by(_NUMBERED.c.user_id)
    .having(func.count() == bindparam("in_a_row"), func.count(_NUMBERED.c.answered_at) == 0)
)
_THIS = (_HERE, nudges.c.id == bindparam("number"))
_SAID = update(nudges).where(*_THIS).values(channel=bindparam("its_channel"), ts=bindparam("its_ts"))
_ANSWERED = update(nudges).where(*_THIS, nudges.c.answered_at.is_(None)).values(answered_at=bindparam("now"))
_NOT_HELPFUL = update(nudges).where(*_THIS, nudges.c.not_helpful_at.is_(None)).values(not_helpful_at=bindparam("now"))
_RAISE = update(nudges).where(*_THIS).values(version=nudges.c.version + 1).returning(nudges.c.version)
_FORGET = delete(nudges).where(*_THIS, nudges.c.ts.is_(None))


async def add(tx: AsyncConnection, nudge: Nudge) -> bool:
    """Keeps a new nudge; false when that person has one on that day already."""
    return await tx.scalar(_add(tx.dialect.name), to_row(nudge)) is not None


@cache
def _add(dialect: str) -> Any:
    new = insert_into(dialect, nudges).on_conflict_do_nothing(index_elements=["workspace_id", "user_id", "day"])
    return new.returning(nudges.c.id)


async def by_id(tx: AsyncConnection, workspace_id: str, nudge_id: int) -> Nudge | None:
    """One nudge."""
    return await one(tx, Nudge, _BY_ID, ws=workspace_id, number=nudge_id)


async def by_ids(tx: AsyncConnection, workspace_id: str, nudge_ids: Iterable[int]) -> list[Nudge]:
    """Those of the nudges that exist."""
    return await every(tx, Nudge, _BY_IDS, ws=workspace_id, numbers=sorted(set(nudge_ids)))


async def at(tx: AsyncConnection, workspace_id: str, channel: str, ts: str) -> Nudge | None:
    """The nudge that stands in Slack as this message."""
    return await one(tx, Nudge, _AT, ws=workspace_id, its_channel=channel, its_ts=ts)


async def latest(tx: AsyncConnection, workspace_id: str, user_id: str, limit: int = 1) -> list[Nudge]:
    """A person's last nudges, newest first."""
    return await every(tx, Nudge, _LATEST, ws=workspace_id, person=user_id, most=limit)


async def last_days(tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str]) -> dict[str, date]:
    """The day of each person's last nudge."""
    found = await tx.execute(_LAST_DAYS, {"ws": workspace_id, "persons": sorted(set(user_ids))})
    return {row[0]: row[1] for row in found}


async def silent(
    tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str], since: datetime, in_a_row: int
) -> set[str]:
    """Those of the people who left as many nudges as that unanswered, the last ones they got since a moment."""
    asked = {"ws": workspace_id, "persons": sorted(set(user_ids)), "since": since, "in_a_row": in_a_row}
    return set((await tx.scalars(_SILENT, asked)).all())


async def said(tx: AsyncConnection, found: Sequence[tuple[str, int, str, str]]) -> None:
    """Slack has these nudges: workspace, nudge, channel and `ts` of each."""
    if found:
        rows = [{"ws": ws, "number": nudge, "its_channel": channel, "its_ts": ts} for ws, nudge, channel, ts in found]
        await tx.execute(_SAID, rows)


async def answered(tx: AsyncConnection, workspace_id: str, nudge_id: int, now: datetime) -> bool:
    """Its person answered; true only the first time."""
    return await changed(tx, _ANSWERED, ws=workspace_id, number=nudge_id, now=now)


async def not_helpful(tx: AsyncConnection, workspace_id: str, nudge_id: int, now: datetime) -> bool:
    """Its person said that it did not help; true only the first time."""
    return await changed(tx, _NOT_HELPFUL, ws=workspace_id, number=nudge_id, now=now)


async def raise_version(tx: AsyncConnection, workspace_id: str, nudge_id: int) -> int | None:
    """Counts that it must be shown anew; its new version, None where there is no such nudge."""
    version: int | None = await tx.scalar(_RAISE, {"ws": workspace_id, "number": nudge_id})
    return version


async def forget(tx: AsyncConnection, workspace_id: str, nudge_id: int) -> bool:
    """A nudge that was never said leaves its day free."""
    return await changed(tx, _FORGET, ws=workspace_id, number=nudge_id)

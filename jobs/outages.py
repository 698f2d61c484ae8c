"""Telling an outage from a quiet night: the clock notes that it is at work, and what it missed is said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.following import Following
from reviews.calendar import WorkCalendar
from storage import heartbeats

CLOCK: Final = "clock"
BACK_SINCE: Final = "back"
AWAY: Final = "away"
AWAY_AFTER: Final = timedelta(minutes=30)
"""Shorter pauses, such as a restart for an update, are nobody's business."""
MENTIONED_FOR: Final = timedelta(hours=12)
"""How long after coming back a first nudge still says that the bot was away."""


@dataclass(frozen=True, slots=True)
class Outage:
    """From the last beat before to the first after, aware UTC."""

    since: datetime
    until: datetime


async def beat(following: Following) -> None:
    """Note that the clock is at work; after a long silence, note the silence too."""
    now = following.clock()
    async with following.db.write() as tx:
        last = await heartbeats.last(tx, CLOCK)
        if last is not None and now - last >= AWAY_AFTER:
            await heartbeats.beat(tx, AWAY, last)
            await heartbeats.beat(tx, BACK_SINCE, now)
        await heartbeats.beat(tx, CLOCK, now)


async def beat_on(following: Following) -> None:
    """The clock was moved by hand: nobody was away."""
    async with following.db.write() as tx:
        await heartbeats.beat(tx, CLOCK, following.clock())


async def last_beat(following: Following) -> datetime | None:
    """When the clock was last at work; None before the first time."""
    async with following.db.read() as tx:
        return await heartbeats.last(tx, CLOCK)


def concerns(outage: Outage, calendar: WorkCalendar) -> bool:
    """Whether a morning of somebody's fell into it: else they missed nothing, and need not hear of it."""
    return calendar.next_morning(outage.since) < outage.until


async def outage_of(tx: AsyncConnection, now: datetime) -> Outage | None:
    """The outage that ended lately, if there was one."""
    until = await heartbeats.last(tx, BACK_SINCE)
    if until is None or not until <= now <= until + MENTIONED_FOR:
        return None
    since = await heartbeats.last(tx, AWAY)
    return Outage(since, until) if since is not None else None

"""From a person's own clock to the instant it means, over the days when clocks are moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone of that name, kept: zoneinfo itself forgets all but the last eight. An unknown name raises."""
    return ZoneInfo(name)


def local_day(now: datetime, zone: ZoneInfo) -> date:
    """The calendar day it is there at `now`, which is aware."""
    return now.astimezone(zone).date()


def instant_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When clocks there show that time on that day, in UTC.

    A time that is shown twice means the first; one that is skipped means the first instant after the gap.
    """
    local = datetime.combine(day, clock, tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None):
        return instant
    return _end_of_gap(local.replace(fold=1).astimezone(UTC), instant, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Halve the time between two instants on either side of a change, to the second clocks are moved in."""
    moved = after.astimezone(zone).utcoffset()
    early, late = 0, int((after - before).total_seconds())
    while late - early > 1:
        middle = (early + late) // 2
        there = (before + timedelta(seconds=middle)).astimezone(zone)
        early, late = (early, middle) if there.utcoffset() == moved else (middle, late)
    return before + timedelta(seconds=late)

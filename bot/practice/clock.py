"""The workspace's clock, which people can move forward, and the moments they move it to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
FURTHEST = timedelta(days=400)
WORK_BEGINS = time(9)
SATURDAY = 5


class PracticeClock:
    """A clock ahead of the one it is built on; it runs on by itself, and is only ever moved forward."""

    def __init__(self, base: Callable[[], datetime]) -> None:
        self._base = base
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return this moment in the workspace, in UTC."""
        return self._base().astimezone(UTC) + self.ahead

    def set_to(self, moment: datetime) -> None:
        """Go on from `moment` (with a zone); one that has passed changes nothing."""
        self.ahead += max(timedelta(), moment - self())


class Follower(Protocol):
    """An app in this process that does its work as the clock is moved."""

    async def next_due(self) -> datetime | None:
        """Return the next moment at which it has something to do, in UTC; None for nothing."""
        ...

    async def catch_up(self) -> None:
        """Do everything that is due at this moment."""
        ...


def span(words: str) -> timedelta | None:
    """Return the time that "90m", "3h", "1d" or "2w" stands for; None for other words."""
    found = re.fullmatch(r"(\d{1,6})\s*([mhdw])", words.strip().lower())
    return timedelta(**{UNITS[found.group(2)]: int(found.group(1))}) if found else None


def next_working_morning(now: datetime, zone: str) -> datetime:
    """Return the next 09:00 from Monday to Friday in a time zone, in UTC."""
    place = ZoneInfo(zone)
    day = now.astimezone(place).date()
    while True:
        morning = datetime.combine(day, WORK_BEGINS, place).astimezone(UTC)
        if day.weekday() < SATURDAY and morning > now:
            return morning
        day += timedelta(days=1)

"""A clock that runs from a fixed morning, and that a test can move."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday: ten o'clock in Berlin, three at night in Chicago."""


class Clock:
    """Answers aware UTC; the bot and the practice workspace share one."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._start = start
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def forward(self, **by: float) -> None:
        """Let time pass, in the units of `timedelta`."""
        self._start += timedelta(**by)

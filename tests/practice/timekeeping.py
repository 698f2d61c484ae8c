"""A base clock that stands still, and an app with a diary that follows the workspace's clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Still:
    """A base clock that stands still until it is set."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Diary:
    """An app with things to do at certain moments; it writes down when it did them."""

    def __init__(self, clock: Callable[[], datetime], *due: datetime) -> None:
        self.clock = clock
        self.due = sorted(due)
        self.done: list[tuple[datetime, datetime]] = []
        self.caught_up: list[datetime] = []

    async def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def catch_up(self) -> None:
        now = self.clock()
        self.caught_up.append(now)
        while self.due and self.due[0] <= now:
            self.done.append((self.due.pop(0), now))


def at(answer: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(answer["now"])


class Gated(Diary):
    """An app that takes as long as the test wants."""

    def __init__(self, clock: Callable[[], datetime], *due: datetime) -> None:
        super().__init__(clock, *due)
        self.began, self.gate = asyncio.Event(), asyncio.Event()

    async def catch_up(self) -> None:
        self.began.set()
        await self.gate.wait()
        await super().catch_up()

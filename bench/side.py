"""The two sides of a comparison, measured in turns."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bench import figures


@dataclass(slots=True)
class Side:
    """One of two apps. `type_all` makes what everybody types; each of them answers whether it was answered well."""

    name: str
    type_all: Callable[[], list[Callable[[], Awaitable[bool]]]]
    seconds: list[float] = field(default_factory=list)
    rounds: list[float] = field(default_factory=list)
    unanswered: int = 0

    @property
    def per_second(self) -> float:
        """Commands answered in a second, over all rounds."""
        return len(self.seconds) / sum(self.rounds)

    def percentile(self, percent: float) -> float:
        """How long so many percent waited at most, in milliseconds."""
        return figures.percentile(self.seconds, percent) * 1000


async def alternate(floor: Side, ours: Side, rounds: int, warm_up: int) -> None:
    """Rounds of both sides in turns; those to warm up are not counted."""
    for number in range(warm_up + rounds):
        if number == warm_up:
            _forget(floor, ours)
        for side in (floor, ours) if number % 2 else (ours, floor):
            await _round(side)


async def _round(side: Side) -> None:
    """Everybody types at the same moment; each wait counts from that moment."""
    typed = side.type_all()
    start = time.perf_counter()

    async def wait_for(answer: Callable[[], Awaitable[bool]]) -> None:
        well = await answer()
        side.seconds.append(time.perf_counter() - start)
        side.unanswered += not well

    await asyncio.gather(*map(wait_for, typed))
    side.rounds.append(time.perf_counter() - start)


def _forget(*sides: Side) -> None:
    """Begin to count. What starting left in memory is kept from the garbage collector, for both sides."""
    for side in sides:
        side.seconds.clear()
        side.rounds.clear()
    gc.collect()
    gc.freeze()


def show(floor: Side, ours: Side, name: str) -> None:
    """Both sides' figures and their ratios."""
    for side in (floor, ours):
        waits = f"p50 {side.percentile(50):6.1f} ms   p99 {side.percentile(99):6.1f} ms"
        print(f"{side.name:9} {side.per_second:7.0f} commands/s   {waits}")
    for percent in (50, 99):
        figures.ratio(f"{name}_p{percent}", ours.percentile(percent) / floor.percentile(percent), "<= 1.5")
    figures.ratio(f"{name}_throughput", ours.per_second / floor.per_second, ">= 0.67")

"""All sweeps, one after the other: woken at each commit and at each minute's tick, and run once at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from jobs import alerts, cadence, digests, healths
from jobs.engine import Sweep, within_limit
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from jobs.outages import beat
from storage import asks, digest_readers, health_looks, planning
from storage import cadence as cadence_store

_GATHER_SECONDS: Final = 0.15
"""Several commits in a row are looked at together."""


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Runs the sweeps. The order matters: what is planned now is said in this very round."""

    following: Following
    more: Sequence[tuple[str, Sweep]] = ()
    """Sweeps that need more than `following`: waiting events, housekeeping, people."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """There may be something to plan."""
        self.woken.set()

    async def tick(self) -> None:
        """A minute has passed: note that the clock is at work, then look at everything."""
        await beat(self.following)
        await self.sweep()
        async with self.lock:
            for name, sweep in self.more:
                await within_limit(name, sweep)

    async def sweep(self) -> None:
        """Look at everything that is due by now, once."""
        async with self.lock:
            for name, sweep in self._sweeps():
                await within_limit(name, sweep)

    def _sweeps(self) -> Sequence[tuple[str, Sweep]]:
        following = self.following
        return (
            ("reviews", lambda: cadence.sweep_reviews(following)),
            ("accounts", lambda: cadence.sweep_accounts(following)),
            ("health", lambda: healths.sweep_healths(following)),
            ("alerts", lambda: alerts.sweep_alerts(following)),
            ("digests", lambda: digests.sweep_digests(following)),
            ("planning", lambda: plan_all(following)),
            ("nudges", lambda: nudge_all(following)),
        )

    async def run(self) -> None:
        """Sweep whenever woken, until stopped."""
        while not self.stopping.is_set():
            await self.woken.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self.woken.clear()
            if not self.stopping.is_set():
                await self.sweep()

    def stop(self) -> None:
        """Finish the sweep at hand, then end `run`."""
        self.stopping.set()
        self.woken.set()

    async def next_due(self) -> datetime | None:
        """The next moment at which a sweep has something to look at, aware UTC; None when nothing is planned."""
        async with self.following.db.read() as tx:
            moments = [
                await planning.next_look(tx),
                await asks.next_due(tx),
                await cadence_store.next_look(tx),
                await digest_readers.next_look(tx),
                await health_looks.next_look(tx, self.following.clock()),
            ]
        return min((moment for moment in moments if moment is not None), default=None)

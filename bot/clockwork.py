"""The clock's side of the bot, wired: sweeps and delivery, woken at commits and minutes, and caught up on demand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from jobs import nudging
from jobs.deliver_courier import Courier
from jobs.delivery import Office, deliver_until_done, next_moment
from jobs.engine import Sweep, Ticks
from jobs.following import Following
from jobs.handover import sweep_handovers
from jobs.housekeeping import clear_out_hourly
from jobs.import_steps import Desk as Files
from jobs.import_sweep import ImportSweep
from jobs.outages import beat, beat_on, last_beat
from jobs.people import refresh_people
from jobs.room_looks import look_into_homes
from jobs.sweeping import Sweeper
from storage.database import Database

DRAIN_SECONDS = 20.0
"""Longer than the courier takes to finish what is under way."""
TICK_SECONDS = 300.0
"""All sweeps of one minute together; each has a limit of its own."""
_MOST_ROUNDS = 50


class Clockwork:
    """Everything the clock starts. It follows whatever `clock` says; `catch_up` does all that is due at that moment.

    Dropped files are worked off in a loop of their own: they wait for no moment, and nothing waits for them.
    """

    def __init__(
        self,
        db: Database,
        client: AsyncWebClient,
        clock: Callable[[], datetime],
        *,
        zone: str,
        command: str,
        per_minute: int,
        installer: str = "",
        more: tuple[tuple[str, Sweep], ...] = (),
    ) -> None:
        self._following = Following(db, clock, zone, command)
        self.office = Office(
            db,
            client,
            clock,
            zone,
            per_minute=per_minute,
            recheck=partial(nudging.recheck, self._following),
            nothing_left=nudging.nothing_left,
            render_again=partial(nudging.show_again, self._following),
        )
        self._courier = Courier(self.office)
        ours: tuple[tuple[str, Sweep], ...] = (
            ("people", lambda: refresh_people(self._following, client)),
            ("handovers", lambda: sweep_handovers(self._following)),
            ("rooms", lambda: look_into_homes(self._following, client, self.office.rooms)),
            ("housekeeping", lambda: clear_out_hourly(self._following)),
        )
        self._sweeper = Sweeper(self._following, (*more, *ours))
        self._ticks = Ticks()
        self._ticks.every_minute("clock", self._sweeper.tick, seconds=TICK_SECONDS)
        self._ticks.every_minute("delivery", self._courier.nudge)
        self._imports = ImportSweep(Files(db, client, clock, zone, installer))
        self._ticks.every_minute("files", self._imports.tick)
        db.on_commit(self._imports.wake)
        db.on_commit(self._courier.wake)
        db.on_commit(self._sweeper.wake)
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin to sweep and to deliver, in the running loop."""
        await beat(self._following)
        self._running = {
            asyncio.create_task(self._courier.run(), name="courier"),
            asyncio.create_task(self._sweeper.run(), name="sweeper"),
            asyncio.create_task(self._imports.run(), name="files"),
        }
        self._sweeper.wake()
        self._imports.wake()
        self._ticks.start()

    async def stop(self) -> None:
        """End ticking, finish the sweep and the messages at hand."""
        self._ticks.stop()
        self._sweeper.stop()
        self._imports.stop()
        self._courier.stop()
        if self._running:
            await asyncio.wait(self._running, timeout=DRAIN_SECONDS)

    async def last_beat(self) -> datetime | None:
        """When the clock was last seen at work with this database, aware UTC; None for a new one."""
        return await last_beat(self._following)

    async def next_due(self) -> datetime | None:
        """The next moment at which there is something to do, aware UTC; None when nothing is planned."""
        moments = (await self._sweeper.next_due(), await next_moment(self.office))
        return min((moment for moment in moments if moment is not None), default=None)

    async def catch_up(self) -> None:
        """Do everything that is due at the clock's moment, and say it. For a clock that was moved by hand."""
        await beat_on(self._following)
        for _ in range(_MOST_ROUNDS):
            # Before the rounds: who is asked to hand everything on is not asked about each thing as well.
            await sweep_handovers(self._following)
            await self._sweeper.sweep()
            await deliver_until_done(self.office)
            due = await self.next_due()
            if due is None or due > self._following.clock():
                return

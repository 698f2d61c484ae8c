"""Moving the clock: from one moment that has something due to the next, with the app doing it all on the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.activity import ActivityLog, Stream
from bot.practice.clock import Follower, PracticeClock

MOST_AT_ONCE = 20
MINUTE = timedelta(minutes=1)
HINT_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Moved:
    """The end of a move: the moment reached, and how many moments the clock stood at on the way."""

    now: datetime
    steps: int


class MoveStoppedError(Exception):
    """The server stopped while the clock was on its way."""


class Mover:
    """Moves the clock for whoever asks, one move at a time."""

    def __init__(self, clock: PracticeClock, log: ActivityLog, stream: Stream) -> None:
        self.follower: Follower | None = None
        self.target: datetime | None = None
        self.kept: Callable[[], None] = lambda: None
        self._clock = clock
        self._log = log
        self._stream = stream
        self._one_at_a_time = asyncio.Lock()
        self._said_at = 0.0
        self._stopped = False

    async def move(self, target_from: Callable[[datetime], datetime]) -> Moved:
        """Wait for earlier moves, then go to the moment that `target_from` makes of the time it is by then."""
        async with self._one_at_a_time:
            self.target = target_from(self._clock())
            began = self._clock()
            try:
                steps = await self._go(self.target)
            finally:
                self.target = None
                self._hint()
            now = self._clock()
            self._log.add("clock", began=began.isoformat(), reached=now.isoformat(), steps=steps)
            return Moved(now, steps)

    def stop(self) -> None:
        """Let no move go further: the server stops."""
        self._stopped = True

    async def _go(self, target: datetime) -> int:
        steps = caught_up = 0
        while (now := self._clock()) < target:
            due = await self.follower.next_due() if self.follower else None
            if due is not None and due <= now and caught_up < MOST_AT_ONCE:
                caught_up += 1
                await self._catch_up()
                continue
            # What stays due however often it is done must not hold the clock for ever.
            wanted = target if due is None else due if due > now else now + MINUTE
            if wanted >= target:
                break
            caught_up = 0
            steps += 1
            await self._stand_at(wanted)
        await self._stand_at(target)
        return steps + 1

    async def _stand_at(self, moment: datetime) -> None:
        if self._stopped:
            raise MoveStoppedError
        self._clock.set_to(moment)
        self.kept()
        if time.monotonic() - self._said_at >= HINT_SECONDS:
            self._hint()
        await self._catch_up()

    async def _catch_up(self) -> None:
        if self.follower:
            await self.follower.catch_up()
        # An app with nothing to do returns at once: let others have the loop on a long way.
        await asyncio.sleep(0)

    def _hint(self) -> None:
        self._said_at = time.monotonic()
        to = self.target.isoformat() if self.target else None
        self._stream.say("clock", now=self._clock().isoformat(), to=to)

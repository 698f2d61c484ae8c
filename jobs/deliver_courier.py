"""The loop that delivers: woken at each commit, and by itself when something falls due."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from jobs.deliver_left import left_behind
from jobs.deliver_office import Office
from jobs.deliver_rows import deliver_rows
from jobs.deliver_take import take
from jobs.delivery import BATCH, next_moment

log = logging.getLogger(__name__)
SHORTEST_REST = 0.02
LOOK_EVERY = 1.0
DRAIN_SECONDS = 15.0
"""Longer than the client waits for an answer."""


class Courier:
    """Delivers without end. What hangs does not hold up what comes after it."""

    def __init__(self, office: Office, *, every: float = 5.0, drain: float = DRAIN_SECONDS) -> None:
        """A courier at rest; `run` starts it. It looks at the tables at least every `every` seconds."""
        self._office = office
        self._every = every
        self._drain = drain
        self._woken = asyncio.Event()
        self._stopping = False
        self._batches: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = -LOOK_EVERY

    def wake(self) -> None:
        """There may be something to say."""
        self._woken.set()

    async def nudge(self) -> None:
        """The minute's sweep: whatever is due is looked for, in case a wake was lost."""
        self.wake()

    def stop(self) -> None:
        """Finish the messages on their way, leave the others queued, then end `run`."""
        self._stopping = self._office.under_way.closing = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stopped. A broken round is logged and the next one tries again."""
        self._office.under_way.closing = self._stopping
        while not self._stopping:
            self._woken.clear()
            try:
                self._look_behind()
                more = self._has_room() and await self._round()
            except Exception:
                log.exception("a delivery round broke")
                more = False
            if not more:
                await self._rest()
        await self._finish()

    def _has_room(self) -> bool:
        """Whether enough of what was taken is done with. Much at once costs less than a little many times."""
        return len(self._office.under_way.rows) <= BATCH // 2

    async def _round(self) -> bool:
        """Take what there is room for and send it off; whether there was anything."""
        rows, too_late = await take(self._office, BATCH - len(self._office.under_way.rows))
        if rows:
            batch = asyncio.create_task(deliver_rows(self._office, rows, self.wake), name="batch")
            self._batches.add(batch)
            batch.add_done_callback(self._ended)
        return bool(rows or too_late)

    def _ended(self, batch: asyncio.Task[None]) -> None:
        self._batches.discard(batch)
        if not batch.cancelled() and (failure := batch.exception()):
            log.error("a batch of messages broke", exc_info=failure)
        self.wake()

    def _look_behind(self) -> None:
        """Looking for messages takes its time at Slack, in which others are said."""
        now = asyncio.get_running_loop().time()
        if now - self._looked_at >= LOOK_EVERY and (self._looking is None or self._looking.done()):
            self._looked_at = now
            self._looking = asyncio.create_task(self._look(), name="left behind")

    async def _look(self) -> None:
        try:
            while await left_behind(self._office) and not self._stopping:
                self.wake()
        except Exception:
            log.exception("looking for messages of unknown fate broke")

    async def _rest(self) -> None:
        """Until woken, or until the next moment there is something to do. Whatever is done with wakes too."""
        with suppress(TimeoutError):
            if self._has_room() and not self._woken.is_set():
                await asyncio.wait_for(self._woken.wait(), timeout=await self._idle_seconds())
            else:
                await asyncio.wait_for(self._woken.wait(), timeout=self._every)

    async def _idle_seconds(self) -> float:
        try:
            moment = await next_moment(self._office)
        except Exception:
            log.exception("when the next message is due could not be asked")
            return self._every
        until = (moment - self._office.clock()).total_seconds() if moment else self._every
        return min(self._every, max(SHORTEST_REST, until))

    async def _finish(self) -> None:
        """What is on its way is finished; what takes too long is looked for after the next start."""
        if self._looking:
            self._looking.cancel()
        tasks = {*self._batches, *([self._looking] if self._looking else [])}
        if tasks:
            await asyncio.wait(tasks, timeout=self._drain)
        for task in self._batches:
            task.cancel()
        if self._batches:
            await asyncio.wait(set(self._batches))

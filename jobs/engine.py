"""The clock: minute ticks in UTC that wake the sweeps. Nothing durable lives here; the tables say what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

log = logging.getLogger(__name__)
SWEEP_SECONDS = 50.0
"""A sweep that hangs must not block the next minute's."""

Sweep = Callable[[], Awaitable[object]]


class Ticks:
    """Runs each sweep once a minute. A missed minute changes nothing: a sweep asks what is due, not what time it is."""

    def __init__(self) -> None:
        """No sweep yet; `start` begins ticking."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def every_minute(self, name: str, sweep: Sweep, *, seconds: float = SWEEP_SECONDS) -> None:
        """Add a sweep under a name for the log, with the time it may take."""
        self._scheduler.add_job(
            within_limit,
            CronTrigger(second=0, timezone="UTC"),
            args=[name, sweep, seconds],
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin ticking, in the running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End ticking."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def within_limit(name: str, sweep: Sweep, seconds: float = SWEEP_SECONDS) -> None:
    """Run one sweep; one that breaks or hangs is logged, and the next one runs all the same."""
    try:
        await asyncio.wait_for(_run(sweep), timeout=seconds)
    except asyncio.CancelledError:
        log.info("sweep %s was broken off: the bot stops", name)
    except TimeoutError:
        log.error("sweep %s was stopped after %.0f s", name, seconds)
    except Exception:
        log.exception("sweep %s broke", name)


async def _run(sweep: Sweep) -> None:
    await sweep()

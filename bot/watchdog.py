"""Watching the socket to Slack: one that died without a word is noticed, and a supervisor starts the bot anew."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)
EVERY_SECONDS = 30.0
LOOK_SECONDS = 15.0
MOST_FAILED = 4


class Watchdog:
    """Looks now and then; after several failed looks in a row it gives up.

    `connected` says whether the socket is joined; `probe` asks Slack something, and raises where no answer comes.
    A socket that reconnects in between, as they all do every few hours, is forgiven.
    """

    def __init__(
        self,
        connected: Callable[[], Awaitable[bool]],
        probe: Callable[[], Awaitable[object]],
        *,
        most_failed: int = MOST_FAILED,
        every: float = EVERY_SECONDS,
        look_seconds: float = LOOK_SECONDS,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._connected = connected
        self._probe = probe
        self._most_failed = most_failed
        self._every = every
        self._look_seconds = look_seconds
        self._pause = pause

    async def run(self) -> None:
        """Look until it is hopeless; returns then."""
        failed = 0
        while failed < self._most_failed:
            await self._pause(self._every)
            trouble = await self._look()
            if trouble is None:
                failed = 0
                continue
            failed += 1
            log.warning("the connection to Slack: %s (%d of %d looks)", trouble, failed, self._most_failed)
        log.critical("the connection to Slack is dead: %d looks in a row failed", failed)

    async def _look(self) -> str | None:
        """What is wrong; None where all is well."""
        try:
            async with asyncio.timeout(self._look_seconds):
                if not await self._connected():
                    return "the socket is not connected"
                await self._probe()
        except Exception as trouble:
            return f"Slack does not answer: {trouble or type(trouble).__name__}"
        return None

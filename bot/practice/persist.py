"""Keeping conversations between runs: one JSON file, written soon after a change and at the stop.

A clock that was moved is kept in a small file beside it, written at each step: a crash must not turn time back.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace

logger = logging.getLogger(__name__)
REST_SECONDS = 0.5
REST_FOR_WORK = 20
"""A write that took a second is followed by twenty without one: a full workspace stays quick."""


class Keeper:
    """Writes the workspace to its file; without a file it does nothing."""

    def __init__(self, workspace: Workspace, clock: PracticeClock, path: Path | None) -> None:
        self._workspace = workspace
        self._clock = clock
        self._path = path
        self._clock_path = path.with_name(f"{path.name}.clock") if path else None
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Take over what the files hold, and follow changes from now on."""
        if self._path is None or self._clock_path is None:
            return
        if self._path.exists():
            self._restore_clock(self._clock_path)
            self._restore(self._path)
        else:
            # A clock without its workspace belonged to one that was thrown away.
            self._clock_path.unlink(missing_ok=True)
        self._workspace.changed = self._changed.set
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        """Write what has changed, and follow no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
            self.write()
            self.write_clock()

    def write(self) -> None:
        """Write the workspace whole."""
        if self._path is not None:
            _replace(self._path, json.dumps(self._workspace.keep()))

    def write_clock(self) -> None:
        """Write how far the clock is ahead, and the moment it shows, once somebody has moved it."""
        if self._path is None or self._clock_path is None or not self._clock.ahead:
            return
        if not self._path.exists():
            self.write()
        held = {"ahead_seconds": self._clock.ahead.total_seconds(), "now": self._clock().isoformat()}
        _replace(self._clock_path, json.dumps(held))

    def _restore_clock(self, path: Path) -> None:
        if not path.exists():
            return
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            ahead, now = timedelta(seconds=held["ahead_seconds"]), datetime.fromisoformat(held["now"])
            self._clock.set_to(self._clock() + ahead)
            self._clock.set_to(now)
        except (ValueError, KeyError, TypeError, OverflowError, OSError) as damage:
            _set_aside("clock of the practice workspace", path, damage)

    def _restore(self, path: Path) -> None:
        try:
            self._workspace.restore(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as damage:
            self._workspace.reset()
            _set_aside("practice workspace", path, damage)

    async def _follow(self) -> None:
        rest = REST_SECONDS
        while True:
            await self._changed.wait()
            self._changed.clear()
            await asyncio.sleep(rest)
            began = time.monotonic()
            self.write()
            rest = max(REST_SECONDS, REST_FOR_WORK * (time.monotonic() - began))


def _replace(path: Path, text: str) -> None:
    """Write a file whole, in one step: a crash leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _set_aside(what: str, path: Path, damage: Exception) -> None:
    aside = path.with_name(f"{path.name}.damaged")
    path.replace(aside)
    logger.warning("The %s in %s could not be read (%s); kept as %s", what, path, damage, aside)

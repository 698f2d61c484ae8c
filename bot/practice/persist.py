"""Keeping conversations between runs: one JSON file, written soon after a change and at the stop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from pathlib import Path

from bot.practice.workspace import Workspace

logger = logging.getLogger(__name__)
REST_SECONDS = 0.5


class Keeper:
    """Writes the workspace to its file; without a file it does nothing."""

    def __init__(self, workspace: Workspace, path: Path | None) -> None:
        self._workspace = workspace
        self._path = path
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Take over what the file holds, and follow changes from now on."""
        if self._path is None:
            return
        if self._path.exists():
            self._restore(self._path)
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

    def write(self) -> None:
        """Write the file whole, in one step: a crash leaves the old one or the new one."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.write_text(json.dumps(self._workspace.keep()), encoding="utf-8")
        beside.replace(self._path)

    def _restore(self, path: Path) -> None:
        try:
            self._workspace.restore(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as damage:
            aside = path.with_name(f"{path.name}.damaged")
            path.replace(aside)
            self._workspace.reset()
            logger.warning("The practice workspace in %s could not be read (%s); kept as %s", path, damage, aside)

    async def _follow(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            await asyncio.sleep(REST_SECONDS)
            self.write()

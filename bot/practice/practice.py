"""Everything the practice workspace holds while it runs; the other modules are functions over it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from typing import Any

from bot.practice.about import PracticeApp
from bot.practice.activity import ActivityLog, Stream
from bot.practice.clock import PracticeClock
from bot.practice.elements import Values
from bot.practice.faults import Faults
from bot.practice.file_store import FileStore
from bot.practice.moving import Mover
from bot.practice.pacing import Pacer
from bot.practice.reply_urls import ReplyUrls
from bot.practice.sockets import Sockets
from bot.practice.triggers import Triggers
from bot.practice.view_store import ViewStore
from bot.practice.workspace import Workspace


class Practice:
    """One running workspace with one app in it."""

    def __init__(
        self,
        app: PracticeApp,
        *,
        clock: PracticeClock,
        pacing: bool,
        ack_seconds: float,
        retry_seconds: tuple[float, ...],
    ) -> None:
        self.app = app
        self.clock = clock
        self.url = ""
        self.session = secrets.token_urlsafe(18)
        """What the page's browser shows to be given files."""
        self.retry_seconds = retry_seconds
        self.log = ActivityLog(clock)
        self.stream = Stream()
        self.workspace = Workspace(app.name, clock)
        self.sockets = Sockets(self.log, self.stream, ack_seconds)
        self.mover = Mover(clock, self.log, self.stream)
        self.faults = Faults(self.workspace, self.sockets, self.log)
        self.views = ViewStore()
        self.files = FileStore(clock)
        self.message_state: dict[tuple[str, str, str], Values] = {}
        self.triggers = Triggers(clock)
        self.reply_urls = ReplyUrls(clock)
        self.pacer = Pacer(clock) if pacing else None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def session_name(self) -> str:
        """The cookie that holds `session`: of another workspace on this machine it has another name."""
        return f"practice-{self.url.rpartition(':')[2]}"

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work beside the request that asked for it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop the work that still runs, and let every connection go."""
        self.mover.stop()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.stream.close()
        await self.sockets.close()

    def reset(self) -> None:
        """Begin again with the sample world; connections stay, and the clock stands where it is."""
        self.faults.clear()
        self.views.clear()
        self.files.clear()
        self.message_state.clear()
        self.triggers.clear()
        self.reply_urls.clear()
        self.log.clear()
        self.workspace.reset()
        self.stream.say("reset")

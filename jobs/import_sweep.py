"""The sweep of dropped files: what is to be read is read, what was confirmed is taken in, what ended is spoken of.

It has a loop of its own: a file may take minutes, and no reminder waits for that. One file at a time; whatever a dead
run has left is found in the tables and done anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from jobs import import_steps, importing
from jobs.downloads import DownloadError
from jobs.import_ending import delete_rows, throw_away
from jobs.import_intake import EndedError
from jobs.import_steps import Desk, RefusedError
from jobs.importing import BusyError
from reviews.decision import Decision, Refusal
from reviews.import_offer import in_slack
from reviews.imports.model import FileImport, ImportState, UnreadableFileError
from storage import import_news, imports, inbox
from storage.errors import ConflictError
from storage.import_undo import BUSY
from storage.record import record
from storage.values import Incoming

log = logging.getLogger(__name__)
MOST_SECONDS: Final = 3600.0
"""One file may take so long."""
MOST_TRIES: Final = 5
_GATHER_SECONDS: Final = 0.1
_ENDED_MEANWHILE: Final = (ConflictError, EndedError)
_BROKE_UNDO: Final = "Something broke on my side. Ask your admin to look."
_BROKE: Final = "Something broke on my side, and nothing of it was kept. Drop it again, or ask your admin to look."


@dataclass(frozen=True, slots=True)
class ImportSweep:
    """Works off the files that wait. `tries` are forgotten with the process: only a limit to trying in vain."""

    desk: Desk
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    tries: Counter[tuple[str, int]] = field(default_factory=Counter)

    def wake(self) -> None:
        """There may be something to do."""
        self.woken.set()

    async def tick(self) -> None:
        """A minute has passed: what did not work may work now."""
        self.wake()

    async def run(self) -> None:
        """Sweep whenever woken, until stopped."""
        stopped = asyncio.ensure_future(self.stopping.wait())
        while not self.stopping.is_set():
            await self.woken.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self.woken.clear()
            working = asyncio.ensure_future(self.sweep())
            await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                # A file half taken in is seen by nobody and taken in anew: no need to wait for its end.
                working.cancel()
            await self._finished(working)
        stopped.cancel()

    async def _finished(self, working: asyncio.Future[None]) -> None:
        (trouble,) = await asyncio.gather(working, return_exceptions=True)
        if isinstance(trouble, Exception):
            log.error("the sweep of files broke", exc_info=trouble)

    def stop(self) -> None:
        """Leave what is under way, and end `run`."""
        self.stopping.set()
        self.woken.set()

    async def sweep(self) -> None:
        """Do all that can be done now, once."""
        async with self.lock:
            for wish in await self._wishes():
                await self._take_back(wish)
            for import_ in await self._waiting():
                await self._step(import_)
            await self._speak()

    async def _wishes(self) -> list[Incoming]:
        async with self.desk.db.read() as tx:
            return await import_news.wishes(tx)

    async def _waiting(self) -> list[FileImport]:
        async with self.desk.db.read() as tx:
            return await imports.waiting(tx, self.desk.clock())

    async def _speak(self) -> None:
        async with self.desk.db.read() as tx:
            ended = await import_news.unspoken(tx, self.desk.clock())
        for import_ in ended:
            try:
                await import_steps.speak(self.desk, import_)
            except Exception:
                log.exception("how file %s of %s ended could not be said", import_.id, import_.workspace_id)

    async def _step(self, import_: FileImport) -> None:
        """One file's next step; one that breaks is refused, and the others get their turn."""
        work = import_steps.look if import_.state is ImportState.RECEIVED else import_steps.take_in
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await work(self.desk, import_)
        except _ENDED_MEANWHILE:
            log.warning("file %s of %s was settled meanwhile", import_.id, import_.workspace_id, exc_info=True)
        except BusyError:
            log.info("file %s of %s waits for another one", import_.id, import_.workspace_id)
        except DownloadError as trouble:
            await self._not_fetched(import_, trouble)
        except (RefusedError, UnreadableFileError) as refused:
            await self._refuse(import_, in_slack(str(refused)))
        except Exception:
            log.exception("file %s of %s broke", import_.id, import_.workspace_id)
            await self._refuse(import_, _BROKE)
        else:
            self.tries.pop((import_.workspace_id, import_.id), None)

    async def _not_fetched(self, import_: FileImport, trouble: DownloadError) -> None:
        """Try again in a minute what may work then, a few times."""
        key = (import_.workspace_id, import_.id)
        self.tries[key] += 1
        if trouble.passing and self.tries[key] < MOST_TRIES:
            log.warning("file %s of %s did not come: %s", import_.id, import_.workspace_id, trouble)
            return
        del self.tries[key]
        await self._refuse(import_, str(trouble))

    async def _refuse(self, import_: FileImport, why: str) -> None:
        """Whatever it has left so far goes; that it is refused is said with the rest that ended."""
        try:
            await throw_away(self.desk.db, import_.workspace_id, import_.id, why, self.desk.clock())
        except ConflictError:
            log.info("file %s of %s was settled meanwhile", import_.id, import_.workspace_id)

    async def _take_back(self, wish: Incoming) -> None:
        """Take a file back. Where that breaks it is tried again a few times, and the others get their turn."""
        desk, by = self.desk, str(wish.payload.get("by"))
        async with desk.db.read() as tx:
            import_ = await imports.by_id(tx, wish.workspace_id, int(wish.payload.get("import") or 0))
        refused: Refusal | None = None
        if import_ is not None:
            try:
                refused = await self._undone(import_, by)
                if refused is not None and refused.code == BUSY.code:
                    return
            except ConflictError:
                return
            except Exception:
                log.exception("file %s of %s could not be taken back", import_.id, wish.workspace_id)
                key = (wish.key, import_.id)
                self.tries[key] += 1
                if self.tries[key] < MOST_TRIES:
                    return
                refused = Refusal("broke", _BROKE_UNDO)
        await self._wish_done(wish, import_, refused, by)

    async def _undone(self, import_: FileImport, by: str) -> Refusal | None:
        if import_.state is ImportState.UNDONE:
            # A run that was broken off, or another copy, has done it; something may be left to clear away.
            await delete_rows(self.desk.db, import_.workspace_id, import_.id)
            return None
        return await importing.undo(self.desk.db, import_, by=by, now=self.desk.clock())

    async def _wish_done(self, wish: Incoming, import_: FileImport | None, refused: Refusal | None, by: str) -> None:
        now = self.desk.clock()
        async with self.desk.db.write() as tx:
            if not await inbox.handled(tx, wish.workspace_id, wish.key, now):
                return
            if import_ is not None and refused is not None:
                await import_news.drop_wish(tx, wish)
                says = import_steps.not_taken_back(import_, refused, f"{wish.key}:{wish.received_at.isoformat()}", now)
                await record(tx, wish.workspace_id, Decision(says=says), by=by, now=now)

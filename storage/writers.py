"""How a write transaction begins, waits its turn and ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from storage.errors import ConflictError, StorageError
from storage.sqlite_driver import OneTripConnection


class Writer(Protocol):
    """Gives out write transactions."""

    def transaction(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Commits at the end, rolls back on any error."""

    async def close(self) -> None:
        """Gives back everything held."""


TRY_AGAIN = frozenset({"40P01", "40001"})
"""PostgreSQL's codes for a deadlock and for a serialization failure."""


class PostgresWriter:
    """Transactions from the pool, side by side; rows are locked by those who ask with `lock=True`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One transaction. Where two wait for each other, PostgreSQL ends one, which may then decide again."""
        try:
            async with self._engine.begin() as tx:
                yield tx
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in TRY_AGAIN:
                raise ConflictError("Two writers waited for each other.") from error
            raise

    async def close(self) -> None:
        """The engine belongs to the database, which closes it."""


_LOST = "The database took back everything that was being written."


@dataclass(slots=True)
class _Round:
    """Writers whose changes are committed together. `lost` is set when SQLite took all of them back by itself."""

    tx: AsyncConnection
    transaction: AsyncTransaction
    file: OneTripConnection
    lost: bool = False
    end: asyncio.Task[None] = field(init=False)

    @contextmanager
    def part(self) -> Iterator[AsyncConnection]:
        """One writer's changes: kept for the commit, or taken back alone."""
        if self.lost:
            raise StorageError(_LOST)
        self.file.mark()
        try:
            yield self.tx
            self.file.keep_since_mark()
        except BaseException:
            self.lost = not self.file.in_transaction
            if not self.lost:
                self.file.undo_to_mark()
            raise

    async def finish(self) -> None:
        """Commit; where that fails, leave the connection fit for the next round."""
        try:
            await self.transaction.commit()
        except BaseException:
            await self.transaction.rollback()
            raise
        if self.lost:
            raise StorageError(_LOST)


class SqliteWriter:
    """One connection kept open, lent to one writer at a time, first come first served.

    SQLite's own waiting sleeps and is unfair: of 50 writers at once some waited a second for work of
    milliseconds. Writers of this process therefore queue here; only other processes meet SQLite's wait.
    Writers who are waiting when a transaction begins share it and its commit, which costs more than their
    changes; a savepoint around each keeps one's error from the others, and nobody is told before the commit.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None
        self._connection: AsyncConnection | None = None
        self._round: _Round | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One writer's changes, when it is this task's turn; returns when they are committed."""
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise StorageError("A write was begun inside a write: the inner one would wait for ever.")
        current: _Round | None = None
        try:
            async with self._turn:
                self._holder = task
                try:
                    current = self._round or await self._begin()
                    with current.part() as tx:
                        yield tx
                finally:
                    self._holder = None
        except Exception:
            # Whoever gave up may have done so because of what others of this round wrote: it must stand first.
            if current is not None:
                await _to_the_end(current.end)
            raise
        await _to_the_end(current.end)

    async def _begin(self) -> _Round:
        """Take the write lock. A connection broken off in mid-statement connects again by itself at its next use."""
        tx = self._connection = self._connection or await self._engine.connect()
        transaction = await tx.begin()
        file = (await tx.get_raw_connection()).driver_connection
        assert isinstance(file, OneTripConnection)  # noqa: S101 - the engine makes no others
        begun = self._round = _Round(tx, transaction, file)
        begun.end = asyncio.create_task(self._end(begun), name="commit")
        return begun

    async def _end(self, ended: _Round) -> None:
        """Commit, behind everybody who was waiting already: the lock is given in the order it was asked for."""
        async with self._turn:
            self._round = None
            await ended.finish()

    async def close(self) -> None:
        """Waits for the last writer."""
        while True:
            async with self._turn:
                last = self._round
                if last is None:
                    await self._disconnect()
                    return
            await asyncio.wait({last.end})

    async def _disconnect(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


async def _to_the_end(task: asyncio.Task[None]) -> None:
    """Wait for a commit. One who is cancelled still waits: what is said afterwards depends on how it ended."""
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise

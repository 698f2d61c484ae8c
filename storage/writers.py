"""How a write transaction begins, waits its turn and ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.errors import StorageError


class Writer(Protocol):
    """Gives out write transactions."""

    def transaction(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Commits at the end, rolls back on any error."""

    async def close(self) -> None:
        """Gives back everything held."""


class PostgresWriter:
    """Transactions from the pool, side by side; rows are locked by those who ask with `lock=True`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One transaction."""
        async with self._engine.begin() as tx:
            yield tx

    async def close(self) -> None:
        """The engine belongs to the database, which closes it."""


class SqliteWriter:
    """One connection kept open, lent to one writer at a time, first come first served.

    SQLite's own waiting sleeps and is unfair: of 50 writers at once some waited a second for work of
    milliseconds. Writers of this process therefore queue here; only other processes meet SQLite's wait.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None
        self._connection: AsyncConnection | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, when it is this task's turn."""
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise StorageError("A write was begun inside a write: the inner one would wait for ever.")
        async with self._turn:
            self._holder = task
            try:
                # A connection broken off in mid-statement connects again by itself at its next use.
                tx = self._connection = self._connection or await self._engine.connect()
                async with tx.begin():
                    yield tx
            finally:
                self._holder = None

    async def close(self) -> None:
        """Waits for the last writer."""
        async with self._turn:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None

"""aiosqlite with fewer trips between threads.

A plain aiosqlite statement crosses to its thread four times (open, execute, fetch, close); here it
crosses once. A writer's statements do not cross at all: the write lock is already held then, so
they wait for nobody and take microseconds, less than the crossing. What can wait still crosses:
taking the lock, and the commit with its disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import aiosqlite

BEGIN_WRITE = "BEGIN IMMEDIATE"
BUSY_SECONDS = 30.0


class OneTripCursor:
    """Runs a statement and fetches its rows in one go, in the shape SQLAlchemy's adapter asks for."""

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.arraysize = 1

    async def __aenter__(self) -> OneTripCursor:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> OneTripCursor:
        """Runs one statement."""
        self._cursor, self._rows = await self._connection.run_statement(sql, tuple(parameters))
        return self

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> OneTripCursor:
        """Runs one statement for many rows."""
        self._cursor, self._rows = await self._connection.run_statement(sql, list(parameters), many=True)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        rows, self._rows = self._rows, []
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        count = size or self.arraysize
        rows, self._rows = self._rows[:count], self._rows[count:]
        return rows

    async def close(self) -> None:
        """Nothing is open: every row has been fetched."""

    @property
    def description(self) -> Any:
        """The columns, or None where a statement has no rows."""
        return self._cursor.description if self._cursor else None

    @property
    def rowcount(self) -> int:
        """Rows touched."""
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        """The number SQLite gave the last row."""
        return self._cursor.lastrowid if self._cursor else None


class OneTripConnection(aiosqlite.Connection):
    """A connection for reading: each statement is one trip to the thread."""

    stays = False

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor; making one costs no trip."""
        return OneTripCursor(self)

    async def run_statement(self, sql: str, parameters: Any, *, many: bool = False) -> tuple[sqlite3.Cursor, list[Any]]:
        """The cursor and all rows of one statement."""

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            cursor = self._conn.cursor()
            (cursor.executemany if many else cursor.execute)(sql, parameters)
            return cursor, cursor.fetchall() if cursor.description else []

        if self.stays and sql != BEGIN_WRITE and self._conn.in_transaction:
            return run()
        crossing: Callable[..., Awaitable[tuple[sqlite3.Cursor, list[Any]]]] = self._execute
        return await crossing(run)


class WriterConnection(OneTripConnection):
    """A connection for writing: inside a write transaction, statements stay on the loop's thread."""

    stays = True


def connector(path: str, kind: type[OneTripConnection]) -> Callable[..., Awaitable[aiosqlite.Connection]]:
    """What SQLAlchemy calls for a new connection to the file."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)

    async def make(*_: Any, **__: Any) -> aiosqlite.Connection:
        connection = kind(connect, iter_chunk_size=64)
        # A connection somebody forgot must not keep the process alive.
        connection._thread.daemon = True
        return await connection

    return make

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
from sqlalchemy import Dialect
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.util.concurrency import await_only

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
    """A connection whose statements are one trip to its thread each."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """A cursor; making one costs no trip."""
        return OneTripCursor(self)

    async def run_statement(self, sql: str, parameters: Any, *, many: bool = False) -> tuple[sqlite3.Cursor, list[Any]]:
        """The cursor and all rows of one statement."""

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            cursor = self._conn.cursor()
            (cursor.executemany if many else cursor.execute)(sql, parameters)
            return cursor, cursor.fetchall() if cursor.description else []

        crossing: Callable[..., Awaitable[tuple[sqlite3.Cursor, list[Any]]]] = self._execute
        return await crossing(run)

    def mark(self) -> None:
        """A point inside the transaction to come back to. Stays on the loop's thread, as all while writing."""
        self._conn.execute("SAVEPOINT mark")

    def keep_since_mark(self) -> None:
        """Forget the point, keep what was changed."""
        self._conn.execute("RELEASE mark")

    def undo_to_mark(self) -> None:
        """Take back what was changed since."""
        self._conn.execute("ROLLBACK TO mark")
        self._conn.execute("RELEASE mark")


class Reading(AsyncAdapt_aiosqlite_connection):
    """What SQLAlchemy holds of a connection for reading."""

    __slots__ = ()


class StayingCursor(sqlite3.Cursor):
    """SQLite's own cursor, for statements that stay on the loop's thread."""

    def execute(self, sql: str, parameters: Any = (), /) -> StayingCursor:
        """Runs one statement."""
        super().execute(sql, parameters)
        await_only(_nothing())
        return self

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> StayingCursor:
        """Runs one statement for many rows."""
        super().executemany(sql, parameters)
        await_only(_nothing())
        return self

    async def _async_soft_close(self) -> None:
        """What SQLAlchemy asks of every cursor after a statement; the rows may still be read."""


async def _nothing() -> None:
    """SQLAlchemy insists that an async statement awaits something."""


class Writing(AsyncAdapt_aiosqlite_connection):
    """What SQLAlchemy holds of the connection for writing: once it has the lock, statements stay here."""

    __slots__ = ()

    def cursor(self, server_side: bool = False) -> Any:
        """A cursor on the loop's thread inside a transaction; one that crosses outside."""
        connection: sqlite3.Connection = self._connection._conn
        return connection.cursor(StayingCursor) if connection.in_transaction else super().cursor(server_side)


def connector(path: str, kind: type[AsyncAdapt_aiosqlite_connection]) -> Callable[..., Any]:
    """What SQLAlchemy's `do_connect` calls for a new connection to the file."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)

    def make(dialect: Dialect, *_: Any) -> AsyncAdapt_aiosqlite_connection:
        connection = OneTripConnection(connect, iter_chunk_size=64)
        # A connection somebody forgot must not keep the process alive.
        connection._thread.daemon = True
        connected: Any = await_only(connection)
        return kind(dialect.dbapi, connected)

    return make

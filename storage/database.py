"""The door to the database: read transactions, write transactions, and word of what was committed."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import engines, wake
from storage.errors import UnreachableError, first_line
from storage.tables import SCHEMA_VERSION
from storage.urls import is_sqlite, read_url
from storage.writers import PostgresWriter, SqliteWriter, Writer

log = logging.getLogger(__name__)


class Database:
    """One database, SQLite or PostgreSQL. Made by `Database.open`; belongs to one event loop."""

    def __init__(self, readers: AsyncEngine, writers: AsyncEngine, writer: Writer) -> None:
        self._readers = readers
        self._writers = writers
        self._writer = writer
        self._callbacks: list[Callable[[], None]] = []

    @classmethod
    def open(cls, url: str) -> Database:
        """The database at an address; connects at first use. Raises DatabaseUrlError."""
        parts = read_url(url)
        if is_sqlite(parts):
            engine = engines.sqlite_writer(parts)
            return cls(engines.sqlite_readers(parts), engine, SqliteWriter(engine))
        engine = engines.postgresql(parts)
        readers = engine.execution_options(postgresql_readonly=True)
        return cls(readers, engine, PostgresWriter(engine))

    async def close(self) -> None:
        """Waits for the last writer and closes every connection."""
        await self._writer.close()
        await self._writers.dispose()
        await self._readers.dispose()

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Calls back after each commit that queued something for delivery. Must be quick: set an event."""
        self._callbacks.append(callback)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may change things: commits at the end, rolls back on any error."""
        queued = False
        try:
            async with self._writer.transaction() as tx:
                wake.take(tx)
                yield tx
                queued = wake.take(tx)
        finally:
            # Also when the commit was broken off: it may have landed, and waking for nothing costs nothing.
            if queued:
                self._tell()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees the tables and cannot change them."""
        async with self._readers.connect() as tx, tx.begin():
            yield tx

    async def schema_version(self) -> str | None:
        """The migration the tables are at, or None for a database without tables. Raises UnreachableError."""
        try:
            async with self.read() as tx:
                if not await tx.run_sync(lambda connection: inspect(connection).has_table("alembic_version")):
                    return None
                version: str | None = await tx.scalar(text("SELECT version_num FROM alembic_version"))
                return version
        except (SQLAlchemyError, OSError) as error:
            raise UnreachableError(first_line(error)) from error

    async def is_up_to_date(self) -> bool:
        """Whether the tables are the ones this version was written for."""
        return await self.schema_version() == SCHEMA_VERSION

    def _tell(self) -> None:
        for callback in self._callbacks:
            try:
                callback()
            except Exception:
                # The commit stands; whoever wrote must not be told that it failed.
                log.exception("a callback after commit failed")

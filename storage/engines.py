"""Engines set up for writing and for reading, on SQLite and on PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite_driver import BEGIN_WRITE, Reading, Writing, connector
from storage.urls import async_url

SQLITE_READERS = 4
POSTGRESQL_CONNECTIONS = 10
SECONDS_TO_WAIT = 30
# hide_parameters below: an error in the log must not hold customers' words.
PRAGMA_TRIES, PRAGMA_PAUSE = 50, 0.02
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")


def sqlite_writer(url: URL) -> AsyncEngine:
    """One connection, whose transactions take the write lock at their start."""
    return _sqlite(url, Writing, BEGIN_WRITE, PRAGMAS, 1)


def sqlite_readers(url: URL) -> AsyncEngine:
    """A few connections that see one state of the file for a whole transaction, and cannot write."""
    return _sqlite(url, Reading, "BEGIN", (*PRAGMAS, "query_only=ON"), SQLITE_READERS)


def postgresql(url: URL) -> AsyncEngine:
    """A pool that notices when the server went away."""
    return create_async_engine(
        async_url(url),
        pool_size=POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=SECONDS_TO_WAIT,
        hide_parameters=True,
        pool_pre_ping=True,
    )


def _set(cursor: Any, pragma: str) -> None:
    """Set a pragma, in a few tries: SQLite does not wait when two connections make the file a WAL one at once."""
    for left in reversed(range(PRAGMA_TRIES)):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(PRAGMA_PAUSE)
        else:
            return


def _sqlite(url: URL, kind: type[Reading | Writing], begin: str, pragmas: tuple[str, ...], size: int) -> AsyncEngine:
    engine = create_async_engine(
        async_url(url),
        pool_size=size,
        max_overflow=0,
        pool_timeout=SECONDS_TO_WAIT,
        hide_parameters=True,
    )

    event.listen(engine.sync_engine, "do_connect", connector(str(url.database), kind))

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            _set(cursor, pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

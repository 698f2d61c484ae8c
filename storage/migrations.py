"""Moves a database between versions of its tables, from code and from any directory."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from storage.errors import UnreachableError, first_line
from storage.urls import read_url, sync_url

FOLDER = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Brings the tables up to date. Blocks: call it before the event loop has work, or in a thread.

    Raises UnreachableError when the database cannot be reached, or its tables are of a later version.
    """
    try:
        command.upgrade(_config(url), revision)
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise UnreachableError(first_line(error)) from error


def downgrade(url: str, revision: str) -> None:
    """Takes the tables back to a revision; "base" is an empty database."""
    command.downgrade(_config(url), revision)


def current(url: str) -> str | None:
    """The revision the tables are at, or None for an empty database."""
    engine = create_engine(sync_url(read_url(url)))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _config(url: str) -> Config:
    read_url(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    # As an attribute, because a password may hold the % that options would expand.
    config.attributes["url"] = url
    return config

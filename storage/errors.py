"""What storage raises when it cannot do what was asked."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import IntegrityError

UNIQUE_IN_SQLITE = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
UNIQUE_IN_POSTGRESQL = "23505"


class StorageError(Exception):
    """Anything storage itself refuses."""


class DatabaseUrlError(StorageError):
    """The database address cannot be used. The message is one sentence and holds no password."""


class UnreachableError(StorageError):
    """The database cannot be reached, opened or read. The message is one line."""


class ConflictError(StorageError):
    """Somebody else was faster: load the facts again in a new transaction and decide again."""


def first_line(error: Exception) -> str:
    """What went wrong in one line: the driver's own words, without SQLAlchemy's."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]


def is_duplicate(error: IntegrityError) -> bool:
    """Whether the database refused a row because one with the same key is already there."""
    cause = error.orig
    if isinstance(cause, sqlite3.IntegrityError):
        return cause.sqlite_errorname in UNIQUE_IN_SQLITE
    return getattr(cause, "sqlstate", None) == UNIQUE_IN_POSTGRESQL

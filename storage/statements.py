"""Small parts of statements that several subjects share."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert


def insert_into(dialect: str, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, which each dialect spells for itself."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def locked(statement: Select[Any], lock: bool) -> Select[Any]:
    """FOR UPDATE when asked. SQLite drops it silently: its write transactions exclude each other already."""
    return statement.with_for_update() if lock else statement


async def changed(tx: AsyncConnection, statement: Any, **parameters: Any) -> bool:
    """Whether a conditional UPDATE found its row."""
    return bool((await tx.execute(statement, parameters)).rowcount == 1)


def fold(words: str) -> str:
    """Words as they are compared: case, width and spacing aside, in every alphabet."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())

"""Many rows into SQLite at once, past SQLAlchemy's work for each value; what is written is what it would write."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.types import EnumText, KeyActions, PlainText, UTCDateTime

Encode = Callable[[Any], Any]
_TEXT = PlainText()
_ACTIONS = KeyActions()
_DIALECT = sqlite.dialect()
_MOMENT = len("2026-11-24 09:30:00.000000")


async def insert_rows(tx: AsyncConnection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that hold the values of these columns in their order."""
    if not rows:
        return
    encoders = _encoders(table, tuple(names))
    columns = [_encoded(column, encode) for column, encode in zip(zip(*rows, strict=True), encoders, strict=True)]
    await tx.exec_driver_sql(_statement(table, tuple(names)), list(zip(*columns, strict=True)))


def _encoded(values: Sequence[Any], encode: Encode | None) -> Sequence[Any]:
    return values if encode is None else [None if value is None else encode(value) for value in values]


@cache
def _statement(table: Table, names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({quoted}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own names


@cache
def _encoders(table: Table, names: tuple[str, ...]) -> tuple[Encode | None, ...]:
    return tuple(_encoder(table.c[name]) for name in names)


def _encoder(column: Column[Any]) -> Encode | None:
    """How a column's values are kept; None where SQLite takes them as they are."""
    kind = column.type
    if isinstance(kind, UTCDateTime):
        return _moment
    if isinstance(kind, KeyActions):
        return _actions
    if isinstance(kind, EnumText):
        return str
    if isinstance(kind, PlainText):
        return _text
    return str if isinstance(kind, Date) else None


def _moment(value: datetime) -> str:
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: storage keeps moments, hand it an aware datetime")
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:_MOMENT]


def _text(value: str) -> str | None:
    return value if value.isascii() and "\x00" not in value else _TEXT.process_bind_param(value, _DIALECT)


def _actions(value: Any) -> str:
    return json.dumps(_ACTIONS.process_bind_param(value, _DIALECT))

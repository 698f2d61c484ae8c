"""Rows read column by column: thousands of SQLite's bare values are made into ours in a fraction of the time."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Boolean, Date, Select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NULLTYPE, TypeEngine

from reviews.facts import KeyAction
from storage.rows import field_names
from storage.types import EnumText, KeyActions, UTCDateTime

T = TypeVar("T")
Read = Callable[[Iterable[Any]], Sequence[Any]]


async def read_columns(
    tx: AsyncConnection, statement: Select[Any], given: dict[str, Any]
) -> tuple[int, dict[str, Sequence[Any]]]:
    """How many rows a question finds, and its columns by their names. Of no rows there are no columns."""
    bare = tx.dialect.name == "sqlite"
    asked, readers = _bare(statement) if bare else (statement, {})
    rows = (await tx.execute(asked, given)).all()
    names = statement.selected_columns.keys()
    columns: dict[str, Sequence[Any]] = dict(zip(names, zip(*rows, strict=True), strict=bool(rows)))
    return len(rows), columns | {name: read(columns[name]) for name, read in readers.items() if rows}


async def every_value(tx: AsyncConnection, kind: type[T], statement: Select[Any], given: dict[str, Any]) -> list[T]:
    """All rows as values; the question asks for a value's fields, in whatever order."""
    count, columns = await read_columns(tx, statement, given)
    return values_of(kind, columns, count)


def values_of(kind: type[T], columns: Mapping[str, Iterable[Any]], count: int) -> list[T]:
    """So many values, made field by field and not one by one. Of no rows there need be no columns."""
    made = [kind.__new__(kind) for _ in range(count)]
    for name in field_names(kind) if made else ():
        deque(map(getattr(kind, name).__set__, made, columns[name]), maxlen=0)
    return made


@cache
def _bare(statement: Any) -> tuple[Select[Any], dict[str, Read]]:
    """The same question for what SQLite holds, and how the columns are read that hold something else than is meant."""
    asked = statement.selected_columns
    readers = {name: read for name, column in asked.items() if (read := _reader(column.type)) is not None}
    bare: Any = statement.with_only_columns(
        *(type_coerce(column, NULLTYPE).label(f"bare_{place}") for place, column in enumerate(asked))
    )
    return bare, readers


def _reader(kind: TypeEngine[Any]) -> Read | None:
    if isinstance(kind, UTCDateTime):
        return _moments
    if isinstance(kind, Date):
        return _days
    if isinstance(kind, Boolean):
        return _truths
    if isinstance(kind, KeyActions):
        return _done
    return _words_of(kind) if isinstance(kind, EnumText) else None


def _moments(texts: Iterable[str | None]) -> list[datetime | None]:
    read = datetime.fromisoformat
    return [None if text is None else read(text + "+00:00") for text in texts]


def _days(texts: Iterable[str | None]) -> list[date | None]:
    read = date.fromisoformat
    return [None if text is None else read(text) for text in texts]


def _truths(numbers: Iterable[int | None]) -> list[bool | None]:
    return [None if number is None else bool(number) for number in numbers]


def _done(texts: Iterable[str | None]) -> list[tuple[KeyAction, ...]]:
    """All of them read at once: thousands of small documents are one large one."""
    held: list[list[list[Any]]] = json.loads(f"[{','.join(text or '[]' for text in texts)}]")
    listed = list(chain.from_iterable(held))
    made = [KeyAction.__new__(KeyAction) for _ in listed]
    for place, name in enumerate(("what", "per_week", "people")):
        deque(map(getattr(KeyAction, name).__set__, made, [each[place] for each in listed]), maxlen=0)
    left = iter(made)
    return [tuple(islice(left, len(each))) for each in held]


def _words_of(kind: EnumText) -> Read:
    members: dict[str | None, Any] = {None: None, **{each.value: each for each in kind.enum_class}}
    return lambda texts: [members[text] for text in texts]

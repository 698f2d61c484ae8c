"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from itertools import starmap
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, DateTime, Dialect, Text, TypeDecorator

from reviews.facts import KeyAction

Json = JSON(none_as_null=True)
"""Plain JSON, not JSONB: what Slack sends may hold an escaped NUL, which JSONB refuses."""


class Kept(Mapping[str, Any]):
    """A JSON object as it is kept: passed on as it stands, and read only where somebody looks inside."""

    __slots__ = ("_read", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._read: dict[str, Any] | None = None

    def _inside(self) -> dict[str, Any]:
        if self._read is None:
            self._read = dict(json.loads(self.text))
        return self._read

    def __getitem__(self, name: str) -> Any:
        """One of its fields."""
        return self._inside()[name]

    def __iter__(self) -> Iterator[str]:
        """The names of its fields."""
        return iter(self._inside())

    def __len__(self) -> int:
        """How many fields it has."""
        return len(self._inside())

    def __repr__(self) -> str:
        """As it is kept."""
        return f"Kept({self.text})"

    def joined_to(self, fields: Mapping[str, Any]) -> str:
        """The same object with more fields, as JSON. It must not have them itself."""
        more, rest = json.dumps(dict(fields)), self.text.lstrip()[1:]
        return f"{more[:-1]}{'' if rest.lstrip().startswith('}') else ','}{rest}"


class KeptJson(TypeDecorator[Mapping[str, Any]]):
    """A JSON column read as it is kept, where the driver hands out its text."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, Any] | None:
        """PostgreSQL's driver has read it already."""
        return Kept(value) if isinstance(value, str) else value


class KeyActions(TypeDecorator[tuple[KeyAction, ...]]):
    """What people do in the product, as a JSON list of [what, per week, people]."""

    impl = Json
    cache_ok = True

    def process_bind_param(self, value: tuple[KeyAction, ...] | None, dialect: Dialect) -> list[list[Any]]:
        """Nothing is kept as an empty list."""
        return [[each.what, each.per_week, each.people] for each in value or ()]

    def process_result_value(self, value: list[list[Any]] | None, dialect: Dialect) -> tuple[KeyAction, ...]:
        """The values again."""
        return tuple(starmap(KeyAction, value or ()))


class Numbers(TypeDecorator[tuple[int, ...]]):
    """Several whole numbers, as a JSON list."""

    impl = Json
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> list[int]:
        """Nothing is kept as an empty list."""
        return list(value or ())

    def process_result_value(self, value: list[int] | None, dialect: Dialect) -> tuple[int, ...]:
        """The numbers again."""
        return tuple(value or ())


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Refuses naive values going in; gives aware UTC coming out, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: storage keeps moments, hand it an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite hands back the UTC wall time without its zone; PostgreSQL the session's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """SQLite's text is read in one go: a brief reads thousands of moments."""
        return _read_moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


class PlainText(TypeDecorator[str]):
    """Text that both databases can hold: NUL and halves of surrogate pairs become U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Cheap for plain ASCII, which nearly every value is."""
        if value is None or (value.isascii() and "\x00" not in value):
            return value
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\x00", "\N{REPLACEMENT CHARACTER}")


class EnumText(TypeDecorator[StrEnum]):
    """The value of one enum class, kept as text."""

    impl = Text
    cache_ok = True

    def __init__(self, enum_class: type[StrEnum]) -> None:
        super().__init__()
        self.enum_class = enum_class

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Refuses what the enum does not know, before the database has to."""
        return None if value is None else self.enum_class(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """The enum's member."""
        return None if value is None else self.enum_class(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:
        """The same by a look into a table: an enum takes its time."""
        members: dict[str | None, StrEnum | None] = {None: None, **{each.value: each for each in self.enum_class}}
        known = self.enum_class

        def read(text: str | None) -> StrEnum | None:
            return members[text] if text in members else known(text or "")

        return read


def checked(name: str, enum_class: type[StrEnum], **options: Any) -> Column[StrEnum]:
    """A column of one enum's values, with a CHECK named after the column."""
    known = ", ".join(f"'{member.value}'" for member in enum_class)
    rule = CheckConstraint(f"{name} IN ({known})", name=name)
    return Column(name, EnumText(enum_class), rule, **options)

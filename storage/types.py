"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, DateTime, Dialect, Text, TypeDecorator

Json = JSON(none_as_null=True)
"""Plain JSON, not JSONB: what Slack sends may hold an escaped NUL, which JSONB refuses."""


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


def checked(name: str, enum_class: type[StrEnum], **options: Any) -> Column[StrEnum]:
    """A column of one enum's values, with a CHECK named after the column."""
    known = ", ".join(f"'{member.value}'" for member in enum_class)
    rule = CheckConstraint(f"{name} IN ({known})", name=name)
    return Column(name, EnumText(enum_class), rule, **options)

"""The shapes a day has in files. Each reads its own kind strictly and nothing else.

A shape is known by how it is said to people ("day.month.year"), so that what was shown is what is applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from reviews.imports.clocks import Clock
from reviews.imports.day_words import FILLERS, MONTHS, bare

ReadDay = Callable[[str], date | None]
ReadInstant = Callable[[str, tzinfo], datetime | None]


@dataclass(frozen=True, slots=True)
class DayShape:
    """One way to write a day. `read_day` takes the text without its time of day.

    `read_instant` is for counts of seconds and days, which hold their time within; `is_utc` where they count from UTC's
    midnight, not from the file's own. `twin`: the shape that the same
    texts may have as well, day and month changed over.
    """

    how: str
    read_day: ReadDay
    read_instant: ReadInstant | None = None
    twin: str | None = None
    is_utc: bool = False


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, None where there is no such day. Years of two digits are of this century."""
    if year < 100:
        year += 2000
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2200):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\Z", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z", re.ASCII)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_DAY_NUMBER = re.compile(r"([2-7]\d{4})(?:[.,](\d{1,15}))?\Z", re.ASCII)
_SECONDS = re.compile(r"(\d{9,10})(?:\.(\d{1,9}))?\Z", re.ASCII)
_MILLISECONDS = re.compile(r"\d{12,13}\Z", re.ASCII)
_EXCEL_BEGINS = datetime(1899, 12, 30, tzinfo=UTC)


def _year_first(text: str) -> date | None:
    found = _YEAR_FIRST.match(text)
    return day_of(int(found[1]), int(found[3]), int(found[4])) if found else None


def _compact(text: str) -> date | None:
    found = _COMPACT.match(text)
    return day_of(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numeric(sign: str, *, day_first: bool) -> ReadDay:
    written = re.compile(rf"(\d{{1,2}}){re.escape(sign)} ?(\d{{1,2}}){re.escape(sign)} ?(\d{{4}}|\d{{2}})\Z", re.ASCII)

    def read(text: str) -> date | None:
        found = written.match(text)
        if found is None:
            return None
        one, two = int(found[1]), int(found[2])
        return day_of(int(found[3]), two, one) if day_first else day_of(int(found[3]), one, two)

    return read


def named(text: str) -> date | None:
    """A day whose month is written out: 31-Dec-26, Dec 31st, 2026, Do 31. Dezember 2026, 31 de diciembre de 2026."""
    if len(text) > 40:
        return None
    words = _WORDS.findall(bare(text))
    months = [word for word in words if word in MONTHS]
    if len(months) == 2 and "mar" in months:
        # In French and Spanish also the short form of Tuesday.
        months.remove("mar")
    numbers = [word for word in words if word.isdecimal()]
    rest = [word for word in words if not word.isdecimal() and word not in MONTHS]
    if len(months) != 1 or len(numbers) != 2 or not FILLERS.issuperset(rest):
        return None
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(first) > 2 or len(second) not in {2, 4}:
        return None
    return day_of(int(second), MONTHS[months[0]], int(first))


def _excel(text: str, zone: tzinfo) -> datetime | None:
    found = _DAY_NUMBER.match(text)
    if found is None:
        return None
    part = float(f"0.{found[2]}") if found[2] else 0.0
    moment = _EXCEL_BEGINS + timedelta(days=int(found[1]), seconds=round(part * 86_400))
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _epoch(text: str, _: tzinfo) -> datetime | None:
    found = _SECONDS.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _epoch_ms(text: str, _: tzinfo) -> datetime | None:
    if not _MILLISECONDS.match(text):
        return None
    return datetime.fromtimestamp(int(text) // 1000, UTC) + timedelta(milliseconds=int(text) % 1000)


def _none(_: str) -> date | None:
    return None


def _pair(sign: str) -> tuple[DayShape, DayShape]:
    first, second = f"day{sign}month{sign}year", f"month{sign}day{sign}year"
    return (
        DayShape(first, _numeric(sign, day_first=True), twin=second),
        DayShape(second, _numeric(sign, day_first=False), twin=first),
    )


DAY_SHAPES: Final[dict[str, DayShape]] = {
    shape.how: shape
    for shape in (
        DayShape("year-month-day", _year_first),
        DayShape("yearmonthday", _compact),
        *_pair("."),
        *_pair("/"),
        *_pair("-"),
        DayShape("month by name", named),
        DayShape("seconds since 1970", _none, _epoch, is_utc=True),
        DayShape("milliseconds since 1970", _none, _epoch_ms, is_utc=True),
        DayShape("Excel day number", _none, _excel),
    )
}


def at(day: date, clock: Clock, zone: tzinfo) -> datetime:
    """The moment in UTC. A time that names its own zone is there, any other is in `zone`."""
    hour, minute, second, micro, ahead = clock
    if ahead is not None:
        there = datetime(day.year, day.month, day.day, hour, minute, second, micro, UTC)
        return there - timedelta(minutes=ahead) if ahead else there
    local = datetime(day.year, day.month, day.day, hour, minute, second, micro, zone)
    return local if zone is UTC else local.astimezone(UTC)

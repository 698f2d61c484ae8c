"""Cells of days, moments and periods, read strictly in the one shape that was found for their column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, TypeVar

from reviews.imports.cell_error import CellError, quoted
from reviews.imports.clocks import Clock, read_clock, split_clock
from reviews.imports.day_shapes import DAY_SHAPES, DayShape, at
from reviews.imports.periods import BEGINS, PERIOD_SHAPES, Period
from reviews.imports.texts import is_nothing

Moment = tuple[datetime, bool]
"""A moment in UTC, and whether its time of day is known; where only its day is, it stands at noon."""
T = TypeVar("T")
WITH_TIME: Final = "with time"
NOON: Final[Clock] = (12, 0, 0, 0, None)
MOST_KEPT: Final = 10_000
"""How many texts a column keeps the meaning of: the days of 27 years."""
_EXAMPLES: Final = {
    "year-month-day": "2026-12-31",
    "yearmonthday": "20261231",
    "month by name": "31 Dec 2026",
    "seconds since 1970": "1798675200",
    "milliseconds since 1970": "1798675200000",
    "Excel day number": "46387",
    "months": "2026-12",
    "months by name": "Dec 2026",
    "weeks": "2026-W53",
    "quarters": "2026-Q4",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day that is believed, and the zone of times that name none."""

    first: date
    last: date
    zone: tzinfo


def bounds(now: datetime, zone: tzinfo, ahead: timedelta = timedelta(days=368)) -> Bounds:
    """Twenty years back, and as far ahead as makes sense for the field."""
    today = now.date()
    return Bounds(today - timedelta(days=20 * 365 + 5), today + ahead, zone)


def parts_of(how: str) -> tuple[str, frozenset[str]]:
    """A shape's own name, and what was said after it."""
    base, *flags = how.split(", ")
    return base, frozenset(flags)


def example_of(how: str) -> str:
    """The last day of 2026 written that way."""
    base = parts_of(how)[0]
    return _EXAMPLES.get(base) or base.replace("day", "31").replace("month", "12").replace("year", "2026")


def day_reader(how: str, within: Bounds) -> Callable[[str], date | None]:
    """Reads days of one shape; a time of day beside them is left out."""
    base = parts_of(how)[0]
    shape = DAY_SHAPES[base]

    def read(text: str) -> date | None:
        if shape.read_instant is not None:
            return instant_in(shape, text, False, within)[0].astimezone(within.zone).date()
        before, after = split_clock(text)
        if after and read_clock(after) is None:
            raise CellError(f"{quoted(text)} has no time of day that I know. Write it as 14:30.")
        return day_in(shape, before, text, within)

    return kept(read)


def period_reader(how: str, within: Bounds) -> Callable[[str], Period | None]:
    """Reads periods of one shape as their last day and length; a day alone has the length 0, not known."""
    base, flags = parts_of(how)
    if base in PERIOD_SHAPES:
        period = PERIOD_SHAPES[base]

        def read(text: str) -> Period:
            found = period.read(text)
            if found is None:
                raise CellError(f"{quoted(text)} does not read as {base}. Write it as {example_of(how)}.")
            _believed(found[0], text, within)
            return found

        return kept(read)
    day_of = day_reader(how, within)
    begins = next((BEGINS[flag] for flag in flags if flag in BEGINS), None)

    def read_end(text: str) -> Period | None:
        day = day_of(text)
        return None if day is None else begins(day) if begins else (day, 0)

    return kept(read_end)


def kept(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Reads each text once. An empty cell is None."""
    known: dict[str, T | None] = {}

    def look(cell: str) -> T | None:
        try:
            return known[cell]
        except KeyError:
            text = cell.strip()
            if len(known) > MOST_KEPT:
                known.clear()
            value = known[cell] = None if is_nothing(text) else read(text)
            return value

    return look


def instant_in(shape: DayShape, text: str, timed: bool, within: Bounds) -> Moment:
    """The moment that a count of seconds or days is. Raises CellError."""
    moment = shape.read_instant(text.replace(",", "."), within.zone) if shape.read_instant else None
    if moment is None:
        raise CellError(_not_read(shape, text))
    there = moment.astimezone(UTC if shape.is_utc else within.zone)
    _believed(there.date(), text, within)
    has_time = timed or bool(there.hour or there.minute or there.second)
    return (moment, True) if has_time else (at(there.date(), NOON, within.zone), False)


def day_in(shape: DayShape, before: str, text: str, within: Bounds) -> date:
    """The day that `before` is, the part of a cell's text without its time. Raises CellError."""
    day = shape.read_day(before)
    if day is None:
        raise CellError(_not_read(shape, text))
    _believed(day, text, within)
    return day


def _not_read(shape: DayShape, text: str) -> str:
    return (
        f"{quoted(text)} does not read as {shape.how}, as this column is written. Write it as {example_of(shape.how)}."
    )


def _believed(day: date, text: str, within: Bounds) -> None:
    if day < within.first:
        raise CellError(f"{quoted(text)} lies more than 20 years back. Correct the year.")
    if day > within.last:
        raise CellError(f"{quoted(text)} lies ahead. Correct it, or leave the line out until it has happened.")

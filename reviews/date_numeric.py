"""Days in numbers: 2026-05-14, 20260514, 5/14, 14/5, 14.05., 14.5.2026.

Dots are written by people who put the day first, so 14.5 is read so under any order but month first.
A number that fits only one way is read that way; one that fits both ways needs the person's order.
"""

import re
from datetime import date

from reviews.date_calendar import day_of
from reviews.date_named import full_year, on
from reviews.date_readings import MONTHS_IN_FULL, DateAmbiguous, DatePast, DateRead, DateReading, DayOrder
from reviews.date_settling import Asking, Builder, Form, Rule, choose, join, no_such_day, settle, unknown


def _iso(asking: Asking, match: re.Match[str]) -> DateReading:
    year, month, day = (int(number) for number in match.group("y", "m", "d"))
    found = day_of(year, month, day)
    return settle(asking, found) if found else no_such_day(asking, month, day, year)


def _two_numbers(asking: Asking, match: re.Match[str]) -> DateReading:
    return _either_order(asking, int(match[1]), int(match[3]), None, dotted=match[2] == ".")


def _three_numbers(asking: Asking, match: re.Match[str]) -> DateReading:
    """Day, month and year; a two-digit year may also stand in front."""
    first, second, year = int(match[1]), int(match[3]), full_year(match[4])
    reading = _either_order(asking, first, second, year, dotted=match[2] == ".")
    year_first = day_of(2000 + first, second, int(match[4])) if len(match[4]) == 2 else None
    if year_first is None or not _likely(asking, year_first) or (asking.order and isinstance(reading, DateRead)):
        return reading
    others = [reading.date] if isinstance(reading, DateRead | DatePast) else getattr(reading, "choices", [])
    return choose(asking, [*others, year_first], f"The year in “{asking.text}” can be its first or its last number")


def _likely(asking: Asking, day: date) -> bool:
    return isinstance(settle(asking, day), DateRead)


def _either_order(asking: Asking, first: int, second: int, year: int | None, *, dotted: bool) -> DateReading:
    """Read the numbers in the person's order, or in the only one that makes a day, or ask."""
    day_first, month_first = _makes_day(year, second, first), _makes_day(year, first, second)
    if day_first and month_first and first != second:
        return _by_order(asking, first, second, year, dotted=dotted)
    if not day_first and not month_first:
        month, day = (second, first) if second <= 12 else (first, second)
        return no_such_day(asking, month, day, year) if month <= 12 else unknown(asking)
    reading = on(asking, year, second, first) if day_first else on(asking, year, first, second)
    usual = DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST
    swapped = asking.order is not None and asking.order is not usual and first != second
    return _say_swapped(reading, usual) if swapped else reading


def _makes_day(year: int | None, month: int, day: int) -> bool:
    """Whether some year (a leap year, when none was said) has that day."""
    return day_of(2000 if year is None else year, month, day) is not None


def _by_order(asking: Asking, first: int, second: int, year: int | None, *, dotted: bool) -> DateReading:
    if asking.order is DayOrder.DAY_FIRST or (dotted and asking.order is None):
        return on(asking, year, second, first)
    if asking.order is DayOrder.MONTH_FIRST and not dotted:
        return on(asking, year, first, second)
    return _ask_order(asking, first, second, year)


def _ask_order(asking: Asking, first: int, second: int, year: int | None) -> DateReading:
    """Offer both; a way that names no day of the coming year is offered with the other alone."""
    both = [on(asking, year, second, first), on(asking, year, first, second)]
    days = [reading.date for reading in both if isinstance(reading, DateRead | DatePast)]
    days += [day for reading in both if isinstance(reading, DateAmbiguous) for day in reading.choices]
    said = f"{first} {MONTHS_IN_FULL[second - 1]} or {second} {MONTHS_IN_FULL[first - 1]}"
    return choose(asking, days, f"“{asking.text}” can be {said}")


def _say_swapped(reading: DateReading, usual: DayOrder) -> DateReading:
    if not isinstance(reading, DateRead):
        return reading
    said = "day first, then month" if usual is DayOrder.DAY_FIRST else "month first, then day"
    return DateRead(reading.date, join(reading.assumed, said))


_TABLE: tuple[tuple[str, Form, Builder], ...] = (
    (r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})", Form.FULL, _iso),
    (r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", Form.COMPACT, _iso),
    (r"([0-9]{1,2})(/)([0-9]{1,2})", Form.NUMERIC, _two_numbers),
    (r"([0-9]{1,2})(\.)([0-9]{1,2})", Form.DOTTED, _two_numbers),
    (r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", Form.FULL, _three_numbers),
    (r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})", Form.SHORT_YEAR, _three_numbers),
)
RULES: tuple[Rule, ...] = tuple((re.compile(pattern), form, build) for pattern, form, build in _TABLE)

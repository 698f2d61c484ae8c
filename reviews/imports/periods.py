"""Months, weeks and quarters as files of usage name them, each read as its last day and its length."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.imports.day_words import MONTHS, bare

Period = tuple[date, int]
"""The last day, and how many days."""


@dataclass(frozen=True, slots=True)
class PeriodShape:
    """One way to write a period."""

    how: str
    read: Callable[[str], Period | None]


_MONTH = re.compile(r"(?:(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4}))\Z", re.ASCII)
_NAMED = re.compile(r"(?:([a-z]+)[-/., ]+'?(\d{4}|\d{2})|(\d{4})[-/. ]+([a-z]+))\Z", re.ASCII)
_WEEK_WORD = r"(?:w|wk|week|kw|woche|s|sem|semana|semaine)"
_WEEK = re.compile(
    rf"(?:(\d{{4}})[-/ ]?{_WEEK_WORD}[-. ]?(\d{{1,2}})|{_WEEK_WORD}[-. ]?(\d{{1,2}})[-/, ]+(\d{{4}}))\Z", re.ASCII
)
_QUARTER = re.compile(r"(?:(\d{4})[-/ ]?[qt]([1-4])|[qt]([1-4])[-/ ]?(\d{4})|([1-4])\. quartal (\d{4}))\Z", re.ASCII)


def month_of(day: date) -> Period:
    """The month that holds this day."""
    days = monthrange(day.year, day.month)[1]
    return day.replace(day=days), days


def _of_month(year: int, month: int) -> Period | None:
    year += 2000 if year < 100 else 0
    return month_of(date(year, month, 1)) if 1 <= month <= 12 and 1900 <= year <= 2200 else None


def _month(text: str) -> Period | None:
    found = _MONTH.match(text)
    return _of_month(int(found[1] or found[4]), int(found[2] or found[3])) if found else None


def _named_month(text: str) -> Period | None:
    found = _NAMED.match(bare(text).replace(" de ", " "))
    month = MONTHS.get(found[1] or found[4]) if found else None
    return _of_month(int(found[2] or found[3]), month) if found and month else None


def _week(text: str) -> Period | None:
    found = _WEEK.match(bare(text))
    if found is None:
        return None
    try:
        return date.fromisocalendar(int(found[1] or found[4]), int(found[2] or found[3]), 7), 7
    except ValueError:
        return None


def _quarter(text: str) -> Period | None:
    found = _QUARTER.match(bare(text))
    if found is None:
        return None
    year, number = int(found[1] or found[4] or found[6]), int(found[2] or found[3] or found[5])
    last = month_of(date(year, number * 3, 1))[0] if 1900 <= year <= 2200 else None
    return (last, (last - date(year, number * 3 - 2, 1)).days + 1) if last else None


PERIOD_SHAPES: Final[dict[str, PeriodShape]] = {
    shape.how: shape
    for shape in (
        PeriodShape("months", _month),
        PeriodShape("months by name", _named_month),
        PeriodShape("weeks", _week),
        PeriodShape("quarters", _quarter),
    )
}
BEGINS: Final[dict[str, Callable[[date], Period]]] = {
    "the month that begins then": month_of,
    "the week that begins then": lambda day: (day + timedelta(days=6), 7),
}
"""A period named by its first day."""

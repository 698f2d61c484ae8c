"""Periods that have ended, as people name them beside numbers: the last day is what the numbers are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.date_calendar import add_months

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PERIOD: Final = re.compile(
    r"\b(?:(?:in|for|of|during|over) )?(?:the )?(?:last|past|previous) (?P<unit>month|quarter|year)\b"
    r"|\b(?:in|for|of|during) (?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?! \d{1,2}\b)(?: (?P<year>20\d\d))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PeriodSaid:
    """Where in a text a period stands, and its last day."""

    start: int
    end: int
    day: date


def period_in(text: str, today: date) -> PeriodSaid | None:
    """The first period that a text names and that has ended by `today`."""
    for found in _PERIOD.finditer(text):
        day = _last_month(found, today) if found["month"] else _last(found["unit"].lower(), today)
        if day < today:
            return PeriodSaid(found.start(), found.end(), day)
    return None


def _last(unit: str, today: date) -> date:
    first = today.replace(day=1)
    if unit == "quarter":
        first = first.replace(month=(today.month - 1) // 3 * 3 + 1)
    elif unit == "year":
        first = first.replace(month=1)
    return first - timedelta(days=1)


def _last_month(found: re.Match[str], today: date) -> date:
    """The month's last day: of the year that is named, else the last time it ended."""
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    year = int(found["year"]) if found["year"] else today.year - (month >= today.month)
    return add_months(date(year, month, 1), 1) - timedelta(days=1)

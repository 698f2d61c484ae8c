"""From a day that the words name to an answer: read it, ask about it, or say that it has passed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from reviews.date_calendar import add_months, day_of
from reviews.date_readings import (
    MONTHS_IN_FULL,
    DateAmbiguous,
    DatePast,
    DateRead,
    DateReading,
    DateUnknown,
    DayOrder,
    say_date,
    say_day,
)

# A day and month without a year that passed this recently is asked about; before that, next year is meant.
RECENT_IN_DAYS = 60
_FURTHEST_IN_MONTHS = 24
# "3 Nov" and "3.11." hold their day's number; "yesterday" and "2 weeks ago" do not.
_NUMBERED = re.compile(r"(?i)\d(?!.*\bago\b)")


class Form(Enum):
    """How a phrase names its day; sentences trust some forms more than others."""

    WORD = auto()  # tomorrow
    TODAY = auto()  # today, eod
    WEEKDAY = auto()  # fri, next monday
    NAMED = auto()  # 14 May
    FULL = auto()  # 2026-05-14, 14 May 2026
    NUMERIC = auto()  # 5/14
    DOTTED = auto()  # 14.5
    COMPACT = auto()  # 20260514
    SHORT_YEAR = auto()  # 14.5.26
    OFFSET = auto()  # in 2 weeks
    DURATION = auto()  # 2 weeks
    PERIOD = auto()  # end of month, next week
    BARE = auto()  # june, Q1
    ORDINAL = auto()  # the 14th
    BAD = auto()  # Feb 30
    VAGUE = auto()  # asap
    TIME = auto()  # 17:00


@dataclass(frozen=True, slots=True)
class Asking:
    """What was typed, and all that is needed to read it."""

    text: str
    today: date
    order: DayOrder | None
    holidays: frozenset[date]


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that some rule understood."""

    form: Form
    reading: DateReading


Builder = Callable[[Asking, re.Match[str]], DateReading | None]
Rule = tuple[re.Pattern[str], Form, Builder]


def settle(asking: Asking, day: date, assumed: str | None = None) -> DateReading:
    """Read a day that is fully named; one over two years out is asked about."""
    if day < asking.today:
        return past(asking, day)
    if day > add_months(asking.today, _FURTHEST_IN_MONTHS):
        why = f"“{asking.text}” is more than two years away: {say_date(day, asking.today)}."
        return DateAmbiguous(asking.text, (day,), why)
    return DateRead(day, assumed)


def past(asking: Asking, day: date) -> DatePast:
    """Say how long ago that day was; of a day that was only pointed at, say which one it was."""
    days = (asking.today - day).days
    if days > RECENT_IN_DAYS or not _NUMBERED.search(asking.text):
        why = f"“{asking.text}” has passed: it was {say_date(day, asking.today)}."
    else:
        why = f"“{asking.text}” was {'yesterday' if days == 1 else f'{days} days ago'}."
    return DatePast(asking.text, day, why)


def coming(asking: Asking, month: int, day: int, assumed: str | None = None) -> DateReading:
    """Read a day and month without a year: the coming one, unless it passed within the last 60 days."""
    today = asking.today
    here, before = day_of(today.year, month, day), day_of(today.year - 1, month, day)
    for candidate in (here, before):
        if candidate and 0 < (today - candidate).days <= RECENT_IN_DAYS:
            return past(asking, candidate)
    if here and here >= today:
        return settle(asking, here, assumed)
    year = today.year + 1 if here or month < today.month else today.year
    there = day_of(year, month, day)
    if there is None:
        return past(asking, here) if here else no_such_day(asking, month, day, year)
    return settle(asking, there, join(assumed, f"next year, since {say_day(here or there)} has passed"))


def no_such_day(asking: Asking, month: int, day: int, year: int | None) -> DateUnknown:
    """Say that the calendar lacks this day."""
    if not 1 <= month <= 12:
        return unknown(asking)
    leap_only = (month, day) == (2, 29)
    name = MONTHS_IN_FULL[month - 1]
    when = f"{name} {year}" if leap_only and year else name
    return unknown(asking, f"{when} has no day {day}")


def choose(asking: Asking, days: Iterable[date], why: str) -> DateReading:
    """Ask which of these days is meant, leaving out the ones that have passed; `why` comes without its full stop."""
    days = sorted(set(days))
    ahead = tuple(day for day in days if day >= asking.today)
    if not ahead:
        return past(asking, days[-1]) if days else unknown(asking)
    return DateAmbiguous(asking.text, ahead, f"{why}.")


def unknown(asking: Asking, why: str | None = None) -> DateUnknown:
    """Say what was not understood, and beside it what to type; `why` comes without its full stop."""
    why = why or f"“{asking.text}” is not a day I can read"
    return DateUnknown(asking.text, f"{why}.", examples(asking))


def examples(asking: Asking) -> str:
    """Phrases that work, in the person's own order."""
    day = "May 14" if asking.order is DayOrder.MONTH_FIRST else "14 May"
    return f"Try fri, {day}, in 2 weeks or eow."


def join(*parts: str | None) -> str | None:
    """All that was assumed, in one line."""
    return "; ".join(part for part in parts if part) or None

"""What a typed date can turn out to be, and how a day is said back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_IN_FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS_IN_FULL = tuple(_MONTH_NAMES.split())
MONTHS = tuple(name[:3] for name in MONTHS_IN_FULL)
_NEAR_IN_DAYS = 60


class DayOrder(StrEnum):
    """Whether somebody writes 5/6 for the 5th of June or for the 6th of May."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class DateRead:
    """One day, never before today; `assumed` says what was filled in and should be shown."""

    date: date
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class DateAmbiguous:
    """The person should be asked: `choices` are in order, none before today; `why` is a sentence."""

    text: str
    choices: tuple[date, ...]
    why: str


@dataclass(frozen=True, slots=True)
class DatePast:
    """The words name a day before today."""

    text: str
    date: date
    why: str


@dataclass(frozen=True, slots=True)
class DateUnknown:
    """No day was understood; `why` is one sentence that says so, `hint` one with what to type instead."""

    text: str
    why: str
    hint: str = ""


DateReading = DateRead | DateAmbiguous | DatePast | DateUnknown


def say_date(day: date, today: date) -> str:
    """`Thu 14 May`, with the year when it is another one than this and the day more than 60 days away."""
    words = f"{WEEKDAYS[day.weekday()]} {say_day(day)}"
    near = day.year == today.year or abs((day - today).days) <= _NEAR_IN_DAYS
    return words if near else f"{words} {day.year}"


def say_day(day: date) -> str:
    """`14 May`, for the middle of a sentence that names the day otherwise."""
    return f"{day.day} {MONTHS[day.month - 1]}"

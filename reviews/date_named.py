"""Days that name their month, and days of a month without one: 14 May, May 14th 2027, the 14th."""

import re
import warnings
from datetime import date

from reviews.date_calendar import add_months, day_of
from reviews.date_readings import MONTHS_IN_FULL, DateReading, say_day
from reviews.date_settling import Asking, Builder, Form, Rule, coming, no_such_day, settle, unknown
from reviews.date_words import MO, MONTH_NUMBER, ORDINALS

_D = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<y>[0-9]{4}|[0-9]{2})"
_NTH = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)"
_SPELT = rf"(?P<nth>{'|'.join(ORDINALS)})"
_NUMBERS = re.compile(r"[0-9]+")
_LIBRARY_SETTINGS = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month"]}


def _day_number(match: re.Match[str]) -> int:
    said = match.groupdict()
    return ORDINALS[said["nth"]] if said.get("nth") else int(said["d"])


def _named(asking: Asking, match: re.Match[str]) -> DateReading:
    year = match.groupdict().get("y")
    return on(asking, full_year(year) if year else None, MONTH_NUMBER[match["mo"]], _day_number(match))


def full_year(digits: str) -> int:
    """26 is 2026."""
    return int(digits) + 2000 * (len(digits) == 2)


def on(asking: Asking, year: int | None, month: int, day: int) -> DateReading:
    """The day with these numbers, in the coming year when none was said."""
    if year is None:
        return coming(asking, month, day)
    found = day_of(year, month, day)
    return settle(asking, found) if found else no_such_day(asking, month, day, year)


def _nth_of_month(asking: Asking, match: re.Match[str]) -> DateReading:
    """The coming day of that number; with "this month" or "next month", the one in it."""
    number, which = _day_number(match), match.groupdict().get("which")
    today = asking.today
    here = day_of(today.year, today.month, number)
    if which == "next" or (which is None and here and here < today):
        return _nth_next_month(asking, number, here if which is None else None)
    return settle(asking, here) if here else _too_short(asking, today, number)


def _nth_next_month(asking: Asking, number: int, passed: date | None) -> DateReading:
    first = add_months(asking.today.replace(day=1), 1)
    day = day_of(first.year, first.month, number)
    assumed = f"next month, since {say_day(passed)} has passed" if passed else None
    return settle(asking, day, assumed) if day else _too_short(asking, first, number)


def _too_short(asking: Asking, month: date, number: int) -> DateReading:
    return unknown(asking, f"{MONTHS_IN_FULL[month.month - 1]} has no day {number}")


def by_library(asking: Asking, phrase: str) -> DateReading | None:
    """A spelling of a named day that our rules lack, read by dateparser; our rules still choose its year.

    The library is trusted with the day and month alone, and only when the phrase holds them and at most
    a year.
    """
    numbers = _NUMBERS.findall(phrase)
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(days) != 1 or len(years) != len(numbers) - 1 or len(years) > 1:
        return None
    found = _from_library(phrase)
    if found is None or found.day != days[0]:
        return None
    return on(asking, int(years[0]) if years else None, found.month, found.day)


def _from_library(phrase: str) -> date | None:
    # Slow to import and seldom needed, so it waits here until a phrase calls for it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dateparser  # noqa: PLC0415

        found = dateparser.parse(phrase, languages=["en"], settings=_LIBRARY_SETTINGS)
    return found.date() if found else None


_TABLE: tuple[tuple[str, Form, Builder], ...] = (
    (rf"{_D} (?:of )?{MO}", Form.NAMED, _named),
    (rf"{MO} {_D}", Form.NAMED, _named),
    (rf"{_D} (?:of )?{MO} {_Y}", Form.FULL, _named),
    (rf"{MO} {_D} (?P<y>[0-9]{{4}})", Form.FULL, _named),
    (rf"(?P<y>[0-9]{{4}}) {MO} {_D}", Form.FULL, _named),
    (rf"{_SPELT} (?:of )?{MO}", Form.NAMED, _named),
    (rf"{MO} {_SPELT}", Form.NAMED, _named),
    (_NTH, Form.ORDINAL, _nth_of_month),
    (rf"(?:{_NTH}|{_SPELT}) (?:of )?(?:(?P<which>this|next) )?month", Form.PERIOD, _nth_of_month),
)
RULES: tuple[Rule, ...] = tuple((re.compile(pattern), form, build) for pattern, form, build in _TABLE)

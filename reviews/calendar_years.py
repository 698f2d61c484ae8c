"""A country's weekends and public holidays, a year at a time, read once from `holidays` and kept.

The library is imported when the first country is asked for: most starts of the program never need it.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY_SUNDAY = frozenset({5, 6})
DAY = timedelta(days=1)
# Beyond these the library names next to nothing; a mistyped year must not cost seconds.
KNOWN_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class CountryYear:
    """One year: public holidays by day with their names, the days of its weekends, and weekend days worked.

    A weekend day is worked where a country has moved a working day to it, as China and Hungary do.
    """

    holidays: Mapping[date, str]
    weekends: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True)
class WorkYear:
    """The working days of one year. `counts[n]` is how many there are among its first n days."""

    first: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many working days the year has."""
        return self.counts[-1]

    def through(self, day: date) -> int:
        """How many there are from the first of January up to and with `day`."""
        return self.counts[day.toordinal() - self.first + 1]

    def has(self, day: date) -> bool:
        """Whether that day is one of them."""
        index = day.toordinal() - self.first
        return self.counts[index + 1] > self.counts[index]

    def at(self, rank: int) -> date:
        """The working day of that number in the year, counted from 1."""
        return date.fromordinal(self.first + bisect_left(self.counts, rank) - 1)


@lru_cache(maxsize=4096)
def work_year(country: str | None, weekend: frozenset[int] | None, year: int) -> WorkYear:
    """The working days of that year; `weekend` None leaves the weekend to the country, Sat/Sun without one."""
    first = date(year, 1, 1)
    off = _days_off(country, weekend, year)
    counts = [0]
    for day in _days_of(year):
        counts.append(counts[-1] + (day not in off))
    return WorkYear(first.toordinal(), tuple(counts))


@lru_cache(maxsize=2048)
def country_year(country: str, year: int) -> CountryYear | None:
    """What `holidays` knows of a country ("DE") or region ("DE-BY") in that year; None if it knows none."""
    known = _from_library(country, year) if year in KNOWN_YEARS else None
    if known is None:
        return None
    weekends = frozenset(day for day in _days_of(year) if _rests(known, day))
    names = {day: name.replace("; ", " and ") for day, name in known.items()}
    return CountryYear(MappingProxyType(names), weekends, frozenset(known.weekend_workdays))


def _days_off(country: str | None, weekend: frozenset[int] | None, year: int) -> frozenset[date]:
    """The days of a year without work; a weekend somebody chose is never worked."""
    known = country_year(country, year) if country else None
    holidays = frozenset(known.holidays) if known else frozenset[date]()
    if known and weekend is None:
        return holidays | (known.weekends - known.worked)
    return holidays | {day for day in _days_of(year) if is_weekend(country, weekend, day)}


def is_weekend(country: str | None, weekend: frozenset[int] | None, day: date) -> bool:
    """Whether the day belongs to the weekend, be it worked for once or not; parameters as for `work_year`."""
    known = country_year(country, day.year) if country and weekend is None else None
    if known:
        return day in known.weekends
    return day.weekday() in (SATURDAY_SUNDAY if weekend is None else weekend)


def _from_library(country: str, year: int) -> HolidayBase | None:
    from holidays import country_holidays  # noqa: PLC0415  slower than all of reviews

    code, _, region = country.partition("-")
    with warnings.catch_warnings():
        # India's moon-dated holidays are known to the library up to 2035 only; the rest of them still count.
        warnings.simplefilter("ignore", UserWarning)
        try:
            return country_holidays(code, subdiv=region or None, years=year, expand=False, language="en_US")
        except NotImplementedError:
            return None


def _rests(known: HolidayBase, day: date) -> bool:
    """Whether offices there rest on that day.

    Where the law names one day of rest (Hong Kong, Iran, Paraguay), offices keep the day before it too.
    """
    lone = len(known.weekend) == 1 and day < date.max
    return known.is_weekend(day) or (lone and known.is_weekend(day + DAY))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    return [date.fromordinal(number) for number in range(first, date(year, 12, 31).toordinal() + 1)]

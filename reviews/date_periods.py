"""Weeks, months, quarters and years: their ends and starts are days, the rest is asked about.

The end of a week is its last working day, of anything longer its last calendar day. "Mid" is a
Wednesday or a 15th. "Next week", "june" or "late june" name no day, so they come back as choices.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from reviews.date_calendar import DAY, LAST, add_months, day_of, is_working, monday_of, working_week
from reviews.date_readings import WEEKDAYS_IN_FULL, DateReading, say_date
from reviews.date_settling import Asking, Builder, Form, Rule, choose, coming, settle, unknown
from reviews.date_words import MO, MONTH_NUMBER, WD, WEEKDAY_NUMBER

_WHICH = r"(?:(?P<which>this|current|next|following|coming) )?"
_YEAR = r"(?: (?:of )?(?P<y>[0-9]{4}))?"
_PART_YEAR = _YEAR.replace("<y>", "<part_year>")
_LONG = (
    rf"(?:{_WHICH}(?P<unit>month|quarter|year)|"
    rf"{MO}{_YEAR}|(?P<part>[qh][1-4]){_PART_YEAR}|(?P<only>[0-9]{{4}}))"
)
_WEEK = rf"{_WHICH}week"
_SOMETIME = r"(?P<how>sometime|later|early|late|start of|first half of|second half of|in|during|over)"
_EARLY, _LATE = {"early", "start of", "first half of"}, {"late", "second half of"}
_LENGTHS = {"month": 1, "quarter": 3, "year": 12, "q": 3, "h": 6}
_SATURDAY, _SUNDAY = 5, 6


class _Period(NamedTuple):
    """Some whole months; the year is None when it was not said."""

    month: int
    year: int | None
    months: int

    @property
    def last_month(self) -> int:
        return self.month + self.months - 1


def _period(asking: Asking, match: re.Match[str]) -> _Period | None:
    said = match.groupdict()
    digits = said.get("y") or said.get("part_year")
    year = int(digits) if digits else None
    if said.get("mo"):
        return _Period(MONTH_NUMBER[said["mo"]], year, 1)
    if said.get("only"):
        return _Period(1, int(said["only"]), 12)
    if said.get("part"):
        length, number = _LENGTHS[said["part"][0]], int(said["part"][1])
        return _Period((number - 1) * length + 1, year, length) if number * length <= 12 else None
    return _current(asking.today, _LENGTHS[said["unit"]], said.get("which") in {"next", "following", "coming"})


def _current(today: date, length: int, later: bool) -> _Period:
    first = today.replace(day=1, month=(today.month - 1) // length * length + 1)
    first = add_months(first, length) if later else first
    return _Period(first.month, first.year, length)


def _settle_in(asking: Asking, year: int | None, month: int, day: int, assumed: str | None) -> DateReading:
    """That day of that month, with the coming year filled in when none was said."""
    if year is None:
        return coming(asking, month, day, assumed)
    found = day_of(year, month, day)
    return settle(asking, found, assumed) if found else unknown(asking)


def _end(asking: Asking, match: re.Match[str]) -> DateReading | None:
    period = _period(asking, match)
    if period is None:
        return None
    reading = _settle_in(asking, period.year, period.last_month, LAST, None)
    return _not_a_working_day(asking, reading)


def _not_a_working_day(asking: Asking, reading: DateReading) -> DateReading:
    """Point out that nobody works on the day, when it was only found by counting."""
    day = getattr(reading, "date", None)
    if day is None or is_working(day, asking.holidays) or getattr(reading, "assumed", None):
        return reading
    what = WEEKDAYS_IN_FULL[day.weekday()] if day.weekday() >= _SATURDAY else "public holiday"
    return settle(asking, day, f"the exact day, a {what}")


def _start(asking: Asking, match: re.Match[str]) -> DateReading | None:
    period = _period(asking, match)
    if period is None:
        return None
    return _settle_in(asking, period.year, period.month, 1, "the 1st")


def _mid(asking: Asking, match: re.Match[str]) -> DateReading | None:
    period = _period(asking, match)
    if period is None or period.months > 1:
        return None
    return _settle_in(asking, period.year, period.month, 15, "the 15th")


def _whole(asking: Asking, match: re.Match[str]) -> DateReading | None:
    """A period without a day in it: offer its first, middle and last day."""
    period = _period(asking, match)
    if period is None:
        return None
    if period.months == 12:
        return unknown(asking, f"“{asking.text}” names a year, not a day")
    first = day_of(period.year or asking.today.year, period.month, 1)
    if first is None:
        return None
    if period.year is None and add_months(first, period.months) <= asking.today:
        first = add_months(first, 12)
    last = add_months(first, period.months) - DAY
    days = _thirds(first, last, match.groupdict().get("how")) if period.months == 1 else (first, last)
    return choose(asking, days, f"“{asking.text}” names no day")


def _thirds(first: date, last: date, how: str | None) -> tuple[date, ...]:
    """Three days to choose from in a month: in its first or last ten days, when so much was said."""
    if how in _EARLY:
        return (first, first + 4 * DAY, first + 9 * DAY)
    return (first + 19 * DAY, first + 24 * DAY, last) if how in _LATE else (first, first + 14 * DAY, last)


def _nth(asking: Asking, match: re.Match[str]) -> DateReading | None:
    """The first or last weekday or working day of a period with a known year."""
    period = _period(asking, match)
    if period is None or (period.year is None and period.month < asking.today.month):
        return None
    first = day_of(period.year or asking.today.year, period.month, 1)
    if first is None:
        return None
    days: Sequence[date] = [first + n * DAY for n in range((add_months(first, period.months) - first).days)]
    fitting = [day for day in days if _fits(asking, day, match["wd"])]
    return settle(asking, fitting[0 if match["nth"] == "first" else -1])


def _fits(asking: Asking, day: date, weekday: str | None) -> bool:
    return day.weekday() == WEEKDAY_NUMBER[weekday] if weekday else is_working(day, asking.holidays)


def _mondays(asking: Asking, match: re.Match[str]) -> tuple[date, ...]:
    """The Monday of the week meant; two when it is not certain which week that is."""
    monday, later = monday_of(asking.today), match["which"] in {"next", "following", "coming"}
    if later and asking.today.weekday() == _SUNDAY:
        return (monday + 7 * DAY, monday + 14 * DAY)
    if not later and asking.today.weekday() >= _SATURDAY:
        return (monday, monday + 7 * DAY)
    return (monday + 7 * later * DAY,)


def _in_week(asking: Asking, match: re.Match[str], place: int) -> DateReading:
    """The first (0), middle (2) or last (-1) working day of the week, and of the one after once it passed."""
    mondays = _mondays(asking, match)
    days = _days_at(asking, mondays, place)
    if len(days) == 1 and days[0] < asking.today:
        days += _days_at(asking, (mondays[-1] + 7 * DAY,), place)
    elif len(days) == 1:
        return settle(asking, days[0], _filled_in(days[0], place))
    said = " or ".join(say_date(day, asking.today) for day in days if day >= asking.today)
    return choose(asking, days, f"“{asking.text}” said on a {WEEKDAYS_IN_FULL[asking.today.weekday()]} can be {said}")


def _days_at(asking: Asking, mondays: Sequence[date], place: int) -> list[date]:
    weeks = (working_week(monday, asking.holidays) for monday in mondays)
    return [_at(week, place) for week in weeks if week]


def _at(week: tuple[date, ...], place: int) -> date:
    wednesday = [day for day in week if day.weekday() == 2]
    return wednesday[0] if place == 2 and wednesday else week[min(place, len(week) - 1)]


def _filled_in(day: date, place: int) -> str | None:
    if place == -1 and day.weekday() == 4:
        return None
    return {0: "its first working day", 2: "the middle of it", -1: "its last working day"}[place]


def _week_choices(asking: Asking, match: re.Match[str]) -> DateReading:
    """A week without a day in it: offer its working days."""
    weeks = (working_week(monday, asking.holidays) for monday in _mondays(asking, match)[:1])
    days = _some_of([day for week in weeks for day in week], match["how"])
    if not any(day >= asking.today for day in days):
        return unknown(asking, f"“{asking.text}” has no working day left")
    return choose(asking, days, f"“{asking.text}” names no day")


def _some_of(days: list[date], how: str | None) -> list[date]:
    if how in _EARLY:
        return days[:2]
    return days[-2:] if how in _LATE else days


def _weekend(asking: Asking, match: re.Match[str]) -> DateReading:
    """The Saturday or the Sunday; of "next weekend", the coming one and the one after."""
    saturday = monday_of(asking.today) + _SATURDAY * DAY
    weeks = (0, 7) if match["which"] else (0,)
    days = [saturday + n * DAY for week in weeks for n in (week, week + 1)]
    return choose(asking, days, f"“{asking.text}” can be the Saturday or the Sunday")


_TABLE: tuple[tuple[str, Form, Builder], ...] = (
    (rf"end (?:of )?{_WEEK}", Form.PERIOD, lambda asking, match: _in_week(asking, match, -1)),
    (rf"(?:mid|mid of) {_WEEK}", Form.PERIOD, lambda asking, match: _in_week(asking, match, 2)),
    (rf"start (?:of )?{_WEEK}", Form.PERIOD, lambda asking, match: _in_week(asking, match, 0)),
    (rf"(?:{_SOMETIME} )?(?P<which>this|current|next|following|coming) week", Form.PERIOD, _week_choices),
    (rf"(?:end(?: of)?|last day (?:of|in)|eo) {_LONG}", Form.PERIOD, _end),
    (r"(?P<unit>month|quarter|year) end", Form.PERIOD, _end),
    (rf"{MO} end|(?P<part>[qh][1-4]) end", Form.PERIOD, _end),
    (rf"(?:start(?: of)?|first day (?:of|in)) {_LONG}", Form.PERIOD, _start),
    (rf"(?:mid|mid of) {_LONG}", Form.PERIOD, _mid),
    (rf"(?P<nth>first|last) (?:workday|business day|{WD}) (?:of|in) {_LONG}", Form.PERIOD, _nth),
    (rf"{_SOMETIME} {_LONG}", Form.BARE, _whole),
    (rf"{_LONG}", Form.BARE, _whole),
    (r"(?:this |over )*(?:(?P<which>next) )?weekend", Form.PERIOD, _weekend),
)
RULES: tuple[Rule, ...] = tuple((re.compile(pattern), form, build) for pattern, form, build in _TABLE)

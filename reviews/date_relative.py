"""Days counted from today: tomorrow, weekdays, in two weeks, in three working days.

Which weekday is meant, said on some day of a week that runs Monday to Sunday:

- "friday" is the coming one. Said on a Friday it is asked about: today, or in a week?
- "this friday" is the one of this week; once that has passed, it is asked about.
- "next monday" is the coming one when that lies in next week (or is a week from today). When the coming
  one is still in this week, people mean either, so it is asked about. On a Sunday it is asked about
  as well, since for half the world Sunday already belongs to the week that follows.
- "friday week" and "a week from friday" are a week after the coming Friday.
"""

import re
from datetime import date

from reviews.date_calendar import DAY, add_months, add_working_days, following, monday_of
from reviews.date_readings import WEEKDAYS_IN_FULL, DateRead, DateReading, say_date
from reviews.date_settling import Asking, Builder, Form, Rule, choose, past, settle
from reviews.date_words import WD, WEEKDAY_NUMBER

TIME_DROPPED = "the day only, without the time"
_MOST = 1000
_COUNT = r"(?P<n>[0-9]{1,4}|a)"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|hour|workday|business day)"
_SUNDAY = 6


def _today(asking: Asking, _: re.Match[str]) -> DateReading:
    return settle(asking, asking.today)


def _part_of_today(asking: Asking, _: re.Match[str]) -> DateReading:
    return settle(asking, asking.today, TIME_DROPPED)


def _tomorrow(asking: Asking, match: re.Match[str]) -> DateReading:
    return settle(asking, asking.today + (2 if match[0].startswith("day after") else 1) * DAY)


def _yesterday(asking: Asking, match: re.Match[str]) -> DateReading:
    return past(asking, asking.today - (2 if match[0].startswith("day before") else 1) * DAY)


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAY_NUMBER[match["wd"]]


def _bare_weekday(asking: Asking, match: re.Match[str]) -> DateReading:
    """The coming one; on that very weekday, today or in a week."""
    day = following(asking.today, _weekday(match))
    if asking.today.weekday() != _weekday(match):
        return settle(asking, day)
    why = f"Today is {WEEKDAYS_IN_FULL[day.weekday()]}: “{asking.text}” can be today or in a week"
    return choose(asking, (asking.today, day), why)


def _this_weekday(asking: Asking, match: re.Match[str]) -> DateReading:
    """The one in this week, while it has not passed."""
    day = monday_of(asking.today) + _weekday(match) * DAY
    if day >= asking.today:
        return settle(asking, day)
    why = f"{say_date(day, asking.today)} has passed, so “{asking.text}” may be the one after it"
    return choose(asking, (day + 7 * DAY,), why)


def _next_weekday(asking: Asking, match: re.Match[str]) -> DateReading:
    """The coming one when it is in next week, else asked."""
    day = following(asking.today, _weekday(match))
    in_this_week = monday_of(day) == monday_of(asking.today)
    on_sunday = asking.today.weekday() == _SUNDAY != _weekday(match)
    return _either_week(asking, day) if in_this_week or on_sunday else settle(asking, day)


def _either_week(asking: Asking, day: date) -> DateReading:
    later = day + 7 * DAY
    why = f"“{asking.text}” can be {say_date(day, asking.today)} or {say_date(later, asking.today)}"
    return choose(asking, (day, later), why)


def _weekday_next_week(asking: Asking, match: re.Match[str]) -> DateReading:
    day = monday_of(asking.today) + (7 + _weekday(match)) * DAY
    return _either_week(asking, day) if asking.today.weekday() == _SUNDAY else settle(asking, day)


def _weeks_from_weekday(asking: Asking, match: re.Match[str]) -> DateReading:
    """So many weeks after the coming one; on that very weekday it may also be counted from today."""
    weeks = int(match["n"]) if (match.groupdict().get("n") or "a") != "a" else 1
    day = following(asking.today, _weekday(match)) + 7 * weeks * DAY
    if asking.today.weekday() == _weekday(match):
        return _either_week(asking, day - 7 * DAY)
    return settle(asking, day)


def _last_weekday(asking: Asking, match: re.Match[str]) -> DateReading:
    return past(asking, following(asking.today, _weekday(match)) - (7 if _not_today(asking, match) else 14) * DAY)


def _not_today(asking: Asking, match: re.Match[str]) -> bool:
    return asking.today.weekday() != _weekday(match)


def _counted(asking: Asking, match: re.Match[str]) -> DateReading | None:
    """So many days, weeks, months or working days from today or tomorrow."""
    count = 1 if match["n"] == "a" else int(match["n"])
    if not 0 < count <= _MOST:
        return None
    start = asking.today + (match.groupdict().get("base") == "tomorrow") * DAY
    return _forward(asking, start, count, match["unit"])


def _forward(asking: Asking, start: date, count: int, unit: str) -> DateReading | None:
    if unit == "hour":
        return settle(asking, start + count // 24 * DAY) if count % 24 == 0 else None
    if unit in {"workday", "business day"}:
        return settle(asking, add_working_days(start, count, asking.holidays))
    if unit in {"month", "year"}:
        return _months_on(asking, start, count * (12 if unit == "year" else 1))
    return settle(asking, start + count * {"day": 1, "week": 7, "fortnight": 14}[unit] * DAY)


def _months_on(asking: Asking, start: date, months: int) -> DateReading:
    day = add_months(start, months)
    shorter = day.day != start.day
    return settle(asking, day, f"the last of the month, which has no day {start.day}" if shorter else None)


def _couple(asking: Asking, match: re.Match[str]) -> DateReading | None:
    """Two, or somewhat more: asked."""
    readings = [_forward(asking, asking.today, count, match["unit"]) for count in (2, 3)]
    days = [reading.date for reading in readings if isinstance(reading, DateRead)]
    return choose(asking, days, f"“{asking.text}” can be two or a few")


def _ago(asking: Asking, match: re.Match[str]) -> DateReading | None:
    """A count backwards is always past."""
    count = 1 if match["n"] == "a" else int(match["n"])
    size = {"day": 1, "week": 7, "fortnight": 14}.get(match["unit"])
    return past(asking, asking.today - count * size * DAY) if size and 0 < count <= _MOST else None


def _next_working_day(asking: Asking, _: re.Match[str]) -> DateReading:
    return settle(asking, add_working_days(asking.today, 1, asking.holidays))


def _week_later(asking: Asking, match: re.Match[str]) -> DateReading:
    return settle(asking, asking.today + (8 if "tomorrow" in match[0] else 7) * DAY)


_TABLE: tuple[tuple[str, Form, Builder], ...] = (
    (r"today|end of (?:day|today|business)|close of (?:business|play)", Form.TODAY, _today),
    (r"tonight|later today|this (?:morning|afternoon|evening)", Form.TODAY, _part_of_today),
    (r"tomorrow|day after tomorrow|overmorrow", Form.WORD, _tomorrow),
    (r"yesterday|day before yesterday", Form.WORD, _yesterday),
    (WD, Form.WEEKDAY, _bare_weekday),
    (rf"(?:this )?(?:coming|upcoming) {WD}", Form.WEEKDAY, _bare_weekday),
    (rf"this {WD}", Form.WEEKDAY, _this_weekday),
    (rf"{WD} (?:of )?this week", Form.WEEKDAY, _this_weekday),
    (rf"next {WD}", Form.WEEKDAY, _next_weekday),
    (rf"{WD} (?:of )?next week", Form.WEEKDAY, _weekday_next_week),
    (rf"next week (?:on )?{WD}", Form.WEEKDAY, _weekday_next_week),
    (rf"{WD} week", Form.WEEKDAY, _weeks_from_weekday),
    (rf"(?:{_COUNT} )?week (?:from|on|after) (?:this )?{WD}", Form.WEEKDAY, _weeks_from_weekday),
    (rf"(?:last|past|previous) {WD}", Form.WEEKDAY, _last_weekday),
    (rf"(?:in|within) (?:next )?{_COUNT} {_UNIT}(?: time)?", Form.OFFSET, _counted),
    (rf"(?:in )?{_COUNT} {_UNIT} from (?P<base>now|today|tomorrow)", Form.OFFSET, _counted),
    (rf"{_COUNT} {_UNIT}", Form.DURATION, _counted),
    (rf"{_COUNT} {_UNIT} ago", Form.OFFSET, _ago),
    (rf"in a couple (?:of )?{_UNIT}(?: time)?", Form.OFFSET, _couple),
    (r"next (?:workday|business day)", Form.OFFSET, _next_working_day),
    (
        r"(?:a )?week (?:today|tomorrow)|tomorrow week|(?:same|this) (?:day|time) next week",
        Form.OFFSET,
        _week_later,
    ),
)
RULES: tuple[Rule, ...] = tuple((re.compile(pattern), form, build) for pattern, form, build in _TABLE)

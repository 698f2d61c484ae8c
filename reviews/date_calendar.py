"""Arithmetic on days: months, quarters, weeks and working days."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
LAST = -1
"""As a day of a month: its last one, whatever its number."""


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None when the calendar has none; `LAST` is the month's last day."""
    try:
        return date(year, month, monthrange(year, month)[1] if day == LAST else day)
    except (ValueError, OverflowError):
        return None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last one where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working(day: date, holidays: frozenset[date]) -> bool:
    """Whether people work that day: Monday to Friday and not a public holiday."""
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: date, count: int, holidays: frozenset[date]) -> date:
    """The day that is `count` working days after `day`."""
    while count > 0:
        day += DAY
        count -= is_working(day, holidays)
    return day


def monday_of(day: date) -> date:
    """The Monday of that day's week; weeks run Monday to Sunday."""
    return day - day.weekday() * DAY


def following(day: date, weekday: int) -> date:
    """The first such weekday after `day`, 1 to 7 days on."""
    return day + ((weekday - day.weekday() - 1) % 7 + 1) * DAY


def nearest(day: date, weekday: int) -> date:
    """Such a weekday within three days of `day`, before or after."""
    return day + ((weekday - day.weekday() + 3) % 7 - 3) * DAY


def working_week(monday: date, holidays: frozenset[date]) -> tuple[date, ...]:
    """The working days of the week that begins on `monday`."""
    days = (monday + n * DAY for n in range(5))
    return tuple(day for day in days if is_working(day, holidays))

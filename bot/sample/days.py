"""Days of the sample world, all counted from one: working days, month-ends, moments in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reviews.date_calendar import DAY, LAST, add_months, day_of

SATURDAY = 5
QUARTER_DAYS = 91
OPENS, CLOSES = 7, 18
"""Our people's hours, in UTC."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days around `today`; what is asked for in calendar days falls on a working day, never on a weekend."""

    today: date

    def ago(self, count: int) -> date:
        """The working day on or before the one so many calendar days ago."""
        return on_or_before(self.today - count * DAY)

    def ahead(self, working: int) -> date:
        """The day so many working days after today."""
        return add_working(self.today, working)

    def behind(self, working: int) -> date:
        """The day so many working days before today."""
        return add_working(self.today, -working)

    def coming(self, weekday: int, weeks: int = 0) -> date:
        """The next such weekday after today (Monday is 0), or one some weeks after it."""
        return self.today + ((weekday - self.today.weekday() - 1) % 7 + 1 + 7 * weeks) * DAY

    def month_end(self, back: int) -> date:
        """The last working day of a month: 1 for the newest one before yesterday, 2 for the one before it."""
        this = _last_working(self.today)
        newest = this if this < self.today - DAY else _last_working(add_months(self.today, -1))
        return _last_working(add_months(newest.replace(day=1), 1 - back))

    def snapshot(self, back: int) -> date:
        """The day a month's usage was read, some months back; three of them are thirteen weeks apart."""
        return self.today - DAY - timedelta(days=round(back * QUARTER_DAYS / 3))


def add_working(day: date, count: int) -> date:
    """So many working days after a day, or before it where the count is negative."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day


def on_or_before(day: date) -> date:
    """That day, or the Friday before it."""
    return day - max(0, day.weekday() - SATURDAY + 1) * DAY


def on_or_after(day: date) -> date:
    """That day, or the Monday after it."""
    return day + (7 - day.weekday() if day.weekday() >= SATURDAY else 0) * DAY


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day, in UTC."""
    return datetime.combine(day, time(hour, minute), UTC)


def in_hours(moment: datetime) -> datetime:
    """That moment, where people work then: the next morning where it falls in the night, Monday after a weekend."""
    if moment.hour >= CLOSES:
        moment += timedelta(hours=24 - moment.hour + OPENS)
    moment += timedelta(hours=max(0, OPENS - moment.hour))
    return moment + (on_or_after(moment.date()) - moment.date())


def _last_working(day: date) -> date:
    last = day_of(day.year, day.month, LAST)
    return on_or_before(last or day)

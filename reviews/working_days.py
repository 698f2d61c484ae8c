"""Counting working days: Monday to Friday, less the holidays handed in."""

from __future__ import annotations

from datetime import date, timedelta

NO_HOLIDAYS: frozenset[date] = frozenset()


def is_working(day: date, holidays: frozenset[date] = NO_HOLIDAYS) -> bool:
    """Whether work is expected on that day."""
    return day.weekday() < 5 and day not in holidays


def working_days_since(day: date, today: date, holidays: frozenset[date] = NO_HOLIDAYS) -> int:
    """Working days after `day` up to and with `today`; 0 when `today` is not later."""
    span = (today - day).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    tail = (day + timedelta(days=weeks * 7 + n) for n in range(1, rest + 1))
    off = sum(1 for holiday in holidays if day < holiday <= today and holiday.weekday() < 5)
    return weeks * 5 + sum(1 for d in tail if d.weekday() < 5) - off


def working_day_near(day: date, today: date, holidays: frozenset[date] = NO_HOLIDAYS) -> date:
    """The day itself, or the last working day before it that is still ahead of `today`, or the first one after it."""
    earlier = (day - timedelta(days=n) for n in range(max((day - today).days, 0)))
    later = (day + timedelta(days=n) for n in range(1, 30))
    return next((d for d in (*earlier, *later) if is_working(d, holidays)), day)

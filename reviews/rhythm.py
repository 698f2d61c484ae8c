"""How often an account is reviewed, and when its owner is reminded of it.

A review that is not held keeps its day and is called late, week after week, until it is held or moved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from reviews.calendar import WorkCalendar
from reviews.date_calendar import add_months
from reviews.rhythm_words import (
    LONGEST_RHYTHM,
    Rhythm,
    RhythmEvery,
    RhythmNext,
    RhythmPause,
    RhythmResume,
    RhythmShow,
    RhythmUnknown,
    read_rhythm,
    say_rhythm,
)

__all__ = [
    "LONGEST_RHYTHM",
    "Reminder",
    "Rhythm",
    "RhythmEvery",
    "RhythmNext",
    "RhythmPause",
    "RhythmResume",
    "RhythmShow",
    "RhythmUnknown",
    "next_reminder_after",
    "next_review_on",
    "read_rhythm",
    "reminder_on",
    "say_rhythm",
]

PREPARE_BEFORE = 7
BRIEF_BEFORE = 2
"""Working days before the review."""
WEEK = timedelta(days=7)


class Reminder(StrEnum):
    """What the owner is told about a coming or missed review."""

    PREPARE = "prepare"
    BRIEF = "brief"
    TODAY = "today"
    LATE = "late"


def next_review_on(last: date, months: int, calendar: WorkCalendar) -> date:
    """The working day the next review falls on: so many months on, 31 January to 28 February, never on a day off."""
    return calendar.working_on_or_after(add_months(last, months))


def reminder_on(day: date, review_on: date, calendar: WorkCalendar) -> tuple[Reminder, date] | None:
    """The reminder that holds on `day` and the day it fell due; None while the review is far off.

    A review set for a day off counts from the next working day. LATE falls due on the first working day
    after it and then on the first of every week.
    """
    reached = takewhile(lambda each: each[1] <= day, _falling_due(day, review_on, calendar))
    return next(iter(deque(reached, maxlen=1)), None)


def next_reminder_after(day: date, review_on: date, calendar: WorkCalendar) -> date:
    """The next day after `day` on which a reminder falls due."""
    return next(due for _, due in _falling_due(day, review_on, calendar) if due > day)


def _falling_due(day: date, review_on: date, calendar: WorkCalendar) -> Iterator[tuple[Reminder, date]]:
    """Every reminder with its day, in order and without end; weeks long before `day` are left out.

    A week without any work gives the day its successor gives.
    """
    held = calendar.working_on_or_after(review_on)
    yield Reminder.PREPARE, calendar.add_working(held, -PREPARE_BEFORE)
    yield Reminder.BRIEF, calendar.add_working(held, -BRIEF_BEFORE)
    yield Reminder.TODAY, held
    late = calendar.next_working(held)
    yield Reminder.LATE, late
    week = max(calendar.week_of(late), calendar.week_of(day) - 5 * WEEK)
    while True:
        week += WEEK
        yield Reminder.LATE, calendar.working_on_or_after(week)

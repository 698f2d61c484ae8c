"""How often an account is reviewed: what people type for it, and when its owner hears of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.calendar import WorkCalendar
from reviews.dates import DateRead, read_date
from reviews.rhythm import (
    LONGEST_RHYTHM,
    Reminder,
    Rhythm,
    RhythmEvery,
    RhythmNext,
    RhythmPause,
    RhythmResume,
    RhythmShow,
    RhythmUnknown,
    next_reminder_after,
    next_review_on,
    read_rhythm,
    reminder_on,
    say_rhythm,
)
from tests.reviews.calendar_table import day

BERLIN = WorkCalendar("Europe/Berlin", country="DE")
CAIRO = WorkCalendar("Africa/Cairo", country="EG")

FOLLOWING = [
    ("2026-08-24", 3, "2026-11-24"),
    ("2026-11-30", 3, "2027-03-01"),  # 28 February is a Sunday
    ("2027-11-30", 3, "2028-02-29"),
    ("2027-02-28", 12, "2028-02-28"),
    ("2028-02-29", 12, "2029-02-28"),
    ("2026-08-31", 1, "2026-09-30"),
    ("2026-09-25", 3, "2026-12-28"),  # from Christmas Day, over a weekend
    ("2026-10-01", 3, "2027-01-04"),
]


@pytest.mark.parametrize(("last", "months", "following"), FOLLOWING)
def test_the_next_review_falls_on_a_working_day(last: str, months: int, following: str) -> None:
    assert next_review_on(day(last), months, BERLIN) == day(following)


def test_the_next_review_keeps_the_owners_own_weekend() -> None:
    assert next_review_on(date(2026, 8, 20), 3, CAIRO) == date(2026, 11, 22)


REMINDED = [
    # A review on Tue 24 November: seven working days before is Fri 13, two is Fri 20.
    ("2026-11-24", "2026-11-12", None, "2026-11-13"),
    ("2026-11-24", "2026-11-13", (Reminder.PREPARE, "2026-11-13"), "2026-11-20"),
    ("2026-11-24", "2026-11-15", (Reminder.PREPARE, "2026-11-13"), "2026-11-20"),
    ("2026-11-24", "2026-11-19", (Reminder.PREPARE, "2026-11-13"), "2026-11-20"),
    ("2026-11-24", "2026-11-20", (Reminder.BRIEF, "2026-11-20"), "2026-11-24"),
    ("2026-11-24", "2026-11-23", (Reminder.BRIEF, "2026-11-20"), "2026-11-24"),
    ("2026-11-24", "2026-11-24", (Reminder.TODAY, "2026-11-24"), "2026-11-25"),
    ("2026-11-24", "2026-11-25", (Reminder.LATE, "2026-11-25"), "2026-11-30"),
    ("2026-11-24", "2026-11-29", (Reminder.LATE, "2026-11-25"), "2026-11-30"),
    ("2026-11-24", "2026-11-30", (Reminder.LATE, "2026-11-30"), "2026-12-07"),
    ("2026-11-24", "2026-12-06", (Reminder.LATE, "2026-11-30"), "2026-12-07"),
    # Years late, it is still said once a week.
    ("2020-01-15", "2026-11-26", (Reminder.LATE, "2026-11-23"), "2026-11-30"),
    # Held on a Friday, late on the Monday, and then not again before the next.
    ("2026-11-20", "2026-11-23", (Reminder.LATE, "2026-11-23"), "2026-11-30"),
    # Easter Monday is off: the week begins on Tuesday.
    ("2026-03-24", "2026-04-06", (Reminder.LATE, "2026-03-30"), "2026-04-07"),
    ("2026-03-24", "2026-04-07", (Reminder.LATE, "2026-04-07"), "2026-04-13"),
    # Holidays do not shorten the time to prepare.
    ("2027-01-04", "2026-12-21", None, "2026-12-22"),
    ("2027-01-04", "2026-12-22", (Reminder.PREPARE, "2026-12-22"), "2026-12-30"),
    # Set for a Sunday, it is held on Monday.
    ("2026-11-29", "2026-11-27", (Reminder.BRIEF, "2026-11-26"), "2026-11-30"),
    ("2026-11-29", "2026-11-29", (Reminder.BRIEF, "2026-11-26"), "2026-11-30"),
    ("2026-11-29", "2026-11-30", (Reminder.TODAY, "2026-11-30"), "2026-12-01"),
]


@pytest.mark.parametrize(("review_on", "today", "reminded", "following"), REMINDED)
def test_an_owner_is_reminded_ahead_of_a_review_and_weekly_after(
    review_on: str, today: str, reminded: tuple[Reminder, str] | None, following: str
) -> None:
    expected = (reminded[0], day(reminded[1])) if reminded else None
    assert reminder_on(day(today), day(review_on), BERLIN) == expected
    assert next_reminder_after(day(today), day(review_on), BERLIN) == day(following)


def test_a_late_review_is_said_on_sundays_where_the_week_begins_then() -> None:
    assert reminder_on(date(2026, 12, 5), date(2026, 11, 24), CAIRO) == (Reminder.LATE, date(2026, 11, 29))
    assert next_reminder_after(date(2026, 12, 5), date(2026, 11, 24), CAIRO) == date(2026, 12, 6)


def test_a_week_without_any_work_is_not_counted_twice() -> None:
    china = WorkCalendar("Asia/Shanghai", country="CN")
    due, seen = date(2026, 2, 1), set()
    while due < date(2026, 3, 10):
        due = next_reminder_after(due, date(2026, 2, 10), china)
        assert china.is_working(due)
        assert due not in seen
        seen.add(due)


CALENDARS = st.sampled_from(
    [
        BERLIN,
        CAIRO,
        WorkCalendar("UTC"),
        WorkCalendar("America/Chicago", country="US-CA"),
        WorkCalendar("Asia/Brunei", country="BN"),
        WorkCalendar("UTC", weekend=frozenset({0, 1, 2, 3, 5, 6})),
    ]
)


@given(CALENDARS, st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(-30, 200))
@settings(deadline=None)
def test_every_reminder_falls_due_on_a_working_day_and_holds_till_the_next(
    calendar: WorkCalendar, review_on: date, offset: int
) -> None:
    today = review_on + timedelta(days=offset)
    following = next_reminder_after(today, review_on, calendar)
    assert following > today
    assert calendar.is_working(following)
    reached = reminder_on(following, review_on, calendar)
    assert reached is not None
    assert reached[1] == following
    held = reminder_on(today, review_on, calendar)
    assert held == reminder_on(following - timedelta(days=1), review_on, calendar)
    assert held is None or held[1] <= today


READ: list[tuple[str, Rhythm]] = [
    ("", RhythmShow()),
    ("  ", RhythmShow()),
    ("show", RhythmShow()),
    ("monthly", RhythmEvery(1)),
    ("Monthly please!", RhythmEvery(1)),
    ("every month", RhythmEvery(1)),
    ("once a month", RhythmEvery(1)),
    ("1 month", RhythmEvery(1)),
    ("every 2 months", RhythmEvery(2)),
    ("every two months", RhythmEvery(2)),
    ("every other month", RhythmEvery(2)),
    ("every 2nd month", RhythmEvery(2)),
    ("once every 2 months", RhythmEvery(2)),
    ("6 times a year", RhythmEvery(2)),
    ("quarterly", RhythmEvery(3)),
    ("QUARTERLY.", RhythmEvery(3)),
    ("every quarter", RhythmEvery(3)),
    ("each quarter", RhythmEvery(3)),
    ("every 3 months", RhythmEvery(3)),
    ("every third month", RhythmEvery(3)),
    ("4x a year", RhythmEvery(3)),
    ("review every 3 months", RhythmEvery(3)),
    ("half-yearly", RhythmEvery(6)),
    ("half yearly", RhythmEvery(6)),
    ("semi-annually", RhythmEvery(6)),
    ("every half-year", RhythmEvery(6)),
    ("twice a year", RhythmEvery(6)),
    ("every six months", RhythmEvery(6)),
    ("every 2 quarters", RhythmEvery(6)),
    ("yearly", RhythmEvery(12)),
    ("annually", RhythmEvery(12)),
    ("every year", RhythmEvery(12)),
    ("every 12 mths", RhythmEvery(12)),
    ("every 24 months", RhythmEvery(24)),
    ("every other year", RhythmEvery(24)),
    ("pause", RhythmPause()),
    ("Paused", RhythmPause()),
    ("off", RhythmPause()),
    ("resume", RhythmResume()),
    ("unpause", RhythmResume()),
    ("next 12 jan", RhythmNext("12 jan")),
    ("Next: 12 Jan", RhythmNext("12 Jan")),
    ("next review on 12 jan", RhythmNext("12 jan")),
    ("next one is on friday", RhythmNext("friday")),
    ("next friday", RhythmNext("next friday")),
    ("next month", RhythmNext("next month")),
    ("next review next month", RhythmNext("next month")),
    ("next in 6 weeks", RhythmNext("in 6 weeks")),
]


@pytest.mark.parametrize(("typed", "rhythm"), READ)
def test_a_rhythm_is_read_as_people_say_it(typed: str, rhythm: Rhythm) -> None:
    assert read_rhythm(typed) == rhythm


NOT_KEPT = [
    ("every six weeks", "by the month", ("monthly", "every 2 months")),
    ("weekly", "by the month", ("monthly",)),
    ("every week", "by the month", ("monthly",)),
    ("twice a week", "by the month", ("monthly",)),
    ("fortnightly", "by the month", ("monthly",)),
    ("every 90 days", "by the month", ("every 2 months", "every 3 months")),
    ("twice a month", "whole months", ("monthly", "every 2 months", "quarterly", "yearly")),
    ("5 times a year", "whole months", ("monthly", "every 2 months", "quarterly", "yearly")),
    ("0 times a year", "whole months", ("monthly", "every 2 months", "quarterly", "yearly")),
    ("every 0 months", "outside what I keep", ("monthly", "every 2 months", "quarterly", "yearly")),
    ("every 3 years", "outside what I keep", ("monthly", "every 2 months", "quarterly", "yearly")),
    ("bimonthly", "twice a month or every two months", ("every 2 months",)),
    ("bi-monthly", "twice a month or every two months", ("every 2 months",)),
    ("biannually", "twice a year or every two years", ("twice a year", "every 2 years")),
    ("quaterly", "not a rhythm I know", ("quarterly",)),
    ("mnthly", "not a rhythm I know", ("monthly",)),
    ("puase", "not a rhythm I know", ("pause",)),
    ("next", "needs a day", ("next 12 jan", "next in 3 weeks")),
    ("when it suits", "not a rhythm", ("monthly", "every 2 months", "quarterly", "yearly", "next 12 jan", "pause")),
    ("every 1.5 months", "not a rhythm", ("monthly", "every 2 months", "quarterly", "yearly", "next 12 jan", "pause")),
    ("not monthly", "not a rhythm", ("monthly", "every 2 months", "quarterly", "yearly", "next 12 jan", "pause")),
]


@pytest.mark.parametrize(("typed", "why", "instead"), NOT_KEPT)
def test_what_is_no_rhythm_is_sent_back_with_what_to_type(typed: str, why: str, instead: tuple[str, ...]) -> None:
    reading = read_rhythm(typed)
    assert isinstance(reading, RhythmUnknown)
    assert why in reading.why
    assert reading.instead == instead
    assert reading.text == typed


@pytest.mark.parametrize("typed", sorted({words for *_, instead in NOT_KEPT for words in instead}))
def test_whatever_is_offered_instead_is_understood(typed: str) -> None:
    reading = read_rhythm(typed)
    assert not isinstance(reading, RhythmUnknown)
    if isinstance(reading, RhythmNext):
        assert isinstance(read_date(reading.words, today=date(2026, 11, 24), order=None), DateRead)


SAID = [
    (1, "every month"),
    (2, "every 2 months"),
    (3, "every quarter"),
    (4, "every 4 months"),
    (6, "twice a year"),
    (12, "every year"),
    (18, "every 18 months"),
    (24, "every 2 years"),
]


@pytest.mark.parametrize(("months", "said"), SAID)
def test_a_rhythm_is_said_in_plain_words(months: int, said: str) -> None:
    assert say_rhythm(months) == said


@pytest.mark.parametrize("months", range(1, LONGEST_RHYTHM + 1))
def test_a_rhythm_as_said_can_be_typed_back(months: int) -> None:
    assert read_rhythm(say_rhythm(months)) == RhythmEvery(months)


@given(st.text(max_size=120))
@settings(deadline=None)
def test_nothing_typed_breaks_the_reading(typed: str) -> None:
    reading = read_rhythm(typed)
    assert not isinstance(reading, RhythmNext) or reading.words
    assert not isinstance(reading, RhythmUnknown) or len(reading.text) <= 80

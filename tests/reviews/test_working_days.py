"""Working days: weekends and holidays do not age anything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.working_days import is_working, working_day_near, working_days_since

FRIDAY = date(2026, 11, 20)
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26)})

ROWS = [
    (FRIDAY, date(2026, 11, 20), 0),
    (FRIDAY, date(2026, 11, 21), 0),
    (FRIDAY, date(2026, 11, 22), 0),
    (FRIDAY, date(2026, 11, 23), 1),
    (FRIDAY, date(2026, 11, 27), 5),
    (FRIDAY, date(2026, 11, 29), 5),
    (FRIDAY, date(2026, 11, 30), 6),
    (date(2026, 11, 21), date(2026, 11, 23), 1),
    (date(2026, 11, 21), date(2026, 11, 22), 0),
    (date(2026, 11, 24), date(2026, 11, 20), 0),
    (date(2026, 12, 31), date(2027, 1, 4), 2),
]


@pytest.mark.parametrize(("day", "today", "number"), ROWS)
def test_lateness_counts_working_days_only(day: date, today: date, number: int) -> None:
    assert working_days_since(day, today) == number


def test_a_holiday_does_not_age_a_promise_and_one_on_a_weekend_counts_once() -> None:
    assert working_days_since(date(2026, 12, 24), date(2026, 12, 28), CHRISTMAS) == 1
    assert working_days_since(date(2026, 12, 25), date(2026, 12, 28), CHRISTMAS) == 1


def test_no_work_is_expected_on_weekends_and_holidays() -> None:
    assert is_working(FRIDAY)
    assert not is_working(date(2026, 11, 21))
    assert not is_working(date(2026, 12, 25), CHRISTMAS)


NEAR = [
    (date(2026, 11, 26), date(2026, 11, 24), date(2026, 11, 26)),
    (date(2026, 11, 28), date(2026, 11, 24), date(2026, 11, 27)),
    (date(2026, 11, 29), date(2026, 11, 24), date(2026, 11, 27)),
    (date(2026, 11, 28), date(2026, 11, 27), date(2026, 11, 30)),
    (date(2026, 11, 29), date(2026, 11, 28), date(2026, 11, 30)),
    (date(2026, 12, 26), date(2026, 12, 24), date(2026, 12, 28)),
]


@pytest.mark.parametrize(("day", "today", "near"), NEAR)
def test_a_day_off_is_told_as_the_working_day_before_it_or_the_next(day: date, today: date, near: date) -> None:
    assert working_day_near(day, today, CHRISTMAS) == near


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(-30, 800),
    st.frozensets(st.dates(date(2020, 1, 1), date(2032, 1, 1)), max_size=20),
)
def test_counting_agrees_with_walking_the_calendar(day: date, span: int, holidays: frozenset[date]) -> None:
    walked = sum(is_working(day + timedelta(days=n), holidays) for n in range(1, span + 1))
    assert working_days_since(day, day + timedelta(days=span), holidays) == walked

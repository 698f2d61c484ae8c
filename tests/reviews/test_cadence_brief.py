"""When the brief of a review is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.cadence import BriefDue
from tests.builders import ended_review, review
from tests.reviews.test_cadence import BERLIN, DUE, MADE, berlin, northwind, plan

FRIDAY = date(2026, 11, 20)
"""Two working days before the review on Tuesday the 24th."""
DUE_NOW = BriefDue(DUE, berlin(DUE, 18))


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (berlin(date(2026, 11, 13), 9), None),
        (berlin(FRIDAY, 8, 59), None),
        (berlin(FRIDAY, 9), DUE_NOW),
        (berlin(date(2026, 11, 22), 3), DUE_NOW),
        (berlin(DUE, 17, 59), DUE_NOW),
        (berlin(DUE, 18), None),
        (berlin(date(2026, 11, 25), 9), None),
    ],
)
def test_it_is_due_from_the_second_morning_before_the_review_to_the_end_of_its_day(now, due):
    assert plan(now).brief == due


def test_of_a_review_set_for_a_day_off_it_is_due_until_the_next_working_day_is_over():
    saturday = northwind(next_review_on=date(2026, 11, 28))
    found = plan(berlin(date(2026, 11, 26), 9), saturday).brief
    assert found == BriefDue(date(2026, 11, 28), berlin(date(2026, 11, 30), 18))


@pytest.mark.parametrize(
    "fields",
    [
        {"open_review": review()},
        {"last_closed": ended_review(ended_at=berlin(FRIDAY, 8))},
        {"given": northwind(paused_at=MADE)},
        {"given": northwind(owner=None)},
    ],
)
def test_it_is_not_due_while_nobody_has_to_prepare(fields):
    assert plan(berlin(FRIDAY, 10), **fields).brief is None


def test_who_sets_the_day_has_it_the_next_morning_and_not_at_once():
    changed = berlin(FRIDAY, 14)
    morning = berlin(date(2026, 11, 23), 9)
    found = plan(changed + timedelta(hours=1), changed_at=changed)
    assert (found.brief, found.look_at) == (None, morning)
    assert plan(morning, changed_at=changed).brief == DUE_NOW


def test_of_a_review_set_for_the_same_day_there_is_none():
    changed = berlin(DUE, 10)
    later = plan(berlin(DUE, 16), changed_at=changed)
    assert later.brief is None
    assert later.look_at == berlin(date(2026, 11, 25), 9)


@given(st.datetimes(datetime(2026, 11, 1), datetime(2026, 11, 30)), st.integers(0, 20))  # noqa: DTZ001 - made aware below
def test_whenever_something_was_changed_the_clock_comes_back_for_it_in_time(at, hours):
    now = at.replace(tzinfo=MADE.tzinfo)
    found = plan(now, changed_at=now - timedelta(hours=hours))
    assert found.look_at is not None
    if found.brief is None and now < BERLIN.morning_of(FRIDAY):
        assert found.look_at <= BERLIN.morning_of(FRIDAY)
    if found.brief is not None:
        assert BERLIN.morning_of(FRIDAY) <= now < found.brief.until

"""Changing how often an account is reviewed, and putting it back; which customer a line names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.calendar import WorkCalendar
from reviews.decision import Decision, Refusal
from reviews.model import Account
from reviews.rhythm_changes import Terms, pause, put_back, read_terms, resume, set_next, set_rhythm, terms_of
from reviews.rhythm_named import ends_with_names, names_everybody
from tests.builders import NOW, TODAY, account, ended_review

BERLIN = WorkCalendar("Europe/Berlin", country="DE")
CLOSED = ended_review(ended_at=datetime(2026, 9, 24, 12, 0, tzinfo=UTC))
NEXT = date(2026, 12, 24)


def northwind(**fields: object) -> Account:
    return account(**({"next_review_on": NEXT} | fields))


def after(decision: Decision | Refusal) -> Account:
    assert isinstance(decision, Decision)
    (change,) = decision.changes
    assert isinstance(change.after, Account)
    return change.after


@pytest.mark.parametrize(
    ("months", "next_on"),
    [(6, date(2027, 3, 24)), (12, date(2027, 9, 24)), (4, date(2027, 1, 25))],
    ids=["half a year", "a year", "a Sunday"],
)
def test_a_new_rhythm_counts_from_the_last_review(months, next_on):
    changed = after(set_rhythm(northwind(), months, CLOSED, BERLIN, NOW))
    assert (changed.rhythm_months, changed.next_review_on) == (months, next_on)


def test_where_there_was_no_review_it_counts_from_when_the_account_was_made():
    assert after(set_rhythm(northwind(created_at=NOW), 1, None, BERLIN, NOW)).next_review_on == date(2026, 12, 24)


def test_a_shorter_rhythm_makes_nothing_late_that_was_not():
    assert after(set_rhythm(northwind(), 1, CLOSED, BERLIN, NOW)).next_review_on == TODAY
    saturday = datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert after(set_rhythm(northwind(), 1, CLOSED, BERLIN, saturday)).next_review_on == date(2026, 11, 30)


def test_a_late_review_stays_late_when_the_new_rhythm_would_have_it_late_too():
    late = northwind(next_review_on=date(2026, 11, 10))
    assert after(set_rhythm(late, 1, CLOSED, BERLIN, NOW)).next_review_on == date(2026, 11, 10)


def test_the_same_rhythm_changes_nothing():
    assert set_rhythm(northwind(), 3, CLOSED, BERLIN, NOW).changes == ()


@pytest.mark.parametrize(
    ("day", "code"), [(TODAY - timedelta(days=1), "past_date"), (date(2028, 11, 25), "too_far"), (TODAY, None)]
)
def test_the_next_day_is_ahead_and_within_two_years(day, code):
    found = set_next(northwind(), day, TODAY)
    if code is None:
        assert after(found).next_review_on == day
    else:
        assert isinstance(found, Refusal)
        assert found.code == code


def test_pausing_twice_keeps_the_first_moment():
    paused = after(pause(northwind(), NOW))
    assert paused.paused_at == NOW
    assert pause(paused, NOW + timedelta(days=1)).changes == ()
    assert after(resume(paused)).paused_at is None
    assert resume(northwind()).changes == ()


def test_a_change_is_put_back_as_it_was():
    was = northwind()
    changed = after(set_rhythm(was, 12, CLOSED, BERLIN, NOW))
    assert after(put_back(changed, terms_of(was), terms_of(changed))) == was


def test_putting_back_twice_changes_nothing():
    was = northwind()
    assert put_back(was, terms_of(was), Terms(12, NEXT, None)) == Decision()


def test_what_somebody_changed_since_is_not_put_back():
    was = northwind()
    since = replace(was, rhythm_months=12)
    found = put_back(replace(was, rhythm_months=1), terms_of(was), terms_of(since))
    assert isinstance(found, Refusal)
    assert found.code == "changed"


@given(
    st.builds(
        Terms,
        st.integers(1, 24),
        st.none() | st.dates(),
        st.none() | st.datetimes(timezones=st.just(UTC)),
    )
)
def test_terms_come_back_from_a_button_as_they_went_in(terms):
    assert read_terms(terms.pack()) == terms


@given(st.none() | st.text() | st.lists(st.sampled_from(["3", "0", "99", "2027-01-01", "", "x"])).map("|".join))
def test_terms_that_are_none_are_nothing(packed):
    found = read_terms(packed)
    assert found is None or read_terms(found.pack()) == found


def test_a_moment_without_a_zone_is_no_moment():
    assert read_terms("3||2026-11-24T09:30:00") is None


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("Northwind monthly", "Northwind", "monthly"),
        ("monthly Northwind", "Northwind", "monthly"),
        ("pause for Blue Fern", "Blue Fern", "pause"),
        ("Blue Fern: every 2 months", "Blue Fern", "every 2 months"),
        ("every 2 months for A&amp;B", "A&B", "every 2 months"),
        ("Northwind", "Northwind", ""),
    ],
)
def test_a_customer_can_stand_at_either_end(line, name, rest):
    assert (name, rest) in {(each.name, each.rest) for each in ends_with_names(line)}


def test_longer_names_are_tried_first():
    lengths = [len(each.name.split()) for each in ends_with_names("Bank of the West monthly")]
    assert lengths == sorted(lengths, reverse=True)


def test_a_channel_stands_for_its_customer():
    (only,) = ends_with_names("pause <#C1|acct-northwind>")
    assert (only.channel, only.rest) == ("C1", "pause")


def test_a_long_line_is_no_trouble():
    assert len(list(ends_with_names("word " * 5000))) == 12


@pytest.mark.parametrize("words", ["all", "List", "all customers", " overview? "])
def test_all_customers_can_be_asked_for(words):
    assert names_everybody(words)
    assert not names_everybody(f"{words} monthly")

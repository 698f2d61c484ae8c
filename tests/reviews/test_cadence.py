"""When somebody is reminded of a review, and when one that was left open is summed up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.asks import Ask, AskKind, AskState
from reviews.cadence import (
    KINDS,
    AccountPlan,
    AccountSight,
    account_calendar,
    after_closing,
    check_at,
    evening_to_sum_up,
    next_evening,
    plan_account,
    review_due,
)
from reviews.calendar import WorkCalendar
from reviews.model import Account, ReviewState
from reviews.preferences import EVERYBODY, Preferences
from reviews.roster import Roster
from tests.builders import WS, account, ended_review, person, review

BERLIN = WorkCalendar("Europe/Berlin", country="DE")
MADE = datetime(2026, 8, 3, 8, 0, tzinfo=UTC)
DUE = date(2026, 11, 24)
"""A Tuesday."""


def berlin(day: date, hour: int, minute: int = 0) -> datetime:
    """That time on a winter day in Berlin, in UTC."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)


def roster(**wishes: Any) -> Roster:
    own = {"U1": Preferences(WS, "U1", **wishes)} if wishes else {}
    return Roster("UTC", {"U1": person("U1"), "U2": person("U2", "Omar Diaz", time_zone="America/New_York")}, own)


def northwind(**fields: Any) -> Account:
    return account(**({"created_at": MADE, "next_review_on": DUE} | fields))


def plan(now: datetime, given: Account | None = None, **fields: Any) -> AccountPlan:
    known: dict[str, Any] = {"open_review": None, "last_closed": None, "changed_at": MADE, "asks": ()}
    known |= {"roster": roster()} | fields
    return plan_account(AccountSight(given or northwind(), **known), now=now)


def asked(found: AccountPlan) -> tuple[str, date, datetime] | None:
    """The kind, the day it fell due and the moment of the one ask, if there is one."""
    if not found.asks:
        return None
    (ask,) = found.asks
    return str(ask.kind), date.fromisoformat(ask.about.split("|")[3]), ask.not_before


ROWS: list[tuple[date, int, AskKind | None, date | None]] = [
    (date(2026, 11, 12), 12, None, None),
    (date(2026, 11, 13), 8, None, None),
    (date(2026, 11, 13), 9, AskKind.PREPARE, date(2026, 11, 13)),
    (date(2026, 11, 14), 12, AskKind.PREPARE, date(2026, 11, 13)),
    (date(2026, 11, 20), 8, AskKind.PREPARE, date(2026, 11, 13)),
    (date(2026, 11, 20), 9, AskKind.BRIEF, date(2026, 11, 20)),
    (date(2026, 11, 23), 23, AskKind.BRIEF, date(2026, 11, 20)),
    (date(2026, 11, 24), 9, AskKind.TODAY, DUE),
    (date(2026, 11, 25), 8, AskKind.TODAY, DUE),
    (date(2026, 11, 25), 9, AskKind.OVERDUE, date(2026, 11, 25)),
    (date(2026, 11, 29), 12, AskKind.OVERDUE, date(2026, 11, 25)),
    (date(2026, 11, 30), 9, AskKind.OVERDUE, date(2026, 11, 30)),
    (date(2027, 3, 18), 12, AskKind.OVERDUE, date(2027, 3, 15)),
]


@pytest.mark.parametrize(("day", "hour", "kind", "fell_due"), ROWS)
def test_the_one_reminder_that_holds_is_asked(day, hour, kind, fell_due):
    found = asked(plan(berlin(day, hour)))
    assert found == (kind and (kind, fell_due, BERLIN.morning_of(fell_due)))


@pytest.mark.parametrize(("day", "hour", "kind", "fell_due"), ROWS)
def test_the_clock_looks_again_at_the_morning_of_the_next_reminder(day, hour, kind, fell_due):
    now = berlin(day, hour)
    look_at = plan(now).look_at
    assert look_at is not None
    assert look_at > now
    before, after = plan(look_at - timedelta(seconds=1)), plan(look_at)
    assert asked(before) == asked(plan(now))
    assert asked(after) is not None
    assert asked(after) != asked(before)


@pytest.mark.parametrize(("day", "hour", "kind", "fell_due"), ROWS)
def test_looking_twice_asks_nothing_new(day, hour, kind, fell_due):
    now = berlin(day, hour)
    first = plan(now)
    again = plan(now, asks=first.asks)
    assert again.asks == again.lapsed == ()
    assert again.look_at == first.look_at


def test_an_ask_says_whose_review_on_which_day_it_is_about():
    (ask,) = plan(berlin(DUE, 9)).asks
    assert (ask.user_id, ask.subject, ask.about) == ("U1", "ACC-1", "U1|2026-11-24|today|2026-11-24")
    assert ask.state is AskState.WAITING


def test_after_an_outage_one_reminder_is_asked_and_older_ones_lapse():
    (prepare,) = plan(berlin(date(2026, 11, 13), 9)).asks
    late = plan(berlin(date(2026, 12, 18), 12), asks=(prepare,))
    assert [each.kind for each in late.asks] == [AskKind.OVERDUE]
    assert [(each.kind, each.state) for each in late.lapsed] == [(AskKind.PREPARE, AskState.DROPPED)]


def test_a_reminder_that_was_asked_does_not_lapse():
    (prepare,) = plan(berlin(date(2026, 11, 13), 9)).asks
    said = Ask(**{name: getattr(prepare, name) for name in prepare.__slots__} | {"state": AskState.ASKED})
    assert plan(berlin(date(2026, 11, 20), 9), asks=(said,)).lapsed == ()


def test_working_days_leave_out_the_owners_holidays():
    new_year = northwind(next_review_on=date(2027, 1, 5))
    # Christmas, the weekend and New Year's Day lie between; the 24th is worked.
    found = asked(plan(berlin(date(2026, 12, 23), 9), new_year))
    assert found == (AskKind.PREPARE, date(2026, 12, 23), berlin(date(2026, 12, 23), 9))


@pytest.mark.parametrize(
    ("day", "morning"),
    [
        (date(2026, 3, 27), datetime(2026, 3, 27, 8, 0, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 23, 7, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
)
def test_the_morning_is_by_the_owners_clock_when_clocks_are_moved(day, morning):
    given = northwind(next_review_on=day)
    before = asked(plan(morning - timedelta(minutes=1), given, changed_at=None))
    assert before is not None
    assert before[0] == AskKind.BRIEF
    assert asked(plan(morning, given, changed_at=None)) == (AskKind.TODAY, day, morning)


def test_a_review_set_for_a_day_off_counts_from_the_next_working_day():
    found = asked(plan(berlin(date(2026, 11, 30), 9), northwind(next_review_on=date(2026, 11, 28))))
    assert found == (AskKind.TODAY, date(2026, 11, 30), berlin(date(2026, 11, 30), 9))


def test_who_set_the_day_an_hour_ago_is_reminded_with_the_next_mornings_nudge():
    now = berlin(date(2026, 11, 20), 14)
    found = asked(plan(now, changed_at=now - timedelta(hours=1)))
    assert found == (AskKind.BRIEF, date(2026, 11, 20), berlin(date(2026, 11, 23), 9))


def test_a_new_owner_is_told_of_the_review_that_is_near():
    (told,) = plan(berlin(date(2026, 11, 20), 9)).asks
    now = berlin(date(2026, 11, 20), 17)
    handed = plan(now, northwind(owner="U2"), changed_at=now - timedelta(hours=1), asks=(told,))
    (ask,) = handed.asks
    assert (ask.user_id, ask.kind) == ("U2", AskKind.BRIEF)
    assert handed.lapsed[0].user_id == "U1"


@pytest.mark.parametrize("given", [northwind(owner=None), northwind(paused_at=MADE)])
def test_nobody_is_asked_about_an_account_that_is_paused_or_nobodys(given):
    (waiting,) = plan(berlin(DUE, 9)).asks
    found = plan(berlin(DUE, 10), given, asks=(waiting,))
    assert found.asks == ()
    assert found.lapsed[0].state is AskState.DROPPED
    assert found.look_at is None


@pytest.mark.parametrize(
    "held",
    [
        {"open_review": review()},
        {"last_closed": ended_review(ended_at=berlin(DUE, 9))},
        {"last_closed": ended_review(ended_at=berlin(date(2026, 11, 26), 9))},
    ],
    ids=["open", "closed today", "closed late"],
)
def test_a_review_that_is_or_was_held_needs_no_reminder(held):
    now = berlin(date(2026, 11, 26), 14) if "last_closed" in held else berlin(DUE, 14)
    found = plan(now, **held)
    assert found.asks == ()
    assert found.look_at == BERLIN.next_morning(now)


def test_a_review_closed_before_its_day_does_not_silence_the_next_one():
    found = plan(berlin(DUE, 9), last_closed=ended_review(ended_at=MADE))
    assert asked(found) == (AskKind.TODAY, DUE, berlin(DUE, 9))


def test_an_account_never_reviewed_is_due_a_rhythm_after_it_was_made():
    given = northwind(next_review_on=None, rhythm_months=2)
    found = plan(berlin(date(2026, 11, 24), 12), given)
    (change,) = found.changes
    assert isinstance(change.after, Account)
    assert change.after.next_review_on == date(2026, 10, 5)


def test_what_the_clock_finds_late_at_its_first_look_is_said_with_the_next_nudge():
    found = plan(berlin(date(2026, 11, 24), 12), northwind(next_review_on=None, rhythm_months=2))
    assert asked(found) == (AskKind.OVERDUE, date(2026, 11, 23), berlin(date(2026, 11, 25), 9))


def test_the_first_day_is_set_even_where_nobody_owns_the_account():
    found = plan(berlin(DUE, 9), northwind(owner=None, next_review_on=None))
    assert len(found.changes) == 1
    assert found.asks == ()


def test_the_next_review_is_counted_from_the_closing_day_where_the_account_is():
    late_evening = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    closed = ended_review(ended_at=late_evening)
    assert review_due(northwind(), closed, BERLIN, late_evening) == date(2027, 2, 25)
    change = after_closing(northwind(), closed, None, BERLIN, late_evening)
    assert change is not None
    assert isinstance(change.after, Account)
    assert change.after.next_review_on == date(2027, 2, 25)


@pytest.mark.parametrize(("set_minutes_after", "stays"), [(-1, False), (1, True)])
def test_a_day_somebody_set_after_the_close_stays(set_minutes_after, stays):
    closed = ended_review()
    assert closed.ended_at
    set_at = closed.ended_at + timedelta(minutes=set_minutes_after)
    assert (after_closing(northwind(), closed, set_at, BERLIN, closed.ended_at) is None) is stays


def test_an_accounts_day_is_counted_in_its_own_zone_with_its_owners_days_off():
    calendar = account_calendar(account(time_zone="Asia/Tokyo"), roster(weekend="4,5"))
    assert (calendar.zone, calendar.weekend) == ("Asia/Tokyo", frozenset({4, 5}))


def test_where_nobody_owns_an_account_its_facilitators_day_counts():
    assert account_calendar(account(owner=None), roster(), "U2").zone == "America/New_York"
    assert account_calendar(account(owner=None), Roster("UTC", {}, {EVERYBODY: Preferences(WS, "")})).zone == "UTC"


ZONES = ("Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "Asia/Riyadh", "Pacific/Auckland")


@given(
    zone=st.sampled_from(ZONES),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    days_ahead=st.integers(-40, 40),
    changed_hours_ago=st.none() | st.integers(0, 400),
)
def test_wherever_and_whenever_the_clock_looks_it_asks_once_on_a_working_morning(
    zone, start, days_ahead, changed_hours_ago
):
    people = Roster("UTC", {"U1": person("U1", time_zone=zone)})
    calendar = people.calendar("U1")
    given_account = northwind(next_review_on=calendar.today(start) + timedelta(days=days_ahead))
    changed_at = None if changed_hours_ago is None else start - timedelta(hours=changed_hours_ago)
    now, known, kinds = start, [], []
    for _ in range(6):
        found = plan(now, given_account, roster=people, changed_at=changed_at, asks=tuple(known))
        assert found.look_at is not None
        assert found.look_at > now
        for ask in found.asks:
            assert calendar.may_speak(ask.not_before)
            assert ask.not_before == calendar.morning_of(calendar.today(ask.not_before))
            kinds.append(ask.kind)
        known += found.asks
        now = found.look_at
    assert kinds.count(AskKind.PREPARE) <= 1
    assert kinds.count(AskKind.TODAY) <= 1
    order = [*KINDS.values()]
    assert kinds == sorted(kinds, key=order.index)
    assert len({ask.about for ask in known}) == len(known)


EVENINGS: list[tuple[str, datetime, datetime, datetime, date | None]] = [
    ("before the evening", berlin(DUE, 10), berlin(DUE, 18), berlin(DUE, 17, 59), None),
    ("at the evening", berlin(DUE, 10), berlin(DUE, 18), berlin(DUE, 18), DUE),
    ("the bot was away in the evening", berlin(DUE, 10), berlin(DUE, 18), berlin(date(2026, 11, 25), 10), DUE),
    ("away for a week", berlin(DUE, 10), berlin(DUE, 18), berlin(date(2026, 12, 1), 10), date(2026, 11, 30)),
    ("started after the evening", berlin(DUE, 19), berlin(DUE, 19), berlin(DUE, 19), None),
    (
        "started on Saturday",
        berlin(date(2026, 11, 28), 10),
        berlin(date(2026, 11, 28), 10),
        berlin(date(2026, 11, 28), 20),
        None,
    ),
    ("changed as the evening came", berlin(DUE, 10), berlin(DUE, 18, 1), berlin(DUE, 18, 2), DUE),
    ("changed long after", berlin(DUE, 10), berlin(DUE, 20), berlin(DUE, 20), None),
]


@pytest.mark.parametrize(("_", "started", "waited_since", "now", "day"), EVENINGS, ids=[row[0] for row in EVENINGS])
def test_an_open_review_is_summed_up_at_the_end_of_the_working_day(_, started, waited_since, now, day):
    opened = review(started_at=started, board_version=3, summarised_version=2)
    assert evening_to_sum_up(opened, BERLIN, waited_since=waited_since, now=now) == day


def test_a_review_nobody_changed_is_not_summed_up_again():
    opened = review(started_at=berlin(DUE, 10), board_version=3, summarised_version=3)
    assert evening_to_sum_up(opened, BERLIN, waited_since=berlin(DUE, 18), now=berlin(DUE, 18)) is None


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        (berlin(DUE, 17), berlin(DUE, 18)),
        (berlin(DUE, 18), berlin(date(2026, 11, 25), 18)),
        (berlin(date(2026, 11, 27), 19), berlin(date(2026, 11, 30), 18)),
        (datetime(2026, 10, 23, 16, 0, tzinfo=UTC), datetime(2026, 10, 26, 17, 0, tzinfo=UTC)),
    ],
)
def test_the_clock_looks_again_at_the_next_end_of_a_working_day(now, evening):
    assert next_evening(BERLIN, now) == evening


@pytest.mark.parametrize(
    ("closed", "check"),
    [
        (berlin(DUE, 15), berlin(date(2026, 12, 8), 9)),
        (berlin(date(2026, 12, 11), 15), berlin(date(2026, 12, 28), 9)),
        (datetime(2026, 3, 17, 12, 0, tzinfo=UTC), datetime(2026, 3, 31, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), berlin(date(2026, 12, 9), 9)),
    ],
    ids=["plain", "a holiday and a weekend", "clocks moved between", "after midnight there"],
)
def test_the_progress_check_comes_two_weeks_later_on_a_working_morning(closed, check):
    assert ended_review(state=ReviewState.CLOSED).ended_at
    assert check_at(closed, BERLIN) == check

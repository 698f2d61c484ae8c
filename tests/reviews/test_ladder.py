"""When people are asked about what they promised, wherever they are, and when they are left alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.asks import LADDER, AskKind
from reviews.ladder import Key, Plan, keys_of, plan_item
from reviews.model import Account, Action, ActionState, Gap, GapState
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.roster import Roster
from tests.builders import WS, account, action, gap, person
from tests.reviews.ladder_table import LADDERS, Ladder

K = AskKind
DUE = date(2026, 11, 18)
"""A Wednesday without a holiday or a change of clocks near it."""
LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CUSTOMER = account(owner=None)
Asked = list[tuple[str, str, AskKind]]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def roster(*wishes: Preferences, silent: Collection[str] = (), left: Collection[str] = (), **zones: str) -> Roster:
    """Nina in Berlin is led by Omar there; others are where `zones` says, by their ids."""
    where = {"U1": "Europe/Berlin", "U2": "Europe/Berlin", "U3": "Europe/Berlin"} | zones
    people = {user: person(user, time_zone=zone, deactivated=user in left) for user, zone in where.items()}
    chosen = {"U1": Preferences(WS, "U1", manager="U2")} | {each.user_id: each for each in wishes}
    return Roster("UTC", people, chosen, frozenset(silent))


TEAM = roster()


def promise(due: date = DUE, **fields: Any) -> Action:
    return action(31, due=due, first_due=due, **({"logged_at": LONG_AGO} | fields))


def owed_gap(day: date = DUE, **fields: Any) -> Gap:
    return gap(4, update_on=day, **({"logged_at": LONG_AGO} | fields))


def asked(
    item: Action | Gap,
    start: str,
    until: str,
    people: Roster = TEAM,
    customer: Account | None = CUSTOMER,
    known: Collection[Key] = (),
) -> Asked:
    """All that is asked while nobody answers: the clock rests until the plan says to look again."""
    now, end, keys, found = at(start), at(until), set(known), []
    while now <= end:
        plan = plan_item(item, customer, keys, people, now=now)
        keys |= {(ask.kind, ask.about) for ask in plan.asks}
        found += [(f"{now:%Y-%m-%dT%H:%M}", ask.user_id, ask.kind) for ask in plan.asks]
        if plan.look_at is None:
            break
        assert plan.look_at > now
        now = plan.look_at
    return found


def once(item: Action | Gap, now: str, people: Roster = TEAM, customer: Account | None = CUSTOMER) -> set[AskKind]:
    """What is asked at one moment when nothing was asked before."""
    return {ask.kind for ask in plan_item(item, customer, (), people, now=at(now)).asks}


@pytest.mark.parametrize("ladder", LADDERS, ids=[f"{each.zone} {each.country} {each.due}" for each in LADDERS])
def test_a_promise_is_asked_about_on_its_owners_own_mornings(ladder: Ladder) -> None:
    own = Preferences(WS, "U1", manager="U2", country=ladder.country)
    people = roster(own, U1=ladder.zone, U2="Europe/London")
    found = asked(promise(date.fromisoformat(ladder.due)), "2026-02-01T00:00", "2027-02-01T00:00", people)
    moments = (ladder.soon, ladder.on_the_day, ladder.late, ladder.three_late)
    assert [each for each in found if each[2] in LADDER] == [
        (moment, "U1", kind) for moment, kind in zip(moments, LADDER, strict=True)
    ]
    (manager,) = (each for each in found if each[2] is K.MANAGER)
    london = people.calendar("U2").morning_of(date.fromisoformat(ladder.manager_on))
    assert manager == (f"{london:%Y-%m-%dT%H:%M}", "U2", K.MANAGER)
    assert {each[2] for each in found} == {*LADDER, K.MANAGER, K.DECISION}


def test_after_the_managers_list_it_is_asked_once_a_week_as_needing_a_decision() -> None:
    found = asked(promise(), "2026-11-01T00:00", "2027-01-11T23:00")
    # Seven late on Friday 27 November; on 28 December there is work again after Christmas.
    weeks = ("11-30", "12-07", "12-14", "12-21", "12-28")
    weekly = [(f"2026-{day}T08:00", user, K.DECISION) for day in weeks for user in ("U1", "U2")]
    weekly += [(f"2027-01-{day}T08:00", user, K.DECISION) for day in ("04", "11") for user in ("U1", "U2")]
    assert found[4:] == [("2026-11-27T08:00", "U2", K.MANAGER), *weekly]


def test_a_gap_climbs_the_same_ladder_by_its_next_update() -> None:
    assert asked(owed_gap(), "2026-11-01T00:00", "2026-11-30T23:00") == asked(
        promise(), "2026-11-01T00:00", "2026-11-30T23:00"
    )


@pytest.mark.parametrize(
    "item",
    [
        owed_gap(owner=None),
        replace(owed_gap(), update_on=None),
        owed_gap(state=GapState.CLOSED),
        owed_gap(state=GapState.WITHDRAWN),
        promise(state=ActionState.DROPPED, ended_at=LONG_AGO),
        promise(state=ActionState.WITHDRAWN, ended_at=LONG_AGO),
    ],
    ids=["gap of nobody", "gap without a day", "closed gap", "withdrawn gap", "dropped action", "withdrawn action"],
)
def test_what_has_ended_or_has_no_owner_or_day_is_never_asked_about(item: Action | Gap) -> None:
    assert plan_item(item, CUSTOMER, (), TEAM, now=at("2026-11-25T12:00")) == Plan()
    assert keys_of(item, CUSTOMER, TEAM, now=at("2026-11-25T12:00")) == frozenset()


def test_who_wants_it_light_is_asked_on_the_day_and_three_days_late_only() -> None:
    people = roster(Preferences(WS, "U1", manager="U2", pace=Pace.LIGHT))
    assert asked(promise(), "2026-11-01T00:00", "2026-11-30T07:00", people) == [
        ("2026-11-18T08:00", "U1", K.DUE),
        ("2026-11-23T08:00", "U1", K.LATE_THREE),
        ("2026-11-27T08:00", "U2", K.MANAGER),
    ]


def test_who_leaves_nudges_unanswered_is_asked_lightly_and_then_as_before_again() -> None:
    silent = roster(silent=["U1"])
    assert asked(promise(), "2026-11-01T00:00", "2026-11-19T23:00", silent) == [("2026-11-18T08:00", "U1", K.DUE)]
    assert once(promise(), "2026-11-19T08:00") == {K.LATE}


def test_who_falls_silent_is_not_asked_again_about_a_step_that_lies_behind() -> None:
    # Asked on the first day late, straight after an outage; from then on lightly.
    silent, keys = roster(silent=["U1"]), {(K.LATE, f"U1|{DUE}")}
    found = asked(promise(), "2026-11-20T00:00", "2026-11-23T23:00", silent, known=keys)
    assert found == [("2026-11-23T08:00", "U1", K.LATE_THREE)]


def test_who_wants_it_active_is_asked_no_more_than_everybody() -> None:
    people = roster(Preferences(WS, "U1", manager="U2", pace=Pace.ACTIVE))
    assert asked(promise(), "2026-11-01T00:00", "2026-12-31T00:00", people) == asked(
        promise(), "2026-11-01T00:00", "2026-12-31T00:00"
    )


def test_the_workspace_sets_the_pace_of_who_chose_none() -> None:
    common = Preferences(WS, EVERYBODY, pace=Pace.LIGHT)
    assert once(promise(), "2026-11-16T08:00", roster(common)) == set()
    own = Preferences(WS, "U1", pace=Pace.STANDARD, manager="U2")
    assert once(promise(), "2026-11-16T08:00", roster(common, own)) == {K.SOON}


def test_a_manager_hears_on_their_own_morning_what_is_seven_of_the_owners_days_late() -> None:
    # Kiri's Friday begins the evening before in Berlin.
    people = roster(U2="Pacific/Auckland")
    found = asked(promise(), "2026-11-24T00:00", "2026-11-30T23:00", people)
    assert found[1:] == [
        ("2026-11-26T20:00", "U2", K.MANAGER),
        ("2026-11-29T20:00", "U2", K.DECISION),
        ("2026-11-30T08:00", "U1", K.DECISION),
    ]


def test_a_manager_whose_week_begins_on_sunday_decides_then() -> None:
    found = asked(promise(), "2026-11-28T00:00", "2026-12-07T23:00", roster(U2="Asia/Riyadh"))
    # The manager's Friday is off, so the list is theirs to read when they are back; the round sees to that.
    assert found == [
        ("2026-11-28T00:00", "U2", K.MANAGER),
        ("2026-11-29T06:00", "U2", K.DECISION),
        ("2026-11-30T08:00", "U1", K.DECISION),
        ("2026-12-06T06:00", "U2", K.DECISION),
        ("2026-12-07T08:00", "U1", K.DECISION),
    ]


@pytest.mark.parametrize(
    ("due", "first"),
    [("2026-11-18", "2026-11-30"), ("2026-11-19", "2026-11-30"), ("2026-11-20", "2026-12-07")],
    ids=["seven late on a Friday", "seven late on a Monday", "seven late on a Tuesday"],
)
def test_without_a_manager_its_owner_sees_the_decision_from_seven_late_on(due: str, first: str) -> None:
    people = roster(Preferences(WS, "U1"))
    found = asked(promise(date.fromisoformat(due)), "2026-11-26T00:00", "2026-12-08T00:00", people)
    decisions = [each for each in found if each[2] is not K.LATE_THREE]
    assert decisions[0] == (f"{first}T08:00", "U1", K.DECISION)
    assert {user for _, user, _ in found} == {"U1"}


def test_with_a_manager_that_very_monday_is_the_managers() -> None:
    found = asked(promise(date(2026, 11, 19)), "2026-11-30T00:00", "2026-12-07T23:00")
    assert found == [
        ("2026-11-30T00:00", "U1", K.LATE_THREE),
        ("2026-11-30T08:00", "U2", K.MANAGER),
        ("2026-12-07T08:00", "U1", K.DECISION),
        ("2026-12-07T08:00", "U2", K.DECISION),
    ]


def test_the_customers_owner_leads_who_has_no_manager_and_then_who_leads_by_default() -> None:
    nobody = Preferences(WS, "U1")
    late = promise(), "2026-11-27T08:00", "2026-11-27T08:00"
    assert asked(*late, roster(nobody), account(owner="U3")) == [("2026-11-27T08:00", "U3", K.MANAGER)]
    common = Preferences(WS, EVERYBODY, manager="U2")
    assert asked(*late, roster(nobody, common), account(owner="U1")) == [("2026-11-27T08:00", "U2", K.MANAGER)]
    assert asked(*late, roster(nobody, common, left=["U2"]), account(owner="U1")) == [
        ("2026-11-27T08:00", "U1", K.LATE_THREE)
    ]


def test_who_moved_this_week_is_asked_by_the_clocks_where_they_are_now() -> None:
    first = asked(promise(), "2026-11-16T00:00", "2026-11-18T12:00")
    assert first == [("2026-11-16T08:00", "U1", K.SOON), ("2026-11-18T08:00", "U1", K.DUE)]
    keys = {(K.SOON, f"U1|{DUE}"), (K.DUE, f"U1|{DUE}")}
    for zone, moment in (("Pacific/Honolulu", "2026-11-19T19:00"), ("Asia/Tokyo", "2026-11-19T00:00")):
        there = roster(U1=zone)
        assert asked(promise(), "2026-11-18T13:00", "2026-11-19T23:00", there, known=keys) == [(moment, "U1", K.LATE)]


def test_who_moves_to_where_weeks_begin_on_sunday_is_not_asked_twice_in_a_week() -> None:
    keys = {(ask.kind, ask.about) for ask in plan_item(promise(), CUSTOMER, (), TEAM, now=at("2026-12-07T08:00")).asks}
    assert {kind for kind, _ in keys} == {K.MANAGER, K.DECISION}
    there = asked(promise(), "2026-12-08T10:00", "2026-12-13T23:00", roster(U1="Asia/Riyadh"), known=keys)
    assert [each for each in there if each[1] == "U1"] == [("2026-12-13T06:00", "U1", K.DECISION)]


def test_what_is_logged_after_the_mornings_moment_is_not_asked_that_day() -> None:
    same_day = promise(logged_at=at("2026-11-18T08:01"))
    assert asked(same_day, "2026-11-18T08:01", "2026-11-19T23:00") == [("2026-11-19T08:00", "U1", K.LATE)]
    in_time = promise(logged_at=at("2026-11-18T08:00"))
    assert asked(in_time, "2026-11-18T08:00", "2026-11-18T23:00") == [("2026-11-18T08:00", "U1", K.DUE)]


def test_what_was_touched_since_the_morning_is_not_asked_before_the_next_step() -> None:
    touched = promise(touched_at=at("2026-11-23T09:30"))
    assert asked(touched, "2026-11-23T09:30", "2026-11-27T23:00") == [("2026-11-27T08:00", "U2", K.MANAGER)]


def test_after_an_outage_of_a_week_only_the_latest_step_is_asked() -> None:
    assert once(promise(), "2026-11-24T08:00") == {K.LATE_THREE}
    assert once(promise(), "2026-11-19T12:00") == {K.LATE}
    assert once(promise(), "2026-11-27T12:00") == {K.MANAGER}
    light = roster(Preferences(WS, "U1", manager="U2", pace=Pace.LIGHT))
    assert once(promise(), "2026-11-20T12:00", light) == {K.DUE}
    assert once(promise(), "2026-11-24T08:00", light) == {K.LATE_THREE}


def test_after_an_outage_of_months_each_is_asked_for_one_decision() -> None:
    plan = plan_item(promise(), CUSTOMER, (), TEAM, now=at("2027-02-17T12:00"))
    assert sorted((ask.user_id, ask.kind) for ask in plan.asks) == [
        ("U1", K.DECISION),
        ("U2", K.DECISION),
        ("U2", K.MANAGER),
    ]
    assert plan.look_at == at("2027-02-22T08:00")


def test_who_put_it_off_hears_of_it_on_that_morning_and_the_ladder_goes_on() -> None:
    snoozed = promise(snoozed_until=date(2026, 11, 20), touched_at=at("2026-11-18T08:30"))
    assert asked(snoozed, "2026-11-18T08:30", "2026-11-27T23:00") == [
        ("2026-11-20T08:00", "U1", K.BACK),
        ("2026-11-23T08:00", "U1", K.LATE_THREE),
        ("2026-11-27T08:00", "U2", K.MANAGER),
    ]


def test_putting_it_off_never_hides_it_from_the_manager() -> None:
    snoozed = promise(snoozed_until=date(2026, 11, 27), touched_at=at("2026-11-24T08:30"))
    found = asked(snoozed, "2026-11-24T08:30", "2026-11-27T23:00")
    assert ("2026-11-27T08:00", "U2", K.MANAGER) in found


def blocked(**fields: Any) -> Action:
    given: dict[str, Any] = {"state": ActionState.BLOCKED, "blocked_why": "legal", "wake_on": date(2026, 11, 25)}
    return promise(**(given | {"touched_at": at("2026-11-17T14:00")} | fields))


def test_what_is_blocked_leaves_the_ladder_until_its_own_day() -> None:
    assert asked(blocked(), "2026-11-17T14:00", "2026-12-07T07:00") == [
        ("2026-11-25T08:00", "U1", K.BACK),
        ("2026-11-30T08:00", "U1", K.BACK),
        ("2026-12-04T08:00", "U2", K.MANAGER),
    ]


def test_what_is_blocked_comes_back_when_it_is_due_where_it_has_no_day_of_its_own() -> None:
    assert asked(blocked(wake_on=None), "2026-11-17T14:00", "2026-11-18T23:00") == [("2026-11-18T08:00", "U1", K.BACK)]


def test_who_stands_in_the_way_is_asked_at_once_and_twice_more() -> None:
    found = asked(blocked(blocked_by="U3"), "2026-11-17T14:00", "2026-11-25T07:00", roster(U3="America/Chicago"))
    assert found == [
        ("2026-11-17T14:00", "U3", K.BLOCKING),
        ("2026-11-19T15:00", "U3", K.BLOCKING),
        ("2026-11-24T15:00", "U3", K.BLOCKING),
    ]


def test_what_waits_for_the_customer_asks_nobody_until_its_own_day() -> None:
    owed = blocked(state=ActionState.WAITING)
    assert asked(owed, "2026-11-17T14:00", "2026-11-25T23:00") == [("2026-11-25T08:00", "U1", K.BACK)]


def test_what_was_held_up_for_weeks_needs_a_decision_like_everything_else() -> None:
    owed = blocked(state=ActionState.WAITING)
    assert asked(owed, "2026-12-05T00:00", "2026-12-07T23:00")[-2:] == [
        ("2026-12-07T08:00", "U1", K.DECISION),
        ("2026-12-07T08:00", "U2", K.DECISION),
    ]


@pytest.mark.parametrize("state", [ActionState.OPEN, ActionState.BLOCKED, ActionState.WAITING])
def test_the_third_move_is_shown_to_the_manager_once_and_the_fourth_again(state: ActionState) -> None:
    far, now = date(2027, 1, 20), "2026-11-18T10:00"
    third = promise(far, moves=3, state=state, touched_at=at(now), wake_on=far)
    assert asked(third, now, "2026-11-30T23:00") == [(now, "U2", K.MOVED)]
    keys = {(K.MOVED, "U1|moves 3")}
    assert asked(third, now, "2026-11-30T23:00", known=keys) == []
    assert asked(replace(third, moves=4), now, "2026-11-30T23:00", known=keys) == [(now, "U2", K.MOVED)]
    assert asked(replace(third, moves=2), now, "2026-11-30T23:00") == []


def done(**fields: Any) -> Action:
    given: dict[str, Any] = {"state": ActionState.DONE, "ended_at": at("2026-10-14T10:00"), "ended_by": "U1"}
    return promise(**(given | fields))


def test_a_finished_action_is_looked_at_once_more_after_thirty_days() -> None:
    # 13 November is a Friday.
    assert asked(done(), "2026-10-14T10:00", "2027-10-14T00:00") == [("2026-11-13T08:00", "U1", K.RECHECK)]
    weekend = done(ended_at=at("2026-10-15T10:00"))
    assert asked(weekend, "2026-10-15T10:00", "2027-10-15T00:00") == [("2026-11-16T08:00", "U1", K.RECHECK)]


def test_a_finished_action_is_looked_at_on_the_day_that_was_chosen() -> None:
    chosen = done(check_on=date(2026, 12, 2))
    assert asked(chosen, "2026-10-14T10:00", "2027-10-14T00:00") == [("2026-12-02T08:00", "U1", K.RECHECK)]


def test_what_was_found_to_have_helped_is_not_looked_at_again() -> None:
    assert asked(done(helped=False), "2026-10-14T10:00", "2027-10-14T00:00") == []


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu", "Asia/Kathmandu"])
def test_who_moves_meanwhile_is_still_asked_once_whether_it_helped(zone: str) -> None:
    late_at_night = done(ended_at=at("2026-10-14T22:30"))
    now, there = at("2026-11-17T12:00"), roster(U1=zone)
    (ask,) = plan_item(late_at_night, CUSTOMER, (), TEAM, now=now).asks
    assert (ask.kind, ask.about) in keys_of(late_at_night, CUSTOMER, there, now=now)
    assert plan_item(late_at_night, CUSTOMER, {(ask.kind, ask.about)}, there, now=now).asks == ()


PAUSED = account(owner=None, paused_at=LONG_AGO)


def test_nobody_is_asked_about_a_paused_customer() -> None:
    assert asked(promise(), "2026-11-16T00:00", "2026-12-24T00:00", TEAM, PAUSED) == []
    assert keys_of(promise(), PAUSED, TEAM, now=at("2026-11-18T08:00")) == frozenset()


@pytest.mark.parametrize("item", [promise(), owed_gap(), blocked(), done()], ids=["open", "gap", "blocked", "done"])
def test_a_customer_that_is_resumed_is_noticed_by_the_next_morning(item: Action | Gap) -> None:
    plan = plan_item(item, PAUSED, (), TEAM, now=at("2026-12-11T12:00"))
    assert (plan.asks, plan.look_at) == ((), at("2026-12-14T08:00"))
    assert plan_item(item, CUSTOMER, (), TEAM, now=at("2026-12-14T08:00")).asks


def test_what_has_ended_for_a_paused_customer_is_not_looked_at_again() -> None:
    over = promise(state=ActionState.DROPPED, ended_at=LONG_AGO)
    assert plan_item(over, PAUSED, (), TEAM, now=at("2026-12-11T12:00")) == Plan()


def test_a_promise_without_a_customer_is_asked_about_all_the_same() -> None:
    alone = promise(account_id=None)
    assert asked(alone, "2026-11-16T00:00", "2026-11-18T23:00", customer=None) == asked(
        promise(), "2026-11-16T00:00", "2026-11-18T23:00"
    )


def test_another_owner_or_another_day_begins_a_ladder_of_its_own() -> None:
    keys = {(kind, f"U1|{DUE}") for kind in LADDER}
    theirs = promise(owner="U3")
    assert ("2026-11-23T08:00", "U3", K.LATE_THREE) in asked(theirs, "2026-11-23T08:00", "2026-11-23T09:00", known=keys)
    moved = promise(date(2026, 12, 2))
    assert asked(moved, "2026-11-23T09:00", "2026-11-30T09:00", known=keys) == [("2026-11-30T08:00", "U1", K.SOON)]


ZONES = st.sampled_from([each.zone for each in LADDERS])
STATES = st.sampled_from([ActionState.OPEN, ActionState.BLOCKED, ActionState.WAITING, ActionState.DONE])


@settings(deadline=None, max_examples=80)
@given(ZONES, ZONES, STATES, st.dates(date(2026, 2, 1), date(2026, 12, 31)), st.sampled_from(Pace), st.booleans())
def test_a_clock_that_rests_until_it_must_look_misses_nothing(
    zone: str, manager_zone: str, state: ActionState, due: date, pace: Pace, led: bool
) -> None:
    people = roster(Preferences(WS, "U1", manager="U2" if led else None, pace=pace), U1=zone, U2=manager_zone)
    begin = datetime(due.year, due.month, due.day, tzinfo=UTC) - timedelta(days=9)
    ended = begin if state is ActionState.DONE else None
    item = promise(due, state=state, blocked_by="U3", logged_at=begin, ended_at=ended, wake_on=due)
    end = begin + timedelta(days=45)
    resting = asked(item, f"{begin:%Y-%m-%dT%H:%M}", f"{end:%Y-%m-%dT%H:%M}", people)
    awake: list[tuple[str, AskKind]] = []
    keys: set[Key] = set()
    now = begin
    while now <= end:
        for ask in plan_item(item, CUSTOMER, keys, people, now=now).asks:
            keys.add((ask.kind, ask.about))
            awake.append((ask.user_id, ask.kind))
        now += timedelta(hours=3)
    until = f"{end:%Y-%m-%dT%H:%M}"
    assert sorted(awake) == sorted((user, kind) for moment, user, kind in resting if moment <= until)

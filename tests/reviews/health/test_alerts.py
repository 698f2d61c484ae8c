"""Whose business a line that was crossed is, what is said first, and what counts as told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviews.health.alerts import (
    Crossing,
    Lead,
    hearings,
    key_of,
    marker_of,
    slots_of,
    was_told,
    worst_first,
)
from reviews.health.model import Part, SignalName
from reviews.health.reasons import told_reasons
from reviews.model import MarkColour
from reviews.preferences import EVERYBODY, Preferences
from reviews.rights import Reach
from reviews.roster import Roster
from tests.builders import NOW, TODAY, WS, account, days, person
from tests.reviews.health.test_causes import health, signal

RED, YELLOW = MarkColour.RED, MarkColour.YELLOW
NORTHWIND = Crossing(account(owner="U1"), RED, 30, NOW)
WATCHED = replace(NORTHWIND, mark=YELLOW)
UNOWNED = replace(WATCHED, account=account(owner=None))
PRIVATE = replace(NORTHWIND, account=account(owner="U1", is_private=True))
ALL, OWN, OTHERS = (
    Lead("U7", Reach.ALL),
    Lead("U8", Reach.REPORTS, frozenset({"U1"})),
    Lead("U9", Reach.REPORTS, frozenset({"U5"})),
)
PEOPLE = {user: person(user) for user in ("U1", "U2", "U3", "U7", "U8", "U9")}
LED = {"U1": Preferences(WS, "U1", manager="U3"), EVERYBODY: Preferences(WS, EVERYBODY, manager="U2")}


@pytest.mark.parametrize(
    ("crossing", "leads", "slots"),
    [
        (WATCHED, (ALL, OWN), ("U1",)),
        (NORTHWIND, (ALL, OWN, OTHERS), ("U1", "U7", "U8")),
        (NORTHWIND, (OTHERS,), ("U1", "U3")),
        (NORTHWIND, (Lead("U1", Reach.ALL),), ("U1", "U3")),
        (UNOWNED, (ALL, OTHERS), ("U7", "U9")),
        (UNOWNED, (), ("U2",)),
        (PRIVATE, (), ("U1",)),
        (PRIVATE, (OWN,), ("U1", "U8")),
    ],
)
def test_whose_business_it_is(crossing: Crossing, leads: tuple[Lead, ...], slots: tuple[str, ...]) -> None:
    assert slots_of(crossing, leads, Roster("UTC", PEOPLE, LED)) == slots


def test_a_leader_who_left_hears_of_nothing() -> None:
    people = {**PEOPLE, "U7": person("U7", deactivated=True)}
    assert slots_of(NORTHWIND, (ALL, OWN), Roster("UTC", people, LED)) == ("U1", "U8")


def test_who_is_away_is_stood_in_for_and_without_anybody_waited_for() -> None:
    away = Preferences(WS, "U1", away_from=days(-1), away_until=days(5), stand_in="U2")
    [heard] = hearings(WATCHED, (), Roster("UTC", PEOPLE, {"U1": away}), NOW)
    assert (heard.slot, heard.reader) == ("U1", "U2")
    assert hearings(WATCHED, (), Roster("UTC", PEOPLE, {"U1": replace(away, stand_in=None)}), NOW) == ()


def test_red_comes_before_yellow_then_the_lowest_then_the_most_at_stake() -> None:
    big = replace(NORTHWIND, account=account(arr=900_000, name="Zebra"))
    low = replace(NORTHWIND, score=3)
    assert sorted([WATCHED, NORTHWIND, big, low], key=worst_first) == [low, big, NORTHWIND, WATCHED]


def test_who_was_told_of_worse_was_told() -> None:
    assert was_told(WATCHED, "U1", [marker_of(NORTHWIND, "U1")])
    assert not was_told(NORTHWIND, "U1", [marker_of(WATCHED, "U1")])
    assert not was_told(NORTHWIND, "U1", [marker_of(NORTHWIND, "U2")])
    later = replace(NORTHWIND, at=NOW.replace(year=2027))
    assert not was_told(later, "U1", [marker_of(NORTHWIND, "U1")])


def test_one_message_a_person_and_day() -> None:
    keys = {key_of(user, day) for user in ("U1", "U2") for day in (TODAY, days(1))}
    assert len(keys) == 4


def test_what_is_clearly_bad_in_each_part_is_named_before_more_of_the_same() -> None:
    bad = health(
        signal(SignalName.USE_FALLING, 0.9),
        signal(SignalName.SEATS_USED, 0.8),
        signal(SignalName.ONE_PERSON, 0.7),
        signal(SignalName.SILENCE, 0.3, Part.ENGAGEMENT),
        signal(SignalName.GOALS, 0.2, Part.OUTCOMES),
    )
    named = [each.name for each in told_reasons(bad.reasons)]
    assert named == [SignalName.USE_FALLING, SignalName.SEATS_USED, SignalName.SILENCE]

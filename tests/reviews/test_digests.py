"""When a digest comes, what it may cover, and what is read from the words that set it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from reviews.calendar import WorkCalendar
from reviews.digest_line import DigestSet, DigestUnknown, Wish, read_digest
from reviews.digest_turns import allowed, covered, due, key_of, last_slot, look_at, next_slot, reader_of, usual
from reviews.digests import DigestSettings, Scope
from reviews.rights import Actor, Reach, Standing
from tests.builders import WS

BERLIN = WorkCalendar("Europe/Berlin", country="DE-BE")
CHOSEN = DigestSettings(WS, "U3", Scope.ALL)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "zone", "now", "expected"),
    [
        ({}, "Europe/Berlin", MONDAY - MINUTE, MONDAY),
        ({}, "Europe/Berlin", MONDAY, MONDAY + 7 * DAY),
        ({"hour": time(7)}, "Europe/Berlin", MONDAY - DAY, at(date(2026, 11, 23), 6)),
        ({"weekday": 4}, "Europe/Berlin", MONDAY, at(date(2026, 11, 27), 8)),
        ({}, "America/New_York", MONDAY, at(date(2026, 11, 23), 14)),
        ({}, "Asia/Kolkata", MONDAY - DAY, at(date(2026, 11, 23), 3, 30)),
        # The clocks go back on Sunday 25 October, and forward on Sunday 28 March.
        ({}, "Europe/Berlin", at(date(2026, 10, 24), 0), at(date(2026, 10, 26), 8)),
        ({}, "Europe/Berlin", at(date(2026, 10, 18), 0), at(date(2026, 10, 19), 7)),
        # A Saturday is worked by nobody here.
        ({"weekday": 5}, "Europe/Berlin", MONDAY + DAY, at(date(2026, 11, 30), 8)),
        # Easter Monday, and the Friday between the years.
        ({}, "Europe/Berlin", at(date(2027, 3, 28), 12), at(date(2027, 3, 30), 7)),
        ({"weekday": 4, "hour": time(14)}, "Europe/Berlin", at(date(2026, 12, 24), 20), at(date(2026, 12, 28), 13)),
    ],
)
def test_it_comes_on_the_chosen_day_by_the_readers_own_clock(
    fields: dict[str, object], zone: str, now: datetime, expected: datetime
) -> None:
    calendar = replace(BERLIN, zone=zone, country="DE-BE" if zone == "Europe/Berlin" else None)
    assert next_slot(replace(CHOSEN, **fields), calendar, now).at == expected  # type: ignore[arg-type]


def test_each_week_has_one_turn_whatever_the_day_it_falls_on() -> None:
    now, weeks = at(date(2026, 11, 1), 0), []
    while now < at(date(2027, 6, 1), 0):
        slot = next_slot(CHOSEN, BERLIN, now)
        assert last_slot(CHOSEN, BERLIN, slot.at) == slot
        weeks.append(slot.week)
        now = slot.at
    assert len(weeks) == len(set(weeks))
    assert weeks == sorted(weeks)


def test_it_is_due_from_its_hour_on_and_only_if_it_came_while_it_was_waited_for() -> None:
    assert due(CHOSEN, BERLIN, MONDAY, MONDAY - MINUTE) is None
    found = due(CHOSEN, BERLIN, MONDAY, MONDAY)
    assert found
    assert (found.week, found.at) == ("2026-W48", MONDAY)
    assert due(CHOSEN, BERLIN, MONDAY + MINUTE, MONDAY + MINUTE) is None
    assert due(replace(CHOSEN, off_at=MONDAY), BERLIN, MONDAY, MONDAY) is None


def test_after_a_long_time_only_the_last_one_is_due_and_not_right_before_the_next() -> None:
    late = due(CHOSEN, BERLIN, MONDAY, MONDAY + 16 * DAY)
    assert late
    assert late.week == "2026-W50"
    assert due(CHOSEN, BERLIN, MONDAY, MONDAY + 6 * DAY + timedelta(hours=10)) is None


def test_the_moment_is_looked_at_again_a_day_ahead() -> None:
    assert look_at(CHOSEN, BERLIN, MONDAY) == MONDAY + 7 * DAY - timedelta(hours=26)
    assert look_at(CHOSEN, BERLIN, MONDAY - DAY) == MONDAY
    assert look_at(replace(CHOSEN, off_at=MONDAY), BERLIN, MONDAY) is None


def test_a_week_is_named_once_for_one_reader() -> None:
    assert key_of("U3", next_slot(CHOSEN, BERLIN, MONDAY - DAY).week) == "digest:U3:2026-W48"


def test_a_digests_key_names_its_reader_and_no_other_key_does() -> None:
    assert reader_of("digest:U3:2026-W48") == reader_of("digest:U3:2026-W48:2") == "U3"
    assert [reader_of(each) for each in ("brief:1:2026-11-26", "digest_full:U3:1", "digest", "")] == [None] * 4


def actor(leads: Reach | None = None, **fields: object) -> Actor:
    return Actor(WS, "U3", Standing.MEMBER, leads=leads, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        (actor(), (Scope.OWN,)),
        (actor(Reach.REPORTS), (Scope.OWN, Scope.REPORTS)),
        (actor(Reach.ALL), tuple(Scope)),
        (actor(is_admin=True), tuple(Scope)),
        (Actor(WS, "U3", Standing.GUEST, is_admin=True, leads=Reach.ALL), ()),
        (Actor(WS, "U3", Standing.DEACTIVATED, leads=Reach.ALL), ()),
    ],
)
def test_who_leads_may_choose_as_far_as_they_lead(who: Actor, may: tuple[Scope, ...]) -> None:
    assert allowed(who) == may


@pytest.mark.parametrize(
    ("wanted", "who", "covers"),
    [
        (Scope.ALL, actor(Reach.ALL), Scope.ALL),
        (Scope.ALL, actor(Reach.REPORTS), Scope.REPORTS),
        (Scope.ALL, actor(), None),
        (Scope.REPORTS, actor(), None),
        (Scope.OWN, actor(), Scope.OWN),
        (Scope.OWN, Actor(WS, "U3", Standing.GUEST), None),
    ],
)
def test_who_leads_fewer_reads_of_fewer(wanted: Scope, who: Actor, covers: Scope | None) -> None:
    assert covered(wanted, who) is covers


def test_a_leader_who_has_chosen_nothing_reads_of_all_they_lead() -> None:
    assert usual(WS, "U3", Reach.ALL) == DigestSettings(WS, "U3", Scope.ALL)
    assert usual(WS, "U3", Reach.REPORTS).scope is Scope.REPORTS
    assert usual(WS, "U3", None).scope is Scope.OWN


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Wish.SHOW),
        ("now", Wish.SHOW),
        ("full", Wish.FULL),
        ("off", Wish.OFF),
        ("Stop.", Wish.OFF),
        ("on", Wish.ON),
        ("settings", Wish.SETTINGS),
        ("monday 9:00 all", DigestSet(0, time(9), scope=Scope.ALL)),
        ("every monday at 9 for everybody", DigestSet(0, time(9), scope=Scope.ALL)),
        ("on fridays", DigestSet(4)),
        ("all, 14.30, wed", DigestSet(2, time(14, 30), scope=Scope.ALL)),
        ("9 am", DigestSet(hour=time(9))),
        ("12am tue", DigestSet(1, time(0))),
        ("5pm", DigestSet(hour=time(17))),
        ("my own", DigestSet(scope=Scope.OWN)),
        ("for my team", DigestSet(scope=Scope.REPORTS)),
        ("here", DigestSet(place="here")),
        ("thursday here", DigestSet(3, place="here")),
        ("in <#C12AB|leaders>", DigestSet(place="C12AB")),
        ("dm", DigestSet(place="dm")),
        ("monday morning", DigestSet(0, morning=True)),
    ],
)
def test_a_line_is_read_in_any_order(words: str, expected: object) -> None:
    assert read_digest(words) == expected


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("munday 9:00 all", "monday 9:00 all"),
        ("offf", "off"),
        ("monday tuesday", None),
        ("9:00 10:00", None),
        ("own all", None),
        ("monday 25:00", None),
        ("13pm", None),
        ("off monday", "off"),
        ("fortnightly", None),
        ("9:00 morning", None),
        ("here <#C12AB|leaders>", None),
        ("@nina", None),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_kept(words: str, near: str | None) -> None:
    read = read_digest(words)
    assert isinstance(read, DigestUnknown)
    assert read.why.endswith(".")
    assert read.nearest == near

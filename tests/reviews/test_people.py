"""Who may own something, what people are called, and which day it is for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reviews.mentions import Mention
from reviews.model import Person
from reviews.people import (
    assumed_of,
    first_name,
    refuse_mentions,
    refuse_owner,
    short_names,
    today_of,
    zone_of,
)
from tests.builders import NOW, WS, person

FIRST = [
    (person(real_name="Nina Berg"), "Nina"),
    (person(real_name="  Nina  "), "Nina"),
    (person(real_name="", handle="nina.b"), "nina.b"),
    (person("U9", real_name="", handle=""), "U9"),
    (person(real_name="李 雷"), "李"),
]


@pytest.mark.parametrize(("who", "name"), FIRST)
def test_people_are_called_what_a_colleague_would_call_them(who: Person, name: str) -> None:
    assert first_name(who) == name


def test_people_are_shown_by_first_name() -> None:
    assert short_names([person("U1"), person("U2", "Omar Haddad")]) == {"U1": "Nina", "U2": "Omar"}


def test_two_ninas_are_told_apart() -> None:
    names = short_names([person("U1", "Nina Berg"), person("U2", "nina Ode"), person("U3", "Omar Haddad")])
    assert names == {"U1": "Nina Berg", "U2": "nina Ode", "U3": "Omar"}


def test_a_second_nina_without_a_whole_name_keeps_what_is_known() -> None:
    assert short_names([person("U1", "Nina Berg"), person("U2", "", handle="nina")]) == {
        "U1": "Nina Berg",
        "U2": "nina",
    }


def test_a_very_long_name_is_cut_and_kept_on_one_line() -> None:
    name = short_names([person("U1", "N" * 500), person("U2", "Omar\nHaddad")])
    assert len(name["U1"]) == 60
    assert name["U2"] == "Omar"


ZONES = [
    ("Asia/Tokyo", "Asia/Tokyo"),
    (None, "Europe/Berlin"),
    ("", "Europe/Berlin"),
    ("Mars/Olympus", "Europe/Berlin"),
    ("../../etc/passwd", "Europe/Berlin"),
    ("America", "Europe/Berlin"),
    ("a\0b", "Europe/Berlin"),
]


@pytest.mark.parametrize(("given", "used"), ZONES)
def test_a_time_zone_nobody_knows_falls_back_to_the_default(given: str | None, used: str) -> None:
    assert zone_of(given, "Europe/Berlin").key == used


DAYS = [
    (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 11, 24)),
    (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 11, 25)),
    (datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "America/Chicago", date(2026, 11, 24)),
    (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "America/Chicago", date(2026, 11, 23)),
    (datetime(2026, 12, 31, 15, 30, tzinfo=UTC), "Asia/Tokyo", date(2027, 1, 1)),
    (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),
]


@pytest.mark.parametrize(("now", "zone", "day"), DAYS)
def test_today_is_the_day_where_the_person_is(now: datetime, zone: str, day: date) -> None:
    assert today_of(now, zone, "UTC") == day


def test_without_a_time_zone_the_default_counts_and_that_is_said() -> None:
    assert today_of(NOW.replace(hour=23), None, "Asia/Tokyo") == date(2026, 11, 25)
    assert assumed_of(person(time_zone=None), "Asia/Tokyo") == (
        "Slack gives no time zone for Nina, so days are counted in Asia/Tokyo",
    )
    assert assumed_of(person(), "Asia/Tokyo") == ()


def mention(kind: str, id_: str | None = None, name: str | None = None) -> Mention:
    return Mention(kind, id_, name, 0, 1)  # type: ignore[arg-type]


NINA, OMAR = mention("user", "U1", "nina"), mention("user", "U2", "omar")
NAMES = {"U1": "Nina", "U2": "Omar"}
ONE_PERSON = [
    (),
    (NINA,),
    (NINA, NINA),
    (mention("name", None, "nina"), mention("name", None, "Nina")),
    (NINA, mention("channel", "C1", "acct-northwind")),
]


@pytest.mark.parametrize("mentions", ONE_PERSON)
def test_one_person_may_own_something(mentions: tuple[Mention, ...]) -> None:
    assert refuse_mentions(mentions, NAMES) is None


NOT_ONE_PERSON = [
    ((NINA, OMAR), "owner_two", "Nina and Omar are two people. An owner is one person: who will be asked about it?"),
    (
        (NINA, mention("name", None, "lena")),
        "owner_two",
        "Nina and “lena” are two people. An owner is one person: who will be asked about it?",
    ),
    ((mention("group", "S1", "support"),), "owner_group", "“support” is not one person. Who will be asked about it?"),
    ((mention("group", "S1"),), "owner_group", "That is not one person. Who will be asked about it?"),
    ((mention("broadcast", None, "here"),), "owner_group", "“here” is not one person. Who will be asked about it?"),
    (
        (NINA, mention("group", "S1", "support")),
        "owner_group",
        "“support” is not one person. Who will be asked about it?",
    ),
]


@pytest.mark.parametrize(("mentions", "code", "text"), NOT_ONE_PERSON)
def test_a_group_or_two_people_are_refused_with_the_reason(mentions: tuple[Mention, ...], code: str, text: str) -> None:
    no = refuse_mentions(mentions, NAMES)
    assert no is not None
    assert no.code == code
    assert no.text == text


def test_a_bot_or_somebody_deactivated_is_refused_with_the_reason() -> None:
    bot, left = refuse_owner(person(is_bot=True)), refuse_owner(person(deactivated=True))
    assert bot is not None
    assert (bot.code, bot.text) == ("owner_bot", "Nina Berg is a bot. Name the person who will do it.")
    assert left is not None
    assert left.code == "owner_left"
    assert "Nina Berg is deactivated" in left.text
    assert refuse_owner(person()) is None


@pytest.mark.parametrize(("team", "code"), [("T2", "owner_outside"), (WS, None), (None, None)])
def test_somebody_at_another_organisation_owns_nothing(team: str | None, code: str | None) -> None:
    no = refuse_owner(person(team_id=team))
    assert (no.code if no else None) == code

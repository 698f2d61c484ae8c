"""Who works when, who leads whom, and who is asked in somebody's place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from reviews.model import Person
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.roster import Roster, read_weekend
from tests.builders import WS, account, person

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SIX = time(6)


def wish(user_id: str = "U1", **fields: Any) -> Preferences:
    return Preferences(WS, user_id, **fields)


def roster(
    *wishes: Preferences, people: tuple[Person, ...] | None = None, silent: frozenset[str] = frozenset()
) -> Roster:
    known = people or tuple(person(user, user) for user in ("U1", "U2", "U3"))
    return Roster("America/Chicago", {p.user_id: p for p in known}, {w.user_id: w for w in wishes}, silent)


def test_who_chose_nothing_works_nine_to_six_by_their_own_clock_and_country() -> None:
    calendar = roster().calendar("U1")
    assert (calendar.zone, calendar.morning, calendar.evening) == ("Europe/Berlin", time(9), time(18))
    assert not calendar.is_working(date(2026, 12, 25))


def test_of_whom_nothing_is_known_the_workspaces_zone_counts() -> None:
    assert roster().calendar("U9").zone == "America/Chicago"
    nowhere = person(time_zone="Mars/Olympus")
    assert roster(people=(nowhere,)).calendar("U1").zone == "America/Chicago"


def test_somebodys_own_hours_win_over_the_workspaces_and_those_over_nine_to_six() -> None:
    common = wish(EVERYBODY, morning=time(8), evening=time(16), weekend="4,5", country="SA")
    theirs = roster(common).calendar("U1")
    assert (theirs.morning, theirs.evening, theirs.country) == (time(8), time(16), "SA")
    assert theirs.weekend == frozenset({4, 5})
    mine = roster(common, wish(morning=SIX, weekend="6", country="none")).calendar("U1")
    assert (mine.morning, mine.evening, mine.country) == (SIX, time(16), None)
    assert mine.weekend == frozenset({6})


def test_an_evening_before_the_morning_gives_way_to_the_usual_hours() -> None:
    calendar = roster(wish(EVERYBODY, evening=time(8)), wish(morning=time(10))).calendar("U1")
    assert (calendar.morning, calendar.evening) == (time(9), time(18))


@pytest.mark.parametrize(
    ("morning", "evening"),
    [(time(18), None), (time(19, 30), None), (None, time(9)), (None, time(7)), (time(20), time(6))],
)
def test_hours_that_leave_no_working_day_still_leave_one(morning: time | None, evening: time | None) -> None:
    calendar = roster(wish(morning=morning, evening=evening)).calendar("U1")
    assert calendar.morning < calendar.evening


@pytest.mark.parametrize(
    ("kept", "days"),
    [
        ("5,6", {5, 6}),
        (" 4 , 5 ", {4, 5}),
        ("6", {6}),
        ("", None),
        (None, None),
        ("sat", None),
        ("7,8", None),
        ("0,1,2,3,4,5,6", None),
        ("5,x,6", {5, 6}),
    ],
)
def test_a_weekend_is_read_as_it_was_kept(kept: str | None, days: set[int] | None) -> None:
    assert read_weekend(kept) == days


def test_pace_is_somebodys_own_then_the_workspaces_then_standard() -> None:
    assert roster().pace("U1") is Pace.STANDARD
    common = wish(EVERYBODY, pace=Pace.LIGHT)
    assert roster(common).pace("U1") is Pace.LIGHT
    assert roster(common, wish(pace=Pace.ACTIVE)).pace("U1") is Pace.ACTIVE


def test_who_does_not_answer_is_asked_lightly_whatever_they_chose() -> None:
    people = roster(wish(pace=Pace.ACTIVE), silent=frozenset({"U1"}))
    assert (people.pace("U1"), people.pace("U2")) == (Pace.LIGHT, Pace.STANDARD)


def test_a_manager_is_somebodys_own_then_the_customers_owner_then_the_workspaces() -> None:
    theirs, customer, common = wish(manager="U2"), account(owner="U3"), wish(EVERYBODY, manager="U4")
    assert roster(theirs, common).manager("U1", customer) == "U2"
    assert roster(common).manager("U1", customer) == "U3"
    assert roster(common).manager("U1", account(owner=None)) == "U4"
    assert roster(common).manager("U1") == "U4"
    assert roster().manager("U1") is None


def test_nobody_is_their_own_manager_and_nobody_who_left_is_one() -> None:
    customer, common = account(owner="U1"), wish(EVERYBODY, manager="U3")
    assert roster(common).manager("U1", customer) == "U3"
    gone = (person("U1"), person("U2", deactivated=True))
    assert roster(wish(manager="U2"), common, people=gone).manager("U1", customer) == "U3"
    assert roster(wish(EVERYBODY, manager="U1")).manager("U1", customer) is None


@pytest.mark.parametrize(
    ("begin", "end", "is_away"),
    [
        (None, None, False),
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 20), date(2026, 11, 24), True),
        (date(2026, 11, 24), None, True),
        (date(2026, 11, 20), date(2026, 11, 23), False),
        (date(2026, 11, 25), date(2026, 11, 30), False),
        (None, date(2026, 11, 30), False),
    ],
)
def test_somebody_is_away_on_the_first_and_the_last_day_too(
    begin: date | None, end: date | None, is_away: bool
) -> None:
    assert roster(wish(away_from=begin, away_until=end)).is_away("U1", TODAY) is is_away


def test_who_is_there_is_asked_themselves() -> None:
    assert roster().asked_instead("U1", NOW) == "U1"
    assert roster(wish(stand_in="U2")).asked_instead("U1", NOW) == "U1"
    assert roster().asked_instead("U9", NOW) == "U9"


def test_while_somebody_is_away_who_stands_in_is_asked() -> None:
    away = wish(away_from=TODAY, away_until=TODAY, stand_in="U2")
    assert roster(away).asked_instead("U1", NOW) == "U2"


def test_the_day_somebody_is_away_is_their_own_day() -> None:
    kiri = person("U1", time_zone="Pacific/Auckland")
    away = wish(away_from=TODAY, away_until=TODAY, stand_in="U2")
    # In Auckland it is the 25th from eleven in the morning UTC on.
    assert roster(away, people=(kiri,)).asked_instead("U1", datetime(2026, 11, 24, 12, tzinfo=UTC)) == "U1"
    assert roster(away, people=(kiri,)).asked_instead("U1", datetime(2026, 11, 23, 12, tzinfo=UTC)) == "U2"


def test_without_somebody_there_to_stand_in_it_waits() -> None:
    away: dict[str, Any] = {"away_from": TODAY, "away_until": TODAY}
    assert roster(wish(**away)).asked_instead("U1", NOW) is None
    both = (wish(**away, stand_in="U2"), wish("U2", **away, stand_in="U3"))
    assert roster(*both).asked_instead("U1", NOW) is None
    gone = (person("U1"), person("U2", deactivated=True))
    assert roster(wish(**away, stand_in="U2"), people=gone).asked_instead("U1", NOW) is None


def test_who_has_left_is_followed_by_who_led_them() -> None:
    gone = (person("U1", deactivated=True), person("U2"), person("U3"))
    assert roster(wish(manager="U2"), people=gone).asked_instead("U1", NOW) == "U2"
    assert roster(people=gone).asked_instead("U1", NOW, account(owner="U3")) == "U3"
    assert roster(people=gone).asked_instead("U1", NOW) is None
    away_too = wish(away_from=TODAY, away_until=TODAY, stand_in="U3", manager="U2")
    assert roster(away_too, people=gone).asked_instead("U1", NOW) == "U2"


def test_who_is_away_is_back_on_their_next_working_day() -> None:
    # Away until Friday the 27th.
    assert roster(wish(away_from=TODAY, away_until=date(2026, 11, 27))).back_on("U1") == date(2026, 11, 30)
    assert roster(wish(away_from=TODAY)).back_on("U1") is None
    assert roster().back_on("U1") is None


def test_people_are_named_by_their_first_name() -> None:
    people = roster(people=(person("U1", "Nina Berg"),))
    assert (people.name("U1"), people.name("U9"), people.name(None)) == ("Nina", "U9", "nobody")


def test_what_somebody_left_behind_comes_to_an_admin_where_nobody_led_them() -> None:
    people = {"U1": person("U1", deactivated=True), "U9": person("U9", "Ada Lorenz", is_admin=True)}
    assert Roster("UTC", people, admins=("U9",)).manager("U1") == "U9"
    there = {"U1": person("U1"), "U9": people["U9"]}
    assert Roster("UTC", there, admins=("U9",)).manager("U1") is None


def test_whom_the_profile_names_leads_after_a_wish_and_before_the_customers_owner() -> None:
    known = (person("U1", manager="U2"), person("U2", "Omar"), person("U3", "Lena"), person("U4", "Ada"))
    customer = account(owner="U3")
    assert roster(people=known).manager("U1", customer) == "U2"
    assert roster(wish(manager="U4"), people=known).manager("U1", customer) == "U4"


def test_where_a_manager_has_left_theirs_leads() -> None:
    known = (
        person("U1", manager="U2"),
        person("U2", "Omar", manager="U3", deactivated=True),
        person("U3", "Lena", manager="U4", deactivated=True),
        person("U4", "Ada"),
    )
    assert roster(people=known).manager("U1", account(owner="U9")) == "U4"


def test_managers_who_lead_each_other_end_with_the_customers_owner() -> None:
    known = (person("U1", manager="U2", deactivated=True), person("U2", "Omar", manager="U1", deactivated=True))
    assert roster(people=known).manager("U1", account(owner="U3")) == "U3"


@pytest.mark.parametrize(
    ("now", "waits"),
    [
        (datetime(2026, 11, 24, 9, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 8, 0, tzinfo=UTC), False),
    ],
)
def test_what_somebody_left_waits_three_working_days_for_its_one_answer(now: datetime, waits: bool) -> None:
    known = {"U1": person("U1", deactivated=True), "U2": person("U2", "Omar")}
    people = Roster("UTC", known, handed_since={"U1": datetime(2026, 11, 24, 9, 0, tzinfo=UTC)})
    assert people.is_handed_on("U1", "U2", now) is waits
    assert not people.is_handed_on("U2", "U1", now)
    assert not people.is_handed_on(None, "U1", now)

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.calendar import NO_COUNTRY, country_of, read_country
from reviews.country_words import country_words, nearest_country
from reviews.messages.limits import message_problems
from reviews.messages.settings_said import settings_saved, workspace_saved
from reviews.person_from_slack import person_from_slack, works_otherwise
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.roster import Roster
from reviews.settings import (
    OWN,
    WEEKENDS,
    Filled,
    Wrong,
    holiday_words,
    is_for_workspace,
    read_settings,
    read_workspace_settings,
)
from reviews.settings_sheet import SettingsSheet
from tests.builders import NOW, TODAY, WS, days, person

NINA = Preferences(WS, "U1")
ALL = Preferences(WS, EVERYBODY)
AS_SHOWN = Filled(pace="standard", morning=time(9), evening=time(18), weekend=OWN)
OMAR = person("U2", "Omar Haddad")
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def kept(filled: Filled, before: Preferences = NINA, common: Preferences | None = None) -> Preferences:
    read = read_settings(filled, before, common, today=TODAY)
    assert isinstance(read, Preferences), read
    return read


def wrong(common: Preferences | None = None, before: Preferences = NINA, **fields: Any) -> dict[str, str]:
    read = read_settings(replace(AS_SHOWN, **fields), before, common, today=TODAY)
    assert isinstance(read, Wrong), read
    return dict(read.errors)


def sheet(own: Preferences | None = None, common: Preferences | None = None, **people: Any) -> SettingsSheet:
    known = {"U1": person(), "U2": OMAR, "U3": person("U3", "Lena Ortiz"), **people}
    wishes = {wish.user_id: wish for wish in (own, common) if wish}
    return SettingsSheet(own.user_id if own else "U1", Roster("UTC", known, wishes), NOW)


def test_a_form_saved_as_it_was_shown_keeps_nothing() -> None:
    assert kept(AS_SHOWN) == NINA
    assert kept(Filled()) == NINA


def test_what_is_left_as_everybody_has_it_follows_everybody() -> None:
    common = replace(ALL, pace=Pace.LIGHT, morning=time(8), evening=time(17), weekend="4,5", country="AE")
    shown = Filled(pace="light", morning=time(8), evening=time(17), weekend="4,5", holidays="United Arab Emirates")
    assert kept(shown, common=common) == NINA


def test_an_own_choice_stays_when_everybody_comes_to_have_the_same() -> None:
    own = replace(NINA, pace=Pace.LIGHT, morning=time(8), evening=time(18), weekend="5,6", country="DE")
    common = replace(own, user_id=EVERYBODY)
    shown = Filled(pace="light", morning=time(8), evening=time(18), weekend="5,6", holidays="Germany")
    assert kept(shown, own, common) == own


def test_who_goes_back_to_what_everybody_has_follows_everybody_again() -> None:
    own = replace(NINA, pace=Pace.LIGHT, morning=time(8), evening=time(18), weekend="5,6", country="DE")
    assert kept(AS_SHOWN, own) == NINA


def test_quarter_hours_are_kept_as_typed_and_with_them_the_end_of_the_day() -> None:
    assert kept(replace(AS_SHOWN, morning=time(8, 45))) == replace(NINA, morning=time(8, 45), evening=time(18))
    assert kept(replace(AS_SHOWN, evening=time(16, 15))) == replace(NINA, morning=time(9), evening=time(16, 15))


@given(own=st.tuples(TIMES, TIMES), common=st.tuples(TIMES, TIMES), later=st.tuples(TIMES, TIMES))
def test_hours_that_were_taken_never_end_a_day_before_it_begins_whatever_is_set_for_all_later(
    own: tuple[time, time], common: tuple[time, time], later: tuple[time, time]
) -> None:
    rows = [read_workspace_settings(replace(AS_SHOWN, morning=m, evening=e), ALL) for m, e in (common, later)]
    then, now = (row if isinstance(row, Preferences) else ALL for row in rows)
    mine = read_settings(replace(AS_SHOWN, morning=own[0], evening=own[1]), NINA, then, today=TODAY)
    wishes = {"U1": mine if isinstance(mine, Preferences) else NINA, EVERYBODY: now}
    calendar = Roster("UTC", {"U1": person()}, wishes).calendar("U1")
    assert calendar.morning < calendar.evening


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("Germany", "DE"),
        ("de-by", "DE-BY"),
        ("  germany,  bayern ", "DE-BY"),
        ("none", NO_COUNTRY),
        ("None", NO_COUNTRY),
        ("no holidays", NO_COUNTRY),
        ("no", "NO"),
        ("UK", "GB"),
        (None, None),
    ],
)
def test_holidays_are_read_as_they_are_typed(typed: str | None, country: str | None) -> None:
    assert kept(replace(AS_SHOWN, holidays=typed)).country == country


def test_an_empty_field_means_ones_own_country_also_where_everybody_has_another() -> None:
    common = replace(ALL, country="AE", weekend="4,5")
    mine = kept(replace(AS_SHOWN, weekend=OWN, holidays=None), common=common)
    calendar = Roster("UTC", {"U1": person()}, {"U1": mine, EVERYBODY: common}).calendar("U1")
    assert (calendar.country, calendar.weekend) == (country_of("Europe/Berlin"), None)
    assert not calendar.is_working(date(2026, 11, 28))
    assert calendar.is_working(date(2026, 11, 27))


def test_a_country_nobody_knows_is_sent_back_with_the_nearest() -> None:
    assert "“Germny”" in wrong(holidays="Germny")["holidays"]
    assert "Did you mean Germany?" in wrong(holidays="Germny")["holidays"]
    assert "a country or its code" in wrong(holidays="qqqqqqqq")["holidays"]


@pytest.mark.parametrize("code", ["DE", "DE-BY", "US", "US-CA", "GB", "KR", "AE", "IN-KA", "CI", "TR"])
def test_what_the_form_shows_of_holidays_reads_back_as_the_same(code: str) -> None:
    assert read_country(holiday_words(code)) == code
    assert read_country(country_words(code).replace("the ", "")) == code


def test_no_holidays_and_ones_own_are_shown_as_they_are_typed() -> None:
    assert (holiday_words(NO_COUNTRY), holiday_words(OWN), holiday_words(None)) == ("none", "", "")


def test_the_nearest_country_is_one_whose_holidays_are_known() -> None:
    assert nearest_country("Swedan") == "Sweden"
    assert nearest_country("") is None


def test_a_day_cannot_end_before_it_begins() -> None:
    assert set(wrong(morning=time(18), evening=time(18))) == {"evening"}
    assert set(wrong(evening=None, morning=time(19))) == {"evening"}
    assert set(wrong(replace(ALL, morning=time(10), evening=time(19)), morning=None, evening=time(9))) == {"evening"}


def test_an_absence_ends_after_it_begins_and_not_before_today() -> None:
    assert set(wrong(away_from=days(5), away_until=days(4))) == {"until"}
    assert "has passed" in wrong(away_until=days(-1))["until"]
    assert kept(replace(AS_SHOWN, away_from=days(3), away_until=days(3))).away_until == days(3)


def test_who_says_only_until_when_is_away_from_today_on() -> None:
    assert kept(replace(AS_SHOWN, away_until=days(3))).away_from == TODAY


@pytest.mark.parametrize("field", ["manager", "stand_in"])
@pytest.mark.parametrize(
    ("who", "why"),
    [
        (person("U1"), "That is you"),
        (person("U9", "Holdfast", is_bot=True), "is a bot"),
        (person("U9", "Dana Brooks", team_id="T9"), "another organisation"),
        (person("U9", "Sven Lindqvist", deactivated=True), "has left"),
        (person("U9", "Ada Guest", is_guest=True), "is a guest here"),
        (person("U9", "", handle=""), "Slack knows nobody"),
    ],
)
def test_only_a_colleague_who_is_here_can_be_asked_instead_or_lead(field: str, who: Any, why: str) -> None:
    errors = wrong(**{field: who})
    assert set(errors) == {{"stand_in": "standin"}.get(field, field)}
    assert why in next(iter(errors.values()))


def test_everything_wrong_is_said_at_once() -> None:
    assert set(wrong(evening=time(8), holidays="qqqq", away_from=days(2), away_until=days(1))) == {
        "evening",
        "holidays",
        "until",
    }


def test_a_colleague_may_lead_and_stand_in() -> None:
    mine = kept(replace(AS_SHOWN, manager=OMAR, stand_in=OMAR))
    assert (mine.manager, mine.stand_in) == ("U2", "U2")


def test_nobody_is_away_for_everybody() -> None:
    read = read_workspace_settings(replace(AS_SHOWN, away_until=days(3), stand_in=OMAR, manager=OMAR), ALL)
    assert read == replace(ALL, manager="U2")


def test_a_made_up_pace_or_weekend_asks_nobody_more() -> None:
    assert kept(replace(AS_SHOWN, pace="hourly")).pace is None
    assert kept(replace(AS_SHOWN, weekend="0,1,2,3,4,5,6")).weekend is None


@pytest.mark.parametrize("weekend", [each for each in WEEKENDS if each])
def test_every_weekend_on_offer_is_one_the_calendar_knows(weekend: str) -> None:
    mine = kept(replace(AS_SHOWN, weekend=weekend))
    calendar = Roster("UTC", {"U1": person()}, {"U1": mine}).calendar("U1")
    assert calendar.weekend == frozenset(int(day) for day in weekend.split(","))


def test_what_holds_is_said_in_a_line() -> None:
    own = replace(
        NINA, morning=time(8, 30), evening=time(18), away_from=date(2026, 12, 1), away_until=date(2026, 12, 12)
    )
    said = settings_saved(sheet(replace(own, stand_in="U3")))["text"]
    assert said.startswith(
        "I ask you at 08:30, Mon–Fri, nothing after 18:00, not on public holidays (Germany); standard"
    )
    assert said.endswith("Away Tue 1 Dec to Sat 12 Dec: Lena is asked.")
    assert "waits until Mon 14 Dec" in settings_saved(sheet(own))["text"]


@pytest.mark.parametrize(
    ("zone", "own", "words"),
    [
        ("Asia/Dubai", NINA, "Mon–Fri"),
        ("Africa/Cairo", NINA, "Sun–Thu"),
        ("Europe/Berlin", replace(NINA, weekend="6"), "Mon–Sat"),
        ("Europe/Berlin", replace(NINA, weekend="4,5"), "Sun–Thu"),
        ("Europe/Berlin", replace(NINA, weekend="2"), "Thu–Tue"),
        ("Asia/Brunei", NINA, "Mon, Tue, Wed, Thu, Sat"),
    ],
)
def test_working_days_are_said_from_the_first_day_of_their_own_week(zone: str, own: Preferences, words: str) -> None:
    said = settings_saved(sheet(own, U1=person(time_zone=zone)))["text"]
    assert f", {words}, " in said


def test_without_holidays_none_are_mentioned() -> None:
    assert "holiday" not in settings_saved(sheet(replace(NINA, country=NO_COUNTRY)))["text"]
    assert "no public holidays off" in workspace_saved(sheet(replace(ALL, country=NO_COUNTRY)))["text"]


def test_no_name_can_ping_or_format_what_is_said_of_settings() -> None:
    lena = person("U3", "<!channel>*_x_* Ortiz")
    own = replace(NINA, stand_in="U3", manager="U3", away_from=TODAY, away_until=days(2))
    said = settings_saved(sheet(own, U3=lena))
    assert "<!" not in said["text"]
    assert "&lt;!channel&gt;" in said["blocks"][0]["text"]["text"]
    assert "*_x_*" not in said["blocks"][0]["text"]["text"]
    assert message_problems(said) == []


@pytest.mark.parametrize(
    ("text", "is_for_all"),
    [
        ("settings", False),
        ("settings workspace", True),
        ("settings for Everybody", True),
        ("settings defaults", True),
        ("settings mine", False),
    ],
)
def test_the_workspaces_settings_are_asked_for_by_name(text: str, is_for_all: bool) -> None:
    assert is_for_workspace(text) is is_for_all


@pytest.mark.parametrize("right", ["is_admin", "is_owner", "is_primary_owner"])
def test_slack_says_who_administers_a_workspace(right: str) -> None:
    read = person_from_slack(WS, {"id": "U1", right: True}, NOW)
    assert read
    assert read.is_admin
    plain = person_from_slack(WS, {"id": "U1", right: False}, NOW)
    assert plain
    assert not plain.is_admin


def test_a_user_object_with_nothing_but_an_id_is_somebody() -> None:
    read = person_from_slack(WS, {"id": "U7"}, datetime(2026, 1, 1, tzinfo=UTC))
    assert read
    assert (read.handle, read.real_name, read.time_zone, read.is_bot) == ("U7", "U7", None, False)
    assert person_from_slack(WS, {}, NOW) is None


def test_only_another_zone_or_leaving_moves_plans() -> None:
    nina = person()
    assert not works_otherwise(nina, replace(nina, real_name="Nina Holm", locale="de-DE", read_at=NOW))
    assert works_otherwise(nina, replace(nina, time_zone="Asia/Dubai"))
    assert works_otherwise(nina, replace(nina, deactivated=True))

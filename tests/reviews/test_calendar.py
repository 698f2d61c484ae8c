"""When people work and may be spoken to, wherever they are and whatever their clocks do."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.calendar import (
    NO_COUNTRY,
    WorkCalendar,
    calendar_of,
    country_of,
    holiday_name,
    public_holidays,
    read_country,
)
from tests.reviews import calendar_table as table
from tests.reviews.calendar_table import day


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "on", "clock", "instant"), table.INSTANTS)
def test_a_morning_is_the_instant_clocks_there_show_it(zone: str, on: str, clock: str, instant: str) -> None:
    starts = time.fromisoformat(clock)
    calendar = WorkCalendar(zone, morning=starts, evening=time(23, 59, 59))
    assert calendar.morning_of(day(on)) == at(instant)
    assert calendar.morning_of(day(on)).tzinfo is UTC


@pytest.mark.parametrize(("zone", "on", "clock", "instant"), table.INSTANTS)
def test_an_evening_is_found_the_same_way(zone: str, on: str, clock: str, instant: str) -> None:
    ends = time.fromisoformat(clock)
    if ends == time(0):
        return
    calendar = WorkCalendar(zone, morning=time(0), evening=ends)
    assert calendar.evening_of(day(on)) == at(instant)


@pytest.mark.parametrize(("zone", "now", "today"), table.DAYS)
def test_a_day_begins_at_midnight_where_the_person_is(zone: str, now: str, today: str) -> None:
    assert WorkCalendar(zone).today(at(now)) == day(today)


@pytest.mark.parametrize(("country", "on", "worked"), table.WORKED)
def test_a_day_off_is_one_where_the_person_lives(country: str | None, on: str, worked: bool) -> None:
    assert WorkCalendar("UTC", country=country).is_working(day(on)) is worked


@pytest.mark.parametrize(("country", "weekend", "start", "count", "end"), table.ADDED)
def test_working_days_are_added_and_taken_away(
    country: str | None, weekend: frozenset[int] | None, start: str, count: int, end: str
) -> None:
    assert WorkCalendar("UTC", country=country, weekend=weekend).add_working(day(start), count) == day(end)


@pytest.mark.parametrize(("after", "zone", "country", "morning", "expected"), table.MORNINGS)
def test_a_message_waits_for_the_next_working_morning(
    after: str, zone: str, country: str | None, morning: time, expected: str
) -> None:
    calendar = WorkCalendar(zone, morning=morning, country=country)
    assert calendar.next_morning(at(after)) == at(expected)
    assert calendar.may_speak(at(expected))


@pytest.mark.parametrize(("typed", "country"), table.COUNTRIES)
def test_a_country_is_read_as_people_type_it(typed: str, country: str | None) -> None:
    assert read_country(typed) == country


@pytest.mark.parametrize(("zone", "country"), table.ZONES)
def test_a_time_zone_tells_the_country(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


WAITING = [
    ("2026-11-24T07:59", False),
    ("2026-11-24T08:00", True),
    ("2026-11-24T16:59", True),
    ("2026-11-24T17:00", False),
    ("2026-11-21T10:00", False),
    ("2026-12-25T10:00", False),
    ("2026-11-22T23:30", False),
]


@pytest.mark.parametrize(("now", "may"), WAITING)
def test_nobody_is_spoken_to_outside_their_hours(now: str, may: bool) -> None:
    assert WorkCalendar("Europe/Berlin", country="DE").may_speak(at(now)) is may


def test_an_hour_shown_twice_does_not_end_and_begin_the_day_again() -> None:
    night = WorkCalendar("Europe/Berlin", time(2, 30), time(4), weekend=frozenset())
    assert not night.may_speak(at("2026-10-25T00:29"))
    assert all(night.may_speak(at(now)) for now in ("2026-10-25T00:30", "2026-10-25T01:10", "2026-10-25T02:59"))
    assert not night.may_speak(at("2026-10-25T03:00"))


def test_hours_that_clocks_skip_altogether_wait_for_the_next_day() -> None:
    night = WorkCalendar("Europe/Berlin", time(2, 10), time(2, 50), weekend=frozenset())
    assert night.next_morning(at("2026-03-28T12:00")) == at("2026-03-30T00:10")


def test_a_traveller_to_the_west_is_spoken_to_on_their_next_morning_there() -> None:
    home, away = (calendar_of(zone, "UTC") for zone in ("Australia/Sydney", "America/Los_Angeles"))
    spoken = home.morning_of(date(2026, 11, 25))
    assert (home.today(spoken), away.today(spoken)) == (date(2026, 11, 25), date(2026, 11, 24))
    assert away.next_morning(spoken) == at("2026-11-25T17:00")


def test_a_traveller_to_the_east_loses_no_working_day() -> None:
    home, away = (calendar_of(zone, "UTC") for zone in ("America/Los_Angeles", "Australia/Sydney"))
    spoken = home.morning_of(date(2026, 11, 24))
    assert (home.today(spoken), away.today(spoken)) == (date(2026, 11, 24), date(2026, 11, 25))
    assert away.next_morning(spoken) == at("2026-11-24T22:00")


def test_a_traveller_into_a_holiday_is_left_alone() -> None:
    home, away = (calendar_of(zone, "UTC") for zone in ("Europe/Berlin", "America/Chicago"))
    thanksgiving = at("2026-11-26T15:30")
    assert home.may_speak(thanksgiving)
    assert not away.may_speak(thanksgiving)
    assert away.next_morning(thanksgiving) == at("2026-11-27T15:00")


def test_a_week_begins_after_the_weekend_it_has() -> None:
    sunday = date(2026, 11, 22)
    assert WorkCalendar("UTC").week_of(sunday) == date(2026, 11, 16)
    assert WorkCalendar("UTC", country="EG").week_of(sunday) == sunday
    assert WorkCalendar("UTC", country="EG").week_of(date(2026, 11, 28)) == sunday
    assert WorkCalendar("UTC", country="IR").week_of(sunday) == date(2026, 11, 21)
    assert WorkCalendar("UTC", country="BN").week_of(sunday) == date(2026, 11, 16)
    assert WorkCalendar("UTC", weekend=frozenset()).week_of(sunday) == date(2026, 11, 16)


def test_a_working_day_near_another_is_found_on_either_side() -> None:
    calendar = WorkCalendar("Europe/Berlin", country="DE")
    christmas = date(2026, 12, 25)
    assert calendar.working_on_or_before(christmas) == date(2026, 12, 24)
    assert calendar.working_on_or_after(christmas) == calendar.next_working(christmas) == date(2026, 12, 28)
    assert calendar.working_on_or_after(date(2026, 12, 24)) == date(2026, 12, 24)
    assert calendar.working_on_or_before(date(2026, 12, 28)) == date(2026, 12, 28)
    assert calendar.next_working(date(2026, 12, 23)) == date(2026, 12, 24)


def test_what_slack_says_of_somebody_gives_their_calendar() -> None:
    plain = calendar_of("Europe/Berlin", "America/Chicago")
    assert plain == WorkCalendar("Europe/Berlin", time(9), time(18), None, "DE")
    assert calendar_of(None, "America/Chicago").country == "US"
    lost = calendar_of("Mars/Olympus", "America/Chicago")
    assert (lost.zone, lost.country) == ("America/Chicago", "US")
    assert calendar_of("UTC", "Europe/Berlin").country is None


def test_what_somebody_chose_wins_over_where_they_are() -> None:
    chosen = calendar_of(
        "Asia/Dubai", "UTC", morning=time(0), evening=time(8), weekend=frozenset({4}), country="Scotland"
    )
    assert chosen == WorkCalendar("Asia/Dubai", time(0), time(8), frozenset({4}), "GB-SCT")
    assert calendar_of("Asia/Dubai", "UTC", country=NO_COUNTRY).country is None
    assert calendar_of("Asia/Dubai", "UTC", country="Xanadu").country == "AE"


def test_hours_and_weekends_that_leave_no_work_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot end at 09:00"):
        WorkCalendar("UTC", time(9), time(9))
    with pytest.raises(ValueError, match="some of the weekdays"):
        WorkCalendar("UTC", weekend=frozenset(range(7)))
    with pytest.raises(ValueError, match="some of the weekdays"):
        WorkCalendar("UTC", weekend=frozenset({7}))


def test_a_holiday_has_a_name_in_english() -> None:
    assert holiday_name("DE", date(2026, 12, 25)) == "Christmas Day"
    assert holiday_name("DE-BY", date(2027, 1, 6)) == "Epiphany"
    assert holiday_name("DE", date(2027, 1, 6)) is None
    assert holiday_name(None, date(2026, 12, 25)) is None
    assert holiday_name("XX", date(2026, 12, 25)) is None
    assert date(2026, 12, 26) in public_holidays("DE", 2026)
    assert public_holidays(None, 2026) == frozenset()


def test_the_bot_starts_without_reading_the_worlds_holidays() -> None:
    code = "import sys, reviews.calendar; print('holidays' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert shown.stdout.strip() == "False"


def test_counting_working_days_is_quick_however_late_an_item_is() -> None:
    calendar = WorkCalendar("Europe/Berlin", country="DE-BY")
    since, today = date(2019, 3, 1), date(2026, 11, 24)
    calendar.working_days_between(since, today)
    began = process_time()
    for _ in range(100_000):
        calendar.working_days_between(since, today)
    assert process_time() - began < 1.0


CALENDARS = st.builds(
    WorkCalendar,
    zone=st.sampled_from(sorted({row[0] for row in table.INSTANTS})),
    morning=st.times(max_value=time(11, 59)),
    evening=st.times(min_value=time(12)),
    weekend=st.none() | st.frozensets(st.integers(0, 6), max_size=6),
    country=st.sampled_from([None, "DE", "DE-BY", "US-CA", "EG", "AE", "CN", "IL", "HK", "AU-NSW", "JP"]),
)
DATES = st.dates(date(2008, 1, 1), date(2032, 12, 31))
INSTANTS = st.datetimes(datetime(2008, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
unhurried = settings(deadline=None)


@given(CALENDARS, DATES, st.integers(0, 700))
@unhurried
def test_counting_agrees_with_walking_the_calendar(calendar: WorkCalendar, start: date, span: int) -> None:
    walked = sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, span + 1))
    assert calendar.working_days_between(start, start + timedelta(days=span)) == walked
    assert calendar.working_days_between(start + timedelta(days=span), start) == 0


@given(CALENDARS, DATES, st.integers(1, 400))
@unhurried
def test_adding_agrees_with_counting(calendar: WorkCalendar, start: date, count: int) -> None:
    later, earlier = calendar.add_working(start, count), calendar.add_working(start, -count)
    assert calendar.is_working(later)
    assert calendar.is_working(earlier)
    assert calendar.working_days_between(start, later) == count
    assert calendar.working_days_between(earlier, start) == count - (not calendar.is_working(start))
    assert calendar.add_working(calendar.working_on_or_after(start), 0) == calendar.working_on_or_after(start)


@given(CALENDARS, INSTANTS)
@unhurried
def test_the_next_morning_is_later_and_the_persons_own(calendar: WorkCalendar, after: datetime) -> None:
    opens = calendar.next_morning(after)
    on = calendar.today(opens)
    assert opens > after
    assert calendar.is_working(on)
    assert opens == calendar.morning_of(on)
    assert calendar.may_speak(opens)
    assert opens.astimezone(ZoneInfo(calendar.zone)).time() >= calendar.morning


@given(CALENDARS, INSTANTS)
@unhurried
def test_no_morning_is_left_out_on_the_way_to_the_next(calendar: WorkCalendar, after: datetime) -> None:
    opens = calendar.next_morning(after)
    first = calendar.today(after)
    between = (calendar.today(opens) - first).days
    missed = [first + timedelta(days=n) for n in range(between)]
    assert not any(
        calendar.may_speak(calendar.morning_of(each)) and calendar.morning_of(each) > after for each in missed
    )


@given(CALENDARS, DATES)
@unhurried
def test_a_week_begins_within_the_last_seven_days(calendar: WorkCalendar, on: date) -> None:
    begins = calendar.week_of(on)
    assert 0 <= (on - begins).days < 7

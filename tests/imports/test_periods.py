"""Periods of use: months, weeks and quarters by name, by number, or by their first day."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.imports.model import ImportKind
from tests.imports.files import of, read_file

USAGE = of(ImportKind.USAGE)


def _ends(header: str, *periods: str) -> list[tuple[date, int]]:
    rows = "".join(f"Northwind;{period};7\n" for period in periods)
    read = read_file(f"Account;{header};API calls\n{rows}", USAGE)
    assert read.bad == []
    return [(line.values["ends_on"], line.values["days"]) for line in read.good]


@pytest.mark.parametrize(
    ("text", "end", "days"),
    [
        ("2026-10", date(2026, 10, 31), 31),
        ("2026/02", date(2026, 2, 28), 28),
        ("02/2024", date(2024, 2, 29), 29),
        ("Okt 2026", date(2026, 10, 31), 31),
        ("Sept-26", date(2026, 9, 30), 30),
        ("octubre de 2026", date(2026, 10, 31), 31),
        ("février 2026", date(2026, 2, 28), 28),
        ("2026-W01", date(2026, 1, 4), 7),
        ("KW 40 2026", date(2026, 10, 4), 7),
        ("2026-Q3", date(2026, 9, 30), 92),
        ("Q1 2026", date(2026, 3, 31), 90),
        ("T2 2026", date(2026, 6, 30), 91),
        ("3. Quartal 2026", date(2026, 9, 30), 92),
        ("2026-10-31", date(2026, 10, 31), 30),
    ],
)
def test_a_period_ends_on_its_last_day(text: str, end: date, days: int) -> None:
    assert _ends("Period", text) == [(end, days)]


def test_months_named_by_their_first_day_end_on_their_last() -> None:
    assert _ends("Month", "2026-09-01", "2026-10-01") == [(date(2026, 9, 30), 30), (date(2026, 10, 31), 31)]


def test_weeks_named_by_their_monday_end_on_their_sunday() -> None:
    assert _ends("Week of", "2026-10-05", "2026-10-12") == [(date(2026, 10, 11), 7), (date(2026, 10, 18), 7)]


def test_weeks_named_by_their_last_day_stay() -> None:
    assert _ends("Week ending", "2026-10-04", "2026-10-11")[0][0] == date(2026, 10, 4)


@pytest.mark.parametrize("text", ["2026-13", "2026-W60", "2026-Q5", "Foo 2026"])
def test_a_period_that_cannot_be_is_a_bad_line(text: str) -> None:
    good = {"2026-13": "2026-10", "2026-W60": "2026-W10", "2026-Q5": "2026-Q1", "Foo 2026": "Oct 2026"}[text]
    read = read_file(f"Account;Period;API calls\nNorthwind;{good};7\nNorthwind;{text};7\n", USAGE)
    assert [(bad.line, bad.column) for bad in read.bad] == [(3, "Period")]


@pytest.mark.parametrize(("cell", "days"), [("7", 7), ("90 days", 90), ("monthly", 30), ("Woche", 7), ("quarter", 91)])
def test_a_column_says_how_long_the_period_is(cell: str, days: int) -> None:
    read = read_file(f"Account,Period end,Days,Calls\nNorthwind,2026-10-31,{cell},7\n", USAGE)
    assert read.good[0].values["days"] == days


def test_a_period_between_two_days_counts_both() -> None:
    rows = "Northwind,2026-10-02,2026-10-31,7\nNorthwind,2026-11-02,2026-10-31,7\n"
    read = read_file(f"Account,Period start,Period end,Active users\n{rows}", USAGE)
    assert read.good[0].values["days"] == 30
    assert "ends before it begins" in read.bad[0].reason


@pytest.mark.parametrize("header", ["Active users", "MAU", "Active users (30 days)"])
def test_people_active_in_a_month_are_those_of_thirty_days(header: str) -> None:
    read = read_file(f"Account,Month,{header}\nNorthwind,2026-10,7\n", USAGE)
    assert read.good[0].values["active_30"] == 7


def test_people_active_in_a_quarter_are_those_of_ninety_days() -> None:
    values = read_file("Account,Quarter,Active users\nNorthwind,2026-Q3,7\n", USAGE).good[0].values
    assert values == {"ends_on": date(2026, 9, 30), "days": 92, "team": "", "active_90": 7}


def test_people_active_in_a_week_are_not_taken_for_those_of_a_month() -> None:
    read = read_file("Account,Week,Active users\nNorthwind,2026-W40,7\n", USAGE)
    assert (read.bad[0].column, read.good) == ("Active users", [])
    assert "active in 7 days" in read.bad[0].reason

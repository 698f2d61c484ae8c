"""A file of what became of customers, as people write one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reviews.backtest.outcomes import read_outcomes

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def read(header: str, *lines: str) -> tuple[list[tuple[str, bool, date]], tuple[str, ...]]:
    cells = [(number, line.split(",")) for number, line in enumerate(lines, 2)]
    found = read_outcomes(header.split(","), cells, NOW)
    return [(each.account, each.left, each.on) for each in found.known], found.wrong


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Customer,Outcome,Date", "Northwind,churned,2026-03-31"),
        ("Account Name,Status,Close Date", "Northwind,Closed Lost,3/31/2026"),
        ("Kunde,Ergebnis,Datum", "Northwind,gekündigt,31.03.2026"),
        ("company,what,when", "Northwind,CANCELLED,31 Mar 2026"),
    ],
)
def test_columns_words_and_days_are_known_as_people_write_them(header: str, line: str) -> None:
    assert read(header, line) == ([("Northwind", True, date(2026, 3, 31))], ())


def test_outcomes_come_in_the_order_of_their_days_and_empty_lines_are_left_out() -> None:
    known, wrong = read("customer,outcome,date", "B,renewed,2026-05-01", ",,", "A,lost,2025-05-01")
    assert ([name for name, _, _ in known], wrong) == (["A", "B"], ())


def test_what_cannot_be_read_is_told_by_its_line_and_nothing_counts() -> None:
    known, wrong = read(
        "customer,outcome,date", "A,renewed,2026-05-01", "B,maybe,2026-05-01", ",lost,2026-05-01", "C,lost,"
    )
    assert known == []
    assert wrong == (
        "Line 3: “maybe” is neither churned nor renewed.",
        "Line 4: It names no customer.",
        "Line 5: It has no day.",
    )


def test_a_missing_column_and_days_that_are_none_are_said() -> None:
    assert (
        "There is no column for the day. Its columns are customer, outcome." in read("customer,outcome", "A,lost")[1][0]
    )
    assert "cannot be read" in read("customer,outcome,date", "A,lost,soon")[1][0]

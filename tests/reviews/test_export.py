"""A list as a file: read rightly by spreadsheets, and never run by them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.export import (
    ACTION_COLUMNS,
    BOOK_COLUMNS,
    GAP_COLUMNS,
    BookEntry,
    action_row,
    book_row,
    csv_file,
    file_name,
    gap_row,
    harmless,
)
from tests.storage.examples import account, action, gap, mark, review

TODAY = date(2026, 11, 24)
NAMES = {"U1": "Nina", "U2": "Omar"}


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "typed",
    [
        "=HYPERLINK(A1)",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        '"=1',
        "'=1",
        "＝1",
        "－1",
        "\u200b=1",
    ],
)
def test_what_a_spreadsheet_would_run_is_only_shown(typed: str) -> None:
    assert harmless(typed).startswith("'")


@pytest.mark.parametrize("typed", ["Export fails", "5 of 40 seats", "a=b", "e-mail", "Ünïcode", "", "'quoted'"])
def test_plain_words_stay_as_they_are(typed: str) -> None:
    assert harmless(typed) == typed


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_whatever_was_typed_comes_back_as_one_cell_that_is_no_formula(words: list[str]) -> None:
    _, row = read(csv_file(["x"] * len(words), [words]))
    assert len(row) == len(words)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in row)


def test_a_file_says_by_its_first_bytes_that_it_is_utf_8() -> None:
    assert csv_file(["a"], [["é"]]).startswith(b"\xef\xbb\xbf")


def test_an_action_has_its_days_in_iso_form_and_its_people_by_name() -> None:
    late = action(owner="U1", due=date(2026, 11, 20), first_due=date(2026, 11, 2), account_id=1)
    row = dict(zip(ACTION_COLUMNS, action_row(late, NAMES, {1: "Northwind"}, TODAY), strict=True))
    assert (row["action"], row["customer"], row["owner"], row["days late"]) == ("A-1", "Northwind", "Nina", 4)
    cells = dict(zip(ACTION_COLUMNS, read(csv_file(ACTION_COLUMNS, [list(row.values())]))[1], strict=True))
    assert (cells["due"], cells["first due"]) == ("2026-11-20", "2026-11-02")


def test_a_gap_and_a_customer_fill_every_column() -> None:
    assert len(gap_row(gap(), NAMES, {1: "Northwind"}, TODAY)) == len(GAP_COLUMNS)
    northwind = account(owner="U1", arr=120_000, currency="EUR", renewal_on=date(2027, 1, 24))
    ended = review(ended_at=datetime(2026, 9, 2, 9, tzinfo=UTC))
    row = book_row(BookEntry(northwind, ended, (mark(),), 2, 3, 1), NAMES, TODAY)
    named = dict(zip(BOOK_COLUMNS, row, strict=True))
    assert (named["ARR"], named["currency"], named["days to renewal"]) == (120_000, "EUR", 61)
    assert (named["usage"], named["reliability"], named["late actions"]) == ("green", "unknown", 1)


def test_a_customer_never_reviewed_is_unknown_in_all_four() -> None:
    row = dict(zip(BOOK_COLUMNS, book_row(BookEntry(account()), NAMES, TODAY), strict=True))
    assert [row[q] for q in ("reliability", "usage", "workarounds", "owners")] == ["unknown"] * 4


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("Late actions of Blue Fern", "holdfast-late-actions-of-blue-fern-2026-11-24.csv"),
        ("../../etc", "holdfast-etc-2026-11-24.csv"),
        ("…", "holdfast-list-2026-11-24.csv"),
    ],
)
def test_a_file_is_named_for_what_it_holds(what: str, name: str) -> None:
    assert file_name(what, TODAY) == name

"""Numbers as files write them: one shape for a column, applied strictly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.imports.cell_error import CellError
from reviews.imports.model import ImportKind, UnreadableFileError
from reviews.imports.number_cells import span_reader, whole_reader
from reviews.imports.number_shapes import COMMA, NUMBER_SHAPES, POINT, Wanted, number_shape
from tests.imports.files import of, read_file, utc

CONTRACTS = of(ImportKind.CONTRACTS)
READ: list[tuple[str, str, float]] = [
    ("1,234.5", "1,234.5", 1234.5),
    ("1,234,567", "1,234.5", 1_234_567),
    ("1.234,5", "1.234,5", 1234.5),
    ("1.234.567,50", "1.234,5", 1_234_567.5),
    ("1 234,5", "1 234,5", 1234.5),
    ("1\u00a0234\u202f567,5", "1 234,5", 1_234_567.5),
    ("1'234.5", "1'234.5", 1234.5),
    ("1’234’567.25", "1'234.5", 1_234_567.25),
    ("1 234.5", "1 234.5", 1234.5),
    ("-12.5", "1,234.5", -12.5),
    ("−12,5", "1.234,5", -12.5),
    ("12.5-", "1,234.5", -12.5),
    ("(1,234.50)", "1,234.5", -1234.5),
    ("$1,200", "1,234.5", 1200),
    ("€ 1.200,00", "1.234,5", 1200),
    ("1.200,00 €", "1.234,5", 1200),
    ("CHF 1'200", "1'234.5", 1200),
    ("USD1200", "1,234.5", 1200),
    ("120k", "1,234.5", 120_000),
    ("1.2M", "1,234.5", 1_200_000),
    ("1,2 Mio. €", "1.234,5", 1_200_000),
    ("12 %", "1,234.5", 12),
    ("0", "1,234.5", 0),
    ("+7", "1,234.5", 7),
]
NEVER = [
    "",
    "abc",
    "1.2.3,4,5",
    "1,23,4.5",
    "12,34,567.8.9",
    "--5",
    "(-5)",
    "5%%",
    "€5$",
    "1e5",
    "=5",
    "0x10",
    "1,",
    "½",
    "٣",
]


@pytest.mark.parametrize(("text", "how", "value"), READ)
def test_a_number_is_read_as_it_is_written(text: str, how: str, value: float) -> None:
    number = NUMBER_SHAPES[how].read(text)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("how", sorted(NUMBER_SHAPES))
@pytest.mark.parametrize("text", NEVER)
def test_what_is_no_number_never_becomes_one(text: str, how: str) -> None:
    assert NUMBER_SHAPES[how].read(text) is None


def test_a_thousand_and_a_fraction_are_told_apart_by_the_column() -> None:
    money = Wanted(money=True)
    assert number_shape(["1.234", "12,50"], money, POINT) is COMMA
    assert number_shape(["1.234", "12.50"], Wanted(), POINT) is POINT
    assert number_shape(["1,234", "900"], Wanted(whole=True), COMMA) is POINT
    assert number_shape(["120.000"], money, POINT) is COMMA


def test_one_column_shows_how_its_file_writes_numbers() -> None:
    data = "Account;Period end;Active users;Volume\nNorthwind;2026-10-31;7;1.234\nKestrel;2026-10-31;1.234.567;2.000\n"
    read = read_file(data, of(ImportKind.USAGE))
    assert read.good[0].values["volume"] == 1234


def test_a_column_that_mixes_two_shapes_has_bad_lines() -> None:
    rows = 'A,"1,234.50"\nB,"2,345.60"\nC,"1.234,50"\nD,12.5\n'
    read = read_file(f"Customer,Contract value\n{rows}", CONTRACTS)
    assert [(bad.line, bad.column) for bad in read.bad] == [(4, "Contract value")]
    assert read.bad[0].reason == "“1.234,50” is no number as this column writes them, such as 1,234.5."


def test_a_column_of_words_is_no_column_of_numbers() -> None:
    with pytest.raises(UnreadableFileError, match=r'\[columns\] "Contract value" = ""'):
        read_file("Customer,Contract value\nA,lots\nB,little\n", CONTRACTS)


@pytest.mark.parametrize("cell", ["-1", "1.5", "12%", "$5", "99999999999", "=1+1"])
def test_a_count_is_whole_and_not_below_zero(cell: str) -> None:
    with pytest.raises(CellError):
        whole_reader("1,234.5")(cell)


@pytest.mark.parametrize(
    ("header", "cell", "minutes"),
    [
        ("First reply time in minutes", "90", 90),
        ("First reply time (hours)", "1.5", 90),
        ("First response time [h]", "2", 120),
        ("Time to first response (s)", "90", 1.5),
        ("First reply time", "90", 90),
        ("First reply time", "1:30:00", 90),
        ("First reply time (days)", "1", 1440),
    ],
)
def test_a_length_of_time_is_read_in_the_unit_of_its_header(header: str, cell: str, minutes: float) -> None:
    data = f"Customer,Subject,Created at,{header}\nNorthwind,Export,2026-10-01 09:00,{cell}\n"
    values = read_file(data, of(ImportKind.TICKETS)).good[0].values
    assert values["first_reply_at"] == utc(2026, 10, 1, 9) + timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["-5", "9999999999", "1:xx", "::", "soon"])
def test_a_length_of_time_that_cannot_be_is_not_taken(cell: str) -> None:
    with pytest.raises(CellError):
        span_reader("1,234.5 in minutes")(cell)


@given(st.sampled_from(sorted(NUMBER_SHAPES)), st.decimals(-(10**9), 10**9, places=2))
def test_a_number_written_in_a_known_shape_reads_back(how: str, value: float) -> None:
    shape = NUMBER_SHAPES[how]
    text = f"{value:,.2f}".replace(",", "_").replace(".", shape.decimal).replace("_", shape.thousands)
    number = shape.read(text)
    assert number is not None
    assert number.value == float(value)


@given(st.text(max_size=40))
def test_no_text_makes_reading_a_number_fail(text: str) -> None:
    for shape in NUMBER_SHAPES.values():
        number = shape.read(text)
        assert number is None or abs(number.value) <= 1e15

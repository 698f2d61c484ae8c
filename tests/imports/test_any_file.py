"""Whatever somebody sends: cells come back as they were written, and no bytes make the reading fail."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.facts import FACT_OF_KIND
from reviews.imports.dialect import DELIMITERS, detect
from reviews.imports.lines import header_of, lines_of
from reviews.imports.mapping import read_mapping
from reviews.imports.model import FACTS_OF, BadLine, Choices, Dialect, GoodLine, ImportKind, UnreadableFileError
from tests.imports.files import Read, of, read_file

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\ufffd")
CELLS = st.lists(st.lists(st.text(LETTERS, max_size=12), min_size=3, max_size=3), min_size=1, max_size=8)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
PIECES = st.sampled_from(
    [
        "Customer", "Subject", "Created at", "Solved at", "Seats", "Score", "Date", "Northwind", "2026-10-01",
        "03/04/2026", "31.12.2026 10:00", "1.234,5", "$5", "-", '"', '""', ",", ";", "\t", "|", "\n", "\r\n",
        "\r", "=1+1", "\0", "\ufeff", "ä", "\udcff", "sep=;", "9", "NPS", "Month", "2026-10", "Active users", "é",
        " ", "null",
    ]
)  # fmt: skip
WHOLE = "Customer,Subject,Created at,Solved at,Status,Reopens,First reply time\n"
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001


@settings(deadline=None)
@given(CELLS, st.sampled_from(sorted(DELIMITERS)), ENCODINGS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_was_written_is_what_is_read(
    rows: list[list[str]], delimiter: str, encoding: str, end: str, quote_all: bool
) -> None:
    text = io.StringIO(newline="")
    # Written with another line end, csv leaves line breaks in cells without quotes.
    quoting = csv.QUOTE_ALL if quote_all or end != "\r\n" else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([["a", "b", "c"], *rows])
    stream = io.BytesIO(text.getvalue().encode(encoding))
    dialect = Dialect(encoding, delimiter)
    assert header_of(stream, dialect) == ("a", "b", "c")
    assert [cells for _, cells in lines_of(stream, dialect)] == [row for row in rows if any(row)]


@settings(deadline=None)
@given(CELLS, st.sampled_from(sorted(DELIMITERS)), ENCODINGS)
def test_the_way_a_table_is_written_is_found(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    plain = [[f"x{''.join(filter(str.isalnum, cell))}" for cell in row] for row in rows]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["Customer", "Subject", "Created"], *plain])
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    found = detect((mark + text.getvalue()).encode(encoding))
    assert (found.encoding, found.delimiter, found.skip) == (encoding, delimiter, 0)


def _never_fails(data: bytes, choices: Choices) -> None:
    try:
        read = read_file(data, choices)
    except UnreadableFileError as trouble:
        refused = str(trouble)
    else:
        _is_sound(read)
        assert read_file(data, choices) == read
        return
    assert 20 < len(refused) < 3000


def _is_sound(read: Read) -> None:
    assert all(isinstance(line, GoodLine) and line.account for line in read.good)
    assert all(isinstance(line, BadLine) and line.reason.endswith((".", "…")) for line in read.bad)
    if read.shape.kind in FACTS_OF:
        known = set(FACT_OF_KIND[FACTS_OF[read.shape.kind]].__dataclass_fields__)
        assert all(set(line.values) <= known for line in read.good)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400), st.sampled_from([None, *ImportKind]))
@example(b'"', None)
@example(b"\xff\xfe\n\0", None)
@example(b"PK\x03\x04", None)
def test_no_bytes_make_reading_fail(data: bytes, kind: ImportKind | None) -> None:
    _never_fails(data, Choices(kind=kind))


@settings(deadline=None, max_examples=200)
@given(
    st.lists(PIECES, max_size=60), st.sampled_from([None, *ImportKind]), st.sampled_from(["utf-8", "utf-16", "cp1252"])
)
def test_no_pieces_of_files_make_reading_fail(pieces: list[str], kind: ImportKind | None, encoding: str) -> None:
    _never_fails(
        "".join(pieces).encode(encoding, "ignore" if encoding != "utf-8" else "surrogateescape"), Choices(kind=kind)
    )


@settings(deadline=None, max_examples=200)
@given(st.lists(st.lists(st.one_of(PIECES, st.text(max_size=10)), min_size=7, max_size=7), max_size=6), st.booleans())
def test_no_cells_under_a_known_header_make_reading_fail(rows: list[list[str]], day_first: bool) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    _never_fails(
        (WHOLE + text.getvalue()).encode("utf-8", "surrogateescape" if "\udcff" in text.getvalue() else "ignore"),
        of(ImportKind.TICKETS, day_first=day_first),
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(TIMES, min_size=1, max_size=5), st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]))
def test_a_moment_reads_the_same_in_whatever_shape_it_is_written(times: list[datetime], zone: str) -> None:
    shapes = [
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M:%S",
        "%d.%m.%Y %H:%M:%S",
        "%d %b %Y %H:%M:%S",
        "%d/%m/%Y %I:%M:%S %p",
    ]
    made = []
    for shape in shapes:
        rows = "".join(f"Northwind;{time.strftime(shape)}\n" for time in times)
        read = read_file(f"Customer;Date\n{rows}", of(ImportKind.TOUCHES, day_first=True, time_zone=zone))
        made.append([(line.values["at"], line.values["day_only"]) for line in read.good])
        assert read.bad == []
    assert all(each == made[0] for each in made)


@given(st.text(max_size=200))
def test_no_text_makes_reading_a_mapping_fail(text: str) -> None:
    try:
        said = read_mapping(text)
    except UnreadableFileError:
        return
    assert isinstance(said, Choices)


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_header_alone_is_a_file_without_lines(kind: ImportKind) -> None:
    header = "Customer,Name,Date,Subject,Started at,Period end,Active users,Score,Survey,Renewal date"
    read = read_file(f"{header}\n", of(kind))
    assert (read.good, read.bad) == ([], [])

"""Files that are broken, foreign or meant to harm: said in plain words, in bounded memory, and never a crash."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from reviews.imports.dialect import detect
from reviews.imports.lines import MOST_COLUMNS, PIECE, header_of, lines_of
from reviews.imports.model import BadLine, Dialect, UnreadableFileError
from tests.imports.files import read_file

COMMAS = Dialect("utf-8", ",")
HEADER = b"Customer,Date,Notes,Attendees\n"


class Endless(io.RawIOBase):
    """A file whose bytes are made as they are read, so that it may be as large as one likes."""

    def __init__(self, start: bytes, again: bytes, size: int, end: bytes = b"") -> None:
        self._parts: Iterator[bytes] = iter(())
        self._start, self._again, self._end = start, again, end
        self._left = size // len(again)
        self.read_bytes = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._start:
            part, self._start = self._start[:size], self._start[size:]
        elif self._left:
            many = min(self._left, max(size // len(self._again), 1))
            self._left -= many
            part = self._again * many
        else:
            part, self._end = self._end, b""
        self.read_bytes += len(part)
        return part


def _lines(data: bytes, dialect: Dialect = COMMAS) -> list[tuple[int, list[str] | BadLine]]:
    return list(lines_of(io.BytesIO(data), dialect))


def _zip(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * 1_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "a.csv", "The file is empty"),
        (b"\xef\xbb\xbf\r\n  \n", "a.csv", "The file is empty"),
        ("\ufeff".encode("utf-16"), "a.csv", "The file is empty"),
        (
            _zip("xl/workbook.xml"),
            "a.csv",
            "That is an Excel workbook, not a CSV. Open it, save it as CSV (File > Save as",
        ),
        (_zip("a.txt"), "a.xlsx", "Excel workbook"),
        (_zip("bomb.csv"), "a.zip", "packed (zip)"),
        (gzip.compress(b"a,b\n1,2\n"), "a.csv.gz", "packed (gzip)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "a.xls", "old Excel"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.csv", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.csv", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a.csv", "picture"),
        (b'  {"tickets": []}', "a.csv", "JSON"),
        (b'[{"id": 1}]', "a.csv", "JSON"),
        (b"<!DOCTYPE html><html><body>Please log in", "a.csv", "web page"),
        (b"<?xml version='1.0'?><a/>", "a.csv", "XML"),
        (bytes(range(256)) * 40, "a.csv", "something other than text"),
        (b"ab\0\0\0cd\0\0\0\0\1\2" * 90, "a.csv", "something other than text"),
        (b"a" * 70_000, "a.csv", "no line ends"),
        ("a,b\n1,2\n".encode("utf-32"), "a.csv", "UTF-32"),
    ],
)
def test_a_file_of_another_kind_says_what_to_send_instead(data: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        detect(data[: 64 * 1024], name=name)
    assert why in str(refused.value)


def test_a_line_of_ten_gigabytes_is_refused_without_being_kept() -> None:
    stream = Endless(HEADER, b"x" * 4096, 10_000_000_000)
    tracemalloc.start()
    with pytest.raises(UnreadableFileError, match="never ends"):
        list(lines_of(stream, COMMAS))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000
    assert stream.read_bytes < 100_000_000


def test_a_line_of_two_megabytes_is_left_out_and_the_next_is_read() -> None:
    lines = _lines(HEADER + b"a,2026-10-01,fine,Dana\n" + b"y" * 2_000_000 + b"\nb,2026-10-02,,\n")
    assert [number for number, _ in lines] == [2, 3, 4]
    assert isinstance(lines[1][1], BadLine)
    assert "longer than 1,000,000 letters" in lines[1][1].reason
    assert lines[2][1] == ["b", "2026-10-02", "", ""]


def test_a_quote_that_never_closes_names_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="opens in line 3 never closes"):
        _lines(HEADER + b'a,2026-10-01,fine,Dana\nb,2026-10-02,"open,Bo\nc,2026-10-03,,\n')


def test_a_quote_that_swallows_a_large_file_is_found_before_memory_is_full() -> None:
    stream = Endless(HEADER + b'a,2026-10-01,"open,Dana\n', b"c,2026-10-03,more,Bo\n", 2_000_000_000)
    with pytest.raises(UnreadableFileError, match="line 2"):
        list(lines_of(stream, COMMAS))  # type: ignore[arg-type]
    assert stream.read_bytes < 10_000_000


def test_quotes_that_open_anew_on_every_line_do_not_fill_the_memory() -> None:
    stream = Endless(HEADER + b'a,2026-10-01,"open\n', b'x","y\n', 3_000_000_000)
    with pytest.raises(UnreadableFileError, match="line 2 never closes"):
        list(lines_of(stream, COMMAS))  # type: ignore[arg-type]
    assert stream.read_bytes < 20_000_000


def test_many_lines_are_read_in_flat_memory() -> None:
    stream = Endless(HEADER, b"Northwind,2026-10-01,a call about exports,Dana Wu\n", 5_000_000)
    tracemalloc.start()
    count = sum(1 for _ in lines_of(stream, COMMAS))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_000_000 // 50
    assert peak < 4_000_000


def test_zero_bytes_spoil_their_own_line_only() -> None:
    lines = _lines(HEADER + b"a,2026-10-01,fi\0ne,Dana\nb,2026-10-02,,\n")
    assert isinstance(lines[0][1], BadLine)
    assert "zero byte" in lines[0][1].reason
    assert lines[1][1] == ["b", "2026-10-02", "", ""]


def test_letters_that_cannot_be_read_spoil_their_own_line_only() -> None:
    lines = _lines(HEADER + "Ä,2026-10-01,,\n".encode() + b"\xff\xfe,2026-10-01,,\n" + "Ö,2026-10-01,,\n".encode())
    assert [isinstance(cells, BadLine) for _, cells in lines] == [False, True, False]


def test_a_quote_inside_a_cell_spoils_its_own_line_only() -> None:
    lines = _lines(HEADER + b'a,2026-10-01,"say "no" now",Dana\nb,2026-10-02,,\n')
    assert isinstance(lines[0][1], BadLine)
    assert 'Write it twice ("")' in lines[0][1].reason
    assert lines[1] == (3, ["b", "2026-10-02", "", ""])


def test_more_columns_than_are_read_are_a_bad_line() -> None:
    lines = _lines(HEADER + b"," * (MOST_COLUMNS + 1) + b"a\nb,2026-10-02,,\n")
    assert isinstance(lines[0][1], BadLine)
    assert f"at most {MOST_COLUMNS}" in lines[0][1].reason
    with pytest.raises(UnreadableFileError, match="header"):
        header_of(io.BytesIO(b"a," * 600 + b"b\n"), COMMAS)


def test_a_cell_of_a_million_letters_names_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="A cell in line 2"):
        _lines(HEADER + b"a,2026-10-01," + b"z" * 500_000 + b",Dana\n")


def test_marks_of_a_second_file_glued_on_are_left_out() -> None:
    lines = _lines("\ufeffa,b\n1,2\n\ufeff3,4\n".encode(), Dialect("utf-8-sig", ","))
    assert lines == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_line_ends_may_be_mixed() -> None:
    assert _lines(b"a,b\r\n1,2\n3,4\r5,6\r\n\r\n7,8") == [
        (2, ["1", "2"]),
        (3, ["3", "4"]),
        (4, ["5", "6"]),
        (6, ["7", "8"]),
    ]


def test_lines_are_counted_as_an_editor_does() -> None:
    lines = _lines(b'a,b\n1,"two\nthree\r\nfour"\n\n,\n5,6\n')
    assert lines == [(2, ["1", "two\nthree\r\nfour"]), (7, ["5", "6"])]


@pytest.mark.parametrize("before", [-2, -1, 0, 1])
def test_a_line_end_cut_in_two_by_a_piece_is_one_line_end(before: int) -> None:
    long = "b" * (PIECE + before - len("h,i\r\na,"))
    lines = _lines(f"h,i\r\na,{long}\r\n1,2\r\n".encode())
    assert lines == [(2, ["a", long]), (3, ["1", "2"])]


def test_ragged_lines_say_how_many_cells_they_lack_or_have_too_many() -> None:
    read = read_file(
        b"Customer,Date,Notes,Attendees\nNorthwind,2026-10-01\nNorthwind,2026-10-01,a,b,c\nNorthwind,2026-10-01,a,b,,,\n"
    )
    assert [(bad.line, bad.reason[:31]) for bad in read.bad] == [
        (2, "It has 2 cells and the header 4"),
        (3, "It has 5 cells and the header 4"),
    ]
    assert [line.line for line in read.good] == [4]
    assert read.bad[1].cells == ("Northwind", "2026-10-01", "a", "b", "c")


def test_missing_cells_after_the_last_column_that_is_read_are_empty() -> None:
    read = read_file(b"Customer,Date,Notes,Attendees,Colour,Shape\nNorthwind,2026-10-01,a,b\n")
    assert read.bad == []
    assert read.good[0].values["about"] == "a"


def test_formulas_stay_text_and_are_no_numbers_or_days() -> None:
    head = "Account,Period end,Active users,Team\n"
    good, bad = "Northwind,2026-10-31,7,=1+1\n", "Northwind,2026-10-31,=1+1,x\nNorthwind,=TODAY(),7,x\n"
    read = read_file(head + good + "Kestrel,2026-10-31,8,x\n" + "Kestrel,2026-09-30,8,x\n" + bad)
    assert read.good[0].values["team"] == "=1+1"
    assert [(line.line, line.column) for line in read.bad] == [(5, "Active users"), (6, "Period end")]


@pytest.mark.parametrize("empty", ["", "null", "None", "n/a", "-", "—", "#N/A", "NaN", "  "])
def test_nothing_is_written_in_many_ways(empty: str) -> None:
    head = "Customer,Subject,Created at,Solved at,Requester,Reopens\n"
    data = f"{head}Northwind,Export,2026-10-01,{empty},{empty},{empty}\nNorthwind,{empty},2026-10-01,,,\n"
    read = read_file(data)
    values = read.good[0].values
    assert (values["solved_at"], values["requester"], values["reopened"]) == (None, None, None)
    assert [(bad.line, bad.column) for bad in read.bad] == [(3, "Subject")]

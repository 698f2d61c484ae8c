"""What a file is: how it is written, its kind and source, and how each of its columns is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import BinaryIO, Final

from reviews.date_readings import MONTHS_IN_FULL
from reviews.imports.cell_error import quoted
from reviews.imports.clocks import split_clock
from reviews.imports.columns import Match, match_columns
from reviews.imports.converters import EMPTY, zone_of
from reviews.imports.day_columns import DayColumn
from reviews.imports.day_shapes import DAY_SHAPES
from reviews.imports.dialect import SAMPLE, detect, settled
from reviews.imports.fields import DATES, FIELDS, NUMBERS, Field, Reads
from reviews.imports.headers import Header
from reviews.imports.lines import header_of, lines_of
from reviews.imports.model import BadLine, Choices, ColumnUse, Dialect, FileShape, UnreadableFileError
from reviews.imports.number_columns import number_hows
from reviews.imports.sources import source_of
from reviews.imports.survey_columns import survey_of
from reviews.imports.texts import is_nothing

OpenFile = Callable[[], BinaryIO]
ROWS: Final = 1000
"""How many lines the shapes are looked for in first."""
ALONE: Final = "left alone"


def shape_of(open_file: OpenFile, name: str, choices: Choices) -> FileShape:
    """Look at a file before it is read. Raises UnreadableFileError, in words for whoever sent it.

    `open_file` gives the file from its start each time; it is read through where its first lines leave a question.
    """
    zone_of(choices.time_zone)
    dialect = _dialect(open_file, name)
    with open_file() as stream:
        header = header_of(stream, dialect)
    match = match_columns(header, choices, name)
    with open_file() as stream:
        rows = [cells for _, cells in islice(lines_of(stream, dialect), ROWS) if not isinstance(cells, BadLine)]
    columns = _columns(open_file, dialect, match, rows, choices, name)
    source = choices.source or source_of(head.plain for head, _ in match.uses)
    return FileShape(dialect, header, match.kind, source, columns)


def _dialect(open_file: OpenFile, name: str) -> Dialect:
    with open_file() as stream:
        sample = stream.read(SAMPLE)
    dialect = detect(sample, name=name)
    if len(sample) < SAMPLE or not sample.isascii():
        return dialect
    with open_file() as stream:
        return settled(stream, dialect)


def _columns(
    open_file: OpenFile, dialect: Dialect, match: Match, rows: Sequence[Sequence[str]], choices: Choices, name: str
) -> tuple[ColumnUse, ...]:
    fields = FIELDS[match.kind]
    used = [(place, head, fields[field]) for place, (head, field) in enumerate(match.uses) if field]
    hows = _day_hows(open_file, dialect, used, rows, choices)
    commas = dialect.delimiter == ";" or any("." in how and "day" in how for how in hows.values())
    numbers = [(place, head, field) for place, head, field in used if field.reads in NUMBERS]
    hows |= number_hows(numbers, rows, commas=commas)
    for place, head, field in used:
        if field.name == "score" and not any(other.name == "survey" for _, _, other in used):
            hows[place] = f"{hows[place]}, {survey_of(head, name, rows, place, hows[place])}"
    return tuple(
        ColumnUse(head.written, field, hows.get(place, "") if field else ALONE)
        for place, (head, field) in enumerate(match.uses)
    )


def _day_hows(
    open_file: OpenFile,
    dialect: Dialect,
    used: Sequence[tuple[int, Header, Field]],
    rows: Sequence[Sequence[str]],
    choices: Choices,
) -> dict[int, str]:
    """How the days of each column are read; the whole file is looked through for what its first lines leave open."""
    columns = {
        place: DayColumn(head.written, periods=field.reads is Reads.PERIOD)
        for place, head, field in used
        if field.reads in DATES or field.reads is Reads.PERIOD
    }
    for place, column in columns.items():
        for text in _cells(rows, place):
            column.add(text)
    still = {place: column for place, column in columns.items() if column.is_open}
    if still and len(rows) >= ROWS:
        _look_further(open_file, dialect, still)
    order = _order(columns.values(), choices)
    return {place: _settled(column, order) for place, column in columns.items()}


def _cells(rows: Sequence[Sequence[str]], place: int) -> Iterator[str]:
    for row in rows:
        if place < len(row) and not is_nothing(text := row[place].strip()):
            yield text


def _look_further(open_file: OpenFile, dialect: Dialect, still: dict[int, DayColumn]) -> None:
    """Read on until every column has shown its shape, or the file ends."""
    with open_file() as stream:
        for _, cells in islice(lines_of(stream, dialect), ROWS, None):
            if isinstance(cells, BadLine):
                continue
            for place, column in tuple(still.items()):
                text = cells[place].strip() if place < len(cells) else ""
                if not is_nothing(text):
                    column.add(text)
                    if not column.is_open:
                        del still[place]
            if not still:
                return


def _order(columns: Iterable[DayColumn], choices: Choices) -> bool | None:
    """Whether this file writes the day before the month: one column that shows it speaks for the others."""
    shown = {
        best.startswith("day")
        for column in columns
        if not column.is_open and (best := column.best) in DAY_SHAPES and DAY_SHAPES[best].twin
    }
    if len(shown) == 1:
        return shown.pop()
    return choices.day_first


def _settled(column: DayColumn, day_first: bool | None) -> str:
    if not column.cells:
        return EMPTY
    best = column.best
    if best is None:
        raise column.refuse()
    twin = DAY_SHAPES[best].twin if best in DAY_SHAPES else None
    if twin is not None and column.is_open:
        if day_first is None:
            raise UnreadableFileError(_which(column, best, twin))
        best = best if best.startswith("day") is day_first else twin
    return column.how(best)


def _which(column: DayColumn, one: str, other: str) -> str:
    if not column.twofold:
        return (
            f"“{column.header}” writes some days with the day first and some with the month first, such "
            f"as {', '.join(map(quoted, column.examples))}. Say which is right."
        )
    first, second = (one, other) if one.startswith("day") else (other, one)
    day = {how: DAY_SHAPES[how].read_day(split_clock(column.twofold)[0]) for how in (first, second)}
    return (
        f"Days in “{column.header}” can be read in two ways: {quoted(column.twofold)} is {_said(day[first])} if the "
        f"day stands first, and {_said(day[second])} if the month does. Say which is meant."
    )


def _said(day: date | None) -> str:
    return f"{day.day} {MONTHS_IN_FULL[day.month - 1]} {day.year}" if day else "no day"

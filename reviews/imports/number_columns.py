"""Which shape the numbers of each column have. A file is taken to write all its numbers one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from reviews.imports.cell_error import quoted
from reviews.imports.fields import Field, Reads
from reviews.imports.headers import Header
from reviews.imports.model import UnreadableFileError
from reviews.imports.number_shapes import COMMA, NUMBER_SHAPES, POINT, NumberShape, Wanted, number_shape
from reviews.imports.texts import is_nothing

_EXAMPLES: Final = 3
_USUAL_UNIT: Final = "minutes"
"""Of lengths of time where the header names none."""


def number_hows(
    columns: Sequence[tuple[int, Header, Field]], rows: Sequence[Sequence[str]], *, commas: bool
) -> dict[int, str]:
    """How the numbers of each column are read, by the column's place. `commas`: all else in the file writes 1.234,5."""
    cells = {place: _cells(rows, place, field) for place, _, field in columns}
    usual = _usual(columns, cells, COMMA if commas else POINT)
    hows: dict[int, str] = {}
    for place, head, field in columns:
        shape = number_shape(cells[place], _wanted(field), usual)
        _refuse_words(head, cells[place], shape)
        hows[place] = f"{shape.how} in {head.span_unit or _USUAL_UNIT}" if _is_span(field) else shape.how
    return hows


def _cells(rows: Sequence[Sequence[str]], place: int, field: Field) -> list[str]:
    found = (row[place].strip() for row in rows if place < len(row))
    return [text for text in found if not is_nothing(text) and not (_is_span(field) and ":" in text)]


def _is_span(field: Field) -> bool:
    return field.reads is Reads.SPAN


def _wanted(field: Field) -> Wanted:
    return Wanted(whole=field.reads is Reads.WHOLE, money=field.reads is Reads.MONEY)


def _usual(
    columns: Sequence[tuple[int, Header, Field]], cells: dict[int, list[str]], other: NumberShape
) -> NumberShape:
    """The shape that alone reads some column whole; where no column shows one, the file's other habits."""
    shown: Counter[str] = Counter()
    for place, _, field in columns:
        wanted = _wanted(field)
        reading = [
            shape.how
            for shape in NUMBER_SHAPES.values()
            if cells[place] and all(wanted.fits(shape.read(cell)) for cell in cells[place])
        ]
        if POINT.how in reading and COMMA.how in reading:
            continue
        if reading:
            shown[other.how if other.how in reading else reading[0]] += 1
    return NUMBER_SHAPES[shown.most_common(1)[0][0]] if shown else other


def _refuse_words(head: Header, cells: Sequence[str], shape: NumberShape) -> None:
    if cells and sum(shape.read(cell) is not None for cell in cells) * 2 < len(cells):
        said = ", ".join(quoted(cell) for cell in cells[:_EXAMPLES])
        raise UnreadableFileError(
            f"“{head.written}” should hold numbers, and I cannot read {said}. Correct them, or leave the column alone "
            f'in a mapping file: [columns] "{head.written}" = "".'
        )

"""Cells of numbers, amounts, lengths of time and currencies, read strictly in their column's one shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from reviews.account_money import read_currency
from reviews.imports.cell_error import CellError, quoted
from reviews.imports.number_shapes import NUMBER_SHAPES, Number
from reviews.imports.texts import is_nothing

_SECONDS: Final = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}
_MOST_WHOLE: Final = 2_000_000_000
_LONGEST_SPAN: Final = timedelta(days=3660)
_MOST_KEPT: Final = 20_000


def number_reader(how: str) -> Callable[[str], Number | None]:
    """Reads numbers of the shape that `how` begins with."""
    base = how.split(" in ", maxsplit=1)[0].split(", ", maxsplit=1)[0]
    shape = NUMBER_SHAPES[base]
    known: dict[str, Number | None] = {}

    def read(cell: str) -> Number | None:
        if cell in known:
            return known[cell]
        if len(known) > _MOST_KEPT:
            known.clear()
        text = cell.strip()
        number = None if is_nothing(text) else shape.read(text)
        if number is None and not is_nothing(text):
            raise CellError(f"{quoted(text)} is no number as this column writes them, such as {base}.")
        known[cell] = number
        return number

    return read


def whole_reader(how: str) -> Callable[[str], int | None]:
    """Reads counts: whole, and none below zero."""
    number_of = number_reader(how)

    def read(cell: str) -> int | None:
        if cell.isdecimal() and cell.isascii() and len(cell) < 10:
            return int(cell)
        number = number_of(cell)
        if number is None:
            return None
        if not number.value.is_integer() or number.value < 0 or number.percent or number.currency:
            raise CellError(f"{quoted(cell)} is no count. Write a whole number, such as 40.")
        if number.value > _MOST_WHOLE:
            raise CellError(f"{quoted(cell)} is more than is believed.")
        return int(number.value)

    return read


def decimal_reader(how: str) -> Callable[[str], float | None]:
    """Reads numbers with decimals."""
    number_of = number_reader(how)

    def read(cell: str) -> float | None:
        number = number_of(cell)
        return None if number is None else number.value

    return read


def money_reader(how: str) -> Callable[[str], tuple[int, str | None] | None]:
    """Reads amounts as whole units and the currency that stands beside them."""
    number_of = number_reader(how)

    def read(cell: str) -> tuple[int, str | None] | None:
        number = number_of(cell)
        if number is None:
            return None
        if number.value < 0 or number.percent:
            raise CellError(f"{quoted(cell)} is no amount a year. Write one such as 120000.")
        return round(number.value), number.currency

    return read


def span_reader(how: str) -> Callable[[str], timedelta | None]:
    """Reads lengths of time in the unit that `how` ends with, or as 1:30:00."""
    number_of = number_reader(how)
    unit = _SECONDS[how.rpartition(" in ")[2]]

    def read(cell: str) -> timedelta | None:
        if ":" in cell:
            return _clocked(cell)
        number = number_of(cell)
        if number is None:
            return None
        span = timedelta(seconds=min(abs(number.value) * unit, 1e12))
        if number.value < 0 or span > _LONGEST_SPAN:
            raise CellError(f"{quoted(cell)} is no length of time that can be. Correct it.")
        return span

    return read


def _clocked(cell: str) -> timedelta:
    parts = cell.strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdecimal() and len(part) <= 5 for part in parts):
        raise CellError(f"{quoted(cell)} is no length of time. Write it as hours:minutes:seconds.")
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def currency_of(cell: str) -> str | None:
    """A currency by its code, sign or name."""
    text = cell.strip()
    if is_nothing(text):
        return None
    code = read_currency(text.split(" - ")[0])
    if code is None:
        raise CellError(f"{quoted(text)} is no currency. Write its three letters, such as EUR.")
    return code

"""The shapes a number has in files: what parts its thousands, and what its decimals. Each reads only its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from reviews.account_money import read_currency

MOST: Final = 1e15
_SPACES: Final = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'", "\u2212": "-", "\u2013": "-"}
)
_TIMES: Final = {
    "k": 1e3, "tsd": 1e3, "tsd.": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "mio.": 1e6, "mm": 1e6, "bn": 1e9, "mrd": 1e9,
}  # fmt: skip
_PARTS: Final = re.compile(
    r"(?P<open>\()?\s*(?P<minus>[-+])?\s*(?P<before>[^\d\s().,'+-]{1,4})?\s*(?P<minus2>-)?\s*(?P<digits>\d[\d.,' ]*)"
    r"\s?(?P<times>k|tsd\.?|mio\.?|mn|mm|m|bn|mrd)?\s*(?P<after>[^\d\s().,'+-]{1,4})?\s*(?P<minus3>-)?(?P<close>\))?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read. `places`: digits after its decimal sign. `currency`: its code where a sign or code stood."""

    value: float
    places: int = 0
    currency: str | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class NumberShape:
    """What parts thousands and what decimals."""

    how: str
    thousands: str
    decimal: str

    def read(self, text: str) -> Number | None:
        """The number that all of `text` is, None where it is not one of this shape."""
        found = _PARTS.match(text.translate(_SPACES).strip()) if len(text) <= 60 else None
        if found is None or bool(found["open"]) != bool(found["close"]):
            return None
        size = self._size(found["digits"].strip())
        beside = _beside(found["before"], found["after"])
        if size is None or beside is None:
            return None
        value, places = size
        value *= _TIMES.get((found["times"] or "").lower(), 1)
        negative = [found["open"], found["minus"] == "-", found["minus2"], found["minus3"]]
        if value > MOST or sum(map(bool, negative)) > 1:
            return None
        return Number(-value if any(negative) else value, 0 if found["times"] else places, *beside)

    def _size(self, digits: str) -> tuple[float, int] | None:
        whole, _, part = digits.partition(self.decimal)
        groups = whole.split(self.thousands)
        if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(each) == 3 for each in groups[1:])):
            return None
        joined = "".join(groups)
        if not _is_digits(joined) or (self.decimal in digits and not _is_digits(part)):
            return None
        return float(f"{joined}.{part or 0}"), len(part)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _beside(before: str | None, after: str | None) -> tuple[str | None, bool] | None:
    """The currency and whether it is a percentage; None where something else stands beside the number."""
    percent = after == "%"
    signs = [sign for sign in (before, None if percent else after) if sign]
    if len(signs) > 1 or (percent and signs):
        return None
    currency = read_currency(signs[0]) if signs else None
    return (currency, percent) if currency or not signs else None


POINT: Final = NumberShape("1,234.5", ",", ".")
COMMA: Final = NumberShape("1.234,5", ".", ",")
NUMBER_SHAPES: Final[dict[str, NumberShape]] = {
    shape.how: shape
    for shape in (
        POINT,
        COMMA,
        NumberShape("1 234,5", " ", ","),
        NumberShape("1'234.5", "'", "."),
        NumberShape("1 234.5", " ", "."),
        NumberShape("1'234,5", "'", ","),
    )
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a column's numbers are: whole ones, and of how many decimals none has exactly three (money)."""

    whole: bool = False
    money: bool = False

    def fits(self, number: Number | None) -> bool:
        """Whether a number is one that the column can hold."""
        if number is None:
            return False
        if self.whole:
            return number.value.is_integer()
        return not (self.money and number.places == 3)


def number_shape(cells: Iterable[str], wanted: Wanted, usual: NumberShape) -> NumberShape:
    """The shape that reads most of a column's cells. Where several do, the one that this file uses elsewhere."""
    said = [cell for cell in cells if cell]
    order = sorted(NUMBER_SHAPES.values(), key=lambda shape: shape is not usual)
    return max(order, key=lambda shape: sum(wanted.fits(shape.read(cell)) for cell in said))

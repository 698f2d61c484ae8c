r"""Numbers as people type them beside a goal: read kindly, never guessed, and said back.

>>> read_number("1,5 h")
TypedNumber(value=1.5, unit='h')
>>> say_number(12500.0)
'12\xa0500'
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

MOST = 1e12
_LONGEST = 60
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_DIGITS = re.compile(r"(?<![\d.,])[.,]?\d(?:[\d.,']|(?<=\d) (?=\d{3}(?!\d)))*(?<=\d)|\d")
_SCALES = {"k": 1e3, "tsd": 1e3, "thousand": 1e3, "mn": 1e6, "mio": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_MONEY = "€$£¥₹"
_THREES = re.compile(r"\d{1,3}(?:(?P<sign>[.,' ])\d{3})(?:(?P=sign)\d{3})*\Z")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number and the unit that stood beside it, empty where none did."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class NotANumber:
    """Why it was not read, and what to type instead. Plain text, fit to stand under a field."""

    why: str


def read_number(text: str) -> TypedNumber | NotANumber:
    """One number with perhaps a unit: `40`, `1,5`, `1.5k`, `40 min`, `40%`, `€ 12 500`."""
    said = " ".join(unicodedata.normalize("NFKC", text[: _LONGEST + 1]).translate(_SIGNS).split())
    if len(said) > _LONGEST:
        return NotANumber("That is too long for a number. Type only the number, such as 40 or 1.5.")
    found = [*_DIGITS.finditer(said)]
    if not found:
        return NotANumber(f"I see no number in “{said}”. Type one such as 40, 1.5 or 40 %.")
    if len(found) > 1:
        both = " or ".join(each[0] for each in found[:3])
        return NotANumber(f"“{said}” holds {len(found)} numbers. Type one of them: {both}.")
    return _read(said, found[0])


def _read(said: str, found: re.Match[str]) -> TypedNumber | NotANumber:
    before, after = said[: found.start()].strip(), said[found.end() :].strip()
    sign = -1.0 if before[-1:] == "-" else 1.0
    before = before.removesuffix("-").strip()
    if before and not set(before) <= set(_MONEY):
        return NotANumber(f"I read {found[0]} in “{said}”, and words before it. Type the number first: {found[0]}.")
    value = _value(found[0])
    if isinstance(value, NotANumber):
        return value
    scale, unit = _scaled(after)
    number = sign * value * scale
    if not math.isfinite(number) or abs(number) > MOST:
        return NotANumber(f"“{said}” is too large. Use a larger unit, such as 1.5 million instead of 1500000.")
    return TypedNumber(number, " ".join(filter(None, (before, unit))))


def _scaled(after: str) -> tuple[float, str]:
    """The `k` of `1.5k` and the like, and what is left as the unit."""
    word, _, rest = after.partition(" ")
    scale = _SCALES.get(word.casefold().strip("."))
    return (scale, rest) if scale else (1.0, after.strip(".,; "))


def _value(digits: str) -> float | NotANumber:
    """Digits with their points and commas. What can be two numbers is asked back."""
    spaced = digits.replace(" ", "").replace("'", "")
    points, commas = spaced.count("."), spaced.count(",")
    if points and commas:
        return _both(spaced)
    if points + commas == 1 and _THREES.match(spaced) and not spaced.startswith("0"):
        whole, part = re.split("[.,]", spaced)
        return NotANumber(f"“{digits}” can be read in two ways. Type {whole}{part} or {whole}.{part.rstrip('0') or 0}.")
    if points + commas > 1:
        if not _THREES.match(spaced):
            return NotANumber(f"I cannot read “{digits}”. Type it without separators, such as 1500.")
        return float(re.sub("[.,]", "", spaced))
    return float(spaced.replace(",", "."))


def _both(digits: str) -> float | NotANumber:
    """The later of the two signs parts the decimals: 1.234,5 and 1,234.5."""
    decimal = "," if digits.rfind(",") > digits.rfind(".") else "."
    whole, _, part = digits.rpartition(decimal)
    if not _THREES.match(whole) or decimal in whole:
        return NotANumber(f"I cannot read “{digits}”. Type it without separators, such as 1500.5.")
    return float(f"{re.sub('[.,]', '', whole)}.{part}")


def say_number(value: float) -> str:
    """A number as it is shown: no more than two places after the point, thousands apart from 10 000 on."""
    places = 2 if abs(value) >= 1 or value == 0 else min(6, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, point, part = text.partition(".")
    if len(whole.lstrip("-")) > 4:
        whole = f"{int(whole):,}".replace(",", "\u00a0")
    shown = f"{whole}{point}{part}"
    return "0" if shown in {"-0", ""} else shown.replace("-", "\u2212")

"""Cells of words: names, free text, links, and what counts as empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from reviews.imports.cell_error import CellError, quoted

ReadText = Callable[[str], str | None]
NOTHING: Final = frozenset(
    {"", "null", "none", "n/a", "-", "--", "—", "–", "#n/a", "nan", "nil", "(null)", "(none)", "(blank)", "#null!"}
)
"""What stands in an empty cell, in lower case."""
_LONGEST_NOTHING: Final = max(map(len, NOTHING))
_ODD: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff\ufffe\uffff]+"
)
_LINK: Final = re.compile(r"https?://[^\s<>|]+\Z", re.IGNORECASE)
_FORMULAS: Final = frozenset("=+-@\t\r")


def is_nothing(text: str) -> bool:
    """Whether a stripped cell counts as empty."""
    return len(text) <= _LONGEST_NOTHING and text.lower() in NOTHING


def id_reader(most: int) -> ReadText:
    """Reads what names one record alone: each comes once, so none is kept."""

    def read(cell: str) -> str | None:
        if cell.isalnum() and _LONGEST_NOTHING < len(cell) <= most:
            return cell
        return _name(cell, most)

    return read


def name_reader(most: int) -> ReadText:
    """Reads a name or number of something. The same ones come often, so they are kept."""
    known: dict[str, str | None] = {}

    def read(cell: str) -> str | None:
        try:
            return known[cell]
        except KeyError:
            if len(known) > 20_000:
                known.clear()
            text = known[cell] = _name(cell, most)
            return text

    return read


def _name(cell: str, most: int) -> str | None:
    if cell.isdecimal() and len(cell) <= most:
        return cell
    text = clean(cell)
    if not text or is_nothing(text):
        return None
    if len(text) > most:
        raise CellError(f"{quoted(text)} has {len(text):,} letters; at most {most} are kept here.")
    return text


def text_reader(most: int) -> ReadText:
    """Reads free words. What is longer than `most` letters is cut, with a mark."""

    def read(cell: str) -> str | None:
        text = cell.strip() if cell.isprintable() and cell[:1] != "'" else clean(cell)
        if len(text) <= _LONGEST_NOTHING and text.lower() in NOTHING:
            return None
        return text if len(text) <= most else text[: most - 1].rstrip() + "…"

    return read


def clean(cell: str) -> str:
    """One line of text without signs that cannot be shown. A formula stays text; the mark that our own exports put
    before one is taken off again.
    """
    text = cell if cell.isprintable() else _ODD.sub("", cell)
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULAS else text


def read_link(cell: str) -> str | None:
    """A web address; anything else is no link and is left out."""
    text = cell.strip()
    return text if len(text) <= 1000 and _LINK.match(text) else None

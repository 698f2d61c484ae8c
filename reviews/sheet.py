"""A line of text read piece by piece: what has been understood is taken, the rest is what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TAKEN = ";"
"""Stands in for each taken sign, so that what was next to it is now next to a boundary."""

_PARTS = re.compile(r"[,;\n|()→]|[-=]>|\s(?:[-–—]+|/)(?=\s)|[.!?]+(?=[\s;,)]|$)")
_EDGE = " \t,;|·→"
_LEADING = re.compile(r"^(?:[\s,;|·:→]|[-=]>|(?:[-–—]+|/)(?=\s|$)|[.!?]+(?=[\s,;]|$))+")
_TRAILING = re.compile(r"(?:[\s,;|·→]|[-=]>|(?<=\s)(?:[-–—]+|/))+$")
_PARTING = re.compile(r"[,;|\n–—→/-]")
_LIST_MARK = re.compile(r"\s*(?:(?:[•◦▪*-]|\d{1,2}[.)]|\[[ xX]?\])\s+)+")
_HALF_BRACKET = re.compile(r"^\s*\)")
_QUOTED = re.compile(r"\s*([\"“”«])(.*)([\"“”»])\s*", re.DOTALL)
_AND_FIRST = re.compile(r"^(?:and|&)(?=\s|$)\s*", re.IGNORECASE)
_AND_LAST = re.compile(r"(?:^|\s)(?:and|&)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text between two boundaries, `sheet.text[start:end]`, blanks at its ends left out."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Sheet:
    """The text and the spans already taken out of it. Offsets always count in the whole text."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        """Mark a span as understood; it no longer belongs to what was said."""
        if start < end:
            self.taken.append((start, end))

    def masked(self, *more: tuple[int, int]) -> str:
        """The text at its full length, taken spans (and `more`) covered by boundaries."""
        signs = list(self.text)
        for start, end in (*self.taken, *more):
            signs[start:end] = TAKEN * (end - start)
        return "".join(signs)

    def parts(self) -> Iterator[Part]:
        """The stretches between boundaries that are not taken, left to right."""
        covered = self.masked()
        start = 0
        for mark in _PARTS.finditer(covered):
            yield from _part(covered, start, mark.start())
            start = mark.end()
        yield from _part(covered, start, len(covered))

    def left(self) -> str:
        """What was said beside all that was taken, with the seams closed."""
        chunks: list[str] = []
        end = 0
        for start, stop in sorted(self.taken):
            if start > end:
                chunks.append(self.text[end:start])
            end = max(end, stop)
        return _join([*chunks, self.text[end:]])


def sheet_of(text: str) -> Sheet:
    """Begin a sheet past a list's mark ("•", "1.", "[ ]") and without the quotes around a whole line."""
    sheet = Sheet(text)
    quoted = _QUOTED.fullmatch(text)
    if quoted and not set('"“”«»') & set(quoted[2]):
        sheet.take(0, quoted.end(1))
        sheet.take(quoted.start(3), len(text))
    if mark := _LIST_MARK.match(text):
        sheet.take(0, mark.end())
    return sheet


def _part(covered: str, start: int, end: int) -> Iterator[Part]:
    text = covered[start:end]
    inner = text.strip(_EDGE)
    if inner.strip():
        begin = start + text.index(inner)
        yield Part(begin, begin + len(inner), inner)


def _join(chunks: list[str]) -> str:
    """Close the seams between chunks: a line end or comma where one stood, else a blank."""
    said = ""
    seam = ""
    for chunk in chunks:
        bare = _HALF_BRACKET.sub("", chunk)
        lead = _LEADING.match(bare)
        inner = bare[lead.end() :] if lead else bare
        tail = _TRAILING.search(inner)
        inner = _unpaired(inner[: tail.start()] if tail else inner)
        seam += lead[0] if lead else ""
        if inner:
            said = _seamed(said, seam, inner)
            seam = ""
        seam += tail[0] if tail and inner else ""
    return _AND_LAST.sub("", _AND_FIRST.sub("", said.replace("()", ""))).strip(" \t\n,;:")


def _seamed(said: str, seam: str, chunk: str) -> str:
    if not said:
        return chunk
    if not _PARTING.search(seam):
        return f"{said} {chunk}"
    return _AND_LAST.sub("", said) + ("\n" if "\n" in seam else ", ") + chunk


def _unpaired(chunk: str) -> str:
    """Drop a bracket whose other half was taken away with its content."""
    inner = chunk.strip()
    if inner.endswith("("):
        inner = inner.removesuffix("(").rstrip()
    return inner

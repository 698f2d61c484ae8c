"""`also at Kestrel, Harbor Lane` in the line of a gap: whole names of customers there are, and nothing guessed.

What follows "also at" and is no customer's name stays in the gap's words: "fails at noon, also at night".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from reviews.text import unescape

_LEAD = re.compile(r"[,;(]?\s*(?:and\s+)?\balso\s+at\s+", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+(?:and|&amp;|&)\s+)", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_MOST_WORDS = 8
_MOST_NAMES = 20
_ROOM = 400


@dataclass(frozen=True, slots=True)
class AlsoAt:
    """The numbers of the customers named, in the order they were, and the line without them."""

    numbers: tuple[int, ...]
    rest: str


def names_in(text: str) -> list[str]:
    """Everything after "also at" that might be a customer's name: who knows the names says which are."""
    found: list[str] = []
    for lead in _LEAD.finditer(text):
        tail = text[lead.end() : lead.end() + _ROOM]
        for start in [0, *(each.end() for each in _NEXT.finditer(tail))][:_MOST_NAMES]:
            found += [name for name, _ in _beginnings(tail, start)]
    return list(dict.fromkeys(found))


def take_also_at(text: str, known: Mapping[str, int]) -> AlsoAt:
    """Take the customers out of the line. `known`: those of `names_in` that are a customer's name, as written."""
    for lead in _LEAD.finditer(text):
        numbers, end = _walk(text, lead.end(), known)
        if numbers:
            before, after = text[: lead.start()].rstrip(), text[end:].lstrip(" ,;)")
            return AlsoAt(tuple(dict.fromkeys(numbers)), f"{before}, {after}" if after else before)
    return AlsoAt((), text)


def _walk(text: str, at: int, known: Mapping[str, int]) -> tuple[list[int], int]:
    """Name after name, as long as each is one; the longest wins, so that a customer may have an "and" in its name."""
    numbers: list[int] = []
    end = at
    while len(numbers) < _MOST_NAMES:
        name = next(((words, stop) for words, stop in _beginnings(text, at) if words in known), None)
        if name is None:
            break
        numbers.append(known[name[0]])
        end = name[1]
        following = _NEXT.match(text, end)
        if following is None:
            break
        at = following.end()
    return numbers, end


def _beginnings(text: str, start: int) -> Iterator[tuple[str, int]]:
    """What begins there, the longest first, each with where it ends; unescaped, as names are kept."""
    words = islice(_WORD.finditer(text, start), _MOST_WORDS)
    ends = [word.start() + len(word[0].rstrip(",;.)")) for word in words]
    for end in reversed(ends):
        if name := unescape(text[start:end]).strip():
            yield name, end

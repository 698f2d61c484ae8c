"""Finding the date phrases in a sentence, and leaving alone all that only looks like one.

A phrase is taken when something vouches for it: a word before it ("by", "due", "update"), its place (the end
of the line, or a part between commas), or its own shape (2026-05-14). How much is needed depends on its form:
`reviews.date_places` holds that table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reviews.date_grammar import LONGEST, read_phrase
from reviews.date_places import Place, accepts, may_be_whole
from reviews.date_readings import DateReading, DayOrder
from reviews.date_settling import Asking, Found
from reviews.date_tokens import Token, introducer_at, tokens_of

_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date phrase in a line: `line[start:end]` holds it with its introducer, `text` without."""

    start: int
    end: int
    text: str
    introducer: str | None
    reading: DateReading


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in words, and all that is needed to read dates in it."""

    text: str
    tokens: tuple[Token, ...]
    asking: Asking


def find_dates(
    line: str, *, today: date, order: DayOrder | None, holidays: frozenset[date] = frozenset()
) -> list[DateSpan]:
    """The date phrases inside a longer text, left to right, the longest at each place, never overlapping.

    Phrases that were meant as a date but name no day ("by next sprint") are listed too, as unknown.
    """
    searched = _Line(line, tokens_of(line), Asking("", today, order, holidays))
    spans, at = [], 0
    while at < len(searched.tokens):
        span, at = _span_at(searched, at)
        spans += [span] if span else []
    return spans


def _span_at(line: _Line, at: int) -> tuple[DateSpan | None, int]:
    """The phrase that begins at this word, if any, and the word to go on from."""
    word, length = introducer_at(line.tokens, at)
    starts = [(word, at + length)] if word else []
    for introducer, first in (*starts, (None, at)):
        for last in _lasts(line, first):
            place = Place(line.tokens, at, first, last, introducer)
            if found := _taken(line, place):
                return _span(line, place, found), last + 1
    return None, at + 1


def _lasts(line: _Line, first: int) -> Iterator[int]:
    """Where a phrase that begins at `first` may end, the furthest first."""
    last = first
    while last < len(line.tokens) and line.tokens[last].datish and last - first < _MOST_WORDS:
        last += 1
        if not line.tokens[last - 1].joins_next:
            break
    return iter(range(last - 1, first - 1, -1))


def _taken(line: _Line, place: Place) -> Found | None:
    text = line.text[line.tokens[place.first].start : line.tokens[place.last].end]
    if len(text) > LONGEST or not may_be_whole(place):
        return None
    asking = line.asking
    found = read_phrase(Asking(" ".join(text.split()), asking.today, asking.order, asking.holidays))
    return found if found and accepts(place, found) else None


def _span(line: _Line, place: Place, found: Found) -> DateSpan:
    start, end = line.tokens[place.at].start, line.tokens[place.last].end
    text = line.text[line.tokens[place.first].start : end]
    return DateSpan(start, end, text, place.introducer, found.reading)

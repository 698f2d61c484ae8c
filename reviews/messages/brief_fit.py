"""What of a brief can be read in two minutes: the lightest goes first, and what must stand never goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from reviews.messages.brief_words import Line, Part, words_in

MOST_WORDS: Final = 350
"""Two minutes on a phone, numbers and names included."""
_FOOT: Final = 8
"""What saying how much was left out takes."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The parts with the lines that are said, the questions that are asked, and how many lines were left out."""

    parts: tuple[Part, ...]
    asked: tuple[str, ...]
    left_out: int = 0


def fitted(parts: Sequence[Part], asked: Sequence[str], frame: str) -> Fitted:
    """Fit parts and questions into two minutes beside `frame`, which stands in any case.

    What must stand is said in short where there is no room for all of it; then the last question of four goes.
    """
    taken = words_in(frame) + sum(words_in(part.heading) for part in parts)
    must = sum(words_in(line.short or line.text) for part in parts for line in part.lines if line.must)
    questions = tuple(asked)
    if len(questions) > 3 and taken + must + words_in("\n".join(questions)) > MOST_WORDS:
        questions = questions[:3]
    left = MOST_WORDS - _FOOT - taken - must - words_in("\n".join(questions))
    kept: dict[tuple[int, int], Line] = {}
    for place, at, line in _by_weight(parts):
        said = line if not line.must or left >= _more_than_short(line) else replace(line, text=line.short or line.text)
        cost = _more_than_short(said) if line.must else words_in(line.text)
        if line.must or cost <= left:
            kept[place, at] = said
            left -= cost
    shown = tuple(
        replace(part, lines=tuple(kept[place, at] for at in range(len(part.lines)) if (place, at) in kept))
        for place, part in enumerate(parts)
    )
    return Fitted(shown, questions, sum(len(part.lines) for part in parts) - len(kept))


def _by_weight(parts: Sequence[Part]) -> list[tuple[int, int, Line]]:
    """Every line with its place, what must stand first, then the heaviest."""
    lines = [(place, at, line) for place, part in enumerate(parts) for at, line in enumerate(part.lines)]
    return sorted(lines, key=lambda each: (not each[2].must, -each[2].weight, each[0], each[1]))


def _more_than_short(line: Line) -> int:
    """How many words the whole line takes beyond its short form."""
    return max(0, words_in(line.text) - words_in(line.short or line.text))

"""Which survey a column of scores is from: by its header, the file's name, or how high the scores go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviews.imports.headers import Header, plain
from reviews.imports.model import UnreadableFileError
from reviews.imports.number_shapes import NUMBER_SHAPES

_SIGNS: Final = (("NPS", ("nps", "promoter", "recommend")), ("CES", ("ces", "effort")), ("CSAT", ("csat", "satisf")))
_ABOVE_SEVEN: Final = 7


def survey_of(head: Header, name: str, rows: Sequence[Sequence[str]], place: int, how: str) -> str:
    """NPS, CES or CSAT. Raises UnreadableFileError where nothing tells them apart."""
    for words in (head.plain, plain(name)):
        for survey, signs in _SIGNS:
            if any(sign in word for word in words.split() for sign in signs):
                return survey
    numbers = [NUMBER_SHAPES[how].read(row[place].strip()) for row in rows if place < len(row)]
    highest = max((number.value for number in numbers if number), default=0)
    if _ABOVE_SEVEN < highest <= 10:
        return "NPS"
    raise UnreadableFileError(
        f"The scores in “{head.written}” may be of several surveys. Name the column NPS, CSAT or CES, or add a column "
        "Survey that says it."
    )

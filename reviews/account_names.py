"""Which of many customers' names a mistyped one may stand for."""

from __future__ import annotations

from collections.abc import Iterable

from reviews.near import distance


def nearest_names(name: str, known: Iterable[tuple[int, str]], slips: int) -> list[tuple[int, str]]:
    """Numbers and names at most so many slips of the finger away, the nearest first."""
    typed = " ".join(name.casefold().split())
    letters = set(typed)
    # Counting slips is slow beside looking which letters are there at all.
    alike = (each for each in known if len(letters ^ set(each[1].casefold())) <= 2 * slips)
    ranked = sorted((distance(typed, each[1].casefold(), slips), each) for each in alike)
    return [each for far, each in ranked if far <= slips]

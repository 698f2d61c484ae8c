"""The nearest known word to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str, most: int = 4) -> int:
    """Count the letters to add, drop, change or swap between two words; more than `most` gives `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index in range(1, len(one) + 1):
        before, row = row, _next_row(one, other, index, before, row)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word nearest to `word`, or None when none is near enough to be meant."""
    typed = word.casefold()[:40]
    allowed = 1 if len(typed) <= 4 else 2
    ranked = sorted((distance(typed, each.casefold()), each) for each in known)
    if ranked and ranked[0][0] <= max(allowed, 2 if _same_letters(typed, ranked[0][1]) else 0):
        return ranked[0][1]
    return next((each for each in sorted(known) if len(typed) >= 3 and each.startswith(typed)), None)


def _same_letters(one: str, other: str) -> bool:
    return sorted(one) == sorted(other)


def _next_row(one: str, other: str, index: int, before: list[int], row: list[int]) -> list[int]:
    letter = one[index - 1]
    fresh = [index]
    for place, wanted in enumerate(other, 1):
        cost = min(row[place] + 1, fresh[place - 1] + 1, row[place - 1] + (letter != wanted))
        if index > 1 and place > 1 and letter == other[place - 2] and one[index - 2] == wanted:
            cost = min(cost, before[place - 2] + 1)
        fresh.append(cost)
    return fresh

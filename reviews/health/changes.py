"""What changed since an earlier day, in words; the weightiest first. Plain text, not escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from reviews.dates import say_date
from reviews.health.kept import HealthDay
from reviews.health.model import Health, Part, Signal
from reviews.model import MarkColour

MOVED: Final = 8
"""Fewer points than that, up or down, are no news of a part."""


def what_changed(now: Health, before: HealthDay | None) -> tuple[str, ...]:
    """Whole sentences: what got worse, then what is better, then what is known now and was not, or the other way."""
    if before is None:
        return ()
    worse: list[tuple[int, str]] = []
    better: list[tuple[int, str]] = []
    known: list[str] = []
    for part in now.parts:
        was = before.parts.get(part.part.value)
        if part.score is None or was is None:
            if (part.score is None) != (was is None):
                known.append(_known(part.part, part.score, was))
        elif abs(part.score - was) >= MOVED:
            (worse if part.score < was else better).append((part.score - was, _moved(now, part.part, was, part.score)))
    worse.sort(key=lambda each: each[0])
    better.sort(key=lambda each: -each[0])
    return (*(said for _, said in worse), *(said for _, said in better), *known)


def movement(mark: MarkColour, since: date, was: MarkColour | None, today: date) -> str:
    """How long a mark has stood and what it was before: `red since Tue 3 Nov, was yellow`."""
    before = f", was {was.value}" if was and was is not mark else ""
    return f"{mark.value} since {say_date(since, today)}{before}"


def red_in_a_row(days: Sequence[HealthDay], today: date) -> int:
    """For how many days it has been red without a break; the days come oldest first."""
    began: date | None = None
    for each in days:
        if each.mark is not MarkColour.RED:
            began = None
        elif began is None:
            began = each.day
    return (today - began).days if began else 0


def _moved(now: Health, part: Part, was: int, score: int) -> str:
    head = f"{part.value.capitalize()} {was} → {score}"
    reason = _worst_of(now, part)
    if score < was and reason:
        return f"{head}: {reason.sentence}"
    return head


def _known(part: Part, score: int | None, was: int | None) -> str:
    if score is None:
        return f"{part.value.capitalize()} is not known any more, it was {was}"
    return f"{part.value.capitalize()} is known now: {score}"


def _worst_of(health: Health, part: Part) -> Signal | None:
    return next((each for each in health.reasons if each.part is part), None)

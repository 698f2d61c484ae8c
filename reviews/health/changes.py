"""What changed since an earlier day, in words; the weightiest first. Plain text, not escaped."""

from __future__ import annotations

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
            said = _moved(now, before, part.part, was, part.score)
            (worse if part.score < was else better).append((part.score - was, said))
    worse.sort(key=lambda each: each[0])
    better.sort(key=lambda each: -each[0])
    return (*(said for _, said in worse), *(said for _, said in better), *known)


def movement(mark: MarkColour, since: date, was: MarkColour | None, today: date) -> str:
    """How long a mark has stood and what it was before: `red since Tue 3 Nov, was yellow`."""
    before = f", was {was.value}" if was and was is not mark else ""
    return f"{mark.value} since {say_date(since, today)}{before}"


def _moved(now: Health, before: HealthDay, part: Part, was: int, score: int) -> str:
    head = f"{part.value.capitalize()} {was} → {score}"
    reason = _what_grew(now, before, part) if score < was else _what_eased(now, before, part)
    return f"{head}: {reason.sentence}" if reason else head


def _known(part: Part, score: int | None, was: int | None) -> str:
    if score is None:
        return f"{part.value.capitalize()} is not known any more, it was {was}"
    return f"{part.value.capitalize()} is known now: {score}"


def _what_grew(now: Health, before: HealthDay, part: Part) -> Signal | None:
    """What got worse most. The worst of all may have been as bad then, and then it explains nothing."""
    reasons = [each for each in now.reasons if each.part is part]
    return max(reasons, key=lambda each: _growth(each, before), default=None)


def _what_eased(now: Health, before: HealthDay, part: Part) -> Signal | None:
    """What got better most, among what can still be read."""
    eased = [each for each in now.signals if each.part is part and _growth(each, before) < 0]
    return min(eased, key=lambda each: _growth(each, before), default=None)


def _growth(signal: Signal, before: HealthDay) -> float:
    return signal.strength - before.reasons.get(signal.name.value, 0.0)

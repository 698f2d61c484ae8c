"""Whether numbers fall steadily, or were low once: a steady fall counts for much more than one bad period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final, NamedTuple

from reviews.account_facts import QUARTER

NEAREST: Final = timedelta(days=60)
FARTHEST: Final = timedelta(days=130)
"""A number of about a quarter ago is one of so many days before."""
LEAST: Final = 0.1
"""Less than a tenth is no fall."""
_USUAL_OF: Final = 3
_A_YEAR: Final = timedelta(days=366)
_STEPS: Final = 3
_STRENGTH: Final = {True: (1.4, 0.75), False: (0.55, 0.3)}
"""How strong a fall is, by how far it fell and at most: a steady one, and one that may be a single bad period."""
_SLIP: Final = 10
"""So many times what was counted before is a slip rather than growth."""


class Point(NamedTuple):
    """A number on the day its period ends. There are a hundred for each customer."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Fall:
    """The newest number against that of about a quarter before and against the usual of the year.

    `share`: how far it fell, 0.25 for a quarter less; 0 where it did not. `steady`: it went down from period to period.
    `steps`: over how many periods.
    """

    now: Point
    before: Point | None
    usual: float | None
    share: float
    steady: bool
    steps: int

    @property
    def strength(self) -> float:
        """How bad the fall is by itself."""
        if self.share < LEAST:
            return 0.0
        slope, most = _STRENGTH[self.steady]
        return min(most, slope * self.share)


def read_fall(points: Sequence[Point]) -> Fall | None:
    """Read numbers, oldest first; None where there is nothing to hold the newest against."""
    if len(points) < 2:
        return None
    now = points[-1]
    before = _quarter_before(points, now.day)
    year = [each.value for each in points[:-1] if each.day >= now.day - _A_YEAR]
    usual = median(year) if len(year) >= _USUAL_OF else None
    against = [value for value in (before.value if before else None, usual) if value]
    if not against or now.value > _SLIP * max(against):
        return None
    share = max(0.0, *((value - now.value) / value for value in against))
    steps = _falling_steps(points)
    return Fall(now, before, usual, share, steps >= _STEPS, steps)


def _quarter_before(points: Sequence[Point], day: date) -> Point | None:
    near = [each for each in points if NEAREST <= day - each.day <= FARTHEST]
    return min(near, key=lambda each: (abs(day - each.day - QUARTER), each.day), default=None)


def _falling_steps(points: Sequence[Point]) -> int:
    """How many periods it has gone down in a row, one that stood still among them allowed."""
    falls = stood = 0
    for later, earlier in zip(reversed(points), reversed(points[:-1]), strict=False):
        if later.value > earlier.value:
            break
        if later.value == earlier.value:
            stood += 1
            if stood > falls + 1:
                break
        else:
            falls += 1
    return falls

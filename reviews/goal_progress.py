"""Where a goal stands: how far of the way it has come, on what day, and whether that is still news."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reviews.customer import Goal, GoalReading, GoalState

FRESH_FOR = timedelta(days=92)
"""A reading older than a quarter says so."""


class GoalStanding(StrEnum):
    """What the numbers say. Unknown: there are not enough of them. Held and off: the target is where it began."""

    UNKNOWN = "unknown"
    AWAY = "away"
    STILL = "still"
    ON_THE_WAY = "on_the_way"
    REACHED = "reached"
    PAST = "past"
    HELD = "held"
    OFF = "off"


_THERE = frozenset({GoalStanding.REACHED, GoalStanding.PAST, GoalStanding.HELD})


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal with its readings, oldest first, as they say on one day.

    `start` is the baseline, or the first of several readings. `share`: of the way from there to the target, 1 is all
    of it; None where it cannot be said. `late`: its day has passed and it is open and not reached by its numbers.
    """

    goal: Goal
    readings: tuple[GoalReading, ...]
    start: float | None
    share: float | None
    standing: GoalStanding
    late: bool
    stale: bool

    @property
    def latest(self) -> GoalReading | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None

    @property
    def percent(self) -> int | None:
        """Whole percent of the way, between 1 and 99 while it is on the way: never rounded up to an end."""
        if self.share is None or self.standing is not GoalStanding.ON_THE_WAY:
            return None
        return max(1, min(99, math.floor(self.share * 100 + 1e-9)))


def progress(goal: Goal, readings: Iterable[GoalReading], today: date) -> Progress:
    """Where a goal stands on a day. The order of the readings does not matter; those of other goals do not count."""
    mine = tuple(sorted((r for r in readings if r.goal_id == goal.id), key=lambda r: r.day))
    start = goal.baseline if goal.baseline is not None else mine[0].value if len(mine) > 1 else None
    share, standing = _measured(start, mine[-1].value if mine else None, goal.target)
    is_open, there = goal.state is GoalState.OPEN, standing in _THERE
    return Progress(
        goal=goal,
        readings=mine,
        start=start,
        share=share,
        standing=standing,
        late=is_open and goal.due is not None and goal.due < today and not there,
        stale=is_open and bool(mine) and today - mine[-1].day > FRESH_FOR,
    )


def _measured(start: float | None, now: float | None, target: float | None) -> tuple[float | None, GoalStanding]:
    """The share of the way, and what that means. Smaller may be better: the way leads from start to target."""
    if now is None or target is None:
        return None, GoalStanding.UNKNOWN
    if now == target:
        return (None, GoalStanding.HELD) if start == target else (1.0, GoalStanding.REACHED)
    if start is None:
        return None, GoalStanding.UNKNOWN
    if start == target:
        return None, GoalStanding.OFF
    share = (now - start) / (target - start)
    if now == start:
        return 0.0, GoalStanding.STILL
    if share >= 1:
        return share, GoalStanding.PAST
    return share, GoalStanding.ON_THE_WAY if share > 0 else GoalStanding.AWAY

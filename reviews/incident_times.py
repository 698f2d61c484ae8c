"""How long it took to acknowledge and to fix, in numbers and in words a customer would use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

from reviews.facts import Incident

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long something took: usually (half of them took no longer), at worst, and of how many it is known.

    `in_days`, `worst_in_days`: only the days of it are known, so that it is never said in hours.
    """

    usual: timedelta
    worst: timedelta
    known: int
    in_days: bool = False
    worst_in_days: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """What some incidents took. None where nobody noted it; where only days are known nothing is said in hours."""

    acknowledge: Stretch | None
    fix: Stretch | None
    unfixed: tuple[Incident, ...]


def times(incidents: Iterable[Incident]) -> Times:
    """The times of some incidents."""
    known = list(incidents)
    return Times(
        acknowledge=_stretch(known, [(each.started_at, each.acknowledged_at) for each in known]),
        fix=_stretch(known, [(each.started_at, each.fixed_at) for each in known]),
        unfixed=tuple(each for each in known if each.fixed_at is None),
    )


def _stretch(incidents: Sequence[Incident], ends: Sequence[tuple[datetime, datetime | None]]) -> Stretch | None:
    """What is known to the hour says what was usual, unless most is known to the day; the worst counts either way."""
    known = [(end, start, each) for each, (start, end) in zip(incidents, ends, strict=True) if end is not None]
    # An end before the beginning is a slip of the source, and says nothing of how long it took.
    took = [(end - start, each.day_only) for end, start, each in known if end >= start]
    if not took:
        return None
    exact = [length for length, only_days in took if not only_days]
    in_days = 2 * len(exact) < len(took)
    worst, worst_in_days = max(took, key=lambda each: (each[0], not each[1]))
    usual = median_low([length for length, _ in took] if in_days else exact)
    return Stretch(usual, worst, len(took), in_days, in_days or worst_in_days)


def say_stretch(deed: str, stretch: Stretch) -> str:
    """`fixed in 6 h`, `fixed in 6 h, at worst 2 days`, `fixed the same day`."""
    usual = _in_days(stretch.usual) if stretch.in_days else f"in {duration(stretch.usual)}"
    by_day = stretch.in_days or stretch.worst_in_days
    worst = _in_days(stretch.worst) if by_day else duration(stretch.worst)
    is_one = stretch.known == 1 or usual.removeprefix("in ") == worst
    return f"{deed} {usual}" if is_one else f"{deed} {usual}, at worst {worst}"


def _in_days(took: timedelta) -> str:
    days = round(took / _DAY)
    return "the same day" if days == 0 else "the next day" if days == 1 else f"{days} days later"


def duration(took: timedelta) -> str:
    """A length of time in the two units that matter: `35 min`, `2 h 30 min`, `3 days`."""
    if took < 90 * _MINUTE:
        return f"{max(1, round(took / _MINUTE))} min"
    if took < 12 * _HOUR:
        hours, minutes = divmod(round(took / (5 * _MINUTE)) * 5, 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if took < 2 * _DAY:
        return f"{round(took / _HOUR)} h"
    return f"{round(took / _DAY)} days"

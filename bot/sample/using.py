"""Use over two years, month by month and team by team; the same numbers each time for one name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.sample.days import Days
from bot.sample.story import Use

Curve = Mapping[int, float]
"""Where a number stood so many months back; between them it moves evenly, with a little noise."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team's use: active people by months back, and what it does each week (what, times a person, share of them)."""

    name: str
    active: Curve
    doing: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a customer's use is made up. `seats`, `features`, `volume`, as curves; `calls` a person and month."""

    seats: Curve
    features: Curve
    calls: float
    teams: tuple[Team, ...]
    months: int = 24
    volume: Curve | None = None
    volume_unit: str | None = None


def value(curve: Curve, back: int, noise: Random | None = None) -> float:
    """Where a curve stood some months back; exactly what it says where it says something."""
    if back in curve:
        return curve[back]
    marks = sorted(curve)
    older = min((each for each in marks if each > back), default=marks[-1])
    newer = max((each for each in marks if each < back), default=marks[0])
    share = (older - back) / (older - newer) if older != newer else 0
    even = curve[older] + (curve[newer] - curve[older]) * share
    return even * (1 + (noise.uniform(-0.06, 0.06) if noise else 0))


def usage(days: Days, name: str, shape: Shape) -> tuple[Use, ...]:
    """A snapshot of the whole account and of each team for every month, oldest first."""
    random = Random(f"{name} usage")  # noqa: S311 - a believable number, not a secret
    found: list[Use] = []
    for back in range(shape.months, -1, -1):
        teams = [_team(days, team, shape, back, random) for team in shape.teams]
        found += [_whole(shape, back, teams, random), *teams]
    return tuple(found)


def _team(days: Days, team: Team, shape: Shape, back: int, random: Random) -> Use:
    active = round(value(team.active, back, random))
    # Who was here three months ago and left since counts among those of the last 90 days.
    before = max(round(value(team.active, min(back + month, shape.months))) for month in (1, 2, 3))
    return Use(
        ends_on=days.snapshot(back),
        team=team.name,
        seats=None,
        active_30=active,
        active_90=max(active, before),
        calls=round(active * shape.calls * random.uniform(0.9, 1.1)),
        features=min(active * 3, max(0, round(value(shape.features, back)) - random.randint(2, 5))),
        doing=_doing(team, active, random),
    )


def _doing(team: Team, active: int, random: Random) -> tuple[tuple[str, float, int], ...]:
    found = []
    for what, times, share in team.doing:
        people = max(1, round(active * share)) if active else 0
        if people:
            found.append((what, round(people * times * random.uniform(0.9, 1.1), 1), people))
    return tuple(found)


def _whole(shape: Shape, back: int, teams: Sequence[Use], random: Random) -> Use:
    volume = round(value(shape.volume, back, random)) if shape.volume else None
    return Use(
        ends_on=teams[0].ends_on,
        team="",
        seats=round(value(shape.seats, back)),
        active_30=sum(each.active_30 for each in teams),
        active_90=sum(each.active_90 for each in teams),
        calls=sum(each.calls for each in teams),
        features=round(value(shape.features, back)),
        volume=volume,
        volume_unit=shape.volume_unit,
        doing=tuple(each for team in teams for each in team.doing),
    )

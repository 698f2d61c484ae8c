"""How well a number told those who left from those who stayed. A figure is None where there is too little to say it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from random import Random
from statistics import fmean, median
from typing import Final

LEAST: Final = 5
"""Fewer customers than so many of either kind say nothing, however many days there are of each."""
TOP: Final = 0.1
_SHUFFLES: Final = 20


@dataclass(frozen=True, slots=True)
class Case:
    """One customer on one day: how risky it looked (higher is worse), and whether it left within the horizon."""

    account: str
    risk: float
    left: bool
    day: date


@dataclass(frozen=True, slots=True)
class Figures:
    """What a ranking was worth.

    `auc`: how often one who left looked riskier than one who stayed, 0.5 is chance. `lift`: how many times more of
    those who left are in the riskiest tenth than in all. `precision` and `recall` at so many as can be cared for.
    """

    cases: int
    left: int
    auc: float | None
    lift: float | None
    precision: float | None
    recall: float | None


def figures(cases: Sequence[Case], capacity: int) -> Figures:
    """The figures of a ranking; `capacity`: how many customers one can look after on one day."""
    left = sum(each.left for each in cases)
    caught, places = _at_capacity(cases, capacity)
    kinds = [{each.account for each in cases if each.left is kind} for kind in (True, False)]
    enough = min(map(len, kinds)) >= LEAST
    ranked = sorted(cases, key=lambda each: (-each.risk, each.account))
    return Figures(
        cases=len(cases),
        left=left,
        auc=auc(cases) if enough else None,
        lift=_share_of_top(ranked, max(1, ceil(len(ranked) * TOP))) / (left / len(cases)) if enough else None,
        precision=caught / places if enough else None,
        recall=caught / left if enough else None,
    )


def auc(cases: Sequence[Case]) -> float | None:
    """The area under the curve; two that look equally risky count half. None without both kinds."""
    left = sorted(each.risk for each in cases if each.left)
    stayed = sorted(each.risk for each in cases if not each.left)
    if not left or not stayed:
        return None
    wins = sum(bisect_left(stayed, risk) + bisect_right(stayed, risk) for risk in left) / 2
    return wins / (len(left) * len(stayed))


def control(cases: Sequence[Case], seed: int = 0, shuffles: int = _SHUFFLES) -> float | None:
    """The mean area with the outcomes dealt out anew at random: what a ranking without any knowledge comes to."""
    if figures(cases, 1).auc is None:
        return None
    random, outcomes = Random(seed), [each.left for each in cases]  # noqa: S311 - it hides nothing
    found = []
    for _ in range(shuffles):
        random.shuffle(outcomes)
        dealt = [Case(each.account, each.risk, left, each.day) for each, left in zip(cases, outcomes, strict=True)]
        found.append(auc(dealt) or 0.0)
    return fmean(found)


def roc(cases: Sequence[Case]) -> list[tuple[float, float]]:
    """The curve's points, from (0, 0) to (1, 1): share of those who stayed against share of those who left."""
    left = sum(each.left for each in cases)
    stayed = len(cases) - left
    if not left or not stayed:
        return []
    points, hit, miss = [(0.0, 0.0)], 0, 0
    ranked = sorted(cases, key=lambda each: -each.risk)
    for place, each in enumerate(ranked):
        hit += each.left
        miss += not each.left
        if place + 1 == len(ranked) or ranked[place + 1].risk != each.risk:
            points.append((miss / stayed, hit / left))
    return points


def median_of(numbers: Sequence[float]) -> float | None:
    """The median, None of nothing."""
    return median(numbers) if numbers else None


def _at_capacity(cases: Sequence[Case], capacity: int) -> tuple[float, int]:
    """How many that left are among the worst of their day, over all days; and how many places there were."""
    by_day: dict[date, list[Case]] = {}
    for each in cases:
        by_day.setdefault(each.day, []).append(each)
    caught, places = 0.0, 0
    for theirs in by_day.values():
        ranked = sorted(theirs, key=lambda each: -each.risk)
        top = min(capacity, len(ranked))
        caught += _share_of_top(ranked, top) * top
        places += top
    return caught, places


def _share_of_top(ranked: Sequence[Case], count: int) -> float:
    """The share of those who left among the first; of those that tie with the last, as many as chance would take."""
    top = min(count, len(ranked))
    edge = ranked[top - 1].risk
    sure = [each for each in ranked[:top] if each.risk > edge]
    tied = [each for each in ranked if each.risk == edge]
    places = top - len(sure)
    return (sum(each.left for each in sure) + places * sum(each.left for each in tied) / len(tied)) / top

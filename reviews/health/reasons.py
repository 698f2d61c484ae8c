"""The few reasons that are told of a customer, where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reviews.health.model import Part, Signal

LEAST: Final = 0.15
"""What is weaker than this is told only where there is nothing else."""
CLEAR: Final = 0.25
"""From this on the first of a part comes before a second of another."""


def told_reasons(reasons: Sequence[Signal], most: int = 3) -> tuple[Signal, ...]:
    """The worst, of each part one before a second of any: three numbers of use say less than one. Worst first."""
    told = [each for each in reasons if each.strength >= LEAST] or list(reasons[:1])
    firsts: dict[Part, Signal] = {}
    for each in told:
        if each.strength >= CLEAR:
            firsts.setdefault(each.part, each)
    chosen = list(firsts.values())[:most]
    chosen += [each for each in told if each not in chosen][: most - len(chosen)]
    return tuple(each for each in told if each in chosen)

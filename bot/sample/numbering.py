"""A deed of the sample world's past, and the numbers its things get: counted in the order of time, as in life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.sample.story import Story
from reviews.decision import Change

KINDS = ("account", "contact", "goal", "review", "gap", "action")


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did at one moment."""

    at: datetime
    by: str
    changes: tuple[Change, ...]


class Numbers:
    """The next number of each kind, from the first ones given."""

    def __init__(self, first: Mapping[str, int]) -> None:
        self._next = dict(first)

    def take(self, kind: str) -> int:
        """The next number of a kind."""
        number = self._next[kind]
        self._next[kind] = number + 1
        return number


def how_many(told: tuple[Story, ...]) -> dict[str, int]:
    """How many numbers of each kind the stories need."""
    return {
        "account": len(told),
        "contact": sum(len(each.people) for each in told),
        "goal": sum(len(each.aims) for each in told),
        "review": sum(len(each.reviews) for each in told),
        "gap": sum(len(each.gaps) + sum(len(sat.gaps) for sat in each.reviews) for each in told),
        "action": sum(len(each.promises) + sum(len(sat.promises) for sat in each.reviews) for each in told),
    }

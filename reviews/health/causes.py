"""What is likely behind a customer's bad news: one cause, with the signals that speak for it. Likely, never certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import Final

from reviews.health.model import Health, Signal
from reviews.health.model import SignalName as Name

LEAST: Final = 0.15
"""Where everything that speaks for a cause comes to less, none is named."""
_SPEAKS: Final = 0.5
"""A signal speaks for a cause where at least this much of it does."""
_MOST_EVIDENCE: Final = 3


class CauseKind(StrEnum):
    """What a customer's trouble can come from. Where two are about as likely, the one that stands first is said.

    Use falls for many reasons: where something failed or the people who decide have gone, that comes before it.
    """

    PRODUCT_GAP = "product_gap"
    SPONSORSHIP = "sponsorship"
    CONTRACT = "contract"
    SUPPORT = "support"
    ONBOARDING = "onboarding"


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause. `weight` is 0 to 1; `evidence` is what speaks for it, the strongest first."""

    kind: CauseKind
    weight: float
    evidence: tuple[Signal, ...]


SPEAKS_FOR: Final[Mapping[CauseKind, Mapping[Name, float]]] = {
    CauseKind.PRODUCT_GAP: {
        Name.REPEATED_INCIDENTS: 1,
        Name.BLOCKING_GAPS: 1,
        Name.REPEATED_GAPS: 1,
        Name.UNFIXED: 0.7,
        Name.INCIDENTS: 0.6,
        Name.WEAK_TWICE: 0.5,
    },
    CauseKind.SUPPORT: {
        Name.BROKEN_PROMISES: 1,
        Name.UNFIXED: 0.6,
        Name.SURVEYS: 0.5,
        Name.TICKETS_FELL: 0.5,
        Name.WEAK_TWICE: 0.4,
        Name.INCIDENTS: 0.3,
    },
    CauseKind.ONBOARDING: {
        Name.SEATS_USED: 1,
        Name.DEPTH_FALLING: 1,
        Name.USE_FALLING: 0.8,
        Name.ONE_PERSON: 0.8,
        Name.CALLS_FALLING: 0.6,
        Name.GOALS: 0.5,
    },
    CauseKind.SPONSORSHIP: {
        Name.EXECUTIVES_QUIET: 1,
        Name.CHAMPION_LEFT: 1,
        Name.PEOPLE_HEARD: 0.9,
        Name.LEVELS_HEARD: 0.9,
        Name.SILENCE: 0.9,
        Name.ONE_CONTACT: 0.8,
        Name.DECLINED: 0.7,
        Name.REPLY_TIME: 0.6,
        Name.OUR_SPONSOR: 0.6,
    },
    CauseKind.CONTRACT: {
        Name.TALK_OF_TERMS: 1,
        Name.TICKETS_TURNED: 1,
        Name.DECLINED: 0.4,
        Name.RENEWAL_WINDOW: 0.4,
    },
}
"""How much of each signal speaks for a cause, 0 to 1."""


def cause_of(health: Health) -> Cause | None:
    """The likeliest cause of the bad news, None where there is little of it."""
    found = [_weighed(kind, health.reasons) for kind in CauseKind]
    likely = max(found, key=lambda cause: round(cause.weight, 1))
    return likely if likely.weight >= LEAST and likely.evidence else None


def _weighed(kind: CauseKind, reasons: Iterable[Signal]) -> Cause:
    """Put together as the parts of the score are: several signals say more than one, none says it twice."""
    shares = SPEAKS_FOR[kind]
    speaking = [(each.strength * shares[each.name], each) for each in reasons if each.name in shares]
    weight = 1 - prod(1 - said for said, _ in speaking)
    told = sorted((pair for pair in speaking if shares[pair[1].name] >= _SPEAKS), key=_strongest)
    return Cause(kind, round(weight, 6), tuple(each for _, each in told[:_MOST_EVIDENCE]))


def _strongest(speaking: tuple[float, Signal]) -> tuple[float, str]:
    return -speaking[0], speaking[1].name

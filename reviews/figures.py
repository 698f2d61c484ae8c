"""The bot's figures about its own nudges: pure counts, and what may be said of them to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAYS: Final = 30
SILENT_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class NudgeFigures:
    """One stretch of time. `half_within`: half of the answers came within it; None where nobody answered."""

    sent: int = 0
    answered: int = 0
    half_within: timedelta | None = None
    moved: int = 0
    unhelpful: int = 0

    @property
    def share(self) -> int | None:
        """Answered of sent, in per cent; None where nothing was sent."""
        return round(100 * self.answered / self.sent) if self.sent else None


@dataclass(frozen=True, slots=True)
class DigestVotes:
    """What readers said of lines of their digests in one stretch of time."""

    useful: int = 0
    not_useful: int = 0

    def __bool__(self) -> bool:
        """Whether anybody said anything."""
        return bool(self.useful or self.not_useful)


@dataclass(frozen=True, slots=True)
class FiguresSheet:
    """The last thirty days beside those before. `live`: actions promised now.

    `silent`: how many others left their last nudges unanswered. `named`: what they are called, where who asks may
    read it. `is_silent_too`: who asks is one more of them. `ever`: whether anything was ever sent.
    """

    now: NudgeFigures
    before: NudgeFigures
    live: int
    silent: int = 0
    named: tuple[str, ...] = ()
    is_silent_too: bool = False
    ever: bool = True
    votes: DigestVotes = DigestVotes()
    votes_before: DigestVotes = DigestVotes()


def stretches(now: datetime) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime]]:
    """The last thirty days and the thirty before, each from and until."""
    middle = now - timedelta(days=DAYS)
    return (middle, now), (middle - timedelta(days=DAYS), middle)


def half_within(waits: Sequence[timedelta]) -> timedelta | None:
    """The time within which half of the answers came; None where there are none."""
    ordered = sorted(waits)
    return ordered[(len(ordered) - 1) // 2] if ordered else None

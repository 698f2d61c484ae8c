"""What support tickets say: what is open, what is asked again and again, and what kinds they turn to.

Fewer tickets are no good news by themselves: people who have given up do not write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.alike import Words, groups, words_of
from reviews.facts import FactKind, Ticket, TicketKind

FELL_BY: Final = 0.5
LEAST_BEFORE: Final = 6
"""Fewer tickets than that in a quarter cannot fall sharply."""
LEAST_LEAVING: Final = 3
LESSONS: Final = 5
"""So many questions how to do the same thing are a lesson that nobody gave."""
TURNED_TO: Final = 0.3
"""From this share on, questions about getting data out or about terms are a turn."""
_LEAVING: Final = frozenset({TicketKind.DATA, TicketKind.CONTRACT})
_BY_HAND: Final = re.compile(
    r"\b(?:work-?arounds?|by hand|manual(?:ly)?|spreadsheets?|excel|copy(?:ing)? (?:and|&) past|re-?build)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The same thing, asked more than once in 13 weeks; newest first."""

    label: str
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class TicketReading:
    """Tickets of the last 13 weeks (`now`) beside the 13 before. `open`: all that are not solved, the oldest first.

    `asked`: what they want, over and over. `lessons`: what many ask how to do, which is told apart from it.
    `is_read`: a source speaks for the present, so that few tickets mean few tickets.
    """

    now: tuple[Ticket, ...] = ()
    before: tuple[Ticket, ...] = ()
    open: tuple[Ticket, ...] = ()
    asked: tuple[Asked, ...] = ()
    by_hand: tuple[Ticket, ...] = ()
    lessons: Asked | None = None
    is_read: bool = False

    @property
    def fell(self) -> bool:
        """Whether far fewer came than before, and not only because nobody read them."""
        return self.is_read and len(self.before) >= LEAST_BEFORE and len(self.now) <= len(self.before) * (1 - FELL_BY)

    @property
    def leaving(self) -> tuple[Ticket, ...]:
        """Tickets about getting data out, or about terms."""
        return tuple(each for each in self.now if each.kind in _LEAVING)

    @property
    def turned(self) -> bool:
        """Whether they turn to data and contract, from something else."""
        if len(self.leaving) < LEAST_LEAVING:
            return False
        share = len(self.leaving) / len(self.now)
        then = sum(1 for each in self.before if each.kind in _LEAVING) / len(self.before) if self.before else 0.0
        return share >= TURNED_TO and share > then

    @property
    def reopened(self) -> tuple[Ticket, ...]:
        """Open ones that were solved once already."""
        return tuple(each for each in self.open if each.reopened)


def read_tickets(facts: AccountFacts) -> TicketReading:
    """What the tickets say."""
    ordered = sorted(facts.tickets, key=lambda each: (each.opened_at, each.id))
    since, start = facts.since, facts.before
    now = [each for each in ordered if each.opened_at.date() >= since]
    before = [each for each in ordered if start <= each.opened_at.date() < since]
    lessons = _lessons(now)
    taught = set(lessons.tickets) if lessons else set()
    return TicketReading(
        now=tuple(now),
        before=tuple(before),
        open=tuple(each for each in ordered if each.solved_at is None),
        asked=_asked([each for each in now if each not in taught]),
        lessons=lessons,
        is_read=not facts.is_silent(FactKind.TICKET),
        by_hand=tuple(each for each in reversed(now) if _BY_HAND.search(each.subject)),
    )


def _lessons(tickets: Sequence[Ticket]) -> Asked | None:
    """What most how-to questions are about, where there are enough of them."""
    by_topic: dict[str, list[Ticket]] = {}
    for each in tickets:
        if each.kind is TicketKind.HOW_TO and each.workflow:
            by_topic.setdefault(" ".join(each.workflow.casefold().split()), []).append(each)
    most = max(by_topic.values(), key=lambda each: (len(each), each[-1].opened_at), default=[])
    return Asked(most[-1].workflow or "", tuple(reversed(most))) if len(most) >= LESSONS else None


def _asked(tickets: Sequence[Ticket]) -> tuple[Asked, ...]:
    """What was asked again, the most often first."""
    found = [group for group in groups(tickets, _key) if len(group) > 1]
    asked = [Asked(_label(group), tuple(reversed(group))) for group in found]
    return tuple(sorted(asked, key=lambda each: (-len(each.tickets), each.tickets[0].opened_at, each.label)))


def _key(ticket: Ticket) -> Words:
    return words_of(ticket.subject)


def _label(group: Sequence[Ticket]) -> str:
    """The shortest way in which it was asked."""
    return min((each.subject for each in group), key=lambda each: (len(each), each))

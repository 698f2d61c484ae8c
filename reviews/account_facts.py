"""What is known of one customer, as loaded for a brief, a board or a signal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.customer import Contact
from reviews.facts import ContractFact, FactKind, Incident, SourceRead, SurveyAnswer, Ticket, Touch, UsageSnapshot

QUARTER: Final = timedelta(days=91)
"""Thirteen weeks: what "this quarter" means where facts are counted, whatever the calendar says."""
FRESH: Final = timedelta(days=14)
"""A source whose word ends longer ago says nothing about today."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """Facts of the thirteen weeks until `today` and of what they are compared with, newest first.

    `incidents`, `tickets` and `touches` reach back 26 weeks, `surveys` 53; every open ticket is there, and every
    incident of 27 months without a fix. `usage` holds the whole account's snapshots of 27 months, and the teams' of 26
    weeks. `contract` is the newest. `people` are those known at the customer. `reads`: which sources were read, each
    kind's newest word first.
    """

    today: date
    incidents: tuple[Incident, ...] = ()
    usage: tuple[UsageSnapshot, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    touches: tuple[Touch, ...] = ()
    surveys: tuple[SurveyAnswer, ...] = ()
    contract: ContractFact | None = None
    people: tuple[Contact, ...] = ()
    reads: tuple[SourceRead, ...] = ()

    @property
    def since(self) -> date:
        """The first day of this quarter."""
        return self.today - QUARTER + timedelta(days=1)

    @property
    def before(self) -> date:
        """The first day of the quarter before."""
        return self.since - QUARTER

    def read_of(self, kind: FactKind) -> SourceRead | None:
        """The source of that kind whose word reaches furthest, None where none was ever read."""
        furthest: SourceRead | None = None
        for each in self.reads:
            if each.kind is kind and (furthest is None or each.covers_until > furthest.covers_until):
                furthest = each
        return furthest

    def is_silent(self, kind: FactKind) -> bool:
        """Whether no source speaks for the present: its silence means nothing."""
        read = self.read_of(kind)
        return read is None or read.covers_until < self.today - FRESH

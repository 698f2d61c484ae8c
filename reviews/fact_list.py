"""What is known of a customer, to be looked at: how much of each kind, from where, and a page of one kind.

Days are those of the person who looks; "recent" is the thirteen weeks until today, `reviews.account_facts.QUARTER`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from reviews.account_facts import FRESH, QUARTER
from reviews.facts import (
    TYPED_HERE,
    ContractFact,
    Fact,
    FactKind,
    Incident,
    SourceRead,
    SurveyAnswer,
    Ticket,
    Touch,
    UsageSnapshot,
)
from reviews.model import Account

PAGE_SIZE: Final = 8
BY_HAND: Final = frozenset({FactKind.INCIDENT, FactKind.USAGE, FactKind.TOUCH})
"""What can be typed in Slack; the other kinds come with files."""
_NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Facts of one kind from one source: in all, in the last thirteen weeks, and when the newest was."""

    kind: FactKind
    source: str
    total: int
    recent: int
    newest: datetime | date


class Silence(StrEnum):
    """Why nothing can be said of the present: nobody ever read a source, or its word ends too long ago."""

    NEVER_READ = "never_read"
    OUT_OF_DATE = "out_of_date"


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything known of a customer, counted. `sources`: only those that facts came from; `reads`: all that were read.

    `open_tickets`: those not solved yet. `note` is what happened just now, in plain words.
    """

    account: Account
    today: date
    zone: tzinfo = UTC
    sources: tuple[SourceCount, ...] = ()
    reads: tuple[SourceRead, ...] = ()
    open_tickets: int = 0
    may_log: bool = False
    note: str = ""

    @property
    def total(self) -> int:
        """How many facts there are of all kinds."""
        return sum(each.total for each in self.sources)

    def of(self, kind: FactKind) -> tuple[SourceCount, ...]:
        """The sources of one kind, the one with the most facts first."""
        return tuple(sorted((s for s in self.sources if s.kind is kind), key=lambda each: (-each.total, each.source)))

    def newest(self, kind: FactKind | None = None) -> date | None:
        """The day of the newest fact, of one kind or of all."""
        days = (day_of(each.newest, self.zone) for each in self.sources if kind in (None, each.kind))
        return max(days, default=None)

    def reads_of(self, kind: FactKind) -> dict[str, SourceRead]:
        """The word of each source of one kind that reaches furthest, the furthest first."""
        of_kind = sorted((r for r in self.reads if r.kind is kind), key=lambda each: (each.covers_until, each.source))
        return {each.source: each for each in reversed(list({each.source: each for each in of_kind}.values()))}

    def silence(self, kind: FactKind) -> Silence | None:
        """Why a kind's silence means nothing; None where a source speaks for the present."""
        reaches = max((each.covers_until for each in self.reads_of(kind).values()), default=None)
        if reaches is None:
            return Silence.NEVER_READ
        return Silence.OUT_OF_DATE if reaches < self.today - FRESH else None


@dataclass(frozen=True, slots=True)
class FactPage:
    """One page of facts of one kind, newest first. `names`: what people are called, by Slack id.

    `team`: only use by that team, "" for the whole account; None for all. `teams`: those that use is known of.
    """

    account: Account
    kind: FactKind
    facts: tuple[Fact, ...]
    total: int
    page: int
    today: date
    zone: tzinfo = UTC
    names: Mapping[str, str] = field(default_factory=lambda: _NOBODY)
    team: str | None = None
    teams: tuple[str, ...] = ()
    may_log: bool = False
    note: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def recent_since(today: date) -> date:
    """The first of the ninety-one days that end today."""
    return today - QUARTER + timedelta(days=1)


def day_of(moment: datetime | date, zone: tzinfo) -> date:
    """The calendar day of a moment where its reader is; a day stays the day it is."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def moment_of(fact: Fact) -> datetime | date:
    """When a fact was: when it began, was opened or took place; use ends, and a contract is as old as its source."""
    match fact:
        case Incident():
            return fact.started_at
        case UsageSnapshot():
            return fact.ends_on
        case Ticket():
            return fact.opened_at
        case Touch() | SurveyAnswer():
            return fact.at
        case ContractFact():
            return fact.as_of


def is_typed_here(fact: Fact) -> bool:
    """Whether somebody noted it in Slack: who did can be named, and it can be changed."""
    return fact.source == TYPED_HERE and fact.import_id is None

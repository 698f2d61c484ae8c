"""The facts of many customers at once, lean: what no signal reads of them is left out.

One statement a kind, for any number of customers. Left out are who noted a fact, when, what its source calls it and
what came with it in whole sentences, and of older use what people did every week; in their place stands something of
the same type that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import repeat
from typing import Any, Final, TypeVar

from sqlalchemy import BindParameter, Select, bindparam, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.account_facts import QUARTER, AccountFacts
from reviews.customer import Contact
from reviews.facts import ContractFact, Incident, SourceRead, SurveyAnswer, Ticket, Touch, UsageSnapshot
from storage.columns import every_value, read_columns, values_of
from storage.facts import A_YEAR, LONG, TWO_QUARTERS, standing
from storage.rows import TABLES, every, field_names, selected
from storage.tables import (
    contacts,
    contract_facts,
    incidents,
    source_reads,
    survey_answers,
    tickets,
    touches,
    usage_snapshots,
)

T = TypeVar("T")
ByAccount = Mapping[int, Sequence[T]]

SOME: BindParameter[Any] = bindparam("accounts", expanding=True)
"""The numbers of customers."""

_NOTED: Final = ("noted_by", "source_id", "import_id", "withdrawn_at")
_ORIGIN: Final = (*_NOTED, "noted_at", "as_of")
_LEFT_OUT: Final[dict[type, tuple[str, ...]]] = {
    Incident: (*_ORIGIN, "felt_by"),
    UsageSnapshot: (*_NOTED, "noted_at"),
    Ticket: (*_ORIGIN, "subject", "requester", "workflow", "first_reply_at", "reopened", "day_only"),
    Touch: (*_ORIGIN, "ours"),
    SurveyAnswer: (*_ORIGIN, "words"),
}
_NOTHING: Final = {"noted_by": "", "source_id": "", "subject": "", "reopened": 0, "day_only": False}
_WHEN: Final = {Incident: "started_at", UsageSnapshot: "as_of", Ticket: "opened_at", Touch: "at", SurveyAnswer: "at"}
"""What stands for the moments that are left out."""
_INSTEAD: Final = ("noted_at", "as_of")


_USUAL: Final = A_YEAR + QUARTER
_DOES: Final = usage_snapshots.c.key_actions
_KEPT: Final = {
    "key_actions": case((usage_snapshots.c.ends_on >= bindparam("does_since"), _DOES), else_=None).label("key_actions")
}
"""What people do every week is held against their usual of the year, and no further back."""


def _loaded(kind: type) -> tuple[str, ...]:
    """The customer first, then what is read."""
    left_out = {*_LEFT_OUT[kind], "workspace_id", "account_id"}
    return "account_id", *(name for name in field_names(kind) if name not in left_out)


def _listed(kind: type, when: str, *conditions: Any) -> Select[Any]:
    """Oldest first, as the index has them."""
    table = TABLES[kind]
    mine = (table.c.workspace_id == bindparam("ws"), table.c.account_id.in_(SOME))
    columns = select(*(_KEPT.get(name, table.c[name]) for name in _loaded(kind)))
    return columns.where(*mine, *conditions, standing(table)).order_by(table.c.account_id, table.c[when])


_INCIDENTS = _listed(
    Incident,
    "started_at",
    incidents.c.started_at >= bindparam("long_ago"),
    or_(incidents.c.started_at >= bindparam("since"), incidents.c.fixed_at.is_(None)),
)
_USAGE = _listed(
    UsageSnapshot,
    "ends_on",
    usage_snapshots.c.ends_on >= bindparam("long_ago_day"),
    or_(usage_snapshots.c.team == "", usage_snapshots.c.ends_on >= bindparam("since_day")),
)
_TICKETS = _listed(Ticket, "opened_at", tickets.c.opened_at >= bindparam("since"))
_OPEN_TICKETS = _listed(Ticket, "solved_at", tickets.c.solved_at.is_(None))
_TOUCHES = _listed(Touch, "at", touches.c.at >= bindparam("since"))
_SURVEYS = _listed(SurveyAnswer, "at", survey_answers.c.at >= bindparam("year"))
_CONTRACTS = (
    selected(ContractFact)
    .where(
        contract_facts.c.workspace_id == bindparam("ws"),
        contract_facts.c.account_id.in_(SOME),
        standing(contract_facts),
    )
    .order_by(contract_facts.c.account_id, contract_facts.c.as_of, contract_facts.c.starts_on, contract_facts.c.id)
)
_PEOPLE = (
    selected(Contact)
    .where(contacts.c.workspace_id == bindparam("ws"), contacts.c.account_id.in_(SOME))
    .order_by(contacts.c.account_id, contacts.c.id)
)
_READS = (
    selected(SourceRead)
    .where(source_reads.c.workspace_id == bindparam("ws"), source_reads.c.account_id.in_(SOME))
    .order_by(source_reads.c.covers_until.desc(), source_reads.c.kind, source_reads.c.source)
)
_EVERYBODY: Final = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of many customers, by kind and customer."""

    incidents: ByAccount[Incident]
    usage: ByAccount[UsageSnapshot]
    tickets: ByAccount[Ticket]
    open_tickets: ByAccount[Ticket]
    touches: ByAccount[Touch]
    surveys: ByAccount[SurveyAnswer]
    contracts: ByAccount[ContractFact]
    people: ByAccount[Contact]
    reads: ByAccount[SourceRead]
    since: datetime

    def of(self, account_id: int, today: date) -> AccountFacts:
        """Those of one customer, newest first, on its own day."""
        still_open = self.open_tickets.get(account_id, ())
        recent = self.tickets.get(account_id, ())
        old = [each for each in still_open if each.opened_at < self.since]
        old.sort(key=_opened)
        contracts = self.contracts.get(account_id)
        return AccountFacts(
            today=today,
            incidents=tuple(self.incidents.get(account_id, ())[::-1]),
            usage=tuple(self.usage.get(account_id, ())[::-1]),
            tickets=(*recent[::-1], *old[::-1]),
            touches=tuple(self.touches.get(account_id, ())[::-1]),
            surveys=tuple(self.surveys.get(account_id, ())[::-1]),
            contract=contracts[-1] if contracts else None,
            people=tuple(self.people.get(account_id, ())),
            reads=self._reads(account_id),
        )

    def _reads(self, account_id: int) -> tuple[SourceRead, ...]:
        own, common = self.reads.get(account_id), self.reads.get(_EVERYBODY, ())
        return tuple(sorted((*own, *common), key=_furthest)) if own else tuple(common)


def _opened(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.opened_at, ticket.id


def _furthest(read: SourceRead) -> tuple[int, str, str]:
    return -read.covers_until.toordinal(), read.kind, read.source


async def load(tx: AsyncConnection, workspace_id: str, account_ids: Sequence[int], today: date) -> Facts:
    """What is known of these customers, as far back as `AccountFacts` says; `today` is the earliest of their days."""
    since = start_of(today - TWO_QUARTERS)
    given = {"ws": workspace_id, "accounts": list(account_ids), "since": since}
    long_ago = {"long_ago": start_of(today - LONG)}
    days = {"long_ago_day": today - LONG, "since_day": today - TWO_QUARTERS, "does_since": today - _USUAL}
    mine = {"ws": workspace_id, "accounts": list(account_ids)}
    return Facts(
        incidents=await _facts(tx, Incident, _INCIDENTS, given | long_ago),
        usage=await _facts(tx, UsageSnapshot, _USAGE, mine | days),
        tickets=await _facts(tx, Ticket, _TICKETS, given),
        open_tickets=await _facts(tx, Ticket, _OPEN_TICKETS, mine),
        touches=await _facts(tx, Touch, _TOUCHES, given),
        surveys=await _facts(tx, SurveyAnswer, _SURVEYS, mine | {"year": start_of(today - A_YEAR)}),
        contracts=grouped(await every_value(tx, ContractFact, _CONTRACTS, mine)),
        people=grouped(await every_value(tx, Contact, _PEOPLE, mine)),
        reads=grouped(await every(tx, SourceRead, _READS, ws=workspace_id, accounts=[_EVERYBODY, *account_ids])),
        since=since,
    )


def start_of(day: date) -> datetime:
    """The moment a day begins, in UTC; a day early, since the customer's own day may begin before it does here."""
    return datetime.combine(day - timedelta(days=1), time(), UTC)


def grouped(values: Iterable[Any]) -> dict[int, list[Any]]:
    """Values by their customer, in their order."""
    found: dict[int, list[Any]] = {}
    for each in values:
        found.setdefault(each.account_id, []).append(each)
    return found


async def _facts(tx: AsyncConnection, kind: type[T], statement: Select[Any], given: dict[str, Any]) -> ByAccount[T]:
    count, columns = await read_columns(tx, statement, given)
    return _made_of(kind, columns, given["ws"], count) if count else {}


def _made_of(kind: type[T], columns: dict[str, Any], workspace_id: str, count: int) -> dict[int, list[T]]:
    """Values by their customer."""
    columns["workspace_id"] = repeat(workspace_id)
    for name in _LEFT_OUT[kind]:
        columns[name] = columns[_WHEN[kind]] if name in _INSTEAD else repeat(_NOTHING.get(name))
    return _sliced(columns["account_id"], values_of(kind, columns, count))


def _sliced(accounts: Any, made: list[T]) -> dict[int, list[T]]:
    """One after the other, as they were sorted."""
    found: dict[int, list[T]] = {}
    begun, current = 0, accounts[0]
    for place, account in enumerate(accounts):
        if account != current:
            found[current] = made[begun:place]
            begun, current = place, account
    found[current] = made[begun:]
    return found

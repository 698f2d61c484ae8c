"""Everything ever known of a workspace's customers, not cut to any window: what a replay lives through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.account_facts import AccountFacts
from reviews.calendar import calendar_of
from reviews.customer import Contact
from reviews.facts import ContractFact, Incident, SourceRead, SurveyAnswer, Ticket, Touch, UsageSnapshot
from reviews.health.model import View
from reviews.model import Account
from storage.rows import TABLES, every, selected

T = TypeVar("T")
_KINDS = (Incident, UsageSnapshot, Ticket, Touch, SurveyAnswer, Contact, ContractFact)


@dataclass(frozen=True, slots=True)
class Customer:
    """Everything ever known of one, as a view of no particular day; `contracts` oldest first.

    `first`: the day of its oldest fact, from which on it is taken to have been a customer.
    """

    view: View
    contracts: tuple[ContractFact, ...]
    first: date


async def customers_of(tx: AsyncConnection, workspace_id: str, zone: str) -> tuple[Customer, ...]:
    """The customers of whom any fact is known. `zone` serves where a customer's own is not known."""
    held: dict[type, dict[int, list[Any]]] = {kind: await _grouped(tx, kind, workspace_id) for kind in _KINDS}
    reads = await every(tx, SourceRead, _all(SourceRead, workspace_id))
    found = []
    for account in await every(tx, Account, _all(Account, workspace_id)):
        facts = AccountFacts(
            today=date.max,
            incidents=tuple(held[Incident].get(account.id, ())),
            usage=tuple(held[UsageSnapshot].get(account.id, ())),
            tickets=tuple(held[Ticket].get(account.id, ())),
            touches=tuple(held[Touch].get(account.id, ())),
            surveys=tuple(held[SurveyAnswer].get(account.id, ())),
            people=tuple(held[Contact].get(account.id, ())),
            reads=tuple(each for each in reads if each.account_id in {0, account.id}),
        )
        first = min(_days(facts), default=None)
        if first is None:
            continue
        since = replace(account, created_at=datetime.combine(first, time(), UTC))
        contracts = sorted(held[ContractFact].get(account.id, ()), key=_starts)
        view = View(since, facts, date.max, calendar_of(account.time_zone, zone))
        found.append(Customer(view, tuple(contracts), first))
    return tuple(found)


def _all(kind: type, workspace_id: str) -> Any:
    return selected(kind).where(TABLES[kind].c.workspace_id == workspace_id)


async def _grouped(tx: AsyncConnection, kind: type[T], workspace_id: str) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for each in await every(tx, kind, _all(kind, workspace_id)):
        found.setdefault(each.account_id, []).append(each)  # type: ignore[attr-defined]
    return found


def _starts(contract: ContractFact) -> tuple[date, int]:
    return contract.starts_on or date.min, contract.id


def _days(facts: AccountFacts) -> Iterable[date]:
    yield from (each.ends_on for each in facts.usage)
    yield from (each.started_at.date() for each in facts.incidents)
    yield from (each.opened_at.date() for each in facts.tickets)
    yield from (each.at.date() for each in facts.touches)
    yield from (each.at.date() for each in facts.surveys)

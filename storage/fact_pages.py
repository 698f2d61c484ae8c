"""Facts of one customer to be looked at: counted by source, and in pages of one kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Select, Table, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.fact_list import SourceCount
from reviews.facts import FACT_OF_KIND, Fact, FactKind
from reviews.imports.model import ImportState
from storage.facts import standing
from storage.rows import TABLES, every, one, selected
from storage.tables import (
    contract_facts,
    imports,
    incidents,
    survey_answers,
    tickets,
    touches,
    usage_snapshots,
)

_WHEN: Final[dict[FactKind, Column[Any]]] = {
    FactKind.INCIDENT: incidents.c.started_at,
    FactKind.USAGE: usage_snapshots.c.ends_on,
    FactKind.TICKET: tickets.c.opened_at,
    FactKind.TOUCH: touches.c.at,
    FactKind.SURVEY: survey_answers.c.at,
    FactKind.CONTRACT: contract_facts.c.as_of,
}
"""When a fact was, as `reviews.fact_list.moment_of` says it."""


def _table(kind: FactKind) -> Table:
    return TABLES[FACT_OF_KIND[kind]]


def _of_account(kind: FactKind) -> ColumnElement[bool]:
    table = _table(kind)
    return and_(table.c.workspace_id == bindparam("ws"), table.c.account_id == bindparam("account"), standing(table))


def _counted(kind: FactKind) -> Select[Any]:
    table, when = _table(kind), _WHEN[kind]
    recent = func.count().filter(when >= bindparam("since"))
    return (
        select(table.c.source, func.count(), recent, func.max(when)).where(_of_account(kind)).group_by(table.c.source)
    )


def _paged(kind: FactKind) -> Select[Any]:
    table = _table(kind)
    found = selected(FACT_OF_KIND[kind]).where(_of_account(kind)).order_by(_WHEN[kind].desc(), table.c.id.desc())
    return found.limit(bindparam("most")).offset(bindparam("skipped"))


_COUNTS: Final = {kind: _counted(kind) for kind in FactKind}
_PAGES: Final = {kind: _paged(kind) for kind in FactKind}
_TOTALS: Final = {kind: select(func.count()).select_from(_table(kind)).where(_of_account(kind)) for kind in FactKind}
_OF_TEAM = usage_snapshots.c.team == bindparam("team")
_TEAMS = (
    select(usage_snapshots.c.team)
    .where(_of_account(FactKind.USAGE))
    .group_by(usage_snapshots.c.team)
    .order_by(usage_snapshots.c.team)
    .limit(bindparam("most"))
)
_OPEN_TICKETS = (
    select(func.count()).select_from(tickets).where(_of_account(FactKind.TICKET), tickets.c.solved_at.is_(None))
)
_DONE = select(imports.c.id).where(imports.c.workspace_id == bindparam("ws"), imports.c.state == ImportState.DONE)


def _known(kind: FactKind) -> Select[Any]:
    table = _table(kind)
    is_in = or_(table.c.import_id.is_(None), table.c.import_id.in_(_DONE))
    which = (table.c.workspace_id == bindparam("ws"), table.c.id == bindparam("number"))
    return selected(FACT_OF_KIND[kind]).where(*which, is_in)


_KNOWN: Final = {kind: _known(kind) for kind in FactKind}


async def counts(
    tx: AsyncConnection, workspace_id: str, account_id: int, since: date, since_moment: datetime
) -> list[SourceCount]:
    """How many facts of each kind came from each source. Recent: since that day, or that moment where it begins."""
    found = []
    for kind, statement in _COUNTS.items():
        start = since if kind is FactKind.USAGE else since_moment
        given = {"ws": workspace_id, "account": account_id, "since": start}
        found += [SourceCount(kind, *row) for row in await tx.execute(statement, given)]
    return found


async def open_tickets(tx: AsyncConnection, workspace_id: str, account_id: int) -> int:
    """How many of a customer's tickets are not solved."""
    return int(await tx.scalar(_OPEN_TICKETS, {"ws": workspace_id, "account": account_id}) or 0)


async def page(
    tx: AsyncConnection,
    workspace_id: str,
    account_id: int,
    kind: FactKind,
    offset: int,
    limit: int,
    team: str | None = None,
) -> tuple[list[Fact], int]:
    """A customer's facts of one kind, newest first: a page of them, and how many there are.

    `team` narrows use to that team, "" to the whole account.
    """
    listed, counted = _PAGES[kind], _TOTALS[kind]
    given: dict[str, Any] = {"ws": workspace_id, "account": account_id}
    if team is not None and kind is FactKind.USAGE:
        listed, counted, given = listed.where(_OF_TEAM), counted.where(_OF_TEAM), {**given, "team": team}
    total = await tx.scalar(counted, given)
    return await every(tx, FACT_OF_KIND[kind], listed, **given, most=limit, skipped=offset), int(total or 0)


async def teams(tx: AsyncConnection, workspace_id: str, account_id: int, limit: int) -> list[str]:
    """The teams that use is known of, by name; "" is the whole account."""
    return list(await tx.scalars(_TEAMS, {"ws": workspace_id, "account": account_id, "most": limit}))


async def known(tx: AsyncConnection, workspace_id: str, kind: FactKind, number: int) -> Fact | None:
    """One fact, also one that was taken back; None while its file is not wholly in."""
    return await one(tx, FACT_OF_KIND[kind], _KNOWN[kind], ws=workspace_id, number=number)

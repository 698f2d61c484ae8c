"""What is known of customers, as far as it counts: not taken back, and of a file that is wholly in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import repeat
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.account_facts import QUARTER, AccountFacts
from reviews.facts import (
    FACT_OF_KIND,
    ContractFact,
    Fact,
    FactKind,
    Incident,
    SurveyAnswer,
    Ticket,
    Touch,
    UsageSnapshot,
)
from reviews.imports.model import ImportState
from storage import contacts, source_reads
from storage.rows import TABLES, field_names, one, selected
from storage.statements import locked
from storage.tables import (
    contract_facts,
    imports,
    incidents,
    survey_answers,
    tickets,
    touches,
    usage_snapshots,
)

F = TypeVar("F", Incident, UsageSnapshot, Ticket, Touch, SurveyAnswer)

TWO_QUARTERS: Final = 2 * QUARTER
A_YEAR: Final = timedelta(days=53 * 7)
LONG: Final = timedelta(days=27 * 31)
_SAME: Final = ("workspace_id", "account_id", "withdrawn_at")
"""What is the same in all facts of one customer that count."""


def standing(table: Table) -> ColumnElement[bool]:
    """What counts: nobody has taken it back, and the file it came with, if any, is wholly in.

    Binds the workspace as `ws`.
    """
    return and_(table.c.withdrawn_at.is_(None), wholly_in(table))


def wholly_in(table: Table) -> ColumnElement[bool]:
    """Whether the file that a fact came with, if any, is wholly in; also of one that was taken back since."""
    done = select(imports.c.id).where(imports.c.workspace_id == bindparam("ws"), imports.c.state == ImportState.DONE)
    return or_(table.c.import_id.is_(None), table.c.import_id.in_(done))


def _of_account(kind: type, *conditions: ColumnElement[bool]) -> Select[Any]:
    table = TABLES[kind]
    mine = (table.c.workspace_id == bindparam("ws"), table.c.account_id == bindparam("account"))
    return selected(kind).where(*mine, *conditions, standing(table))


def _listed(kind: type, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Facts of one customer, without what is the same in all of them."""
    table = TABLES[kind]
    return _of_account(kind, *conditions).with_only_columns(*(table.c[name] for name in _own(kind)))


def _own(kind: type) -> list[str]:
    return [name for name in field_names(kind) if name not in _SAME]


_INCIDENTS = _listed(
    Incident,
    incidents.c.started_at >= bindparam("long_ago"),
    or_(incidents.c.started_at >= bindparam("since"), incidents.c.fixed_at.is_(None)),
).order_by(incidents.c.started_at.desc(), incidents.c.id.desc())
_USAGE = _listed(
    UsageSnapshot,
    or_(
        and_(usage_snapshots.c.team == "", usage_snapshots.c.ends_on >= bindparam("long_ago")),
        and_(usage_snapshots.c.team != "", usage_snapshots.c.ends_on >= bindparam("since_day")),
    ),
    usage_snapshots.c.ends_on >= bindparam("long_ago"),
).order_by(usage_snapshots.c.ends_on.desc(), usage_snapshots.c.team, usage_snapshots.c.id.desc())
_NEWEST_TICKETS = (tickets.c.opened_at.desc(), tickets.c.id.desc())
_TICKETS = _listed(Ticket, tickets.c.opened_at >= bindparam("since")).order_by(*_NEWEST_TICKETS)
# With any word about when they were opened, SQLite would look for them through all that ever were.
_OPEN_TICKETS = _listed(Ticket, tickets.c.solved_at.is_(None))
_TOUCHES = _listed(Touch, touches.c.at >= bindparam("since")).order_by(touches.c.at.desc(), touches.c.id.desc())
_SURVEYS = _listed(SurveyAnswer, survey_answers.c.at >= bindparam("since")).order_by(
    survey_answers.c.at.desc(), survey_answers.c.id.desc()
)
_CONTRACT = (
    _of_account(ContractFact)
    .order_by(contract_facts.c.as_of.desc(), contract_facts.c.starts_on.desc(), contract_facts.c.id.desc())
    .limit(1)
)
_BY_ID: Final = {
    kind: selected(value).where(
        TABLES[value].c.workspace_id == bindparam("ws"),
        TABLES[value].c.id == bindparam("number"),
        wholly_in(TABLES[value]),
    )
    for kind, value in FACT_OF_KIND.items()
}
_LATEST_USAGE = (
    _of_account(UsageSnapshot, usage_snapshots.c.team == bindparam("its_team"))
    .order_by(usage_snapshots.c.ends_on.desc(), usage_snapshots.c.id.desc())
    .limit(1)
)
_HAS_ANY = select(or_(*(_of_account(kind).exists() for kind in FACT_OF_KIND.values())))


async def of_account(tx: AsyncConnection, workspace_id: str, account_id: int, today: date) -> AccountFacts:
    """What is known of a customer, as far back as `AccountFacts` says; `today` is the customer's own."""
    mine = {"ws": workspace_id, "account": account_id}
    since = {"since": _start(today - TWO_QUARTERS)}
    days = {"long_ago": today - LONG, "since_day": today - TWO_QUARTERS}
    year = {"since": _start(today - A_YEAR)}
    recent = await _all(tx, Ticket, _TICKETS, mine | since)
    still_open = await _all(tx, Ticket, _OPEN_TICKETS, mine)
    old = [each for each in still_open if each.opened_at < since["since"]]
    old.sort(key=lambda each: (each.opened_at, each.id), reverse=True)
    return AccountFacts(
        today=today,
        incidents=tuple(await _all(tx, Incident, _INCIDENTS, mine | since | {"long_ago": _start(today - LONG)})),
        usage=tuple(await _all(tx, UsageSnapshot, _USAGE, mine | days)),
        tickets=(*recent, *old),
        touches=tuple(await _all(tx, Touch, _TOUCHES, mine | since)),
        surveys=tuple(await _all(tx, SurveyAnswer, _SURVEYS, mine | year)),
        contract=await one(tx, ContractFact, _CONTRACT, **mine),
        people=tuple(await contacts.on_account(tx, workspace_id, account_id)),
        reads=tuple(await source_reads.of_account(tx, workspace_id, account_id)),
    )


async def _all(tx: AsyncConnection, kind: type[F], statement: Select[Any], given: dict[str, Any]) -> list[F]:
    """All rows as values, made field by field and not one by one: a customer may have thousands."""
    rows = (await tx.execute(statement, given)).all()
    made = [kind.__new__(kind) for _ in rows]
    columns: dict[str, Iterable[Any]] = dict(zip(_own(kind), zip(*rows, strict=True), strict=False))
    columns |= {"workspace_id": repeat(given["ws"]), "account_id": repeat(given["account"])}
    for name in field_names(kind):
        put = getattr(kind, name).__set__
        deque(map(put, made, columns.get(name, repeat(None))), maxlen=0)
    return made


async def by_id(
    tx: AsyncConnection, workspace_id: str, kind: FactKind, fact_id: int, *, lock: bool = False
) -> Fact | None:
    """One fact, also one that was taken back; none of a file that is not wholly in."""
    value: Callable[..., Fact] = FACT_OF_KIND[kind]
    return await one(tx, value, locked(_BY_ID[kind], lock), ws=workspace_id, number=fact_id)


async def latest_usage(tx: AsyncConnection, workspace_id: str, account_id: int, team: str = "") -> UsageSnapshot | None:
    """A customer's last word on use, of one team or ("") the whole account."""
    return await one(tx, UsageSnapshot, _LATEST_USAGE, ws=workspace_id, account=account_id, its_team=team)


async def has_any(tx: AsyncConnection, workspace_id: str, account_id: int) -> bool:
    """Whether any fact of a customer is known."""
    return bool(await tx.scalar(_HAS_ANY, {"ws": workspace_id, "account": account_id}))


def _start(day: date) -> datetime:
    """The moment a day begins, in UTC; a day early, since the customer's own day may begin before it does here."""
    return datetime.combine(day - timedelta(days=1), time(), UTC)

"""When each customer's health is to be computed anew: at once where something of it changed, else on its next night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import Contact, GapAccount, Goal, GoalReading
from reviews.decision import Change, Record
from reviews.facts import FACT_OF_KIND, FactKind, SourceRead
from reviews.health.kept import HealthSettings, Listening
from reviews.imports.model import FACTS_OF, FileImport
from reviews.model import Account, Action, Gap, Review
from storage.rows import TABLES
from storage.statements import insert_into
from storage.tables import accounts, gap_accounts, goals, health_looks
from storage.types import UTCDateTime
from storage.wake import outbox_grew

TOGETHER: Final = timedelta(hours=1)
"""The looks of one night are spread over so long."""
NEVER_ASKED: Final = 0
_TELLING: Final = (*FACT_OF_KIND.values(), SourceRead, Gap, GapAccount, Action, Contact, Goal, Review, Listening)
"""Records of one customer that its health is read from."""

_SOME: BindParameter[Any] = bindparam("accounts", expanding=True)
_THIS = (health_looks.c.workspace_id == bindparam("ws"), health_looks.c.account_id == bindparam("account"))
_DUE = (
    select(health_looks.c.workspace_id, health_looks.c.account_id, health_looks.c.asked)
    .where(health_looks.c.look_at <= bindparam("now"))
    .order_by(health_looks.c.look_at, health_looks.c.workspace_id, health_looks.c.account_id)
    .limit(bindparam("most"))
)
_OF = select(health_looks.c.account_id, health_looks.c.asked).where(
    health_looks.c.workspace_id == bindparam("ws"),
    health_looks.c.account_id.in_(_SOME),
)
_HELD = _OF.order_by(health_looks.c.account_id).with_for_update(skip_locked=True)
_AGAIN = update(health_looks).where(*_THIS).values(look_at=bindparam("moment"))
_FIRST = select(func.min(health_looks.c.look_at)).where(health_looks.c.look_at.is_not(None))
_LAST = select(func.max(health_looks.c.look_at)).where(
    health_looks.c.look_at >= bindparam("first"), health_looks.c.look_at <= bindparam("last")
)


@dataclass(frozen=True, slots=True)
class Look:
    """A customer to be looked at. `asked` is as it was read: a change since then raises it."""

    workspace_id: str
    account_id: int
    asked: int


async def look(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int], now: datetime) -> None:
    """Something of these customers has changed: their health is computed anew."""
    rows = [{"ws": workspace_id, "account": number, "moment": now} for number in sorted(set(account_ids) - {0})]
    if rows:
        await tx.execute(_upsert(tx.dialect.name), rows)
        outbox_grew(tx)


async def look_after(tx: AsyncConnection, workspace_id: str, changes: Iterable[Change], now: datetime) -> None:
    """Records have changed: the customers whose health they may tell of are looked at, and no other."""
    records = [change.after for change in changes]
    if any(isinstance(each, HealthSettings) for each in records):
        await look_at_all(tx, workspace_id, now)
        return
    await look(tx, workspace_id, (number for each in records if (number := _about(each))), now)
    gaps = [each.id for each in records if isinstance(each, Gap)]
    read = [each.goal_id for each in records if isinstance(each, GoalReading)]
    await look_through(tx, workspace_id, gap_ids=gaps, goal_ids=read, now=now)


def _about(value: Record) -> int | None:
    """The customer that a record tells of; of a source that speaks for all of them each learns by its next night."""
    if isinstance(value, Account):
        return value.id
    return value.account_id if isinstance(value, _TELLING) else None


async def look_through(
    tx: AsyncConnection, workspace_id: str, *, gap_ids: Sequence[int], goal_ids: Sequence[int], now: datetime
) -> None:
    """The same for the customers who share these gaps, and for those whose goals these are."""
    given = {"ws": workspace_id, "gaps": list(gap_ids), "goals": list(goal_ids), "moment": now}
    if gap_ids or goal_ids:
        await tx.execute(_through(tx.dialect.name), given)
        outbox_grew(tx)


async def look_at_all(tx: AsyncConnection, workspace_id: str, now: datetime) -> None:
    """What every customer is measured with has changed."""
    await tx.execute(_all(tx.dialect.name), {"ws": workspace_id, "moment": now})
    outbox_grew(tx)


async def look_at_import(tx: AsyncConnection, import_: FileImport, now: datetime) -> None:
    """The customers that new facts of a file are about, when it comes in and when it is taken back."""
    kind = FACTS_OF.get(import_.kind) if import_.kind else None
    if kind is not None:
        given = {"ws": import_.workspace_id, "import": import_.id, "moment": now}
        await tx.execute(_of_import(tx.dialect.name, kind), given)
        outbox_grew(tx)


async def due(tx: AsyncConnection, now: datetime, limit: int) -> list[Look]:
    """Customers of all workspaces whose moment has come, longest waiting first."""
    return [Look(*row) for row in await tx.execute(_DUE, {"now": now, "most": limit})]


async def of_accounts(tx: AsyncConnection, workspace_id: str, account_ids: Sequence[int]) -> list[Look]:
    """These customers, whether or not their moment has come."""
    return [
        Look(workspace_id, *row) for row in await tx.execute(_OF, {"ws": workspace_id, "accounts": list(account_ids)})
    ]


async def held(tx: AsyncConnection, workspace_id: str, seen: Iterable[Look]) -> set[int]:
    """Those of the customers about whom nothing was said since they were seen, held until the transaction ends.

    Waits for nobody: one whom somebody else holds is left out, and stays to be looked at.
    """
    asked = {look.account_id: look.asked for look in seen}
    rows = await tx.execute(_HELD, {"ws": workspace_id, "accounts": sorted(asked)})
    return {number for number, count in rows if asked[number] == count}


async def look_again(tx: AsyncConnection, workspace_id: str, moments: Mapping[int, datetime | None]) -> None:
    """Sets when each is looked at next, None for never. Only for those that this transaction holds."""
    rows = [{"ws": workspace_id, "account": number, "moment": moment} for number, moment in sorted(moments.items())]
    if rows:
        await tx.execute(_AGAIN, rows)


async def next_look(tx: AsyncConnection, now: datetime) -> datetime | None:
    """When somebody is to be looked at next; None where nobody is.

    A night that is still to come is one moment: that at which its last customer has been looked at.
    """
    first: datetime | None = await tx.scalar(_FIRST)
    if first is None or first <= now:
        return first
    last: datetime | None = await tx.scalar(_LAST, {"first": first, "last": first + TOGETHER})
    return last or first


def _asks(new: Any) -> Any:
    stored = health_looks.c
    sooner = case((stored.look_at <= new.excluded.look_at, stored.look_at), else_=new.excluded.look_at)
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "account_id"], set_={"look_at": sooner, "asked": stored.asked + 1}
    )


@cache
def _upsert(dialect: str) -> Any:
    given: dict[str, Any] = {"workspace_id": bindparam("ws"), "account_id": bindparam("account")}
    given |= {"look_at": bindparam("moment"), "asked": NEVER_ASKED}
    return _asks(insert_into(dialect, health_looks).values(given))


def _from(dialect: str, table: Any, number: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    """The same for every customer a question finds."""
    ours = (table.c.workspace_id == bindparam("ws"), *conditions)
    moment: ColumnElement[Any] = bindparam("moment", type_=UTCDateTime)
    if dialect != "sqlite":
        moment = cast(moment, UTCDateTime)
    found = select(table.c.workspace_id, number, moment, literal_column(str(NEVER_ASKED), Integer)).where(*ours)
    names = ["workspace_id", "account_id", "look_at", "asked"]
    return _asks(insert_into(dialect, health_looks).from_select(names, found.distinct()))


@cache
def _all(dialect: str) -> Any:
    return _from(dialect, accounts, accounts.c.id)


@cache
def _of_import(dialect: str, kind: FactKind) -> Any:
    table = TABLES[FACT_OF_KIND[kind]]
    return _from(dialect, table, table.c.account_id, table.c.import_id == bindparam("import"))


@cache
def _through(dialect: str) -> Any:
    shared = select(gap_accounts.c.account_id).where(
        gap_accounts.c.workspace_id == bindparam("ws"), gap_accounts.c.gap_id.in_(bindparam("gaps", expanding=True))
    )
    whose = select(goals.c.account_id).where(
        goals.c.workspace_id == bindparam("ws"), goals.c.id.in_(bindparam("goals", expanding=True))
    )
    return _from(dialect, accounts, accounts.c.id, or_(accounts.c.id.in_(shared), accounts.c.id.in_(whose)))

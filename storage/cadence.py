"""Accounts and reviews the clock must look at again, of all workspaces, and what it asks about them.

Every change of a row sets its `look_at` to that moment; the sweep moves it on to the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, Table, Update, and_, bindparam, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Review, ReviewState
from storage.rows import every, field_names, selected
from storage.tables import accounts, reviews
from storage.wake import outbox_grew

T = TypeVar("T", Account, Review)

LOOKED_AT: Final[Mapping[type, Table]] = {Account: accounts, Review: reviews}


def _due_in(table: Table) -> Select[Any]:
    due = table.c.look_at <= bindparam("now")
    return select(table.c.workspace_id, table.c.id).where(due).order_by(table.c.look_at).limit(bindparam("most"))


def _this(table: Table) -> Any:
    return and_(table.c.workspace_id == bindparam("ws"), table.c.id == bindparam("number"))


def _held(kind: type) -> Select[Any]:
    table = LOOKED_AT[kind]
    due = table.c.look_at <= bindparam("now")
    return selected(kind).add_columns(table.c.look_at).where(_this(table), due).with_for_update()


def _look(table: Table) -> Update:
    return update(table).where(_this(table)).values(look_at=bindparam("moment"))


_DUE = {kind: _due_in(table) for kind, table in LOOKED_AT.items()}
_HELD = {kind: _held(kind) for kind in LOOKED_AT}
_LOOK = {kind: _look(table) for kind, table in LOOKED_AT.items()}
_NEXT = [select(func.min(table.c.look_at)).where(table.c.look_at.is_not(None)) for table in LOOKED_AT.values()]
_SUMMARISED = update(reviews).where(_this(reviews)).values(summarised_version=bindparam("version"))
_LATER = (
    select(reviews.c.id)
    .where(
        reviews.c.workspace_id == bindparam("ws"),
        reviews.c.account_id == bindparam("account"),
        reviews.c.id > bindparam("number"),
        reviews.c.state != ReviewState.ABANDONED,
    )
    .limit(1)
)
_HERE = accounts.c.workspace_id == bindparam("ws")
_NEXT_REVIEWS = (
    selected(Account)
    .where(_HERE)
    .order_by(
        accounts.c.paused_at.is_not(None),
        accounts.c.next_review_on.is_(None),
        accounts.c.next_review_on,
        accounts.c.name_key,
        accounts.c.id,
    )
    .limit(bindparam("most"))
)
_HOW_MANY = select(func.count()).select_from(accounts).where(_HERE)
_OF_OWNER = (
    update(accounts)
    .where(_HERE, accounts.c.owner == bindparam("person"), accounts.c.paused_at.is_(None))
    .values(look_at=bindparam("now"))
)


async def to_look_at(
    tx: AsyncConnection, kind: type[Account] | type[Review], now: datetime, limit: int
) -> list[tuple[str, int]]:
    """Workspace and number of accounts or reviews whose moment has come, longest waiting first."""
    return [(row[0], row[1]) for row in await tx.execute(_DUE[kind], {"now": now, "most": limit})]


async def held(
    tx: AsyncConnection, kind: type[T], workspace_id: str, number: int, now: datetime
) -> tuple[T, datetime] | None:
    """One that is to be looked at, with the moment it waited for, held until the transaction ends.

    None when somebody else has looked at it meanwhile.
    """
    row = (await tx.execute(_HELD[kind], {"ws": workspace_id, "number": number, "now": now})).first()
    width = len(field_names(kind))
    return None if row is None else (kind(*row[:width]), row[width])


async def look_again(
    tx: AsyncConnection, kind: type[Account] | type[Review], workspace_id: str, number: int, moment: datetime | None
) -> None:
    """Sets when one is looked at next, or that it need not be. Only for what this transaction holds."""
    await tx.execute(_LOOK[kind], {"ws": workspace_id, "number": number, "moment": moment})


async def look_at_account(tx: AsyncConnection, workspace_id: str, account_id: int, now: datetime) -> None:
    """Something an account's reminders hang on has changed: it is looked at anew."""
    await tx.execute(_LOOK[Account], {"ws": workspace_id, "number": account_id, "moment": now})
    outbox_grew(tx)


async def look_at_accounts_of(tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime) -> None:
    """Somebody's working time has changed: the reminders of the accounts they own are planned anew."""
    await tx.execute(_OF_OWNER, {"ws": workspace_id, "person": user_id, "now": now})
    outbox_grew(tx)


async def next_look(tx: AsyncConnection) -> datetime | None:
    """When the next account or review must be looked at, or None when none must."""
    moments = [await tx.scalar(statement) for statement in _NEXT]
    return min((moment for moment in moments if moment is not None), default=None)


async def set_summarised(tx: AsyncConnection, workspace_id: str, review_id: int, version: int) -> None:
    """Notes which version of an open review was summed up; the clock's own note, so it leaves no audit entry."""
    await tx.execute(_SUMMARISED, {"ws": workspace_id, "number": review_id, "version": version})


async def has_later(tx: AsyncConnection, workspace_id: str, review: Review) -> bool:
    """Whether another review of the same account was opened after this one and not given up."""
    where = {"ws": workspace_id, "account": review.account_id, "number": review.id}
    return (await tx.execute(_LATER, where)).first() is not None


async def next_reviews(
    tx: AsyncConnection, workspace_id: str, limit: int, seen: ColumnElement[bool] | None = None
) -> tuple[list[Account], int]:
    """Accounts in the order their reviews come, longest late first and paused ones last, and how many there are.

    `seen`: only those for which this holds, which is what the one who asks may see.
    """
    shown = true() if seen is None else seen
    found = await every(tx, Account, _NEXT_REVIEWS.where(shown), ws=workspace_id, most=limit)
    return found, int(await tx.scalar(_HOW_MANY.where(shown), {"ws": workspace_id}) or 0)

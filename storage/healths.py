"""How customers fare, as last computed, and how they fared before; what a workspace has set about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Table, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.health.kept import AccountHealth, HealthDay, HealthSettings
from storage.health_looks import look
from storage.rows import every, field_names, one, selected
from storage.statements import insert_into, locked
from storage.tables import health_days, health_settings, healths

__all__ = [
    "as_kept",
    "day_before",
    "days",
    "forget",
    "last_days",
    "look",
    "of_account",
    "of_accounts",
    "save",
    "save_all",
    "settings",
    "told",
    "unchanged",
    "untold",
]

Saved = tuple[AccountHealth, HealthDay | None]

_SOME: BindParameter[Any] = bindparam("accounts", expanding=True)
_HERE = healths.c.workspace_id == bindparam("ws")
_OF = selected(AccountHealth).where(_HERE, healths.c.account_id == bindparam("account"))
_OF_SOME = selected(AccountHealth).where(_HERE, healths.c.account_id.in_(_SOME)).order_by(healths.c.account_id)
_WITHOUT_READ = [healths.c[name] for name in field_names(AccountHealth) if name != "read"]
_AS_KEPT = select(*_WITHOUT_READ).where(_HERE, healths.c.account_id.in_(_SOME))
_STAND = select(healths.c.account_id, healths.c.computed_at, healths.c.alert_at, healths.c.alerted)
_STAND = _STAND.where(_HERE, healths.c.account_id.in_(_SOME)).order_by(healths.c.account_id)
_HELD = _STAND.with_for_update(skip_locked=True)
_UNTOLD = (
    selected(AccountHealth)
    .where(healths.c.alert_at.is_not(None), healths.c.alert_at <= bindparam("now"))
    .order_by(healths.c.alert_at, healths.c.workspace_id, healths.c.account_id)
    .limit(bindparam("most"))
)
_TOLD = (
    update(healths)
    .where(_HERE, healths.c.account_id.in_(_SOME), healths.c.alert_at.is_not(None))
    .values(alerted=healths.c.mark, alert_at=None)
)
_FORGET = delete(healths).where(_HERE, healths.c.account_id.in_(_SOME))
_ITS_DAYS = and_(health_days.c.workspace_id == bindparam("ws"), health_days.c.account_id == bindparam("account"))
_DAYS = selected(HealthDay).where(_ITS_DAYS, health_days.c.day >= bindparam("since")).order_by(health_days.c.day)
_BEFORE = (
    selected(HealthDay)
    .where(_ITS_DAYS, health_days.c.day <= bindparam("latest"))
    .order_by(health_days.c.day.desc())
    .limit(1)
)
_earlier = health_days.alias()
_LATEST = (
    select(func.max(_earlier.c.day))
    .where(_earlier.c.workspace_id == bindparam("ws"), _earlier.c.account_id == healths.c.account_id)
    .correlate(healths)
    .scalar_subquery()
)
_LAST_DAYS = (
    selected(HealthDay)
    .select_from(healths)
    .join(
        health_days,
        and_(
            health_days.c.workspace_id == bindparam("ws"),
            health_days.c.account_id == healths.c.account_id,
            health_days.c.day == _LATEST,
        ),
    )
    .where(_HERE, healths.c.account_id.in_(_SOME))
)
_SETTINGS = selected(HealthSettings).where(health_settings.c.workspace_id == bindparam("ws"))


async def of_account(tx: AsyncConnection, workspace_id: str, account_id: int) -> AccountHealth | None:
    """A customer's health, as last computed."""
    return await one(tx, AccountHealth, _OF, ws=workspace_id, account=account_id)


async def of_accounts(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int]) -> dict[int, AccountHealth]:
    """The same of several customers, by their numbers."""
    found = await every(tx, AccountHealth, _OF_SOME, ws=workspace_id, accounts=sorted(set(account_ids)))
    return {each.account_id: each for each in found}


async def as_kept(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int]) -> dict[int, AccountHealth]:
    """The same without all that was read, which is most of it."""
    given = {"ws": workspace_id, "accounts": sorted(set(account_ids))}
    rows = (await tx.execute(_AS_KEPT, given)).mappings()
    return {row["account_id"]: AccountHealth(**row, read={}) for row in rows}


async def save(tx: AsyncConnection, after: AccountHealth, day: HealthDay | None = None) -> None:
    """Keep a customer's health and, where it changed, what it is on that day."""
    await save_all(tx, [(after, day)])


async def save_all(tx: AsyncConnection, saved: Sequence[Saved]) -> None:
    """The same of many customers; two statements however many."""
    if saved:
        await tx.execute(_upsert(tx.dialect.name, healths, AccountHealth), [_row(after) for after, _ in saved])
    if changed := [_row(day) for _, day in saved if day is not None]:
        await tx.execute(_upsert(tx.dialect.name, health_days, HealthDay), changed)


async def unchanged(tx: AsyncConnection, workspace_id: str, before: dict[int, AccountHealth | None]) -> set[int]:
    """Those whose kept health is still as it was read, held until the transaction ends. Waits for nobody.

    `before`: by customer, None for one of whom nothing was kept.
    """
    rows = await tx.execute(_HELD, {"ws": workspace_id, "accounts": sorted(before)})
    stand = {row[0]: tuple(row[1:]) for row in rows}
    return {number for number, health in before.items() if stand.get(number) == _stand(health)}


def _stand(health: AccountHealth | None) -> tuple[Any, ...] | None:
    return None if health is None else (health.computed_at, health.alert_at, health.alerted)


async def forget(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int]) -> None:
    """No health is said of these any more; how they fared before stays."""
    await tx.execute(_FORGET, {"ws": workspace_id, "accounts": sorted(set(account_ids))})


async def days(tx: AsyncConnection, workspace_id: str, account_id: int, since: date) -> list[HealthDay]:
    """The days since then on which a customer's health changed, oldest first."""
    return await every(tx, HealthDay, _DAYS, ws=workspace_id, account=account_id, since=since)


async def day_before(tx: AsyncConnection, workspace_id: str, account_id: int, day: date) -> HealthDay | None:
    """What a customer's health was on a day: the last change on it or before."""
    return await one(tx, HealthDay, _BEFORE, ws=workspace_id, account=account_id, latest=day)


async def last_days(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int]) -> dict[int, HealthDay]:
    """The last day on which each of these customers' health changed."""
    found = await every(tx, HealthDay, _LAST_DAYS, ws=workspace_id, accounts=sorted(set(account_ids)))
    return {each.account_id: each for each in found}


async def untold(tx: AsyncConnection, now: datetime, limit: int, *, lock: bool = False) -> list[AccountHealth]:
    """Customers of all workspaces who crossed a level that nobody was told of yet, longest waiting first."""
    return await every(tx, AccountHealth, locked(_UNTOLD, lock), now=now, most=limit)


async def told(tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int]) -> None:
    """The levels these customers are at were told of."""
    await tx.execute(_TOLD, {"ws": workspace_id, "accounts": sorted(set(account_ids))})


async def settings(tx: AsyncConnection, workspace_id: str, *, lock: bool = False) -> HealthSettings | None:
    """What the workspace has set otherwise than it is shipped."""
    return await one(tx, HealthSettings, locked(_SETTINGS, lock), ws=workspace_id)


def _row(value: AccountHealth | HealthDay) -> dict[str, Any]:
    return {name: getattr(value, name) for name in field_names(type(value))}


@cache
def _upsert(dialect: str, table: Table, kind: type) -> Any:
    new, keys = insert_into(dialect, table), [column.name for column in table.primary_key]
    later = {name: new.excluded[name] for name in field_names(kind) if name not in keys}
    return new.on_conflict_do_update(index_elements=keys, set_=later)

"""Questions about gaps that several accounts share: one gap, one owner, one nudge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import GapAccount
from reviews.model import Account
from reviews.rights import Actor
from storage.rows import every, selected
from storage.statements import locked
from storage.tables import accounts, gap_accounts, gaps
from storage.visible import seen

_OF: BindParameter[Any] = bindparam("numbers", expanding=True)
_LINKS = (
    selected(GapAccount)
    .where(gap_accounts.c.workspace_id == bindparam("ws"), gap_accounts.c.gap_id == bindparam("number"))
    .order_by(gap_accounts.c.account_id)
)
_LIVE = (
    selected(GapAccount)
    .where(
        gap_accounts.c.workspace_id == bindparam("ws"),
        gap_accounts.c.gap_id.in_(_OF),
        gap_accounts.c.ended_at.is_(None),
    )
    .order_by(gap_accounts.c.gap_id, gap_accounts.c.account_id)
)
_ACCOUNTS = (
    selected(Account)
    .where(accounts.c.workspace_id == bindparam("ws"), accounts.c.id.in_(_OF))
    .order_by(accounts.c.name_key, accounts.c.id)
)


def about(workspace_id: Any, account_id: Any) -> ColumnElement[bool]:
    """Which gaps are about an account, over the gaps table: as their first account, or as one of the others.

    Two questions put together, not one with "or", which SQLite answers by reading every gap there is.
    """
    first = gaps.alias()
    own = select(first.c.id).where(first.c.workspace_id == workspace_id, first.c.account_id == account_id)
    shared = select(gap_accounts.c.gap_id).where(
        gap_accounts.c.workspace_id == workspace_id,
        gap_accounts.c.account_id == account_id,
        gap_accounts.c.ended_at.is_(None),
    )
    return gaps.c.id.in_(own.union_all(shared))


async def links(tx: AsyncConnection, workspace_id: str, gap_id: int, *, lock: bool = False) -> list[GapAccount]:
    """Every other account a gap is or was about."""
    return await every(tx, GapAccount, locked(_LINKS, lock), ws=workspace_id, number=gap_id)


async def others(tx: AsyncConnection, workspace_id: str, gap_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The numbers of the other accounts that gaps are about, by gap; a gap of one account is not in it."""
    found: dict[int, tuple[int, ...]] = {}
    for link in await every(tx, GapAccount, _LIVE, ws=workspace_id, numbers=sorted(set(gap_ids))):
        found[link.gap_id] = (*found.get(link.gap_id, ()), link.account_id)
    return found


async def accounts_of(
    tx: AsyncConnection,
    workspace_id: str,
    account_ids: Iterable[int],
    *,
    viewer: Actor | None = None,
    here: str | None = None,
) -> list[Account]:
    """Those accounts, by name; with a `viewer`, only what they may see, asking from the channel `here`."""
    found = _ACCOUNTS if viewer is None else _ACCOUNTS.where(seen(viewer, here))
    return await every(tx, Account, found, ws=workspace_id, numbers=sorted(set(account_ids)))

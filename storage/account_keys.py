"""What other systems call our customers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import account_keys, accounts

_NAMES = select(accounts.c.id, accounts.c.name).where(accounts.c.workspace_id == bindparam("ws"))
_KEYS = select(account_keys.c.key, account_keys.c.account_id).where(account_keys.c.workspace_id == bindparam("ws"))


async def names(tx: AsyncConnection, workspace_id: str) -> list[tuple[int, str]]:
    """Every customer's number and name."""
    return [(int(row[0]), str(row[1])) for row in await tx.execute(_NAMES, {"ws": workspace_id})]


async def keys(tx: AsyncConnection, workspace_id: str) -> dict[str, int]:
    """Customers' numbers by what other systems call them."""
    return {str(row[0]): int(row[1]) for row in await tx.execute(_KEYS, {"ws": workspace_id})}


async def learn(tx: AsyncConnection, workspace_id: str, named: Mapping[str, int]) -> None:
    """Remember what other systems call customers; a name that is somebody else's now is theirs."""
    rows = [{"workspace_id": workspace_id, "key": key, "account_id": number} for key, number in named.items()]
    if rows:
        new = insert_into(tx.dialect.name, account_keys)
        keep = new.on_conflict_do_update(
            index_elements=["workspace_id", "key"], set_={"account_id": new.excluded.account_id}
        )
        await tx.execute(keep, rows)

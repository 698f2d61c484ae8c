"""Which workspaces there are."""

from __future__ import annotations

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import accounts, people

_KNOWN = union(select(accounts.c.workspace_id), select(people.c.workspace_id))


async def known(tx: AsyncConnection) -> list[str]:
    """Every workspace of which anything is known, by its Slack id."""
    return sorted(str(row[0]) for row in await tx.execute(_KNOWN))

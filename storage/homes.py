"""Who has seen their Home, and when for the first time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import homes

_OPENED = select(homes.c.opened_at).where(
    homes.c.workspace_id == bindparam("ws"), homes.c.user_id == bindparam("person")
)


async def first_opened(tx: AsyncConnection, workspace_id: str, user_id: str) -> datetime | None:
    """When somebody first opened their Home; None while they never did."""
    found: datetime | None = await tx.scalar(_OPENED, {"ws": workspace_id, "person": user_id})
    return found


async def note_opened(tx: AsyncConnection, workspace_id: str, user_id: str, at: datetime) -> None:
    """Keeps when somebody first opened it; a later time changes nothing."""
    new = insert_into(tx.dialect.name, homes).on_conflict_do_nothing()
    await tx.execute(new, {"workspace_id": workspace_id, "user_id": user_id, "opened_at": at})

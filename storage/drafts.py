"""What somebody has begun, kept behind a button until it is used once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import one, selected, to_row
from storage.statements import changed
from storage.tables import drafts
from storage.values import Draft

_THIS = (drafts.c.workspace_id == bindparam("ws"), drafts.c.id == bindparam("token"))
_GET = selected(Draft).where(*_THIS)
_USE = (
    update(drafts)
    .where(*_THIS, drafts.c.used_at.is_(None))
    .values(used_at=bindparam("now"), used_for=bindparam("became"))
)


async def put(tx: AsyncConnection, draft: Draft) -> None:
    """Keeps a new draft."""
    await tx.execute(drafts.insert(), to_row(draft))


async def get(tx: AsyncConnection, workspace_id: str, draft_id: str) -> Draft | None:
    """A draft, used or not."""
    return await one(tx, Draft, _GET, ws=workspace_id, token=draft_id)


async def use(tx: AsyncConnection, workspace_id: str, draft_id: str, used_for: str, now: datetime) -> bool:
    """Marks a draft as used; true only the first time, so a double click makes one row."""
    return await changed(tx, _USE, ws=workspace_id, token=draft_id, became=used_for, now=now)

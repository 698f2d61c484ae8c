"""Clearing out what is of no use any more, a little at a time; what failed stays until somebody decides about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Table, and_, bindparam, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import drafts, inbox, outbox
from storage.values import OutboxState

KEEP_MESSAGES = timedelta(days=90)
KEEP_EVENTS = timedelta(days=7)
KEEP_DRAFTS = timedelta(days=7)
MOST = 500

_BEFORE: BindParameter[Any] = bindparam("before")


def _clearing(table: Table, old: ColumnElement[bool]) -> Any:
    """Deletes some of the old rows: a transaction that holds up nobody else's."""
    key = tuple_(*table.primary_key)
    return delete(table).where(key.in_(select(*table.primary_key).where(old).limit(bindparam("most"))))


_OVER = outbox.c.state.in_((OutboxState.SENT, OutboxState.OBSOLETE))
_LAST_TOUCHED = func.coalesce(outbox.c.sent_at, outbox.c.not_before)
_CLEARINGS = (
    # `not_before` is in the index, `sent_at` decides.
    (_clearing(outbox, and_(_OVER, outbox.c.not_before < _BEFORE, _LAST_TOUCHED < _BEFORE)), KEEP_MESSAGES),
    (_clearing(inbox, inbox.c.handled_at < _BEFORE), KEEP_EVENTS),
    (_clearing(drafts, drafts.c.created_at < _BEFORE), KEEP_DRAFTS),
)


async def clear_out(tx: AsyncConnection, now: datetime, most: int = MOST) -> int:
    """Removes at most so many rows of each kind, of all workspaces; how many. Call it again until it answers 0.

    Messages that were sent or dropped are kept for 90 days, handled events and deeds for 7, drafts for 7.
    """
    removed = 0
    for statement, keep in _CLEARINGS:
        removed += int((await tx.execute(statement, {"before": now - keep, "most": most})).rowcount)
    return removed

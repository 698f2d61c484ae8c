"""What is to be said in Slack, until it has been.

A row goes queued → sending → sent | failed, or queued → obsolete. Each step is a conditional UPDATE,
so two deliverers cannot take the same step; every step answers whether it was taken. Delivery serves
all workspaces, so its questions run over all of them and its rows say whose they are.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import every, selected
from storage.statements import changed, insert_into
from storage.tables import outbox
from storage.values import OutboxState, Outgoing, Say
from storage.wake import outbox_grew

_QUEUED = outbox.c.state == OutboxState.QUEUED
_SENDING = outbox.c.state == OutboxState.SENDING
_THIS = outbox.c.id == bindparam("row")

_DUE = (
    selected(Outgoing)
    .where(_QUEUED, outbox.c.not_before <= bindparam("now"))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(bindparam("most"))
)
_LEFT_BEHIND = (
    selected(Outgoing)
    .where(_SENDING, outbox.c.claimed_at <= bindparam("before"))
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
_NEXT_DUE = select(func.min(outbox.c.not_before)).where(_QUEUED)
_CLAIM = (
    update(outbox)
    .where(_THIS, _QUEUED)
    .values(state=OutboxState.SENDING, claimed_at=bindparam("now"), attempts=outbox.c.attempts + 1)
)
_SENT = (
    update(outbox)
    .where(_THIS, _SENDING)
    .values(state=OutboxState.SENT, ts=bindparam("slack_ts"), sent_at=bindparam("now"), error=None)
)
_FAILED = update(outbox).where(_THIS, _SENDING).values(state=OutboxState.FAILED, error=bindparam("why"))
_REQUEUE = (
    update(outbox)
    .where(_THIS, _SENDING)
    .values(state=OutboxState.QUEUED, not_before=bindparam("when"), error=bindparam("why"), claimed_at=None)
)
_OBSOLETE = (
    update(outbox)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.subject_id == bindparam("review"),
        outbox.c.operation == Say.BOARD,
        _QUEUED,
        outbox.c.version <= bindparam("newest"),
    )
    .values(state=OutboxState.OBSOLETE)
)


async def queue(
    tx: AsyncConnection,
    workspace_id: str,
    *,
    key: str,
    channel: str,
    operation: Say,
    now: datetime,
    payload: dict[str, Any] | None = None,
    subject_id: int | None = None,
    version: int | None = None,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
) -> int | None:
    """Queues one message; returns its row, or None when its key was queued before: said once."""
    row = {
        "workspace_id": workspace_id,
        "key": key,
        "channel": channel,
        "operation": operation,
        "payload": payload,
        "subject_id": subject_id,
        "version": version,
        "not_before": not_before or now,
        "not_after": not_after,
        "state": OutboxState.QUEUED,
        "attempts": 0,
        "created_at": now,
    }
    row_id: int | None = await tx.scalar(_queue(tx.dialect.name), row)
    if row_id is not None:
        outbox_grew(tx)
    return row_id


@cache
def _queue(dialect: str) -> Any:
    new = insert_into(dialect, outbox).on_conflict_do_nothing(index_elements=["workspace_id", "key"])
    return new.returning(outbox.c.id)


async def due(tx: AsyncConnection, now: datetime, limit: int) -> list[Outgoing]:
    """What may be said now, longest waiting first."""
    return await every(tx, Outgoing, _DUE, now=now, most=limit)


async def next_due(tx: AsyncConnection) -> datetime | None:
    """When the next queued message may be said, or None when none is queued."""
    when: datetime | None = await tx.scalar(_NEXT_DUE)
    return when


async def left_behind(tx: AsyncConnection, claimed_before: datetime, limit: int) -> list[Outgoing]:
    """What a deliverer took and never finished, by the time it must have."""
    return await every(tx, Outgoing, _LEFT_BEHIND, before=claimed_before, most=limit)


async def claim(tx: AsyncConnection, row_id: int, now: datetime) -> bool:
    """Takes a queued message for sending; only one deliverer gets true."""
    return await changed(tx, _CLAIM, row=row_id, now=now)


async def sent(tx: AsyncConnection, row_id: int, ts: str | None, now: datetime) -> bool:
    """Slack has it, as the message `ts`."""
    return await changed(tx, _SENT, row=row_id, slack_ts=ts, now=now)


async def failed(tx: AsyncConnection, row_id: int, error: str) -> bool:
    """It will never be said, and why."""
    return await changed(tx, _FAILED, row=row_id, why=error)


async def requeue(tx: AsyncConnection, row_id: int, not_before: datetime, error: str) -> bool:
    """To be tried again, not before a moment."""
    return await changed(tx, _REQUEUE, row=row_id, when=not_before, why=error)


async def obsolete_boards(tx: AsyncConnection, workspace_id: str, review_id: int, up_to_version: int) -> int:
    """Drops queued boards up to a version that has been shown; returns how many."""
    found = await tx.execute(_OBSOLETE, {"ws": workspace_id, "review": review_id, "newest": up_to_version})
    return int(found.rowcount)

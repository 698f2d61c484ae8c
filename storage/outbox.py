"""What is to be said in Slack, until it has been.

A row goes queued → sending → sent | failed, or queued → obsolete. What delivery does with the rows is in
`storage.delivering`, what a person at the terminal does with them in `storage.outbox_desk`.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import one, selected
from storage.statements import insert_into
from storage.tables import outbox
from storage.values import OutboxState, Outgoing, Say
from storage.wake import outbox_grew

BELONGS_TO = "belongs_to"
"""Of a payload: the key of the message in whose thread it is said; never sent itself."""

_QUEUED = outbox.c.state == OutboxState.QUEUED

_BY_KEY = selected(Outgoing).where(outbox.c.workspace_id == bindparam("ws"), outbox.c.key == bindparam("its_key"))
_OVERTAKEN = (
    update(outbox)
    .where(
        outbox.c.workspace_id == bindparam("ws"),
        outbox.c.subject_id == bindparam("subject"),
        outbox.c.operation == bindparam("kind"),
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


async def by_key(tx: AsyncConnection, workspace_id: str, key: str) -> Outgoing | None:
    """What was queued under a key, and what became of it."""
    return await one(tx, Outgoing, _BY_KEY, ws=workspace_id, its_key=key)


@cache
def _queue(dialect: str) -> Any:
    new = insert_into(dialect, outbox).on_conflict_do_nothing(index_elements=["workspace_id", "key"])
    return new.returning(outbox.c.id)


async def queue_nudge_again(
    tx: AsyncConnection, workspace_id: str, nudge_id: int, version: int, channel: str, now: datetime
) -> int | None:
    """Queues that a nudge be shown as it stands now; `channel` is the person's or the conversation's id."""
    return await queue(
        tx,
        workspace_id,
        key=f"nudge_again:{nudge_id}:{version}",
        channel=channel,
        operation=Say.NUDGE_AGAIN,
        subject_id=nudge_id,
        version=version,
        now=now,
    )


async def obsolete_boards(tx: AsyncConnection, workspace_id: str, review_id: int, up_to_version: int) -> int:
    """Drops queued boards up to a version that has been shown; returns how many."""
    return await _overtaken(tx, workspace_id, Say.BOARD, review_id, up_to_version)


async def obsolete_nudges_again(tx: AsyncConnection, workspace_id: str, nudge_id: int, up_to_version: int) -> int:
    """Drops queued renderings of a nudge up to a version that has been shown; returns how many."""
    return await _overtaken(tx, workspace_id, Say.NUDGE_AGAIN, nudge_id, up_to_version)


async def _overtaken(tx: AsyncConnection, workspace_id: str, kind: Say, subject_id: int, newest: int) -> int:
    values = {"ws": workspace_id, "kind": kind, "subject": subject_id, "newest": newest}
    return int((await tx.execute(_OVERTAKEN, values)).rowcount)

"""What Slack sent us, kept until it is handled, so that a crash in between loses nothing."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import every, selected
from storage.statements import changed, insert_into
from storage.tables import inbox
from storage.values import Incoming

TRIES = "tries"
"""Beside what Slack sent: how often it was tried to finish it after a crash."""

_HANDLED = (
    update(inbox)
    .where(
        inbox.c.workspace_id == bindparam("ws"),
        inbox.c.key == bindparam("its_key"),
        inbox.c.handled_at.is_(None),
    )
    .values(handled_at=bindparam("now"))
)
_TRIED = (
    update(inbox)
    .where(
        inbox.c.workspace_id == bindparam("ws"),
        inbox.c.key == bindparam("its_key"),
        inbox.c.handled_at.is_(None),
    )
    .values(payload=bindparam("what"))
)
_WAITING = (
    selected(Incoming)
    .where(inbox.c.handled_at.is_(None))
    .order_by(inbox.c.received_at, inbox.c.key)
    .limit(bindparam("most"))
)


async def receive(
    tx: AsyncConnection,
    workspace_id: str,
    key: str,
    kind: str,
    payload: dict[str, Any],
    *,
    now: datetime,
    done: bool = False,
) -> bool:
    """Keeps one event; false when it is here already, because Slack sends again what it is unsure of.

    `done`: it is handled in this very transaction, so nothing is left to do for it.
    """
    row = {"workspace_id": workspace_id, "key": key, "kind": kind, "payload": payload, "received_at": now}
    row["handled_at"] = now if done else None
    return await tx.scalar(_receive(tx.dialect.name), row) is not None


@cache
def _receive(dialect: str) -> Any:
    new = insert_into(dialect, inbox).on_conflict_do_nothing(index_elements=["workspace_id", "key"])
    return new.returning(inbox.c.key)


async def handled(tx: AsyncConnection, workspace_id: str, key: str, now: datetime) -> bool:
    """Notes that an event needs nothing more; false when that was known or there is no such event."""
    return await changed(tx, _HANDLED, ws=workspace_id, its_key=key, now=now)


async def tried(tx: AsyncConnection, event: Incoming, tries: int) -> bool:
    """Notes, before the next try, how often it was tried to finish an event; false when it is handled already."""
    payload = {**event.payload, TRIES: tries}
    return await changed(tx, _TRIED, ws=event.workspace_id, its_key=event.key, what=payload)


async def waiting(tx: AsyncConnection, limit: int = 100) -> list[Incoming]:
    """Events of all workspaces nobody has finished, oldest first."""
    return await every(tx, Incoming, _WAITING, most=limit)

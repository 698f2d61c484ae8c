"""Lines that were crossed and whom of them was told: what waits, and who has heard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import MarkColour
from storage.statements import insert_into
from storage.tables import healths, inbox, outbox

KIND: Final = "alert"
REMEMBERED_FOR: Final = timedelta(days=60)
"""The inbox clears what was handled a week ago. Who was told is remembered while others of the same line are away."""

_WAITS = (
    select(healths.c.workspace_id, healths.c.account_id, healths.c.mark, healths.c.score, healths.c.alert_at)
    .where(healths.c.alert_at.is_not(None), healths.c.alert_at <= bindparam("now"))
    .order_by(healths.c.alert_at, healths.c.workspace_id, healths.c.account_id)
)
_WAITING = _WAITS.limit(bindparam("most"))
_STILL = _WAITS.where(
    healths.c.workspace_id == bindparam("ws"), healths.c.account_id.in_(bindparam("accounts", expanding=True))
)
_HEARD = select(inbox.c.key).where(
    inbox.c.workspace_id == bindparam("ws"), inbox.c.key.in_(bindparam("markers", expanding=True))
)
_QUEUED = select(outbox.c.key).where(
    outbox.c.workspace_id == bindparam("ws"), outbox.c.key.in_(bindparam("its_keys", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A customer that crossed a line at `alert_at`, of which not everybody was told."""

    workspace_id: str
    account_id: int
    mark: MarkColour
    score: int | None
    alert_at: datetime


async def waiting(tx: AsyncConnection, now: datetime, limit: int) -> list[Waiting]:
    """Customers of all workspaces, longest waiting first."""
    return [Waiting(*row) for row in await tx.execute(_WAITING, {"now": now, "most": limit})]


async def still_waiting(
    tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int], now: datetime
) -> list[Waiting]:
    """Those of these customers that still wait."""
    given = {"ws": workspace_id, "accounts": sorted(set(account_ids)), "now": now}
    return [Waiting(*row) for row in await tx.execute(_STILL, given)]


async def heard(tx: AsyncConnection, workspace_id: str, markers: Iterable[str]) -> set[str]:
    """Those of the markers that were set: somebody was told."""
    return set(await tx.scalars(_HEARD, {"ws": workspace_id, "markers": sorted(set(markers))}))


async def queued(tx: AsyncConnection, workspace_id: str, keys: Iterable[str]) -> set[str]:
    """Those of the messages that were queued, whatever became of them."""
    return set(await tx.scalars(_QUEUED, {"ws": workspace_id, "its_keys": sorted(set(keys))}))


async def mark_heard(tx: AsyncConnection, workspace_id: str, markers: Iterable[str], now: datetime) -> None:
    """Somebody was told: remembered until everybody was."""
    rows = [
        {
            "workspace_id": workspace_id,
            "key": marker,
            "kind": KIND,
            "payload": {},
            "received_at": now,
            "handled_at": now + REMEMBERED_FOR,
        }
        for marker in sorted(set(markers))
    ]
    if rows:
        await tx.execute(_mark(tx.dialect.name), rows)


@cache
def _mark(dialect: str) -> Any:
    return insert_into(dialect, inbox).on_conflict_do_nothing(index_elements=["workspace_id", "key"])

"""Remembers, for the length of a transaction, whether it gave delivery or the clock something to do."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

_QUEUED = "holdfast_queued"


def outbox_grew(tx: AsyncConnection) -> None:
    """Notes that this transaction queued a message, or changed what the clock looks at."""
    tx.info[_QUEUED] = True


def take(tx: AsyncConnection) -> bool:
    """Whether it did; forgets it, because connections are used again."""
    return bool(tx.info.pop(_QUEUED, False))

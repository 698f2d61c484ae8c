"""The outbox as a person at the terminal looks at it, tries a row again, or drops one. Rows of all workspaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case, func, or_, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import every, one
from storage.statements import changed
from storage.tables import outbox
from storage.values import OutboxState, Say
from storage.wake import outbox_grew

RETRIED = (OutboxState.QUEUED, OutboxState.FAILED, OutboxState.OBSOLETE)
DROPPED = (OutboxState.QUEUED, OutboxState.FAILED)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the outbox. `operation` is plain text: a newer version may know kinds this one does not."""

    id: int
    workspace_id: str
    key: str
    channel: str
    operation: str
    state: OutboxState
    attempts: int
    created_at: datetime
    not_before: datetime
    not_after: datetime | None
    claimed_at: datetime | None
    sent_at: datetime | None
    ts: str | None
    error: str | None
    note: str | None
    payload: dict[str, Any] | None


_C = outbox.c
_LINES = select(
    *(_C.id, _C.workspace_id, _C.key, _C.channel, type_coerce(_C.operation, Text), _C.state, _C.attempts),
    *(_C.created_at, _C.not_before, _C.not_after, _C.claimed_at, _C.sent_at, _C.ts, _C.error, _C.note, _C.payload),
)
_OF_STATES = _LINES.where(_C.state.in_(bindparam("states", expanding=True))).limit(bindparam("most"))
_NEXT_FIRST = _OF_STATES.order_by(_C.not_before, _C.id)
_NEWEST_FIRST = _OF_STATES.order_by(_C.id.desc())
_COUNTS = select(_C.state, func.count()).group_by(_C.state)
_BY_ID = _LINES.where(_C.id == bindparam("row"))


def _noted() -> ColumnElement[str]:
    """What was said before stays, one line each."""
    said = bindparam("said", type_=Text)
    return case((_C.note.is_(None), said), else_=_C.note + "\n" + said)


_THIS = (_C.id == bindparam("row"), _C.state.in_(bindparam("states", expanding=True)))
_IS_NUDGE = type_coerce(_C.operation, Text) == Say.NUDGE.value
# A person wants it said now: that it came too late, or was tried before, does not matter any more. But a nudge belongs
# to its day; one that was taken back is asked anew in its person's next.
_RETRY = (
    update(outbox)
    .where(*_THIS, or_(~_IS_NUDGE, _C.state != OutboxState.OBSOLETE))
    .values(
        state=OutboxState.QUEUED,
        not_before=bindparam("now"),
        not_after=case((_IS_NUDGE, _C.not_after), else_=None),
        claimed_at=None,
        note=_noted(),
    )
)
_DROP = update(outbox).where(*_THIS).values(state=OutboxState.OBSOLETE, note=_noted())


async def counts(tx: AsyncConnection) -> dict[OutboxState, int]:
    """How many rows are in each state."""
    return {row[0]: int(row[1]) for row in await tx.execute(_COUNTS)}


async def of_states(
    tx: AsyncConnection, states: Sequence[OutboxState], limit: int, *, newest_first: bool = False
) -> list[Line]:
    """Rows in these states, the one whose moment comes first in front, or the one that was queued last."""
    statement = _NEWEST_FIRST if newest_first else _NEXT_FIRST
    return await every(tx, Line, statement, states=list(states), most=limit)


async def by_id(tx: AsyncConnection, row_id: int) -> Line | None:
    """One row."""
    return await one(tx, Line, _BY_ID, row=row_id)


async def retry(tx: AsyncConnection, row_id: int, said: str, now: datetime) -> bool:
    """Queues a row again for now, with what was said about it; false where its state does not allow that."""
    done = await changed(tx, _RETRY, row=row_id, states=list(RETRIED), said=said, now=now)
    if done:
        outbox_grew(tx)
    return done


async def drop(tx: AsyncConnection, row_id: int, said: str) -> bool:
    """A row will not be said, with what was said about it; false where its state does not allow that."""
    return await changed(tx, _DROP, row=row_id, states=list(DROPPED), said=said)

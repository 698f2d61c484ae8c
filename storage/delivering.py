"""The outbox as delivery works on it: taking rows in batches, and noting in batches what became of them.

Each step is a conditional UPDATE, so two deliverers cannot take the same step. Delivery serves all workspaces:
its questions run over all of them and its rows say whose they are. `attempts` names one try: what is noted about
an earlier try changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Text,
    Update,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    text,
    tuple_,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.rows import every, field_names, selected
from storage.tables import outbox
from storage.types import KeptJson, UTCDateTime
from storage.values import OutboxState, Outgoing, Say

UNPACED = (Say.BOARD, Say.NUDGE_AGAIN, Say.DELETE)
"""What changes a message that stands already, mostly, or takes it away."""

_CLAIMING = text("SELECT pg_advisory_xact_lock(719301)")
_C = outbox.c
_QUEUED = _C.state == OutboxState.QUEUED
_SENDING = _C.state == OutboxState.SENDING
_KNOWN = _C.operation.in_(list(Say))
_THIS = _C.id == bindparam("row")
_THIS_TRY = and_(_THIS, _SENDING, _C.attempts == bindparam("its_try"))
_PLACE = tuple_(_C.workspace_id, _C.channel)
# Choosing looks at many rows: their kinds stay plain text, and moments are compared where they are kept.
_KIND = type_coerce(_C.operation, Text)
# Most of what is said goes out as it was put in.
_AS_KEPT = type_coerce(_C.payload, KeptJson).label("payload")
_TOO_LATE = func.coalesce(_C.not_after < bindparam("now"), false())
_ON_ITS_WAY = and_(_C.error.is_(None), _C.claimed_at > bindparam("since"))


@dataclass(frozen=True, slots=True)
class Queued:
    """A row that may be said by its time, as much of it as choosing needs."""

    id: int
    workspace_id: str
    channel: str
    operation: str
    subject_id: int | None
    too_late: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A row some deliverer has taken. `on_its_way`: lately, and nothing is known to have gone wrong with it."""

    workspace_id: str
    channel: str
    operation: str
    subject_id: int | None
    on_its_way: bool


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What is not to be taken now: places are a workspace and a channel.

    `unpaced` may still be taken from `waiting` places; `no_bulk` are workspaces whose nudges must wait.
    """

    closed: Collection[tuple[str, str]] = ()
    waiting: Collection[tuple[str, str]] = ()
    workspaces: Collection[str] = ()
    no_bulk: Collection[str] = ()


_DUE = (
    select(_C.id, _C.workspace_id, _C.channel, _KIND, _C.subject_id, _TOO_LATE)
    .where(
        _QUEUED,
        _C.not_before <= bindparam("now"),
        _KNOWN,
        _C.workspace_id.not_in(bindparam("workspaces", expanding=True)),
        _PLACE.not_in(bindparam("closed", expanding=True)),
        or_(_C.operation.in_(UNPACED), _PLACE.not_in(bindparam("waiting", expanding=True))),
        not_(and_(_C.operation == Say.NUDGE, _C.workspace_id.in_(bindparam("no_bulk", expanding=True)))),
    )
    .order_by(_C.not_before, _C.id)
    .limit(bindparam("most"))
)
_UNDER_WAY = select(_C.workspace_id, _C.channel, _KIND, _C.subject_id, _ON_ITS_WAY).where(_SENDING, _KNOWN)
_NEXT_AFTER = select(func.min(_C.not_before)).where(_QUEUED, _C.not_before > bindparam("now"))
_CLAIM = (
    update(outbox)
    .where(_C.id.in_(bindparam("numbers", expanding=True)), _QUEUED)
    .values(state=OutboxState.SENDING, claimed_at=bindparam("now"), attempts=_C.attempts + 1, error=None)
    .returning(*(_AS_KEPT if name == "payload" else _C[name] for name in field_names(Outgoing)))
)
_LEFT_BEHIND = (
    selected(Outgoing)
    .where(_SENDING, _KNOWN, _C.claimed_at <= bindparam("before"), _C.not_before <= bindparam("now"))
    .order_by(_C.not_before, _C.id)
    .limit(bindparam("most"))
)
_WHEN_LEFT = select(_C.id, _C.claimed_at, _C.not_before).where(_SENDING, _KNOWN)
_SENT = (
    update(outbox)
    .where(_THIS, _SENDING)
    .values(state=OutboxState.SENT, ts=bindparam("slack_ts"), sent_at=bindparam("now"), error=None)
)
_OBSOLETE = update(outbox).where(_THIS, or_(_QUEUED, _SENDING)).values(state=OutboxState.OBSOLETE)
_FAILED = update(outbox).where(_THIS_TRY).values(state=OutboxState.FAILED, error=bindparam("why"))
_REQUEUE = (
    update(outbox)
    .where(_THIS_TRY)
    .values(state=OutboxState.QUEUED, not_before=bindparam("when"), error=bindparam("why"), claimed_at=None)
)
_UNSURE = (
    update(outbox)
    .where(_THIS_TRY)
    .values(error=bindparam("why"), not_before=func.coalesce(bindparam("when", type_=UTCDateTime), _C.not_before))
)
_PUT_OFF = (
    update(outbox)
    .where(_QUEUED, _C.workspace_id == bindparam("ws"), _C.not_before < bindparam("when"))
    .values(not_before=bindparam("when"))
)
_PUT_OFF_CHANNEL = _PUT_OFF.where(_C.channel == bindparam("its_channel"))
_COMING = (
    select(_C.id)
    .where(
        _C.workspace_id == bindparam("ws"),
        _C.subject_id == bindparam("subject"),
        _C.operation == bindparam("kind"),
        or_(_QUEUED, _SENDING),
    )
    .limit(1)
)


async def one_claimer(tx: AsyncConnection) -> None:
    """Until the end of the transaction no other deliverer takes rows. SQLite's writers exclude each other already."""
    if tx.dialect.name != "sqlite":
        await tx.execute(_CLAIMING)


async def due(tx: AsyncConnection, now: datetime, limit: int, held: HeldBack = HeldBack()) -> list[Queued]:
    """What may be said now, longest waiting first, without what is held back."""
    places = {"closed": [("", ""), *held.closed], "waiting": [("", ""), *held.waiting]}
    whole = {"workspaces": ["", *held.workspaces], "no_bulk": ["", *held.no_bulk]}
    return await every(tx, Queued, _DUE, now=now, most=limit, **places, **whole)


async def under_way(tx: AsyncConnection, since: datetime) -> list[UnderWay]:
    """What is taken and not finished, by whichever deliverer; one taken before `since` is not on its way any more."""
    return await every(tx, UnderWay, _UNDER_WAY, since=since)


async def claim(tx: AsyncConnection, row_ids: Sequence[int], now: datetime) -> list[Outgoing]:
    """Takes queued messages for sending; those another deliverer took are not among the answer."""
    if not row_ids:
        return []
    place = {row_id: number for number, row_id in enumerate(row_ids)}
    taken = await every(tx, Outgoing, _CLAIM, numbers=list(row_ids), now=now)
    return sorted(taken, key=lambda row: place[row.id])


async def next_after(tx: AsyncConnection, now: datetime) -> datetime | None:
    """When the next message falls due that is not due yet."""
    when: datetime | None = await tx.scalar(_NEXT_AFTER, {"now": now})
    return when


async def is_coming(tx: AsyncConnection, workspace_id: str, kind: Say, subject_id: int) -> bool:
    """Whether a row of this kind about this subject is still to be said."""
    return await tx.scalar(_COMING, {"ws": workspace_id, "kind": kind, "subject": subject_id}) is not None


async def left_behind(tx: AsyncConnection, claimed_before: datetime, now: datetime, limit: int) -> list[Outgoing]:
    """What a deliverer took and never finished, by the time it must have; not what is to be looked for later."""
    return await every(tx, Outgoing, _LEFT_BEHIND, before=claimed_before, now=now, most=limit)


async def when_left(tx: AsyncConnection) -> list[tuple[int, datetime, datetime]]:
    """Of every row taken: its id, when it was taken, and before when it is not to be looked for."""
    return [(row[0], row[1], row[2]) for row in await tx.execute(_WHEN_LEFT)]


async def sent(tx: AsyncConnection, said: Iterable[tuple[int, str | None]], now: datetime) -> int:
    """Slack has these rows, each as the message `ts`; returns how many were not known to be there."""
    return await _many(tx, _SENT, [{"row": row, "slack_ts": ts, "now": now} for row, ts in said])


async def obsolete(tx: AsyncConnection, row_ids: Iterable[int]) -> int:
    """Nothing is left to say with these; returns how many."""
    return await _many(tx, _OBSOLETE, [{"row": row} for row in row_ids])


async def failed(tx: AsyncConnection, row: Outgoing, error: str) -> bool:
    """It will not be said, and why."""
    return await _many(tx, _FAILED, [{"row": row.id, "its_try": row.attempts, "why": error}]) == 1


async def requeue(tx: AsyncConnection, again: Iterable[tuple[Outgoing, datetime, str | None]]) -> int:
    """To be tried again, each not before its moment; returns how many."""
    rows = [{"row": row.id, "its_try": row.attempts, "when": when, "why": why} for row, when, why in again]
    return await _many(tx, _REQUEUE, rows)


async def unsure(tx: AsyncConnection, rows: Iterable[tuple[Outgoing, str, datetime | None]]) -> int:
    """Nobody knows yet whether Slack has these: why, and before when they are not to be looked for."""
    given = [{"row": row.id, "its_try": row.attempts, "why": why, "when": when} for row, why, when in rows]
    return await _many(tx, _UNSURE, given)


async def put_off(tx: AsyncConnection, workspace_id: str, when: datetime, channel: str | None = None) -> int:
    """Nothing queued for the channel, or for the workspace, is said before a moment; so they keep their order."""
    if channel is None:
        return int((await tx.execute(_PUT_OFF, {"ws": workspace_id, "when": when})).rowcount)
    values = {"ws": workspace_id, "when": when, "its_channel": channel}
    return int((await tx.execute(_PUT_OFF_CHANNEL, values)).rowcount)


async def _many(tx: AsyncConnection, statement: Update, rows: list[dict[str, Any]]) -> int:
    return int((await tx.execute(statement, rows)).rowcount) if rows else 0

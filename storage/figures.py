"""How what was asked was answered, counted for a stretch of time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.figures import NudgeFigures, half_within
from reviews.model import LIVE_ACTIONS
from storage.nudges import ANSWERABLE
from storage.tables import actions, audit_entries, nudges

_HERE = nudges.c.workspace_id == bindparam("ws")
_SENT = (
    _HERE,
    nudges.c.created_at >= bindparam("since"),
    nudges.c.created_at < bindparam("until"),
    nudges.c.ts.is_not(None),
    ANSWERABLE,
)
_COUNTED = select(func.count(), func.count(nudges.c.answered_at), func.count(nudges.c.not_helpful_at)).where(*_SENT)
_ANSWERED = select(nudges.c.created_at, nudges.c.answered_at).where(*_SENT, nudges.c.answered_at.is_not(None))
_ASKED = select(nudges.c.user_id).distinct().where(*_SENT).order_by(nudges.c.user_id)
_EVER = select(nudges.c.id).where(_HERE, nudges.c.ts.is_not(None)).limit(1)
_MOVES_BEFORE = audit_entries.c.before["moves"].as_integer()
_MOVES_AFTER = audit_entries.c.after["moves"].as_integer()
# A move that was taken back counts down again.
_MOVED = select(func.sum(_MOVES_AFTER - _MOVES_BEFORE)).where(
    audit_entries.c.workspace_id == bindparam("ws"),
    audit_entries.c.kind == "action",
    audit_entries.c.at >= bindparam("since"),
    audit_entries.c.at < bindparam("until"),
)
_LIVE = select(func.count()).where(actions.c.workspace_id == bindparam("ws"), actions.c.state.in_(LIVE_ACTIONS))


async def between(tx: AsyncConnection, workspace_id: str, since: datetime, until: datetime) -> NudgeFigures | None:
    """The figures of the nudges that were planned from `since` on and before `until`, and sent.

    None where there is nothing to count: nothing was sent and no date moved.
    """
    when = {"ws": workspace_id, "since": since, "until": until}
    sent, answered, unhelpful = (await tx.execute(_COUNTED, when)).one()
    waits = [row[1] - row[0] async for row in await tx.stream(_ANSWERED, when)]
    moved = await tx.scalar(_MOVED, when)
    found = NudgeFigures(sent, answered, half_within(waits), max(0, int(moved or 0)), unhelpful)
    return found if found.sent or found.moved else None


async def live(tx: AsyncConnection, workspace_id: str) -> int:
    """How many actions are promised now."""
    return int(await tx.scalar(_LIVE, {"ws": workspace_id}) or 0)


async def asked(tx: AsyncConnection, workspace_id: str, since: datetime, until: datetime) -> list[str]:
    """Everybody who was sent a nudge in that time."""
    return list((await tx.scalars(_ASKED, {"ws": workspace_id, "since": since, "until": until})).all())


async def any_sent(tx: AsyncConnection, workspace_id: str) -> bool:
    """Whether a nudge was ever sent."""
    return await tx.scalar(_EVER, {"ws": workspace_id}) is not None

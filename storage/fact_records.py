"""Facts typed by hand, as far as who notes the next one needs them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, func
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.facts import TYPED_HERE, FactKind, Incident, SourceRead, UsageSnapshot
from storage import source_reads
from storage.facts import standing
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import incidents, usage_snapshots

_SINCE = (
    selected(Incident)
    .where(
        incidents.c.workspace_id == bindparam("ws"),
        incidents.c.account_id == bindparam("account"),
        incidents.c.started_at >= bindparam("since"),
        standing(incidents),
    )
    .order_by(incidents.c.started_at.desc(), incidents.c.id.desc())
)
_HERE = (
    usage_snapshots.c.workspace_id == bindparam("ws"),
    usage_snapshots.c.account_id == bindparam("account"),
    func.lower(usage_snapshots.c.team) == func.lower(bindparam("its_team")),
)
_SAME_DAY = (
    selected(UsageSnapshot)
    .where(
        *_HERE,
        usage_snapshots.c.ends_on == bindparam("day"),
        usage_snapshots.c.source == TYPED_HERE,
        usage_snapshots.c.import_id.is_(None),
        usage_snapshots.c.withdrawn_at.is_(None),
    )
    .order_by(usage_snapshots.c.id.desc())
    .limit(1)
)
_BEFORE = (
    selected(UsageSnapshot)
    .where(*_HERE, usage_snapshots.c.ends_on < bindparam("day"), standing(usage_snapshots))
    .order_by(usage_snapshots.c.ends_on.desc(), usage_snapshots.c.id.desc())
    .limit(1)
)


async def incidents_since(tx: AsyncConnection, workspace_id: str, account_id: int, since: datetime) -> list[Incident]:
    """What a customer felt since then, newest first."""
    return await every(tx, Incident, _SINCE, ws=workspace_id, account=account_id, since=since)


async def typed_usage(
    tx: AsyncConnection, workspace_id: str, account_id: int, team: str, day: date, *, lock: bool = False
) -> UsageSnapshot | None:
    """What was typed of a team's use on a day."""
    wanted = {"ws": workspace_id, "account": account_id, "its_team": team, "day": day}
    return await one(tx, UsageSnapshot, locked(_SAME_DAY, lock), **wanted)


async def usage_before(
    tx: AsyncConnection, workspace_id: str, account_id: int, team: str, day: date
) -> UsageSnapshot | None:
    """The last word on a team's use before a day, from any source."""
    return await one(tx, UsageSnapshot, _BEFORE, ws=workspace_id, account=account_id, its_team=team, day=day)


async def nothing_noted(tx: AsyncConnection, workspace_id: str, account_id: int) -> SourceRead | None:
    """Somebody's own word that nothing reached a customer, where it was given before."""
    read = await source_reads.of_account(tx, workspace_id, account_id)
    of_this = (each for each in read if (each.kind, each.source) == (FactKind.INCIDENT, TYPED_HERE))
    return next((each for each in of_this if each.account_id == account_id), None)

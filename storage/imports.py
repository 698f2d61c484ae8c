"""Questions about files of facts, and the marks their loading leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.imports.model import FileImport, ImportState
from storage.rows import every, one, selected
from storage.statements import changed, locked
from storage.tables import imports

STALE_AFTER: Final = timedelta(minutes=2)
"""A loading that has not been seen at work for so long was broken off."""

_HERE = imports.c.workspace_id == bindparam("ws")
_BY_ID = selected(FileImport).where(_HERE, imports.c.id == bindparam("number"))
_BY_FILE = selected(FileImport).where(_HERE, imports.c.file_id == bindparam("file")).order_by(imports.c.id)
_LATEST = (
    selected(FileImport)
    .where(_HERE, imports.c.by == bindparam("person"))
    .order_by(imports.c.id.desc())
    .limit(bindparam("most"))
)
_IS_LOADING = imports.c.state == ImportState.LOADING
_BROKEN_OFF = and_(_IS_LOADING, imports.c.beat_at < bindparam("before"))
_WAITING = (
    selected(FileImport)
    .where(or_(imports.c.state.in_([ImportState.RECEIVED, ImportState.CONFIRMED]), _BROKEN_OFF))
    .order_by(imports.c.at, imports.c.workspace_id, imports.c.id)
)
_LOADING = selected(FileImport).where(_HERE, _IS_LOADING).order_by(imports.c.id)
_LATER = (
    select(imports.c.id)
    .where(
        _HERE,
        imports.c.id > bindparam("number"),
        imports.c.kind == bindparam("its_kind"),
        imports.c.source == bindparam("its_source"),
        imports.c.state == ImportState.DONE,
    )
    .limit(1)
)
_UNDONE = (
    selected(FileImport)
    .where(imports.c.state == ImportState.UNDONE, imports.c.ended_at >= bindparam("since"))
    .order_by(imports.c.workspace_id, imports.c.id)
)
_THE_ONE = and_(_HERE, imports.c.id == bindparam("number"))
_BEAT = update(imports).where(_THE_ONE, _IS_LOADING).values(beat_at=bindparam("now"), rows=bindparam("so_far"))


async def by_id(tx: AsyncConnection, workspace_id: str, import_id: int, *, lock: bool = False) -> FileImport | None:
    """One file."""
    return await one(tx, FileImport, locked(_BY_ID, lock), ws=workspace_id, number=import_id)


async def by_file(tx: AsyncConnection, workspace_id: str, file_id: str) -> FileImport | None:
    """The file that Slack knows by this id."""
    return await one(tx, FileImport, _BY_FILE, ws=workspace_id, file=file_id)


async def latest(tx: AsyncConnection, workspace_id: str, user_id: str, limit: int) -> list[FileImport]:
    """Somebody's last files, newest first."""
    return await every(tx, FileImport, _LATEST, ws=workspace_id, person=user_id, most=limit)


async def waiting(tx: AsyncConnection, now: datetime) -> list[FileImport]:
    """Every workspace's files that are ours to work on: received, confirmed, or broken off while loading."""
    return await every(tx, FileImport, _WAITING, before=now - STALE_AFTER)


async def loading(tx: AsyncConnection, workspace_id: str) -> list[FileImport]:
    """Files whose facts are being written at this moment, or whose loading was broken off."""
    return await every(tx, FileImport, _LOADING, ws=workspace_id)


async def beat(tx: AsyncConnection, workspace_id: str, import_id: int, rows: int, now: datetime) -> bool:
    """Note that a loading is at work; False where somebody has ended it meanwhile."""
    given: dict[str, Any] = {"ws": workspace_id, "number": import_id, "so_far": rows, "now": now}
    return await changed(tx, _BEAT, **given)


async def has_later(tx: AsyncConnection, import_: FileImport) -> bool:
    """Whether a later file of the same kind and source has come in."""
    given = {"number": import_.id, "its_kind": import_.kind, "its_source": import_.source}
    return (await tx.scalar(_LATER, {"ws": import_.workspace_id, **given})) is not None


async def undone(tx: AsyncConnection, since: datetime) -> list[FileImport]:
    """Every workspace's files that were taken back since then; what they brought may still have to be deleted."""
    return await every(tx, FileImport, _UNDONE, since=since)

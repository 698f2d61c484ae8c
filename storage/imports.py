"""Questions about files of facts, and the marks their loading leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.imports.model import FileImport, ImportState
from storage.numbers import next_number
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
# What is read at a terminal is nothing that could be fetched: whoever began it there goes on with it.
_TO_BE_FETCHED = and_(
    imports.c.state.in_([ImportState.RECEIVED, ImportState.CONFIRMED]), imports.c.file_id.is_not(None)
)
_WAITING = (
    selected(FileImport)
    .where(or_(_TO_BE_FETCHED, _BROKEN_OFF))
    .order_by(imports.c.at, imports.c.workspace_id, imports.c.id)
)
_LOADING = selected(FileImport).where(_HERE, _IS_LOADING).order_by(imports.c.id)
_LATER = (
    select(imports.c.id)
    .where(
        _HERE,
        imports.c.id != bindparam("number"),
        # The number says when it was dropped, and it may have waited to be confirmed.
        or_(
            imports.c.ended_at > bindparam("ended"),
            and_(imports.c.ended_at == bindparam("ended"), imports.c.id > bindparam("number")),
        ),
        imports.c.kind == bindparam("its_kind"),
        imports.c.source == bindparam("its_source"),
        imports.c.state == ImportState.DONE,
    )
    .limit(1)
)
_THE_ONE = and_(_HERE, imports.c.id == bindparam("number"))
_BEAT = (
    update(imports)
    .where(_THE_ONE, _IS_LOADING, imports.c.beat_at == bindparam("last"))
    .values(beat_at=bindparam("now"), rows=bindparam("so_far"))
)


async def one_at_a_time(tx: AsyncConnection, workspace_id: str) -> None:
    """Hold off everybody else who begins to take a file of this workspace in, or to take one back."""
    await next_number(tx, workspace_id, "import", 0)


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


async def beat(
    tx: AsyncConnection, workspace_id: str, import_id: int, rows: int, last: datetime | None, now: datetime
) -> bool:
    """Note that a loading is at work; False where somebody has ended it or taken it over since `last`."""
    given: dict[str, Any] = {"ws": workspace_id, "number": import_id, "so_far": rows, "last": last, "now": now}
    return await changed(tx, _BEAT, **given)


async def has_later(tx: AsyncConnection, import_: FileImport) -> bool:
    """Whether another file of the same kind and source has come in after it."""
    given = {"number": import_.id, "its_kind": import_.kind, "its_source": import_.source, "ended": import_.ended_at}
    return (await tx.scalar(_LATER, {"ws": import_.workspace_id, **given})) is not None

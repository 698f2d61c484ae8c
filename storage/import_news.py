"""What is still to be said and done about files: those that ended unspoken of, and those to be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.facts import FACT_OF_KIND
from reviews.imports.model import FACTS_OF, FileImport, ImportKind, ImportState
from storage import inbox
from storage.rows import TABLES, every, selected
from storage.tables import accounts, contacts, imports, outbox
from storage.tables import inbox as inbox_table
from storage.values import Incoming

SPOKEN_OF_FOR: Final = timedelta(days=2)
"""What ended longer ago is not told any more."""
UNDO: Final = "import_undo"
_MOST: Final = 100

_ENDED = (
    selected(FileImport)
    .where(
        imports.c.state.in_([ImportState.DONE, ImportState.REFUSED, ImportState.UNDONE]),
        imports.c.file_id.is_not(None),
        imports.c.ended_at > bindparam("since"),
    )
    .order_by(imports.c.ended_at, imports.c.workspace_id, imports.c.id)
)
_SAID = select(outbox.c.workspace_id, outbox.c.key).where(outbox.c.key.in_(bindparam("keys", expanding=True)))
_WISHES = (
    selected(Incoming)
    .where(inbox_table.c.handled_at.is_(None), inbox_table.c.kind == UNDO)
    .order_by(inbox_table.c.received_at, inbox_table.c.key)
    .limit(_MOST)
)
_DROP_WISH = delete(inbox_table).where(
    inbox_table.c.workspace_id == bindparam("ws"), inbox_table.c.key == bindparam("its_key")
)


def ended_key(import_: FileImport) -> str:
    """The key of the message that says how a file ended; it may end more than once."""
    ended = round(import_.ended_at.timestamp() * 1_000_000) if import_.ended_at else 0
    return f"import:{import_.id}:{import_.state}:{ended}"


async def unspoken(tx: AsyncConnection, now: datetime) -> list[FileImport]:
    """Files dropped in Slack, of all workspaces, that ended without a word to their person."""
    found = await every(tx, FileImport, _ENDED, since=now - SPOKEN_OF_FOR)
    if not found:
        return []
    said = {tuple(row) for row in await tx.execute(_SAID, {"keys": [ended_key(each) for each in found]})}
    return [each for each in found if (each.workspace_id, ended_key(each)) not in said]


async def wish_undone(tx: AsyncConnection, import_: FileImport, by: str, now: datetime) -> bool:
    """Keep that somebody wants a file taken back, until it is; False where that is known."""
    key = f"{UNDO}:{import_.id}:{ended_key(import_)}"
    return await inbox.receive(tx, import_.workspace_id, key, UNDO, {"import": import_.id, "by": by}, now=now)


async def drop_wish(tx: AsyncConnection, wish: Incoming) -> None:
    """What was refused may be wished once more."""
    await tx.execute(_DROP_WISH, {"ws": wish.workspace_id, "its_key": wish.key})


async def wishes(tx: AsyncConnection) -> list[Incoming]:
    """The files that somebody wants taken back, of all workspaces, oldest first."""
    return await every(tx, Incoming, _WISHES)


async def customers_of(tx: AsyncConnection, import_: FileImport, limit: int) -> list[tuple[int, str]]:
    """Numbers and names of the customers that new facts of a file are about, as many as are asked for."""
    if import_.kind is None or import_.kind is ImportKind.ACCOUNTS:
        return []
    table = contacts if import_.kind not in FACTS_OF else TABLES[FACT_OF_KIND[FACTS_OF[import_.kind]]]
    if "import_id" not in table.c:
        return []
    of_it: ColumnElement[bool] = table.c.workspace_id == import_.workspace_id
    numbers = select(table.c.account_id).where(of_it, table.c.import_id == import_.id).distinct()
    found = (
        select(accounts.c.id, accounts.c.name)
        .where(accounts.c.workspace_id == import_.workspace_id, accounts.c.id.in_(numbers))
        .order_by(accounts.c.name_key, accounts.c.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in await tx.execute(found)]

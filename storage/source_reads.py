"""Which sources were read, and until when their word reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.facts import FactKind, SourceRead
from storage.rows import every, selected, to_row
from storage.statements import insert_into
from storage.tables import source_reads

_OF_SOURCE = select(source_reads.c.account_id, source_reads.c.covers_until).where(
    source_reads.c.workspace_id == bindparam("ws"),
    source_reads.c.kind == bindparam("its_kind"),
    source_reads.c.source == bindparam("its_source"),
)
_OF_ACCOUNT = (
    selected(SourceRead)
    .where(source_reads.c.workspace_id == bindparam("ws"), source_reads.c.account_id.in_([0, bindparam("account")]))
    .order_by(source_reads.c.covers_until.desc(), source_reads.c.kind, source_reads.c.source)
)


async def upsert(tx: AsyncConnection, reads: Sequence[SourceRead]) -> None:
    """Note that sources were read. An older file says less than what was read before it."""
    if reads:
        await tx.execute(_upsert(tx.dialect.name), [to_row(each) for each in reads])


async def of_account(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[SourceRead]:
    """The sources that have spoken of a customer, those that reach furthest first."""
    return await every(tx, SourceRead, _OF_ACCOUNT, ws=workspace_id, account=account_id)


async def of_source(tx: AsyncConnection, workspace_id: str, kind: FactKind, source: str) -> dict[int, date]:
    """Until when a source has spoken, by customer; 0 for all of them."""
    given = {"ws": workspace_id, "its_kind": kind, "its_source": source}
    return {int(row[0]): row[1] for row in await tx.execute(_OF_SOURCE, given)}


@cache
def _upsert(dialect: str) -> Any:
    new, stored = insert_into(dialect, source_reads), source_reads.c
    reaches = case(
        (new.excluded.covers_until > stored.covers_until, new.excluded.covers_until), else_=stored.covers_until
    )
    return new.on_conflict_do_update(
        index_elements=["workspace_id", "kind", "source", "account_id"],
        set_={"read_at": new.excluded.read_at, "covers_until": reaches, "by": new.excluded.by},
    )

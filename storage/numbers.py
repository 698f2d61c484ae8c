"""The short numbers people type (G-12, A-34), counted per workspace and kind."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import numbers


async def next_number(tx: AsyncConnection, workspace_id: str, kind: str, count: int = 1) -> int:
    """The next number of a kind ("account", "review", "gap", "action"); the first, if `count` are taken."""
    found = await tx.execute(_next(tx.dialect.name), {"ws": workspace_id, "kind": kind, "count": count})
    return int(found.scalar_one()) - count + 1


@cache
def _next(dialect: str) -> Any:
    new = insert_into(dialect, numbers).values(
        workspace_id=bindparam("ws"), kind=bindparam("kind"), last=bindparam("count")
    )
    counted = new.on_conflict_do_update(
        index_elements=["workspace_id", "kind"], set_={"last": numbers.c.last + new.excluded.last}
    )
    return counted.returning(numbers.c.last)

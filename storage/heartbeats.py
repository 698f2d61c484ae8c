"""When the clock was last seen at work, so that an outage can be told from a quiet night."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import heartbeats

_LAST = select(heartbeats.c.at).where(heartbeats.c.name == bindparam("its_name"))


async def last(tx: AsyncConnection, name: str) -> datetime | None:
    """The last beat, None before the first."""
    at: datetime | None = await tx.scalar(_LAST, {"its_name": name})
    return at


async def beat(tx: AsyncConnection, name: str, now: datetime) -> None:
    """Notes that it is at work."""
    await tx.execute(_beat(tx.dialect.name), {"name": name, "at": now})


@cache
def _beat(dialect: str) -> Any:
    new = insert_into(dialect, heartbeats)
    return new.on_conflict_do_update(index_elements=["name"], set_={"at": new.excluded.at})

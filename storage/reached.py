"""Where messages came to stand, noted for many at once: the nudges' own messages and people's conversations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import direct_channels, nudges

_SAID = (
    update(nudges)
    .where(nudges.c.workspace_id == bindparam("ws"), nudges.c.id == bindparam("number"))
    .values(channel=bindparam("its_channel"), ts=bindparam("its_ts"))
)


async def nudges_said(tx: AsyncConnection, said: Sequence[tuple[str, int, str, str]]) -> None:
    """Slack has these nudges: workspace, nudge, channel and `ts` of each."""
    if said:
        rows = [{"ws": ws, "number": nudge, "its_channel": channel, "its_ts": ts} for ws, nudge, channel, ts in said]
        await tx.execute(_SAID, rows)


async def learn(tx: AsyncConnection, found: Sequence[tuple[str, str, str]]) -> None:
    """Notes the conversations with people: workspace, person and channel of each."""
    if found:
        rows = [{"workspace_id": ws, "user_id": person, "channel": channel} for ws, person, channel in found]
        await tx.execute(_learn(tx.dialect.name), rows)


@cache
def _learn(dialect: str) -> Any:
    new = insert_into(dialect, direct_channels).inline()
    return new.on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_={"channel": new.excluded.channel})

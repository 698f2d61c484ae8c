"""The conversation Slack keeps between the bot and each person, as learnt from its answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.statements import insert_into
from storage.tables import direct_channels

_GET = select(direct_channels.c.channel).where(
    direct_channels.c.workspace_id == bindparam("ws"), direct_channels.c.user_id == bindparam("person")
)


async def of(tx: AsyncConnection, workspace_id: str, user_id: str) -> str | None:
    """The conversation with a person, if it is known."""
    channel: str | None = await tx.scalar(_GET, {"ws": workspace_id, "person": user_id})
    return channel


async def learn(tx: AsyncConnection, found: Sequence[tuple[str, str, str]]) -> None:
    """Notes the conversations with people: workspace, person and channel of each."""
    if found:
        rows = [{"workspace_id": ws, "user_id": person, "channel": channel} for ws, person, channel in found]
        await tx.execute(_learn(tx.dialect.name), rows)


@cache
def _learn(dialect: str) -> Any:
    new = insert_into(dialect, direct_channels).inline()
    return new.on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_={"channel": new.excluded.channel})

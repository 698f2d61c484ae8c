"""A customer's brief out of the sample world's database."""

from __future__ import annotations

from typing import Any

from reviews.brief import make_brief
from reviews.messages.brief import brief_message
from storage import accounts, briefs
from storage.database import Database
from tests.sample.when import NOW


async def brief_of(world: Database, workspace_id: str, channel: str) -> list[dict[str, Any]]:
    """The blocks of the brief of a channel's customer."""
    async with world.read() as tx:
        account = await accounts.by_channel(tx, workspace_id, channel)
        assert account
        material = await briefs.load(tx, account, now=NOW, default_zone="UTC")
    return list(brief_message(make_brief(material))["blocks"])

"""A customer's brief out of the sample world's database."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from bot.practice.world import PEOPLE
from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.messages.brief import brief_message
from reviews.people import short_names
from storage import accounts, actions, facts, gaps, people, sittings
from storage.database import Database
from tests.sample.when import TODAY


async def brief_of(world: Database, workspace_id: str, channel: str) -> list[dict[str, Any]]:
    """The blocks of the brief of a channel's customer."""
    async with world.read() as tx:
        account = await accounts.by_channel(tx, workspace_id, channel)
        assert account
        last = await sittings.last_time(tx, workspace_id, account.id)
        known = await people.by_ids(tx, workspace_id, [row[0] for row in PEOPLE])
        material = BriefMaterial(
            account=account,
            facts=await facts.of_account(tx, workspace_id, account.id, TODAY),
            today=TODAY,
            zone=ZoneInfo("Europe/Berlin"),
            review_on=account.next_review_on,
            last=last,
            actions=tuple(await actions.live_on(tx, workspace_id, account.id)),
            gaps=tuple(await gaps.open_on(tx, workspace_id, account.id)),
            goals=await sittings._goals(tx, account, last, TODAY),
            names=short_names(known),
        )
    return list(brief_message(make_brief(material))["blocks"])

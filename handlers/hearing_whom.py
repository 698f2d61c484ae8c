"""People who are counted and whom Holdfast has never met: Slack is asked whose they are, beside the counting.

A guest of ours writes from our own workspace: only who they are tells that they are the customer's.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desk import Desk, Request
from handlers.people import person
from reviews.people import standing_of
from reviews.rights import Standing
from storage import listening, people
from storage.listening import Spoken

log = logging.getLogger(__name__)
THEIRS: Final = frozenset({Standing.OUTSIDE, Standing.GUEST})


async def known(tx: AsyncConnection, workspace_id: str, spoken: Iterable[Spoken]) -> dict[str, Standing]:
    """What those of them are to us who were read once."""
    met = await people.by_ids(tx, workspace_id, {each.user_id for each in spoken})
    found = {each.user_id: standing_of(each, each.team_id) for each in met}
    return {user: standing for user, standing in found.items() if standing is not Standing.UNKNOWN}


async def meet(desk: Desk, client: AsyncWebClient, workspace_id: str, user_id: str) -> None:
    """Ask Slack who somebody is, and put right what was counted of them. What goes wrong is tried again later."""
    request = Request(workspace_id, user_id, desk.clock(), client, key=f"meet:{user_id}")
    try:
        with desk.handling():
            found = await person(desk, request, user_id)
            if standing_of(found, found.team_id) in THEIRS:
                async with desk.db.write() as tx:
                    await listening.is_the_customers(tx, workspace_id, user_id)
    except Exception as trouble:
        log.warning("who somebody is could not be read: %s", type(trouble).__name__)

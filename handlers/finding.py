"""Menus that ask us while somebody types: what is offered for the letters typed so far."""

from __future__ import annotations

from typing import Any

from handlers.actors import actor_of
from handlers.desk import Desk, Request
from reviews.messages.account_menu import account_option
from reviews.rights import Actor, Deed, may
from storage import accounts

MOST_OFFERED = 100
"""Slack takes no more entries at once."""


async def offered_accounts(desk: Desk, request: Request) -> list[dict[str, Any]]:
    """Accounts for the letters in `request.text`, as Slack options: names and words that begin with them first."""
    actor = await actor_of(desk, request)
    if not may(actor, Deed.LOOK):
        return []
    found = await names_like(desk, actor, request.text, MOST_OFFERED)
    return [account_option(number, name) for number, name in found]


async def names_like(desk: Desk, actor: Actor, letters: str, most: int) -> list[tuple[int, str]]:
    """Numbers and names of the accounts that somebody may see, for some letters of the name."""
    async with desk.db.read() as tx:
        return await accounts.offered(tx, actor.workspace_id, letters, most)

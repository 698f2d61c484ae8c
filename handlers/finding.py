"""Menus that ask us while somebody types: what is offered for the letters typed so far."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import actor_of, asked_from
from handlers.desk import Desk, Request
from reviews.account_names import nearest_names
from reviews.messages.account_menu import account_option
from reviews.rights import Actor, Deed, may
from storage import accounts
from storage.statements import fold

MOST_OFFERED = 100
"""Slack takes no more entries at once."""
MOST_NEAR, MOST_COMPARED, LEAST_LETTERS, SLIPS = 4, 20_000, 4, 2


async def offered_accounts(desk: Desk, request: Request) -> list[dict[str, Any]]:
    """Accounts for the letters in `request.text`, as Slack options: names and words that begin with them first."""
    actor = await actor_of(desk, request)
    if not may(actor, Deed.LOOK):
        return []
    async with desk.db.read() as tx:
        found = await accounts.offered(tx, actor.workspace_id, request.text, MOST_OFFERED, actor, asked_from(request))
    return [account_option(number, name) for number, name in found]


async def names_near(tx: AsyncConnection, actor: Actor, here: str | None, name: str) -> list[tuple[int, str]]:
    """Numbers and names of the accounts somebody may have meant by a name that none has, the nearest first."""
    ws = actor.workspace_id
    found = await accounts.offered(tx, ws, name, MOST_NEAR, actor, here)
    first = name.partition(" ")[0]
    if not found and len(first) >= LEAST_LETTERS and first != name:
        found = await accounts.offered(tx, ws, first, MOST_NEAR, actor, here)
    length = len(fold(name))
    alike = await accounts.of_length(tx, ws, length - SLIPS, length + SLIPS, MOST_COMPARED, actor, here)
    typos = nearest_names(name, alike, SLIPS if length > LEAST_LETTERS else 1)
    return list(dict.fromkeys([*typos, *found]))[:MOST_NEAR]

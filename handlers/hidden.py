"""What a request names that the one who sent it may not see: looked for before any handler, whatever the handler."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.actors import about, actor_of
from handlers.desk import Desk, Request
from handlers.fields import number
from reviews.item_id import ItemId, parse_item_id
from reviews.messages.ids import unpack, unpack_choice
from reviews.model import Action, Gap
from reviews.rights import About, sees
from storage import actions, gaps
from storage.visible import Named, private_among


async def hidden_from(desk: Desk, request: Request) -> About | None:
    """The first thing named by a button or a form that belongs to an account hidden from the one who uses it."""
    _, picked = unpack_choice(request.chosen)
    value = {**unpack(request.view.get("private_metadata")), **request.value, **picked}
    item = parse_item_id(value.get("item", ""))
    named = _named(value, item)
    if not named:
        return None
    async with desk.db.read() as tx:
        private = await private_among(tx, request.workspace_id, named)
        stored = await _stored(tx, request.workspace_id, item) if private and item else None
    for account in private:
        own = stored if stored and stored.account_id == account.id else None
        asked = await about(desk, request, account=account, item=own)
        if not sees(await actor_of(desk, request), asked):
            return asked
    return None


def _named(value: Mapping[str, str], item: ItemId | None) -> Named:
    def numbers(name: str, kind: str = "") -> frozenset[int]:
        found = {number(value.get(name))} | ({item.number} if item and item.kind == kind else set())
        return frozenset(each for each in found if each is not None)

    return Named(
        accounts=numbers("account"),
        reviews=numbers("review"),
        actions=numbers("action", "action"),
        gaps=numbers("gap", "gap"),
        contacts=numbers("contact"),
        goals=numbers("goal"),
    )


async def _stored(tx: AsyncConnection, workspace_id: str, item: ItemId) -> Action | Gap | None:
    if item.kind == "gap":
        return await gaps.by_id(tx, workspace_id, item.number)
    return await actions.by_id(tx, workspace_id, item.number)

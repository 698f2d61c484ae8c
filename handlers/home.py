"""The app's Home: what is open for the one who looks, and what they can type."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers import people
from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES
from reviews.messages.home import HOME_ITEMS, home
from reviews.people import today_of
from storage import accounts, actions
from storage.values import ActionFilter

log = logging.getLogger(__name__)


async def open_home(desk: Desk, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """Show somebody their Home, as it stands at this moment."""
    event = body.get("event") or {}
    request = Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(event.get("user") or ""),
        now=desk.clock(),
        client=client,
        key=f"event:{body.get('event_id')}",
    )
    me = await people.person(desk, request, request.user_id)
    async with desk.db.read() as tx:
        mine = ActionFilter(owner=request.user_id)
        items, total = await actions.page(tx, request.workspace_id, mine, 0, HOME_ITEMS)
        found = [await accounts.by_id(tx, request.workspace_id, a.account_id) for a in items if a.account_id]
    today = today_of(request.now, me.time_zone, desk.default_zone)
    view = home(items, total, names={a.id: a.name for a in found if a}, today=today, command=desk.command)
    try:
        await client.views_publish(user_id=request.user_id, view=view)
    except SLACK_FAILURES as failure:
        log.warning("views.publish failed: %s", failure)

"""Events: taken in before they are acknowledged, answered once, however often Slack sends them."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering
from handlers.desk import Desk
from handlers.home import open_home
from handlers.incoming import event_key, written_by
from storage import inbox

log = logging.getLogger(__name__)
Body = Mapping[str, Any]
ANY_EVENT = re.compile("")
_SUBTYPES = (None, "file_share", "thread_broadcast", "message_changed", "message_deleted")


def register(app: AsyncApp, desk: Desk) -> None:
    """Take events in and answer those we know; the others are acknowledged and forgotten."""

    @app.middleware
    async def take_in(
        req: AsyncBoltRequest,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt finds it by name
    ) -> BoltResponse | None:
        body: Body = req.body
        if body.get("type") != "event_callback" or not _wanted(body):
            return await next()
        async with desk.db.write() as tx:
            payload = {"event": body.get("event"), "event_id": body.get("event_id")}
            await inbox.receive(tx, _workspace(body), event_key(body), "event", payload, now=desk.clock())
        return await next()

    @app.event(ANY_EVENT)
    async def on_event(body: Body, client: AsyncWebClient) -> None:
        event = body.get("event") or {}
        with desk.handling():
            if _wanted(body):
                await answering.take(desk, body, client)
            elif event.get("type") == "app_home_opened" and event.get("tab", "home") == "home":
                await open_home(desk, body, client)


def _wanted(body: Body) -> bool:
    """What a person wrote, changed or deleted in their direct conversation with the bot."""
    event = body.get("event") or {}
    inner = written_by(event)
    return (
        event.get("type") == "message"
        and (event.get("channel_type") == "im" or str(event.get("channel") or "").startswith("D"))
        and event.get("subtype") in _SUBTYPES
        and bool(inner.get("user"))
        and not inner.get("bot_id")
        and not _only_dressed_up(event)
    )


def _only_dressed_up(event: Mapping[str, Any]) -> bool:
    """Slack reports a link it has unfolded, or a thread that has grown, as a change of the message."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    return event.get("subtype") == "message_changed" and "text" in before and before["text"] == now.get("text")


def _workspace(body: Body) -> str:
    return str(body.get("team_id") or "")

"""Events: taken in before they are acknowledged, answered once, however often Slack sends them."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Desk
from handlers.home import open_home
from reviews.decision import Decision, Post
from reviews.messages.help import help_text
from storage import inbox
from storage.record import record

log = logging.getLogger(__name__)
Body = Mapping[str, Any]
ANY_EVENT = re.compile("")


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
            await inbox.receive(tx, _workspace(body), _key(body), "event", payload, now=desk.clock())
        return await next()

    @app.event(ANY_EVENT)
    async def on_event(body: Body, client: AsyncWebClient) -> None:
        event = body.get("event") or {}
        with desk.handling():
            if _wanted(body):
                await answer_message(desk, body)
            elif event.get("type") == "app_home_opened" and event.get("tab", "home") == "home":
                await open_home(desk, body, client)


async def answer_message(desk: Desk, body: Body) -> None:
    """A direct message: say what can be typed, once for each message."""
    event, now = body.get("event") or {}, desk.clock()
    workspace = _workspace(body)
    reply = Post(f"help:{_key(body)}", str(event.get("channel") or event.get("user")), help_text(desk.command, None))
    async with desk.db.write() as tx:
        await record(tx, workspace, Decision((), (reply,)), by=str(event.get("user")), now=now)
        await inbox.handled(tx, workspace, _key(body), now)


def _wanted(body: Body) -> bool:
    """Direct messages that a person wrote."""
    event = body.get("event") or {}
    return (
        event.get("type") == "message"
        and (event.get("channel_type") == "im" or str(event.get("channel") or "").startswith("D"))
        and not event.get("subtype")
        and not event.get("bot_id")
    )


def _workspace(body: Body) -> str:
    return str(body.get("team_id") or "")


def _key(body: Body) -> str:
    """The same when Slack sends it again; a server that names no event is known by channel and time."""
    event = body.get("event") or {}
    sent = f"{event.get('channel')}:{event.get('ts')}"
    return f"event:{body.get('event_id') or sent}"

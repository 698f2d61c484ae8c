"""Events: taken in before they are acknowledged, answered once, however often Slack sends them."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers import answering
from handlers.actors import standing_of
from handlers.desk import Desk
from handlers.file_drops import NotKnownYetError, answer_others, file_shared, is_file_alone
from handlers.hearing import heard, is_in_a_channel
from handlers.home import open_home
from handlers.incoming import event_key, from_message, written_by
from handlers.people_events import people_changed
from handlers.room_events import ROOM_EVENTS, room_changed
from reviews.rights import Standing
from storage import inbox
from storage.values import Incoming

log = logging.getLogger(__name__)
Body = Mapping[str, Any]
ANY_EVENT = re.compile("")
MOST_TRIES = 5
BROKEN_OFF = 10
"""So many tries that ended with the process count as one that failed: whatever ended it, it was hardly the event."""
PEOPLE_EVENTS = frozenset({"user_change", "team_join"})
FILE_SHARED = "file_shared"
KEPT_EVENTS = PEOPLE_EVENTS | ROOM_EVENTS | {FILE_SHARED}
_SUBTYPES = (None, "file_share", "thread_broadcast", "message_changed", "message_deleted")


def register(app: AsyncApp, desk: Desk) -> None:
    """Take events in and answer those we know; the others are acknowledged and forgotten."""

    @app.middleware
    async def take_in(
        req: AsyncBoltRequest,
        client: AsyncWebClient,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt finds it by name
    ) -> BoltResponse | None:
        body: Body = req.body
        if body.get("type") != "event_callback":
            return await next()
        if is_in_a_channel(body):
            # Nobody else listens for these, and they are many: they go no further.
            return BoltResponse(status=200 if await heard(desk, body, client) else 503)
        if not _wanted(body):
            return await next()
        async with desk.db.write() as tx:
            payload = {name: body.get(name) for name in ("event", "event_id", "authorizations")}
            await inbox.receive(tx, _workspace(body), event_key(body), "event", payload, now=desk.clock())
        return await next()

    @app.event(ANY_EVENT)
    async def on_event(body: Body, client: AsyncWebClient) -> None:
        try:
            with desk.handling():
                await handle(desk, body, client)
        except NotKnownYetError as error:
            log.warning("%s waits: %s", event_key(body), error)


async def handle(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    """Do what an event calls for, whether it has just come or was left behind."""
    event = body.get("event") or {}
    kind = str(event.get("type"))
    if kind in PEOPLE_EVENTS:
        await people_changed(desk, body, client)
        desk.forget_room(_workspace(body), None)
    elif kind in ROOM_EVENTS:
        await room_changed(desk, body, client)
    elif kind == FILE_SHARED:
        await file_shared(desk, body, client)
    elif _is_word(body):
        await _answered(desk, body, client)
    elif kind == "app_home_opened" and event.get("tab", "home") == "home":
        await open_home(desk, body, client)
    if kind in KEPT_EVENTS:
        async with desk.db.write() as tx:
            await inbox.handled(tx, _workspace(body), event_key(body), desk.clock())


async def _answered(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    """What somebody wrote to us. Only members are answered; of the others nothing is read."""
    request = from_message(body, client, desk.clock())
    standing = await standing_of(desk, request)
    if standing is Standing.MEMBER:
        await (answer_others if is_file_alone(body) else answering.take)(desk, body, client)
        return
    if standing is Standing.UNKNOWN:
        log.warning("who wrote %s is not known yet; it waits", event_key(body))
        return
    async with desk.db.write() as tx:
        await inbox.handled(tx, _workspace(body), event_key(body), desk.clock())


async def finish_waiting(desk: Desk, client: AsyncWebClient, *, received_before: datetime | None = None) -> int:
    """Handle what was taken in and never finished, oldest first; how many events were finished.

    One that cannot be handled does not hold up the others, and is given up after a few tries. What was tried before
    comes after what was not, so that one that ends the process does not keep the others from their turn.
    """
    async with desk.db.read() as tx:
        waiting = sorted((event for event in await inbox.waiting(tx) if event.kind == "event"), key=_tried)
    finished = 0
    for event in waiting:
        if received_before is None or event.received_at < received_before:
            finished += await _finish(desk, client, event)
    return finished


async def _finish(desk: Desk, client: AsyncWebClient, event: Incoming) -> bool:
    """Try an event once more. The try is counted first: an event that ends the process is given up some day too."""
    tried = _tried(event)
    async with desk.db.write() as tx:
        if tried >= MOST_TRIES * BROKEN_OFF:
            log.error("given up after %d tries: %s, received %s", MOST_TRIES, event.key, event.received_at)
            await inbox.handled(tx, event.workspace_id, event.key, desk.clock())
            return False
        if not await inbox.tried(tx, event, tried + 1):
            return False
    sent = {name: value for name, value in event.payload.items() if name != inbox.TRIES}
    body = {"type": "event_callback", "team_id": event.workspace_id, **sent}
    try:
        with desk.handling():
            await handle(desk, body, client)
    except Exception as error:
        said = log.warning if isinstance(error, NotKnownYetError) else log.exception
        said("%s could not be finished, try %d of %d: %s", event.key, tried // BROKEN_OFF + 1, MOST_TRIES, error)
        async with desk.db.write() as tx:
            await inbox.tried(tx, event, tried + BROKEN_OFF)
        return False
    return True


def _tried(event: Incoming) -> int:
    """How much an event was tried, in tries that were broken off."""
    return int(event.payload.get(inbox.TRIES) or 0)


def _wanted(body: Body) -> bool:
    """What must not be lost: words and files to us, and news of rooms and people."""
    return str((body.get("event") or {}).get("type")) in KEPT_EVENTS or _is_word(body)


def _is_word(body: Body) -> bool:
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

"""What Slack tells of rooms: shared, closed, renamed, left, entered. A customer's things follow; its owner hears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from handlers import people
from handlers.desk import Desk, Reply, Request
from handlers.incoming import event_key
from handlers.rooms import look_at
from reviews.rooms import News, is_other
from storage import room_changes

Body = Mapping[str, Any]

_NEWS: Final[Mapping[str, News]] = {
    "channel_shared": News.SHARED,
    "channel_archive": News.ARCHIVED,
    "group_archive": News.ARCHIVED,
    "channel_deleted": News.DELETED,
    "group_deleted": News.DELETED,
    "channel_left": News.REMOVED,
    "group_left": News.REMOVED,
}
_TOLD: Final[Mapping[str, News]] = {
    "channel_unshared": News.UNSHARED,
    "channel_rename": News.RENAMED,
    "group_rename": News.RENAMED,
}
ROOM_EVENTS: Final = frozenset({*_NEWS, *_TOLD, "channel_id_changed", "member_joined_channel", "member_left_channel"})


class NotKnownError(Exception):
    """Slack did not say who reads a room: the event waits, and is handled once more."""


async def room_changed(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    """Do what an event about a room calls for; done twice it changes nothing and says nothing more."""
    event: Body = body.get("event") or {}
    kind, channel = str(event.get("type")), _channel(event)
    workspace_id = str(body.get("team_id") or "")
    desk.forget_room(workspace_id, channel)
    if kind == "channel_id_changed":
        await _follow(desk, body, event)
    elif kind == "member_joined_channel":
        await _joined(desk, body, client, channel)
    elif news := _news(body):
        await _leave(desk, body, channel, news)
    elif kind in _TOLD:
        await _tell(desk, body, event, channel, _TOLD[kind])


def _news(body: Body) -> News | None:
    """What became of the room. That we were taken out of it Slack tells in two ways."""
    event: Body = body.get("event") or {}
    if event.get("type") == "member_left_channel":
        return News.REMOVED if event.get("user") in _ours(body) else None
    return _NEWS.get(str(event.get("type")))


def _ours(body: Body) -> set[str]:
    """The ids we ourselves have where an event happened."""
    return {str(each.get("user_id")) for each in body.get("authorizations") or ()}


async def _leave(desk: Desk, body: Body, channel: str, news: News) -> None:
    async with desk.db.write() as tx:
        workspace_id, now = str(body.get("team_id") or ""), desk.clock()
        await room_changes.leave(tx, workspace_id, channel, news, key=event_key(body), now=now)


async def _follow(desk: Desk, body: Body, event: Body) -> None:
    old, new = str(event.get("old_channel_id") or ""), str(event.get("new_channel_id") or "")
    if not old or not new:
        return
    desk.forget_room(str(body.get("team_id") or ""), old)
    async with desk.db.write() as tx:
        workspace_id, now = str(body.get("team_id") or ""), desk.clock()
        await room_changes.follow(tx, workspace_id, old, new, key=event_key(body), now=now)


async def _joined(desk: Desk, body: Body, client: AsyncWebClient, channel: str) -> None:
    """Somebody came into a room: one who is none of ours makes it a room that others read.

    Where it is we who come in, others may have come while we were away.
    """
    event: Body = body.get("event") or {}
    request = Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(event.get("user") or ""),
        now=desk.clock(),
        client=client,
        key=event_key(body),
    )
    if request.user_id in _ours(body):
        await _came_back(desk, body, request, channel)
    elif request.user_id and is_other(await people.person(desk, request, request.user_id)):
        await _leave(desk, body, channel, News.GUESTS)


async def _came_back(desk: Desk, body: Body, request: Request, channel: str) -> None:
    """We are let into a room, perhaps again: what stands there of before must not be read by others."""
    room = await look_at(desk, request, channel)
    if isinstance(room, Reply):
        raise NotKnownError(room.message["text"])
    if room.outside:
        await _leave(desk, body, channel, News.SHARED if room.shared else News.GUESTS)


async def _tell(desk: Desk, body: Body, event: Body, channel: str, news: News) -> None:
    if event.get("is_ext_shared"):
        # Of several organisations one is gone: the others still read it.
        return
    named = event.get("channel")
    name = str(named.get("name") or "") if isinstance(named, Mapping) else ""
    async with desk.db.write() as tx:
        workspace_id, key, now = str(body.get("team_id") or ""), event_key(body), desk.clock()
        await room_changes.tell_owners(tx, workspace_id, channel, news, key=key, now=now, name=name)


def _channel(event: Body) -> str:
    """The room an event is about; a rename holds it as an object."""
    channel = event.get("channel")
    return str(channel.get("id") or "") if isinstance(channel, Mapping) else str(channel or "")

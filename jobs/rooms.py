"""Who reads a room: asked of Slack right before something is said there, and remembered for a moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from jobs.room_members import NotAllKnownError, others_read
from jobs.slack_answers import FAILURES, Failure, Kind, read_failure
from reviews.rooms import is_shared
from storage.database import Database

log = logging.getLogger(__name__)
SHARED_OUTSIDE: Final = "shared_outside"
"""Why nothing was said in a room: another organisation reads it, or is about to."""
GUESTS_INSIDE: Final = "guests_inside"
"""Why nothing was said in a room: a guest or a person of another organisation is in it."""
OUTSIDE: Final = frozenset({SHARED_OUTSIDE, GUESTS_INSIDE})
REMEMBERED: Final = timedelta(minutes=1)
"""A room can be shared at any time: what was seen of it is not trusted for long."""
MEMBERS_REMEMBERED: Final = timedelta(minutes=10)
"""Who comes in is told by an event, upon which the room is forgotten at once; this is for events that were lost."""
ANSWER_WITHIN: Final = 4.0
"""Seconds. A row that had to look first must still be said well before its quarantine is over."""
_DIRECT: Final = frozenset({"U", "W", "D"})

Place = tuple[str, str]
Look = Callable[[], Awaitable[bool | Failure]]


def is_room(channel: str) -> bool:
    """Whether a destination is a channel, not a person or the conversation with one."""
    return channel[:1] not in _DIRECT


class Rooms:
    """What one deliverer knows of rooms, by workspace and channel, and by the clock handed in."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._shared: dict[Place, tuple[bool, datetime]] = {}
        self._guests: dict[Place, tuple[bool, datetime]] = {}
        self._ask_from: dict[str, datetime] = {}

    async def refusal(self, client: AsyncWebClient, workspace_id: str, channel: str, now: datetime) -> Failure | None:
        """Why nothing may be said in a room now; None where only our own people read it. Fails closed."""
        if not is_room(channel):
            return None
        place = (workspace_id, channel)
        shared = await self._known(self._shared, place, now, partial(_look, client, channel), REMEMBERED)
        if isinstance(shared, Failure) or shared:
            return shared if isinstance(shared, Failure) else Failure(Kind.REFUSED, SHARED_OUTSIDE)
        look_inside = partial(_look_inside, self._db, client, place, now)
        guests = await self._known(self._guests, place, now, look_inside, MEMBERS_REMEMBERED)
        if isinstance(guests, Failure):
            return guests
        return Failure(Kind.REFUSED, GUESTS_INSIDE) if guests else None

    def ask_later(self, workspace_id: str, when: datetime) -> None:
        """Slack is not asked about rooms it is not known of before a moment."""
        self._ask_from[workspace_id] = max(when, self._ask_from.get(workspace_id, when))

    def forget(self, workspace_id: str, channel: str | None = None) -> None:
        """What is known of a room holds no more; with no room named, who is in any of the workspace's."""
        for known in (self._shared, self._guests):
            for place in [each for each in known if each[0] == workspace_id and channel in {None, each[1]}]:
                del known[place]

    async def _known(
        self, known: dict[Place, tuple[bool, datetime]], place: Place, now: datetime, look: Look, keep: timedelta
    ) -> bool | Failure:
        """What was seen lately, or is seen now."""
        seen, until = known.get(place, (False, now))
        if until > now:
            return seen
        if (wait := self._ask_from.get(place[0], now) - now) > timedelta(0):
            return Failure(Kind.CHANNEL_BUSY, "Slack asks for time before it says who reads the room", wait)
        looked = await look()
        if not isinstance(looked, Failure):
            for each in [each for each, (_, until) in known.items() if until <= now]:
                del known[each]
            known[place] = (looked, now + keep)
        return looked


async def _look(client: AsyncWebClient, channel: str) -> bool | Failure:
    """Whether anybody outside reads a channel, or why that is not known."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            answer = await client.conversations_info(channel=channel)
        room = answer.get("channel")
    except FAILURES as problem:
        return _told(read_failure(problem))
    except Exception as mistake:
        log.exception("what Slack says of %s cannot be read", channel)
        return _told(Failure(Kind.UNKNOWN, type(mistake).__name__))
    if not isinstance(room, Mapping) or not room:
        return _told(Failure(Kind.UNKNOWN, "Slack's answer holds no channel"))
    return is_shared(room)


async def _look_inside(db: Database, client: AsyncWebClient, place: Place, now: datetime) -> bool | Failure:
    """Whether anybody in a channel is none of ours, or why that is not known."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            return await others_read(db, client, *place, now)
    except NotAllKnownError:
        return Failure(Kind.CHANNEL_BUSY, "not everybody in the room is known yet", timedelta(seconds=5))
    except FAILURES as problem:
        return _told(read_failure(problem))


def _told(failure: Failure) -> Failure:
    """The failure as it is noted beside a row; what Slack refuses for good keeps Slack's own word."""
    if failure.kind is Kind.REFUSED:
        return failure
    return replace(failure, error=f"who reads the room is not known: {failure.error}")

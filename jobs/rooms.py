"""Who reads a room: asked of Slack right before something is said there, and remembered for a moment."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from jobs.slack_answers import FAILURES, Failure, Kind, read_failure

log = logging.getLogger(__name__)
SHARED_OUTSIDE: Final = "shared_outside"
"""Why nothing was said in a room: another organisation reads it, or is about to."""
REMEMBERED: Final = timedelta(minutes=1)
"""A room can be shared at any time: what was seen of it is not trusted for long."""
ANSWER_WITHIN: Final = 4.0
"""Seconds. A row that had to look first must still be said well before its quarantine is over."""
_DIRECT: Final = frozenset({"U", "W", "D"})
_SHARED_BY: Final = ("is_ext_shared", "is_pending_ext_shared", "pending_shared", "pending_connected_team_ids")

Place = tuple[str, str]


def is_room(channel: str) -> bool:
    """Whether a destination is a channel, not a person or the conversation with one."""
    return channel[:1] not in _DIRECT


class Rooms:
    """What one deliverer knows of rooms, by workspace and channel, and by the clock handed in."""

    def __init__(self) -> None:
        self._shared: dict[Place, bool] = {}
        self._until: dict[Place, datetime] = {}
        self._ask_from: dict[str, datetime] = {}

    async def refusal(self, client: AsyncWebClient, workspace_id: str, channel: str, now: datetime) -> Failure | None:
        """Why nothing may be said in a room now; None where only our own people read it. Fails closed."""
        if not is_room(channel):
            return None
        place = (workspace_id, channel)
        if self._until.get(place, now) > now:
            return _verdict(shared=self._shared[place])
        if (wait := self._ask_from.get(workspace_id, now) - now) > timedelta(0):
            return Failure(Kind.CHANNEL_BUSY, "Slack asks for time before it says who reads the room", wait)
        looked = await _look(client, channel)
        if isinstance(looked, Failure):
            return looked
        self._remember(place, looked, now)
        return _verdict(shared=looked)

    def ask_later(self, workspace_id: str, when: datetime) -> None:
        """Slack is not asked about rooms it is not known of before a moment."""
        self._ask_from[workspace_id] = max(when, self._ask_from.get(workspace_id, when))

    def _remember(self, place: Place, shared: bool, now: datetime) -> None:
        self._until = {each: until for each, until in self._until.items() if until > now}
        self._shared = {each: self._shared[each] for each in self._until}
        self._shared[place], self._until[place] = shared, now + REMEMBERED


def _verdict(*, shared: bool) -> Failure | None:
    return Failure(Kind.REFUSED, SHARED_OUTSIDE) if shared else None


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
    return _is_shared(room)


def _is_shared(room: Mapping[str, Any]) -> bool:
    return any(room.get(fact) for fact in _SHARED_BY)


def _told(failure: Failure) -> Failure:
    """The failure as it is noted beside a row; what Slack refuses for good keeps Slack's own word."""
    if failure.kind is Kind.REFUSED:
        return failure
    return replace(failure, error=f"who reads the room is not known: {failure.error}")

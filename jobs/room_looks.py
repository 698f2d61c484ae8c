"""A daily look into the homes where something of ours stands: for a channel that was shared and no event said so."""

from __future__ import annotations

import logging
import weakref
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from jobs.following import Following
from jobs.rooms import OUTSIDE, SHARED_OUTSIDE, Rooms
from jobs.slack_answers import Kind
from reviews.rooms import News
from storage import room_changes, room_homes
from storage.database import Database

log = logging.getLogger(__name__)
AGAIN_AFTER: Final = timedelta(hours=20)
REST: Final = timedelta(minutes=10)
"""Between two rounds."""
MOST: Final = 20
"""Rooms a round: Slack is asked twice for each, and delivery asks too."""
_LOOKED: Final[weakref.WeakKeyDictionary[Database, dict[tuple[str, str], datetime]]] = weakref.WeakKeyDictionary()
_ROUND: Final[weakref.WeakKeyDictionary[Database, datetime]] = weakref.WeakKeyDictionary()
"""Forgotten with the process: a new one looks at everything once more."""


async def look_into_homes(following: Following, client: AsyncWebClient, rooms: Rooms) -> int:
    """Look into some rooms that were not looked into today; how many. A home that others read is left at once."""
    now = following.clock()
    if now < _ROUND.get(following.db, now):
        return 0
    _ROUND[following.db] = now + REST
    looked = _LOOKED.setdefault(following.db, {})
    async with following.db.read() as tx:
        homes = await room_homes.with_boards(tx)
    waiting = [home for home in homes if now - looked.get(home, datetime.min.replace(tzinfo=now.tzinfo)) > AGAIN_AFTER]
    for number, home in enumerate(waiting[:MOST]):
        if not await _look(following, client, rooms, home, now):
            return number
        looked[home] = now
    return len(waiting[:MOST])


async def _look(
    following: Following, client: AsyncWebClient, rooms: Rooms, home: tuple[str, str], now: datetime
) -> bool:
    """Whether the room was looked into; where Slack is busy, the round is over."""
    workspace_id, channel = home
    refused = await rooms.refusal(client, workspace_id, channel, now)
    if refused is None or refused.kind is Kind.REFUSED:
        if refused and refused.error in OUTSIDE:
            await _leave(following, workspace_id, channel, refused.error, now)
        return True
    log.info("%s could not be looked into: %s", channel, refused.error)
    return False


async def _leave(following: Following, workspace_id: str, channel: str, error: str, now: datetime) -> None:
    news = News.SHARED if error == SHARED_OUTSIDE else News.GUESTS
    key = f"{news}:{channel}:{now.isoformat()}"
    async with following.db.write() as tx:
        await room_changes.leave(tx, workspace_id, channel, news, key=key, now=now)

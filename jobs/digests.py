"""The weekly digest, at each reader's own day and hour.

A level, not an edge: every row says since when it waits, and what has come since then is said once, however late.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_say import OTHERWISE
from jobs.following import Following
from reviews.decision import Message
from reviews.digest_turns import WEEK, Reader, covered, due, key_of, look_at, usual
from reviews.digests import DigestSettings, Scope
from reviews.messages.digest import digest_messages
from reviews.rights import Actor
from storage import digest_readers, digests, outbox, rosters
from storage.errors import ConflictError
from storage.outbox import BELONGS_TO
from storage.values import Say

log = logging.getLogger(__name__)
BATCH: Final = 50
BROKEN_FOR: Final = timedelta(minutes=10)
"""A digest that cannot be put together is left alone for so long; it still waits for its own turn."""
_BROKEN: dict[tuple[str, str], datetime] = {}


async def sweep_digests(following: Following) -> int:
    """Say every digest whose hour has come; how many readers were looked at. Doing it twice changes nothing."""
    await _give_leaders_theirs(following)
    now, looked = following.clock(), 0
    async with following.db.read() as tx:
        waiting = await digest_readers.to_look_at(tx, now, BATCH + len(_BROKEN))
    for workspace_id, user_id in waiting:
        if _BROKEN.get((workspace_id, user_id), now) <= now and await _looked(following, workspace_id, user_id, now):
            looked += 1
    return looked


async def _give_leaders_theirs(following: Following) -> None:
    """Everybody named leader gets one without asking; the first comes at their next turn."""
    async with following.db.read() as tx:
        without = await digest_readers.leaders_without(tx, BATCH)
    for role in without:
        async with following.db.write() as tx:
            settings = usual(role.workspace_id, role.user_id, role.reach)
            reader = await _reader(following, tx, settings)
            moment = look_at(settings, reader.calendar, following.clock())
            await digest_readers.give(tx, settings, moment)


async def _looked(following: Following, workspace_id: str, user_id: str, now: datetime) -> bool:
    """Whether one reader was looked at; what stood in the way is in the log.

    It is put together before anything is held, so that nobody waits for a long one to be written.
    """
    _BROKEN.pop((workspace_id, user_id), None)
    try:
        async with following.db.read() as tx:
            ready = await _put_together(following, tx, workspace_id, user_id, now)
        async with following.db.write() as tx:
            return ready is not None and await _say(tx, ready, now)
    except ConflictError as conflict:
        log.info("the digest of %s %s waits for the next sweep: %s", workspace_id, user_id, conflict)
    except Exception:
        log.exception("the digest of %s %s broke", workspace_id, user_id)
        _BROKEN[workspace_id, user_id] = now + BROKEN_FOR
    return False


@dataclass(frozen=True, slots=True)
class _Ready:
    """What becomes of one reader who waits: the messages of their digest, if any, and when they are looked at again."""

    settings: DigestSettings
    since: datetime
    look_at: datetime | None
    key: str = ""
    messages: tuple[dict[str, Any], ...] = ()


async def _put_together(
    following: Following, tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime
) -> _Ready | None:
    """One reader's digest if its turn has come: none where they lead nobody any more or nothing is in their care."""
    found = await digest_readers.waiting(tx, workspace_id, user_id, now)
    if found is None:
        return None
    settings, since = found
    reader = await _reader(following, tx, settings)
    ready = _Ready(settings, since, look_at(settings, reader.calendar, now))
    slot, scope = due(settings, reader.calendar, since, now), covered(settings.scope, reader.actor)
    if slot is None or scope is None:
        return ready
    key = key_of(user_id, slot.week)
    if await outbox.by_key(tx, workspace_id, key):
        return ready
    messages = await _messages(following, tx, settings, reader, scope, key, now)
    return replace(ready, key=key, messages=tuple(messages))


async def _say(tx: AsyncConnection, ready: _Ready, now: datetime) -> bool:
    """Queue it, note that it was said and when to look again: all or nothing, and only if nobody came first."""
    settings = ready.settings
    ws, user_id = settings.workspace_id, settings.user_id
    if await digest_readers.held(tx, ws, user_id, now) != (settings, ready.since):
        return False
    if ready.messages:
        await queue_all(tx, ws, ready.key, settings.channel or user_id, ready.messages, now)
        await digest_readers.said(tx, ws, user_id, now)
    await digest_readers.look_again(tx, ws, user_id, ready.look_at)
    return True


async def _reader(following: Following, tx: AsyncConnection, settings: DigestSettings) -> Reader:
    ws, user_id = settings.workspace_id, settings.user_id
    roster = await rosters.load(tx, ws, [user_id], default_zone=following.default_zone)
    actor: Actor = await digest_readers.actor(tx, ws, user_id)
    return Reader(actor, roster.calendar(user_id), in_channel=settings.channel is not None)


async def _messages(
    following: Following,
    tx: AsyncConnection,
    settings: DigestSettings,
    reader: Reader,
    scope: Scope,
    key: str,
    now: datetime,
) -> list[dict[str, Any]]:
    since = settings.said_at or now - WEEK
    sheet = await digests.load(tx, settings.workspace_id, reader, scope, since, now)
    if not sheet.counts.total and not sheet.counts.paused:
        return []
    charted = digest_messages(sheet, key, command=following.command)
    plain = digest_messages(sheet, key, charted=False, command=following.command)
    return [_either(*both) for both in zip(charted, plain, strict=True)]


def _either(charted: Message, plain: Message) -> dict[str, Any]:
    """A message, with its blocks for a Slack that knows no charts."""
    return charted if charted == plain else {**charted, OTHERWISE: {"blocks": plain["blocks"]}}


async def queue_all(
    tx: AsyncConnection, workspace_id: str, key: str, channel: str, messages: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Queue messages as one thread: the first heads it."""
    for place, payload in enumerate(messages, 1):
        below = {} if place == 1 else {BELONGS_TO: key}
        await outbox.queue(
            tx,
            workspace_id,
            key=key if place == 1 else f"{key}:{place}",
            channel=channel,
            operation=Say.POST,
            payload={**payload, **below},
            now=now,
        )

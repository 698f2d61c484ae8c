"""Messages in channels: who wrote and on which day is counted where somebody switched that on. Never what.

Nothing of a message's words is kept or logged. What was told is written down before it is acknowledged, many messages
together, each once however often Slack tells of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import hearing_whom
from handlers.desk import Desk
from handlers.incoming import event_key
from reviews.rights import Standing
from storage import listening
from storage.listening import Spoken

log = logging.getLogger(__name__)
Body = Mapping[str, Any]

_SPOKEN: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""What is somebody's own message; the others are edits, deletions, people who come and go, and apps."""
_READ_AGAIN_SECONDS: Final = 30.0


def is_in_a_channel(body: Body) -> bool:
    """Whether it tells of a message that was not written to us alone."""
    event = body.get("event") or {}
    if event.get("type") != "message":
        return False
    kind, channel = event.get("channel_type"), str(event.get("channel") or "")
    return kind in {"channel", "group", "mpim"} or (kind is None and channel[:1] in {"C", "G"})


async def heard(desk: Desk, body: Body, client: AsyncWebClient) -> bool:
    """Count a message, if its channel is listened to; whether it may be acknowledged. If not, Slack tells of it again.

    What goes wrong is logged by its name alone: Bolt would show what it was working on.
    """
    try:
        with desk.handling():
            await _hear(desk, body, client)
    except Exception as trouble:
        log.warning("a message could not be counted: %s", type(trouble).__name__)
        return False
    return True


async def _hear(desk: Desk, body: Body, client: AsyncWebClient) -> None:
    event: Body = body.get("event") or {}
    workspace_id, channel = _told_in(body), str(event.get("channel") or "")
    user_id = event.get("user")
    if not user_id or event.get("bot_id") or event.get("subtype") not in _SPOKEN:
        return
    if (workspace_id, channel) not in await _rooms(desk):
        return
    team = event.get("user_team") or event.get("source_team") or event.get("team")
    said = Spoken(
        workspace_id,
        event_key(body),
        channel,
        _day(event.get("ts"), desk.clock()),
        str(user_id),
        is_theirs=bool(team) and team != workspace_id,
    )
    await _counted(desk, said)
    if (workspace_id, said.user_id) in desk.ears.unmet:
        desk.ears.unmet.discard((workspace_id, said.user_id))
        meeting = asyncio.create_task(hearing_whom.meet(desk, client, workspace_id, said.user_id), name="meeting")
        desk.ears.meeting.add(meeting)
        meeting.add_done_callback(desk.ears.meeting.discard)


def _told_in(body: Body) -> str:
    """The workspace in which we are told of it. In a channel that two share, `team_id` may be the writer's own."""
    ours = (each.get("team_id") for each in body.get("authorizations") or ())
    return str(next(filter(None, ours), None) or body.get("team_id") or "")


async def _rooms(desk: Desk) -> frozenset[tuple[str, str]]:
    ears, now = desk.ears, asyncio.get_running_loop().time()
    if ears.rooms is None or now - ears.read_at > _READ_AGAIN_SECONDS:
        async with desk.db.read() as tx:
            ears.rooms = await listening.rooms(tx)
        ears.read_at = now
        ears.asked.clear()
    return ears.rooms


async def _counted(desk: Desk, said: Spoken) -> None:
    """Wait with those that come at the same time, and are written down together."""
    ears = desk.ears
    ears.waiting.append(said)
    if ears.done is None:
        ears.done = asyncio.get_running_loop().create_future()
    done = ears.done
    if ears.counting is None or ears.counting.done():
        ears.counting = asyncio.create_task(_count_all(desk), name="hearing")
    await asyncio.shield(done)


async def _count_all(desk: Desk) -> None:
    """One batch after another until nothing waits. A batch that fails is not acknowledged: Slack tells of it again."""
    ears = desk.ears
    with desk.handling():
        while ears.waiting and ears.done is not None:
            batch, done = ears.waiting, ears.done
            ears.waiting, ears.done = [], None
            try:
                await _write(desk, batch)
            except Exception as trouble:
                done.set_exception(trouble)
                # Who waits for it is told; where nobody waits any more, nobody needs to be.
                done.exception()
            else:
                done.set_result(None)


async def _write(desk: Desk, batch: Iterable[Spoken]) -> None:
    ordered = sorted(batch, key=lambda each: (each.workspace_id, each.key))
    unmet: set[tuple[str, str]] = set()
    async with desk.db.write() as tx:
        once = {(each.workspace_id, each.key): each for each in ordered}
        new = await listening.receive(tx, once.values(), desk.clock())
        for workspace_id, group in groupby(ordered, key=lambda each: each.workspace_id):
            told = {each.key: each for each in group if (workspace_id, each.key) in new}
            unmet |= await _write_of(tx, workspace_id, list(told.values()))
    desk.ears.unmet |= unmet - desk.ears.asked
    desk.ears.asked |= unmet


async def _write_of(tx: AsyncConnection, workspace_id: str, spoken: list[Spoken]) -> set[tuple[str, str]]:
    """Looked at once more: what was switched off a moment ago is not counted any more. Returns whom nobody has met."""
    accounts = await listening.accounts_of(tx, workspace_id, {each.channel for each in spoken})
    if not accounts:
        return set()
    known = await hearing_whom.known(tx, workspace_id, spoken)
    people = [each for each in spoken if known.get(each.user_id) is not Standing.BOT]
    await listening.count(tx, workspace_id, [_placed(each, known.get(each.user_id)) for each in people], accounts)
    return {(workspace_id, each.user_id) for each in people if each.user_id not in known and not each.is_theirs}


def _placed(spoken: Spoken, standing: Standing | None) -> Spoken:
    """Whose it is, by what is known of who wrote, else by the workspace they wrote from."""
    return spoken if standing is None else replace(spoken, is_theirs=standing in hearing_whom.THEIRS)


def _day(ts: object, now: datetime) -> date:
    """The day it was written on, in UTC; today where Slack does not say."""
    try:
        return datetime.fromtimestamp(float(str(ts)), UTC).date()
    except (ValueError, OverflowError, OSError):
        return now.date()

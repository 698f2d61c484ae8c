"""Messages of unknown fate: looked for in Slack by the key beside them, and only then said again.

A lost answer, a crash between post and note, a killed process: the row stays `sending`. After a quarantine longer
than any request can live, Slack is asked what stands in the conversation since. Losing is worse than doubling: where
Slack will not let us look, the message is said again after a long quarantine.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_office import Office
from jobs.deliver_outcomes import Again, Outcome, Sent, Unsure, is_person, write_down
from jobs.deliver_say import EVENT_TYPE
from jobs.slack_answers import FAILURES, Failure, Kind, read_failure
from storage import delivering, direct_channels, outbox
from storage import reviews as review_store
from storage.outbox import BELONGS_TO
from storage.values import Outgoing, Say

log = logging.getLogger(__name__)
BATCH = 50
CLOCKS_DIFFER = timedelta(minutes=1)
LONG_QUARANTINE = timedelta(minutes=10)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)
PAGES, PAGE = 10, 200
LOUD_AFTER = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """Where messages would stand: a destination as it was posted to, and the thread, if any."""

    workspace_id: str
    channel: str
    thread_ts: str | None


class TooMuchError(Exception):
    """More was said there than is read through."""


async def left_behind(office: Office) -> int:
    """Find out about every message whose quarantine is over; how many rows were looked into."""
    now = office.clock()
    async with office.db.read() as tx:
        rows = await delivering.left_behind(tx, now - office.quarantine, now, BATCH)
        rows = [row for row in rows if row.id not in office.under_way.rows]
        spots = {row.id: await _spot(tx, row) for row in rows}
    await _keep(office, [_as_queued(row) for row in rows if spots[row.id] is None])
    groups: dict[Spot, list[Outgoing]] = defaultdict(list)
    for row in rows:
        if spot := spots[row.id]:
            groups[spot].append(row)
    await _look_into(office, groups)
    return len(rows)


async def _spot(tx: AsyncConnection, row: Outgoing) -> Spot | None:
    """Where to look for what a row posted; None where it only changed a message, which may be done again."""
    if row.operation is Say.NUDGE_AGAIN or "ts" in (row.payload or {}):
        return None
    thread = (row.payload or {}).get("thread_ts") or await _thread_of(tx, row)
    if row.operation is not Say.BOARD:
        return Spot(row.workspace_id, row.channel, str(thread) if thread else None)
    review = await review_store.by_id(tx, row.workspace_id, row.subject_id or 0)
    # A board that stands already is posted again only with a note of it.
    return Spot(row.workspace_id, review.channel, None) if review and (row.error or not review.board_ts) else None


async def _thread_of(tx: AsyncConnection, row: Outgoing) -> str | None:
    """The thread of the message it belongs in, if it belongs in one that was said."""
    key = (row.payload or {}).get(BELONGS_TO)
    head = await outbox.by_key(tx, row.workspace_id, str(key)) if key else None
    return head.ts if head else None


def _as_queued(row: Outgoing) -> Again:
    return Again(row, row.not_before, row.error)


async def _look_into(office: Office, groups: dict[Spot, list[Outgoing]]) -> None:
    """Spot by spot; where Slack asks for time, the spots that are left wait too."""
    busy: Failure | None = None
    for spot, rows in groups.items():
        if busy is None:
            outcomes, busy = await _look(office, spot, rows)
        else:
            outcomes = _later(office, rows, busy)
        await _keep(office, outcomes)


async def _keep(office: Office, outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        async with office.db.write() as tx:
            await write_down(tx, office, outcomes)


async def _look(office: Office, spot: Spot, rows: list[Outgoing]) -> tuple[list[Outcome], Failure | None]:
    """What is known now of the rows of one spot; and the failure after which asking on is of no use."""
    try:
        channel = await _conversation(office, spot)
        found = await _said_there(office, channel, spot.thread_ts, rows)
    except TooMuchError:
        return _blind(office, rows, "too much was said there since"), None
    except FAILURES as problem:
        failure = read_failure(problem)
        if failure.kind is Kind.REFUSED:
            return _blind(office, rows, failure.error), None
        return _later(office, rows, failure), failure
    for row in rows:
        office.under_way.looked.pop(row.id, None)
        log.warning("%s was %s", row.key, "said after all" if row.key in found else "not said; it is said again")
    return [
        Sent(row, found[row.key], channel, posted=True, version=row.version) if row.key in found else _as_queued(row)
        for row in rows
    ], None


async def _conversation(office: Office, spot: Spot) -> str:
    """The conversation a destination stands for: a person's is learnt from Slack once."""
    if not is_person(spot.channel):
        return spot.channel
    async with office.db.read() as tx:
        known = await direct_channels.of(tx, spot.workspace_id, spot.channel)
    if known:
        return known
    answer = await office.client.conversations_open(users=spot.channel)
    opened: dict[str, Any] = answer.get("channel") or {}
    async with office.db.write() as tx:
        await direct_channels.learn(tx, [(spot.workspace_id, spot.channel, str(opened["id"]))])
    return str(opened["id"])


async def _said_there(office: Office, channel: str, thread_ts: str | None, rows: list[Outgoing]) -> dict[str, str]:
    """The `ts` of each of our messages that stands there, by its key."""
    wanted, found = {row.key for row in rows}, dict[str, str]()
    since = min(row.claimed_at or row.created_at for row in rows) - CLOCKS_DIFFER
    asked: dict[str, Any] = {"channel": channel, "oldest": f"{since.timestamp():.6f}", "limit": PAGE}
    for _ in range(PAGES):
        answer = await _page(office, asked | {"include_all_metadata": True}, thread_ts)
        found |= {key: str(each["ts"]) for each in answer.get("messages") or [] if (key := _key_of(each)) in wanted}
        cursor = (answer.get("response_metadata") or {}).get("next_cursor")
        if found.keys() == wanted or not cursor:
            return found
        asked["cursor"] = cursor
    raise TooMuchError


async def _page(office: Office, asked: dict[str, Any], thread_ts: str | None) -> Any:
    if thread_ts:
        return await office.client.conversations_replies(**asked, ts=thread_ts)
    return await office.client.conversations_history(**asked)


def _key_of(message: dict[str, Any]) -> str | None:
    """The key beside a message of a bot; None for all others."""
    metadata = message.get("metadata") or {}
    if not message.get("bot_id") or metadata.get("event_type") != EVENT_TYPE:
        return None
    return str((metadata.get("event_payload") or {}).get("key"))


def _later(office: Office, rows: list[Outgoing], failure: Failure) -> list[Outcome]:
    """To be looked for again: when Slack says so, or after longer and longer waits."""
    now = office.clock()
    return [Unsure(row, f"cannot look: {failure.error}", now + _wait(office, row, failure)) for row in rows]


def _wait(office: Office, row: Outgoing, failure: Failure) -> timedelta:
    tries = office.under_way.looked[row.id] = office.under_way.looked.get(row.id, 0) + 1
    level = logging.ERROR if tries >= LOUD_AFTER else logging.WARNING
    log.log(level, "whether %s was said is not known; looked %d times: %s", row.key, tries, failure.error)
    return failure.wait or min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries - 1, 9))


def _blind(office: Office, rows: list[Outgoing], error: str) -> list[Outcome]:
    """Slack will not let us look. Said again after the long quarantine."""
    return [_said_blindly(row, error, office.clock()) for row in rows]


def _said_blindly(row: Outgoing, error: str, now: datetime) -> Outcome:
    over = (row.claimed_at or now) + LONG_QUARANTINE
    why = f"cannot look: {error}"
    log.error("whether %s was said cannot be looked up: %s; it is said again at %s", row.key, error, over.isoformat())
    return Again(row, min(row.not_before, now), why) if over <= now else Unsure(row, why, over)

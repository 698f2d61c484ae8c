"""Delivery says what the outbox holds: each row once, woken at commit, the tables being the only truth."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.slack_answers import FAILURES, GONE, PASSING, error_of, retry_after, status_of
from reviews.messages.answers import tell
from reviews.messages.board import board
from reviews.messages.words import said
from reviews.sitting import Sitting
from storage import outbox, sittings
from storage import reviews as review_store
from storage.database import Database
from storage.values import Outgoing
from storage.values import Say as Kind

log = logging.getLogger(__name__)
RETRY_AFTER = timedelta(seconds=30)
BROKEN_AFTER = timedelta(minutes=10)
BATCH = 50
EVENT_TYPE = "holdfast_message"


@dataclass(frozen=True, slots=True)
class Office:
    """What delivery works with. `client` must not retry by itself: a retry after a lost answer posts twice."""

    db: Database
    client: AsyncWebClient
    clock: Callable[[], datetime]
    default_zone: str
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Two rounds at once would each post a board that has no message yet."""


async def deliver_due(office: Office) -> int:
    """Say everything that is due now, oldest first; how many rows were looked at."""
    async with office.one_at_a_time:
        async with office.db.read() as tx:
            rows = await outbox.due(tx, office.clock(), BATCH)
        for row in rows:
            async with office.db.write() as tx:
                claimed = await outbox.claim(tx, row.id, office.clock())
            if claimed:
                await _deliver(office, row)
        return len(rows)


async def _deliver(office: Office, row: Outgoing) -> None:
    try:
        if row.operation is Kind.BOARD:
            await _show_board(office, row)
        else:
            ts = await _say(office, row.channel, row.payload or {}, row.key)
            await _sent(office, row, ts)
    except SlackApiError as failure:
        if "ts" in (row.payload or {}) and error_of(failure) in GONE:
            await _sent(office, row, None)
        else:
            await _refused(office, row, failure)
    except FAILURES as failure:
        await _again(office, row, RETRY_AFTER, type(failure).__name__)
    except Exception as mistake:
        # One row that cannot be rendered must not hold back the others.
        log.exception("delivery of %s broke", row.key)
        await _again(office, row, BROKEN_AFTER, type(mistake).__name__)


async def _show_board(office: Office, row: Outgoing) -> None:
    """Post the board, or bring it up to date in place. Rendered now, so the last word is always right."""
    async with office.db.read() as tx:
        sitting = await sittings.load(
            tx, row.workspace_id, row.subject_id or 0, now=office.clock(), default_zone=office.default_zone
        )
    if sitting is None:
        await _sent(office, row, None)
        return
    ts = await _update(office, sitting) if sitting.review.board_ts else None
    posted = ts or await _say(office, sitting.review.channel, board(sitting), row.key)
    async with office.db.write() as tx:
        if ts is None:
            await review_store.set_board_ts(tx, row.workspace_id, sitting.review.id, posted)
        await outbox.sent(tx, row.id, posted, office.clock())
        await outbox.obsolete_boards(tx, row.workspace_id, sitting.review.id, sitting.review.board_version)


async def _update(office: Office, sitting: Sitting) -> str | None:
    """Bring the posted board up to date; None when it is not there any more and must be posted anew."""
    review, message = sitting.review, board(sitting)
    try:
        answer = await office.client.chat_update(
            channel=review.channel, ts=str(review.board_ts), text=message["text"], blocks=message["blocks"]
        )
    except SlackApiError as failure:
        if error_of(failure) in GONE:
            return None
        raise
    return str(answer.get("ts") or review.board_ts)


async def _say(office: Office, channel: str, message: dict[str, Any], key: str) -> str:
    """Post a message; one that names a `ts` takes the place of what stands there."""
    if "ts" in message:
        answer = await office.client.chat_update(channel=channel, **message)
        return str(answer["ts"])
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
    answer = await office.client.chat_postMessage(channel=channel, metadata=metadata, **message)
    return str(answer["ts"])


async def _refused(office: Office, row: Outgoing, failure: SlackApiError) -> None:
    """Slack said no: later when it is busy or unreadable, never when it is a reason that stays."""
    status, error = status_of(failure), error_of(failure)
    if status == 429:
        await _again(office, row, retry_after(failure) or RETRY_AFTER, error or "ratelimited")
    elif error is None or status >= 500 or error in PASSING:
        await _again(office, row, RETRY_AFTER, error or f"HTTP {status}")
    else:
        await _failed(office, row, error)


async def _failed(office: Office, row: Outgoing, error: str) -> None:
    """Fail loudly: the log has the reason, and whoever leads the review is told once."""
    log.error("not delivered: %s to %s: %s", row.key, row.channel, error)
    async with office.db.write() as tx:
        await outbox.failed(tx, row.id, error)
        review = await review_store.by_id(tx, row.workspace_id, row.subject_id) if row.subject_id else None
        if review and review.facilitator != row.channel:
            text = f"I could not post in <#{row.channel}>: Slack says `{said(error, 80)}`. Is Holdfast still in it?"
            key = f"undelivered:{review.id}:{row.channel}:{error}"
            now = office.clock()
            await outbox.queue(
                tx,
                row.workspace_id,
                key=key,
                channel=review.facilitator,
                operation=Kind.POST,
                payload=tell(text),
                now=now,
            )


async def _again(office: Office, row: Outgoing, wait: timedelta, error: str) -> None:
    log.warning("delivery of %s waits %s: %s", row.key, wait, error)
    async with office.db.write() as tx:
        await outbox.requeue(tx, row.id, office.clock() + wait, error)


async def _sent(office: Office, row: Outgoing, ts: str | None) -> None:
    async with office.db.write() as tx:
        await outbox.sent(tx, row.id, ts, office.clock())


class Courier:
    """The loop that delivers: woken at each commit, and at least every `every` seconds."""

    def __init__(self, office: Office, *, every: float = 5.0) -> None:
        """A courier at rest; `run` starts it."""
        self._office = office
        self._every = every
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """There may be something to say."""
        self._woken.set()

    async def nudge(self) -> None:
        """The minute's sweep: whatever is due is looked for, in case a wake was lost."""
        self.wake()

    async def run(self) -> None:
        """Deliver until stopped. A broken round is logged and the next one tries again."""
        while not self._stopping:
            self._woken.clear()
            try:
                while await deliver_due(self._office) and not self._stopping:
                    pass
            except Exception:
                log.exception("a delivery round broke")
            await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=self._every)
        except TimeoutError:
            return

    def stop(self) -> None:
        """Finish the message at hand, then end `run`."""
        self._stopping = True
        self._woken.set()

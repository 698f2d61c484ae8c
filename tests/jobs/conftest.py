from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

from jobs.deliver_take import take
from jobs.delivery import Office, deliver_until_done
from reviews.decision import Change, Decision, Post, ShowBoard
from storage import outbox
from storage.database import Database
from storage.record import record
from storage.values import Say
from tests.builders import NOW, WS, account, review
from tests.databases import fresh_sqlite
from tests.jobs.slack_double import SlackDouble


@dataclass
class Desk:
    """A database, a Slack, and a clock to move; what is queued is delivered when asked."""

    db: Database
    slack: SlackDouble
    client: AsyncWebClient
    now: datetime = NOW
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = self.new_office()

    def new_office(self, **given: Any) -> Office:
        """A deliverer of its own on the same database; without pacing where a test is not about it."""
        usual = {"client": self.client, "clock": lambda: self.now, "default_zone": "UTC", "per_minute": None}
        return Office(self.db, **{**usual, **given})

    async def queue(self, key: str, channel: str, kind: Say, workspace_id: str = WS, **more: Any) -> None:
        """Put one row into the outbox."""
        payload = {"text": f"This is {key}", "blocks": []}
        async with self.db.write() as tx:
            given = {"payload": payload, "now": self.now, **more}
            await outbox.queue(tx, workspace_id, key=key, channel=channel, operation=kind, **given)

    async def decide(self, decision: Decision) -> None:
        async with self.db.write() as tx:
            await record(tx, WS, decision, by="U1", now=self.now)

    async def post(self, key: str, channel: str = "C1", review_id: int | None = None, **more: str) -> None:
        message = {"text": f"This is {key}", "blocks": [], **more}
        await self.decide(Decision(says=(Post(key, channel, message, review_id=review_id),)))

    async def open_review(self) -> None:
        """An account with an open review; its board is queued."""
        values = (account(), review(board_version=0))
        await self.decide(Decision(tuple(Change(None, value) for value in values), (ShowBoard(7),)))

    async def show_board(self) -> None:
        await self.decide(Decision(says=(ShowBoard(7),)))

    async def deliver(self) -> None:
        """Say all that is due now."""
        await deliver_until_done(self.office)

    async def take_and_die(self) -> None:
        """A deliverer takes what is due and is gone before it says any of it."""
        rows, _ = await take(self.new_office(), 99)
        assert rows

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    async def rows(self) -> dict[str, Any]:
        """Each row of the outbox by its key: its state, error, and when it may be said next."""
        async with self.db.read() as tx:
            found = await tx.execute(text("SELECT key, state, error, not_before, ts, attempts FROM outbox ORDER BY id"))
            return {row.key: row for row in found}

    async def states(self) -> dict[str, str]:
        return {key: row.state for key, row in (await self.rows()).items()}

    async def board_ts(self) -> str | None:
        async with self.db.read() as tx:
            ts: str | None = await tx.scalar(text("SELECT board_ts FROM reviews WHERE id = 7"))
            return ts


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.002)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    slack = SlackDouble()
    await slack.start()
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        client = AsyncWebClient(token="xoxb-1", base_url=slack.url, session=session, retry_handlers=[])
        yield Desk(db, slack, client)
    await db.close()
    await slack.stop()

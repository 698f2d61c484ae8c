"""What delivery works with, and what it has under way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.deliver_pace import Pace
from jobs.rooms import Rooms
from reviews.decision import Message
from storage.database import Database
from storage.values import Outgoing

CONCURRENCY = 8
PER_MINUTE = 200
QUARANTINE = timedelta(seconds=60)
"""Longer than a row waits for its turn and the client for an answer: a killed request can still land."""

Recheck = Callable[[AsyncConnection, Sequence[Outgoing]], Awaitable[dict[int, Message | None]]]
"""Nudges about to be said, by row id: another message instead, or None where nothing is left to ask."""
NothingLeft = Callable[[AsyncConnection, Outgoing], Awaitable[None]]
RenderAgain = Callable[[AsyncConnection, Outgoing], Awaitable[tuple[str, str, Message] | None]]
"""Where a nudge stands (channel and `ts`) and how it reads now; None where there is nothing to show."""


@dataclass(slots=True)
class AtWork:
    """The rows one office has taken and not yet noted an outcome of."""

    slots: asyncio.Semaphore
    rows: set[int] = field(default_factory=set)
    idle: asyncio.Event = field(default_factory=asyncio.Event)
    conversations: dict[tuple[str, str], str] = field(default_factory=dict)
    """Of people, as far as they were noted by this office."""
    looked: dict[int, int] = field(default_factory=dict)
    """How often a message of unknown fate was looked for in vain."""
    closing: bool = False
    """What has not begun is put back into the queue."""

    def taken(self, row_ids: Iterable[int]) -> None:
        """These are on their way."""
        self.rows.update(row_ids)
        self.idle.clear()

    def done(self, row_ids: Iterable[int]) -> None:
        """What became of these is written down."""
        self.rows.difference_update(row_ids)
        if not self.rows:
            self.idle.set()

    async def finished(self) -> None:
        """Returns when nothing is on its way."""
        if self.rows:
            await self.idle.wait()


@dataclass(frozen=True, slots=True)
class Office:
    """What delivery works with. `client` must not retry by itself: a retry after a lost answer posts twice.

    `per_minute` is a workspace's budget; 0 or None switches it and the second between messages off.
    `recheck` runs in one read transaction for a batch of nudges, `nothing_left` in the transaction that drops one,
    `render_again` in a read transaction.
    """

    db: Database
    client: AsyncWebClient
    clock: Callable[[], datetime]
    default_zone: str
    per_minute: int | None = PER_MINUTE
    concurrency: int = CONCURRENCY
    quarantine: timedelta = QUARANTINE
    recheck: Recheck | None = None
    nothing_left: NothingLeft | None = None
    render_again: RenderAgain | None = None
    pace: Pace = field(init=False)
    rooms: Rooms = field(init=False)
    under_way: AtWork = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pace", Pace(self.per_minute))
        object.__setattr__(self, "rooms", Rooms(self.db))
        object.__setattr__(self, "under_way", AtWork(asyncio.Semaphore(self.concurrency)))

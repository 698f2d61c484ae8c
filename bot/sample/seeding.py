"""Puts the sample world into a new database: first what was done, in one transaction, then the files of facts."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.world import TEAM_ID, users
from bot.sample.history import deeds
from bot.sample.numbering import Deed, how_many
from bot.sample.story import Story
from bot.sample.world import stories
from reviews.decision import Decision
from reviews.model import Review, ReviewState
from reviews.person_from_slack import person_from_slack
from storage import accounts, cadence, numbers, people
from storage.database import Database
from storage.record import record

log = logging.getLogger(__name__)
CHECKED = timedelta(days=14)
"""A review this old has had its progress check long ago."""


async def seed(db: Database, now: datetime) -> bool:
    """Whether the six customers were put in; a database that has customers is left as it is.

    Started again after it broke off, it goes on with what is missing.
    """
    today = now.astimezone(UTC).date()
    told = stories(today)
    return await write_history(db, told, now)


async def write_history(db: Database, told: tuple[Story, ...], now: datetime) -> bool:
    """The accounts with everything that was done about them, all of it or nothing; whether it was missing."""
    async with db.write() as tx:
        if await accounts.offered(tx, TEAM_ID, "", 1):
            return False
        first = {kind: await numbers.next_number(tx, TEAM_ID, kind, count) for kind, count in how_many(told).items()}
        for user in users("Holdfast", now):
            if person := person_from_slack(TEAM_ID, user, now):
                await people.save(tx, person)
        for deed in deeds(told, TEAM_ID, now.astimezone(UTC).date(), first):
            await _record(tx, deed, now)
    return True


async def _record(tx: AsyncConnection, deed: Deed, now: datetime) -> None:
    await record(tx, TEAM_ID, Decision(deed.changes), by=deed.by, now=deed.at)
    for review in (change.after for change in deed.changes):
        if isinstance(review, Review) and review.state is ReviewState.CLOSED and now - deed.at > CHECKED:
            # Nobody is told today what was checked long ago.
            await cadence.look_again(tx, Review, TEAM_ID, review.id, None)

"""Puts the sample world into a new database: first what was done, in one transaction, then the files of facts.

The files wait in that transaction too, so that whoever broke off in between goes on with those that are missing.
"""

from __future__ import annotations

import io
import logging
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.world import TEAM_ID, users
from bot.sample.files import FACTS, SOURCES, files
from bot.sample.history import deeds
from bot.sample.numbering import Deed, how_many
from bot.sample.past_health import remember
from bot.sample.story import Story
from bot.sample.world import stories
from jobs import importing
from jobs.import_ending import throw_away
from reviews.audit_entry import MYSELF
from reviews.date_calendar import DAY
from reviews.decision import Change, Decision
from reviews.imports.model import Choices, FileImport, ImportState
from reviews.model import Review, ReviewState
from reviews.person_from_slack import person_from_slack
from storage import accounts, cadence, imports, numbers, people
from storage.database import Database
from storage.record import record

log = logging.getLogger(__name__)
CHECKED: Final = timedelta(days=14)
"""A review this old has had its progress check long ago."""
_UNFINISHED: Final = frozenset({ImportState.CONFIRMED, ImportState.LOADING})


async def seed(db: Database, now: datetime) -> bool:
    """Put the six customers in; False where customers were there already. `now` is aware UTC.

    Only for a database that no bot has worked with: what broke off before is finished as of its own day.
    """
    new = await _write_history(db, now)
    async with db.read() as tx:
        known = await imports.latest(tx, TEAM_ID, MYSELF, len(FACTS))
    for import_ in sorted(known, key=lambda each: each.id):
        if import_.state in _UNFINISHED:
            await _load(db, import_, now)
    if new:
        await remember(db, TEAM_ID, now)
    return new


async def _write_history(db: Database, now: datetime) -> bool:
    """The accounts with everything that was done about them, all of it or nothing."""
    today = _day(now)
    told = stories(today)
    async with db.write() as tx:
        if await accounts.offered(tx, TEAM_ID, "", 1):
            return False
        for user in users("Holdfast", now):
            if person := person_from_slack(TEAM_ID, user, now):
                await people.save(tx, person)
        for deed in deeds(told, TEAM_ID, today, await _first_numbers(tx, told)):
            await _record(tx, deed, now)
        first = await numbers.next_number(tx, TEAM_ID, "import", len(FACTS))
        waiting = (
            FileImport(TEAM_ID, first + place, name, ImportState.CONFIRMED, MYSELF, now, source=SOURCES[name])
            for place, name in enumerate(FACTS)
        )
        await record(tx, TEAM_ID, Decision(tuple(Change(None, each) for each in waiting)), by=MYSELF, now=now)
    return True


async def _first_numbers(tx: AsyncConnection, told: tuple[Story, ...]) -> dict[str, int]:
    return {kind: await numbers.next_number(tx, TEAM_ID, kind, count) for kind, count in how_many(told).items()}


async def _record(tx: AsyncConnection, deed: Deed, now: datetime) -> None:
    await record(tx, TEAM_ID, Decision(deed.changes), by=deed.by, now=deed.at)
    for review in (change.after for change in deed.changes):
        if isinstance(review, Review) and review.state is ReviewState.CLOSED and now - deed.at > CHECKED:
            # Nobody is told today what was checked long ago.
            await cadence.look_again(tx, Review, TEAM_ID, review.id, None)


async def _load(db: Database, import_: FileImport, now: datetime) -> None:
    """One file, by the importer's own way."""
    if import_.state is ImportState.LOADING:
        await throw_away(db, TEAM_ID, import_.id, "It was broken off.", now, again=True)
    text = files(stories(_day(import_.at)))[import_.name].encode()
    source = importing.Source(
        lambda: io.BytesIO(text),
        import_.name,
        Choices(source=import_.source),
        speaks_for_all=True,
        reaches_to=_day(import_.at) - DAY,
    )
    report = await importing.load(db, source, import_, clock=lambda: now)
    if report.bad:
        log.error("%s of the sample world has bad lines, such as %s", import_.name, report.first_bad[0])


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()

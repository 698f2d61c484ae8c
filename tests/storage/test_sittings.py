"""A review is loaded with what is known of its customer while it is open, by the clock of the customer's owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from reviews.account_facts import AccountFacts
from reviews.model import ReviewState
from reviews.sitting import Sitting
from storage import people, sittings
from storage.database import Database
from tests.storage.examples import NOW, WS, account, keep, person, review
from tests.storage.fact_examples import incident, source_read, usage


async def loaded(db: Database, number: int = 1, *, default_zone: str = "UTC", lock: bool = False) -> Sitting:
    async with db.write() as tx:
        found = await sittings.load(tx, WS, number, now=NOW, default_zone=default_zone, lock=lock)
    assert found
    return found


@pytest.mark.parametrize("lock", [True, False])
async def test_an_open_review_comes_with_the_facts_of_its_own_customer(db: Database, lock: bool) -> None:
    ours, numbers, theirs = incident(1), usage(1), incident(2, account_id=2)
    await keep(db, account(), account(2), review(), ours, numbers, theirs)
    found = await loaded(db, lock=lock)
    assert found.facts == AccountFacts(found.today, incidents=(ours,), usage=(numbers,))


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
async def test_a_review_that_is_over_comes_without_facts_of_today(db: Database, state: ReviewState) -> None:
    await keep(db, account(), review(state=state, ended_at=NOW), incident(1))
    assert (await loaded(db)).facts is None


async def test_a_fact_taken_back_is_not_there_any_more(db: Database) -> None:
    await keep(db, account(), review(), replace(incident(1), withdrawn_at=NOW), source_read())
    found = (await loaded(db)).facts
    assert found
    assert found.incidents == ()
    assert len(found.reads) == 1


@pytest.mark.parametrize(
    ("own", "owners", "default", "zone"),
    [
        ("Pacific/Auckland", "Europe/Berlin", "UTC", "Pacific/Auckland"),
        (None, "Pacific/Auckland", "UTC", "Pacific/Auckland"),
        (None, None, "Pacific/Auckland", "Pacific/Auckland"),
    ],
)
async def test_the_day_and_the_hours_are_those_where_the_customer_is_looked_after(
    db: Database, own: str | None, owners: str | None, default: str, zone: str
) -> None:
    async with db.write() as tx:
        await people.save(tx, person(time_zone=owners))
    await keep(db, account(time_zone=own), review())
    found = await loaded(db, default_zone=default)
    assert found.zone == ZoneInfo(zone)
    assert found.today == NOW.astimezone(ZoneInfo(zone)).date()
    assert found.facts
    assert found.facts.today == found.today
    assert found.facts.since == found.today - timedelta(days=90)

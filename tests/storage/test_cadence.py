"""What the clock must look at of accounts and reviews, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviews.model import Account, Review, ReviewState
from storage import cadence
from storage.database import Database
from storage.record import record
from tests.storage.examples import NOW, WS, account, new, review

LATER = NOW + timedelta(days=9)


async def keep(db: Database, *values: Account | Review, ws: str = WS) -> None:
    async with db.write() as tx:
        await record(tx, ws, new(*values), by="U1", now=NOW)


async def test_what_was_written_is_to_be_looked_at_in_every_workspace(db: Database) -> None:
    await keep(db, account(), review())
    await keep(db, account(ws="T2"), ws="T2")
    async with db.read() as tx:
        assert sorted(await cadence.to_look_at(tx, Account, NOW, 9)) == [("T1", 1), ("T2", 1)]
        assert await cadence.to_look_at(tx, Review, NOW, 9) == [("T1", 1)]
        assert len(await cadence.to_look_at(tx, Account, NOW, 1)) == 1
        assert await cadence.to_look_at(tx, Account, NOW - timedelta(seconds=1), 9) == []
        assert await cadence.next_look(tx) == NOW


@pytest.mark.parametrize("kind", [Account, Review])
async def test_what_was_looked_at_waits_for_its_next_moment(db: Database, kind: type[Account] | type[Review]) -> None:
    await keep(db, account(), review())
    async with db.write() as tx:
        found = await cadence.held(tx, kind, WS, 1, NOW)
        assert found is not None
        assert (type(found[0]), found[1]) == (kind, NOW)
        await cadence.look_again(tx, kind, WS, 1, LATER)
        assert await cadence.held(tx, kind, WS, 1, NOW) is None
        assert await cadence.held(tx, kind, WS, 1, LATER) is not None
        await cadence.look_again(tx, kind, WS, 1, None)
        assert await cadence.held(tx, kind, WS, 1, LATER) is None


async def test_nothing_is_next_where_nothing_is_to_be_looked_at(db: Database) -> None:
    await keep(db, account())
    async with db.write() as tx:
        await cadence.look_again(tx, Account, WS, 1, None)
        assert await cadence.next_look(tx) is None


async def test_an_account_can_be_looked_at_anew_without_a_change_of_its_own(db: Database) -> None:
    await keep(db, account(), account(2))
    async with db.write() as tx:
        for number in (1, 2):
            await cadence.look_again(tx, Account, WS, number, None)
        await cadence.look_at_account(tx, WS, 2, LATER)
        assert await cadence.to_look_at(tx, Account, LATER, 9) == [(WS, 2)]


async def test_the_accounts_of_one_owner_are_looked_at_anew(db: Database) -> None:
    await keep(db, account(), account(2, owner="U2"), account(3, paused_at=NOW), account(4, ws=WS))
    async with db.write() as tx:
        for number in (1, 2, 3, 4):
            await cadence.look_again(tx, Account, WS, number, None)
        await cadence.look_at_accounts_of(tx, "T2", "U1", NOW)
        assert await cadence.to_look_at(tx, Account, NOW, 9) == []
        await cadence.look_at_accounts_of(tx, WS, "U1", NOW)
        assert sorted(await cadence.to_look_at(tx, Account, NOW, 9)) == [(WS, 1), (WS, 4)]


async def test_the_version_that_was_summed_up_is_kept_without_an_audit_entry(db: Database) -> None:
    await keep(db, account(), review())
    async with db.write() as tx:
        await cadence.set_summarised(tx, WS, 1, 5)
        found = await cadence.held(tx, Review, WS, 1, NOW)
        assert found is not None
        assert found[0].summarised_version == 5
        assert found[1] == NOW


@pytest.mark.parametrize(
    ("state", "later"), [(ReviewState.OPEN, True), (ReviewState.CLOSED, True), (ReviewState.ABANDONED, False)]
)
async def test_a_later_review_counts_unless_it_was_given_up(db: Database, state: ReviewState, later: bool) -> None:
    first = review(state=ReviewState.CLOSED, ended_at=NOW)
    await keep(db, account(), account(2), first, review(2, state=state), review(3, account_id=2))
    async with db.read() as tx:
        assert await cadence.has_later(tx, WS, first) is later


async def test_accounts_are_listed_as_their_reviews_come_with_paused_ones_last(db: Database) -> None:
    days = {1: date(2027, 1, 5), 2: date(2026, 11, 20), 4: date(2026, 11, 20)}
    await keep(db, *(account(number, next_review_on=days.get(number)) for number in range(1, 5)))
    await keep(db, account(5, next_review_on=date(2020, 1, 1), paused_at=NOW))
    await keep(db, account(ws="T2"), ws="T2")
    async with db.read() as tx:
        found, total = await cadence.next_reviews(tx, WS, 4)
        assert ([each.id for each in found], total) == ([2, 4, 1, 3], 5)
        assert [each.id for each in (await cadence.next_reviews(tx, WS, 9))[0]][-1] == 5

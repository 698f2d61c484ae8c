"""A gap over several accounts is open on each of them, and stays one gap."""

from __future__ import annotations

import pytest

from reviews.customer import GapAccount
from reviews.decision import Change, Decision
from reviews.model import GapState
from reviews.rights import Actor, Reach, Standing
from storage import gap_accounts, gaps
from storage.database import Database
from storage.record import record
from tests.storage.examples import NOW, WS, account, gap, keep


@pytest.fixture
async def shared(db: Database) -> Database:
    """Gap 1 of account 1, also at 2 and 3; gap 2 of account 2 alone. Account 3 is private."""
    links = [GapAccount(WS, 1, number, "U1", NOW) for number in (2, 3)]
    accounts = [account(1), account(2), account(3, is_private=True, owner="U9")]
    await keep(db, *accounts, gap(1), gap(2, account_id=2), *links)
    return db


async def test_a_shared_gap_is_open_on_each_of_its_accounts_once(shared: Database) -> None:
    async with shared.read() as tx:
        found = {n: [each.id for each in await gaps.open_on(tx, WS, n)] for n in (1, 2, 3, 4)}
        listed = {n: await gaps.page(tx, WS, n, 0, 9) for n in (1, 2, 3)}
        every, total = await gaps.page(tx, WS, None, 0, 9)
    assert found == {1: [1], 2: [1, 2], 3: [1], 4: []}
    assert {n: ([each.id for each in page], count) for n, (page, count) in listed.items()} == {
        1: ([1], 1),
        2: ([1, 2], 2),
        3: ([1], 1),
    }
    assert ([each.id for each in every], total) == ([1, 2], 2)


async def test_a_gap_taken_off_an_account_is_not_open_there(shared: Database) -> None:
    link = GapAccount(WS, 1, 2, "U1", NOW)
    async with shared.write() as tx:
        over = GapAccount(WS, 1, 2, "U1", NOW, NOW)
        await record(tx, WS, Decision((Change(link, over),)), by="U1", now=NOW)
    async with shared.read() as tx:
        assert [each.id for each in await gaps.open_on(tx, WS, 2)] == [2]
        assert await gap_accounts.others(tx, WS, [1, 2]) == {1: (3,)}
        assert [each.account_id for each in await gap_accounts.links(tx, WS, 1)] == [2, 3]


async def test_a_closed_gap_is_open_nowhere(shared: Database) -> None:
    async with shared.write() as tx:
        one = await gaps.by_id(tx, WS, 1, lock=True)
        assert one is not None
        closed = gap(1, state=GapState.CLOSED, ended_at=NOW, ended_by="U1")
        await record(tx, WS, Decision((Change(one, closed),)), by="U1", now=NOW)
    async with shared.read() as tx:
        assert await gaps.open_on(tx, WS, 3) == []


async def test_others_are_shown_to_who_may_see_them(shared: Database) -> None:
    stranger = Actor(WS, "U5", Standing.MEMBER)
    leader = Actor(WS, "U5", Standing.MEMBER, leads=Reach.ALL)
    async with shared.read() as tx:
        others = (await gap_accounts.others(tx, WS, [1]))[1]
        assert others == (2, 3)
        seen = {
            who.leads: [each.id for each in await gap_accounts.accounts_of(tx, WS, others, viewer=who)]
            for who in (stranger, leader)
        }
        asked_there = await gap_accounts.accounts_of(tx, WS, others, viewer=stranger, here="C3")
        everything = await gap_accounts.accounts_of(tx, WS, others)
    assert seen == {None: [2], Reach.ALL: [2, 3]}
    assert [each.id for each in asked_there] == [each.id for each in everything] == [2, 3]

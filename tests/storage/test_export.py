"""What a file of a list or of the book holds: everything somebody may see, in the list's order, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reviews.model import ActionState, GapState, Question, ReviewState, Stage
from reviews.rights import Actor, Reach, Standing
from storage import export
from storage.database import Database
from storage.values import ActionFilter
from tests.storage.examples import NOW, WS, account, action, gap, gap_account, keep, mark, review

TODAY = NOW.date()
NINA = Actor(WS, "U1", Standing.MEMBER)
KIM = Actor(WS, "U5", Standing.MEMBER)
LEADER = replace(KIM, leads=Reach.REPORTS, reports=frozenset({"U1"}))
ADMIN = replace(KIM, is_admin=True)


async def listed(db: Database, wanted: export.Listed) -> list[int]:
    async with db.read() as tx:
        return [item.id async for item in export.items(tx, wanted)]


async def book(db: Database, viewer: Actor, here: str | None = None) -> list[Any]:
    async with db.read() as tx:
        return [entry async for entry in export.book(tx, WS, viewer, here, TODAY)]


async def test_a_list_longer_than_what_is_read_at_once_comes_whole_and_longest_late_first(db: Database) -> None:
    many = export.BATCH * 2 + 7
    await keep(db, account(), *(action(n, review_id=None, due=TODAY - timedelta(days=n)) for n in range(1, many + 1)))
    assert await listed(db, export.live_actions(WS, ActionFilter(), NINA, None)) == list(range(many, 0, -1))


async def test_a_list_leaves_out_what_somebody_may_not_see_and_what_has_ended(db: Database) -> None:
    hidden = account(2, is_private=True, owner="U2")
    theirs = [action(2, account_id=2, owner="U2", review_id=None), gap(2, account_id=2, owner="U2")]
    ended = [action(3, review_id=None, state=ActionState.DONE), gap(3, state=GapState.CLOSED)]
    await keep(db, account(), hidden, action(1, review_id=None), gap(1), *theirs, *ended)
    await keep(db, account(ws="T2"), action(9, ws="T2", review_id=None), gap(9, ws="T2"), ws="T2")
    for viewer, seen in ((KIM, [1]), (ADMIN, [1, 2])):
        assert sorted(await listed(db, export.live_actions(WS, ActionFilter(), viewer, None))) == seen
        assert sorted(await listed(db, export.open_gaps(WS, None, viewer, None))) == seen
    assert await listed(db, export.open_gaps(WS, 2, KIM, None)) == []
    assert await listed(db, export.open_gaps(WS, 2, KIM, "C2")) == [2]


async def test_who_is_named_in_a_list_is_known_before_it_is_written(db: Database) -> None:
    blocked = action(1, review_id=None, owner="U2", logged_by="U3", state=ActionState.BLOCKED, blocked_by="U4")
    await keep(db, account(), blocked, action(2, account_id=None, review_id=None, owner="U2", logged_by="U2"))
    async with db.read() as tx:
        wanted = export.live_actions(WS, ActionFilter(), NINA, None)
        found = {each async for each in export.named(tx, wanted)}
    assert found == {(1, ("U2", "U3", "U4")), (None, ("U2", "U2", None))}


async def test_the_book_is_ones_own_a_leaders_is_their_peoples_and_an_admins_is_everybodys(db: Database) -> None:
    customers = [account(1, owner="U1"), account(2, owner="U5"), account(3, owner="U9", is_private=True)]
    await keep(db, *customers)
    await keep(db, account(1, ws="T2", owner="U1"), ws="T2")
    for viewer, numbers in ((NINA, [1]), (KIM, [2]), (LEADER, [1, 2]), (ADMIN, [1, 2, 3])):
        assert [entry.account.id for entry in await book(db, viewer)] == numbers
    assert await book(db, replace(ADMIN, standing=Standing.GUEST)) == []


async def test_a_customer_in_the_book_has_its_last_closed_review_and_what_is_open_and_late(db: Database) -> None:
    older = review(1, state=ReviewState.CLOSED, ended_at=NOW - timedelta(days=90))
    newer = review(2, state=ReviewState.CLOSED, ended_at=NOW - timedelta(days=2))
    running = review(3, state=ReviewState.OPEN)
    dues = [action(n, review_id=None, due=TODAY + timedelta(days=n - 2)) for n in (1, 2, 3)]
    done = action(4, review_id=None, due=TODAY - timedelta(days=9), state=ActionState.DONE)
    await keep(db, account(stage=Stage.LIVE), older, newer, running, *dues, done, gap(1), gap(2))
    await keep(db, mark(review_id=1), mark(Question.RELIABILITY, review_id=2))
    (entry,) = await book(db, NINA)
    assert (entry.open_gaps, entry.open_actions, entry.late_actions) == (2, 3, 1)
    assert entry.last == newer
    assert [each.question for each in entry.marks] == [Question.RELIABILITY]


async def test_a_gap_that_customers_share_is_open_at_each_of_them_until_it_is_not(db: Database) -> None:
    await keep(db, *(account(n) for n in (1, 2, 3)), gap(1), gap(2, account_id=2, state=GapState.CLOSED))
    await keep(db, gap_account(2), gap_account(3, ended_at=NOW), gap_account(1, gap_id=2))
    assert [entry.open_gaps for entry in await book(db, NINA)] == [1, 1, 0]


async def test_a_book_longer_than_what_is_read_at_once_comes_whole_by_name(db: Database) -> None:
    many = export.BATCH + 3
    await keep(db, *(account(n, name=f"Customer {9999 - n}", channel=f"C{n}") for n in range(1, many + 1)))
    assert [entry.account.id for entry in await book(db, NINA)] == list(range(many, 0, -1))

"""What Home asks the tables: in the order the rules give, a page at a time, and only what its viewer may see."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from reviews.home import PAGE_SIZES, Part, urgency, worst_first
from reviews.home import Urgency as Trouble
from reviews.model import Action, ActionState, Gap, GapState, MarkColour, Question, ReviewState, Stage
from reviews.rights import Actor, Reach, Standing
from storage import home_books, home_items, homes
from storage.database import Database
from tests.storage.examples import NOW, WS, account, action, gap, keep, mark, review

TODAY = date(2026, 11, 24)


def member(user_id: str = "U1", **fields: Any) -> Actor:
    return Actor(WS, user_id, Standing.MEMBER, **fields)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


async def test_my_open_items_come_in_the_order_of_the_rules_on_every_page(db: Database) -> None:
    dice = random.Random(4)
    states = [ActionState.OPEN, ActionState.BLOCKED, ActionState.WAITING]
    mine: list[Action | Gap] = [
        action(n, owner="U1", due=days(dice.randint(-4, 4)), state=dice.choice(states)) for n in range(1, 31)
    ]
    mine += [gap(n, owner="U1", update_on=days(dice.randint(-2, 2)) if n % 4 else None) for n in range(1, 9)]
    await keep(db, account(), *mine, action(40, owner="U2"), action(41, owner="U1", state=ActionState.DONE))
    await keep(db, gap(40, owner="U1", state=GapState.CLOSED))
    found = []
    async with db.read() as tx:
        for page in range(1, 6):
            listed = await home_items.mine(tx, WS, "U1", TODAY, page)
            assert (listed.total, listed.page) == (38, page)
            assert listed.late == sum(urgency(each, TODAY) is Trouble.LATE for each in mine)
            found += [row.item for row in listed.rows]
    assert found == worst_first(mine, TODAY)


async def test_a_page_that_has_gone_is_the_first(db: Database) -> None:
    await keep(db, account(), action(1, owner="U1"))
    async with db.read() as tx:
        listed = await home_items.mine(tx, WS, "U1", TODAY, 9)
    assert (len(listed.rows), listed.page, listed.rows[0].account) == (1, 1, "Northwind 1")


async def test_i_wait_for_what_i_logged_for_what_is_on_my_customers_and_for_who_holds_me_up(db: Database) -> None:
    theirs = account(2, owner="U2", channel="C2")
    await keep(db, account(owner="U1"), theirs)
    await keep(
        db,
        action(1, owner="U2", logged_by="U3", due=days(5)),
        action(2, owner="U2", logged_by="U1", account_id=2, due=days(-1)),
        action(3, owner="U2", logged_by="U1", account_id=1, due=days(6)),
        action(4, owner="U1", state=ActionState.BLOCKED, blocked_by="U2", due=days(7)),
        action(5, owner="U2", logged_by="U3", account_id=2),
        action(6, owner="U1"),
        gap(1, owner=None, logged_by="U3", update_on=days(3)),
        gap(2, owner="U1", logged_by="U1"),
    )
    async with db.read() as tx:
        listed = await home_items.waiting(tx, WS, member(), TODAY, 1)
    assert [f"{type(row.item).__name__}{row.item.id}" for row in listed.rows] == [
        *("Action2", "Action4", "Gap1", "Action1", "Action3")
    ]
    assert (listed.total, listed.late) == (5, 1)


async def test_what_i_logged_on_a_private_customer_of_others_is_not_shown_to_me(db: Database) -> None:
    await keep(db, account(owner="U2", is_private=True), action(1, owner="U2", logged_by="U1"))
    async with db.read() as tx:
        hidden = await home_items.waiting(tx, WS, member(), TODAY, 1)
        admin = await home_items.waiting(tx, WS, member(is_admin=True), TODAY, 1)
    assert (hidden.total, admin.total) == (0, 1)


async def test_customers_come_with_the_marks_of_their_last_closed_review_mine_by_date_a_leader_s_worst_first(
    db: Database,
) -> None:
    await keep(
        db,
        account(1, next_review_on=days(9)),
        account(2, next_review_on=days(-3), channel="C2"),
        account(3, next_review_on=days(30), channel="C3"),
        account(4, next_review_on=days(-3), channel="C4"),
        account(5, channel="C5", stage=Stage.GONE),
        account(6, channel="C6", owner="U2"),
    )
    closed: dict[str, Any] = {"state": ReviewState.CLOSED, "account_id": 3}
    await keep(
        db,
        review(1, ended_at=NOW - timedelta(days=99), **closed),
        review(2, ended_at=NOW - timedelta(days=9), **closed),
        review(4, account_id=4),
    )
    await keep(
        db,
        mark(Question.USAGE, review_id=2, colour=MarkColour.RED),
        mark(Question.OWNERS, review_id=2, colour=MarkColour.GREEN),
        mark(Question.USAGE, review_id=1, colour=MarkColour.GREEN),
        action(1, account_id=1, due=days(-1)),
    )
    async with db.read() as tx:
        mine = await home_books.own(tx, WS, "U1", TODAY, 1)
        book = await home_books.of_team(tx, WS, member(leads=Reach.REPORTS), TODAY, 1)
    assert [line.account.id for line in mine.lines.rows] == [2, 4, 1, 3]
    assert (mine.lines.total, mine.lines.late) == (4, 1)
    assert [line.account.id for line in book.lines.rows] == [3, 2, 1, 4]
    assert (book.lines.total, book.lines.late, book.red, book.unreviewed, book.late_items) == (4, 1, 1, 2, 1)
    worst = book.lines.rows[0]
    assert worst == mine.lines.rows[3]
    assert worst.marks == {Question.USAGE: MarkColour.RED, Question.OWNERS: MarkColour.GREEN}
    assert worst.reviewed_at == NOW - timedelta(days=9)
    assert [line.open_since for line in book.lines.rows] == [None, None, None, NOW]


async def test_a_leader_sees_the_customers_of_their_reports_a_leader_of_all_sees_all(db: Database) -> None:
    owners = {1: "U2", 2: "U3", 3: None, 4: "U9", 5: "U1"}
    await keep(db, *(account(n, owner=who, channel=f"C{n}", is_private=n == 4) for n, who in owners.items()))
    of_reports = member(leads=Reach.REPORTS, reports=frozenset({"U2", "U3"}))
    async with db.read() as tx:
        few = await home_books.of_team(tx, WS, of_reports, TODAY, 1)
        every = await home_books.of_team(tx, WS, member(leads=Reach.ALL), TODAY, 1)
    assert {line.account.id for line in few.lines.rows} == {1, 2, 3, 5}
    assert every.lines.total == 5


async def test_a_book_is_read_page_by_page_and_its_counts_stay(db: Database) -> None:
    size = PAGE_SIZES[Part.BOOK]
    await keep(db, *(account(n, channel=f"C{n}", next_review_on=days(n - 5)) for n in range(1, size * 2 + 2)))
    seen = []
    async with db.read() as tx:
        for page in (1, 2, 3):
            book = await home_books.own(tx, WS, "U1", TODAY, page)
            assert (book.lines.total, book.lines.late) == (size * 2 + 1, 4)
            seen += [line.account.id for line in book.lines.rows]
    assert seen == list(range(1, size * 2 + 2))


async def test_the_first_opening_is_kept_whoever_tells_of_it_again(db: Database) -> None:
    async with db.write() as tx:
        assert await homes.first_opened(tx, WS, "U1") is None
        await homes.note_opened(tx, WS, "U1", NOW)
        await homes.note_opened(tx, WS, "U1", NOW + timedelta(days=1))
        assert await homes.first_opened(tx, WS, "U1") == NOW
        assert await homes.first_opened(tx, WS, "U2") is None

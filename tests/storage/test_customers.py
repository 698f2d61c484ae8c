"""Questions about a customer's people and goals, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reviews.customer import GoalState, Level
from reviews.model import ReviewState
from storage import contacts, goals, sittings
from storage.database import Database
from storage.errors import ConflictError
from storage.record import record
from tests.storage.examples import NOW, WS, account, contact, goal, goal_reading, keep, new, review

TODAY = date(2026, 11, 24)
ENDED: dict[str, Any] = {"state": GoalState.MISSED, "ended_at": NOW}


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


async def test_who_left_though_they_spoke_for_us_comes_first_and_who_else_left_last(db: Database) -> None:
    await keep(
        db,
        account(),
        contact(1, name="Mia", level=Level.USER),
        contact(2, name="Gone", left_on=TODAY, level=Level.EXECUTIVE),
        contact(3, name="Zoe", sponsor=True),
        contact(4, name="Tom", champion=True, left_on=TODAY),
        contact(5, name="Eve", level=Level.EXECUTIVE),
        contact(6, name="Abe", level=Level.EXECUTIVE),
        contact(7, name="Raj", champion=True, level=Level.USER),
        contact(8, name="Who"),
        contact(9, name="Max", level=Level.MANAGER),
    )
    async with db.read() as tx:
        names = [each.name for each in await contacts.on_account(tx, WS, 1)]
        pages = [await contacts.page(tx, WS, 1, offset, 4) for offset in (0, 4, 8)]
        assert await contacts.count_on(tx, WS, 1) == 7
    assert names == ["Tom", "Zoe", "Raj", "Abe", "Eve", "Max", "Mia", "Who", "Gone"]
    assert [each.name for page, _ in pages for each in page] == names
    assert {total for _, total in pages} == {9}


async def test_people_and_goals_of_another_customer_are_not_counted(db: Database) -> None:
    await keep(db, account(), account(2, channel="C2"), contact(1, account_id=2, sponsor=True), goal(1, account_id=2))
    async with db.read() as tx:
        assert await contacts.page(tx, WS, 1, 0, 9) == ([], 0)
        assert await contacts.sponsors_on(tx, WS, 1) == []
        assert await contacts.count_on(tx, WS, 2) == 1
        assert await goals.open_on(tx, WS, 1) == []
        assert await goals.count_on(tx, WS, 2) == 1


async def test_a_sponsor_who_is_there_comes_before_one_who_left(db: Database) -> None:
    await keep(db, account(), contact(1, sponsor=True, left_on=TODAY), contact(2, name="Eve", sponsor=True), contact(3))
    async with db.read() as tx:
        assert [each.id for each in await contacts.sponsors_on(tx, WS, 1)] == [2, 1]


async def test_champions_who_left_are_told_the_latest_first(db: Database) -> None:
    await keep(
        db,
        account(),
        *(contact(n, champion=True, left_on=days(-n)) for n in (3, 1, 2)),
        contact(4, champion=True),
        contact(5, left_on=TODAY),
    )
    async with db.read() as tx:
        assert [each.id for each in await contacts.champions_left(tx, WS, 1)] == [1, 2, 3]


async def test_open_goals_come_soonest_first_and_those_without_a_day_last(db: Database) -> None:
    await keep(
        db,
        account(),
        goal(1),
        goal(2, due=days(90)),
        goal(3, due=days(-3)),
        goal(4, **ENDED),
        goal(5, state=GoalState.WITHDRAWN, ended_at=NOW),
        goal(6, **(ENDED | {"ended_at": NOW + timedelta(days=1)})),
    )
    async with db.read() as tx:
        assert [each.id for each in await goals.open_on(tx, WS, 1)] == [3, 2, 1]
        assert await goals.count_on(tx, WS, 1) == 3
        shown, total = await goals.page(tx, WS, 1, 0, 9)
        assert ([each.id for each in shown], total) == ([3, 2, 1, 6, 4], 5)
        assert [each.id for each in (await goals.page(tx, WS, 1, 2, 2))[0]] == [1, 6]
        assert [each.id for each in await goals.ended_since(tx, WS, 1, NOW + timedelta(hours=1))] == [6]
        assert [each.id for each in await goals.ended_since(tx, WS, 1, NOW)] == [4, 6]


async def test_readings_come_by_goal_oldest_first_with_all_their_places(db: Database) -> None:
    await keep(
        db,
        account(),
        goal(1, baseline=0.1, target=1e12),
        goal(2),
        goal_reading(22.25, day=days(-1)),
        goal_reading(30, day=days(-9), note="before"),
        goal_reading(5, goal_id=2),
    )
    async with db.read() as tx:
        found = await goals.readings(tx, WS, [1, 2, 3])
        assert {number: [each.value for each in read] for number, read in found.items()} == {1: [30, 22.25], 2: [5]}
        assert await goals.readings(tx, WS, []) == {}
        on = await goals.reading_on(tx, WS, 1, days(-9))
        assert on
        assert (on.value, on.note) == (30, "before")
        assert await goals.reading_on(tx, WS, 1, TODAY) is None
        stored = await goals.by_id(tx, WS, 1)
        assert stored
        assert (stored.baseline, stored.target) == (0.1, 1e12)


async def test_a_goal_has_one_reading_a_day(db: Database) -> None:
    await keep(db, account(), goal(), goal_reading(22))
    with pytest.raises(ConflictError):
        async with db.write() as tx:
            await record(tx, WS, new(goal_reading(23)), by="U2", now=NOW)


async def test_a_review_is_loaded_with_the_open_goals_and_those_that_ended_since_the_last_one(db: Database) -> None:
    then = NOW - timedelta(days=91)
    await keep(
        db,
        account(),
        review(1, state=ReviewState.CLOSED, started_at=then, ended_at=then),
        review(2, last_review_id=1),
        goal(1, baseline=40.0, target=10.0),
        goal(2, state=GoalState.MISSED, ended_at=then - timedelta(days=1)),
        goal(3, state=GoalState.REACHED, ended_at=NOW),
        goal(4, due=days(-1)),
        goal(5, state=GoalState.WITHDRAWN, ended_at=NOW),
        goal_reading(22, day=days(-1)),
    )
    async with db.read() as tx:
        found = await sittings.load(tx, WS, 2, now=NOW, default_zone="UTC")
        first = await sittings.load(tx, WS, 1, now=NOW, default_zone="UTC")
    assert found
    assert [(each.goal.id, each.late, each.percent) for each in found.open_goals] == [(4, True, None), (1, False, 60)]
    assert [each.goal.id for each in found.ended_goals] == [3]
    assert first
    assert first.ended_goals == ()

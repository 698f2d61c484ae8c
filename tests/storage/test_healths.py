"""How customers fare is kept with its history, looked at when it is due, and told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from reviews.facts import FactKind
from reviews.model import MarkColour
from storage import health_looks, healths, migrations
from storage.database import Database
from storage.health_looks import Look
from storage.record import record
from tests.storage.examples import NOW, WS, account, action, keep, mark, new, review, turned
from tests.storage.fact_examples import incident, source_read
from tests.storage.health_examples import DAY, health, health_day, health_settings
from tests.storage.test_cost import heard

SOON = timedelta(seconds=1)


@pytest.fixture
async def two(db: Database) -> Database:
    """Two customers who were looked at and are looked at again tomorrow; and the same numbers elsewhere."""
    for ws in (WS, "T2"):
        await keep(db, account(1, ws=ws), account(2, ws=ws), ws=ws)
        async with db.write() as tx:
            await health_looks.look_again(tx, ws, {1: NOW + DAY, 2: NOW + DAY})
    return db


async def due(db: Database, now: Any = NOW) -> list[Look]:
    async with db.read() as tx:
        return await health_looks.due(tx, now, 99)


async def save(db: Database, *saved: Any) -> None:
    async with db.write() as tx:
        await healths.save_all(tx, [each if isinstance(each, tuple) else (each, None) for each in saved])


async def test_what_is_kept_is_what_was_saved(two: Database) -> None:
    whole = health(was=MarkColour.GREEN, alerted=MarkColour.YELLOW, alert_at=NOW, read={"parts": [["usage", 41, 0.5]]})
    await save(two, (whole, health_day()), health(2, score=None, mark=MarkColour.UNKNOWN))
    async with two.read() as tx:
        assert await healths.of_account(tx, WS, 1) == whole
        assert await healths.of_account(tx, WS, 3) is None
        assert set(await healths.of_accounts(tx, WS, [1, 2, 3])) == {1, 2}
        assert (await healths.as_kept(tx, WS, [1]))[1] == replace(whole, read={})
        assert await healths.days(tx, WS, 1, NOW.date()) == [health_day()]
        assert await healths.of_account(tx, "T2", 1) is None


async def test_a_later_health_takes_the_place_of_the_one_before_and_a_day_that_of_the_same_day(two: Database) -> None:
    await save(two, (health(), health_day()))
    await save(two, (health(score=71, mark=MarkColour.GREEN), health_day(score=71)))
    await save(two, (health(score=72), health_day(day=NOW.date() + DAY)))
    async with two.read() as tx:
        kept = await healths.of_account(tx, WS, 1)
        assert kept is not None
        assert kept.score == 72
        assert [each.score for each in await healths.days(tx, WS, 1, date(2020, 1, 1))] == [71, 58]


async def test_a_day_in_the_past_is_answered_by_the_last_change_before_it(two: Database) -> None:
    on = [NOW.date() - n * DAY for n in (30, 9)]
    await save(two, *((health(), health_day(day=day, score=score)) for day, score in zip(on, (80, 60), strict=True)))
    async with two.read() as tx:
        asked = [on[0] - DAY, on[0], on[1] - DAY, on[1], NOW.date()]
        found = [await healths.day_before(tx, WS, 1, day) for day in asked]
        assert [each and each.score for each in found] == [None, 80, 80, 60, 60]
        assert {number: each.day for number, each in (await healths.last_days(tx, WS, [1, 2])).items()} == {1: on[1]}


async def test_what_crossed_a_level_is_untold_until_it_is_told(two: Database) -> None:
    later, quiet = health(mark=MarkColour.RED, alert_at=NOW), health(2)
    elsewhere = health(2, ws="T2", alert_at=NOW - DAY)
    await save(two, later, quiet, elsewhere, health(1, ws="T2", alert_at=NOW + DAY))
    async with two.write() as tx:
        found = await healths.untold(tx, NOW, 9, lock=True)
        assert [(each.workspace_id, each.account_id) for each in found] == [("T2", 2), (WS, 1)]
        await healths.told(tx, WS, [1, 2])
        assert [each.workspace_id for each in await healths.untold(tx, NOW, 9)] == ["T2"]
        kept = await healths.of_accounts(tx, WS, [1, 2])
    assert (kept[1].alerted, kept[1].alert_at) == (MarkColour.RED, None)
    assert kept[2].alerted is None


async def test_what_a_workspace_has_set_comes_back(two: Database) -> None:
    async with two.write() as tx:
        assert await healths.settings(tx, WS) is None
        await record(tx, WS, new(health_settings()), by="U1", now=NOW)
        await record(tx, WS, turned(health_settings(), health_settings(repair_days=60)), by="U1", now=NOW)
        assert await healths.settings(tx, WS, lock=True) == health_settings(repair_days=60)
        assert await healths.settings(tx, "T2") is None


async def test_a_customer_is_looked_at_at_the_earlier_of_two_moments(two: Database) -> None:
    async with two.write() as tx:
        await healths.look(tx, WS, [1, 0], NOW + 2 * DAY)
        await healths.look(tx, WS, [2], NOW)
    assert [each.account_id for each in await due(two)] == [2]
    first, *others = await due(two, NOW + DAY)
    assert (first.workspace_id, first.account_id, len(others)) == (WS, 2, 3)


async def test_whoever_has_seen_less_does_not_take_a_later_word_for_done(two: Database) -> None:
    seen = await due(two, NOW + DAY)
    async with two.write() as tx:
        # The moment is the same: only how often it was asked for tells that something is new.
        await healths.look(tx, WS, [1], NOW + DAY)
    async with two.write() as tx:
        assert await health_looks.held(tx, WS, [each for each in seen if each.workspace_id == WS]) == {2}


async def test_a_health_that_was_told_or_computed_meanwhile_is_not_as_it_was_read(two: Database) -> None:
    before = {1: health(alert_at=NOW, alerted=MarkColour.YELLOW), 2: health(2)}
    await save(two, *before.values())
    async with two.write() as tx:
        assert await healths.unchanged(tx, WS, {**before, 3: None}) == {1, 2, 3}
        await healths.told(tx, WS, [1])
        await healths.save(tx, replace(before[2], computed_at=NOW + SOON))
        assert await healths.unchanged(tx, WS, {**before, 3: None}) == {3}
        assert await healths.unchanged(tx, WS, {1: None}) == set()


async def test_other_weights_are_looked_at_in_their_workspace_only(two: Database) -> None:
    await keep(two, health_settings())
    assert {(each.workspace_id, each.account_id) for each in await due(two)} == {(WS, 1), (WS, 2)}


async def test_a_board_that_is_worked_on_touches_no_health_until_it_is_closed(two: Database) -> None:
    await keep(two, review(account_id=2))
    async with two.write() as tx:
        await health_looks.look_again(tx, WS, {2: NOW + DAY})
        await record(tx, WS, new(mark()), by="U1", now=NOW)
    assert await due(two) == []


async def test_a_word_of_one_customer_touches_it_and_one_of_all_waits_for_the_night(two: Database) -> None:
    await keep(two, source_read(account_id=2, source="slack"), source_read(kind=FactKind.TICKET))
    assert [each.account_id for each in await due(two)] == [2]


async def test_a_new_fact_costs_one_statement_more(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    await keep(db, account())
    async with db.write() as tx:
        with heard(tx) as said:
            await record(tx, WS, new(incident()), by="U1", now=NOW)
            await record(tx, WS, new(action()), by="U1", now=NOW)
    await db.close()
    asked = [statement for statement, _ in said if "health_looks" in statement]
    assert (len(asked), len(set(asked))) == (2, 1)


async def test_two_who_hold_the_same_customers_wait_for_nobody(two: Database) -> None:
    """On PostgreSQL the second leaves them out; SQLite lets one write after the other."""
    seen = [each for each in await due(two, NOW + DAY) if each.workspace_id == WS]
    held, go = asyncio.Event(), asyncio.Event()

    async def first() -> set[int]:
        async with two.write() as tx:
            found = await health_looks.held(tx, WS, seen)
            held.set()
            await go.wait()
            return found

    async def second() -> set[int]:
        await held.wait()
        asyncio.get_running_loop().call_later(0.05, go.set)
        async with two.write() as tx:
            return await health_looks.held(tx, WS, seen)

    mine, theirs = await asyncio.gather(first(), second())
    async with two.read() as tx:
        is_sqlite = tx.dialect.name == "sqlite"
    assert (mine, theirs) == ({1, 2}, {1, 2} if is_sqlite else set())


async def test_among_many_who_sleep_only_those_who_are_due_are_read(two: Database) -> None:
    async with two.write() as tx:
        plan_of = "EXPLAIN" if tx.dialect.name != "sqlite" else "EXPLAIN QUERY PLAN"
        if tx.dialect.name != "sqlite":
            await tx.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await tx.execute(text(f"{plan_of} SELECT 1 FROM health_looks WHERE look_at <= '2026-11-24'"))
        assert "ix_health_looks_look_at" in str(plan.all())


async def test_customers_from_before_there_was_health_are_looked_at_at_once(url: str) -> None:
    db = Database.open(url)
    await keep(db, account(1), replace(account(2), created_at=None))
    migrations.downgrade(url, "0004")
    migrations.upgrade(url)
    assert {each.account_id for each in await due(db)} == {1, 2}
    await db.close()

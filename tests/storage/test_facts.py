"""What counts of what is known of a customer, and how far back it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from reviews.account_facts import AccountFacts
from reviews.facts import FACT_OF_KIND, FactKind
from reviews.imports.model import ImportState
from storage import facts, source_reads
from storage.database import Database
from tests.databases import Postgres
from tests.storage.examples import NOW, WS, account, contact, keep
from tests.storage.fact_examples import (
    DAY,
    TODAY,
    contract,
    file_import,
    incident,
    one_of_each,
    source_read,
    survey,
    ticket,
    touch,
    usage,
)
from tests.storage.test_cost import heard

WEEK = timedelta(days=7)


async def known(db: Database, account_id: int = 1) -> AccountFacts:
    async with db.read() as tx:
        return await facts.of_account(tx, WS, account_id, TODAY)


def ids(found: tuple[Any, ...]) -> list[int]:
    return [each.id for each in found]


async def test_every_kind_comes_back_as_it_was_kept(db: Database) -> None:
    first, used, asked, met, answered, signed = kept = one_of_each()
    dana, read = contact(), source_read()
    await keep(db, account(), *kept, dana, read)
    assert await known(db) == AccountFacts(
        TODAY,
        incidents=(first,),
        usage=(used,),
        tickets=(asked,),
        touches=(met,),
        surveys=(answered,),
        contract=signed,
        people=(dana,),
        reads=(read,),
    )


async def test_an_incident_without_a_fix_is_read_however_long_ago_it_began(db: Database) -> None:
    await keep(db, account(), incident(1, started_at=NOW - 30 * WEEK), incident(2, started_at=NOW - 130 * WEEK))
    assert ids((await known(db)).incidents) == [1]


async def test_a_fact_of_a_file_that_is_not_wholly_in_is_found_by_no_number(db: Database) -> None:
    await keep(db, account(), file_import(1, state=ImportState.LOADING), incident(1, import_id=1), incident(2))
    async with db.read() as tx:
        assert await facts.by_id(tx, WS, FactKind.INCIDENT, 1) is None
        assert await facts.by_id(tx, WS, FactKind.INCIDENT, 2) is not None


async def test_facts_of_two_quarters_are_read_and_older_ones_are_not(db: Database) -> None:
    inside, outside = NOW - 25 * WEEK, NOW - 27 * WEEK
    await keep(
        db,
        account(),
        *(incident(n, started_at=at, fixed_at=NOW) for n, at in enumerate((inside, outside, NOW), 1)),
        *(touch(n, at=at) for n, at in enumerate((inside, outside, NOW), 1)),
        *(ticket(n, opened_at=at, solved_at=NOW) for n, at in enumerate((inside, outside, NOW), 1)),
        *(survey(n, at=at) for n, at in enumerate((NOW - 52 * WEEK, NOW - 55 * WEEK, NOW), 1)),
        *(usage(n, ends_on=TODAY - n * 30 * DAY) for n in (1, 26, 29)),
        *(usage(100 + n, team="Finance", ends_on=TODAY - n * 30 * DAY) for n in (1, 5, 7)),
    )
    found = await known(db)
    for each in (found.incidents, found.touches, found.tickets, found.surveys):
        assert ids(each) == [3, 1]
    assert ids(found.usage) == [1, 101, 105, 26]


async def test_a_ticket_that_is_open_is_known_however_old_it_is(db: Database) -> None:
    long_ago = NOW - 900 * DAY
    await keep(db, account(), ticket(1, opened_at=long_ago), ticket(2, opened_at=long_ago, solved_at=NOW), ticket(3))
    assert ids((await known(db)).tickets) == [3, 1]


async def test_the_newest_contract_counts(db: Database) -> None:
    old = contract(2, as_of=NOW - DAY, value=1)
    await keep(db, account(), old, contract(1, value=2), contract(3, as_of=NOW - 2 * DAY, value=3))
    found = (await known(db)).contract
    assert found is not None
    assert found.value == 2


@pytest.mark.parametrize("state", ImportState)
async def test_what_came_with_a_file_counts_once_the_file_is_wholly_in(db: Database, state: ImportState) -> None:
    await keep(db, account(), file_import(state=state), *one_of_each(import_id=1))
    counts = state is ImportState.DONE
    found = await known(db)
    for each in (found.incidents, found.usage, found.tickets, found.touches, found.surveys):
        assert len(each) == counts
    assert (found.contract is not None) is counts
    async with db.read() as tx:
        assert await facts.has_any(tx, WS, 1) is counts
        assert bool(await facts.latest_usage(tx, WS, 1)) is counts


@pytest.mark.parametrize("kind", FactKind)
async def test_a_fact_that_was_taken_back_counts_nowhere_and_is_still_found_by_its_number(
    db: Database, kind: FactKind
) -> None:
    (fact,) = (each for each in one_of_each(withdrawn_at=NOW) if isinstance(each, FACT_OF_KIND[kind]))
    await keep(db, account(), fact)
    assert await known(db) == AccountFacts(TODAY)
    async with db.write() as tx:
        assert await facts.by_id(tx, WS, kind, fact.id, lock=True) == fact
        assert await facts.by_id(tx, WS, kind, 99) is None
        assert not await facts.has_any(tx, WS, 1)


@pytest.mark.parametrize("kind", FactKind)
async def test_one_fact_of_any_kind_is_something_known(db: Database, kind: FactKind) -> None:
    (fact,) = (each for each in one_of_each() if isinstance(each, FACT_OF_KIND[kind]))
    await keep(db, account(), account(2), fact)
    async with db.read() as tx:
        assert await facts.has_any(tx, WS, 1)
        assert not await facts.has_any(tx, WS, 2)


async def test_another_customers_facts_are_not_read(db: Database) -> None:
    await keep(db, account(), account(2), *one_of_each(account_id=2), source_read(account_id=2))
    assert await known(db) == AccountFacts(TODAY)


async def test_the_last_word_on_use_is_that_of_the_team_asked_for(db: Database) -> None:
    older = usage(1, ends_on=TODAY - 60 * DAY)
    newest, finance = usage(2, ends_on=TODAY - 30 * DAY), usage(3, team="Finance", ends_on=TODAY)
    await keep(db, account(), older, newest, finance)
    async with db.read() as tx:
        found = [await facts.latest_usage(tx, WS, 1, team) for team in ("", "Finance", "Ops")]
    assert found == [newest, finance, None]


async def test_a_source_that_was_read_again_says_more_and_one_read_late_says_no_less(db: Database) -> None:
    first = source_read(covers_until=TODAY - 5 * DAY)
    later = source_read(covers_until=TODAY, read_at=NOW + DAY)
    old_file = source_read(covers_until=TODAY - 90 * DAY, read_at=NOW + 2 * DAY, by="U2")
    for read in (first, later, old_file):
        async with db.write() as tx:
            await source_reads.upsert(tx, [read])
    async with db.read() as tx:
        assert await source_reads.of_account(tx, WS, 7) == [replace(old_file, covers_until=TODAY)]


async def test_a_source_of_one_customer_says_nothing_of_another(db: Database) -> None:
    of_all, own = source_read(source="status"), source_read(account_id=1)
    async with db.write() as tx:
        await source_reads.upsert(tx, [of_all, own])
        await source_reads.upsert(tx, [])
    async with db.read() as tx:
        assert set(await source_reads.of_account(tx, WS, 1)) == {of_all, own}
        assert await source_reads.of_account(tx, WS, 2) == [of_all]


MANY_TICKETS = """
    INSERT INTO tickets (workspace_id, id, account_id, subject, opened_at, solved_at, source, source_id, as_of,
                         noted_by, noted_at, reopened, day_only)
    SELECT 'T1', n, n % 20 + 1, 'x', timestamptz '2026-11-24' - n * interval '2 hours', CASE WHEN n % 999 > 0
           THEN now() END, 'desk', 'd' || n, now(), 'U1', now(), 0, false
    FROM generate_series(1, 40000) AS n
"""


@pytest.fixture(scope="module")
def crowded_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL that knows of 40,000 tickets of twenty customers, nine years back."""
    with postgres.fresh() as url:
        asyncio.run(crowd(url))
        yield url


async def crowd(url: str) -> None:
    db = Database.open(url)
    await keep(db, *(account(number) for number in range(1, 21)))
    async with db.write() as tx:
        for statement in (MANY_TICKETS, "ANALYZE tickets"):
            await tx.execute(text(statement))
    await db.close()


async def test_in_sqlite_too_open_tickets_are_not_looked_for_through_all_that_ever_were(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    async with db.read() as tx:
        with heard(tx) as said:
            await facts.of_account(tx, WS, 1, TODAY)
        asked = [each for each in said if "FROM tickets" in each[0]]
        plans = [await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values) for sql, values in asked]
    await db.close()
    steps = [next(str(row[-1]) for row in plan) for plan in plans]
    assert ["opened_at>?" in steps[0], "solved_at=?" in steps[1]] == [True, True], steps


async def test_what_a_brief_reads_follows_the_window_and_not_what_there_is(crowded_url: str) -> None:
    db = Database.open(crowded_url)
    async with db.read() as tx:
        with heard(tx) as said:
            found = await facts.of_account(tx, WS, 1, TODAY)
        plans = [await tx.exec_driver_sql(f"EXPLAIN {sql}", values) for sql, values in said if "FROM tickets" in sql]
    await db.close()
    assert len(plans) == 2
    assert 100 < len(found.tickets) < 200
    for plan in plans:
        steps = " ".join(str(row[0]) for row in plan)
        assert "Seq Scan on tickets" not in steps
        assert "_opened_at" in steps or "_solved_at" in steps

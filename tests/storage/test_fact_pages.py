"""Facts of a customer, counted and paged; and which of their changes its history tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from reviews.fact_list import SourceCount
from reviews.facts import FactKind, Incident
from reviews.imports.model import ImportState
from storage import audit, fact_pages
from storage.database import Database
from storage.record import record
from storage.rows import to_row
from storage.tables import incidents
from tests.storage.examples import NOW, WS, account, keep, turned
from tests.storage.fact_examples import DAY, TODAY, file_import, incident, one_of_each, source_read, ticket, usage

SINCE = TODAY - timedelta(days=90)
BEGINS = NOW - timedelta(days=90)


async def counted(db: Database, account_id: int = 1) -> dict[tuple[FactKind, str], SourceCount]:
    async with db.read() as tx:
        found = await fact_pages.counts(tx, WS, account_id, SINCE, BEGINS)
    assert len({(each.kind, each.source) for each in found}) == len(found)
    return {(each.kind, each.source): each for each in found}


async def listed(db: Database, kind: FactKind, offset: int = 0, limit: int = 9, team: str | None = None) -> Any:
    async with db.read() as tx:
        return await fact_pages.page(tx, WS, 1, kind, offset, limit, team)


async def test_every_kind_is_counted_by_the_source_it_came_from(db: Database) -> None:
    await keep(
        db,
        account(),
        *one_of_each(),
        incident(2, source="slack", started_at=NOW - 200 * DAY),
        incident(3, started_at=NOW - DAY),
        usage(2, ends_on=TODAY - 300 * DAY),
    )
    found = await counted(db)
    assert {kind for kind, _ in found} == set(FactKind)
    assert found[FactKind.INCIDENT, "zendesk"] == SourceCount(FactKind.INCIDENT, "zendesk", 2, 2, NOW - DAY)
    assert found[FactKind.INCIDENT, "slack"] == SourceCount(FactKind.INCIDENT, "slack", 1, 0, NOW - 200 * DAY)
    assert found[FactKind.USAGE, "zendesk"] == SourceCount(FactKind.USAGE, "zendesk", 2, 1, TODAY - 24 * DAY)


async def test_what_was_taken_back_and_what_is_of_a_file_not_wholly_in_counts_nowhere(db: Database) -> None:
    files = [
        file_import(number, state=state) for number, state in enumerate((ImportState.DONE, ImportState.LOADING), 1)
    ]
    await keep(
        db,
        account(),
        *files,
        incident(1, import_id=1),
        incident(2, import_id=2, started_at=NOW),
        incident(3, withdrawn_at=NOW, started_at=NOW),
        ticket(1, import_id=2),
        ticket(2),
        ticket(3, solved_at=NOW),
    )
    found = await counted(db)
    assert found[FactKind.INCIDENT, "zendesk"].total == 1
    facts, total = await listed(db, FactKind.INCIDENT)
    assert ([fact.id for fact in facts], total) == ([1], 1)
    async with db.read() as tx:
        assert await fact_pages.open_tickets(tx, WS, 1) == 1
        shown = [await fact_pages.known(tx, WS, FactKind.INCIDENT, number) for number in (1, 2, 3, 4)]
    assert [fact.id if fact else None for fact in shown] == [1, None, 3, None]


async def test_a_page_begins_with_the_newest_and_the_last_holds_the_oldest(db: Database) -> None:
    many = [incident(number, started_at=NOW - number * DAY) for number in range(1, 6)]
    same_moment = incident(6, started_at=NOW - DAY)
    elsewhere = incident(7, account_id=2, started_at=NOW)
    await keep(db, account(), account(2), *many, same_moment, elsewhere)
    first, total = await listed(db, FactKind.INCIDENT, 0, 4)
    last, _ = await listed(db, FactKind.INCIDENT, 4, 4)
    assert [fact.id for fact in (*first, *last)] == [6, 1, 2, 3, 4, 5]
    assert (len(first), total) == (4, 6)


async def test_use_is_listed_for_one_team_or_for_the_whole_account(db: Database) -> None:
    await keep(db, account(), usage(1), usage(2, team="Finance"), usage(3, team="Finance"), usage(4, team="Ops"))
    for team, ids in ((None, {1, 2, 3, 4}), ("", {1}), ("Finance", {2, 3}), ("Nobody", set())):
        facts, total = await listed(db, FactKind.USAGE, team=team)
        assert ({fact.id for fact in facts}, total) == (ids, len(ids))
    async with db.read() as tx:
        assert await fact_pages.teams(tx, WS, 1, 9) == ["", "Finance", "Ops"]
        assert await fact_pages.teams(tx, WS, 1, 2) == ["", "Finance"]


async def test_each_kind_comes_back_as_it_was_kept(db: Database) -> None:
    kept = one_of_each()
    await keep(db, account(), *kept)
    for kind, fact in zip(FactKind, kept, strict=True):
        assert await listed(db, kind) == ([fact], 1)


async def history(db: Database, account_id: int = 1) -> list[tuple[str, str]]:
    async with db.read() as tx:
        refs = await audit.refs_of_account(tx, WS, account_id)
        entries, total = await audit.page(tx, WS, refs, 0, 99, facts_of=account_id)
    assert total == len(entries)
    return [(entry.kind, entry.ref) for entry in entries]


async def test_a_customers_history_tells_of_its_own_facts_and_what_was_said_of_its_sources(db: Database) -> None:
    typed = incident(1, source="slack", source_id="1")
    await keep(db, account(), account(2), typed, ticket(5), incident(2, account_id=2), source_read(account_id=1))
    async with db.write() as tx:
        change = turned(typed, replace(typed, fixed_at=NOW))
        await record(tx, WS, change, by="U1", now=NOW, deed="changed")
    assert await history(db) == [
        ("incident", "1"),
        ("source_read", "incident/zendesk/1"),
        ("ticket", "5"),
        ("incident", "1"),
        ("account", "1"),
    ]
    assert await history(db, 2) == [("incident", "2"), ("account", "2")]
    async with db.read() as tx:
        _, alone = await audit.page(tx, WS, {"incident": ["1"]}, 0, 9)
    assert alone == 2


async def test_the_history_of_a_customer_whose_many_facts_came_with_a_file_holds_only_what_changed(
    db: Database,
) -> None:
    await keep(db, account(), file_import())
    first = incident(1, import_id=1)
    async with db.write() as tx:
        await tx.execute(incidents.insert(), _rows(first, 400))
    async with db.write() as tx:
        change = turned(first, replace(first, what="Export of the month failed"))
        await record(tx, WS, change, by="U1", now=NOW, deed="import:1")
    assert await history(db) == [("incident", "1"), ("account", "1")]


def _rows(first: Incident, many: int) -> list[dict[str, Any]]:
    """Facts as a file brings them in: without an entry each in the audit trail."""
    each = [replace(first, id=number, source_id=f"z{number}") for number in range(1, many + 1)]
    return [to_row(fact) for fact in each]

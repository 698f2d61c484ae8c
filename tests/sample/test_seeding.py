"""The sample world comes into a database once, whole, and by the product's own ways."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.practice.world import TEAM_ID
from bot.sample import seeding
from bot.sample.seeding import seed
from bot.sample.story import Story
from reviews.audit_entry import MYSELF
from reviews.imports.model import FileImport, ImportState
from storage import accounts, cadence, imports, sittings, source_reads
from storage import reviews as review_store
from storage.database import Database
from storage.tables import metadata
from tests.databases import fresh_sqlite, postgres_server
from tests.sample.when import NOW, TODAY

FACT_TABLES = {
    "incidents": "incidents",
    "usage_snapshots": "usage",
    "tickets": "tickets",
    "touches": "touches",
    "survey_answers": "surveys",
    "contract_facts": "deals",
}


class BrokenOffError(Exception):
    """The process ended in the middle."""


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    """What a database holds."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


def everything(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    return {table.name: rows(path, f"SELECT * FROM {table.name} ORDER BY 1, 2") for table in metadata.sorted_tables}


@pytest.fixture
def path(world: Database, tmp_path: Path) -> Path:
    """Where the world lies."""
    return tmp_path / "world.db"


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Path]:
    """A database that nobody has used."""
    fresh_sqlite(tmp_path / "new.db")
    return tmp_path / "new.db"


async def test_every_fact_is_there(path: Path, told: dict[str, Story]) -> None:
    for table, part in FACT_TABLES.items():
        found = rows(path, f"SELECT count(*) AS n FROM {table} WHERE withdrawn_at IS NULL")
        assert found[0]["n"] == sum(len(getattr(story, part)) for story in told.values()), table
    files = rows(path, "SELECT state, bad, rows, new FROM imports")
    assert {each["state"] for each in files} == {"done"}
    assert [each["bad"] for each in files] == [0] * 6
    assert all(each["rows"] == each["new"] for each in files)


async def test_a_fact_says_what_its_story_says(path: Path, told: dict[str, Story]) -> None:
    found = rows(path, "SELECT a.name, t.* FROM tickets t JOIN accounts a ON a.id = t.account_id ORDER BY opened_at")
    stored = {(each["name"], each["subject"], each["kind"], each["workflow"], each["requester"]) for each in found}
    assert stored == {
        (name, each.subject, each.kind.value, each.workflow, each.requester)
        for name, story in told.items()
        for each in story.tickets
    }
    usage = rows(path, "SELECT * FROM usage_snapshots WHERE account_id = 1 AND team = 'finance' ORDER BY ends_on")
    assert [each["active_30"] for each in usage] == [
        each.active_30 for each in told["Northwind"].usage if each.team == "finance"
    ]
    assert '"invoices approved"' in usage[-1]["key_actions"]
    incidents = rows(path, "SELECT * FROM incidents WHERE account_id = 1 ORDER BY started_at")
    assert [each["started_at"][:16] for each in incidents] == [
        f"{each.started_at:%Y-%m-%d %H:%M}" for each in told["Northwind"].incidents
    ]
    values = rows(path, "SELECT value FROM contract_facts WHERE account_id = 1 ORDER BY starts_on")
    assert [each["value"] for each in values] == [deal.value for deal in told["Northwind"].deals]


@pytest.mark.parametrize("begun", [datetime(2027, 1, 1, 0, 5, tzinfo=UTC), datetime(2027, 6, 12, 23, 50, tzinfo=UTC)])
async def test_the_files_are_taken_in_whole_on_whatever_day_it_begins(new: Path, begun: datetime) -> None:
    database = Database.open(f"sqlite:///{new}")
    await seed(database, begun)
    await database.close()
    assert {(each["state"], each["bad"]) for each in rows(new, "SELECT state, bad FROM imports")} == {("done", 0)}


async def test_it_goes_into_postgresql_as_well(told: dict[str, Story]) -> None:
    with postgres_server() as server, server.fresh() as url:
        database = Database.open(url)
        assert await seed(database, NOW) is True
        assert await seed(database, NOW) is False
        async with database.read() as tx:
            files = await imports.latest(tx, TEAM_ID, MYSELF, 10)
        await database.close()
    found = {each.name: each.new for each in files if each.state is ImportState.DONE}
    assert found["tickets.csv"] == sum(len(story.tickets) for story in told.values())
    assert len(found) == 6


async def test_conversations_are_with_the_people_we_know(path: Path) -> None:
    found = rows(path, "SELECT person, contact_id, level, took_part FROM touches")
    assert [each for each in found if each["contact_id"] is None or each["level"] is None] == []
    assert {each["took_part"] for each in found} == {None, "attended", "declined", "absent"}


async def test_every_source_speaks_until_yesterday(world: Database) -> None:
    async with world.read() as tx:
        found = await source_reads.of_account(tx, TEAM_ID, 3)
    assert len({each.kind for each in found}) == 6
    assert {each.covers_until for each in found} == {TODAY - timedelta(days=1)}


async def test_putting_it_in_twice_changes_nothing(world: Database, path: Path) -> None:
    before = everything(path)
    assert await seed(world, NOW + timedelta(days=3)) is False
    assert everything(path) == before


async def test_a_database_with_a_customer_is_left_alone(new: Path, world: Database) -> None:
    with closing(sqlite3.connect(new)) as connection:
        connection.execute(
            "INSERT INTO accounts (workspace_id, id, name, name_key, is_private) VALUES (?, 1, 'Own', 'own', 0)",
            (TEAM_ID,),
        )
        connection.commit()
    database = Database.open(f"sqlite:///{new}")
    assert await seed(database, NOW) is False
    await database.close()
    assert [each["name"] for each in rows(new, "SELECT name FROM accounts")] == ["Own"]


async def test_what_broke_off_while_it_was_told_has_left_nothing(new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = 0
    record = seeding.record

    async def breaks_off(*given: Any, **named: Any) -> None:
        nonlocal told
        told += 1
        if told == 100:
            raise BrokenOffError
        await record(*given, **named)

    monkeypatch.setattr(seeding, "record", breaks_off)
    database = Database.open(f"sqlite:///{new}")
    with pytest.raises(BrokenOffError):
        await seed(database, NOW)
    assert rows(new, "SELECT * FROM accounts") == []
    monkeypatch.undo()
    assert await seed(database, NOW) is True
    await database.close()
    assert len(rows(new, "SELECT * FROM accounts")) == 6


@pytest.mark.parametrize("broken", [0, 1, 4])
async def test_what_broke_off_between_the_files_goes_on_as_of_its_own_day(
    new: Path, path: Path, broken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    load = seeding.importing.load

    async def breaks_off(database: Database, source: Any, import_: FileImport, **named: Any) -> Any:
        if len(loaded) == broken:
            raise BrokenOffError
        loaded.append(import_.name)
        return await load(database, source, import_, **named)

    monkeypatch.setattr(seeding.importing, "load", breaks_off)
    database = Database.open(f"sqlite:///{new}")
    with pytest.raises(BrokenOffError):
        await seed(database, NOW)
    monkeypatch.undo()
    assert await seed(database, NOW + timedelta(days=2)) is False
    await database.close()
    for table in FACT_TABLES:
        facts = [each | {"noted_at": "", "as_of": ""} for each in everything(new)[table]]
        whole = [each | {"noted_at": "", "as_of": ""} for each in everything(path)[table]]
        assert facts == whole, table


async def test_a_file_that_broke_off_in_its_middle_is_taken_in_whole(new: Path, path: Path, monkeypatch: Any) -> None:
    async def never_ends(*_given: Any) -> bool:
        raise BrokenOffError

    monkeypatch.setattr(seeding.importing, "finish", never_ends)
    monkeypatch.setattr(seeding.importing, "throw_away", never_ends)
    database = Database.open(f"sqlite:///{new}")
    with pytest.raises(BrokenOffError):
        await seed(database, NOW)
    assert rows(new, "SELECT state FROM imports ORDER BY id")[0]["state"] == "loading"
    monkeypatch.undo()
    await seed(database, NOW + timedelta(seconds=20))
    async with database.read() as tx:
        files = await imports.latest(tx, TEAM_ID, MYSELF, 10)
    await database.close()
    assert {each.state for each in files} == {ImportState.DONE}
    assert len(everything(new)["incidents"]) == len(everything(path)["incidents"])


async def test_the_last_review_of_northwind_is_what_the_next_begins_with(world: Database) -> None:
    async with world.read() as tx:
        account = await accounts.by_channel(tx, TEAM_ID, "C0NORTHWND")
        assert account
        last = await sittings.last_time(tx, TEAM_ID, account.id)
        history = await review_store.marks_history(tx, TEAM_ID, account.id, 10)
    assert last
    assert last.review.quarter == "Q3 2026"
    assert [(each.state, each.moves) for each in last.promised].count(("done", 0)) == 3
    assert [each.due for each in last.promised if each.moves == 2] == [date(2026, 11, 19)]
    assert len(history) == 7
    assert all(len(marks) == 4 for _, marks in history)


async def test_no_review_of_old_is_looked_at_again(world: Database) -> None:
    async with world.read() as tx:
        waiting = await cadence.to_look_at(tx, review_store.Review, NOW, 100)
    assert len(waiting) == 1

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, create_engine, event, inspect, select, text
from sqlalchemy.engine import Engine

from reviews.model import Action, ActionState, Gap
from storage import accounts, actions, migrations, people, planning
from storage.database import Database
from storage.errors import DatabaseUrlError
from storage.record import record
from storage.tables import SCHEMA_VERSION, metadata
from storage.urls import read_url, sync_url
from tests.storage.examples import NOW, turned
from tests.storage.test_tenancy import fill_both, rows_of


def migration(revision: str) -> Any:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    return ScriptDirectory.from_config(config).get_revision(revision).module


OF_THE_FIRST: list[str] = migration("0001").PARENTS_FIRST
LOOKED_AT: tuple[str, ...] = migration("0002").LOOKED_AT


def engine_of(url: str) -> Engine:
    return create_engine(sync_url(read_url(url)))


def index_of(index: Any) -> tuple[Any, ...]:
    options = index.get("dialect_options", {})
    rule = str(options.get("sqlite_where", options.get("postgresql_where")))
    return index["name"], index["column_names"], bool(index["unique"]), rule


def counts_on(connection: Connection, table: str) -> bool:
    """Whether SQLite never gives a number of a row that is gone again; the other database never does."""
    if connection.dialect.name != "sqlite":
        return True
    made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
    return "AUTOINCREMENT" in str(made)


def described(connection: Connection) -> dict[str, Any]:
    """Everything the database itself says about its tables, names included."""
    look: Inspector = inspect(connection)
    facts: dict[str, Any] = {}
    for table in sorted(set(look.get_table_names()) - {"alembic_version"}):
        facts[table] = {
            "columns": [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in look.get_columns(table)],
            "counts on": counts_on(connection, table),
            "key": look.get_pk_constraint(table),
            "foreign": sorted(look.get_foreign_keys(table), key=lambda one: str(one["name"])),
            "checks": sorted((str(c["name"]), c["sqltext"]) for c in look.get_check_constraints(table)),
            "indexes": sorted(map(index_of, look.get_indexes(table))),
        }
    return facts


def test_the_tables_the_code_knows_are_those_of_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA_VERSION]


def test_migrations_make_exactly_the_tables_the_code_describes(empty_url: str) -> None:
    engine = engine_of(empty_url)
    migrations.upgrade(empty_url)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        migrated = described(connection)
    migrations.downgrade(empty_url, "base")
    with engine.begin() as connection:
        assert described(connection) == {}
        metadata.create_all(connection)
        assert described(connection) == migrated
    engine.dispose()


async def test_tables_with_data_in_them_go_down_and_up_again(url: str) -> None:
    await fill_both(url)
    migrations.downgrade(url, "base")
    assert migrations.current(url) is None
    migrations.upgrade(url)
    assert migrations.current(url) == SCHEMA_VERSION
    await fill_both(url)


def rows_by_name(url: str, table: str) -> list[dict[str, Any]]:
    """Every workspace's rows with their columns' names, in one order."""
    engine = engine_of(url)
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
    engine.dispose()
    return sorted(rows, key=repr)


def only(rows: list[dict[str, Any]], names: Iterable[str]) -> list[dict[str, Any]]:
    return sorted(({name: row[name] for name in names} for row in rows), key=repr)


def test_one_version_back_are_exactly_the_tables_of_that_version(empty_url: str) -> None:
    engine = engine_of(empty_url)
    migrations.upgrade(empty_url, "0001")
    with engine.begin() as connection:
        first = described(connection)
    assert sorted(first) == sorted(OF_THE_FIRST)
    migrations.upgrade(empty_url)
    migrations.downgrade(empty_url, "0001")
    with engine.begin() as connection:
        assert without_order(described(connection)) == without_order(first)
    engine.dispose()


def without_order(facts: dict[str, Any]) -> dict[str, Any]:
    return {table: fact | {"columns": sorted(fact["columns"])} for table, fact in facts.items()}


def all_rows(url: str) -> dict[str, list[dict[str, Any]]]:
    return {table: rows_by_name(url, table) for table in OF_THE_FIRST}


async def test_the_tables_go_one_version_back_and_on_again_with_their_data(url: str) -> None:
    await fill_both(url)
    before = all_rows(url)
    migrations.downgrade(url, "0001")
    back = all_rows(url)
    migrations.upgrade(url)
    on_again = all_rows(url)
    assert all(back.values())
    for table, rows in back.items():
        assert rows == only(what_the_first_can_hold(table, before[table]), rows[0])
        assert only(on_again[table], rows[0]) == rows


def what_the_first_can_hold(table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """An action that waits is blocked there; only posts and boards are said there; all else is as it was."""
    if table == "actions":
        return [row | {"state": "blocked" if row["state"] == "waiting" else row["state"]} for row in rows]
    return [row for row in rows if table != "outbox" or row["operation"] in {"post", "board"}]


async def test_an_action_that_waits_goes_back_as_blocked_and_nudges_go_away(url: str) -> None:
    await fill_both(url)
    assert [row["state"] for row in rows_by_name(url, "actions") if row["id"] == 2] == ["waiting"] * 2
    assert [row["key"] for row in rows_by_name(url, "outbox")].count("nudge:2") == 2
    migrations.downgrade(url, "0001")
    assert [row["state"] for row in rows_by_name(url, "actions") if row["id"] == 2] == ["blocked"] * 2
    assert [row["key"] for row in rows_by_name(url, "outbox")] == ["board:1:2"] * 2


async def test_what_was_there_before_the_clock_is_looked_at_by_its_first_sweep(url: str) -> None:
    await fill_both(url)
    migrations.downgrade(url, "0001")
    began = datetime.now(UTC).replace(microsecond=0)
    migrations.upgrade(url)
    db = Database.open(url)
    async with db.read() as tx:
        for table in map(metadata.tables.__getitem__, LOOKED_AT):
            moments = (await tx.scalars(select(table.c.look_at))).all()
            assert moments
            assert all(began <= moment <= datetime.now(UTC) for moment in moments), table.name
    await db.close()


async def test_what_was_there_before_the_clock_is_looked_at_once_and_not_at_every_tick(url: str) -> None:
    await fill_both(url)
    migrations.downgrade(url, "0001")
    migrations.upgrade(url)
    db = Database.open(url)
    for kind in (Action, Gap):
        async with db.write() as tx:
            found = await planning.to_look_at(tx, kind, datetime.now(UTC), 99)
            assert found
            await planning.look_again(tx, kind, [(item, seen, None) for item, seen in found])
            assert await planning.to_look_at(tx, kind, datetime.now(UTC), 99) == []
    await db.close()


async def test_what_was_there_before_the_clock_is_read_and_changed_like_what_comes_after(url: str) -> None:
    await fill_both(url)
    migrations.downgrade(url, "0001")
    migrations.upgrade(url)
    db = Database.open(url)
    async with db.write() as tx:
        account = await accounts.by_id(tx, "T1", 1)
        action = await actions.by_id(tx, "T1", 2)
        assert account is not None
        assert action is not None
        assert (account.rhythm_months, account.next_review_on, account.paused_at) == (3, None, None)
        assert (action.state, action.wake_on, action.touched_at) == (ActionState.BLOCKED, None, None)
        waiting = replace(action, state=ActionState.WAITING)
        await record(tx, "T1", turned(action, waiting), by="U1", now=NOW)
        assert await actions.by_id(tx, "T1", 2) == replace(waiting, touched_at=NOW)
        (person,) = await people.by_ids(tx, "T1", ["U1"])
        assert not person.is_admin
    await db.close()


async def test_migrating_again_changes_nothing_and_keeps_the_data(url: str) -> None:
    await fill_both(url)
    db = Database.open(url)
    before = await rows_of(db, "T1")
    migrations.upgrade(url)
    assert await rows_of(db, "T1") == before
    await db.close()


async def test_a_reference_left_hanging_stops_the_migration_and_takes_it_back(sqlite_url: str) -> None:
    await fill_both(sqlite_url)
    migrations.downgrade(sqlite_url, "0001")
    engine = engine_of(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM accounts WHERE workspace_id = 'T1'"))
    with pytest.raises(RuntimeError, match="references to rows that are not there"):
        migrations.upgrade(sqlite_url)
    engine.dispose()


def test_a_migration_that_breaks_off_leaves_nothing_behind(empty_url: str) -> None:
    def break_off(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "CREATE TABLE outbox" in statement:
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", break_off)
    try:
        with pytest.raises(ZeroDivisionError):
            migrations.upgrade(empty_url)
    finally:
        event.remove(Engine, "before_cursor_execute", break_off)
    assert migrations.current(empty_url) is None
    migrations.upgrade(empty_url)
    assert migrations.current(empty_url) == SCHEMA_VERSION


def test_migrating_works_from_any_folder_and_takes_less_than_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    began = time.process_time()
    migrations.upgrade("sqlite:///holdfast.db")
    assert time.process_time() - began < 1
    assert migrations.current("sqlite:///holdfast.db") == SCHEMA_VERSION
    assert (tmp_path / "holdfast.db").exists()


@pytest.mark.parametrize("ask", [migrations.upgrade, migrations.current])
def test_an_address_that_cannot_work_stops_before_anything_is_done(ask: Any) -> None:
    with pytest.raises(DatabaseUrlError, match="is not a database"):
        ask("oracle://x/y")

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Inspector, create_engine, event, inspect, text
from sqlalchemy.engine import Engine

from storage import migrations
from storage.database import Database
from storage.errors import DatabaseUrlError
from storage.tables import SCHEMA_VERSION, metadata
from storage.urls import read_url, sync_url
from tests.storage.test_tenancy import fill_both, rows_of


def engine_of(url: str) -> Engine:
    return create_engine(sync_url(read_url(url)))


def index_of(index: Any) -> tuple[Any, ...]:
    options = index.get("dialect_options", {})
    rule = str(options.get("sqlite_where", options.get("postgresql_where")))
    return index["name"], index["column_names"], bool(index["unique"]), rule


def described(connection: Connection) -> dict[str, Any]:
    """Everything the database itself says about its tables, names included."""
    look: Inspector = inspect(connection)
    facts: dict[str, Any] = {}
    for table in sorted(set(look.get_table_names()) - {"alembic_version"}):
        facts[table] = {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
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
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
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


async def test_the_tables_go_one_version_back_and_on_again_with_their_data(url: str) -> None:
    await fill_both(url)
    db = Database.open(url)
    before = await rows_of(db, "T1")
    await db.close()
    migrations.downgrade(url, "0001")
    migrations.upgrade(url)
    db = Database.open(url)
    after = await rows_of(db, "T1")
    await db.close()
    assert {table: len(rows) for table, rows in after.items() if table in OF_THE_FIRST} == {
        table: len(rows) for table, rows in before.items() if table in OF_THE_FIRST
    }


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

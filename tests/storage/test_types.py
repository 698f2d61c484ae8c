from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from storage import tables
from storage.database import Database
from storage.rows import TABLES, field_names, to_row
from storage.types import Kept
from tests.storage.examples import NOW, WS, account, action, gap, keep, person


async def read_back(db: Database, moment: datetime) -> datetime:
    row = to_row(person()) | {"read_at": moment}
    async with db.write() as tx:
        await tx.execute(insert(tables.people), row)
        found = await tx.scalar(select(tables.people.c.read_at))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
        datetime(2026, 11, 24, 9, 30, 1, 234567, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    ],
)
async def test_a_moment_comes_back_as_the_same_moment_in_utc(db: Database, moment: datetime) -> None:
    found = await read_back(db, moment)
    assert found == moment.astimezone(UTC)
    assert found.utcoffset() == timedelta(0)


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        await read_back(db, datetime(2026, 11, 24, 9, 30))  # noqa: DTZ001


async def test_moments_of_different_zones_compare_as_moments(db: Database) -> None:
    later = NOW + timedelta(minutes=5)
    await read_back(db, later.astimezone(ZoneInfo("America/New_York")))
    after = select(tables.people.c.user_id).where(tables.people.c.read_at > NOW.astimezone(ZoneInfo("Asia/Tokyo")))
    before = select(tables.people.c.user_id).where(tables.people.c.read_at <= NOW)
    async with db.read() as tx:
        assert await tx.scalar(after) == "U1"
        assert await tx.scalar(before) is None


CHECKED = [
    (table.name, column.name)
    for table in tables.metadata.sorted_tables
    for column in table.c
    if hasattr(column.type, "enum_class")
]


def test_every_enum_column_is_known_to_the_next_test() -> None:
    assert len(CHECKED) == 37


@pytest.mark.parametrize(("table", "column"), CHECKED)
async def test_the_database_itself_refuses_a_word_the_trade_does_not_know(
    sqlite_url: str, table: str, column: str
) -> None:
    db = Database.open(sqlite_url)
    async with db.write() as tx:
        sql = await tx.scalar(text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
    assert f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN (" in str(sql)
    await db.close()


async def test_an_unknown_state_is_refused_even_in_plain_sql(db: Database) -> None:
    await keep(db, account(), action(), gap())
    for statement in ("UPDATE actions SET state = 'nearly'", "UPDATE gaps SET severity = 'annoys'"):
        with pytest.raises(IntegrityError):
            async with db.write() as tx:
                await tx.execute(text(statement))


async def test_an_unknown_state_is_refused_before_it_reaches_the_database(db: Database) -> None:
    with pytest.raises(StatementError, match="nearly"):
        async with db.write() as tx:
            await tx.execute(insert(tables.actions), to_row(action()) | {"state": "nearly"})


async def test_text_no_database_could_hold_is_made_holdable_and_the_rest_kept(db: Database) -> None:
    typed = "nul \x00 half \ud83d whole 😀 right-to-left שלום"
    await keep(db, account(), gap(what=typed))
    async with db.read() as tx:
        found = await tx.scalar(select(tables.gaps.c.what))
    assert found == "nul � half � whole 😀 right-to-left שלום"


async def test_json_keeps_what_slack_sends_even_a_nul(db: Database) -> None:
    sent = {"text": "nul \x00 half \ud83d", "nested": [1, None, True, {"ä": "ö"}]}
    row = {"workspace_id": WS, "key": "k", "kind": "event", "payload": sent, "received_at": NOW}
    async with db.write() as tx:
        await tx.execute(insert(tables.inbox), row)
        assert await tx.scalar(select(tables.inbox.c.payload)) == sent


def test_every_value_has_a_column_for_each_of_its_fields() -> None:
    for kind, table in TABLES.items():
        assert [name for name in field_names(kind) if name not in table.c] == []


def test_only_search_keys_and_the_clocks_own_mark_are_columns_without_a_field() -> None:
    extra = {
        column.name for kind, table in TABLES.items() for column in table.c if column.name not in field_names(kind)
    }
    assert extra == {"name_key", "handle_key", "real_name_key", "first_name_key", "look_at"}


def test_a_message_goes_out_as_it_was_kept_with_what_delivery_adds() -> None:
    kept = Kept('{"text": "Grüße", "blocks": []}')
    assert json.loads(kept.joined_to({"channel": "U1"})) == {"channel": "U1", "text": "Grüße", "blocks": []}
    assert json.loads(Kept("{}").joined_to({"channel": "U1"})) == {"channel": "U1"}
    assert (kept["text"], len(kept), list(kept)) == ("Grüße", 2, ["text", "blocks"])

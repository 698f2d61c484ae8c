from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from reviews.decision import Decision, Post
from storage import accounts, actions, people, sqlite_driver
from storage.database import Database
from storage.errors import DatabaseUrlError, StorageError
from storage.record import record
from tests.storage.examples import NOW, WS, account, action, ask, keep, new, person, turned

WRITERS, TIMES = 8, 20


async def add_one(db: Database) -> None:
    async with db.write() as tx:
        before = await actions.by_id(tx, WS, 1, lock=True)
        assert before is not None
        await record(tx, WS, turned(before, replace(before, moves=before.moves + 1)), by="U1", now=NOW)


async def add_many(db: Database) -> None:
    for _ in range(TIMES):
        await add_one(db)


async def moves(db: Database) -> int:
    async with db.read() as tx:
        found = await actions.by_id(tx, WS, 1)
        assert found is not None
        return found.moves


async def test_eight_writers_through_one_door_lose_none_of_their_160_changes(db: Database) -> None:
    await keep(db, account(), action())
    await asyncio.gather(*(add_many(db) for _ in range(WRITERS)))
    assert await moves(db) == WRITERS * TIMES


async def test_eight_copies_of_the_bot_lose_none_of_their_160_changes(url: str) -> None:
    copies = [Database.open(url) for _ in range(WRITERS)]
    await keep(copies[0], account(), action())
    await asyncio.gather(*(add_many(copy) for copy in copies))
    assert await moves(copies[0]) == WRITERS * TIMES
    await asyncio.gather(*(copy.close() for copy in copies))


async def test_what_is_written_can_be_read_and_nothing_before_the_commit(db: Database) -> None:
    async with db.write() as tx:
        await record(tx, WS, Decision(), by="U1", now=NOW)
        await tx.execute(text("INSERT INTO numbers VALUES ('T1', 'gap', 7)"))
        async with db.read() as other:
            assert await other.scalar(text("SELECT count(*) FROM numbers")) == 0
    async with db.read() as tx:
        assert await tx.scalar(text("SELECT last FROM numbers")) == 7


async def record_and_fail(db: Database, decision: Decision) -> None:
    async with db.write() as tx:
        await record(tx, WS, decision, by="U1", now=NOW)
        raise ZeroDivisionError


async def test_an_error_takes_back_state_and_messages_together(db: Database) -> None:
    told: list[str] = []
    db.on_commit(lambda: told.append("woken"))
    decision = replace(turned(None, account()), says=(Post("hello", "C1", {"text": "hi"}),))
    with pytest.raises(ZeroDivisionError):
        await record_and_fail(db, decision)
    async with db.read() as tx:
        assert await accounts.by_id(tx, WS, 1) is None
        assert await tx.scalar(text("SELECT count(*) FROM outbox")) == 0
        assert await tx.scalar(text("SELECT count(*) FROM audit_entries")) == 0
    assert told == []


SAYS = Decision(says=(Post("k", "C1", {"text": "hi"}),))
ASKS = Decision(asks=(ask(),))


@pytest.mark.parametrize("decision", [SAYS, new(account()), ASKS], ids=["says", "changes", "asks"])
async def test_delivery_and_the_clock_are_woken_once_by_a_commit_that_gives_them_work(
    db: Database, decision: Decision
) -> None:
    told: list[str] = []
    db.on_commit(lambda: told.append("woken"))
    async with db.write() as tx:
        await record(tx, WS, decision, by="U1", now=NOW)
    assert told == ["woken"]


async def test_nobody_is_woken_by_a_commit_that_gives_them_nothing_to_do(db: Database) -> None:
    async with db.write() as tx:
        await record(tx, WS, SAYS, by="U1", now=NOW)
    told: list[str] = []
    db.on_commit(lambda: told.append("woken"))
    for idle in (SAYS, Decision(), turned(account(), account())):
        async with db.write() as tx:
            await record(tx, WS, idle, by="U1", now=NOW)
    async with db.write() as tx:
        await people.save(tx, person())
    assert told == []


async def test_a_commit_that_lands_though_its_task_was_cancelled_still_wakes_delivery(db: Database) -> None:
    told: list[str] = []
    db.on_commit(lambda: told.append("woken"))
    task = asyncio.create_task(say_hello(db))
    event.listen(db._writers.sync_engine, "commit", lambda _: task.cancel())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ["woken"]


async def say_hello(db: Database) -> None:
    async with db.write() as tx:
        await record(tx, WS, Decision(says=(Post("k", "C1", {"text": "hi"}),)), by="U1", now=NOW)


async def test_a_callback_that_fails_does_not_make_the_write_look_failed(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    db.on_commit(lambda: 1 // 0 and None)
    async with db.write() as tx:
        await record(tx, WS, Decision(says=(Post("k", "C1", {"text": "hi"}),)), by="U1", now=NOW)
    assert "a callback after commit failed" in caplog.text


async def test_a_reader_cannot_write(db: Database) -> None:
    with pytest.raises(DBAPIError):
        async with db.read() as tx:
            await tx.execute(text("INSERT INTO numbers VALUES ('T1', 'gap', 7)"))
    async with db.read() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM numbers")) == 0


async def test_a_write_inside_a_write_is_an_error_and_not_a_silent_wait(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    with pytest.raises(StorageError, match="inside a write"):
        async with db.write(), db.write():
            pass
    await keep(db, account())
    await db.close()


async def test_a_writer_cancelled_in_the_middle_leaves_nothing_and_lets_the_next_one_in(db: Database) -> None:
    began = asyncio.Event()

    async def stuck() -> None:
        async with db.write() as tx:
            await tx.execute(text("INSERT INTO numbers VALUES ('T1', 'gap', 7)"))
            began.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await keep(db, account())
    async with db.read() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM numbers")) == 0
        assert await accounts.by_id(tx, WS, 1) == account()


async def test_a_writer_kept_out_by_another_program_fails_and_the_next_one_succeeds(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_driver, "BUSY_SECONDS", 0.05)
    db = Database.open(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await keep(db, account())
        other.execute("ROLLBACK")
    await keep(db, account())
    await db.close()


@pytest.mark.parametrize("turns", range(12))
async def test_a_writer_cancelled_at_any_await_never_spoils_the_next_write(sqlite_url: str, turns: int) -> None:
    db = Database.open(sqlite_url)
    task = asyncio.create_task(keep(db, account(2)))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await keep(db, account(1))
    async with db.read() as tx:
        assert await accounts.by_id(tx, WS, 1) == account(1)
    await db.close()


async def test_two_statements_of_one_read_see_the_same_moment_on_sqlite(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    async with db.read() as tx:
        assert await accounts.offered(tx, WS, "", 9) == []
        await keep(db, account())
        assert await accounts.offered(tx, WS, "", 9) == []
    await db.close()


async def test_sqlite_keeps_references_and_the_write_ahead_log(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    for door in (db.read, db.write):
        async with door() as tx:
            assert await tx.scalar(text("PRAGMA foreign_keys")) == 1
            assert await tx.scalar(text("PRAGMA journal_mode")) == "wal"
            assert await tx.scalar(text("PRAGMA synchronous")) == 1
            assert await tx.scalar(text("PRAGMA busy_timeout")) == 30_000
    await db.close()


async def test_the_tables_say_whether_they_are_up_to_date(db: Database) -> None:
    assert await db.is_up_to_date()
    async with db.write() as tx:
        await tx.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert await db.schema_version() == "0000"
    assert not await db.is_up_to_date()


async def test_a_database_without_tables_is_not_up_to_date(empty_url: str) -> None:
    db = Database.open(empty_url)
    assert await db.schema_version() is None
    assert not await db.is_up_to_date()
    await db.close()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "cannot be read"),
        ("holdfast.db", "cannot be read"),
        ("postgresql://user:hunter2@host:port/x", "cannot be read"),
        ("mysql://root:hunter2@localhost/x", "mysql is not a database"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite://holdfast.db", "three slashes"),
        ("sqlite:////no/such/folder/holdfast.db", "does not exist"),
        ("sqlite:////tmp", "is a folder"),
        ("postgresql://user:hunter2@localhost", "names no database"),
    ],
)
def test_an_address_that_cannot_work_is_refused_with_a_sentence(address: str, says: str) -> None:
    with pytest.raises(DatabaseUrlError, match=says) as refused:
        Database.open(address)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "hunter2" not in sentence


async def test_a_plain_relative_address_is_a_file_where_the_bot_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    db = Database.open("sqlite:///holdfast.db")
    assert await db.schema_version() is None
    await db.close()
    assert (tmp_path / "holdfast.db").exists()

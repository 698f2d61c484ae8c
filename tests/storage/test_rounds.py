"""Writers who wait for each other on SQLite share one commit, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event, text

from storage.database import Database
from storage.errors import StorageError
from storage.numbers import next_number

MANY = 20


@pytest.fixture
async def file(sqlite_url: str) -> AsyncIterator[Database]:
    db = Database.open(sqlite_url)
    yield db
    await db.close()


def commits(db: Database) -> list[str]:
    heard: list[str] = []
    event.listen(db._writers.sync_engine, "commit", lambda _: heard.append("commit"))
    return heard


async def count_one(db: Database, kind: str = "gap") -> int:
    async with db.write() as tx:
        return await next_number(tx, "T1", kind)


async def last(db: Database, kind: str = "gap") -> int | None:
    async with db.read() as tx:
        found: int | None = await tx.scalar(text(f"SELECT last FROM numbers WHERE kind = '{kind}'"))
        return found


async def fail_after_counting(db: Database) -> None:
    async with db.write() as tx:
        await next_number(tx, "T1", "gap")
        raise ZeroDivisionError


async def test_people_who_write_at_the_same_moment_wait_for_few_commits(file: Database) -> None:
    heard = commits(file)
    assert sorted(await asyncio.gather(*(count_one(file) for _ in range(MANY)))) == list(range(1, MANY + 1))
    assert len(heard) < 4
    assert await last(file) == MANY


async def test_one_writers_error_takes_back_only_what_that_writer_did(file: Database) -> None:
    each = [fail_after_counting(file) if number % 3 == 0 else count_one(file) for number in range(MANY)]
    ended = await asyncio.gather(*each, return_exceptions=True)
    failed = [one for one in ended if isinstance(one, ZeroDivisionError)]
    assert len(failed) == 7
    assert await last(file) == MANY - 7


async def test_nobody_is_told_that_something_is_written_before_it_can_be_read(file: Database) -> None:
    async def count_and_read() -> bool:
        mine = await count_one(file)
        return (await last(file) or 0) >= mine

    assert all(await asyncio.gather(*(count_and_read() for _ in range(MANY))))


async def test_when_the_database_takes_a_round_back_all_its_writers_learn_it(file: Database) -> None:
    async def lose_the_transaction() -> None:
        async with file.write() as tx:
            await tx.execute(text("ROLLBACK"))

    each = [count_one(file), lose_the_transaction(), count_one(file)]
    ended = await asyncio.gather(*each, return_exceptions=True)
    assert all(isinstance(one, Exception) for one in ended)
    assert [type(one) for one in (ended[0], ended[2])] == [StorageError, StorageError]
    assert await last(file) is None
    assert await count_one(file) == 1


async def test_a_writer_cancelled_while_another_waits_does_not_stop_the_commit(file: Database) -> None:
    first, second = asyncio.create_task(count_one(file)), asyncio.create_task(count_one(file))
    event.listen(file._writers.sync_engine, "commit", lambda _: first.cancel())
    await asyncio.gather(first, second, return_exceptions=True)
    assert await last(file) == 2


async def test_closing_waits_for_the_commit(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    writing = [asyncio.create_task(count_one(db)) for _ in range(3)]
    await asyncio.sleep(0)
    await db.close()
    assert await asyncio.gather(*writing) == [1, 2, 3]
    other = Database.open(sqlite_url)
    assert await last(other) == 3
    await other.close()


async def test_who_gives_up_for_what_another_wrote_can_read_it_right_after(file: Database) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def refused() -> None:
        async with file.write() as tx:
            assert await next_number(tx, "T1", "gap") == 2
            raise LookupError

    async def gives_up() -> int | None:
        with pytest.raises(LookupError):
            await refused()
        return await last(file)

    async def keeps_the_round_open() -> None:
        async with file.write():
            inside.set()
            await go_on.wait()

    async with asyncio.TaskGroup() as all_at_once:
        all_at_once.create_task(count_one(file))
        read = all_at_once.create_task(gives_up())
        all_at_once.create_task(keeps_the_round_open())
        await inside.wait()
        too_early, _ = await asyncio.wait({read}, timeout=0.1)
        go_on.set()
    assert not too_early
    assert read.result() == 1

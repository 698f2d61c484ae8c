"""Two people who wait for each other on PostgreSQL: one of them decides again, nobody sees an error."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from storage.errors import ConflictError
from storage.numbers import next_number
from tests.databases import Postgres


@pytest.fixture
async def shared(postgres: Postgres) -> AsyncIterator[Database]:
    with postgres.fresh() as url:
        db = Database.open(url)
        yield db
        await db.close()


async def test_of_two_who_wait_for_each_other_one_is_told_to_decide_again(shared: Database) -> None:
    ready = asyncio.Barrier(2)

    async def takes(first: str, then: str) -> None:
        async with shared.write() as tx:
            await next_number(tx, "T1", first)
            await ready.wait()
            await next_number(tx, "T1", then)

    for kind in ("gap", "action"):
        async with shared.write() as tx:
            await next_number(tx, "T1", kind)
    ended = await asyncio.gather(takes("gap", "action"), takes("action", "gap"), return_exceptions=True)
    assert sorted(type(each) for each in ended if each is not None) == [ConflictError]

"""What a question costs follows what it finds, not what is stored: every one of them walks an index."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Action, Gap, Review
from storage import asks, cadence, delivering, health_looks, healths, inbox, planning
from storage.database import Database
from tests.databases import Postgres
from tests.storage.examples import NOW, account, keep
from tests.storage.functions import ASKING, call

SWEEPS: dict[str, Callable[[AsyncConnection], Awaitable[Any]]] = {
    "asks.due": lambda tx: asks.due(tx, NOW, 9),
    "asks.next_due": asks.next_due,
    "cadence.next_look": cadence.next_look,
    "cadence.to_look_at accounts": lambda tx: cadence.to_look_at(tx, Account, NOW, 9),
    "cadence.to_look_at reviews": lambda tx: cadence.to_look_at(tx, Review, NOW, 9),
    "delivering.due": lambda tx: delivering.due(tx, NOW, 9),
    "delivering.left_behind": lambda tx: delivering.left_behind(tx, NOW, NOW, 9),
    "delivering.next_after": lambda tx: delivering.next_after(tx, NOW),
    "delivering.under_way": lambda tx: delivering.under_way(tx, NOW),
    "delivering.when_left": delivering.when_left,
    "health_looks.due": lambda tx: health_looks.due(tx, NOW, 9),
    "health_looks.next_look": lambda tx: health_looks.next_look(tx, NOW),
    "healths.untold": lambda tx: healths.untold(tx, NOW, 9),
    "inbox.waiting": inbox.waiting,
    "planning.next_look": planning.next_look,
    "planning.to_look_at actions": lambda tx: planning.to_look_at(tx, Action, NOW, 9),
    "planning.to_look_at gaps": lambda tx: planning.to_look_at(tx, Gap, NOW, 9),
}
# Each holds nothing but what was asked for: the index of waiting events, and what a question has found already.
WALKED_WHOLE = re.compile(
    r"ix_inbox_waiting$|^SCAN anon_1 VIRTUAL TABLE|"
    r"^SCAN (waited|numbered|mine|looked|weighed|every|page|CONSTANT ROW|\(subquery-\d+\))$"
)
QUESTIONS = SWEEPS | {
    name: lambda tx, name=name, given=given: call(name, tx, "T1", *given) for name, given in ASKING.items()
}


@contextmanager
def heard(tx: AsyncConnection) -> Iterator[list[tuple[str, Any]]]:
    said: list[tuple[str, Any]] = []

    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(tx.sync_connection, "before_cursor_execute", listen)
    yield said
    event.remove(tx.sync_connection, "before_cursor_execute", listen)


MANY_ACTIONS = """
    INSERT INTO actions (workspace_id, id, account_id, what, owner, due, first_due, state, logged_by, logged_at,
                         insisted, moves, look_at)
    SELECT 'T1', n, 1, 'x', 'U1', date '2026-12-04', date '2026-12-04', 'done', 'U1', now(), false, 0,
           CASE WHEN n % 1000 = 0 THEN timestamptz '2026-11-24 09:00+00' END
    FROM generate_series(1, 20000) AS n
"""
MANY_ASKS = """
    INSERT INTO asks (workspace_id, user_id, kind, subject, about, not_before, state, created_at)
    SELECT 'T1', 'U' || n % 50, 'due', 'A-' || n, '2026-12-04', timestamptz '2026-11-24 09:00+00',
           CASE WHEN n % 1000 = 0 THEN 'waiting' ELSE 'asked' END, now()
    FROM generate_series(1, 20000) AS n
"""


@pytest.fixture(scope="module")
def crowded_url(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL that knows of 20,000 actions and asks, of which 20 each are due."""
    with postgres.fresh() as url:
        asyncio.run(crowd(url))
        yield url


async def crowd(url: str) -> None:
    db = Database.open(url)
    await keep(db, account())
    async with db.write() as tx:
        for statement in (MANY_ACTIONS, MANY_ASKS, "ANALYZE actions", "ANALYZE asks"):
            await tx.execute(text(statement))
    await db.close()


@pytest.mark.parametrize(
    "name", ["asks.due", "asks.next_due", "asks.waiting_for", "planning.to_look_at actions", "planning.next_look"]
)
async def test_among_many_that_are_answered_postgresql_reads_only_those_that_wait(crowded_url: str, name: str) -> None:
    db = Database.open(crowded_url)
    async with db.read() as tx:
        with heard(tx) as said:
            await QUESTIONS[name](tx)
        plans = [await tx.exec_driver_sql(f"EXPLAIN {sql}", values) for sql, values in said]
    await db.close()
    steps = " ".join(str(row[0]) for plan in plans for row in plan)
    # Tables of a row or two are read whole, whatever their indexes.
    assert not {f"Seq Scan on {table}" for table in ("actions", "asks") if f"Seq Scan on {table}" in steps}
    assert "_waiting" in steps or "_look_at" in steps


@pytest.mark.parametrize("name", QUESTIONS)
async def test_no_question_reads_a_whole_table(sqlite_url: str, name: str) -> None:
    db = Database.open(sqlite_url)
    async with db.read() as tx:
        with heard(tx) as said:
            await QUESTIONS[name](tx)
        plans = [await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values) for sql, values in said]
    await db.close()
    steps = [str(row[-1]) for plan in plans for row in plan]
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and not WALKED_WHOLE.search(step)] == []

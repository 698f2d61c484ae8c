"""What a question costs follows what it finds, not what is stored: every one of them walks an index."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import inbox, outbox
from storage.database import Database
from tests.storage.examples import NOW
from tests.storage.test_tenancy import ASKING, FUNCTIONS

SWEEPS: dict[str, Callable[[AsyncConnection], Awaitable[Any]]] = {
    "outbox.due": lambda tx: outbox.due(tx, NOW, 9),
    "outbox.next_due": outbox.next_due,
    "outbox.left_behind": lambda tx: outbox.left_behind(tx, NOW, 9),
    "inbox.waiting": inbox.waiting,
}
QUESTIONS = SWEEPS | {
    name: lambda tx, name=name, given=given: FUNCTIONS[name](tx, "T1", *given) for name, given in ASKING.items()
}


@contextmanager
def heard(tx: AsyncConnection) -> Iterator[list[tuple[str, Any]]]:
    said: list[tuple[str, Any]] = []

    def listen(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(tx.sync_connection, "before_cursor_execute", listen)
    yield said
    event.remove(tx.sync_connection, "before_cursor_execute", listen)


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
    # The index of waiting events holds nothing but them, so walking all of it is what is wanted.
    assert [step for step in steps if step.startswith("SCAN") and "ix_inbox_waiting" not in step] == []

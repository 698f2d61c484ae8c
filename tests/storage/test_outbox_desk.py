from __future__ import annotations

from datetime import timedelta

from storage import delivering, outbox, outbox_desk
from storage.database import Database
from storage.values import OutboxState, Say
from tests.storage.examples import NOW, WS

LATER = NOW + timedelta(hours=1)


async def say(db: Database, key: str, ws: str = WS) -> int:
    async with db.write() as tx:
        given = {"key": key, "channel": "C1", "operation": Say.POST, "payload": {"text": key}, "not_after": NOW}
        row = await outbox.queue(tx, ws, now=NOW, **given)  # type: ignore[arg-type]
    assert row is not None
    return row


async def test_rows_of_all_workspaces_are_counted_and_listed(db: Database) -> None:
    mine, theirs = await say(db, "a"), await say(db, "b", "T2")
    async with db.write() as tx:
        await delivering.obsolete(tx, [mine])
        assert await outbox_desk.counts(tx) == {OutboxState.QUEUED: 1, OutboxState.OBSOLETE: 1}
        both = (OutboxState.QUEUED, OutboxState.OBSOLETE)
        assert [line.id for line in await outbox_desk.of_states(tx, both, 9)] == [mine, theirs]
        assert [line.id for line in await outbox_desk.of_states(tx, both, 1, newest_first=True)] == [theirs]
        assert [line.key for line in await outbox_desk.of_states(tx, both[:1], 9)] == ["b"]


async def test_a_row_tried_again_is_due_whatever_its_last_moment_was_and_wakes_delivery(db: Database) -> None:
    row, woken = await say(db, "a"), list[int]()
    async with db.write() as tx:
        await delivering.obsolete(tx, [row])
    db.on_commit(lambda: woken.append(1))
    async with db.write() as tx:
        assert await outbox_desk.retry(tx, row, "once", LATER)
        assert await outbox_desk.drop(tx, row, "twice")
        assert not await outbox_desk.drop(tx, row, "not again")
        assert await outbox_desk.retry(tx, row, "thrice", LATER)
    assert woken
    async with db.read() as tx:
        assert [due.id for due in await delivering.due(tx, LATER, 9)] == [row]
        line = await outbox_desk.by_id(tx, row)
        assert await outbox_desk.by_id(tx, 99) is None
    assert line
    assert (line.not_before, line.not_after, line.note) == (LATER, None, "once\ntwice\nthrice")
    assert line.payload == {"text": "a"}


async def test_a_row_on_its_way_is_not_touched(db: Database) -> None:
    row = await say(db, "a")
    async with db.write() as tx:
        await delivering.claim(tx, [row], NOW)
        assert not await outbox_desk.retry(tx, row, "now", LATER)
        assert not await outbox_desk.drop(tx, row, "now")
        assert not await outbox_desk.retry(tx, 99, "now", LATER)

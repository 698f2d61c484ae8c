from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from storage import delivering, drafts, inbox, outbox
from storage.database import Database
from storage.housekeeping import clear_out
from storage.values import Say
from tests.storage.examples import NOW, WS, draft

LONG_AGO = NOW - timedelta(days=91)


async def say(db: Database, key: str, when: datetime) -> int:
    async with db.write() as tx:
        row = await outbox.queue(tx, WS, key=key, channel="C1", operation=Say.POST, now=when)
    assert row is not None
    return row


async def keys(db: Database, table: str, column: str) -> list[str]:
    async with db.read() as tx:
        return list(await tx.scalars(text(f"SELECT {column} FROM {table} ORDER BY {column}")))


async def cleared(db: Database, now: datetime = NOW) -> int:
    async with db.write() as tx:
        return await clear_out(tx, now)


async def test_messages_said_or_dropped_long_ago_are_cleared_out_and_no_others(db: Database) -> None:
    rows = {name: await say(db, name, LONG_AGO) for name in ("sent", "late", "dropped", "failed", "queued", "sending")}
    rows["lately"] = await say(db, "lately", NOW - timedelta(days=89))
    async with db.write() as tx:
        taken = {row.key: row for row in await delivering.claim(tx, list(rows.values()), LONG_AGO)}
        await delivering.sent(tx, [(rows["sent"], "1.1"), (rows["lately"], "1.2")], LONG_AGO)
        await delivering.sent(tx, [(rows["late"], "1.3")], NOW - timedelta(days=89))
        await delivering.obsolete(tx, [rows["dropped"]])
        await delivering.failed(tx, taken["failed"], "channel_not_found")
        await delivering.requeue(tx, [(taken["queued"], LONG_AGO, None)])
    await cleared(db)
    assert await keys(db, "outbox", "key") == ["failed", "late", "lately", "queued", "sending"]


async def test_handled_events_are_kept_for_a_week_and_waiting_ones_for_ever(db: Database) -> None:
    async with db.write() as tx:
        for key, days in (("old", 8), ("deed", 8), ("new", 6), ("waiting", 99)):
            when = NOW - timedelta(days=days)
            await inbox.receive(tx, WS, key, "event", {}, now=when, done=key == "deed")
            if key not in {"waiting", "deed"}:
                await inbox.handled(tx, WS, key, when)
    await cleared(db)
    assert await keys(db, "inbox", "key") == ["new", "waiting"]


async def test_drafts_nobody_used_for_a_week_are_cleared_out(db: Database) -> None:
    async with db.write() as tx:
        await drafts.put(tx, draft("old", created_at=NOW - timedelta(days=8)))
        await drafts.put(tx, draft("new", created_at=NOW - timedelta(days=6)))
    assert await cleared(db) == 1
    assert await keys(db, "drafts", "id") == ["new"]


async def test_much_to_clear_out_is_cleared_out_a_little_at_a_time(db: Database) -> None:
    async with db.write() as tx:
        for number in range(5):
            await inbox.receive(tx, WS, f"e{number}", "event", {}, now=LONG_AGO, done=True)
        assert [await clear_out(tx, NOW, 2) for _ in range(4)] == [2, 2, 1, 0]

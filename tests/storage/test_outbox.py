from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import drafts, inbox, outbox
from storage.database import Database
from storage.values import Incoming, OutboxState, Outgoing, Say
from tests.storage.examples import NOW, WS, draft

SOON = NOW + timedelta(minutes=5)


async def say(db: Database, key: str, when: datetime = NOW, board: int | None = None) -> int:
    async with db.write() as tx:
        row = await outbox.queue(
            tx,
            WS,
            key=key,
            channel="C1",
            operation=Say.POST if board is None else Say.BOARD,
            payload={"text": key} if board is None else None,
            subject_id=None if board is None else 1,
            version=board,
            now=NOW,
            not_before=when,
        )
    assert row is not None
    return row


async def row_of(db: Database, row_id: int) -> Outgoing:
    async with db.read() as tx:
        found = await tx.execute(outbox.selected(Outgoing).where(outbox.outbox.c.id == row_id))
        return Outgoing(*found.one())


async def test_what_is_due_comes_longest_waiting_first_and_no_more_than_asked(db: Database) -> None:
    late, now, _ = (
        await say(db, "b", SOON),
        await say(db, "a"),
        await say(db, "c", SOON + timedelta(seconds=1)),
    )
    async with db.read() as tx:
        assert [row.id for row in await outbox.due(tx, NOW, 9)] == [now]
        assert [row.id for row in await outbox.due(tx, SOON, 9)] == [now, late]
        assert [row.id for row in await outbox.due(tx, SOON, 1)] == [now]


async def test_delivery_can_ask_how_long_it_may_rest(db: Database) -> None:
    async with db.read() as tx:
        assert await outbox.next_due(tx) is None
    row = await say(db, "a", SOON)
    async with db.write() as tx:
        assert await outbox.next_due(tx) == SOON
        assert await outbox.claim(tx, row, SOON)
        assert await outbox.next_due(tx) is None


async def test_of_ten_deliverers_one_gets_the_message(url: str) -> None:
    copies = [Database.open(url) for _ in range(5)]
    row = await say(copies[0], "a")

    async def take(db: Database) -> bool:
        async with db.write() as tx:
            return await outbox.claim(tx, row, NOW)

    got = await asyncio.gather(*(take(db) for db in copies * 2))
    assert sorted(got) == [False] * 9 + [True]
    assert (await row_of(copies[0], row)).attempts == 1
    await asyncio.gather(*(db.close() for db in copies))


async def test_a_sent_message_keeps_where_and_when_it_went(db: Database) -> None:
    row = await say(db, "a")
    async with db.write() as tx:
        assert not await outbox.sent(tx, row, "1.2", SOON)
        await outbox.claim(tx, row, NOW)
        assert await outbox.sent(tx, row, "1.2", SOON)
        assert not await outbox.sent(tx, row, "9.9", SOON)
    found = await row_of(db, row)
    assert (found.state, found.ts, found.sent_at, found.claimed_at) == (OutboxState.SENT, "1.2", SOON, NOW)


async def test_a_message_slack_put_off_waits_and_is_counted_when_tried_again(db: Database) -> None:
    row = await say(db, "a")
    async with db.write() as tx:
        await outbox.claim(tx, row, NOW)
        assert await outbox.requeue(tx, row, SOON, "ratelimited")
        assert await outbox.due(tx, NOW, 9) == []
        (waiting,) = await outbox.due(tx, SOON, 9)
        assert (waiting.error, waiting.claimed_at, waiting.attempts) == ("ratelimited", None, 1)
        await outbox.claim(tx, row, SOON)
    assert (await row_of(db, row)).attempts == 2


async def test_a_message_that_can_never_be_said_keeps_why(db: Database) -> None:
    row = await say(db, "a")
    async with db.write() as tx:
        await outbox.claim(tx, row, NOW)
        assert await outbox.failed(tx, row, "channel_not_found")
    found = await row_of(db, row)
    assert (found.state, found.error) == (OutboxState.FAILED, "channel_not_found")


async def test_what_a_dead_deliverer_took_is_found_again(db: Database) -> None:
    row, other = await say(db, "a"), await say(db, "b")
    async with db.write() as tx:
        await outbox.claim(tx, row, NOW)
        await outbox.claim(tx, other, SOON)
        assert [left.id for left in await outbox.left_behind(tx, NOW, 9)] == [row]
        assert await outbox.requeue(tx, row, SOON, "left behind")


async def test_boards_overtaken_by_a_newer_one_are_not_drawn(db: Database) -> None:
    rows = [await say(db, f"board:1:{version}", board=version) for version in (2, 3, 4)]
    post = await say(db, "post")
    async with db.write() as tx:
        await outbox.claim(tx, rows[0], NOW)
        assert await outbox.obsolete_boards(tx, WS, 1, 3) == 1
        assert [row.id for row in await outbox.due(tx, NOW, 9)] == [rows[2], post]
    assert (await row_of(db, rows[0])).state is OutboxState.SENDING


async def test_an_event_slack_sends_twice_is_taken_once(db: Database) -> None:
    async with db.write() as tx:
        assert await inbox.receive(tx, WS, "Ev1", "event", {"a": 1}, now=NOW)
        assert not await inbox.receive(tx, WS, "Ev1", "event", {"a": 2}, now=SOON)
        assert await inbox.receive(tx, "T2", "Ev1", "event", {"a": 3}, now=SOON)
        assert await inbox.waiting(tx) == [
            Incoming(WS, "Ev1", "event", {"a": 1}, NOW),
            Incoming("T2", "Ev1", "event", {"a": 3}, SOON),
        ]


async def test_a_handled_event_no_longer_waits_and_still_is_not_taken_again(db: Database) -> None:
    async with db.write() as tx:
        await inbox.receive(tx, WS, "Ev1", "event", {}, now=NOW)
        assert await inbox.handled(tx, WS, "Ev1", SOON)
        assert not await inbox.handled(tx, WS, "Ev1", SOON)
        assert await inbox.waiting(tx) == []
        assert not await inbox.receive(tx, WS, "Ev1", "event", {}, now=SOON)


@pytest.mark.parametrize("clicks", [2, 8])
async def test_a_draft_clicked_many_times_at_once_is_used_once(db: Database, clicks: int) -> None:
    async with db.write() as tx:
        await drafts.put(tx, draft())

    async def click(number: int) -> bool:
        async with db.write() as tx:
            return await drafts.use(tx, WS, "d1", f"A-{number}", SOON)

    used = await asyncio.gather(*(click(number) for number in range(clicks)))
    assert sum(used) == 1
    async with db.read() as tx:
        found = await drafts.get(tx, WS, "d1")
    assert found == draft(used_at=SOON, used_for=f"A-{used.index(True)}")


async def test_a_draft_nobody_wrote_cannot_be_used(db: Database) -> None:
    async with db.write() as tx:
        assert await drafts.get(tx, WS, "d1") is None
        assert not await drafts.use(tx, WS, "d1", "A-1", NOW)

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from storage import delivering, drafts, inbox, outbox, outbox_desk
from storage.database import Database
from storage.rows import selected
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
        found = await tx.execute(selected(Outgoing).where(outbox.outbox.c.id == row_id))
        return Outgoing(*found.one())


async def test_what_is_due_comes_longest_waiting_first_and_no_more_than_asked(db: Database) -> None:
    late, now, _ = (
        await say(db, "b", SOON),
        await say(db, "a"),
        await say(db, "c", SOON + timedelta(seconds=1)),
    )
    async with db.read() as tx:
        assert [row.id for row in await delivering.due(tx, NOW, 9)] == [now]
        assert [row.id for row in await delivering.due(tx, SOON, 9)] == [now, late]
        assert [row.id for row in await delivering.due(tx, SOON, 1)] == [now]


async def taken(db: Database, *rows: int, when: datetime = NOW) -> list[Outgoing]:
    async with db.write() as tx:
        return await delivering.claim(tx, rows, when)


async def test_delivery_can_ask_how_long_it_may_rest(db: Database) -> None:
    async with db.read() as tx:
        assert await delivering.next_after(tx, NOW) is None
    row = await say(db, "a", SOON)
    async with db.read() as tx:
        assert await delivering.next_after(tx, NOW) == SOON
        assert await delivering.next_after(tx, SOON) is None
    await taken(db, row, when=SOON)
    async with db.read() as tx:
        assert await delivering.next_after(tx, NOW) is None


async def test_of_ten_deliverers_one_gets_the_message(url: str) -> None:
    copies = [Database.open(url) for _ in range(5)]
    row = await say(copies[0], "a")
    got = await asyncio.gather(*(taken(db, row) for db in copies * 2))
    assert sorted(len(rows) for rows in got) == [0] * 9 + [1]
    assert (await row_of(copies[0], row)).attempts == 1
    await asyncio.gather(*(db.close() for db in copies))


async def test_deliverers_who_choose_at_once_choose_one_after_the_other(url: str) -> None:
    copies = [Database.open(url) for _ in range(3)]
    for name in "abc":
        await say(copies[0], name)

    async def choose(db: Database) -> int:
        """Takes the first row, unless another is under way already."""
        async with db.write() as tx:
            await delivering.one_claimer(tx)
            busy = await delivering.under_way(tx, NOW - timedelta(minutes=1))
            first = (await delivering.due(tx, NOW, 1))[0]
            return len(await delivering.claim(tx, [] if busy else [first.id], NOW))

    assert sum(await asyncio.gather(*(choose(db) for db in copies * 3))) == 1
    await asyncio.gather(*(db.close() for db in copies))


async def test_a_batch_is_taken_in_the_order_asked_for_with_all_it_needs(db: Database) -> None:
    one, two, three = await say(db, "a"), await say(db, "b"), await say(db, "c")
    rows = await taken(db, three, one, two)
    assert [(row.key, row.payload, row.state, row.attempts) for row in rows] == [
        (key, {"text": key}, OutboxState.SENDING, 1) for key in "cab"
    ]
    assert await taken(db, one) == []


async def test_what_is_held_back_is_not_among_what_is_due(db: Database) -> None:
    async with db.write() as tx:
        for key, ws, channel, kind in (
            ("post", WS, "C1", Say.POST),
            ("board", WS, "C1", Say.BOARD),
            ("nudge", WS, "U1", Say.NUDGE),
            ("theirs", "T2", "C1", Say.POST),
        ):
            await outbox.queue(tx, ws, key=key, channel=channel, operation=kind, subject_id=1, now=NOW)
        rows = {row.id: row for row in await outbox_desk.of_states(tx, [OutboxState.QUEUED], 9)}

    async def due(held: delivering.HeldBack) -> list[str]:
        async with db.read() as tx:
            return [rows[row.id].key for row in await delivering.due(tx, NOW, 9, held)]

    place = (WS, "C1")
    assert await due(delivering.HeldBack()) == ["post", "board", "nudge", "theirs"]
    assert await due(delivering.HeldBack(closed=[place])) == ["nudge", "theirs"]
    assert await due(delivering.HeldBack(waiting=[place])) == ["board", "nudge", "theirs"]
    assert await due(delivering.HeldBack(workspaces=[WS])) == ["theirs"]
    assert await due(delivering.HeldBack(no_bulk=[WS])) == ["post", "board", "theirs"]


async def test_a_sent_message_keeps_where_and_when_it_went(db: Database) -> None:
    row = await say(db, "a")
    async with db.write() as tx:
        assert not await delivering.sent(tx, [(row, "1.2")], SOON)
        await delivering.claim(tx, [row], NOW)
        assert await delivering.sent(tx, [(row, "1.2")], SOON) == 1
        assert not await delivering.sent(tx, [(row, "9.9")], SOON)
    found = await row_of(db, row)
    assert (found.state, found.ts, found.sent_at, found.claimed_at) == (OutboxState.SENT, "1.2", SOON, NOW)


async def test_a_message_slack_put_off_waits_and_is_counted_when_tried_again(db: Database) -> None:
    row = await say(db, "a")
    (first,) = await taken(db, row)
    async with db.write() as tx:
        assert await delivering.requeue(tx, [(first, SOON, "ratelimited")]) == 1
        assert await delivering.due(tx, NOW, 9) == []
        assert [waiting.id for waiting in await delivering.due(tx, SOON, 9)] == [row]
    waiting = await row_of(db, row)
    assert (waiting.error, waiting.claimed_at, waiting.attempts) == ("ratelimited", None, 1)
    (second,) = await taken(db, row, when=SOON)
    assert (second.attempts, second.error) == (2, None)


async def test_what_is_noted_about_an_earlier_try_changes_nothing(db: Database) -> None:
    row = await say(db, "a")
    (first,) = await taken(db, row)
    async with db.write() as tx:
        await delivering.requeue(tx, [(first, NOW, "once")])
    (second,) = await taken(db, row)
    async with db.write() as tx:
        assert not await delivering.requeue(tx, [(first, SOON, "late")])
        assert not await delivering.failed(tx, first, "late")
        assert not await delivering.unsure(tx, [(first, "late", SOON)])
    assert await row_of(db, row) == second


async def test_a_message_that_can_never_be_said_keeps_why(db: Database) -> None:
    row = await say(db, "a")
    (claimed,) = await taken(db, row)
    async with db.write() as tx:
        assert await delivering.failed(tx, claimed, "channel_not_found")
    found = await row_of(db, row)
    assert (found.state, found.error) == (OutboxState.FAILED, "channel_not_found")


async def test_what_a_dead_deliverer_took_is_found_again_but_not_before_it_is_to_be_looked_for(db: Database) -> None:
    row, other = await say(db, "a"), await say(db, "b")
    (first,) = await taken(db, row)
    await taken(db, other, when=SOON)
    async with db.write() as tx:
        assert [left.id for left in await delivering.left_behind(tx, NOW, SOON, 9)] == [row]
        await delivering.unsure(tx, [(first, "no answer", None)])
        assert [left.error for left in await delivering.left_behind(tx, NOW, SOON, 9)] == ["no answer"]
        await delivering.unsure(tx, [(first, "busy", SOON + timedelta(seconds=1))])
        assert await delivering.left_behind(tx, NOW, SOON, 9) == []
        left = sorted(await delivering.when_left(tx))
    assert left == [(row, NOW, SOON + timedelta(seconds=1)), (other, SOON, NOW)]


async def test_what_waits_behind_a_busy_channel_keeps_its_order(db: Database) -> None:
    first, second = await say(db, "a"), await say(db, "b")
    (claimed,) = await taken(db, first)
    async with db.write() as tx:
        await delivering.requeue(tx, [(claimed, SOON, "rate_limited")])
        assert await delivering.put_off(tx, WS, SOON, "C9") == 0
        assert await delivering.put_off(tx, "T2", SOON) == 0
        assert await delivering.put_off(tx, WS, SOON, "C1") == 1
        assert await delivering.put_off(tx, WS, SOON) == 0
        assert [row.id for row in await delivering.due(tx, SOON, 9)] == [first, second]


async def test_delivery_can_ask_whether_a_nudge_is_still_to_be_said(db: Database) -> None:
    async with db.write() as tx:
        row = await outbox.queue(tx, WS, key="n", channel="U1", operation=Say.NUDGE, subject_id=4, now=NOW)
        assert row is not None
        assert await delivering.is_coming(tx, WS, Say.NUDGE, 4)
        assert not await delivering.is_coming(tx, "T2", Say.NUDGE, 4)
        assert not await delivering.is_coming(tx, WS, Say.BOARD, 4)
        await delivering.obsolete(tx, [row])
        assert not await delivering.is_coming(tx, WS, Say.NUDGE, 4)


async def test_boards_overtaken_by_a_newer_one_are_not_drawn(db: Database) -> None:
    rows = [await say(db, f"board:1:{version}", board=version) for version in (2, 3, 4)]
    post = await say(db, "post")
    await taken(db, rows[0])
    async with db.write() as tx:
        assert await outbox.obsolete_nudges_again(tx, WS, 1, 9) == 0
        assert await outbox.obsolete_boards(tx, WS, 1, 3) == 1
        assert [row.id for row in await delivering.due(tx, NOW, 9)] == [rows[2], post]
    assert (await row_of(db, rows[0])).state is OutboxState.SENDING


async def test_a_nudge_is_shown_again_once_for_each_version(db: Database) -> None:
    async with db.write() as tx:
        assert await outbox.queue_nudge_again(tx, WS, 4, 2, "U1", NOW)
        assert await outbox.queue_nudge_again(tx, WS, 4, 2, "U1", NOW) is None
        assert await outbox.queue_nudge_again(tx, WS, 4, 3, "U1", NOW)
        assert await outbox.obsolete_nudges_again(tx, WS, 4, 3) == 2


async def test_a_kind_of_a_newer_version_is_left_alone(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    row = await say(db, "a")
    async with db.write() as tx:
        await tx.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        await tx.exec_driver_sql("UPDATE outbox SET operation = 'sing' WHERE id = ?", (row,))
        assert await delivering.due(tx, NOW, 9) == []
    await db.close()


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

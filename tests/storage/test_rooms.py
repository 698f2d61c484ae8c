"""Whose a room is, what of ours stands there, and what still waits to be said there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviews.model import ReviewState
from reviews.rooms import Standing
from storage import delivering, outbox, rooms
from storage import reviews as review_store
from storage.database import Database
from storage.values import OutboxState, Say
from tests.storage.examples import NOW, WS, account, keep, review

OTHER = "T2"


async def said(db: Database, key: str, ts: str | None, kind: Say = Say.POST, ws: str = WS, channel: str = "C1") -> int:
    """Something said in a room; without a `ts`, being said at this moment. Its row."""
    async with db.write() as tx:
        row = await outbox.queue(tx, ws, key=key, channel=channel, operation=kind, payload={"text": key}, now=NOW)
        assert row is not None
        await delivering.claim(tx, [row], NOW)
        if ts:
            await delivering.sent(tx, [(row, ts)], NOW)
    return row


async def test_what_stands_in_a_room_is_ours_there_in_this_workspace_and_not_the_customers(db: Database) -> None:
    await said(db, "summary", "18.2")
    await said(db, "first words", "18.1")
    await said(db, "elsewhere", "18.3", channel="C2")
    await said(db, "theirs", "18.4", ws=OTHER)
    await said(db, "for the customer", "18.5", Say.TO_CUSTOMER)
    await said(db, "on its way", None)
    async with db.read() as tx:
        assert await rooms.standing_in(tx, WS, "C1") == [Standing("C1", "18.1"), Standing("C1", "18.2")]
        assert await rooms.standing_in(tx, OTHER, "C1") == [Standing("C1", "18.4")]
        assert await rooms.standing_in(tx, "T3", "C1") == []


async def test_boards_of_every_review_that_ran_in_a_room_stand_there(db: Database) -> None:
    await keep(db, account(), review(board_ts="17.2"))
    await keep(db, review(2, state=ReviewState.CLOSED, ended_at=NOW, board_ts="17.1"))
    async with db.read() as tx:
        assert [each.ts for each in await rooms.standing_in(tx, WS, "C1")] == ["17.1", "17.2"]


async def test_what_is_being_said_in_a_room_is_known_by_its_row(db: Database) -> None:
    await said(db, "there already", "18.1")
    on_its_way = await said(db, "on its way", None)
    theirs = await said(db, "theirs", None, ws=OTHER)
    await said(db, "for the customer", None, Say.TO_CUSTOMER)
    async with db.read() as tx:
        assert await rooms.under_way_to(tx, WS, "C1") == [on_its_way]
        assert await rooms.under_way_to(tx, OTHER, "C1") == [theirs]
        found = await rooms.row(tx, WS, on_its_way)
        assert found is not None
        assert (found.key, found.state) == ("on its way", OutboxState.SENDING)
        assert await rooms.row(tx, OTHER, on_its_way) is None


@pytest.mark.parametrize(("channel", "noted"), [("C1", "17.5"), ("C2", None)])
async def test_a_board_said_where_the_review_runs_no_more_is_not_its_board(
    db: Database, channel: str, noted: str | None
) -> None:
    await keep(db, account(), review())
    async with db.write() as tx:
        await review_store.set_board_ts(tx, WS, 1, "17.5", channel=channel)
        found = await review_store.by_id(tx, WS, 1)
    assert found is not None
    assert found.board_ts == noted


async def test_a_conversation_is_about_the_customer_whose_review_is_led_there(db: Database) -> None:
    home, other = account(), account(2, channel=None, shared_channel="C5")
    await keep(db, home, other, review(), review(2, account_id=2, channel="U1", started_at=NOW - timedelta(days=1)))
    async with db.read() as tx:
        assert await rooms.customer_here(tx, WS, "C1", "U1") == (home, review())
        for channel, user in (("C5", "U9"), ("D1", "U1")):
            found = await rooms.customer_here(tx, WS, channel, user)
            assert found is not None
            assert (found[0], found[1] and found[1].id) == (other, 2)
        assert await rooms.customer_here(tx, WS, "D9", "U9") is None
        assert await rooms.customer_here(tx, WS, "C9", "U1") is None


async def test_a_rooms_new_id_is_found_wherever_the_old_one_stood(db: Database) -> None:
    await keep(db, account(), review(state=ReviewState.CLOSED, ended_at=NOW, board_ts="17.1"))
    await said(db, "summary", "18.2")
    async with db.write() as tx:
        await rooms.renumber(tx, WS, "C1", "C9")
        assert await rooms.standing_in(tx, WS, "C1") == []
        assert [each.ts for each in await rooms.standing_in(tx, WS, "C9")] == ["17.1", "18.2"]


async def test_what_waits_for_a_room_is_said_elsewhere_or_not_at_all(db: Database) -> None:
    async with db.write() as tx:
        rows = [
            await outbox.queue(tx, WS, key=key, channel="C1", operation=Say.POST, payload={"text": key}, now=NOW)
            for key in ("one", "two")
        ]
        first, second = [each for each in rows if each is not None]
        assert [each.id for each in await rooms.waiting_for(tx, WS, "C1")] == [first, second]
        assert await rooms.redirect(tx, WS, [first], "U1") == 1
        assert await rooms.drop(tx, WS, [second]) == 1
        assert await rooms.waiting_for(tx, WS, "C1") == []
        (moved,) = await rooms.waiting_for(tx, WS, "U1")
    assert (moved.id, moved.state) == (first, OutboxState.QUEUED)


async def test_what_was_taken_away_stands_there_no_more_and_what_could_not_be_is_tried_again(db: Database) -> None:
    await said(db, "gone", "18.1")
    await said(db, "stands", "18.2")
    await said(db, "withdraw one", "18.1", Say.DELETE)
    failed = await said(db, "withdraw two", None, Say.DELETE)
    async with db.write() as tx:
        row = await rooms.row(tx, WS, failed)
        assert row is not None
        await delivering.failed(tx, row, "not_in_channel")
        assert await rooms.standing_in(tx, WS, "C1") == [Standing("C1", "18.2")]
        assert await rooms.take_away_again(tx, OTHER, "C1") == 0
        assert await rooms.take_away_again(tx, WS, "C1") == 1
        again = await rooms.row(tx, WS, failed)
    assert again is not None
    assert (again.state, again.error) == (OutboxState.QUEUED, None)

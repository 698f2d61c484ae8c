from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from reviews.decision import Change, Decision, Post, ShowBoard
from reviews.model import ActionState, CarriedKind, GapState, ReviewState, StepName, StepState
from storage import accounts, actions, audit, delivering, gaps, tables
from storage import reviews as review_store
from storage.database import Database
from storage.errors import ConflictError
from storage.record import record
from storage.values import OutboxState, Outgoing, Say
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    carried,
    gap,
    keep,
    mark,
    new,
    review,
    step,
    turned,
)

LATER = NOW + timedelta(hours=1)
MOVED = date(2026, 12, 11)


async def decide(db: Database, decision: Decision, by: str = "U2", deed: str | None = None) -> None:
    async with db.write() as tx:
        await record(tx, WS, decision, by=by, now=LATER, deed=deed)


async def queued(db: Database) -> list[Outgoing]:
    """What delivery is given to say."""
    async with db.write() as tx:
        return await delivering.claim(tx, [row.id for row in await delivering.due(tx, LATER, 100)], LATER)


async def count(db: Database, table: Any) -> int:
    async with db.read() as tx:
        return int(await tx.scalar(select(func.count()).select_from(table)) or 0)


async def test_a_whole_review_is_written_at_once_and_read_back_as_the_same_values(db: Database) -> None:
    whole = [
        account(renewal_on=date(2027, 1, 24), time_zone="Europe/Berlin"),
        review(),
        *(step(name, note="said", by="U1", at=NOW) for name in StepName),
        mark(confirmed="seen"),
        carried(CarriedKind.ACTION, "31"),
        gap(review_id=1, link="https://example.com"),
        action(review_id=1, gap_id=1, counterpart="Dana", check_on=MOVED, insisted=True),
    ]
    await keep(db, *whole)
    async with db.read() as tx:
        found = [
            await accounts.by_id(tx, WS, 1),
            await review_store.by_id(tx, WS, 1),
            *await review_store.steps(tx, WS, 1),
            *await review_store.marks(tx, WS, 1),
            *await review_store.carried(tx, WS, 1),
            await gaps.by_id(tx, WS, 1),
            await actions.by_id(tx, WS, 1),
        ]
    assert found == whole


async def test_the_trail_of_something_new_holds_what_was_filled_in_and_who_did_it(db: Database) -> None:
    await decide(db, new(account()))
    async with db.read() as tx:
        (entry,) = await audit.of(tx, WS, "account", "1")
    assert (entry.by, entry.at, entry.before, entry.why) == ("U2", LATER, {}, None)
    assert entry.after == {
        "id": 1,
        "name": "Northwind 1",
        "owner": "U1",
        "channel": "C1",
        "created_at": NOW.isoformat(),
        "rhythm_months": 3,
        "is_private": False,
    }


async def test_the_trail_of_a_change_holds_what_differs_before_and_after_and_why(db: Database) -> None:
    await keep(db, account(), action())
    after = replace(action(), due=MOVED, moves=1, state=ActionState.BLOCKED, blocked_by="U3")
    await decide(db, turned(action(), after, "legal is late"))
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == replace(after, touched_at=LATER)
        entry = (await audit.of(tx, WS, "action", "1"))[-1]
    assert entry.before == {"due": "2026-12-04", "state": "open", "moves": 0, "blocked_by": None}
    assert entry.after == {"due": "2026-12-11", "state": "blocked", "moves": 1, "blocked_by": "U3"}
    assert entry.why == "legal is late"


async def test_a_change_that_changes_nothing_leaves_no_trace(db: Database) -> None:
    await keep(db, account(), action())
    written = await count(db, tables.audit_entries)
    await decide(db, turned(action(), action(), "pressed twice"))
    assert await count(db, tables.audit_entries) == written


async def test_a_step_is_found_in_the_trail_by_its_review_and_name(db: Database) -> None:
    await keep(db, account(), review(), step())
    await decide(db, turned(step(), replace(step(), state=StepState.SKIPPED, note="no time")))
    async with db.read() as tx:
        entries = await audit.of(tx, WS, "step", "1/goals")
        assert (await review_store.steps(tx, WS, 1))[0].state is StepState.SKIPPED
    assert [entry.after.get("state") for entry in entries] == ["open", "skipped"]


async def test_a_renamed_account_is_found_by_its_new_name_only(db: Database) -> None:
    await keep(db, account(name="Blue Fern"))
    await decide(db, turned(account(name="Blue Fern"), account(name="Bluefern ÅB")))
    async with db.read() as tx:
        assert await accounts.by_name(tx, WS, "blue fern") is None
        assert await accounts.by_name(tx, WS, " BLUEFERN  åb ") == account(name="Bluefern ÅB")


@pytest.mark.parametrize("field", [{"due": MOVED}, {"state": ActionState.DONE}])
async def test_a_decision_about_something_changed_meanwhile_is_refused_whole(
    db: Database, field: dict[str, Any]
) -> None:
    await keep(db, account(), action(), gap())
    await decide(db, turned(action(), replace(action(), due=date(2027, 1, 1), state=ActionState.BLOCKED)))
    closed = Change(gap(), replace(gap(), state=GapState.CLOSED))
    with pytest.raises(ConflictError, match="action 1"):
        await decide(db, Decision((closed, Change(action(), replace(action(), **field)))))
    async with db.read() as tx:
        assert await gaps.by_id(tx, WS, 1) == gap()


async def test_two_people_may_change_different_things_about_one_action(db: Database) -> None:
    await keep(db, account(), action())
    await decide(db, turned(action(), replace(action(), due=MOVED)))
    await decide(db, turned(action(), replace(action(), what="Omar sends it")))
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == action(
            due=MOVED, first_due=action().due, what="Omar sends it", touched_at=LATER
        )


async def test_a_second_open_review_on_an_account_is_refused(db: Database) -> None:
    await keep(db, account(), account(2), review())
    with pytest.raises(ConflictError, match="review"):
        await keep(db, review(2))
    await keep(db, review(2, account_id=2), review(3, state=ReviewState.ABANDONED))


async def test_a_review_can_be_closed_and_the_next_one_opened_in_one_decision(db: Database) -> None:
    await keep(db, account(), review())
    closing = Change(review(), replace(review(), state=ReviewState.CLOSED, ended_at=LATER))
    await decide(db, Decision((closing, Change(None, review(2, last_review_id=1)))))
    async with db.read() as tx:
        assert await review_store.open_on(tx, WS, 1) == review(2, last_review_id=1)


async def test_a_channel_is_for_one_account_but_many_may_have_none(db: Database) -> None:
    await keep(db, account(1, channel=None), account(2, channel=None), account(3))
    with pytest.raises(ConflictError, match="account"):
        await keep(db, account(4, channel="C3"))


async def test_a_row_that_refers_to_nothing_is_our_mistake_and_not_a_conflict(db: Database) -> None:
    with pytest.raises(IntegrityError):
        await keep(db, gap())


async def test_a_record_of_another_workspace_or_another_record_is_refused(db: Database) -> None:
    await keep(db, account(), gap(), gap(2))
    for decision in (new(account(9, ws="T2")), turned(gap(), replace(gap(2), what="x"))):
        with pytest.raises(ValueError, match=r"belong|two records"):
            await decide(db, decision)


async def test_a_message_is_queued_once_for_its_key_and_the_first_words_stand(db: Database) -> None:
    await decide(db, Decision(says=(Post("summary:1", "C1", {"text": "first"}),)))
    await decide(db, Decision(says=(Post("summary:1", "C2", {"text": "second"}),)))
    (row,) = await queued(db)
    assert (row.key, row.channel, row.payload) == ("summary:1", "C1", {"text": "first"})
    assert (row.operation, row.state, row.attempts) == (Say.POST, OutboxState.SENDING, 1)
    assert (row.not_before, row.created_at) == (LATER, LATER)


async def test_each_showing_of_a_board_is_a_new_version_to_be_drawn_from_the_tables(db: Database) -> None:
    await keep(db, account(), review())
    await decide(db, Decision(says=(ShowBoard(1),)))
    await decide(db, Decision(says=(ShowBoard(1), ShowBoard(1))))
    rows = await queued(db)
    assert [row.key for row in rows] == ["board:1:2", "board:1:3"]
    assert {(row.operation, row.channel, row.payload, row.subject_id) for row in rows} == {(Say.BOARD, "C1", None, 1)}
    async with db.read() as tx:
        assert await review_store.by_id(tx, WS, 1) == review(board_version=3)


async def test_a_new_review_and_its_board_come_in_one_decision(db: Database) -> None:
    await keep(db, account())
    await decide(db, replace(new(review()), says=(ShowBoard(1),)))
    assert [row.key for row in await queued(db)] == ["board:1:2"]


async def test_the_board_of_no_review_is_our_mistake(db: Database) -> None:
    with pytest.raises(ValueError, match="no review 9"):
        await decide(db, Decision(says=(ShowBoard(9),)))

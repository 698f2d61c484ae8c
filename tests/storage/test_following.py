"""What a recorded change leaves for the clock and for whoever wants it undone: stamps, deeds, wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from reviews.asks import AskKind
from reviews.audit_entry import AuditEntry
from reviews.decision import Change, Decision, Record
from reviews.model import ActionState, GapState, ReviewState
from reviews.preferences import EVERYBODY, Pace
from storage import actions, asks, audit, gaps, preferences, tables
from storage.database import Database
from storage.errors import ConflictError
from storage.record import record
from storage.rows import TABLES
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    ask,
    gap,
    keep,
    new,
    review,
    step,
    turned,
)
from tests.storage.examples import preferences as wishes

LATER = NOW + timedelta(hours=1)
CHANGES: list[tuple[Record, Record]] = [
    (account(), account(paused_at=NOW)),
    (review(), review(state=ReviewState.CLOSED)),
    (gap(), gap(state=GapState.CLOSED)),
    (action(), action(state=ActionState.WAITING, wake_on=date(2026, 12, 1))),
]


async def decide(db: Database, decision: Decision, deed: str | None = None) -> None:
    async with db.write() as tx:
        await record(tx, WS, decision, by="U2", now=LATER, deed=deed)


async def looked_at(db: Database, value: Record) -> datetime | None:
    table = TABLES[type(value)]
    async with db.read() as tx:
        moment: datetime | None = await tx.scalar(select(table.c.look_at))
    return moment


async def seen_by_the_clock(db: Database) -> None:
    """The clock has looked at everything, and nothing comes of it."""
    async with db.write() as tx:
        for kind in (tables.accounts, tables.reviews, tables.gaps, tables.actions):
            await tx.execute(update(kind).values(look_at=None))


async def trail(db: Database, kind: str, ref: str) -> list[AuditEntry]:
    async with db.read() as tx:
        return await audit.of(tx, WS, kind, ref)


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=lambda value: type(value).__name__)
async def test_whatever_is_new_or_changed_is_looked_at_by_the_clock_at_once(
    db: Database, before: Record, after: Record
) -> None:
    made = [account(), *([] if before == account() else [before])]
    await keep(db, *made)
    assert await looked_at(db, before) == NOW
    await seen_by_the_clock(db)
    await decide(db, turned(before, after))
    assert await looked_at(db, before) == LATER


async def test_the_clock_looks_again_at_what_was_changed_and_not_at_what_lies_beside_it(db: Database) -> None:
    await keep(db, account(), gap(), action())
    await seen_by_the_clock(db)
    await decide(db, turned(action(), action(state=ActionState.DONE)))
    assert [await looked_at(db, each) for each in (account(), gap(), action())] == [None, None, LATER]


async def test_a_decision_that_changes_nothing_wakes_nobody(db: Database) -> None:
    await keep(db, account(), action())
    await seen_by_the_clock(db)
    await decide(db, turned(action(), action()))
    assert await looked_at(db, action()) is None
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == action()


async def test_a_gap_and_an_action_say_when_they_were_last_touched(db: Database) -> None:
    await keep(db, account(), gap(touched_at=None), action(touched_at=None))
    async with db.read() as tx:
        assert await gaps.by_id(tx, WS, 1) == gap(touched_at=NOW)
        assert await actions.by_id(tx, WS, 1) == action(touched_at=NOW)
    both = Change(gap(), gap(reason="files")), Change(action(), action(owner="U3"))
    await decide(db, Decision(both))
    async with db.read() as tx:
        assert await gaps.by_id(tx, WS, 1) == gap(reason="files", touched_at=LATER)
        assert await actions.by_id(tx, WS, 1) == action(owner="U3", touched_at=LATER)


async def test_the_moment_of_a_touch_is_the_recorders_and_not_the_deciders(db: Database) -> None:
    await keep(db, account(), action())
    await decide(db, turned(action(), action(owner="U3", touched_at=NOW + timedelta(days=9))))
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == action(owner="U3", touched_at=LATER)


async def test_who_decided_before_somebody_elses_touch_may_still_change_another_thing(db: Database) -> None:
    await keep(db, account(), action())
    await decide(db, turned(action(), action(owner="U3")))
    await decide(db, turned(action(), action(what="Omar sends it")))
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == action(owner="U3", what="Omar sends it", touched_at=LATER)


async def test_the_trail_does_not_speak_of_when_the_clock_looks_or_what_was_touched(db: Database) -> None:
    await keep(db, account(), gap(), action())
    await decide(db, turned(action(), action(owner="U3")))
    await decide(db, turned(gap(), gap(reason="files")))
    entries = [entry for kind in ("account", "gap", "action") for entry in await trail(db, kind, "1")]
    named = {name for entry in entries for name in (*entry.before, *entry.after)}
    assert len(entries) == 5
    assert {"owner", "reason"} <= named
    assert named.isdisjoint({"touched_at", "look_at"})


async def test_all_that_was_changed_in_one_go_is_found_by_its_deed_in_the_order_it_was_changed(db: Database) -> None:
    await keep(db, account(), review(), gap(), action())
    done = Change(action(), action(state=ActionState.DONE), "she said so")
    closed = Change(gap(), gap(state=GapState.CLOSED))
    await decide(db, Decision((done, Change(None, action(2)), closed)), deed="D1/18.1")
    await decide(db, turned(action(2), action(2, owner="U3")), deed="D1/18.2")
    await decide(db, new(step()))
    async with db.read() as tx:
        found = await audit.of_deed(tx, WS, "D1/18.1")
        assert [(each.kind, each.ref) for each in found] == [("action", "1"), ("action", "2"), ("gap", "1")]
        assert found[0].before == {"state": "open"}
        assert found[0].after == {"state": "done"}
        assert (found[0].why, found[0].by, found[0].deed) == ("she said so", "U2", "D1/18.1")
        assert [each.ref for each in await audit.of_deed(tx, WS, "D1/18.2")] == ["2"]
        assert await audit.of_deed(tx, WS, "D1/18") == []
        assert await audit.of_deed(tx, "T2", "D1/18.1") == []


async def test_changes_of_two_recordings_under_one_deed_belong_together(db: Database) -> None:
    await keep(db, account(), action())
    await decide(db, turned(action(), action(owner="U3")), deed="answer")
    await decide(db, turned(action(owner="U3"), action(owner="U4")), deed="answer")
    async with db.read() as tx:
        assert [each.after for each in await audit.of_deed(tx, WS, "answer")] == [{"owner": "U3"}, {"owner": "U4"}]


async def test_what_was_recorded_without_a_deed_belongs_to_none(db: Database) -> None:
    await keep(db, account())
    (entry,) = await trail(db, "account", "1")
    assert entry.deed is None


async def test_a_decision_may_ask_somebody_and_asks_them_once(db: Database) -> None:
    await keep(db, account(), action())
    blocked = turned(action(), action(state=ActionState.BLOCKED, blocked_by="U2"))
    asking = replace(blocked, asks=(ask(user_id="U2", kind=AskKind.BLOCKING),))
    await decide(db, asking)
    await decide(db, Decision(asks=asking.asks))
    async with db.read() as tx:
        (waiting,) = await asks.waiting_for(tx, WS, ["U2"])
    assert waiting == ask(id=waiting.id, user_id="U2", kind=AskKind.BLOCKING)


async def test_a_decision_cannot_ask_somebody_of_another_workspace(db: Database) -> None:
    with pytest.raises(ValueError, match="does not belong to T1"):
        await decide(db, Decision(asks=(ask(ws="T2"),)))
    async with db.read() as tx:
        assert await asks.waiting_for(tx, "T2", ["U1"]) == []


WHOLE = wishes(
    pace=Pace.LIGHT,
    morning=time(9),
    evening=time(17, 30),
    weekend="5,6",
    country="DE-BY",
    manager="U9",
    away_from=date(2026, 12, 1),
    away_until=date(2026, 12, 5),
    stand_in="U3",
)


async def test_how_somebody_wants_to_be_asked_is_kept_as_they_chose_it(db: Database) -> None:
    await decide(db, new(WHOLE, wishes(EVERYBODY, country="FR"), wishes("U2")))
    async with db.write() as tx:
        assert await preferences.of(tx, WS, "U1") == WHOLE
        assert await preferences.of(tx, WS, "U1", lock=True) == WHOLE
        assert await preferences.of(tx, WS, EVERYBODY) == wishes(EVERYBODY, country="FR")
        assert await preferences.of(tx, WS, "U9") is None
        assert await preferences.of(tx, "T2", "U1") is None
        found = await preferences.of_several(tx, WS, ["U1", EVERYBODY, "U9", "U1"])
        assert found == {"U1": WHOLE, EVERYBODY: wishes(EVERYBODY, country="FR")}
        assert await preferences.of_several(tx, WS, []) == {}


async def test_the_trail_says_who_chose_which_hours_in_plain_words(db: Database) -> None:
    await decide(db, new(WHOLE))
    moved = replace(WHOLE, morning=time(10, 15), pace=Pace.ACTIVE, stand_in=None)
    await decide(db, turned(WHOLE, moved, "new shift"), deed="form")
    chosen, changed = await trail(db, "preferences", "U1")
    assert (chosen.before, chosen.by) == ({}, "U2")
    assert chosen.after == {
        "user_id": "U1",
        "pace": "light",
        "morning": "09:00:00",
        "evening": "17:30:00",
        "weekend": "5,6",
        "country": "DE-BY",
        "manager": "U9",
        "away_from": "2026-12-01",
        "away_until": "2026-12-05",
        "stand_in": "U3",
    }
    assert changed.before == {"morning": "09:00:00", "pace": "light", "stand_in": "U3"}
    assert changed.after == {"morning": "10:15:00", "pace": "active", "stand_in": None}
    assert (changed.why, changed.deed) == ("new shift", "form")


async def test_wishes_that_were_changed_meanwhile_are_not_changed_over(db: Database) -> None:
    await decide(db, new(WHOLE))
    await decide(db, turned(WHOLE, replace(WHOLE, morning=time(8))))
    with pytest.raises(ConflictError, match="preferences U1"):
        await decide(db, turned(WHOLE, replace(WHOLE, morning=time(11))))
    async with db.read() as tx:
        assert await preferences.of(tx, WS, "U1") == replace(WHOLE, morning=time(8))


async def test_two_first_choices_of_one_person_do_not_overwrite_each_other(db: Database) -> None:
    await decide(db, new(WHOLE))
    with pytest.raises(ConflictError, match="such a preferences"):
        await decide(db, new(wishes(morning=time(7))))


async def test_a_waiting_action_keeps_the_day_it_comes_back_and_what_the_check_found(db: Database) -> None:
    waiting = action(
        state=ActionState.WAITING, wake_on=date(2026, 12, 1), snoozed_until=date(2026, 11, 26), helped=False
    )
    await keep(db, account(next_review_on=date(2027, 2, 1), rhythm_months=1), waiting)
    async with db.read() as tx:
        assert await actions.by_id(tx, WS, 1) == waiting
    assert (await trail(db, "account", "1"))[0].after["next_review_on"] == "2027-02-01"

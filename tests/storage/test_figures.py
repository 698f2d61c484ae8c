"""How what was asked was answered, counted on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reviews.asks import AskState
from reviews.decision import Change, Decision
from reviews.figures import NudgeFigures
from storage import asks, figures, nudges, people
from storage.database import Database
from storage.record import record
from tests.storage.examples import NOW, account, action, ask, keep, nudge, person

MONTH = timedelta(days=30)
HOUR = timedelta(hours=1)


async def sent(db: Database, number: int, user_id: str = "U1", *, ago: timedelta, after: timedelta | None) -> None:
    """A nudge that Slack has, answered so long after it was made."""
    made = NOW - ago
    async with db.write() as tx:
        await nudges.add(tx, nudge(number, user_id=user_id, day=made.date(), created_at=made, ts=f"1.{number}"))
        put = ask(f"A-{number}", user_id=user_id, state=AskState.ASKED, nudge_id=number, place=1)
        await asks.add(tx, [put])
        if after is not None:
            await nudges.answered(tx, "T1", number, made + after)


async def between(db: Database, since: timedelta, until: timedelta = timedelta(0)) -> NudgeFigures | None:
    async with db.read() as tx:
        return await figures.between(tx, "T1", NOW - since, NOW - until)


async def test_each_stretch_counts_its_own_nudges(db: Database) -> None:
    for number, hours in enumerate((1, 3, 50), start=1):
        await sent(db, number, ago=timedelta(days=number), after=hours * HOUR)
    await sent(db, 4, ago=timedelta(days=4), after=None)
    await sent(db, 5, ago=timedelta(days=31), after=9 * HOUR)
    assert await between(db, MONTH) == NudgeFigures(4, 3, 3 * HOUR)
    assert await between(db, 2 * MONTH, MONTH) == NudgeFigures(1, 1, 9 * HOUR)
    assert await between(db, 3 * MONTH, 2 * MONTH) is None


async def test_a_nudge_slack_never_had_is_not_counted(db: Database) -> None:
    async with db.write() as tx:
        await nudges.add(tx, nudge(1, created_at=NOW - HOUR, ts=None))
    async with db.read() as tx:
        assert not await figures.any_sent(tx, "T1")
        assert await figures.asked(tx, "T1", NOW - MONTH, NOW) == []
    await sent(db, 2, "U2", ago=2 * HOUR, after=None)
    async with db.read() as tx:
        assert await figures.any_sent(tx, "T1")
        assert await figures.asked(tx, "T1", NOW - MONTH, NOW) == ["U2"]


async def test_who_called_it_unhelpful_is_counted(db: Database) -> None:
    await sent(db, 1, ago=HOUR, after=None)
    async with db.write() as tx:
        await nudges.not_helpful(tx, "T1", 1, NOW)
    found = await between(db, MONTH)
    assert found
    assert found.unhelpful == 1


async def test_moves_are_counted_from_the_trail_and_what_was_taken_back_is_not(db: Database) -> None:
    first, second = action(1), action(2)
    await keep(db, account(), first, second)
    moved = replace(first, due=first.due + timedelta(days=7), moves=1)
    other = replace(second, due=second.due + timedelta(days=7), moves=1)
    steps = ((first, moved), (second, other), (other, second), (moved, replace(moved, what="Another word")))
    for before, after in steps:
        async with db.write() as tx:
            await record(tx, "T1", Decision((Change(before, after),)), by="U1", now=NOW - HOUR)
    found = await between(db, MONTH)
    assert found
    assert found.moved == 1
    assert await between(db, 2 * MONTH, MONTH) is None
    async with db.read() as tx:
        assert await figures.live(tx, "T1") == 2


async def test_only_people_with_something_open_are_read_again_and_the_unknown_first(db: Database) -> None:
    await keep(db, account(), action(1, owner="U1"), action(2, owner="U2"))
    old, fresh = NOW - timedelta(hours=21), NOW - HOUR
    async with db.write() as tx:
        for user_id, read_at in (("U1", old), ("U2", fresh), ("U3", old), ("U4", old)):
            await people.save(tx, person(user_id, read_at=read_at))
        await asks.add(tx, [ask(user_id="U4"), ask(user_id="U9")])
    async with db.read() as tx:
        assert await people.stale(tx, NOW - timedelta(hours=20), 9) == [("T1", "U9"), ("T1", "U1"), ("T1", "U4")]
        assert await people.stale(tx, NOW - timedelta(hours=20), 2) == [("T1", "U9"), ("T1", "U1")]
        assert await people.stale(tx, NOW - timedelta(days=9), 9) == [("T1", "U9")]
        assert await people.with_items(tx, "T1") == ["U1", "U2", "U4", "U9"]


async def test_what_waits_for_somebody_can_be_looked_at_now(db: Database) -> None:
    later = NOW + timedelta(days=2)
    await keep(db, account(), action(1))
    async with db.write() as tx:
        await asks.add(tx, [ask(user_id="U1", not_before=later), ask(user_id="U2", not_before=later)])
        await asks.wake_for(tx, "T1", "U1", NOW)
    async with db.read() as tx:
        assert await asks.due(tx, NOW, 9) == [("T1", "U1")]

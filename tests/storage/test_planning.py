"""What the clock finds to look at again, and what a nudge is told of its subjects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import AskKind, AskState
from reviews.model import Action, ActionState, Gap, GapState
from reviews.nudge_sheet import Subject
from storage import actions, asks, nudges, planning
from storage.database import Database
from storage.record import record
from tests.storage.examples import NOW, WS, account, action, ask, gap, keep, new, nudge, turned

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


async def seen(
    db: Database, kind: type[Action] | type[Gap], now: datetime = NOW
) -> list[tuple[Action | Gap, datetime]]:
    async with db.read() as tx:
        return await planning.to_look_at(tx, kind, now, 99)


async def look_again(db: Database, item: Action | Gap, was: datetime, following: datetime | None) -> None:
    async with db.write() as tx:
        await planning.look_again(tx, type(item), [(item, was, following)])


async def next_look(db: Database) -> datetime | None:
    async with db.read() as tx:
        return await planning.next_look(tx)


async def change(db: Database, before: Action | Gap, after: Action | Gap, now: datetime = LATER) -> None:
    async with db.write() as tx:
        await record(tx, WS, turned(before, after), by="U2", now=now)


async def test_the_clock_finds_what_is_new_and_what_was_changed_longest_waiting_first(db: Database) -> None:
    await keep(db, account(), action(1), action(2), gap(1))
    await keep(db, account(ws="T2"), action(1, ws="T2"), ws="T2")
    await change(db, action(1), action(1, owner="U3"))
    moved = action(1, owner="U3", touched_at=LATER)
    assert await seen(db, Gap) == [(gap(1), NOW)]
    assert (await seen(db, Action, LATER))[-1] == (moved, LATER)
    found = await seen(db, Action)
    assert sorted((each.workspace_id, each.id) for each, _ in found) == [(WS, 2), ("T2", 1)]
    async with db.read() as tx:
        assert len(await planning.to_look_at(tx, Action, LATER, 2)) == 2


@pytest.mark.parametrize("item", [action(), gap()], ids=["action", "gap"])
async def test_what_was_looked_at_rests_until_its_next_moment(db: Database, item: Action | Gap) -> None:
    await keep(db, account(), item)
    await look_again(db, item, NOW, TOMORROW)
    assert await seen(db, type(item), TOMORROW - timedelta(seconds=1)) == []
    assert await seen(db, type(item), TOMORROW) == [(item, TOMORROW)]
    await look_again(db, item, TOMORROW, None)
    assert await seen(db, type(item), TOMORROW + timedelta(days=999)) == []


async def test_what_was_changed_while_it_was_looked_at_is_looked_at_anew(db: Database) -> None:
    await keep(db, account(), action())
    await change(db, action(), action(owner="U3"))
    await look_again(db, action(), NOW, TOMORROW)
    assert [moment for _, moment in await seen(db, Action, LATER)] == [LATER]


async def test_the_clock_may_rest_until_the_first_of_all_moments(db: Database) -> None:
    assert await next_look(db) is None
    await keep(db, account(), action(), gap())
    assert await next_look(db) == NOW
    await look_again(db, action(), NOW, TOMORROW)
    await look_again(db, gap(), NOW, LATER)
    assert await next_look(db) == LATER
    await look_again(db, gap(), LATER, None)
    assert await next_look(db) == TOMORROW


async def test_somebodys_new_hours_make_the_clock_look_at_all_they_still_have(db: Database) -> None:
    mine = action(1), gap(1), action(4, state=ActionState.WAITING)
    others = action(2, owner="U2"), action(3, state=ActionState.DONE, ended_at=NOW), gap(2, owner=None)
    closed = gap(3, state=GapState.CLOSED, ended_at=NOW)
    await keep(db, account(), *mine, *others, closed)
    for each in (*mine, *others, closed):
        await look_again(db, each, NOW, None)
    async with db.write() as tx:
        await planning.look_at_all_of(tx, WS, "U1", LATER)
    assert sorted(each.id for each, _ in await seen(db, Action, LATER)) == [1, 4]
    assert [each.id for each, _ in await seen(db, Gap, LATER)] == [1]


async def test_an_ask_is_told_what_it_is_about_and_for_which_customer(db: Database) -> None:
    ours = account(), account(2)
    about = action(31), gap(4, account_id=2), action(5, account_id=None)
    await keep(db, *ours, *about)
    async with db.read() as tx:
        found = await planning.subjects(tx, WS, ["A-31", "G-4", "ACC-2", "A-5", "A-99", "ACC-9", "nonsense", "A-31"])
    assert found == {
        "A-31": Subject(about[0], ours[0]),
        "G-4": Subject(about[1], ours[1]),
        "A-5": Subject(about[2], None),
        "ACC-2": Subject(None, ours[1]),
    }


async def said(db: Database, number: int, *subjects: str, ws: str = WS) -> None:
    """A nudge that asked about these, put together at NOW."""
    new_asks = [
        ask(each, ws=ws, about=str(number), state=AskState.ASKED, nudge_id=number, place=place)
        for place, each in enumerate(subjects, 1)
    ]
    async with db.write() as tx:
        await nudges.add(tx, nudge(number, ws=ws, user_id=f"U{number}"))
        await asks.add(tx, new_asks)


async def changed(db: Database, *numbers: int, ws: str = WS) -> set[int]:
    async with db.read() as tx:
        return await planning.changed_since(tx, ws, numbers)


async def test_a_nudge_is_looked_at_again_when_something_in_it_was_changed_since(db: Database) -> None:
    await keep(db, account(), account(2), action(1), action(11), gap(1, account_id=2))
    await said(db, 1, "A-11", "G-1")
    await said(db, 2, "A-1")
    await said(db, 3, "ACC-1")
    assert await changed(db, 1, 2, 3) == {3}
    await change(db, action(1), action(1, owner="U3"))
    assert await changed(db, 1, 2) == {2}
    await change(db, gap(1, account_id=2), gap(1, account_id=2, reason="files"))
    assert await changed(db, 1, 2) == {1, 2}
    assert await changed(db, 1) == {1}
    assert await changed(db) == set()


async def test_a_nudge_is_looked_at_again_when_its_customer_is_paused(db: Database) -> None:
    await keep(db, account(), action(1))
    await said(db, 1, "A-1")
    assert await changed(db, 1) == set()
    async with db.write() as tx:
        await record(tx, WS, turned(account(), account(paused_at=NOW)), by="U2", now=LATER)
    assert await changed(db, 1) == {1}


async def test_a_change_in_another_workspace_is_nothing_to_a_nudge(db: Database) -> None:
    for ws in (WS, "T2"):
        await keep(db, account(ws=ws), action(1, ws=ws), ws=ws)
        await said(db, 1, "A-1", ws=ws)
    await change(db, action(1), action(1, owner="U3"))
    assert (await changed(db, 1), await changed(db, 1, ws="T2")) == ({1}, set())


async def _put(tx: AsyncConnection, nudge_id: int, kind: AskKind, ws: str = WS) -> None:
    """One question of a nudge."""
    await asks.add(tx, [ask(f"A-{nudge_id}", ws, kind=kind, state=AskState.ASKED, nudge_id=nudge_id, place=1)])


async def test_those_who_left_their_last_nudges_unanswered_are_silent(db: Database) -> None:
    answered = {"U1": [], "U2": [3], "U3": [1], "U4": []}
    async with db.write() as tx:
        for person, days in answered.items():
            for day in (1, 2, 3):
                number = int(person[1]) * 10 + day
                await nudges.add(
                    tx, nudge(number, user_id=person, day=date(2026, 11, day), channel="D", ts=str(number))
                )
                await _put(tx, number, AskKind.PREPARE if person == "U4" else AskKind.DUE)
                if day in days:
                    await nudges.answered(tx, WS, number, NOW)
        await nudges.add(tx, nudge(19, day=date(2026, 11, 9)))
        await nudges.add(tx, nudge(1, ws="T2", channel="D", ts="1", answered_at=NOW))
        await _put(tx, 1, AskKind.DUE, ws="T2")
        assert await nudges.silent(tx, WS, ["U1", "U2", "U3", "U4", "U9"], NOW - timedelta(days=60), 3) == {"U1"}
        assert await nudges.silent(tx, WS, ["U1", "U2", "U3"], NOW - timedelta(days=60), 2) == {"U1", "U3"}
        assert await nudges.silent(tx, WS, ["U1"], NOW - timedelta(days=60), 4) == set()
        assert await nudges.silent(tx, "T2", ["U1"], NOW - timedelta(days=60), 1) == set()
        assert await nudges.last_days(tx, WS, ["U1", "U2", "U9"]) == {"U1": date(2026, 11, 9), "U2": date(2026, 11, 3)}
        assert await nudges.last_days(tx, "T2", ["U1", "U2"]) == {"U1": NOW.date()}


async def test_what_somebody_has_open_between_two_days_comes_soonest_first(db: Database) -> None:
    day = date(2026, 12, 1)
    listed = [
        action(1, due=day + timedelta(days=2)),
        action(2, due=day),
        action(3, due=day - timedelta(days=1)),
        action(4, due=day + timedelta(days=3)),
        action(5, due=day, state=ActionState.WAITING),
        action(6, due=day, owner="U2"),
        action(7, due=day),
    ]
    await keep(db, account(), *listed)
    async with db.read() as tx:
        found = await actions.due_between(tx, WS, "U1", day, day + timedelta(days=2))
    assert [each.id for each in found] == [2, 7, 1]


async def test_what_is_changed_at_the_moment_it_was_looked_at_is_not_lost(db: Database) -> None:
    await keep(db, account(), action())
    async with db.write() as tx:
        ((item, was),) = await planning.to_look_at(tx, Action, NOW, 9)
    await change(db, action(), action(owner="U3"), now=NOW + timedelta(microseconds=1))
    await look_again(db, item, was, None)
    assert [each for each, _ in await seen(db, Action, LATER)] == [
        replace(action(owner="U3"), touched_at=NOW + timedelta(microseconds=1))
    ]


async def test_two_workspaces_things_rest_each_until_their_own_moment(db: Database) -> None:
    theirs = action(ws="T2")
    await keep(db, account(), action())
    async with db.write() as tx:
        await record(tx, "T2", new(account(ws="T2"), theirs), by="U1", now=NOW)
        await planning.look_again(tx, Action, [(action(), NOW, None), (theirs, NOW, LATER)])
    assert await seen(db, Action) == []
    assert await seen(db, Action, LATER) == [(theirs, LATER)]

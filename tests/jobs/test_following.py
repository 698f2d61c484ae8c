"""Planning and rounds on real databases: each morning's nudge is made once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from jobs import nudging, outages
from jobs.following import plan_all
from jobs.nudging import nudge_all
from reviews.asks import AskKind, AskState
from reviews.model import ActionState, GapState
from reviews.preferences import Pace, Preferences
from storage import asks, nudges, outbox, people, planning
from storage.database import Database
from tests import builders
from tests.builders import WS, account, person
from tests.databases import Postgres, fresh_sqlite, postgres_server
from tests.jobs.following_world import DUE, LONG_AGO, MORNING, World, failing, text_of

DAY = timedelta(days=1)
action, gap = partial(builders.action, review_id=None), partial(builders.gap, review_id=None)
WAITING, ASKED, DROPPED = AskState.WAITING, AskState.ASKED, AskState.DROPPED
MINE = action(1, due=DUE, logged_at=LONG_AGO)
THEIRS = action(2, due=DUE, owner="U2", logged_at=LONG_AGO)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    if request.param == "sqlite":
        db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
        yield World(db)
        await db.close()
        return
    with request.getfixturevalue("postgres").fresh() as url:
        db = Database.open(url)
        yield World(db)
        await db.close()


async def test_each_owner_gets_one_nudge_in_the_morning_and_it_asks_once(world: World) -> None:
    await world.begin(MINE, THEIRS, action(3, due=DUE, logged_at=LONG_AGO), gap(1, update_on=DUE, logged_at=LONG_AGO))
    assert (await world.sweep())[1] == 2
    assert await world.kinds(ASKED) == [
        ("U1", "A-1", "due"),
        ("U1", "A-3", "due"),
        ("U1", "G-1", "due"),
        ("U2", "A-2", "due"),
    ]
    assert len(await world.say()) == 2


async def test_doing_it_twice_at_one_moment_changes_nothing(world: World) -> None:
    await world.begin(MINE, THEIRS)
    await world.sweep()
    before = await world.everything()
    assert await world.sweep() == (0, 0)
    assert await world.everything() == before


async def test_nothing_due_no_message(world: World) -> None:
    await world.begin(action(1, due=DUE + 9 * DAY, logged_at=LONG_AGO))
    assert (await world.sweep())[1] == 0
    assert (await world.asks(), await world.nudges(), await world.rows()) == ([], [], [])


@pytest.mark.parametrize("at", [MORNING - timedelta(seconds=1), MORNING + timedelta(hours=9), MORNING + 3 * DAY])
async def test_nobody_is_asked_before_the_morning_after_the_evening_or_on_a_saturday(
    world: World, at: datetime
) -> None:
    await world.begin(action(1, due=DUE - DAY, logged_at=LONG_AGO))
    assert (await world.sweep(at))[1] == 0
    waiting = await world.asks(WAITING)
    assert [ask.not_before for ask in waiting] == [min(m for m in _mornings() if m > at)]
    assert (await world.sweep(waiting[0].not_before))[1] == 1


def _mornings() -> list[datetime]:
    return [MORNING, MORNING + DAY, MORNING + 5 * DAY]


async def test_a_break_between_planning_and_the_rounds_loses_nothing(world: World) -> None:
    await world.begin(MINE)
    await plan_all(world.following)
    assert await world.kinds(WAITING) == [("U1", "A-1", "due")]
    # Another process goes on where the first was broken off.
    assert await nudge_all(replace(world.following)) == 1
    assert await world.kinds(ASKED) == [("U1", "A-1", "due")]


async def test_a_break_while_planning_leaves_it_to_the_next_sweep(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.begin(MINE)
    monkeypatch.setattr(planning, "look_again", failing(1, planning.look_again))
    with pytest.raises(ConnectionResetError):
        await world.sweep()
    assert await world.asks() == []
    assert await world.sweep() == (1, 1)


@pytest.mark.parametrize("broken", ["settle", "queue"])
async def test_a_break_in_a_round_leaves_it_to_the_next_sweep(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    await world.begin(MINE)
    place = asks if broken == "settle" else outbox
    monkeypatch.setattr(place, broken, failing(1, getattr(place, broken)))
    with pytest.raises(ConnectionResetError):
        await world.sweep()
    assert (await world.nudges(), await world.rows()) == ([], [])
    assert (await world.sweep())[1] == 1
    assert len(await world.say()) == 1


async def test_two_copies_at_once_make_one_nudge_for_each(world: World) -> None:
    owners = [f"U{number}" for number in range(10, 40)]
    several = [action(number + 1, owner=owner, due=DUE, logged_at=LONG_AGO) for number, owner in enumerate(owners * 2)]
    await world.begin(*several)
    # Of these nothing is known, so it is nine o'clock in UTC.
    world.now = MORNING + timedelta(hours=1)
    other = World(world.db, world.now)
    await asyncio.gather(world.sweep(), other.sweep(), plan_all(world.following), nudge_all(other.following))
    await world.sweep()
    made = await world.nudges()
    assert sorted(nudge.user_id for nudge in made) == owners
    assert len(await world.rows()) == len(owners)
    asked = await world.asks()
    assert sorted(ask.subject for ask in asked) == sorted(f"A-{each.id}" for each in several)


async def test_what_is_late_for_the_days_nudge_waits_for_the_next_morning(world: World) -> None:
    await world.begin(MINE)
    await world.sweep()
    world.now = MORNING + timedelta(hours=1)
    given = action(5, owner="U2", due=DUE + 9 * DAY, logged_at=LONG_AGO)
    await world.put(given)
    await world.changes(given, by="U2", owner="U1")
    assert (await world.sweep())[1] == 0
    (waiting,) = await world.asks(WAITING)
    assert (waiting.kind, waiting.not_before) == (AskKind.HANDED, MORNING + DAY)
    assert (await world.sweep(MORNING + DAY))[1] == 1


async def test_what_is_done_before_it_was_said_leaves_the_day_free(world: World) -> None:
    await world.begin(MINE)
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    await world.changes(await world.action(), state=ActionState.DONE, ended_at=world.now, ended_by="U1")
    assert await world.say() == []
    await world.sweep()
    assert (await world.nudges(), await world.kinds(ASKED)) == ([], [])
    given = action(5, owner="U2", due=DUE + 9 * DAY, logged_at=LONG_AGO)
    await world.put(given)
    await world.changes(given, by="U2", owner="U1")
    assert (await world.sweep(MORNING + timedelta(hours=1)))[1] == 1
    assert "A-5" in text_of(await world.say())


async def test_a_done_that_is_taken_back_before_the_round_is_asked_after_all(world: World) -> None:
    await world.begin(MINE)
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    await world.changes(await world.action(), state=ActionState.DONE, ended_at=world.now, ended_by="U1")
    assert await world.say() == []
    world.now += timedelta(seconds=5)
    await world.changes(await world.action(), state=ActionState.OPEN, ended_at=None, ended_by=None)
    assert (await world.sweep())[1] == 1
    assert "A-1" in text_of(await world.say())


async def test_what_is_done_of_several_is_left_out_of_what_is_said(world: World) -> None:
    await world.begin(MINE, action(3, what="Book the room", due=DUE, logged_at=LONG_AGO))
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    await world.changes(await world.action(), state=ActionState.DONE, ended_at=world.now, ended_by="U1")
    (message,) = await world.say()
    assert "A-3" in str(message)
    assert "A-1" not in str(message)


async def test_a_new_owner_is_asked_instead_and_the_old_one_is_not(world: World) -> None:
    await world.begin(MINE)
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    await world.changes(await world.action(), by="U3", owner="U2")
    assert await world.say() == []
    assert (await world.sweep())[1] == 1
    assert "A-1" in text_of(await world.say())
    assert [row.channel for row in world.said] == ["U2"]
    assert await world.kinds(ASKED) == [("U2", "A-1", "handed")]


async def test_a_customer_paused_meanwhile_is_not_asked_about_until_it_is_resumed(world: World) -> None:
    late = action(1, due=date(2026, 11, 13), logged_at=LONG_AGO)
    await world.begin(late)
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    customer = account(owner=None)
    await world.changes(customer, paused_at=world.now)
    assert await world.say() == []
    for days in (1, 2, 5):
        assert (await world.sweep(MORNING + days * DAY))[1] == 0
    await world.changes(replace(customer, paused_at=MORNING + timedelta(minutes=1)), paused_at=None)
    found = [await world.sweep(MORNING + days * DAY) for days in (6, 7)]
    assert sum(made for _, made in found) == 1
    assert await world.kinds(ASKED) == [("U3", "A-1", "manager")]


async def test_a_gap_closed_meanwhile_is_not_asked_about(world: World) -> None:
    await world.begin(gap(1, update_on=DUE, logged_at=LONG_AGO))
    await world.sweep()
    world.now = MORNING + timedelta(minutes=1)
    stored = gap(1, update_on=DUE, logged_at=LONG_AGO)
    await world.changes(stored, state=GapState.CLOSED, ended_at=world.now, ended_by="U1")
    assert await world.say() == []


async def test_what_was_answered_in_part_is_shown_as_it_stands(world: World) -> None:
    await world.begin(MINE, action(3, what="Book the room", due=DUE, logged_at=LONG_AGO))
    await world.sweep()
    (message,) = await world.say()
    assert str(message).count("'text': 'Done'") + str(message).count('"text": "Done"') == 2
    world.now = MORNING + timedelta(hours=1)
    await world.changes(await world.action(), state=ActionState.DONE, ended_at=world.now, ended_by="U1")
    async with world.db.read() as tx:
        shown = await nudging.show_again(world.following, tx, world.said[0])
    assert shown is not None
    channel, ts, message = shown
    assert (channel, ts) == ("DU1", f"{world.said[0].id}.0")
    assert "A-1" in str(message)
    assert str(message).count("'text': 'Done'") == 1


async def test_who_answered_none_of_three_nudges_is_asked_lightly(world: World) -> None:
    old = [action(10 + number, due=date(2026, 11, 9 + number), logged_at=LONG_AGO) for number in range(3)]
    await world.begin(*old, action(1, due=date(2026, 11, 20), logged_at=LONG_AGO))
    for day in (11, 12, 13):
        await world.sweep(datetime(2026, 11, day, 8, tzinfo=UTC))
        assert len(await world.say()) == 1
    await world.sweep(datetime(2026, 11, 18, 8, tzinfo=UTC))
    assert ("U1", "A-1", "soon") not in await world.kinds()
    async with world.db.write() as tx:
        await nudges.answered(tx, WS, world.said[-1].subject_id or 0, world.now)
    await world.sweep(datetime(2026, 11, 23, 8, tzinfo=UTC))
    assert ("U1", "A-1", "late") in await world.kinds(ASKED)


async def test_an_active_person_sees_in_the_same_message_what_comes_next(world: World) -> None:
    soon = action(4, what="Send the offer", due=DUE + 6 * DAY, logged_at=LONG_AGO)
    await world.begin(MINE, soon)
    led = Preferences(WS, "U1", manager="U3")
    async with world.db.write() as tx:
        await planning.look_at_all_of(tx, WS, "U1", world.now)
    await world.changes(led, pace=Pace.ACTIVE)  # type: ignore[arg-type]
    await world.sweep()
    assert "A-4" in text_of(await world.say())
    assert await world.kinds(ASKED) == [("U1", "A-1", "due")]


async def test_an_outage_is_said_once_and_with_one_list(world: World) -> None:
    await world.begin(MINE, action(3, due=DUE + DAY, logged_at=LONG_AGO))
    world.now = MORNING - timedelta(hours=7)
    await outages.beat(world.following)
    world.now = MORNING + timedelta(minutes=40)
    await outages.beat(world.following)
    await world.sweep()
    (first,) = await world.say()
    assert "I was away from 02:00 to 09:40" in str(first)
    for hours in (10, 24):
        world.now = MORNING + timedelta(hours=hours)
        await outages.beat_on(world.following)
    await world.sweep()
    (second,) = await world.say()
    assert "I was away" not in str(second)


async def test_a_short_break_is_nobodys_business(world: World) -> None:
    await world.begin(MINE)
    for minutes in (-20, 0):
        world.now = MORNING + timedelta(minutes=minutes)
        await outages.beat(world.following)
    await world.sweep()
    assert "I was away" not in text_of(await world.say())


async def test_after_a_week_without_the_bot_there_is_one_message_with_the_latest_step(world: World) -> None:
    await world.begin(MINE)
    assert await world.sweep(MORNING + 8 * DAY) == (1, 1)
    assert await world.kinds(ASKED) == [("U1", "A-1", "late_three")]
    assert [row.channel for row in await world.rows()] == ["U1"]


async def test_what_could_not_be_said_that_day_is_asked_the_next_morning(world: World) -> None:
    await world.begin(MINE)
    await world.sweep()
    async with world.db.write() as tx:
        (nudge,) = await world.nudges()
        await asks.take_back(tx, WS, nudge.id, MORNING + timedelta(hours=9))
        await nudges.forget(tx, WS, nudge.id)
    assert (await world.sweep(MORNING + timedelta(hours=9)))[1] == 0
    assert (await world.sweep(MORNING + DAY))[1] == 1
    # One line, though there are two reasons to ask.
    assert await world.kinds(ASKED) == [("U1", "A-1", "due"), ("U1", "A-1", "late")]
    assert {ask.place for ask in await world.asks(ASKED)} == {1}


async def test_while_somebody_is_away_who_stands_in_gets_it_and_then_they_again(world: World) -> None:
    await world.begin(MINE)
    led = Preferences(WS, "U1", manager="U3")
    away = {"away_from": DUE, "away_until": DUE, "stand_in": "U2"}
    await world.changes(led, **away)  # type: ignore[arg-type]
    await world.sweep()
    assert await world.kinds(ASKED) == [("U2", "A-1", "due")]
    await world.sweep(MORNING + DAY)
    assert ("U1", "A-1", "late") in await world.kinds(ASKED)


async def test_what_somebody_who_left_promised_is_asked_of_who_led_them(world: World) -> None:
    await world.begin(MINE)
    async with world.db.write() as tx:
        await people.save(tx, person("U1", "Nina Berg", deactivated=True))
    await world.sweep()
    assert await world.kinds(ASKED) == [("U3", "A-1", "manager")]


async def test_somebody_who_left_and_was_led_by_nobody_is_followed_by_the_customers_owner(world: World) -> None:
    await world.begin(action(1, owner="U9", due=DUE, logged_at=LONG_AGO))
    await world.changes(account(owner=None), owner="U2")
    async with world.db.write() as tx:
        await people.save(tx, person("U9", "Ines Roth", deactivated=True))
    await world.sweep()
    assert await world.kinds(ASKED) == [("U2", "A-1", "manager")]


@pytest.mark.parametrize(
    ("there", "asked_again"),
    [("Pacific/Auckland", datetime(2026, 11, 19, 20, tzinfo=UTC)), ("America/Chicago", MORNING + timedelta(days=1))],
    ids=["flown east", "flown home"],
)
async def test_who_flies_has_no_second_nudge_on_one_of_their_days(
    world: World, there: str, asked_again: datetime
) -> None:
    # In Honolulu it is nine o'clock on the 18th, in Auckland eight on the 19th.
    in_hawaii = datetime(2026, 11, 18, 19, tzinfo=UTC)
    await world.begin(MINE)
    async with world.db.write() as tx:
        await people.save(tx, person("U1", "Nina Berg", time_zone="Pacific/Honolulu"))
        await planning.look_at_all_of(tx, WS, "U1", world.now)
    assert (await world.sweep(in_hawaii))[1] == 1
    world.now = in_hawaii + timedelta(minutes=30)
    given = action(5, owner="U2", due=DUE + 9 * DAY, logged_at=LONG_AGO)
    await world.put(given)
    await world.changes(given, by="U2", owner="U1")
    async with world.db.write() as tx:
        await people.save(tx, person("U1", "Nina Berg", time_zone=there))
        await planning.look_at_all_of(tx, WS, "U1", world.now)
        await asks.wake_for(tx, WS, "U1", world.now)
    for hours in (0.5, 2, 5):
        assert (await world.sweep(in_hawaii + timedelta(hours=hours)))[1] == 0, hours
    (ask, *_) = sorted(await world.asks(WAITING), key=lambda ask: ask.not_before)
    assert (await world.sweep(ask.not_before))[1] == 1
    zone = ZoneInfo(there)
    days = [nudge.created_at.astimezone(zone).date() for nudge in await world.nudges()]
    assert len(set(days)) == 2
    assert ask.not_before <= asked_again + timedelta(hours=7)


async def test_a_morning_of_six_hundred_people_is_over_soon(world: World) -> None:
    many = [action(number, owner=f"U{1000 + number}", due=DUE, logged_at=LONG_AGO) for number in range(1, 601)]
    await world.begin(*many)
    began = perf_counter()
    assert await world.sweep(MORNING + timedelta(hours=1)) == (600, 600)
    assert perf_counter() - began < 30
    made = await world.nudges()
    assert len({nudge.user_id for nudge in made}) == len(made) == len(await world.rows()) == 600
    assert await world.sweep() == (0, 0)

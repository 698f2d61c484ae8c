"""The health sweep: what touches whom, the night, customers that break, and two copies at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from jobs import healths as health_jobs
from jobs.following import BROKEN_FOR, Following
from jobs.healths import next_night, sweep_healths
from reviews.calendar import WorkCalendar
from reviews.decision import Change, Decision
from reviews.health.kept import AccountHealth, HealthDay
from reviews.model import MarkColour, Stage
from storage import health_looks, healths
from storage.database import Database
from storage.record import record
from storage.rows import every, selected
from storage.tables import health_looks as looks_table
from tests.databases import fresh_sqlite, postgres_server
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    contact,
    gap,
    gap_account,
    goal,
    goal_reading,
    keep,
    new,
    review,
    turned,
)
from tests.storage.fact_examples import incident, usage
from tests.storage.health_examples import health_settings

HOUR = timedelta(hours=1)


@dataclass
class World:
    db: Database
    now: datetime = NOW

    @property
    def following(self) -> Following:
        return Following(self.db, lambda: self.now, "UTC", "/review")

    async def sweep(self, at: datetime | None = None) -> int:
        self.now = at or self.now
        return await sweep_healths(self.following)

    async def waiting(self) -> set[int]:
        """Whose health is to be computed by now."""
        async with self.db.read() as tx:
            return {look.account_id for look in await health_looks.due(tx, self.now, 999)}

    async def kept(self) -> dict[int, AccountHealth]:
        async with self.db.read() as tx:
            return await healths.of_accounts(tx, WS, range(1, 999))

    async def days(self, number: int = 1) -> list[HealthDay]:
        async with self.db.read() as tx:
            return await healths.days(tx, WS, number, NOW.date() - timedelta(days=999))

    async def everything(self) -> list[Any]:
        async with self.db.read() as tx:
            looks = list(await tx.execute(select(looks_table)))
            return [*await every(tx, AccountHealth, selected(AccountHealth)), *await self.days(), *sorted(looks)]


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    """Three customers whose health is known, none of whom is to be looked at."""
    if request.param == "sqlite":
        url = fresh_sqlite(tmp_path / "holdfast.db")
        async with _begun(url) as found:
            yield found
        return
    with request.getfixturevalue("server").fresh() as url:
        async with _begun(url) as found:
            yield found


class _begun:  # noqa: N801 - reads as a verb
    def __init__(self, url: str) -> None:
        self.world = World(Database.open(url))

    async def __aenter__(self) -> World:
        await keep(self.world.db, account(1), account(2), account(3))
        assert await self.world.sweep() == 3
        return self.world

    async def __aexit__(self, *_: object) -> None:
        await self.world.db.close()


TOUCHES: dict[str, tuple[Any, ...]] = {
    "an incident": (incident(account_id=2),),
    "a snapshot of use": (usage(account_id=2),),
    "a gap": (gap(account_id=2),),
    "an action": (action(account_id=2),),
    "a person": (contact(account_id=2),),
    "a goal": (goal(account_id=2),),
    "a review": (review(account_id=2),),
}


@pytest.mark.parametrize("what", TOUCHES)
async def test_what_is_noted_touches_only_its_customer(world: World, what: str) -> None:
    await keep(world.db, *TOUCHES[what])
    assert await world.waiting() == {2}
    assert await world.sweep() == 1
    assert await world.waiting() == set()


async def test_an_action_of_no_customer_touches_none(world: World) -> None:
    await keep(world.db, action(account_id=None))
    assert await world.waiting() == set()


async def test_a_gap_touches_everybody_who_shares_it(world: World) -> None:
    await keep(world.db, gap(account_id=1), gap_account(3))
    await world.sweep()
    async with world.db.write() as tx:
        await record(tx, WS, turned(gap(account_id=1), gap(account_id=1, owner="U9")), by="U1", now=NOW)
    assert await world.waiting() == {1, 3}


async def test_a_reading_touches_the_customer_whose_goal_it_is(world: World) -> None:
    await keep(world.db, goal(account_id=3))
    await world.sweep()
    await keep(world.db, goal_reading())
    assert await world.waiting() == {3}


async def test_other_weights_touch_every_customer(world: World) -> None:
    await keep(world.db, health_settings())
    assert await world.waiting() == {1, 2, 3}


async def test_a_fact_taken_back_touches_its_customer_again(world: World) -> None:
    await keep(world.db, incident(account_id=2))
    await world.sweep()
    async with world.db.write() as tx:
        taken = turned(incident(account_id=2), incident(account_id=2, withdrawn_at=NOW))
        await record(tx, WS, taken, by="U1", now=NOW)
    assert await world.waiting() == {2}


async def test_sweeping_twice_at_one_moment_changes_nothing(world: World) -> None:
    await keep(world.db, incident(account_id=1))
    await world.sweep()
    before = await world.everything()
    assert await world.sweep() == 0
    assert await world.everything() == before


async def test_every_customer_is_looked_at_once_a_night(world: World) -> None:
    assert await world.sweep(NOW + 12 * HOUR) == 0
    assert await world.sweep(NOW + 24 * HOUR) == 3
    assert await world.sweep(NOW + 30 * HOUR) == 0
    assert {each.computed_at for each in (await world.kept()).values()} == {NOW + 24 * HOUR}


async def test_the_clock_that_walks_from_moment_to_moment_stops_once_a_night(world: World) -> None:
    async with world.db.read() as tx:
        stop = await health_looks.next_look(tx, world.now)
    assert stop is not None
    assert datetime(2026, 11, 25, 3, tzinfo=UTC) <= stop <= datetime(2026, 11, 25, 4, tzinfo=UTC)
    assert await world.sweep(stop) == 3
    await keep(world.db, incident(account_id=2))
    async with world.db.read() as tx:
        assert await health_looks.next_look(tx, world.now) == NOW


async def test_a_quiet_night_adds_no_day_to_the_history(world: World) -> None:
    assert len(await world.days()) == 1
    await world.sweep(NOW + 24 * HOUR)
    assert len(await world.days()) == 1


async def test_a_customer_that_is_gone_has_no_health_and_keeps_its_history(world: World) -> None:
    async with world.db.write() as tx:
        await record(tx, WS, turned(account(2), account(2, stage=Stage.GONE)), by="U1", now=NOW)
    await world.sweep()
    assert set(await world.kept()) == {1, 3}
    assert len(await world.days(2)) == 1
    assert await world.sweep(NOW + 48 * HOUR) == 2


async def test_the_first_look_at_a_customer_tells_nobody(world: World) -> None:
    async with world.db.read() as tx:
        assert await healths.untold(tx, NOW + 99 * HOUR, 9) == []
    assert {each.was for each in (await world.kept()).values()} == {None}


async def test_one_whose_rules_break_is_left_alone_for_an_hour_and_holds_back_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = health_jobs.read_all

    def read(view: Any) -> Any:
        if view.account.id == 2:
            raise OverflowError("date value out of range")
        return whole(view)

    await keep(world.db, *(incident(number, account_id=number) for number in (1, 2, 3)))
    world.now += HOUR
    monkeypatch.setattr(health_jobs, "read_all", read)
    assert await world.sweep() == 3
    assert "customer 2 of T1 broke" in caplog.text
    assert {number for number, each in (await world.kept()).items() if each.computed_at == world.now} == {1, 3}
    monkeypatch.setattr(health_jobs, "read_all", whole)
    assert await world.sweep(world.now + BROKEN_FOR - timedelta(seconds=1)) == 0
    assert await world.sweep(world.now + timedelta(seconds=1)) == 1


async def test_one_that_cannot_even_be_read_holds_back_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = health_jobs.health_views.load

    async def load(tx: Any, workspace_id: str, numbers: Any, **given: Any) -> Any:
        if 2 in numbers:
            raise ValueError("a row that cannot be read")
        return await whole(tx, workspace_id, numbers, **given)

    await keep(world.db, *(incident(number, account_id=number) for number in (1, 2, 3)))
    world.now += HOUR
    monkeypatch.setattr(health_jobs.health_views, "load", load)
    assert await world.sweep() == 3
    assert {number for number, each in (await world.kept()).items() if each.computed_at == world.now} == {1, 3}
    assert await world.waiting() == set()


async def test_what_is_noted_while_a_health_is_computed_is_looked_at_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = health_jobs._weighed

    async def weighed(page: Any) -> Any:
        monkeypatch.setattr(health_jobs, "_weighed", whole)
        await keep(world.db, incident(7, account_id=1))
        return await whole(page)

    await keep(world.db, incident(1, account_id=1), incident(3, account_id=3))
    monkeypatch.setattr(health_jobs, "_weighed", weighed)
    assert await world.sweep() == 1
    assert await world.waiting() == {1}
    assert await world.sweep() == 1


async def test_what_was_told_meanwhile_is_not_told_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = (await world.kept())[1]
    async with world.db.write() as tx:
        await healths.save(tx, replace(kept, mark=MarkColour.RED, alert_at=NOW))
        await health_looks.look(tx, WS, [1], NOW)
    whole = health_jobs._weighed

    async def weighed(page: Any) -> Any:
        monkeypatch.setattr(health_jobs, "_weighed", whole)
        async with world.db.write() as tx:
            await healths.told(tx, WS, [1])
        return await whole(page)

    monkeypatch.setattr(health_jobs, "_weighed", weighed)
    assert await world.sweep() == 0
    stored = (await world.kept())[1]
    assert (stored.alerted, stored.alert_at) == (MarkColour.RED, None)


async def test_two_sweeps_at_once_keep_one_health_and_one_day(world: World) -> None:
    await keep(world.db, *(incident(number, account_id=number) for number in (1, 2, 3)))
    world.now += HOUR
    looked = await asyncio.gather(world.sweep(), world.sweep())
    assert sum(looked) >= 3
    assert await world.waiting() == set()
    assert {each.computed_at for each in (await world.kept()).values()} == {world.now}


async def test_whoever_asks_gets_the_health_of_this_moment(world: World) -> None:
    await keep(world.db, incident(account_id=2))
    world.now += HOUR
    async with world.db.write() as tx:
        await health_jobs.compute(world.following, tx, WS, [2, 99], world.now)
        found = await healths.of_account(tx, WS, 2)
    assert found is not None
    assert found.computed_at == world.now
    assert await world.waiting() == set()


async def test_a_page_after_the_other_until_nobody_waits(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_jobs, "PAGE", 2)
    more = Decision(tuple(Change(None, account(number)) for number in range(4, 10)))
    async with world.db.write() as tx:
        await record(tx, WS, more, by="U1", now=NOW)
        await record(tx, "T2", new(account(1, ws="T2")), by="U1", now=NOW)
    assert await world.sweep() == 7
    assert await world.waiting() == set()


@pytest.mark.parametrize(
    ("zone", "now", "first"),
    [
        ("Europe/Berlin", NOW, datetime(2026, 11, 25, 2, tzinfo=UTC)),
        ("Asia/Tokyo", NOW, datetime(2026, 11, 24, 18, tzinfo=UTC)),
        ("America/New_York", NOW.replace(hour=1), datetime(2026, 11, 24, 8, tzinfo=UTC)),
    ],
)
def test_a_night_is_three_to_four_where_the_customer_is(zone: str, now: datetime, first: datetime) -> None:
    nights = {next_night(WorkCalendar(zone), number, now) for number in range(1, 200)}
    assert min(nights) >= first
    assert max(nights) < first + HOUR
    assert len(nights) > 190

"""Who hears that a customer crossed a line: whose it is, once, when they work, as it stands at that moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobs import alerts as alert_jobs
from jobs.alerts import sweep_alerts
from jobs.following import Following
from reviews.decision import Change, Decision
from reviews.health.kept import AccountHealth
from reviews.health.model import Health, Part, PartScore, Signal, SignalName
from reviews.health.packing import pack
from reviews.model import Account, MarkColour, Stage
from reviews.preferences import EVERYBODY, Preferences
from reviews.rights import Reach, Role, RoleKind
from storage import healths, people
from storage.database import Database
from storage.record import record
from tests.builders import WS, account, person
from tests.databases import fresh_sqlite, postgres_server

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""Eleven in Berlin, where everybody is."""
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RED, YELLOW, GREEN = MarkColour.RED, MarkColour.YELLOW, MarkColour.GREEN
SILENT = Signal(
    SignalName.SILENCE,
    Part.ENGAGEMENT,
    0.85,
    "Last heard from on Fri 21 Aug, 95 days ago",
    95,
    30,
    "zendesk",
    date(2026, 8, 21),
    "calls that nobody noted",
)
HEALTH = Health(30, (PartScore(Part.ENGAGEMENT, 15, 1.0),), (SILENT,), (), 0.6)


@dataclass
class World:
    """A workspace of Nina and Omar, led by Lena; its clock is moved by hand."""

    db: Database
    now: datetime = TUESDAY

    @property
    def following(self) -> Following:
        return Following(self.db, lambda: self.now, "UTC", "/review")

    async def put(self, *values: Any) -> None:
        async with self.db.write() as tx:
            await record(tx, WS, Decision(tuple(Change(None, each) for each in values)), by="U1", now=self.now)

    async def change(self, before: Any, **fields: Any) -> Any:
        after = replace(before, **fields)
        async with self.db.write() as tx:
            await record(tx, WS, Decision((Change(before, after),)), by="U1", now=self.now)
        return after

    async def crosses(self, of: Account, mark: MarkColour = RED, **fields: Any) -> None:
        """It is kept that a customer crossed a line."""
        given: dict[str, Any] = {"was": GREEN, "alert_at": self.now, "score": 30, **fields}
        kept = AccountHealth(WS, of.id, mark, given.pop("score"), self.now, self.now, pack(HEALTH), **given)
        async with self.db.write() as tx:
            await healths.save(tx, kept)

    async def sweep(self, at: datetime | None = None) -> int:
        self.now = at or self.now
        return await sweep_alerts(self.following)

    async def said(self) -> list[tuple[str, str]]:
        """To whom, what: everything queued about lines that were crossed."""
        async with self.db.read() as tx:
            rows = await tx.execute(text("SELECT channel, payload FROM outbox WHERE key LIKE 'alert:%' ORDER BY id"))
            return [(row.channel, str(_read(row.payload)["text"])) for row in rows]

    async def readers(self) -> list[str]:
        return [reader for reader, _ in await self.said()]

    async def kept(self, number: int = 1) -> AccountHealth:
        async with self.db.read() as tx:
            found = await healths.of_account(tx, WS, number)
        assert found
        return found


def _read(payload: Any) -> dict[str, Any]:
    """As the database gives it back: one of them parses it by itself."""
    read: dict[str, Any] = json.loads(payload) if isinstance(payload, str) else payload
    return read


def leader(user_id: str, reach: Reach = Reach.ALL) -> Role:
    return Role(WS, user_id, RoleKind.LEADER, "U1", TUESDAY - 90 * DAY, reach)


NORTHWIND = account(renewal_on=date(2027, 1, 24))
KESTREL = account(id=2, name="Kestrel", channel="C2")


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with postgres_server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    async def as_it_was(*_: object) -> None:
        """What the health comes to is not what these are about."""

    monkeypatch.setattr(alert_jobs, "compute", as_it_was)
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = fresh_sqlite(tmp_path / "holdfast.db")
        else:
            url = stack.enter_context(request.getfixturevalue("server").fresh())
        found = World(Database.open(url))
        async with found.db.write() as tx:
            for user_id, name in (("U1", "Nina Berg"), ("U2", "Omar Diaz"), ("U3", "Lena Ott"), ("U4", "Ida Falk")):
                await people.save(tx, person(user_id, name))
        yield found
        await found.db.close()


async def test_of_a_warning_only_its_owner_hears(world: World) -> None:
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND, YELLOW)
    assert await world.sweep() == 1
    [(reader, told)] = await world.said()
    assert reader == "U1"
    for words in ("Northwind", "🟡 yellow", "was green", "95 days ago", "zendesk", "Likely sponsorship", "61 days"):
        assert words in told


async def test_of_an_alarm_its_leaders_hear_in_a_message_of_their_own(world: World) -> None:
    led = Preferences(WS, "U1", manager="U4")
    await world.put(NORTHWIND, led, leader("U3"), leader("U4", Reach.REPORTS), leader("U2", Reach.REPORTS))
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 3
    assert sorted(await world.readers()) == ["U1", "U3", "U4"]


async def test_where_nobody_is_named_leader_who_leads_the_owner_hears_of_an_alarm(world: World) -> None:
    await world.put(NORTHWIND, Preferences(WS, "U1", manager="U4"))
    await world.crosses(NORTHWIND)
    await world.sweep()
    assert sorted(await world.readers()) == ["U1", "U4"]


async def test_of_a_private_customer_nobody_hears_who_may_not_know_of_it(world: World) -> None:
    await world.put(replace(NORTHWIND, is_private=True), Preferences(WS, "U1", manager="U4"))
    await world.crosses(NORTHWIND)
    await world.sweep()
    assert await world.readers() == ["U1"]


async def test_where_nobody_owns_it_its_leaders_hear_of_a_warning_too(world: World) -> None:
    await world.put(replace(NORTHWIND, owner=None), leader("U3"))
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    assert await world.readers() == ["U3"]


async def test_it_is_said_once_however_often_the_clock_looks(world: World) -> None:
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND)
    assert [await world.sweep() for _ in range(3)] == [2, 0, 0]
    assert [await world.sweep(TUESDAY + n * DAY) for n in (1, 2, 30)] == [0, 0, 0]
    kept = await world.kept()
    assert (kept.alerted, kept.alert_at) == (RED, None)


async def test_all_of_a_day_is_one_message_with_the_worst_first(world: World) -> None:
    others = [account(id=n, name=f"Customer {n}", channel=f"C{n}") for n in range(3, 9)]
    await world.put(NORTHWIND, KESTREL, *others)
    await world.crosses(NORTHWIND, YELLOW, score=64)
    await world.crosses(KESTREL, RED, score=12)
    for each in others:
        await world.crosses(each, YELLOW, score=50 + each.id)
    assert await world.sweep() == 1
    [(_, told)] = await world.said()
    assert told.startswith("8 customers crossed a line: 1 red and 7 yellow. Kestrel 🔴")
    assert "And 3 more" in told
    assert "🟡 yellow Northwind" in told
    assert not (await world.kept(1)).alert_at


async def test_what_crosses_later_on_a_day_is_said_the_next_morning(world: World) -> None:
    await world.put(NORTHWIND, KESTREL)
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 1
    await world.crosses(KESTREL)
    assert await world.sweep(TUESDAY + HOUR) == 0
    assert await world.sweep(TUESDAY + 22 * HOUR) == 1
    assert "Kestrel" in (await world.said())[-1][1]


async def test_nobody_is_told_at_night_or_on_a_day_off(world: World) -> None:
    await world.put(NORTHWIND)
    await world.crosses(NORTHWIND, alert_at=NIGHT)
    saturday = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
    assert [await world.sweep(at) for at in (NIGHT, saturday)] == [0, 0]
    assert await world.sweep(saturday + 2 * DAY) == 1


async def test_each_hears_in_their_own_working_hours(world: World) -> None:
    async with world.db.write() as tx:
        await people.save(tx, person("U3", "Lena Ott", time_zone="America/New_York"))
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 1
    assert await world.readers() == ["U1"]
    assert (await world.kept()).alert_at is not None
    assert await world.sweep(TUESDAY + 5 * HOUR) == 1
    assert await world.readers() == ["U1", "U3"]
    assert (await world.kept()).alert_at is None


async def test_who_is_away_is_stood_in_for(world: World) -> None:
    away = {"away_from": date(2026, 11, 20), "away_until": date(2026, 12, 4)}
    await world.put(NORTHWIND, Preferences(WS, "U1", stand_in="U2", **away))
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    [(reader, told)] = await world.said()
    assert reader == "U2"
    assert "in place of Nina" in told


async def test_who_is_away_alone_hears_of_it_when_they_are_back(world: World) -> None:
    away = {"away_from": date(2026, 11, 20), "away_until": date(2026, 12, 4)}
    await world.put(NORTHWIND, leader("U3"), Preferences(WS, "U1", **away))
    await world.crosses(NORTHWIND)
    await world.sweep()
    assert await world.readers() == ["U3"]
    assert await world.sweep(TUESDAY + 13 * DAY) == 1
    assert await world.readers() == ["U3", "U1"]


async def test_of_what_its_owner_left_behind_who_led_them_hears(world: World) -> None:
    async with world.db.write() as tx:
        await people.save(tx, person("U1", "Nina Berg", deactivated=True))
    await world.put(NORTHWIND, Preferences(WS, "U1", manager="U4"))
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    assert await world.readers() == ["U4"]


async def test_a_customer_that_recovered_before_the_morning_is_not_told_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def recovers(following: Following, tx: Any, ws: str, numbers: list[int], now: datetime) -> None:
        kept = await healths.of_account(tx, ws, 1)
        assert kept
        await healths.save(tx, replace(kept, mark=GREEN, score=90, alert_at=None))

    monkeypatch.setattr(alert_jobs, "compute", recovers)
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 0
    assert await world.said() == []


@pytest.mark.parametrize("rests", [{"paused_at": TUESDAY}, {"stage": Stage.LEAVING}])
async def test_of_a_customer_at_rest_nothing_is_said(world: World, rests: dict[str, Any]) -> None:
    await world.put(replace(NORTHWIND, **rests))
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 0
    assert (await world.kept()).alert_at is None


async def test_who_heard_of_the_warning_hears_of_the_alarm(world: World) -> None:
    await world.put(NORTHWIND)
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    world.now += DAY
    await world.crosses(NORTHWIND, RED, alerted=YELLOW)
    assert await world.sweep() == 1
    assert "🔴 red" in (await world.said())[-1][1]


async def test_an_alarm_that_eases_before_its_leader_hears_is_not_repeated_to_its_owner(world: World) -> None:
    async with world.db.write() as tx:
        await people.save(tx, person("U3", "Lena Ott", time_zone="America/New_York"))
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND)
    await world.sweep()
    await world.crosses(NORTHWIND, YELLOW, was=RED)
    assert await world.sweep(TUESDAY + DAY) == 0
    assert await world.readers() == ["U1"]


async def test_where_nobody_is_there_to_hear_it_waits_a_week_for_somebody(world: World) -> None:
    await world.put(replace(NORTHWIND, owner=None), replace(KESTREL, owner=None))
    await world.crosses(NORTHWIND)
    assert await world.sweep(TUESDAY + DAY) == 0
    await world.put(leader("U3"))
    assert await world.sweep() == 1
    await world.change(leader("U3"), ended_at=world.now)
    await world.crosses(KESTREL)
    assert await world.sweep(TUESDAY + 9 * DAY) == 0
    assert (await world.kept(2)).alert_at is None


async def test_who_leads_by_default_hears_of_what_nobody_owns(world: World) -> None:
    await world.put(replace(NORTHWIND, owner=None), Preferences(WS, EVERYBODY, manager="U4"))
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    assert await world.readers() == ["U4"]


STEPS = ("outbox.queue", "alerts.mark_heard", "healths.told")


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_neither_loses_nor_repeats_it(world: World, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    await world.put(NORTHWIND, leader("U3"))
    await world.crosses(NORTHWIND)
    module, name = step.split(".")
    whole = getattr(getattr(alert_jobs, module), name)

    async def dies(*given: Any, **named: Any) -> None:
        await whole(*given, **named)
        raise ConnectionResetError("the process is gone")

    with monkeypatch.context() as patched:
        patched.setattr(getattr(alert_jobs, module), name, dies)
        with pytest.raises(ConnectionResetError):
            await world.sweep()
    assert await world.said() == []
    assert await world.sweep() == 2
    assert sorted(await world.readers()) == ["U1", "U3"]


async def test_one_whose_message_breaks_holds_back_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.put(NORTHWIND, replace(KESTREL, owner="U2"))
    await world.crosses(NORTHWIND, YELLOW)
    await world.crosses(KESTREL, YELLOW)
    whole = alert_jobs.alert_message

    def breaks(sheet: Any) -> Any:
        if sheet.alerts[0].sheet.account.id == 1:
            raise ValueError("no such word")
        return whole(sheet)

    with monkeypatch.context() as patched:
        patched.setattr(alert_jobs, "alert_message", breaks)
        assert await world.sweep() == 1
    assert await world.readers() == ["U2"]
    assert await world.sweep() == 1


async def test_two_or_three_playbooks_stand_beside_the_way_to_its_health(world: World) -> None:
    await world.put(NORTHWIND)
    await world.crosses(NORTHWIND, YELLOW)
    await world.sweep()
    async with world.db.read() as tx:
        [(payload,)] = await tx.execute(text("SELECT payload FROM outbox WHERE key LIKE 'alert:%'"))
    labels = [e["text"]["text"] for b in _read(payload)["blocks"] if b["type"] == "actions" for e in b["elements"]]
    assert labels[-1] == "See health"
    assert len(labels) in {3, 4}


async def test_two_copies_of_the_bot_at_once_say_it_once(world: World) -> None:
    await world.put(NORTHWIND, KESTREL, leader("U3"))
    await world.crosses(NORTHWIND)
    await world.crosses(KESTREL)
    said = await asyncio.gather(*(world.sweep() for _ in range(4)))
    assert sum(said) == 2
    assert sorted(await world.readers()) == ["U1", "U3"]
    assert {(await world.kept(number)).alert_at for number in (1, 2)} == {None}


async def test_whom_nobody_waits_for_any_more_is_told_of(world: World) -> None:
    async with world.db.write() as tx:
        await people.save(tx, person("U3", "Lena Ott", time_zone="America/New_York"))
    await world.put(NORTHWIND, leader("U3"), leader("U4"))
    await world.crosses(NORTHWIND)
    assert await world.sweep() == 2
    await world.change(leader("U3"), ended_at=world.now)
    assert await world.sweep(TUESDAY + 5 * HOUR) == 0
    assert (await world.kept()).alert_at is None

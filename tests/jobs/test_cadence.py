"""The sweeps around reviews, on a real database with the clock moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from jobs import cadence
from jobs.following import Following
from reviews.decision import Change, Decision, ShowBoard
from reviews.model import Account, ActionState, Review, ReviewState, StepName
from reviews.rhythm_changes import pause, resume
from storage import accounts, audit, people
from storage import cadence as cadence_store
from storage import reviews as review_store
from storage.database import Database
from storage.record import record
from storage.tables import outbox
from storage.values import Say
from tests.builders import NOW, WS, account, action, gap, person, review, step
from tests.databases import fresh_sqlite

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Nine and eighteen o'clock in Berlin, where Nina is."""
DAY = timedelta(days=1)


@dataclass
class World:
    """One database, one clock."""

    db: Database
    now: datetime = MORNING

    @property
    def following(self) -> Following:
        return Following(self.db, lambda: self.now, "UTC", "/review")

    async def put(self, *values: Any) -> None:
        await self.decide(Decision(tuple(Change(None, value) for value in values)))

    async def decide(self, decision: Decision, by: str = "U1") -> None:
        async with self.db.write() as tx:
            await record(tx, WS, decision, by=by, now=self.now)

    async def sweep(self, at: datetime | None = None) -> int:
        """Both sweeps, as the clock holds them; how many rows were looked at."""
        self.now = at or self.now
        return await cadence.sweep_reviews(self.following) + await cadence.sweep_accounts(self.following)

    async def catch_up(self, until: datetime) -> None:
        """Sweep at every moment that anything is to be looked at, until then."""
        while (moment := await self.next_look()) is not None and moment <= until:
            await self.sweep(max(moment, self.now))
        await self.sweep(until)

    async def next_look(self) -> datetime | None:
        async with self.db.read() as tx:
            return await cadence_store.next_look(tx)

    async def ends(self, state: ReviewState = ReviewState.CLOSED, number: int = 7) -> None:
        async with self.db.read() as tx:
            before = await review_store.by_id(tx, WS, number)
        assert before
        after = replace(before, state=state, ended_at=self.now, ended_by="U1", ended_why="x")
        await self.decide(Decision((Change(before, after),), (ShowBoard(number),)))

    async def changes(self, **fields: Any) -> None:
        stored = await self.account()
        await self.decide(Decision((Change(stored, replace(stored, **fields)),)))

    async def account(self) -> Account:
        async with self.db.read() as tx:
            found = await accounts.by_id(tx, WS, 1)
        assert found
        return found

    async def review(self) -> Review:
        async with self.db.read() as tx:
            found = await review_store.by_id(tx, WS, 7)
        assert found
        return found

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        async with self.db.read() as tx:
            return [tuple(row) for row in await tx.execute(text(sql))]

    async def said(self) -> list[str]:
        """The keys of what was queued to be said, boards left out."""
        return [row[0] for row in await self.rows(f"SELECT key FROM outbox WHERE operation = '{Say.POST}' ORDER BY id")]

    async def text_of(self, key: str) -> str:
        """All that a queued message says."""
        async with self.db.read() as tx:
            payload = await tx.scalar(select(outbox.c.payload).where(outbox.c.key == key))
        return str(payload)

    async def asked(self) -> list[tuple[str, str, str]]:
        """User, kind and state of each ask, oldest first."""
        return [tuple(row) for row in await self.rows("SELECT user_id, kind, state FROM asks ORDER BY id")]  # type: ignore[misc]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        tables = ("accounts", "reviews", "asks", "outbox", "audit_entries")
        return {table: await self.rows(f"SELECT * FROM {table}") for table in tables}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    async with db.write() as tx:
        for user_id, name in (("U1", "Nina Berg"), ("U2", "Omar Diaz")):
            await people.save(tx, person(user_id, name))
    yield World(db)
    await db.close()


def northwind(**fields: Any) -> Account:
    return account(**({"created_at": MORNING - 60 * DAY, "next_review_on": date(2026, 11, 24)} | fields))


async def test_the_owner_is_asked_once_for_each_reminder_of_a_review_nobody_holds(world: World) -> None:
    world.now = MORNING - 30 * DAY
    await world.put(northwind())
    await world.catch_up(MORNING + 7 * DAY)
    kinds = [kind for _, kind, _ in await world.asked()]
    assert kinds == ["prepare", "brief", "today", "overdue", "overdue"]
    states = [state for _, _, state in await world.asked()]
    assert states == ["dropped"] * 4 + ["waiting"]


async def test_sweeping_twice_at_one_moment_changes_nothing(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING - DAY))
    await world.put(action(1, logged_at=MORNING - DAY))
    await world.sweep(EVENING)
    before = await world.everything()
    assert await world.sweep() == 0
    assert await world.everything() == before


async def test_looking_at_a_row_twice_at_one_moment_says_nothing_twice(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.ends()
    await world.sweep(MORNING + 20 * DAY)
    before = await world.said(), await world.asked()
    async with world.db.write() as tx:
        await tx.execute(text("UPDATE reviews SET look_at = started_at"))
        await tx.execute(text("UPDATE accounts SET look_at = created_at"))
    assert await world.sweep() > 0
    assert (await world.said(), await world.asked()) == before


async def test_a_row_that_breaks_holds_back_no_other_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (1, 2, 3):
        await world.put(northwind(id=number, channel=f"C{number}", name=f"Customer {number}"))
    real = cadence.plan_account

    def breaks_on_the_second(sight: Any, *, now: datetime) -> Any:
        if sight.account.id == 2:
            raise RuntimeError("the second one")
        return real(sight, now=now)

    monkeypatch.setattr(cadence, "plan_account", breaks_on_the_second)
    assert await world.sweep() == 2
    assert "look_at_account of T1 2 broke" in caplog.text
    asked = "SELECT subject FROM asks ORDER BY subject"
    assert await world.rows(asked) == [("ACC-1",), ("ACC-3",)]
    monkeypatch.setattr(cadence, "plan_account", real)
    assert await world.sweep() == 1
    assert await world.rows(asked) == [("ACC-1",), ("ACC-2",), ("ACC-3",)]


async def test_what_breaks_half_way_leaves_nothing_behind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.put(northwind(next_review_on=None, created_at=MORNING - 91 * DAY))

    async def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("after the change was written")

    before = await world.everything()
    monkeypatch.setattr(cadence.asks, "settle", breaks)
    await world.sweep()
    assert await world.everything() == before


async def test_two_copies_that_sweep_at_once_say_everything_once(world: World, tmp_path: Path) -> None:
    await world.put(northwind(), review(started_at=MORNING), northwind(id=2, channel="C2", name="Kestrel"))
    other = World(Database.open(f"sqlite:///{tmp_path / 'holdfast.db'}"), EVENING)
    world.now = EVENING
    looked = await asyncio.gather(world.sweep(), other.sweep())
    await other.db.close()
    assert sum(looked) >= 3
    assert await world.said() == ["eod:7:2026-11-24"]
    assert await world.rows("SELECT subject, kind FROM asks") == [("ACC-2", "today")]
    assert await world.sweep() == 0


async def test_more_than_one_batch_is_looked_at_in_one_sweep(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cadence, "BATCH", 2)
    await world.put(*(northwind(id=n, channel=f"C{n}", name=f"Customer {n}") for n in range(1, 6)))
    assert await cadence.sweep_accounts(world.following) == 5


async def test_after_a_long_outage_one_reminder_is_left(world: World) -> None:
    world.now = MORNING - 30 * DAY
    await world.put(northwind())
    await world.sweep()
    await world.sweep(MORNING + 30 * DAY)
    assert await world.asked() == [("U1", "overdue", "waiting")]


async def test_a_review_that_is_open_silences_the_reminder_and_an_abandoned_one_does_not(world: World) -> None:
    await world.put(northwind())
    await world.sweep()
    assert await world.asked() == [("U1", "today", "waiting")]
    await world.put(review(started_at=world.now))
    await world.sweep(MORNING + timedelta(hours=1))
    assert await world.asked() == [("U1", "today", "dropped")]
    world.now += DAY
    await world.ends(ReviewState.ABANDONED)
    await world.sweep()
    assert [(kind, state) for _, kind, state in await world.asked()] == [("today", "dropped"), ("overdue", "waiting")]


async def test_a_paused_account_is_left_alone_until_it_is_resumed(world: World) -> None:
    await world.put(northwind())
    await world.sweep()
    await world.decide(pause(await world.account(), world.now))
    await world.catch_up(MORNING + 3 * DAY)
    assert await world.asked() == [("U1", "today", "dropped")]
    await world.decide(resume(await world.account()))
    await world.sweep()
    assert (await world.asked())[1:] == [("U1", "overdue", "waiting")]


async def test_closing_sets_the_next_review_by_the_rhythm_and_says_who_did(world: World) -> None:
    await world.put(northwind(rhythm_months=2), review(started_at=MORNING))
    await world.ends()
    await world.sweep()
    assert (await world.account()).next_review_on == date(2027, 1, 25)
    async with world.db.read() as tx:
        entry = (await audit.of(tx, WS, "account", "1"))[-1]
    assert (entry.by, entry.why) == ("holdfast", "Q4 2026 review closed")
    assert (entry.before, entry.after) == ({"next_review_on": "2026-11-24"}, {"next_review_on": "2027-01-25"})


async def test_a_day_set_by_hand_after_the_close_stays(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.ends()
    world.now += timedelta(minutes=1)
    await world.changes(next_review_on=date(2027, 6, 1))
    await world.catch_up(MORNING + 30 * DAY)
    assert (await world.account()).next_review_on == date(2027, 6, 1)


async def test_a_review_left_open_is_summed_up_once_for_each_day_it_changed(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.catch_up(EVENING - timedelta(minutes=1))
    assert await world.said() == []
    await world.catch_up(EVENING + timedelta(hours=5))
    assert await world.said() == ["eod:7:2026-11-24"]
    assert (await world.review()).summarised_version == 1
    await world.catch_up(EVENING + 2 * DAY)
    assert await world.said() == ["eod:7:2026-11-24"]
    await world.decide(Decision(says=(ShowBoard(7),)))
    await world.catch_up(EVENING + 2 * DAY + timedelta(hours=20))
    walked = Change(None, step(StepName.GOALS, at=world.now))
    await world.decide(Decision((walked,), (ShowBoard(7),)))
    await world.catch_up(EVENING + 7 * DAY)
    assert await world.said() == ["eod:7:2026-11-24", "eod:7:2026-11-27"]


async def test_a_review_that_was_closed_by_the_evening_is_not_summed_up_again(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    world.now = EVENING - timedelta(minutes=5)
    await world.ends()
    await world.catch_up(EVENING + DAY)
    assert await world.said() == []


async def test_after_a_week_away_an_open_review_is_summed_up_once(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.sweep(MORNING + 7 * DAY)
    assert await world.said() == ["eod:7:2026-11-30"]
    assert "at the end of Mon 30 Nov" in await world.text_of("eod:7:2026-11-30")


async def test_two_weeks_after_the_close_the_check_names_what_is_left(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.put(action(1, logged_at=MORNING), gap(2, logged_at=MORNING), action(3, logged_at=MORNING, owner="U2"))
    world.now += timedelta(hours=1)
    await world.ends()
    done = action(3, logged_at=MORNING, owner="U2")
    world.now += DAY
    await world.decide(Decision((Change(done, replace(done, state=ActionState.DONE, ended_at=world.now)),)))
    await world.catch_up(MORNING + 14 * DAY - timedelta(minutes=1))
    assert await world.said() == []
    await world.catch_up(MORNING + 14 * DAY)
    assert await world.said() == ["check:7"]
    shown = await world.text_of("check:7")
    assert "2 of 3 need a word" in shown
    assert "Ended since the review: A-3" in shown
    assert "Nina" in shown
    await world.catch_up(MORNING + 60 * DAY)
    assert await world.said() == ["check:7"]


async def test_the_check_fills_in_the_last_update_with_its_reason(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING), action(1, logged_at=MORNING))
    await world.ends()
    before = action(1, logged_at=MORNING)
    world.now += 3 * DAY
    moved = replace(before, due=date(2026, 12, 18), moves=1)
    await world.decide(Decision((Change(before, moved, "legal is late"),)), by="U2")
    await world.catch_up(MORNING + 14 * DAY)
    assert "Last heard Fri 27 Nov: Omar moved it from Fri 4 Dec, “legal is late”" in await world.text_of("check:7")


async def test_where_nothing_is_left_the_check_says_so_in_one_line(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.ends()
    await world.catch_up(MORNING + 14 * DAY)
    assert "it left no action and no gap behind" in await world.text_of("check:7")


async def test_a_check_the_bot_was_away_for_is_said_late_and_once(world: World) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.ends()
    await world.sweep(MORNING + 40 * DAY)
    await world.sweep(MORNING + 41 * DAY)
    assert await world.said() == ["check:7"]
    assert "40 days after the review" in await world.text_of("check:7")


@pytest.mark.parametrize("ending", ["abandoned", "paused", "reviewed again"])
async def test_no_check_follows(world: World, ending: str) -> None:
    await world.put(northwind(), review(started_at=MORNING))
    await world.ends(ReviewState.ABANDONED if ending == "abandoned" else ReviewState.CLOSED)
    if ending == "paused":
        await world.decide(pause(await world.account(), world.now))
    if ending == "reviewed again":
        await world.put(review(id=8, started_at=MORNING + DAY, summarised_version=1))
    await world.catch_up(MORNING + 30 * DAY)
    assert [key for key in await world.said() if key.startswith("check")] == []


async def test_an_account_without_a_day_gets_one_and_the_trail_says_so(world: World) -> None:
    await world.put(northwind(next_review_on=None, created_at=NOW))
    await world.sweep(NOW)
    assert (await world.account()).next_review_on == date(2027, 2, 24)
    async with world.db.read() as tx:
        assert [entry.by for entry in await audit.of(tx, WS, "account", "1")] == ["U1", "holdfast"]
    assert await world.asked() == []


async def test_a_change_is_looked_at_at_once_whatever_was_planned(world: World) -> None:
    await world.put(northwind(next_review_on=date(2027, 2, 24)))
    await world.sweep()
    planned = await world.next_look()
    assert planned
    assert planned > MORNING + 60 * DAY
    await world.changes(next_review_on=date(2026, 11, 25))
    assert await world.next_look() == world.now


async def test_what_nothing_comes_of_is_not_looked_at_any_more(world: World) -> None:
    await world.put(northwind(owner=None), review(started_at=MORNING))
    await world.ends(ReviewState.ABANDONED)
    await world.sweep()
    assert await world.next_look() is None

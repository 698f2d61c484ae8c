"""One row that cannot be planned holds back nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jobs import following as following_jobs
from jobs import nudging
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from reviews.ladder import Plan
from storage import nudges, people, planning
from storage.database import Database
from tests.databases import fresh_sqlite
from tests.storage.examples import NOW, WS, account, action, keep, person


@pytest.fixture
async def following(tmp_path):
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    morning = NOW.replace(day=7, month=12, hour=8)
    yield Following(db, lambda: morning, "Europe/Berlin", "/review")
    await db.close()


async def test_an_item_that_cannot_be_planned_holds_back_no_other(
    following: Following, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    due = date(2026, 12, 7)
    await keep(following.db, account(), action(1, due=due), action(2, due=due, owner="U2"))
    whole = following_jobs.plan_item

    def plan(item, *rest, **more) -> Plan:
        if item.id == 1:
            raise OverflowError("date value out of range")
        return whole(item, *rest, **more)

    monkeypatch.setattr(following_jobs, "plan_item", plan)
    await plan_all(following)
    assert await nudge_all(following) == 1
    async with following.db.read() as tx:
        assert [each.user_id for each in await nudges.latest(tx, WS, "U2")] == ["U2"]
        assert await planning.next_look(tx) == following.clock() + following_jobs.BROKEN_FOR
    assert "planning A-1 of T1 broke" in caplog.text


async def test_a_person_whose_round_breaks_holds_back_nobody_else(
    following: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = date(2026, 12, 7)
    await keep(following.db, account(), action(1, due=due), action(2, due=due, owner="U2"))
    async with following.db.write() as tx:
        await people.save(tx, replace(person("U2"), time_zone="Europe/Berlin"))
    whole = nudging.sort_asks

    def sort(user_id, *rest, **more):
        if user_id == "U1":
            raise ValueError("year 10000 is out of range")
        return whole(user_id, *rest, **more)

    monkeypatch.setattr(nudging, "sort_asks", sort)
    await plan_all(following)
    assert await nudge_all(following) == 1
    async with following.db.read() as tx:
        assert not await nudges.latest(tx, WS, "U1")
        assert len(await nudges.latest(tx, WS, "U2")) == 1

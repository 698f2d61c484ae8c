"""What Slack tells of people the moment it happens, and what is kept of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Desk
from handlers.people_events import people_changed
from reviews.decision import Change, Decision
from reviews.model import Person
from reviews.preferences import Preferences
from storage import handovers, people
from storage.database import Database
from storage.record import record
from tests.builders import NOW, WS, account, person
from tests.databases import fresh_sqlite

CLIENT = AsyncWebClient(token="xoxb-1", base_url="http://127.0.0.1:9/")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Nina owns a customer and is led by Lena."""
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    async with db.write() as tx:
        await people.save(tx, person(team_id=WS, read_at=NOW - timedelta(hours=2), locale="de-DE", manager="U3"))
        await people.save(tx, person("U3", "Lena Ott"))
        values = (account(owner="U1"), Preferences(WS, "U1", manager="U3"))
        await record(tx, WS, Decision(tuple(Change(None, value) for value in values)), by="U1", now=NOW)
    yield Desk(db, lambda: NOW, lambda: "t", "/review", "UTC")
    await db.close()


async def changed(desk: Desk, kind: str = "user_change", **fields: Any) -> None:
    user = {"id": "U1", "name": "nina", "real_name": "Nina Berg", "team_id": WS, "tz": "Europe/Berlin", **fields}
    await people_changed(desk, {"team_id": WS, "event": {"type": kind, "user": user}}, CLIENT)


async def stored(desk: Desk, user_id: str = "U1") -> Person | None:
    async with desk.db.read() as tx:
        return await people.by_id(tx, WS, user_id)


async def test_a_new_name_is_kept_and_nothing_else_is_lost(desk: Desk) -> None:
    await changed(desk, real_name="Nina Holm")
    nina = await stored(desk)
    assert nina
    assert (nina.real_name, nina.locale, nina.manager, nina.read_at) == ("Nina Holm", "de-DE", "U3", NOW)


async def test_who_left_is_noticed_and_what_they_owned_is_asked_for_at_once(desk: Desk) -> None:
    await changed(desk, deleted=True, tz=None)
    await changed(desk, deleted=True, tz=None)
    nina = await stored(desk)
    assert nina
    assert (nina.deactivated, nina.time_zone) == (True, "Europe/Berlin")
    async with desk.db.read() as tx:
        found = await handovers.open_of(tx, WS, "U1")
        asked = await tx.exec_driver_sql("SELECT count(*) FROM outbox WHERE channel = 'U3'")
        assert asked.scalar_one() == 1
    assert found
    assert found.manager == "U3"


async def test_who_comes_back_ends_it(desk: Desk) -> None:
    await changed(desk, deleted=True)
    await changed(desk)
    async with desk.db.read() as tx:
        assert await handovers.open_of(tx, WS, "U1") is None


async def test_somebody_nobody_here_knows_is_left_out(desk: Desk) -> None:
    await changed(desk, "team_join", id="U77", name="new")
    assert await stored(desk, "U77") is None


async def test_a_colleague_of_another_workspace_stays_one(desk: Desk) -> None:
    await changed(desk, team_id="T0OTHER")
    nina = await stored(desk)
    assert nina
    assert nina.team_id == WS


@pytest.mark.parametrize("user", [None, "U1", {}, {"name": "nobody"}, []])
async def test_an_odd_event_changes_nothing(desk: Desk, user: Any) -> None:
    before = await stored(desk)
    await people_changed(desk, {"team_id": WS, "event": {"type": "user_change", "user": user}}, CLIENT)
    await people_changed(desk, {}, CLIENT)
    assert await stored(desk) == before

"""Events that were taken in and never finished, because the bot went away in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import handlers.events
from bot.practice.world import TEAM_ID
from handlers.desk import Desk
from handlers.events import MOST_TRIES, finish_waiting
from storage import inbox
from tests.driving.team import DIRECT_NINA, Team

NINA = "U0NINA001"


def desk_of(team: Team) -> Desk:
    return team.bot._desk


async def taken_in(team: Team, key: str, text: str, ts: str, received_at: datetime | None = None) -> None:
    """A message to the bot is stored as it is before it is acknowledged; then the bot is gone."""
    event = {"type": "message", "channel_type": "im", "channel": DIRECT_NINA, "user": NINA, "text": text, "ts": ts}
    payload = {"event": event, "event_id": key}
    desk = desk_of(team)
    async with desk.db.write() as tx:
        now = received_at or desk.clock()
        await inbox.receive(tx, TEAM_ID, f"event:{key}", "event", payload, now=now)


def waiting(team: Team) -> list[str]:
    return [row["key"] for row in team.rows("SELECT key FROM inbox WHERE handled_at IS NULL ORDER BY key")]


async def finish(team: Team, **given: Any) -> int:
    return await finish_waiting(desk_of(team), team.bot.app.client, **given)


async def test_what_was_left_behind_is_answered_once_however_often_it_is_looked_for(team: Team) -> None:
    await taken_in(team, "Ev1", "hello", "1790000000.000100")
    assert waiting(team) == ["event:Ev1"]
    assert await finish(team) == 1
    assert await finish(team) == 0
    await team.everything_said()
    assert len(await team.said(DIRECT_NINA)) == 1
    assert waiting(team) == []


async def test_what_somebody_may_still_be_at_work_on_is_left_alone(team: Team) -> None:
    now = desk_of(team).clock()
    await taken_in(team, "Ev1", "hello", "1790000000.000100", now - timedelta(seconds=61))
    await taken_in(team, "Ev2", "hello", "1790000001.000100", now - timedelta(seconds=59))
    assert await finish(team, received_before=now - timedelta(seconds=60)) == 1
    assert waiting(team) == ["event:Ev2"]


async def test_one_event_that_cannot_be_handled_does_not_hold_up_the_next_and_is_given_up_some_day(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    handle = handlers.events.handle

    async def poisonous(desk: Desk, body: Any, client: Any) -> None:
        tried.append(body["event_id"])
        if body["event_id"] == "Ev1":
            raise ValueError("a mistake of ours")
        await handle(desk, body, client)

    monkeypatch.setattr(handlers.events, "handle", poisonous)
    await taken_in(team, "Ev1", "hello", "1790000000.000100")
    await taken_in(team, "Ev2", "hello", "1790000001.000100")
    for _ in range(MOST_TRIES + 3):
        await finish(team)
    assert tried.count("Ev1") == MOST_TRIES
    assert tried.count("Ev2") == 1
    assert waiting(team) == []
    assert any("given up" in line for line in team.errors.lines)
    team.errors.lines.clear()

"""The sample world at work: what people hear when the bot starts on it, and on the days after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.world import ACCOUNTS, LEADERS, PEOPLE
from bot.sample.seeding import seed
from storage.database import Database
from tests.databases import fresh_sqlite
from tests.driving.clock import Clock
from tests.driving.direct import Direct
from tests.driving.screen import Shown
from tests.driving.team import Team, practice, team_at_work

ROOMS = [row[0] for row in (*ACCOUNTS, LEADERS)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def team(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Team]:
    """The bot at work on the sample world, begun on a Tuesday at ten in Berlin."""
    url = fresh_sqlite(tmp_path / "holdfast.db")
    async with practice(clock) as server:
        database = Database.open(url)
        await seed(database, server.clock())
        await database.close()
        monkeypatch.setattr("tests.driving.team.fresh_sqlite", lambda _: url)
        async with team_at_work(tmp_path, server, clock) as working:
            yield working


async def heard(team: Team) -> dict[str, list[Shown]]:
    """What the bot has said to each of our people, and in each room where it has said anything."""
    await team.everything_said()
    places = [*(f"D0{row[0][2:]}" for row in PEOPLE), *ROOMS]
    said = {place: await team.said(place) for place in places}
    return {place: messages for place, messages in said.items() if messages}


async def planned(team: Team) -> None:
    """Wait until the clock has looked at everything once."""
    due = "SELECT 1 FROM {} WHERE look_at <= ?"
    now = team.server.clock().strftime("%Y-%m-%d %H:%M:%S")
    tables = ("accounts", "reviews", "gaps", "actions")
    await team.holds("everything planned", lambda: not any(team.rows(due.format(table), now) for table in tables))


async def test_at_the_start_three_people_hear_one_thing_each(team: Team) -> None:
    await planned(team)
    await team.moves_on(advance="1m")
    said = await heard(team)
    assert set(said) == {"D0NINA001", "D0OMAR001", "D0TOMAS01"}
    assert {len(messages) for messages in said.values()} == {1}
    assert "was due Thu 19 Nov, 3 working days ago" in said["D0OMAR001"][0]
    assert "moved twice, first due Wed 30 Sep" in said["D0OMAR001"][0]
    assert "Kestrel's review is 69 working days late" in said["D0TOMAS01"][0]
    assert "Sends Blue Fern the revised onboarding checklist" in said["D0NINA001"][0]
    assert "The review is on Fri 27 Nov" in said["D0NINA001"][0]


async def test_in_the_first_week_nobody_is_flooded(team: Team) -> None:
    await planned(team)
    for _ in range(7):
        await team.moves_on(advance="1d")
    said = await heard(team)
    twice = "SELECT user_id, day FROM nudges GROUP BY user_id, day HAVING count(*) > 1"
    assert team.rows(twice) == []
    asked = "SELECT count(*) AS n FROM asks WHERE nudge_id IS NOT NULL GROUP BY nudge_id"
    assert max(row["n"] for row in team.rows(asked)) <= 6
    posts = [message for place, messages in said.items() if place in ROOMS for message in messages]
    assert len(posts) <= 3
    assert any("two weeks after the review" in message for message in said["C0SOLSTICE"])


async def test_the_review_of_northwind_opens_with_what_was_promised(team: Team) -> None:
    nina = team.person("nina")
    await nina.types("/review start")
    board = await team.board("C0NORTHWND", "5 promised, 3 kept", "1 late")
    assert "Fixes the month-end export" in board
    assert "2 moved" in board or "moved" in board


async def test_anybody_in_the_room_gets_the_brief(team: Team) -> None:
    nina = team.person("nina")
    await nina.types("/review brief")
    brief = await nina.told("Northwind", "failed 3 times")
    assert "support.fieldstone.example" in brief


async def test_everybody_is_known_by_name_from_the_start(team: Team) -> None:
    omar = Direct(team, "omar")
    await planned(team)
    await team.moves_on(advance="1m")
    nudge = await omar.nudge()
    assert "Nina's list" in nudge

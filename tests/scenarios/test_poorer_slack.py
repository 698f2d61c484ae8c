from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.server import PracticeServer
from tests.driving.clock import Clock
from tests.driving.poorer import Between, poorer_server
from tests.driving.team import NORTHWIND, Team, practice, team_at_work
from tests.scenarios.stories import EXPORT_GAP, closes, saves_step, saves_steps, starts

PAGES = ("text/html", "text/plain", "application/json")
"""What a gateway may say its page is."""


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[PracticeServer]:
    async with practice(clock) as running:
        yield running


@pytest.fixture
async def between(server: PracticeServer) -> AsyncIterator[Between]:
    """A server that gives no zone, locale, profile, real name, hash, and almost nothing about channels."""
    async with poorer_server(server.url) as running:
        yield running


@pytest.fixture
async def team(tmp_path: Path, server: PracticeServer, between: Between, clock: Clock) -> AsyncIterator[Team]:
    given = {"slack_api_url": between.api_url, "holdfast_timezone": "Asia/Kolkata"}
    async with team_at_work(tmp_path, server, clock, **given) as working:
        yield working


async def test_a_whole_review_runs_on_a_server_that_says_little(team: Team) -> None:
    nina = team.person("nina")
    await starts(nina)
    await nina.reads(EXPORT_GAP, "G-1")
    await saves_steps(nina)
    await closes(nina, "The export failed", "A note on Friday")
    await team.board(NORTHWIND, "Closed by nina")
    assert team.row("SELECT state FROM reviews") == {"state": "closed"}


async def test_the_zone_assumed_is_said(team: Team) -> None:
    """At 21:00 UTC it is tomorrow in the zone that is set."""
    team.clock.forward(hours=12)
    nina = team.person("nina")
    await starts(nina)
    answer = await nina.reads("/action @omar sends Northwind the new file tomorrow", "Thu 26 Nov")
    assert "no time zone for nina" in answer
    assert "Asia/Kolkata" in answer


async def test_day_and_month_are_asked_where_no_locale_is_known(team: Team) -> None:
    nina = team.person("nina")
    await starts(nina)
    answer = await nina.reads("/action @omar sends Northwind the new file by 5/12", "5 December or 12 May")
    assert answer.buttons[0] == "Sat 5 Dec"
    assert answer.buttons[1].startswith("Wed 12 May")
    await nina.presses("Sat 5 Dec")
    await nina.told("A-1", "Sat 5 Dec")
    assert team.row("SELECT due FROM actions") == {"due": "2026-12-05"}


async def test_people_are_called_by_their_handle_where_no_name_is_given(team: Team) -> None:
    nina = team.person("nina")
    board = await starts(nina)
    assert "led by nina" in board
    await nina.reads("/action @omar sends Northwind the new file by 4 dec", "omar")


async def test_each_submission_counts_though_views_have_no_hash(team: Team) -> None:
    nina = team.person("nina")
    board = await starts(nina)
    await saves_steps(nina, 1, 2)
    await saves_step(nina, 3, {"colour": "red", "evidence": "Failed three times"})
    await nina.chooses("board.go", "1:reliability", on=board)
    await nina.submits(colour="yellow", evidence="Failed once")
    await team.board(NORTHWIND, "✔ 3 Reliability 🟡 yellow")
    assert team.row("SELECT colour FROM checklist_marks") == {"colour": "yellow"}


@pytest.mark.parametrize("page_type", PAGES)
async def test_a_gateways_page_instead_of_an_answer_loses_nothing(team: Team, between: Between, page_type: str) -> None:
    nina = team.person("nina")
    await starts(nina)
    between.page_type = page_type
    between.out_of_order = {"chat.update", "chat.postMessage"}
    await nina.reads("/action @omar sends Northwind the new file by 4 dec", "A-1")
    await team.holds("the page", lambda: bool(between.refused))
    between.out_of_order = set()
    team.clock.forward(minutes=15)
    await nina.reads("/action @omar sends Northwind the old file by 4 dec", "A-2")
    await team.board(NORTHWIND, "A-1", "A-2")
    await team.everything_said()
    assert not team.rows("SELECT 1 FROM outbox WHERE state = 'failed'")


@pytest.mark.parametrize("page_type", PAGES)
async def test_a_command_answers_when_slack_answers_with_a_page(team: Team, between: Between, page_type: str) -> None:
    nina = team.person("nina")
    between.page_type = page_type
    between.out_of_order = {"users.info"}
    await nina.reads("/review start", "Slack could not tell me who you are")
    between.out_of_order = set()
    await nina.reads("/review status", "No customer belongs to this channel yet")
    team.clock.forward(hours=30)
    between.out_of_order = {"conversations.info", "users.info", "users.list"}
    await nina.reads("/review start", "did not say who reads this channel")
    between.out_of_order = {"users.info", "users.list", "views.open"}
    await nina.reads("/review start", "Type `/review start` once more")
    between.out_of_order = set()
    await starts(nina)

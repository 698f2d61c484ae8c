"""The bot as it serves HTTP: no socket, requests signed by Slack, a practice workspace to call back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.driving.clock import Clock
from tests.driving.team import Team, practice, team_at_work
from tests.handlers.door import SECRET, Door


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    clock = Clock()
    given = {"slack_app_token": "", "slack_signing_secret": SECRET}
    async with practice(clock) as server, team_at_work(tmp_path, server, clock, **given) as working:
        yield working


@pytest.fixture
def door(team: Team) -> Door:
    return Door(team.bot)


@pytest.fixture
async def northwind(team: Team, door: Door) -> Door:
    """A review open on Northwind, led by Nina."""
    values = {
        "name": {"type": "plain_text_input", "value": "Northwind"},
        "person": {"type": "users_select", "selected_user": "U0NINA001"},
    }
    await door.submit("form.account", {"channel": "C0NORTHWND"}, values)
    await team.board("C0NORTHWND", "▸ 1")
    return door

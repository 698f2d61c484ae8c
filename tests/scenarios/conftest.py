"""A team at work in the practice workspace, one for each story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.driving.clock import Clock
from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import Team, practice, team_at_work


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def team(tmp_path: Path, clock: Clock) -> AsyncIterator[Team]:
    async with practice(clock) as server, team_at_work(tmp_path, server, clock) as working:
        yield working


@pytest.fixture
def nina(team: Team) -> Person:
    return team.person("nina")


@pytest.fixture
def omar(team: Team) -> Person:
    return team.person("omar")


@pytest.fixture
def nina_direct(team: Team) -> Direct:
    return Direct(team, "nina")


@pytest.fixture
def omar_direct(team: Team) -> Direct:
    return Direct(team, "omar")

"""When the sample world is put in: for a new practice workspace, unless somebody wants it empty."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.__main__ import _parser
from bot.app import Bot
from bot.practice.server import PracticeServer
from bot.practice.world import TEAM_ID
from bot.running import _prepare
from storage import accounts
from tests.databases import fresh_sqlite
from tests.driving.clock import Clock
from tests.driving.team import practice, settings_for


@pytest.fixture
async def server() -> AsyncIterator[PracticeServer]:
    async with practice(Clock()) as running:
        yield running


@pytest.fixture
async def bot(server: PracticeServer, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot that was built and has not joined yet, on a database nobody has used."""
    built = Bot.build(settings_for(server, fresh_sqlite(tmp_path / "new.db")), clock=server.clock)
    yield built
    await built.stop()


async def customers(bot: Bot) -> list[str]:
    """What the customers are called."""
    async with bot.db.read() as tx:
        return [name for _, name in await accounts.offered(tx, TEAM_ID, "", 20)]


async def test_a_new_practice_workspace_has_six_customers(server: PracticeServer, bot: Bot) -> None:
    await _prepare(bot, server, empty=False)
    assert await customers(bot) == ["Blue Fern", "Harbor Lane", "Juniper", "Kestrel", "Northwind", "Solstice"]


async def test_who_wants_it_empty_gets_it_empty(server: PracticeServer, bot: Bot) -> None:
    await _prepare(bot, server, empty=True)
    assert await customers(bot) == []


async def test_a_database_that_was_worked_with_stays_as_it_is(server: PracticeServer, bot: Bot) -> None:
    await bot.start()
    worked_until = server.clock()
    await _prepare(bot, server, empty=False)
    assert await customers(bot) == []
    assert server.clock() >= worked_until


@pytest.mark.parametrize(("typed", "empty"), [(["run"], False), (["run", "--empty"], True)])
def test_empty_is_said_at_the_start(typed: list[str], empty: bool) -> None:
    assert _parser().parse_args(typed).empty is empty

"""The sample world on a fixed day, and a database that holds it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sample.seeding import seed
from bot.sample.story import Story
from bot.sample.world import stories
from storage.database import Database
from tests.databases import fresh_sqlite
from tests.sample.when import NOW, TODAY


@pytest.fixture(scope="session")
def told() -> dict[str, Story]:
    """The six, by name."""
    return {story.customer.name: story for story in stories(TODAY)}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[Database]:
    """A database into which the sample world was put."""
    database = Database.open(fresh_sqlite(tmp_path / "world.db"))
    await seed(database, NOW)
    yield database
    await database.close()

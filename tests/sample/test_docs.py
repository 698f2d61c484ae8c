"""The page that shows the six briefs shows them as they are said."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bot.practice.world import TEAM_ID
from bot.sample.story import Story
from reviews.messages.brief import MOST_WORDS
from storage.database import Database
from tests.sample.brief_pages import STORIES, Block, page
from tests.sample.briefs import brief_of

PAGE = Path(__file__).parents[2] / "docs" / "briefs.md"
WRITE = os.environ.get("HOLDFAST_DOCS") == "write"


async def briefs(world: Database, told: dict[str, Story]) -> dict[str, list[Block]]:
    """Each customer's brief, by name."""
    return {name: await brief_of(world, TEAM_ID, story.customer.channel) for name, story in told.items()}


async def test_the_docs_show_each_brief_as_it_is_said(world: Database, told: dict[str, Story]) -> None:
    assert set(STORIES) == set(told)
    made = page(await briefs(world, told))
    if WRITE:
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made, "HOLDFAST_DOCS=write pytest tests/sample writes it anew"


async def test_each_brief_is_read_in_two_minutes(world: Database, told: dict[str, Story]) -> None:
    for name, blocks in (await briefs(world, told)).items():
        texts = " ".join(str(block["text"]["text"]) for block in blocks if "text" in block)
        words = re.findall(r"\S*\w\S*", re.sub(r"<https?://[^|>]+\|([^>]*)>", r"\1", texts))
        assert 150 < len(words) <= MOST_WORDS * 1.03, (name, len(words))

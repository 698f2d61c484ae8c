"""The main job as a person does it: by keyboard and mouse in a browser, with the real bot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.driving.clock import Clock
from tests.driving.team import Team, practice, team_at_work
from tests.practice_page import chromium

pytestmark = pytest.mark.browser

MARKS = (
    ("reliability", "red", "The month-end export failed in Aug, Sep and Oct"),
    ("usage", "yellow", "11 of 40 seats active in 30 days"),
    ("gaps", "yellow", "Finance rebuilds the export by hand"),
    ("actions", "green", "Every gap has a name and a day"),
)


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    clock = Clock()
    async with practice(clock) as server, team_at_work(tmp_path, server, clock) as working:
        yield working


class Nina:
    """Nina before her browser."""

    def __init__(self, tab: chromium.Tab) -> None:
        self.tab = tab

    async def types(self, line: str) -> None:
        """A line in the composer."""
        await self.tab.click("#composer textarea")
        await self.tab.type(line)
        await self.tab.press("Escape")
        await self.tab.press("Enter")

    async def presses(self, place: str) -> None:
        """A button of the board, by the place it stands in."""
        await self._presses(f".message .block[data-block='{place}'] button")

    async def closes(self) -> None:
        """The board's own Close review."""
        await self._presses(".message [data-action='board.close']")

    async def _presses(self, selector: str) -> None:
        """By the element, not by its place: the board moves while the channel fills."""
        await self.tab.until(f"document.querySelector({json.dumps(selector)})?.getClientRects().length")
        await self.tab.run(f"document.querySelector({json.dumps(selector)}).click()")

    async def form(self, title: str) -> None:
        """Wait for a form of that title."""
        await self.tab.until(f"document.querySelector('dialog.modal')?.innerText.includes({json.dumps(title)})")

    async def fills(self, block: str, text: str) -> None:
        """A text field of the form."""
        await self.tab.click(f"dialog.modal [data-block^='{block}'] :is(input, textarea)")
        await self.tab.type(text)

    async def picks(self, value: str) -> None:
        """One of the marks."""
        labels = "[...document.querySelectorAll('dialog.modal label')]"
        choice = f"{labels}.find(l => l.innerText.toLowerCase().includes('{value}:'))"
        await self.tab.until(choice)
        await self.tab.run(f"{choice}.click()")

    async def submits(self) -> None:
        """The form, and waits until it has closed."""
        await self.tab.click("dialog.modal .submit")
        await self.tab.until("!document.querySelector('dialog.modal')")

    async def reads(self, words: str) -> None:
        """Wait for words in the channel."""
        await self.tab.until(f"document.querySelector('main, body').innerText.includes({json.dumps(words)})")


@pytest.fixture
async def nina(team: Team, tmp_path: Path) -> AsyncIterator[Nina]:
    async with chromium.browser(tmp_path / "profile") as tab:
        await tab.resize(1280, 900)
        await tab.open(f"{team.server.url}/#/U0NINA001/C0NORTHWND")
        yield Nina(tab)
        assert tab.problems == []


async def test_somebody_with_only_a_browser_takes_a_review_from_start_to_summary(team: Team, nina: Nina) -> None:
    await nina.types("/review start")
    await nina.form("Start a review")
    await nina.submits()
    await nina.reads("1 Goals and changes")
    await nina.types("/gap Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports")
    await nina.reads("Month-end export fails")
    await nina.types("/action @omar fixes the export for month-end by fri, closes G-1")
    await nina.reads("6 Actions (1 open)")
    await nina.presses("step.goals")
    await nina.form("Goals and changes")
    await nina.fills("note", "Close the books in two days")
    await nina.submits()
    await nina.presses("step.facts")
    await nina.form("Facts")
    await nina.submits()
    for step, colour, evidence in MARKS:
        await nina.presses(f"step.{step}")
        await nina.picks(colour)
        await nina.fills("evidence", evidence)
        await nina.submits()
    await nina.reads("Every gap has a name and a day")
    await nina.closes()
    await nina.form("Ready to close")
    await nina.submits()
    await nina.reads("Expect from us:")
    assert [row["state"] for row in team.rows("SELECT state FROM reviews")] == ["closed"]
    assert [row["what"] for row in team.rows("SELECT what FROM actions")] == ["Fixes the export for month-end"]
    assert [row["colour"] for row in team.rows("SELECT colour FROM checklist_marks ORDER BY colour")] == [
        "green",
        "red",
        "yellow",
        "yellow",
    ]

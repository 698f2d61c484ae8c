"""The practice workspace with an app in it, and a browser that looks at it as Nina."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.practice.about import PracticeApp, Shortcut, SlashCommand
from bot.practice.server import PracticeServer
from tests.practice_page import chromium
from tests.practice_page.app_double import AppDouble

COMMANDS = (
    SlashCommand("/review", "Run this account's review", "[start | list | close | help]"),
    SlashCommand("/gap", "Log a gap", "what is missing, who it affects"),
    SlashCommand("/action", "Log an action", "@person does what by when"),
)
SHORTCUTS = (Shortcut("log_gap", "Log as a gap"),)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser when there is none."""
    if chromium.find() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine's PATH"))


@pytest.fixture
async def server() -> AsyncIterator[PracticeServer]:
    server = PracticeServer(
        PracticeApp(name="Holdfast", commands=COMMANDS, shortcuts=SHORTCUTS), pacing=False, ack_seconds=0.5
    )
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def app(server: PracticeServer) -> AsyncIterator[AppDouble]:
    async with aiohttp.ClientSession() as session:
        app = AppDouble(server, session)
        await app.connect()
        yield app
        await app.close()


@pytest.fixture
async def tab(server: PracticeServer, app: AppDouble, tmp_path: Path) -> AsyncIterator[chromium.Tab]:
    """Nina looks at #acct-northwind; whatever the page throws fails the test."""
    async with chromium.browser(tmp_path / "profile") as tab:
        await tab.resize(1280, 800)
        await tab.open(f"{server.url}/#/U0NINA001/C0NORTHWND")
        await tab.until("document.querySelector('.message')")
        yield tab
        assert tab.problems == []

"""A practice workspace with a movable clock, the real SDK's client, and a real Bolt app to join it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import httpx
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.about import PracticeApp, Shortcut, SlashCommand
from bot.practice.server import PracticeServer
from tests.practice.timekeeping import Still

APP = PracticeApp(
    "Holdfast",
    commands=(SlashCommand("/review", "Runs the account review", "[start|list|close]"),),
    shortcuts=(Shortcut("log_gap", "Log as gap"), Shortcut("home", "My list", kind="global")),
)


class Clock:
    """A clock that runs, and that a test can move."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def forward(self, **by: float) -> None:
        self.moved += timedelta(**by)


class Desk:
    """One server with everything a test wants to do with it."""

    def __init__(self, server: PracticeServer, clock: Clock, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.clock = clock
        self.session = session
        self.api = self.client(server.bot_token)
        self.http = httpx.AsyncClient(base_url=server.url)
        self.handlers: list[AsyncSocketModeHandler] = []

    def client(self, token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=self.server.api_url, session=self.session, retry_handlers=[])

    def app(self) -> AsyncApp:
        return AsyncApp(client=self.api, request_verification_enabled=False, process_before_response=False)

    async def join(self, app: AsyncApp) -> AsyncSocketModeHandler:
        there = self.server.practice.sockets.count
        handler = AsyncSocketModeHandler(app, self.server.app_token, web_client=self.client(None))
        self.handlers.append(handler)
        await handler.connect_async()
        await until(lambda: self.server.practice.sockets.count > there)
        return handler

    async def try_to(self, what: str, **body: Any) -> dict[str, Any]:
        answer = await self.http.post(f"/_control/{what}", json=body)
        return dict(answer.json())

    async def do(self, what: str, **body: Any) -> dict[str, Any]:
        answer = await self.try_to(what, **body)
        assert answer["ok"], answer
        return answer

    async def read(self, path: str) -> dict[str, Any]:
        answer = await self.http.get(f"/_control/{path}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def said(self, channel: str, viewer: str | None = None) -> list[dict[str, Any]]:
        path = f"messages/{channel}" + (f"?as={viewer}" if viewer else "")
        return list((await self.read(path))["messages"])

    async def view_of(self, user: str) -> dict[str, Any]:
        opened = (await self.read("views"))["views"]
        return next(each["view"] for each in reversed(opened) if each["user"] == user)

    async def log(self, kind: str) -> list[dict[str, Any]]:
        return [entry for entry in (await self.read("log"))["entries"] if entry["kind"] == kind]

    async def trigger(self, user: str = "nina") -> str:
        """Return the trigger id of a command that somebody just typed."""
        typed = await self.do("command", channel="acct-northwind", user=user, command="/review", text="")
        return str(typed["trigger_id"])

    async def close(self) -> None:
        for handler in self.handlers:
            await handler.close_async()
            if handler.client.aiohttp_client_session is not None:
                await handler.client.aiohttp_client_session.close()
        await self.http.aclose()


async def until(holds: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110, what is waited for sets no event
            await asyncio.sleep(0.005)


@pytest.fixture
def wait_until() -> Callable[..., Any]:
    return until


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def open_desk(session: aiohttp.ClientSession) -> AsyncIterator[Callable[..., Any]]:
    """Start servers with settings of the test's own."""
    desks: list[Desk] = []

    async def start(**settings: Any) -> Desk:
        clock = Clock()
        given = {
            "pacing": False,
            "ack_seconds": 0.15,
            "retry_seconds": (0.0, 0.01),
            "clock": clock,
        } | settings
        server = PracticeServer(given.pop("app", APP), **given)
        await server.start()
        desks.append(Desk(server, clock, session))
        return desks[-1]

    yield start
    for desk in desks:
        await desk.close()
        await desk.server.stop()


@pytest.fixture
async def desk(open_desk: Callable[..., Any]) -> Any:
    return await open_desk()


@pytest.fixture
async def still(open_desk: Callable[..., Any]) -> Any:
    """A desk whose clock stands at Monday 08:00 UTC until somebody moves it."""
    return await open_desk(clock=Still())

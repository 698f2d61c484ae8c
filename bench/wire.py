"""The same commands over the real wire: the practice workspace, its HTTP and its WebSocket, for both sides."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bench.bare import bare_app
from bench.ready import count_actions, our_app, ready_database
from bench.side import Side, alternate
from bot.practice.about import PracticeApp, SlashCommand
from bot.practice.server import PracticeServer

LINE = "@omar sends the revised onboarding checklist by fri"
CHANNEL = "acct-northwind"
COMMANDS = (SlashCommand("/action", "Log an action"),)


async def measure_wire(rounds: int, people: int, warm_up: int) -> tuple[Side, Side, bool]:
    """Both sides in turns, each with a practice workspace of its own; all in this process."""
    async with AsyncExitStack() as open_things:
        enter = open_things.enter_async_context
        session = await enter(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        theirs, slack = await enter(_practice()), await enter(_practice())
        workspace, channel, users = await _somewhere(session, slack)
        db = await enter(ready_database(workspace, channel, users))
        await enter(_joined(bare_app(theirs.bot_token, theirs.api_url), theirs))
        await enter(_joined(await enter(our_app(db, slack.api_url)), slack))
        typists = [users[number % len(users)] for number in range(people)]
        floor = Side("floor", _typing(session, theirs, typists, "ok"))
        ours = Side("holdfast", _typing(session, slack, typists, "Logged: "))
        await alternate(floor, ours, rounds, warm_up)
        recorded, expected = await count_actions(db, workspace), (warm_up + rounds) * people
    print(f"over the wire: {recorded} of {expected} actions recorded, {ours.unanswered} not said back")
    return floor, ours, recorded == expected and not floor.unanswered + ours.unanswered


@asynccontextmanager
async def _practice() -> AsyncIterator[PracticeServer]:
    server = PracticeServer(PracticeApp("Holdfast", COMMANDS), pacing=False)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def _joined(app: AsyncApp, slack: PracticeServer) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _somewhere(session: aiohttp.ClientSession, slack: PracticeServer) -> tuple[str, str, list[str]]:
    """The workspace's id, a channel's id, and the people in it."""
    async with session.get(f"{slack.url}/_control/state") as answer:
        state = await answer.json()
    channel = next(each for each in state["channels"] if each.get("name") == CHANNEL)
    people = {each["id"] for each in state["users"] if not each.get("is_bot")}
    return state["workspace"]["id"], channel["id"], [each for each in channel["members"] if each in people]


def _typing(
    session: aiohttp.ClientSession, slack: PracticeServer, users: list[str], expected: str
) -> Callable[[], list[Callable[[], Awaitable[bool]]]]:
    return lambda: [partial(_answered, session, slack.url, user, expected) for user in users]


async def _answered(session: aiohttp.ClientSession, url: str, user: str, expected: str) -> bool:
    said = {"channel": CHANNEL, "user": user, "command": "/action", "text": LINE}
    async with session.post(f"{url}/_control/command", json=said) as answer:
        return expected in str((await answer.json()).get("response"))

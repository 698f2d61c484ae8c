"""The whole thing running: a practice workspace, the bot joined to it over HTTP and WebSocket, and its people."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp

from bot.app import Bot
from bot.practice import world
from bot.practice.about import PracticeApp, Shortcut, SlashCommand
from bot.practice.server import PracticeServer
from bot.settings import Settings
from reviews.messages.help import MESSAGE_SHORTCUTS, slash_commands
from tests.databases import fresh_sqlite
from tests.driving import checks
from tests.driving.clock import Clock
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.waiting import until

NORTHWIND, BLUEFERN, KESTREL = "C0NORTHWND", "C0BLUEFERN", "C0KESTREL0"
SHARED, GENERAL, DIRECT_NINA = "C0SHAREDNW", "C0GENERAL0", "D0NINA001"
_IDS = {row[1]: row[0] for row in (*world.PEOPLE, world.GONE, *world.STRANGERS)}


class Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line, with the exception's own words."""
        trouble = f": {record.exc_info[1]!r}" if record.exc_info else ""
        self.lines.append(f"{record.name}: {record.getMessage()}{trouble}")


class Team:
    """A workspace with people in it and the bot at work."""

    def __init__(
        self, server: PracticeServer, bot: Bot, clock: Clock, file: Path, session: aiohttp.ClientSession
    ) -> None:
        self.server = server
        self.bot = bot
        self.clock = clock
        self.errors = Errors()
        self.file = file
        self._session = session

    def person(self, name: str, channel: str = NORTHWIND) -> Person:
        """Somebody of the sample world, in a channel."""
        return Person(self, name, channel)

    @staticmethod
    def id_of(name: str) -> str:
        """Slack's id of a person."""
        return _IDS[name]

    async def board(self, channel: str, *words: str) -> Shown:
        """The newest board in a channel, once it shows these words."""

        async def look() -> Shown | None:
            boards = [m for m in await self.said(channel) if "quarterly review" in m]
            return boards[-1] if boards and all(each in boards[-1] for each in words) else None

        return await until(look, f"a board in {channel} with {words}", lambda: self.screen(channel))

    async def board_after(self, channel: str, board: Shown) -> Shown:
        """The board that was posted after another one."""

        async def look() -> Shown | None:
            later = [m for m in await self.said(channel) if "quarterly review" in m and m.ts > board.ts]
            return later[-1] if later else None

        return await until(look, f"a new board in {channel}", lambda: self.screen(channel))

    async def message(self, channel: str, ts: str, *words: str) -> Shown:
        """One message, once it shows these words."""

        async def look() -> Shown | None:
            found = [m for m in await self.said(channel) if m.ts == ts]
            return found[0] if found and all(each in found[0] for each in words) else None

        return await until(look, f"message {ts} with {words}", lambda: self.screen(channel))

    async def summary(self, channel: str, *words: str) -> Shown:
        """The newest summary in a channel, once it shows these words."""

        async def look() -> Shown | None:
            found = [m for m in await self.said(channel) if "Expect from us:" in m.text]
            return found[-1] if found and all(each in found[-1] for each in words) else None

        return await until(look, f"a summary in {channel} with {words}", lambda: self.screen(channel))

    async def said(self, channel: str) -> list[Shown]:
        """What the bot said to everybody in a channel, oldest first."""
        read = await self.read(f"messages/{channel}")
        return [Shown(m) for m in read["messages"] if m.get("bot_id") and not m.get("ephemeral")]

    async def screen(self, channel: str) -> str:
        """What stands in a channel, for who looks for a fault."""
        read = await self.read(f"messages/{channel}")
        return "\n----\n".join(Shown(m).text for m in read["messages"][-5:])

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """What the database holds, asked in SQL."""
        with closing(sqlite3.connect(self.file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    async def changes(self, sql: str) -> None:
        """Change what the database holds, where no screen does. Beside the loop, so that a writer there can end."""

        def change() -> None:
            with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
                connection.execute(sql)

        await asyncio.to_thread(change)

    def row(self, sql: str, *values: object) -> dict[str, Any]:
        """The one row an SQL question finds."""
        found = self.rows(sql, *values)
        assert len(found) == 1, f"{sql} {values} found {len(found)} rows: {found}"
        return found[0]

    async def holds(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until something holds that no screen shows."""

        async def look() -> bool | None:
            return True if holds() else None

        await until(look, what, lambda: self.screen(NORTHWIND))

    async def everything_said(self) -> None:
        """Wait until the bot has nothing left to say."""
        left = "SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')"
        await self.holds("everything said", lambda: not self.rows(left))

    async def read(self, path: str) -> dict[str, Any]:
        """Read from the practice workspace's control API."""
        async with self._session.get(f"{self.server.url}/_control/{path}") as answer:
            return dict(await answer.json())

    async def control(self, what: str, body: dict[str, Any]) -> dict[str, Any]:
        """Do something by the control API; its answer, whatever it says."""
        async with self._session.post(f"{self.server.url}/_control/{what}", json=body) as answer:
            return dict(await answer.json())

    async def moves_on(self, **how: str) -> None:
        """The practice clock is moved: `advance="1d"` or `to="2026-11-25T08:00:00Z"`; all that falls due is done."""
        answer = await self.control("clock", how)
        assert answer["ok"], answer
        assert answer["follows"], answer

    async def moves_on_alone(self, to: str) -> None:
        """The practice clock is moved while the bot is away."""
        answer = await self.control("clock", {"to": to})
        assert answer["ok"], answer
        assert not answer["follows"], answer

    async def stops(self) -> None:
        """The bot stops, as for an update or in an outage; people go on."""
        self.server.follow(None)
        await self.bot.stop()

    async def starts_again(self) -> None:
        """The bot comes back on the same database."""
        database = f"sqlite+aiosqlite:///{self.file}"
        self.bot = Bot.build(settings_for(self.server, database), clock=self.server.clock)
        joined, _ = self.connections
        await self.bot.start()
        self.server.follow(self.bot)
        await self.holds("the bot to join again", lambda: self.connections[0] > joined)

    async def log(self, kind: str) -> list[dict[str, Any]]:
        """What the practice workspace noted, of one kind."""
        return [each for each in (await self.read("log"))["entries"] if each["kind"] == kind]

    @property
    def connections(self) -> tuple[int, int]:
        """How often the bot has joined, and how many connections it has now."""
        joined = [e for e in self.server.practice.log.entries() if e["kind"] == "connected"]
        return len(joined), self.server.practice.sockets.count

    async def last_sent(self, kind: str, holding: str = "") -> dict[str, Any]:
        """The last payload of a kind that Slack sent the bot, with these words in it."""
        sent = [e["envelope"] for e in await self.log("envelope") if e["envelope"]["type"] == kind]
        return dict(next(each["payload"] for each in reversed(sent) if holding in json.dumps(each["payload"])))

    async def delivers(self, kind: str, payload: dict[str, Any]) -> None:
        """Slack delivers something once more, or late."""
        await self.server.practice.sockets.send(kind, payload)

    async def sends_again(self, kind: str) -> None:
        """Slack delivers the last envelope of a kind once more, having lost its acknowledgement."""
        await self.delivers(kind, await self.last_sent(kind))

    async def check(self) -> None:
        """Nothing the app said may be malformed or unsafe, and nothing may have gone wrong inside."""
        assert not (found := checks.problems((await self.read("log"))["entries"])), "\n".join(found)
        assert not self.errors.lines, "\n".join(self.errors.lines)


def connected() -> set[threading.Thread]:
    """The threads of SQLite connections that are open."""
    return {thread for thread in threading.enumerate() if "_connection_worker_thread" in thread.name}


def settings_for(server: PracticeServer, database_url: str, **given: Any) -> Settings:
    """Settings that point at a practice workspace, whatever this machine's environment says."""
    return Settings.model_validate(
        {
            "slack_bot_token": server.bot_token,
            "slack_app_token": server.app_token,
            "slack_signing_secret": "",
            "slack_api_url": server.api_url,
            "database_url": database_url,
            "holdfast_command": "/review",
            "holdfast_timezone": "UTC",
            # The pace between messages is proven where it is made; here it would only be waited for.
            "holdfast_messages_per_minute": 0,
            **given,
        }
    )


@asynccontextmanager
async def practice(clock: Clock, **given: Any) -> AsyncIterator[PracticeServer]:
    """A practice workspace on any free port, with the app's commands; `given` is for the server itself."""
    known = (SlashCommand(each.command, each.description, each.usage_hint) for each in slash_commands("/review"))
    shortcuts = tuple(Shortcut(callback_id, name) for callback_id, name in MESSAGE_SHORTCUTS)
    server = PracticeServer(
        PracticeApp("Holdfast", commands=tuple(known), shortcuts=shortcuts),
        **{"port": 0, "pacing": False, "clock": clock, **given},
    )
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def team_at_work(folder: Path, server: PracticeServer, clock: Clock, **given: Any) -> AsyncIterator[Team]:
    """The bot joined to a practice workspace on a fresh database; at the end everything said is checked."""
    file, before = folder / "holdfast.db", connected()
    bot = Bot.build(settings_for(server, fresh_sqlite(file), **given), clock=server.clock)
    async with aiohttp.ClientSession() as session:
        team = Team(server, bot, clock, file, session)
        logging.getLogger().addHandler(team.errors)
        try:
            await bot.start()
            server.follow(bot)
            if given.get("slack_app_token") != "":
                await team.holds("the bot to join", lambda: server.practice.sockets.count > 0)
            yield team
            await team.check()
        finally:
            logging.getLogger().removeHandler(team.errors)
            server.follow(None)
            await team.bot.stop()
        await team.holds("every connection to the database closed", lambda: connected() <= before)

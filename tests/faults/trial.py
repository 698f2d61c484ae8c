"""One trial: a practice workspace that lives, a bot that is killed and started again, and its database."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from sqlalchemy import text

from bot.practice.about import PracticeApp, Shortcut, SlashCommand
from bot.practice.faults import Fault
from bot.practice.server import PracticeServer
from reviews.messages.help import MESSAGE_SHORTCUTS, slash_commands
from reviews.model import Action, Gap
from storage import asks, planning
from storage.database import Database
from tests.faults.fast_clock import FastClock
from tests.faults.nursery import Nursery

PATIENCE = 90.0
"""Real seconds until what is due must have been done."""
RETRY_SECONDS = (0.2,) * 400
"""Slack sends an event again until somebody takes it. It really waits longer, and gives up after an hour."""
LONGEST_LIFE = 2.0
"""Seconds after which a bot that never came to the moment it was to die at is killed anyway."""
JOIN, JOINING = "apps.connections.open", 0
"""The call by which a bot asks to listen; those after it are counted from one."""


@dataclass(frozen=True, slots=True)
class Death:
    """When a bot is killed: so many seconds after its start, or after it made a call."""

    seconds: float
    call: int | None = None


def some_death(rng: Random, most_calls: int) -> Death:
    """While it starts, while it plans, or close to one of its calls: just before Slack has carried it out, or after."""
    kind = rng.random()
    if kind < 0.15:
        return Death(rng.uniform(0.0, 0.1))
    if kind < 0.5:
        return Death(rng.uniform(0.0, 0.3), JOINING)
    return Death(rng.choice((0.0, rng.uniform(0.0, 0.004), rng.uniform(0.0, 0.03))), rng.randint(1, most_calls))


Missing = Callable[[], Awaitable[list[str]]]
"""What has still to come of what was done, in words."""
Weather = Callable[[str, Mapping[str, Any]], Fault | None]
"""The fault that a call of this method, with these arguments, meets; None for none."""


class Trial:
    """What a test works with. `kills` counts the bots that were killed; `weather` may give any call a fault."""

    def __init__(
        self,
        server: PracticeServer,
        nursery: Nursery,
        url: str,
        clock: FastClock,
        log: Path,
        session: aiohttp.ClientSession,
    ) -> None:
        self.server = server
        self.workspace = server.practice.workspace
        self.clock = clock
        self.db = Database.open(url)
        self.url = url
        self.kills = 0
        self.log = log
        self._nursery = nursery
        self._session = session
        self._calls = 0
        self._on_call: Callable[[int], None] | None = None
        self.weather: Weather | None = None
        self._meet = server.practice.faults.take
        server.practice.faults.take = self._take  # type: ignore[method-assign]

    def _take(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """Every call passes here before it is carried out: what dies now never hears that Slack has it."""
        self._calls = JOINING if method == JOIN else self._calls + 1
        if self._on_call:
            self._on_call(self._calls)
        met = self.weather(method, arguments) if self.weather else None
        return met or self._meet(method, arguments)

    async def start(self) -> int:
        """A bot at work; its process id."""
        self._calls = 0
        return self._nursery.start(self.server, self.url, self.clock, self.log)

    async def joined(self, bots: int = 1) -> None:
        """Wait until so many bots listen."""
        await self.until("the bot listens", lambda: self.server.practice.sockets.count >= bots)

    async def live_and_die(self, death: Death, meanwhile: Awaitable[object] | None = None) -> None:
        """Start a bot and kill it at its moment. `meanwhile` is what people do while it lives."""
        dead = asyncio.Event()
        loop = asyncio.get_running_loop()
        pid = await self.start()

        def kill() -> None:
            self.kills += not dead.is_set() and self._nursery.kill(pid)
            dead.set()

        def called(number: int) -> None:
            if number == death.call and death.seconds:
                loop.call_later(death.seconds, kill)
            elif number == death.call:
                kill()

        self._on_call = called
        doing = asyncio.ensure_future(meanwhile) if meanwhile else None
        loop.call_later(death.seconds if death.call is None else LONGEST_LIFE, kill)
        await dead.wait()
        self._on_call = None
        await self._nursery.gone(pid)
        if doing:
            await doing

    async def finish(self, *also: Missing) -> None:
        """Start a bot once more, let it do all that is left, and stop it in order."""
        pid = await self.start()
        await self.quiet(*also)
        await self._nursery.stop(pid)

    async def stop(self, pid: int) -> None:
        """End a bot in order."""
        await self._nursery.stop(pid)

    async def quiet(self, *also: Missing) -> None:
        """Wait until nothing is left to do, and nothing is missing of what was asked for beside."""
        left: list[str] = []

        async def done() -> bool:
            left[:] = await self._left() or [what for each in also for what in await each()]
            return not left

        await self.until(lambda: f"nothing left to do; left: {left}", done)

    async def until(
        self, what: str | Callable[[], str], holds: Callable[[], bool] | Callable[[], Awaitable[bool]]
    ) -> None:
        """Wait until something holds."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            found = holds()
            if found is True or (not isinstance(found, bool) and await found):
                return
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"waited {PATIENCE:.0f} s until {what if isinstance(what, str) else what()}")
            await asyncio.sleep(0.03)

    async def _left(self) -> list[str]:
        now, found = self.clock(), list[str]()
        async with self.db.read() as tx:
            rows = await tx.execute(text("SELECT key, state, error FROM outbox WHERE state IN ('queued', 'sending')"))
            found += [f"{row.key} is {row.state}, {row.error}" for row in rows]
            waiting = await tx.execute(text("SELECT key FROM inbox WHERE handled_at IS NULL"))
            found += [f"{row.key} is not handled" for row in waiting]
            for kind in (Action, Gap):
                found += [f"{each} is not planned" for each in await planning.to_look_at(tx, kind, now, 3)]
            found += [f"{each} is not asked" for each in await asks.due(tx, now, 3)]
        return found + ["a call that Slack carries out late"] * self.server.practice.faults.late

    async def rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """What the database holds, asked in SQL."""
        async with self.db.read() as tx:
            return [dict(row._mapping) for row in await tx.execute(text(sql), values)]

    async def control(self, what: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A person does something; what the practice workspace answers."""
        async with self._session.post(f"{self.server.url}/_control/{what}", json=body) as answer:
            return dict(await answer.json())

    def end_of_log(self) -> str:
        """The last lines the bots wrote."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-40:])

    async def close(self) -> None:
        """Kill what still lives, and let the database go."""
        self._nursery.end_all()
        await self.db.close()


@asynccontextmanager
async def trial_at(
    nursery: Nursery, url: str, folder: Path, *, clock: FastClock | None = None, pacing: bool = False
) -> AsyncIterator[Trial]:
    """A trial on a migrated database without rows."""
    shared = clock or FastClock()
    server = PracticeServer(_app(), port=0, pacing=pacing, clock=shared, retry_seconds=RETRY_SECONDS)
    await server.start()
    async with aiohttp.ClientSession() as session:
        trial = Trial(server, nursery, url, shared, folder / "bot.log", session)
        try:
            yield trial
        except BaseException:
            sys.stdout.write(f"{trial.end_of_log()}\n")
            raise
        finally:
            await trial.close()
            await server.stop()


def _app() -> PracticeApp:
    commands = (SlashCommand(each.command, each.description, each.usage_hint) for each in slash_commands("/review"))
    shortcuts = (Shortcut(callback_id, name) for callback_id, name in MESSAGE_SHORTCUTS)
    return PracticeApp("Holdfast", commands=tuple(commands), shortcuts=tuple(shortcuts))

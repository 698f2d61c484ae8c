"""The tests' end of the bots' processes: start one, kill one, wait until it is gone."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from bot.practice.server import PracticeServer
from tests.driving.team import settings_for
from tests.faults.bot_process import Order
from tests.faults.fast_clock import CLIENT_SECONDS, FastClock

ROOT = Path(__file__).parents[2]
_SECONDS_TO_STOP = 30.0


class Nursery:
    """Starts bots. Those that still live when it closes are killed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.bot_process"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._read() == "ready"
        self._alive: set[int] = set()

    def start(self, server: PracticeServer, database_url: str, clock: FastClock, log: Path) -> int:
        """A new bot joined to a practice workspace; its process id."""
        order: Order = {
            "settings": settings_for(server, database_url, holdfast_timezone="Europe/Berlin").model_dump(mode="json"),
            "began": clock.began,
            "speed": clock.speed,
            "client_seconds": CLIENT_SECONDS,
            "log": str(log),
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = int(self._read())
        self._alive.add(pid)
        return pid

    def kill(self, pid: int) -> bool:
        """kill -9; false where that bot has ended before."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    async def gone(self, pid: int) -> None:
        """Wait until a bot's process has ended."""
        async with asyncio.timeout(_SECONDS_TO_STOP):
            while _lives(pid):  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(0.002)
        self._alive.discard(pid)

    async def stop(self, pid: int) -> None:
        """Ask a bot to end in order, and wait for it."""
        os.kill(pid, signal.SIGTERM)
        await self.gone(pid)

    def end_all(self) -> None:
        """Kill the bots a test has left."""
        for pid in tuple(self._alive):
            self.kill(pid)
            self._alive.discard(pid)

    def close(self) -> None:
        """End everything."""
        self.end_all()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""The watchdog on the socket: a reconnect is forgiven, silence is not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.watchdog import Watchdog


class Socket:
    """Answers each look as told: joined or not, and whether Slack answers. After the last it is joined for good."""

    def __init__(self, looks: Sequence[str]) -> None:
        self._looks = list(looks)
        self.now = ""
        self.paused: list[float] = []
        self.over = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        if not self._looks:
            self.over.set()
            await asyncio.Event().wait()
        self.now = self._looks.pop(0)

    async def is_connected(self) -> bool:
        if self.now == "hangs":
            await asyncio.Event().wait()
        return self.now != "gone"

    async def probe(self) -> None:
        if self.now == "silent":
            raise ConnectionError("no answer")

    def watchdog(self) -> Watchdog:
        return Watchdog(self.is_connected, self.probe, pause=self.pause, look_seconds=0.01)


async def gives_up(socket: Socket) -> bool:
    """Whether the watchdog gives up before the looks are over."""
    watching, over = asyncio.create_task(socket.watchdog().run()), asyncio.create_task(socket.over.wait())
    async with asyncio.timeout(5):
        await asyncio.wait({watching, over}, return_when=asyncio.FIRST_COMPLETED)
    gave_up = watching.done()
    watching.cancel()
    over.cancel()
    return gave_up


@pytest.mark.parametrize("trouble", ["gone", "silent", "hangs"])
async def test_four_failed_looks_in_a_row_are_enough(trouble: str, caplog: pytest.LogCaptureFixture) -> None:
    assert await gives_up(Socket([trouble] * 4))
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 4 + ["CRITICAL"]


async def test_different_troubles_count_together() -> None:
    assert await gives_up(Socket(["gone", "silent", "hangs", "gone"]))


async def test_a_socket_that_reconnects_in_between_is_forgiven() -> None:
    assert not await gives_up(Socket(["gone", "gone", "gone", "well", "gone", "gone", "gone", "well"]))


async def test_a_socket_that_is_well_is_looked_at_every_half_minute() -> None:
    socket = Socket(["well"] * 9)
    assert not await gives_up(socket)
    assert socket.paused == [30.0] * 10

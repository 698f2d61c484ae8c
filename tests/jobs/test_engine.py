"""The clock: a sweep that hangs or breaks does not stop the next tick, nor another sweep."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from jobs.engine import Ticks


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.002)


@pytest.fixture
async def ticks() -> AsyncIterator[Ticks]:
    made = Ticks()
    yield made
    made.stop()


def tick(ticks: Ticks, name: str) -> None:
    """The next minute comes now."""
    ticks._scheduler.get_job(name).modify(next_run_time=datetime.now(UTC))


async def test_a_sweep_runs_when_its_minute_comes_and_not_before(ticks: Ticks) -> None:
    ran: list[str] = []

    async def sweep() -> None:
        ran.append("ran")

    ticks.every_minute("delivery", sweep)
    ticks.start()
    assert ran == []
    next_run = ticks._scheduler.get_job("delivery").next_run_time
    assert (next_run.second, next_run.microsecond) == (0, 0)
    tick(ticks, "delivery")
    await until(lambda: ran == ["ran"])


async def test_a_sweep_that_hangs_is_stopped_and_the_next_tick_runs(
    ticks: Ticks, caplog: pytest.LogCaptureFixture
) -> None:
    began: list[int] = []
    stopped: list[int] = []

    async def hangs() -> None:
        began.append(1)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.append(1)
            raise

    ticks.every_minute("digest", hangs, seconds=0.02)
    ticks.start()
    for number in (1, 2):
        tick(ticks, "digest")
        await until(lambda number=number: len(stopped) == number)  # type: ignore[misc]
        await until(lambda number=number: caplog.text.count("sweep digest was stopped") == number)  # type: ignore[misc]
    assert len(began) == 2


async def test_a_broken_sweep_is_logged_and_stops_neither_its_next_tick_nor_another_sweep(
    ticks: Ticks, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[str] = []

    async def broken() -> None:
        ran.append("broken")
        raise RuntimeError("a mistake of ours")

    async def sound() -> None:
        ran.append("sound")

    ticks.every_minute("broken", broken)
    ticks.every_minute("sound", sound)
    ticks.start()
    for number in (1, 2):
        tick(ticks, "broken")
        tick(ticks, "sound")
        await until(lambda number=number: ran.count("broken") == ran.count("sound") == number)  # type: ignore[misc]
    assert "a mistake of ours" in caplog.text


async def test_a_clock_that_was_never_started_can_be_stopped() -> None:
    Ticks().stop()

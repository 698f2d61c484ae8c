"""An app that follows as the clock is moved: what it does when, and what becomes of a move that is broken off."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.practice.timekeeping import MONDAY, Diary, Gated, Still, at

NORTHWIND = "C0NORTHWND"


async def test_an_app_that_follows_does_each_thing_at_its_moment(still: Any) -> None:
    dues = [MONDAY + timedelta(hours=hours) for hours in (1, 5, 30, 400)]
    diary = Diary(still.server.clock, *dues)
    still.server.follow(diary)
    assert (await still.read("state"))["follows"] is True
    answer = await still.do("clock", advance="2d")
    assert diary.done == [(due, due) for due in dues[:3]]
    assert diary.caught_up == [*dues[:3], MONDAY + timedelta(days=2)]
    assert (answer["steps"], answer["follows"]) == (4, True)


async def test_what_is_overdue_is_done_before_time_moves_on(still: Any) -> None:
    diary = Diary(still.server.clock, MONDAY - timedelta(days=1), MONDAY, MONDAY + timedelta(hours=1))
    still.server.follow(diary)
    await still.do("clock", advance="1h")
    assert [now for _, now in diary.done] == [MONDAY, MONDAY, MONDAY + timedelta(hours=1)]


async def test_an_app_that_is_never_done_cannot_hold_the_clock(still: Any) -> None:
    class Stuck(Diary):
        async def next_due(self) -> datetime | None:
            return MONDAY

    stuck = Stuck(still.server.clock)
    still.server.follow(stuck)
    assert at(await still.do("clock", advance="3m")) == MONDAY + timedelta(minutes=3)
    assert stuck.caught_up.count(MONDAY) == 20
    assert MONDAY + timedelta(minutes=1) in stuck.caught_up
    assert len(stuck.caught_up) == 20 * 3 + 2 + 1


async def test_an_app_that_breaks_leaves_the_clock_where_it_broke(still: Any) -> None:
    class Broken(Diary):
        async def catch_up(self) -> None:
            raise RuntimeError("the database is away")

    still.server.follow(Broken(still.server.clock, MONDAY + timedelta(hours=2)))
    answer = await still.try_to("clock", advance="1d")
    assert answer["error"] == "follower_failed"
    assert "the database is away" in answer["detail"]
    assert still.server.clock() == MONDAY + timedelta(hours=2)
    still.server.follow(None)
    assert at(await still.do("clock", advance="1h")) == MONDAY + timedelta(hours=3)


async def test_two_who_move_the_clock_take_turns(still: Any, wait_until: Any) -> None:
    class Slow(Diary):
        gate = asyncio.Event()

        async def catch_up(self) -> None:
            await self.gate.wait()
            await super().catch_up()

    slow = Slow(still.server.clock, MONDAY + timedelta(hours=1))
    still.server.follow(slow)
    first = asyncio.create_task(still.do("clock", advance="2h"))
    await wait_until(lambda: still.server.practice.mover.target is not None)
    state = await still.read("state")
    assert state["moving_to"] == (MONDAY + timedelta(hours=2)).isoformat()
    assert at(state) == MONDAY + timedelta(hours=1)
    second = asyncio.create_task(still.do("clock", advance="1d"))
    slow.gate.set()
    assert at(await first) == MONDAY + timedelta(hours=2)
    assert at(await second) == MONDAY + timedelta(days=1, hours=2)
    assert (await still.read("state"))["moving_to"] is None


async def test_pages_hear_how_far_the_clock_is_and_not_too_often(still: Any) -> None:
    still.server.follow(Diary(still.server.clock, *(MONDAY + timedelta(minutes=each) for each in range(1, 500))))
    hints = still.server.practice.stream.listen()
    await still.do("clock", advance="1d")
    heard = [hint for hint in (hints.get_nowait() for _ in range(hints.qsize())) if hint["type"] == "clock"]
    assert heard[0]["to"] == (MONDAY + timedelta(days=1)).isoformat()
    assert heard[-1] == {"type": "clock", "now": (MONDAY + timedelta(days=1)).isoformat()}
    assert 2 <= len(heard) < 100


async def test_a_crash_on_the_way_does_not_turn_time_back(open_desk: Any, tmp_path: Path) -> None:
    kept, base = tmp_path / "practice.json", Still()
    desk = await open_desk(state_file=kept, clock=base)
    seen: list[datetime] = []

    class Crashing(Diary):
        async def catch_up(self) -> None:
            seen.append(datetime.fromisoformat(json.loads((tmp_path / "practice.json.clock").read_text())["now"]))
            await super().catch_up()

    desk.server.follow(Crashing(desk.server.clock, MONDAY + timedelta(hours=5)))
    await desk.do("clock", advance="1d")
    assert seen == [MONDAY + timedelta(hours=5), MONDAY + timedelta(days=1)]
    assert kept.exists()


async def test_a_move_goes_on_when_whoever_asked_has_gone(still: Any, wait_until: Any) -> None:
    gated = Gated(still.server.clock, MONDAY + timedelta(hours=1))
    still.server.follow(gated)
    asking = asyncio.create_task(still.do("clock", advance="2d"))
    await gated.began.wait()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    gated.gate.set()
    await wait_until(lambda: still.server.clock() == MONDAY + timedelta(days=2))
    assert len(gated.done) == 1


async def test_people_and_app_talk_while_the_clock_is_on_its_way(still: Any) -> None:
    gated = Gated(still.server.clock, MONDAY + timedelta(hours=1))
    still.server.follow(gated)
    app, heard = still.app(), asyncio.Event()

    @app.event("message")
    async def hear() -> None:
        heard.set()

    await still.join(app)
    moving = asyncio.create_task(still.do("clock", advance="2d"))
    await gated.began.wait()
    said = await still.do("message", channel=NORTHWIND, user="nina", text="Are you there?")
    await asyncio.wait_for(heard.wait(), 5)
    assert float(said["ts"]) >= (MONDAY + timedelta(hours=1)).timestamp()
    gated.gate.set()
    assert at(await moving) == MONDAY + timedelta(days=2)


async def test_a_server_that_stops_lets_no_move_go_further(still: Any) -> None:
    gated = Gated(still.server.clock, *(MONDAY + timedelta(hours=hour) for hour in range(1, 9)))
    still.server.follow(gated)
    asking = asyncio.create_task(still.try_to("clock", advance="2d"))
    await gated.began.wait()
    still.server.practice.mover.stop()
    gated.gate.set()
    answer = await asking
    assert answer["error"] == "move_stopped"
    assert len(gated.done) == 1
    assert still.server.clock() == MONDAY + timedelta(hours=1)

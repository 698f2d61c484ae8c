"""Moving the workspace's clock, keeping it, and what goes by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.practice.clock import PracticeClock, next_working_morning, span
from tests.practice.timekeeping import MONDAY, Still, at

NORTHWIND = "C0NORTHWND"


async def test_nobody_moved_the_clock_so_it_shows_what_it_is_built_on(open_desk: Any) -> None:
    base = Still()
    desk = await open_desk(clock=base)
    assert desk.server.clock() == MONDAY
    base.at += timedelta(hours=3)
    assert desk.server.clock() == MONDAY + timedelta(hours=3)
    assert at(await desk.read("state")) == MONDAY + timedelta(hours=3)


def test_a_moved_clock_runs_on_and_never_goes_back() -> None:
    base = Still()
    clock = PracticeClock(base)
    clock.set_to(MONDAY + timedelta(days=2))
    base.at += timedelta(minutes=5)
    assert clock() == MONDAY + timedelta(days=2, minutes=5)
    clock.set_to(MONDAY)
    assert clock() == MONDAY + timedelta(days=2, minutes=5)
    assert clock().tzinfo is UTC


@pytest.mark.parametrize(
    ("words", "hours"), [("90m", 1.5), ("3h", 3), ("1d", 24), ("2w", 336), (" 2 W ", 336), ("400d", 9600)]
)
async def test_the_clock_is_moved_by_a_span(still: Any, words: str, hours: float) -> None:
    answer = await still.do("clock", advance=words)
    assert at(answer) == MONDAY + timedelta(hours=hours)
    assert answer["steps"] == 1
    assert answer["follows"] is False
    assert still.server.clock() == MONDAY + timedelta(hours=hours)


async def test_the_clock_is_moved_to_a_time_in_any_zone(still: Any) -> None:
    assert at(await still.do("clock", to="2026-11-24T10:30:00+01:00")) == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert at(await still.do("clock", to="2026-11-25T00:00:00Z")) == datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid_clock"),
        ({"to": "2026-12-01T00:00:00Z", "advance": "1d"}, "invalid_clock"),
        ({"to": "2026-11-23T08:00:00Z"}, "time_passed"),
        ({"to": "2026-11-20T00:00:00Z"}, "time_passed"),
        ({"to": "0001-01-01T00:00:00+14:00"}, "time_passed"),
        ({"to": "2026-12-01T00:00:00"}, "zone_missing"),
        ({"to": "soon"}, "invalid_time"),
        ({"to": "2026-13-01T00:00:00Z"}, "invalid_time"),
        ({"to": "2028-01-01T00:00:00Z"}, "too_far"),
        ({"to": "9999-12-31T23:59:59-14:00"}, "too_far"),
        ({"advance": "401d"}, "too_far"),
        ({"advance": "999999w"}, "too_far"),
        ({"advance": "0h"}, "invalid_advance"),
        ({"advance": "-3h"}, "invalid_advance"),
        ({"advance": "3 years"}, "invalid_advance"),
        ({"advance": 3}, "invalid_advance"),
        ({"to": "next working morning", "user": "nobody"}, "user_not_found"),
        ({"forward": "3h"}, "unknown_field"),
    ],
)
async def test_a_move_that_makes_no_sense_changes_nothing_and_says_what_to_send(
    still: Any, body: dict[str, Any], code: str
) -> None:
    answer = await still.try_to("clock", **body)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert answer["detail"].endswith(".")
    assert still.server.clock() == MONDAY


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("nina", datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
        ("lena", datetime(2026, 11, 23, 15, 0, tzinfo=UTC)),
        ("priya", datetime(2026, 11, 24, 3, 30, tzinfo=UTC)),
        (None, datetime(2026, 11, 24, 8, 0, tzinfo=UTC)),
    ],
)
async def test_the_next_working_morning_is_nine_where_that_person_lives(
    still: Any, user: str | None, expected: datetime
) -> None:
    whose = {"user": user} if user else {}
    assert at(await still.do("clock", to="next working morning", **whose)) == expected


def test_the_weekend_and_a_change_of_the_hour_lie_before_the_next_working_morning() -> None:
    friday = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)
    assert next_working_morning(friday, "Europe/Berlin") == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    sunday_in_la = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert next_working_morning(sunday_in_la, "America/Los_Angeles") == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_words_that_are_no_span_are_none() -> None:
    assert span("1h30") is None
    assert span("") is None


async def test_messages_limits_and_links_go_by_the_moved_clock(open_desk: Any) -> None:
    desk = await open_desk(clock=Still(), pacing=True)
    trigger = await desk.trigger()
    for number in range(10):
        await desk.api.chat_postMessage(channel=NORTHWIND, text=f"{number}")
    await desk.do("clock", advance="1h")
    posted = await desk.api.chat_postMessage(channel=NORTHWIND, text="An hour later")
    assert float(posted["ts"]) == (MONDAY + timedelta(hours=1)).timestamp()
    token = {"token": desk.server.bot_token, "trigger_id": trigger}
    assert (await desk.http.get("/api/views.open", params=token)).json()["error"] != "invalid_trigger_id"


async def test_a_restart_goes_on_at_the_moved_time(open_desk: Any, tmp_path: Path) -> None:
    kept, base = tmp_path / "practice.json", Still()
    first = await open_desk(state_file=kept, clock=base)
    await first.do("clock", advance="2w")
    await first.server.stop()
    base.at += timedelta(hours=1)
    second = await open_desk(state_file=kept, clock=base)
    assert second.server.clock() == MONDAY + timedelta(days=14, hours=1)
    await second.server.stop()
    third = await open_desk(state_file=kept, clock=Still(MONDAY - timedelta(days=3)))
    assert third.server.clock() == MONDAY + timedelta(days=14, hours=1)


async def test_a_reset_leaves_the_clock_where_it_is(still: Any) -> None:
    await still.do("clock", advance="2w")
    await still.do("reset")
    assert still.server.clock() == MONDAY + timedelta(days=14)
    newest = max(float(message["ts"]) for message in await still.said(NORTHWIND))
    assert MONDAY + timedelta(days=13) < datetime.fromtimestamp(newest, UTC) < MONDAY + timedelta(days=14)


async def test_a_workspace_thrown_away_takes_its_clock_along(open_desk: Any, tmp_path: Path) -> None:
    kept = tmp_path / "practice.json"
    first = await open_desk(state_file=kept, clock=Still())
    await first.do("clock", advance="2w")
    await first.server.stop()
    kept.unlink()
    second = await open_desk(state_file=kept, clock=Still())
    assert second.server.clock() == MONDAY


async def test_a_damaged_clock_is_set_aside_and_the_conversations_stay(
    open_desk: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = tmp_path / "practice.json"
    first = await open_desk(state_file=kept, clock=Still())
    await first.do("message", channel=NORTHWIND, user="nina", text="Still here")
    await first.server.stop()
    (tmp_path / "practice.json.clock").write_text('{"ahead_seconds": "x"}', encoding="utf-8")
    second = await open_desk(state_file=kept, clock=Still())
    assert second.server.clock() == MONDAY
    assert (await second.said(NORTHWIND))[-1]["text"] == "Still here"
    assert "could not be read" in caplog.text

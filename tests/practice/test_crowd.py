"""Many people and many messages: who is added, and that each further post costs no more than the first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.practice.posting import bot_message, say


async def test_people_are_added_and_can_be_written_to(desk: Any) -> None:
    added = (await desk.do("people", count=3))["users"]
    assert added == ["U1LOAD0001", "U1LOAD0002", "U1LOAD0003"]
    assert (await desk.do("people", count=1))["users"] == ["U1LOAD0004"]
    user = (await desk.api.users_info(user=added[0]))["user"]
    assert (user["tz"], user["is_bot"], user["team_id"]) == ("Europe/Berlin", False, "T0FIELD")
    assert len({each["real_name"] for each in (await desk.read("state"))["users"]}) == 12 + 4
    posted = await desk.api.chat_postMessage(channel=added[0], text="Two of yours need a word")
    assert posted["channel"] == "D0LOAD0001"
    said = await desk.do("message", channel=posted["channel"], user=added[0], text="1 done, @nina knows")
    assert said["message"]["text"] == "1 done, <@U0NINA001> knows"


async def test_added_people_outlive_the_server_and_leave_with_a_reset(open_desk: Any, tmp_path: Path) -> None:
    kept = tmp_path / "practice.json"
    first = await open_desk(state_file=kept)
    await first.do("people", count=2)
    await first.server.stop()
    second = await open_desk(state_file=kept)
    assert (await second.do("people", count=1))["users"] == ["U1LOAD0003"]
    await second.do("reset")
    assert (await second.do("people", count=1))["users"] == ["U1LOAD0001"]


@pytest.mark.parametrize("body", [{}, {"count": 0}, {"count": 20_001}, {"count": "5"}, {"count": True}, {"n": 5}])
async def test_a_number_of_people_that_makes_no_sense_is_refused_in_words(desk: Any, body: dict[str, Any]) -> None:
    answer = await desk.try_to("people", **body)
    assert answer["error"] in {"invalid_count", "unknown_field"}
    assert answer["detail"].endswith(".")
    assert not any(user_id.startswith("U1LOAD") for user_id in desk.server.practice.workspace.users)


async def test_at_most_twenty_thousand_are_added_in_all(desk: Any) -> None:
    assert len((await desk.do("people", count=20_000))["users"]) == 20_000
    assert (await desk.try_to("people", count=1))["error"] == "invalid_count"
    unknown = await desk.try_to("message", channel="general", user="nobody", text="Hello")
    assert len(unknown["detail"]) < 1_000


def steps(work: Callable[[], Any]) -> int:
    """Count the lines of Python that some work runs: the same on every machine, however busy."""
    count = 0

    def trace(_frame: Any, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


async def test_a_post_costs_no_more_after_ten_thousand_others(desk: Any) -> None:
    practice = desk.server.practice
    people = (await desk.do("people", count=500))["users"]

    def post(number: int, **more: Any) -> None:
        channel = practice.workspace.direct(people[number % len(people)])
        say(practice, channel, {**bot_message(practice, {"text": f"{number}"}), **more})

    def post_to_first() -> None:
        post(0)

    for number in people:
        post(people.index(number))
    root = practice.workspace.direct(people[0]).said[0].ts
    post(0, thread_ts=root)
    alone, in_thread = steps(post_to_first), steps(lambda: post(0, thread_ts=root))
    for number in range(10_000):
        post(number)
    for _ in range(2_000):
        post(0)
    assert steps(post_to_first) <= alone * 1.5
    assert steps(lambda: post(0, thread_ts=root)) <= in_thread * 1.5

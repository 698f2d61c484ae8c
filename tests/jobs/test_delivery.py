"""Delivery: each row is said once, what fails is tried again or told, and nothing holds up the rest."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

import jobs.deliver_courier
import jobs.deliver_say
from jobs.deliver_courier import Courier
from jobs.deliver_say import BROKEN_AFTER, RETRY_AFTER
from jobs.delivery import deliver_due, deliver_until_done
from tests.builders import NOW
from tests.jobs.conftest import Desk, until
from tests.jobs.slack_double import busy, refusal


def texts(calls: list[dict[str, Any]]) -> list[str]:
    return [call["text"] for call in calls]


async def waits_until(desk: Desk, key: str, seconds: float) -> None:
    """The row is queued for that long from now, and is said then, not before."""
    before = len(desk.slack.calls)
    assert (await desk.rows())[key].state == "queued"
    desk.later(seconds=seconds - 1)
    await desk.deliver()
    assert len(desk.slack.calls) == before
    desk.later(seconds=1)
    await desk.deliver()
    assert (await desk.rows())[key].state == "sent"
    assert len(desk.slack.calls) == before + 1


async def test_each_message_is_said_once_in_order_with_its_key_beside_it(desk: Desk) -> None:
    await desk.post("one")
    await desk.post("two")
    await desk.deliver()
    await desk.deliver()
    said = desk.slack.said()
    assert [(call["channel"], call["text"]) for call in said] == [("C1", "This is one"), ("C1", "This is two")]
    assert said[0]["metadata"] == {"event_type": "holdfast_message", "event_payload": {"key": "one"}}
    rows = await desk.rows()
    assert [(row.state, row.ts) for row in rows.values()] == [("sent", "171.1"), ("sent", "171.2")]


async def test_the_same_key_is_said_once_however_often_it_is_decided(desk: Desk) -> None:
    await desk.post("summary:7")
    await desk.deliver()
    await desk.post("summary:7")
    await desk.deliver()
    assert texts(desk.slack.said()) == ["This is summary:7"]


async def test_two_deliverers_at_once_say_each_message_once(desk: Desk) -> None:
    for number in range(5):
        await desk.post(f"m{number}")
    others = [desk.new_office() for _ in range(2)]
    await asyncio.gather(*(deliver_until_done(each) for each in (desk.office, *others)))
    assert sorted(texts(desk.slack.said())) == [f"This is m{number}" for number in range(5)]


async def test_a_busy_slack_is_given_the_time_it_asks_for(desk: Desk) -> None:
    desk.slack.script.append(busy("7"))
    await desk.post("one")
    await desk.deliver()
    await waits_until(desk, "one", 7)


@pytest.mark.parametrize("asked", [None, "soon", "1.5", "-3", ""])
async def test_a_busy_slack_that_does_not_say_how_long_is_given_a_while(desk: Desk, asked: str | None) -> None:
    desk.slack.script.append(busy(asked))
    await desk.post("one")
    await desk.deliver()
    await waits_until(desk, "one", RETRY_AFTER.total_seconds())


async def test_while_one_channel_is_too_busy_the_others_are_said(desk: Desk) -> None:
    desk.slack.script.append(busy("60", "rate_limited"))
    await desk.post("one")
    await desk.deliver()
    await desk.post("two", "C2")
    await desk.deliver()
    assert await desk.states() == {"one": "queued", "two": "sent"}


async def test_a_board_is_posted_once_and_then_brought_up_to_date_in_place(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    assert await desk.board_ts() == "171.1"
    await desk.show_board()
    await desk.deliver()
    assert len(desk.slack.said()) == 1
    (update,) = desk.slack.said("chat.update")
    assert (update["channel"], update["ts"]) == ("C1", "171.1")
    assert update["blocks"]


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
async def test_a_board_somebody_deleted_is_posted_anew_and_updated_there_from_then_on(desk: Desk, error: str) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.slack.script.append(refusal(error))
    await desk.show_board()
    await desk.deliver()
    assert len(desk.slack.said()) == 2
    assert await desk.board_ts() == "171.3"
    await desk.show_board()
    await desk.deliver()
    assert desk.slack.said("chat.update")[-1]["ts"] == "171.3"


async def test_many_changes_before_a_round_make_one_board(desk: Desk) -> None:
    await desk.open_review()
    for _ in range(4):
        await desk.show_board()
    await desk.deliver()
    assert len(desk.slack.calls) == 1
    states = list((await desk.states()).values())
    assert states == ["sent", "obsolete", "obsolete", "obsolete", "obsolete"]


async def test_a_change_while_the_board_is_on_its_way_is_shown_after_it(desk: Desk) -> None:
    await desk.open_review()
    desk.slack.held = asyncio.Event()
    round_ = asyncio.create_task(deliver_due(desk.office))
    await until(lambda: desk.slack.calls)
    await desk.show_board()
    desk.slack.held.set()
    await round_
    assert list((await desk.states()).values()) == ["sent", "queued"]
    await desk.deliver()
    assert len(desk.slack.said("chat.update")) == 1


async def test_two_deliverers_at_once_post_one_board(desk: Desk) -> None:
    await desk.open_review()
    await desk.show_board()
    await asyncio.gather(deliver_due(desk.office), deliver_due(desk.office))
    await desk.deliver()
    assert len(desk.slack.said()) == 1
    assert await desk.board_ts() == "171.1"


async def test_a_board_that_could_not_be_posted_is_posted_later(desk: Desk) -> None:
    await desk.open_review()
    desk.slack.script.append(busy("5"))
    await desk.deliver()
    assert await desk.board_ts() is None
    desk.later(seconds=5)
    await desk.deliver()
    assert await desk.board_ts() == "171.2"


async def test_a_message_we_cannot_render_does_not_hold_up_the_next_and_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_sitting: object) -> dict[str, Any]:
        raise ValueError("a mistake of ours")

    await desk.open_review()
    await desk.post("two", "C2")
    with monkeypatch.context() as patch:
        patch.setattr(jobs.deliver_say, "board", broken)
        await desk.deliver()
    assert await desk.states() == {"board:7:1": "queued", "two": "sent"}
    assert "a mistake of ours" in caplog.text
    await waits_until(desk, "board:7:1", BROKEN_AFTER.total_seconds())


async def test_what_a_person_did_is_said_as_soon_as_it_is_recorded(desk: Desk) -> None:
    courier = Courier(desk.office, every=60)
    desk.db.on_commit(courier.wake)
    running = asyncio.create_task(courier.run())
    await desk.post("one")
    await until(lambda: desk.slack.calls)
    await desk.post("two")
    await until(lambda: len(desk.slack.calls) == 2)
    courier.stop()
    async with asyncio.timeout(5):
        await running


async def test_what_falls_due_without_anybody_doing_anything_is_said_too(desk: Desk) -> None:
    await desk.post("one")
    courier = Courier(desk.office, every=0.01)
    running = asyncio.create_task(courier.run())
    await until(lambda: desk.slack.calls)
    courier.stop()
    async with asyncio.timeout(5):
        await running


async def test_stopping_finishes_the_message_at_hand(desk: Desk) -> None:
    desk.slack.held = asyncio.Event()
    await desk.post("one")
    courier = Courier(desk.office, every=60)
    running = asyncio.create_task(courier.run())
    await until(lambda: desk.slack.calls)
    courier.stop()
    desk.slack.held.set()
    async with asyncio.timeout(5):
        await running
    assert await desk.states() == {"one": "sent"}


async def test_a_broken_round_is_logged_and_the_next_one_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []

    async def broken(_office: object, _most: int) -> None:
        rounds.append(1)
        raise OSError("the disk is full")

    monkeypatch.setattr(jobs.deliver_courier, "take", broken)
    courier = Courier(desk.office, every=0.01)
    running = asyncio.create_task(courier.run())
    await until(lambda: len(rounds) > 2)
    courier.stop()
    async with asyncio.timeout(5):
        await running
    assert "the disk is full" in caplog.text


async def test_nothing_is_said_before_its_time(desk: Desk) -> None:
    desk.now = NOW - timedelta(seconds=1)
    await desk.post("one")
    desk.now = NOW - timedelta(seconds=2)
    await desk.deliver()
    assert desk.slack.calls == []

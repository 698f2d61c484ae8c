"""Pace: a second between messages in one channel, a budget a workspace, and Slack's own word above both."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from jobs.deliver_courier import Courier
from jobs.deliver_pace import BURST, RESERVE
from jobs.deliver_say import LOCKED_OUT_FOR, RETRY_AFTER
from jobs.delivery import deliver_due, next_moment
from storage.values import Say
from tests.jobs.conftest import Desk, until
from tests.jobs.slack_double import Answer, busy, refusal

SECOND = timedelta(seconds=1)


@pytest.fixture
def paced(desk: Desk) -> Desk:
    desk.office = desk.new_office(per_minute=60)
    return desk


async def test_messages_in_one_channel_are_a_second_apart_and_in_order(paced: Desk) -> None:
    for key in ("one", "two", "three"):
        await paced.post(key)
    for said in (["one"], ["one", "two"], ["one", "two", "three"]):
        await paced.deliver()
        assert paced.slack.standing_keys() == said
        paced.now += SECOND


async def test_one_channel_does_not_wait_for_another(paced: Desk) -> None:
    for number in range(4):
        await paced.post(f"here{number}")
        await paced.post(f"there{number}", f"C{number + 2}")
    await paced.deliver()
    assert sorted(paced.slack.standing_keys()) == ["here0", "there0", "there1", "there2", "there3"]


async def test_a_channel_with_much_to_say_does_not_hide_the_others(paced: Desk) -> None:
    for number in range(450):
        await paced.post(f"here{number}")
    await paced.post("there", "C2")
    await paced.deliver()
    assert sorted(paced.slack.standing_keys()) == ["here0", "there"]


async def test_delivery_says_when_the_channel_is_free_again(paced: Desk) -> None:
    await paced.post("one")
    await paced.post("two")
    await paced.deliver()
    assert await next_moment(paced.office) == paced.now + SECOND


async def test_a_board_is_brought_up_to_date_without_waiting(paced: Desk) -> None:
    await paced.open_review()
    await paced.deliver()
    await paced.show_board()
    await paced.deliver()
    assert len(paced.slack.said("chat.update")) == 1


async def test_a_workspace_gets_its_budget_and_no_more(paced: Desk) -> None:
    for number in range(BURST + 5):
        await paced.post(f"m{number}", f"C{number}")
    await paced.deliver()
    assert len(paced.slack.standing_keys()) == BURST
    moment = await next_moment(paced.office)
    assert moment
    assert moment - paced.now <= SECOND * 1.1
    paced.now = moment
    await paced.deliver()
    assert len(paced.slack.standing_keys()) == BURST + 1


async def test_nudges_by_the_dozen_leave_room_for_an_answer(paced: Desk) -> None:
    for number in range(BURST + 5):
        await paced.queue(f"nudge:{number}", f"U{number}", Say.NUDGE, subject_id=number)
    await paced.deliver()
    assert len(paced.slack.standing_keys()) == BURST - RESERVE
    await paced.post("answer")
    await paced.deliver()
    assert paced.slack.standing_keys()[-1] == "answer"
    paced.later(seconds=RESERVE)
    await paced.deliver()
    assert len(paced.slack.standing_keys()) > BURST - RESERVE + 1


async def test_another_workspace_has_a_budget_of_its_own(paced: Desk) -> None:
    for number in range(BURST + 1):
        await paced.post(f"m{number}", f"C{number}")
    await paced.queue("theirs", "C1", Say.POST, workspace_id="T2")
    await paced.deliver()
    assert paced.slack.standing_keys().count("theirs") == 1


async def test_when_one_channel_is_too_busy_only_it_waits_and_keeps_its_order(desk: Desk) -> None:
    desk.slack.script.append(busy("7", "rate_limited"))
    await desk.post("one")
    await desk.post("two")
    await desk.deliver()
    await desk.post("other", "C2")
    await desk.deliver()
    assert desk.slack.standing_keys() == ["other"]
    desk.later(seconds=6)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["other"]
    desk.later(seconds=1)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["other", "one", "two"]


async def test_when_slack_is_too_busy_everything_waits_as_long_as_it_asks_for(desk: Desk) -> None:
    desk.slack.script.append(busy("30"))
    for number in range(20):
        await desk.post(f"m{number}", f"C{number}")
    await desk.deliver()
    tried = len(desk.slack.calls)
    assert tried <= desk.office.concurrency
    desk.later(seconds=29)
    await desk.deliver()
    await desk.post("late", "C99")
    await desk.deliver()
    assert len(desk.slack.calls) == tried
    desk.later(seconds=1)
    await desk.deliver()
    assert len(desk.slack.standing_keys()) == 21


async def test_what_slack_asks_for_outlives_the_deliverer(desk: Desk) -> None:
    desk.slack.script.append(busy("30"))
    await desk.post("one")
    await desk.post("two")
    await desk.deliver()
    desk.office = desk.new_office()
    desk.later(seconds=29)
    await desk.deliver()
    assert desk.slack.standing_keys() == []
    desk.later(seconds=1)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one", "two"]


async def test_a_storm_of_refusals_loses_and_doubles_nothing(desk: Desk) -> None:
    kinds = [busy("3"), busy("2", "rate_limited"), Answer(429, "slow down", "text/plain", {"Retry-After": "4"})]
    desk.slack.script.extend(kinds[number % 3] for number in range(60))
    for number in range(40):
        await desk.post(f"m{number:02}", f"C{number % 8}")
    for _ in range(200):
        await desk.deliver()
        desk.later(seconds=1)
    assert sorted(desk.slack.standing_keys()) == [f"m{number:02}" for number in range(40)]
    for channel in range(8):
        there = [each for each in desk.slack.standing if each["channel"] == f"C{channel}"]
        keys = [each["metadata"]["event_payload"]["key"] for each in there]
        assert keys == sorted(keys), "each channel in its order"


async def test_a_busy_slack_that_asks_for_no_time_at_all_is_given_a_second(desk: Desk) -> None:
    desk.slack.script.append(busy("0"))
    await desk.post("one")
    await desk.deliver()
    assert (len(desk.slack.calls), await next_moment(desk.office)) == (1, desk.now + SECOND)


@pytest.mark.parametrize("asked", ["99999999999", "9" * 40])
async def test_an_absurd_wait_is_a_day_at_most(desk: Desk, asked: str) -> None:
    desk.slack.script.append(busy(asked))
    await desk.post("one")
    await desk.deliver()
    moment = await next_moment(desk.office)
    assert moment
    assert moment - desk.now <= timedelta(days=1)


async def test_a_slack_nobody_can_connect_to_gets_no_second_message_before_a_while(desk: Desk) -> None:
    for number in range(9):
        await desk.post(f"m{number}", f"C{number}")
    async with aiohttp.ClientSession() as session:
        nowhere = AsyncWebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", session=session, retry_handlers=[])
        desk.office = desk.new_office(client=nowhere)
        await desk.deliver()
        rows = (await desk.rows()).values()
        assert {row.state for row in rows} == {"queued"}
        assert sum(row.attempts for row in rows) <= 9
        await desk.deliver()
    desk.office = desk.new_office()
    desk.later(seconds=RETRY_AFTER.total_seconds())
    await desk.deliver()
    assert len(desk.slack.standing_keys()) == 9


async def test_after_several_unreadable_answers_everything_waits_a_little(desk: Desk) -> None:
    desk.slack.script.extend([Answer(503, "down", "text/plain")] * 99)
    for number in range(30):
        await desk.post(f"m{number:02}", f"C{number}")
    await desk.deliver()
    states = list((await desk.states()).values())
    assert states.count("sending") <= 2 * desk.office.concurrency
    assert len(desk.slack.calls) == states.count("sending")
    desk.slack.script.clear()
    for _ in range(30):
        desk.later(seconds=5)
        await desk.deliver()
    assert sorted(desk.slack.standing_keys()) == [f"m{number:02}" for number in range(30)]


async def test_with_a_token_slack_does_not_know_nothing_fails_and_all_is_said_when_it_does(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.script.append(refusal("token_revoked"))
    await desk.post("one")
    await desk.deliver()
    assert "token_revoked" in caplog.text
    desk.later(seconds=LOCKED_OUT_FOR.total_seconds())
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]


async def test_no_more_calls_run_at_once_than_are_allowed(desk: Desk) -> None:
    desk.slack.held = asyncio.Event()
    for number in range(20):
        await desk.post(f"m{number}", f"C{number}")
    round_ = asyncio.create_task(deliver_due(desk.office))
    await until(lambda: len(desk.slack.calls) == desk.office.concurrency)
    desk.slack.held.set()
    await round_
    assert desk.slack.most_at_once == desk.office.concurrency
    assert len(desk.slack.standing_keys()) == 20


async def test_what_has_waited_too_long_for_its_turn_goes_back_into_the_queue(desk: Desk) -> None:
    desk.slack.held = asyncio.Event()
    for number in range(12):
        await desk.post(f"m{number}", f"C{number}")
    round_ = asyncio.create_task(deliver_due(desk.office))
    await until(lambda: len(desk.slack.calls) == desk.office.concurrency)
    desk.later(seconds=21)
    desk.slack.held.set()
    await round_
    states = list((await desk.states()).values())
    assert (states.count("sent"), states.count("queued")) == (8, 4)
    await desk.deliver()
    assert len(set(desk.slack.standing_keys())) == len(desk.slack.standing_keys()) == 12


async def test_a_message_that_hangs_does_not_hold_up_what_comes_after_it(desk: Desk) -> None:
    desk.slack.held = held = asyncio.Event()
    courier = Courier(desk.office, every=60)
    desk.db.on_commit(courier.wake)
    running = asyncio.create_task(courier.run())
    await desk.post("hangs")
    await until(lambda: desk.slack.calls)
    desk.slack.held = None
    await desk.post("next", "C2")
    await until(lambda: desk.slack.standing_keys() == ["next"])
    courier.stop()
    held.set()
    async with asyncio.timeout(5):
        await running
    assert await desk.states() == {"hangs": "sent", "next": "sent"}


async def test_stopping_puts_back_what_has_not_begun_and_gives_up_on_what_hangs(desk: Desk) -> None:
    desk.slack.held = held = asyncio.Event()
    for number in range(12):
        await desk.post(f"m{number:02}", f"C{number}")
    courier = Courier(desk.office, every=60, drain=0.05)
    running = asyncio.create_task(courier.run())
    await until(lambda: len(desk.slack.calls) == 8)
    courier.stop()
    async with asyncio.timeout(5):
        await running
    held.set()
    desk.slack.held = None
    assert len(desk.slack.calls) == 8
    desk.office = desk.new_office()
    desk.later(seconds=60)
    await until(lambda: len(desk.slack.standing_keys()) == 8)
    await desk.deliver()
    assert sorted(desk.slack.standing_keys()) == [f"m{number:02}" for number in range(12)]


async def test_the_courier_says_what_falls_due_at_its_moment(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    begin, started = desk.now, loop.time()
    office = desk.new_office(clock=lambda: begin + timedelta(seconds=loop.time() - started))
    await desk.queue("later", "C1", Say.POST, not_before=begin + timedelta(seconds=0.2))
    courier = Courier(office, every=60)
    running = asyncio.create_task(courier.run())
    await until(desk.slack.standing_keys)
    courier.stop()
    async with asyncio.timeout(5):
        await running
    assert loop.time() - started >= 0.2

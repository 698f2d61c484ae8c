"""Copies of the bot on one database, and one lean call to Slack."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.deliver_courier import Courier
from jobs.deliver_office import Office
from jobs.deliver_wire import call
from jobs.delivery import deliver_due, deliver_until_done, left_behind
from jobs.slack_answers import Kind, read_failure
from storage.database import Database
from tests.jobs.conftest import Desk, until
from tests.jobs.slack_double import refusal


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'holdfast.db'}"


def copy_of(desk: Desk, db: Database) -> Office:
    return Office(db, desk.client, lambda: desk.now, "UTC", per_minute=None)


async def test_copies_that_deliver_at_once_say_each_message_once_and_each_channel_in_its_order(
    desk: Desk, file: str
) -> None:
    for number in range(60):
        await desk.post(f"m{number:02}", f"C{number % 6}")
    copies = [Database.open(file) for _ in range(3)]
    offices = [desk.office, *(copy_of(desk, db) for db in copies)]
    while set((await desk.states()).values()) != {"sent"}:
        await asyncio.gather(*(deliver_until_done(office) for office in offices))
    assert sorted(desk.slack.standing_keys()) == [f"m{number:02}" for number in range(60)]
    for channel in range(6):
        there = [key for key in desk.slack.standing_keys() if int(key[1:]) % 6 == channel]
        assert there == sorted(there)
    await asyncio.gather(*(db.close() for db in copies))


async def test_copies_that_run_side_by_side_post_one_board(desk: Desk, file: str) -> None:
    copies = [Database.open(file) for _ in range(2)]
    couriers = [Courier(copy_of(desk, db), every=0.02) for db in copies]
    running = [asyncio.create_task(courier.run()) for courier in couriers]
    await desk.open_review()
    await desk.show_board()
    async with asyncio.timeout(5):
        while not set((await desk.states()).values()) <= {"sent", "obsolete"}:  # noqa: ASYNC110 - the tables set no event
            await asyncio.sleep(0.005)
    for courier in couriers:
        courier.stop()
    await asyncio.gather(*running)
    assert len(desk.slack.said()) == 1
    assert await desk.board_ts() is not None
    await asyncio.gather(*(db.close() for db in copies))


async def test_catching_up_waits_for_what_the_courier_has_on_its_way(desk: Desk) -> None:
    desk.slack.held = asyncio.Event()
    await desk.post("one")
    courier = Courier(desk.office, every=60)
    running = asyncio.create_task(courier.run())
    await until(lambda: desk.slack.calls)
    catching_up = asyncio.create_task(deliver_until_done(desk.office))
    await asyncio.wait({catching_up}, timeout=0.05)
    assert not catching_up.done()
    desk.slack.held.set()
    async with asyncio.timeout(5):
        await catching_up
    assert await desk.states() == {"one": "sent"}
    courier.stop()
    await running


async def test_a_call_says_who_we_are_and_answers_what_slack_answers(desk: Desk) -> None:
    answer = await call(desk.client, "chat.postMessage", {"channel": "C1", "text": "hé", "metadata": {}})
    assert (answer["ok"], answer["ts"]) == (True, "171.1")
    assert desk.slack.said()[0]["text"] == "hé"
    assert desk.slack.headers[-1]["Authorization"] == "Bearer xoxb-1"
    assert "slackclient" in desk.slack.headers[-1]["User-Agent"]


@pytest.mark.parametrize("shared", [True, False])
async def test_a_call_slack_refuses_is_the_sdks_own_error(desk: Desk, shared: bool) -> None:
    alone = AsyncWebClient("xoxb-1", base_url=desk.slack.url, retry_handlers=[])
    desk.slack.script.append(refusal("is_archived"))
    with pytest.raises(SlackApiError) as refused:
        await call(desk.client if shared else alone, "chat.postMessage", {"channel": "C1", "text": "x"})
    failure = read_failure(refused.value)
    assert (failure.kind, failure.error) == (Kind.REFUSED, "is_archived")


async def test_a_message_on_its_way_is_not_looked_for_though_the_clock_is_moved(desk: Desk) -> None:
    desk.slack.held = asyncio.Event()
    await desk.post("one")
    sending = asyncio.create_task(deliver_due(desk.office))
    await until(lambda: desk.slack.calls)
    desk.later(days=14)
    assert await left_behind(desk.office) == 0
    desk.slack.held.set()
    await sending
    assert desk.slack.standing_keys() == ["one"]

"""Answers that were lost: nothing is said twice and nothing is lost, whatever became of the post."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from jobs.deliver_left import FIRST_WAIT, LONG_QUARANTINE
from jobs.deliver_say import RETRY_AFTER
from jobs.delivery import deliver_due, left_behind, next_moment
from storage import direct_channels
from tests.builders import NOW, WS
from tests.jobs.conftest import Desk, until
from tests.jobs.slack_double import LOST, LOST_THOUGH_ACCEPTED, Answer, busy, refusal

QUARANTINE = 60
TROUBLE: dict[str, Answer] = {
    "an error in JSON": Answer(500, {"ok": False, "error": "internal_error"}),
    "an error with HTTP 200": refusal("service_unavailable"),
    "a page of a proxy": Answer(502, "<h1>Bad gateway</h1>", "text/html"),
    "plain text": Answer(503, "upstream down", "text/plain"),
    "no body": Answer(504, "", "text/html"),
    "half of a JSON": Answer(500, '{"ok": fal', "application/json"),
    "a broken connection": LOST,
}


async def looked(desk: Desk) -> int:
    return len(desk.slack.said("conversations.history")) + len(desk.slack.said("conversations.replies"))


@pytest.mark.parametrize("trouble", TROUBLE)
async def test_what_slack_may_have_taken_waits_out_its_quarantine_and_is_said_again_when_it_is_not_there(
    desk: Desk, trouble: str
) -> None:
    desk.slack.script.append(TROUBLE[trouble])
    await desk.post("one")
    await desk.deliver()
    await desk.post("two", "C2")
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, bool(row.error), (await desk.states())["two"]) == ("sending", True, "sent")
    desk.later(seconds=QUARANTINE - 1)
    await desk.deliver()
    assert (await desk.states())["one"] == "sending"
    assert await looked(desk) == 0
    desk.later(seconds=1)
    await desk.deliver()
    assert sorted(desk.slack.standing_keys()) == ["one", "two"]
    assert (await desk.rows())["one"].attempts == 2


async def test_what_stands_in_slack_though_its_answer_was_lost_is_found_and_not_said_again(desk: Desk) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("one")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, row.ts, row.error) == ("sent", "171.1", None)
    assert desk.slack.standing_keys() == ["one"]


async def test_slack_is_asked_for_what_was_said_there_since_a_minute_before(desk: Desk) -> None:
    desk.slack.script.append(LOST)
    await desk.post("one")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await left_behind(desk.office)
    (asked,) = desk.slack.said("conversations.history")
    assert asked["channel"] == "C1"
    assert float(asked["oldest"]) == (NOW - timedelta(minutes=1)).timestamp()


async def test_a_message_is_found_on_a_later_page(desk: Desk) -> None:
    desk.slack.page = 2
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    for number in range(6):
        await desk.post(f"m{number}")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert (await desk.rows())["m0"].ts == "171.1"
    assert len(desk.slack.said("conversations.history")) == 3
    assert len(desk.slack.standing_keys()) == 6


async def test_what_a_person_says_with_the_same_metadata_is_not_taken_for_ours(desk: Desk) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("one")
    await desk.deliver()
    desk.slack.standing[0]["bot_id"] = None
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one", "one"]


async def test_an_answer_in_a_thread_is_looked_for_in_the_thread(desk: Desk) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("one", thread_ts="170.9")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    (asked,) = desk.slack.said("conversations.replies")
    assert (asked["channel"], asked["ts"]) == ("C1", "170.9")
    assert desk.slack.standing_keys() == ["one"]


async def test_several_lost_answers_of_one_channel_are_looked_for_in_one_go(desk: Desk) -> None:
    for key in ("one", "two"):
        desk.slack.script.append(LOST_THOUGH_ACCEPTED)
        await desk.post(key)
        await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert len(desk.slack.said("conversations.history")) == 1
    assert set((await desk.states()).values()) == {"sent"}


async def test_a_message_to_a_person_is_looked_for_in_the_conversation_slack_opens(desk: Desk) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("one", "U2")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert desk.slack.said("conversations.open")[0]["users"] == "U2"
    assert desk.slack.said("conversations.history")[0]["channel"] == "D2"
    assert desk.slack.standing_keys() == ["one"]
    async with desk.db.read() as tx:
        assert await direct_channels.of(tx, WS, "U2") == "D2"


async def test_a_conversation_learnt_from_an_earlier_message_need_not_be_opened(desk: Desk) -> None:
    await desk.post("one", "U2")
    await desk.deliver()
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("two", "U2")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert desk.slack.said("conversations.open") == []
    assert desk.slack.standing_keys() == ["one", "two"]


@pytest.mark.parametrize("method", ["conversations.open", "conversations.history"])
async def test_where_slack_does_not_let_us_look_it_is_said_again_after_a_long_quarantine(
    desk: Desk, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.script.append(LOST)
    await desk.post("one", "U2")
    await desk.deliver()
    desk.slack.scripts[method].extend([refusal("missing_scope")] * 2)
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    row = (await desk.rows())["one"]
    assert (row.state, "missing_scope" in row.error, "missing_scope" in caplog.text) == ("sending", True, True)
    assert await next_moment(desk.office) == NOW + LONG_QUARANTINE
    desk.now = NOW + LONG_QUARANTINE - timedelta(seconds=1)
    await desk.deliver()
    assert desk.slack.standing_keys() == []
    desk.later(seconds=1)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]


async def test_when_looking_meets_a_busy_slack_it_is_given_the_time_it_asks_for(desk: Desk) -> None:
    for key, channel in (("one", "C1"), ("two", "C2")):
        desk.slack.script.append(LOST_THOUGH_ACCEPTED)
        await desk.post(key, channel)
    await desk.deliver()
    desk.slack.scripts["conversations.history"].append(busy("90"))
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert len(desk.slack.said("conversations.history")) == 1
    assert await next_moment(desk.office) == desk.now + timedelta(seconds=90)
    desk.later(seconds=90)
    await desk.deliver()
    assert sorted(desk.slack.standing_keys()) == ["one", "two"]
    assert set((await desk.states()).values()) == {"sent"}


async def test_when_looking_fails_it_is_tried_less_and_less_often_and_said_out_loud(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.post("one")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    waits = []
    for _ in range(3):
        desk.slack.scripts["conversations.history"].append(TROUBLE["a page of a proxy"])
        assert not [record for record in caplog.records if record.levelname == "ERROR"]
        await desk.deliver()
        moment = await next_moment(desk.office)
        assert moment
        waits.append(moment - desk.now)
        desk.now = moment
    assert waits == [FIRST_WAIT, FIRST_WAIT * 2, FIRST_WAIT * 4]
    assert [record for record in caplog.records if record.levelname == "ERROR"]
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]
    assert await desk.states() == {"one": "sent"}


async def test_a_change_of_a_message_is_simply_made_again(desk: Desk) -> None:
    desk.slack.script.append(LOST)
    await desk.post("one", ts="170.9")
    await desk.deliver()
    assert (await desk.states())["one"] == "queued"
    desk.later(seconds=RETRY_AFTER.total_seconds())
    await desk.deliver()
    assert [call["ts"] for call in desk.slack.said("chat.update")] == ["170.9", "170.9"]
    assert await looked(desk) == 0


async def test_a_later_change_of_the_same_message_does_not_overtake_one_that_must_be_made_again(desk: Desk) -> None:
    desk.slack.script.append(LOST)
    await desk.post("one", ts="170.9")
    await desk.post("two", ts="170.9")
    await desk.deliver()
    desk.later(minutes=1)
    await desk.deliver()
    assert [call["text"] for call in desk.slack.said("chat.update")] == ["This is one", "This is one", "This is two"]


async def test_a_board_whose_first_post_was_lost_is_found_and_brought_up_to_date_from_then_on(desk: Desk) -> None:
    desk.slack.script.append(LOST_THOUGH_ACCEPTED)
    await desk.open_review()
    await desk.deliver()
    await desk.show_board()
    await desk.deliver()
    assert len(desk.slack.calls) == 1, "the next version waits until it is known what became of the first"
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert await desk.board_ts() == "171.1"
    assert len(desk.slack.said()) == 1
    assert desk.slack.said("chat.update")[0]["ts"] == "171.1"


async def test_a_deleted_board_posted_anew_with_a_lost_answer_is_not_posted_a_third_time(desk: Desk) -> None:
    await desk.open_review()
    await desk.deliver()
    desk.slack.script.extend([refusal("message_not_found"), LOST_THOUGH_ACCEPTED])
    await desk.show_board()
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert len(desk.slack.said()) == 2
    assert await desk.board_ts() == "171.3"


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_deliverer_that_dies_while_it_posts_is_finished_by_the_next(desk: Desk, accepted: bool) -> None:
    desk.slack.held = held = asyncio.Event()
    desk.slack.script.append(LOST_THOUGH_ACCEPTED if accepted else LOST)
    await desk.post("one")
    dying = asyncio.create_task(deliver_due(desk.office))
    await until(lambda: desk.slack.calls)
    dying.cancel()
    await asyncio.wait({dying})
    desk.slack.held = None
    held.set()
    await until(lambda: desk.slack.standing or not accepted)
    assert (await desk.states())["one"] == "sending"
    desk.office = desk.new_office()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]
    assert await desk.states() == {"one": "sent"}


async def test_a_row_taken_and_never_begun_is_said_by_the_next_deliverer(desk: Desk) -> None:
    await desk.post("one")
    await desk.take_and_die()
    desk.later(seconds=QUARANTINE)
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]


async def test_two_deliverers_who_look_at_once_say_it_once(desk: Desk) -> None:
    desk.slack.script.append(LOST)
    await desk.post("one")
    await desk.deliver()
    desk.later(seconds=QUARANTINE)
    other = desk.new_office()
    await asyncio.gather(*(left_behind(office) for office in (desk.office, other, desk.new_office())))
    await asyncio.gather(deliver_due(desk.office), deliver_due(other))
    await desk.deliver()
    assert desk.slack.standing_keys() == ["one"]

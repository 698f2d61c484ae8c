"""Faults that people arm: what the app meets, and what was really done."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

NORTHWIND, BLUEFERN = "C0NORTHWND", "C0BLUEFERN"


async def post(desk: Any, channel: str = NORTHWIND, text: str = "Once") -> Any:
    return await desk.api.chat_postMessage(channel=channel, text=text)


async def count(desk: Any, channel: str = NORTHWIND, text: str = "Once") -> int:
    return sum(message["text"] == text for message in await desk.said(channel))


async def armed(desk: Any) -> list[dict[str, Any]]:
    return list((await desk.read("faults"))["faults"])


async def test_a_rate_limit_is_answered_as_often_as_armed_and_posts_nothing(desk: Any) -> None:
    answer = await desk.do("fault", kind="rate_limit", times=2, seconds=7)
    assert answer["faults"] == [{"kind": "rate_limit", "times": 2, "method": "chat.postMessage", "seconds": 7.0}]
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await post(desk)
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
        assert caught.value.response["error"] == "ratelimited"
    assert await count(desk) == 0
    assert await armed(desk) == []
    assert (await post(desk))["ok"]
    assert [entry["fault"] for entry in await desk.log("fault")] == ["rate_limit"] * 2


async def test_a_server_error_has_a_body_that_is_no_json(desk: Any) -> None:
    await desk.do("fault", kind="server_error")
    token = {"token": desk.server.bot_token, "channel": NORTHWIND, "text": "Once"}
    answer = await desk.http.post("/api/chat.postMessage", data=token)
    assert answer.status_code == 503
    assert "json" not in answer.headers["Content-Type"]
    assert await count(desk) == 0


async def test_a_lost_answer_leaves_the_message_there(desk: Any) -> None:
    await desk.do("fault", kind="accept_then_reset")
    with pytest.raises(aiohttp.ClientError):
        await post(desk)
    assert await count(desk) == 1
    assert (await post(desk))["ok"]


async def test_a_late_message_comes_after_its_connection_is_gone(desk: Any, wait_until: Any) -> None:
    await desk.do("fault", kind="late_commit", seconds=0.05)
    with pytest.raises(aiohttp.ClientError):
        await post(desk)
    assert await count(desk) == 0
    assert (await desk.read("faults"))["late"] == 1
    await wait_until(lambda: desk.server.practice.faults.late == 0)
    assert await count(desk) == 1


async def test_a_slow_answer_comes_in_the_end(desk: Any) -> None:
    await desk.do("fault", kind="slow", seconds=0.02, method="auth.test")
    assert (await desk.api.auth_test())["user_id"] == "U0PRACTICE"
    assert await armed(desk) == []


async def test_an_error_by_name_is_answered_as_slack_answers_it(desk: Any) -> None:
    await desk.do("fault", kind="error", error="account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive") as caught:
        await post(desk)
    assert caught.value.response.status_code == 200


async def test_a_fault_of_one_place_leaves_the_others_alone(desk: Any) -> None:
    await desk.do("fault", kind="error", error="channel_not_found", channel="acct-bluefern")
    assert (await post(desk))["ok"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await post(desk, BLUEFERN)


async def test_a_fault_of_one_persons_messages_is_met_by_id_of_person_and_of_place(desk: Any) -> None:
    await desk.do("fault", kind="error", error="fatal_error", channel="omar", times=2)
    assert (await post(desk, "U0NINA001"))["ok"]
    for target in ("U0OMAR001", "D0OMAR001"):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await post(desk, target)
    assert (await post(desk, "U0OMAR001"))["ok"]


async def test_a_fault_can_wait_for_any_method(desk: Any) -> None:
    await desk.do("fault", kind="error", error="fatal_error", method="*")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await desk.api.users_info(user="U0NINA001")


async def test_faults_are_met_in_the_order_they_were_armed(desk: Any) -> None:
    await desk.do("fault", kind="error", error="first")
    await desk.do("fault", kind="error", error="second")
    for expected in ("first", "second"):
        with pytest.raises(SlackApiError, match=expected):
            await post(desk)


@pytest.mark.parametrize("way", ["none", "reset"])
async def test_everything_armed_is_taken_away(desk: Any, way: str) -> None:
    await desk.do("fault", kind="server_error", times=100)
    await (desk.do("fault", kind="none") if way == "none" else desk.do("reset"))
    assert await armed(desk) == []
    assert (await post(desk))["ok"]


async def test_dropped_connections_end_without_a_word_and_the_app_may_come_back(desk: Any) -> None:
    opened = await desk.client(desk.server.app_token).apps_connections_open(app_token=desk.server.app_token)
    async with desk.session.ws_connect(opened["url"]) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        await desk.do("fault", kind="socket_drop")
        assert desk.server.practice.sockets.count == 0
        message = await socket.receive(timeout=5)
        assert message.type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR, aiohttp.WSMsgType.CLOSING}
    assert (await desk.log("fault"))[-1]["connections"] == 1
    await desk.join(desk.app())
    assert desk.server.practice.sockets.count == 1


async def test_a_refused_connection_is_refused_as_often_as_armed(desk: Any) -> None:
    await desk.do("fault", kind="socket_refuse", times=2)
    token = {"token": desk.server.app_token}
    answers = [await desk.http.post("/api/apps.connections.open", data=token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [500, 500, 200]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "missing_kind"),
        ({"kind": "earthquake"}, "unknown_fault"),
        ({"kind": "slow", "times": 0}, "invalid_times"),
        ({"kind": "slow", "times": True}, "invalid_times"),
        ({"kind": "slow", "times": 1.5}, "invalid_times"),
        ({"kind": "slow", "seconds": -1}, "invalid_seconds"),
        ({"kind": "slow", "seconds": "1"}, "invalid_seconds"),
        ({"kind": "slow", "seconds": 10_000}, "invalid_seconds"),
        ({"kind": "slow", "method": "chat.shout"}, "unknown_method"),
        ({"kind": "slow", "channel": "nowhere"}, "channel_not_found"),
        ({"kind": "error"}, "invalid_error"),
        ({"kind": "slow", "error": "fatal_error"}, "invalid_error"),
        ({"kind": "slow", "every": 3}, "unknown_field"),
    ],
)
async def test_a_fault_that_makes_no_sense_is_refused_in_words(desk: Any, body: dict[str, Any], code: str) -> None:
    answer = await desk.try_to("fault", **body)
    assert (answer["ok"], answer["error"]) == (False, code)
    assert answer["detail"].endswith(".")
    assert await armed(desk) == []


async def test_a_test_that_holds_the_server_arms_faults_itself(desk: Any) -> None:
    desk.server.practice.faults.arm("rate_limit", times=3, channel=NORTHWIND)
    with pytest.raises(SlackApiError):
        await post(desk)
    assert desk.server.practice.faults.armed()[0]["times"] == 2

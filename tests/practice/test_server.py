"""The server itself: pacing, keeping between runs, reset, the stream, and who may ask."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

NORTHWIND = "C0NORTHWND"


async def test_posts_to_one_channel_are_paced_and_others_go_on(open_desk: Any) -> None:
    desk = await open_desk(pacing=True)
    for number in range(10):
        await desk.api.chat_postMessage(channel=NORTHWIND, text=f"{number}")
    with pytest.raises(SlackApiError) as caught:
        await desk.api.chat_postMessage(channel=NORTHWIND, text="One too many")
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "rate_limited"
    wait = int(caught.value.response.headers["Retry-After"])
    assert (await desk.api.chat_postMessage(channel="C0SOLSTICE", text="Elsewhere"))["ok"]
    desk.clock.forward(seconds=wait)
    assert (await desk.api.chat_postMessage(channel=NORTHWIND, text="Now"))["ok"]


async def test_a_method_has_its_own_limit(open_desk: Any) -> None:
    desk = await open_desk(pacing=True)
    token = {"token": desk.server.bot_token}
    answers = [await desk.http.get("/api/users.list", params=token) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1].json() == {"ok": False, "error": "ratelimited"}
    assert int(answers[-1].headers["Retry-After"]) >= 1


async def test_without_pacing_nothing_is_held_back(desk: Any) -> None:
    for number in range(15):
        assert (await desk.api.chat_postMessage(channel=NORTHWIND, text=f"{number}"))["ok"]


async def test_conversations_outlive_the_server(open_desk: Any, tmp_path: Path) -> None:
    kept = tmp_path / "deep" / "practice.json"
    first = await open_desk(state_file=kept)
    posted = await first.api.chat_postMessage(channel=NORTHWIND, text="Remember me")
    await first.api.conversations_join(channel="C0GENERAL0")
    await first.server.stop()
    second = await open_desk(state_file=kept)
    assert (await second.said(NORTHWIND))[-1]["ts"] == posted["ts"]
    assert (await second.api.chat_postMessage(channel="C0GENERAL0", text="Still in"))["ts"] > posted["ts"]


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_the_file_is_written_soon_after_a_change(open_desk: Any, tmp_path: Path, wait_until: Any) -> None:
    kept = tmp_path / "practice.json"
    desk = await open_desk(state_file=kept)
    await desk.do("message", channel=NORTHWIND, user="nina", text="Written down")
    await wait_until(lambda: kept.exists() and "Written down" in kept.read_text(encoding="utf-8"))
    assert files_in(tmp_path) == ["practice.json"]


@pytest.mark.parametrize("damage", ['{"version": 1, "us', "[]", '{"version": 99}', "\x00"])
async def test_a_damaged_file_is_set_aside_and_the_workspace_begins_anew(
    open_desk: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    kept = tmp_path / "practice.json"
    kept.write_text(damage, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        desk = await open_desk(state_file=kept)
    assert (await desk.said(NORTHWIND))[0]["user"] == "U0PRIYA01"
    assert (tmp_path / "practice.json.damaged").read_text(encoding="utf-8") == damage
    assert "could not be read" in caplog.text


async def test_reset_brings_the_sample_world_back(desk: Any) -> None:
    before = await desk.said(NORTHWIND)
    await desk.api.chat_postMessage(channel=NORTHWIND, text="Gone soon")
    await desk.api.views_open(
        trigger_id=await desk.trigger(),
        view={
            "type": "modal",
            "title": {"type": "plain_text", "text": "x"},
            "blocks": [{"type": "divider"}],
        },
    )
    await desk.do("reset")
    assert [each["text"] for each in await desk.said(NORTHWIND)] == [each["text"] for each in before]
    assert (await desk.read("views")) == {"ok": True, "views": [], "homes": {}}


async def test_the_sample_world_is_the_one_promised(desk: Any) -> None:
    state = await desk.read("state")
    users = {user["name"]: user for user in state["users"]}
    channels = {channel.get("name"): channel for channel in state["channels"]}
    ours = [user for user in users.values() if user["team_id"] == "T0FIELD" and not user["is_bot"]]
    assert len([user for user in ours if not user["deleted"]]) == 8
    assert len({user["tz"] for user in ours}) >= 3
    assert [user["name"] for user in ours if user["deleted"]] == ["sven"]
    assert len([name for name in channels if name and name.startswith("acct-")]) == 6
    assert channels["shared-northwind"]["is_ext_shared"] is True
    assert channels["cs-leaders"]["is_private"] is True
    assert "U0PRACTICE" not in channels["general"]["members"]
    directs = {channel["user"] for channel in state["channels"] if channel.get("is_im")}
    assert directs == {user["id"] for user in ours if not user["deleted"]}
    assert users["holdfast"]["is_bot"] is True


async def test_the_state_names_the_app_and_its_commands(desk: Any) -> None:
    state = await desk.read("state")
    app = state["apps"][0]
    assert (app["name"], app["bot_user_id"], app["connected"]) == ("Holdfast", "U0PRACTICE", False)
    assert app["commands"][0] == {
        "command": "/review",
        "description": "Runs the account review",
        "usage_hint": "[start|list|close]",
    }
    assert [shortcut["callback_id"] for shortcut in app["shortcuts"]] == ["log_gap", "home"]
    assert state["workspace"]["name"] == "Fieldstone"


async def test_the_stream_hints_at_what_changed(desk: Any) -> None:
    async with desk.session.get(f"{desk.server.url}/_control/stream") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        await desk.do("message", channel=NORTHWIND, user="nina", text="Hello")
        line = await stream.content.readuntil(b"\n\n")
    assert json.loads(line.removeprefix(b"data: ")) == {"type": "message", "channel": NORTHWIND}


async def test_the_log_tells_of_calls_and_refusals(desk: Any) -> None:
    with pytest.raises(SlackApiError):
        await desk.api.chat_postMessage(channel="C0NOWHERE", text="x")
    await desk.try_to("message", channel=NORTHWIND, user="nobody", text="x")
    call, refusal = (await desk.log("api"))[-1], (await desk.log("refused"))[-1]
    assert (call["method"], call["answer"]["error"]) == ("chat.postMessage", "channel_not_found")
    assert "token" not in call["arguments"]
    assert refusal["answer"]["error"] == "user_not_found"
    assert refusal["seq"] > call["seq"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:4300", "127.0.0.1.evil.example", ""])
async def test_a_request_under_another_hosts_name_is_refused(desk: Any, host: str) -> None:
    answer = await desk.http.get("/_control/state", headers={"Host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_request_from_another_page_is_refused(desk: Any, origin: str) -> None:
    answer = await desk.http.post("/_control/reset", headers={"Origin": origin})
    assert answer.status_code == 403


async def test_the_page_itself_may_ask(desk: Any) -> None:
    answer = await desk.http.post("/_control/reset", headers={"Origin": desk.server.url})
    assert answer.json() == {"ok": True}


async def test_the_page_is_served_at_the_front_door(desk: Any) -> None:
    assert "text/html" in (await desk.http.get("/")).headers["content-type"]
    files = await desk.http.get("/page/index.html")
    assert (files.status_code, files.headers["cache-control"]) == (200, "no-cache")


@pytest.mark.parametrize(
    ("method", "path", "body", "error"),
    [
        ("POST", "/_control/dance", b"{}", "unknown_address"),
        ("GET", "/_control/nothing", b"", "unknown_address"),
        ("POST", "/_control/message", b"{", "invalid_json"),
        ("POST", "/_control/message", b"[]", "invalid_json"),
        ("POST", "/_control/message", b"{}", "missing_user"),
        ("GET", "/_control/messages/nowhere", b"", "channel_not_found"),
        ("GET", "/_control/messages/general?as=nobody", b"", "user_not_found"),
        ("POST", "/_control/refresh", b'{"reason": "boredom"}', "invalid_reason"),
    ],
)
async def test_a_control_request_that_is_wrong_says_what_to_send(
    desk: Any, method: str, path: str, body: bytes, error: str
) -> None:
    answer = await desk.http.request(method, path, content=body)
    assert answer.status_code in {400, 404}
    assert (answer.json()["ok"], answer.json()["error"]) == (False, error)
    assert answer.json()["detail"].endswith(".")


async def test_people_change_only_their_own_words(desk: Any) -> None:
    said = await desk.do("message", channel=NORTHWIND, user="nina", text="Mine")
    for what in ("edit", "delete"):
        answer = await desk.try_to(what, channel=NORTHWIND, user="omar", ts=said["ts"], text="x")
        assert answer["error"] == "message_not_found"


async def test_a_person_dismisses_an_ephemeral_message(desk: Any) -> None:
    sent = await desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NINA001", text="Only you")
    await desk.do("delete", channel=NORTHWIND, user="nina", ts=sent["message_ts"])
    assert "Only you" not in [each["text"] for each in await desk.said(NORTHWIND, "nina")]


async def test_every_ts_is_later_than_the_one_before_even_when_the_clock_goes_back(desk: Any) -> None:
    first = (await desk.do("message", channel=NORTHWIND, user="nina", text="One"))["ts"]
    desk.clock.forward(hours=-2)
    second = (await desk.do("message", channel=NORTHWIND, user="nina", text="Two"))["ts"]
    assert float(second) > float(first)

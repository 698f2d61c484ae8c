"""Slash commands through the real Bolt: what the app receives, what the person sees, response URLs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

NORTHWIND = "C0NORTHWND"


@pytest.fixture
async def typed(desk: Any) -> Any:
    """An app that keeps each command it receives and answers nothing."""
    received: list[dict[str, Any]] = []
    app = desk.app()

    @app.command("/review")
    async def on_review(ack: Any, body: dict[str, Any]) -> None:
        received.append(body)
        await ack()

    await desk.join(app)

    async def run(text: str, channel: str = NORTHWIND, user: str = "nina") -> dict[str, Any]:
        await desk.do("command", channel=channel, user=user, command="/review", text=text)
        return received[-1]

    return run


async def test_a_command_arrives_with_slacks_fields(typed: Any) -> None:
    body = await typed("start")
    assert (body["command"], body["text"]) == ("/review", "start")
    assert (body["user_id"], body["user_name"]) == ("U0NINA001", "nina")
    assert (body["channel_id"], body["channel_name"], body["team_id"]) == (NORTHWIND, "acct-northwind", "T0FIELD")
    assert body["response_url"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("text", "arrived"),
    [
        ("@nina sends it by friday", "<@U0NINA001> sends it by friday"),
        ("@Omar, see #acct-kestrel.", "<@U0OMAR001>, see <#C0KESTREL0|acct-kestrel>."),
        ("@Nina Halvorsen sends it", "<@U0NINA001> sends it"),
        ("<@U0NINA001> and <@U0NOBODY0>", "<@U0NINA001> and &lt;@U0NOBODY0&gt;"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<!channel> ping", "&lt;!channel&gt; ping"),
        ("ask <!subteam^S0TEAM>", "ask <!subteam^S0TEAM>"),
        ("see https://example.com/a?b=1&c=2.", "see <https://example.com/a?b=1&amp;c=2>."),
        ("mail dana@northwind.example", "mail <mailto:dana@northwind.example|dana@northwind.example>"),
        ("@ninax and user@nina", "@ninax and user@nina"),
        ("#exports", "#exports"),
        ("@ſven and #acct-harbor-lane", "@ſven and <#C0HARBORLN|acct-harbor-lane>"),
        ("<#C0KESTREL0> <#C0NOWHERE>", "<#C0KESTREL0|acct-kestrel> &lt;#C0NOWHERE&gt;"),
    ],
)
async def test_typed_text_is_escaped_as_slack_does(typed: Any, text: str, arrived: str) -> None:
    assert (await typed(text))["text"] == arrived


async def test_private_places_are_not_named_to_the_app(typed: Any) -> None:
    assert (await typed("", channel="acct-kestrel", user="lena"))["channel_name"] == "privategroup"
    assert (await typed("", channel="D0NINA001"))["channel_name"] == "directmessage"


async def test_a_command_may_be_given_with_its_words(desk: Any) -> None:
    app, seen = desk.app(), []

    @app.command("/review")
    async def on_review(ack: Any, command: dict[str, Any]) -> None:
        seen.append(command["text"])
        await ack()

    await desk.join(app)
    await desk.do("command", channel="#acct-northwind", user="@nina", command="/review list", text="mine")
    assert seen == ["list mine"]


async def test_the_answer_in_the_ack_is_seen_only_by_who_asked(desk: Any) -> None:
    app = desk.app()

    @app.command("/review")
    async def on_review(ack: Any) -> None:
        await ack(text="Three open")

    await desk.join(app)
    answer = await desk.do("command", channel=NORTHWIND, user="nina", command="/review", text="")
    last = (await desk.said(NORTHWIND, "nina"))[-1]
    assert answer["acknowledged"] is True
    assert answer["response"] == {"text": "Three open"}
    assert (last["text"], last["ephemeral"], last["app_id"]) == ("Three open", True, "A0PRACTICE")


async def test_an_answer_to_the_channel_is_seen_by_all(desk: Any) -> None:
    app = desk.app()

    @app.command("/review")
    async def on_review(ack: Any) -> None:
        await ack(text="Started", response_type="in_channel")

    await desk.join(app)
    await desk.do("command", channel=NORTHWIND, user="nina", command="/review", text="")
    assert (await desk.said(NORTHWIND, "omar"))[-1]["text"] == "Started"


async def test_an_answer_slack_would_refuse_is_shown_as_a_failure(desk: Any) -> None:
    app = desk.app()

    @app.command("/review")
    async def on_review(ack: Any) -> None:
        await ack(text="x", blocks=[{"type": "board"}])

    await desk.join(app)
    await desk.do("command", channel=NORTHWIND, user="nina", command="/review", text="")
    last = (await desk.said(NORTHWIND, "nina"))[-1]
    assert last["text"] == '/review failed with the error "invalid_command_response"'
    assert (await desk.log("refused"))[-1]["answer"]["error"] == "invalid_blocks"


async def test_a_command_acknowledged_too_late_shows_slacks_failure_line(desk: Any) -> None:
    app, go = desk.app(), asyncio.Event()

    @app.command("/review")
    async def on_review(ack: Any) -> None:
        await go.wait()
        await ack()

    await desk.join(app)
    answer = await desk.do("command", channel=NORTHWIND, user="nina", command="/review", text="start")
    go.set()
    assert (answer["acknowledged"], answer["response"]) == (False, None)
    last = (await desk.said(NORTHWIND, "nina"))[-1]
    assert last["text"] == '/review failed with the error "operation_timeout"'
    assert last["ephemeral"] is True


async def test_a_command_without_a_connected_app_fails_at_once(desk: Any) -> None:
    await desk.do("command", channel=NORTHWIND, user="nina", command="/review", text="start")
    last = (await desk.said(NORTHWIND, "nina"))[-1]
    assert last["text"] == '/review failed with the error "dispatch_failed"'


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"command": "/reviev"}, "unknown_command"),
        ({"user": "dana", "channel": "shared-northwind"}, "command_not_allowed"),
        ({"user": "ruth"}, "not_in_channel"),
        ({"user": "sven"}, "user_cannot_act"),
        ({"user": "nobody"}, "user_not_found"),
        ({"channel": "nowhere"}, "channel_not_found"),
        ({"thread_ts": "1.0"}, "command_in_thread"),
        ({"command": ""}, "missing_command"),
        ({"text": 7}, "invalid_text"),
    ],
)
async def test_a_command_slack_would_not_run_is_refused_with_a_reason(
    desk: Any, asked: dict[str, Any], error: str
) -> None:
    given = {"channel": NORTHWIND, "user": "nina", "command": "/review", "text": "", **asked}
    answer = await desk.try_to("command", **given)
    assert answer["error"] == error
    assert answer["detail"].endswith((".", "!"))


@pytest.fixture
async def respond(desk: Any, typed: Any) -> Any:
    """Post to the response URL of a command that Nina typed."""
    url = (await typed("start"))["response_url"]

    async def post(**given: Any) -> tuple[int, str | None]:
        answer = await desk.http.post(url, json=given)
        return answer.status_code, answer.json().get("error")

    return post


async def test_a_sixth_use_of_a_response_url_fails(desk: Any, respond: Any) -> None:
    answers = [await respond(text=f"Answer {number}") for number in range(1, 7)]
    assert answers == [(200, None)] * 5 + [(404, "used_url")]
    assert [each["text"] for each in await desk.said(NORTHWIND, "nina")][-1] == "Answer 5"


async def test_a_response_url_ends_after_thirty_minutes(desk: Any, respond: Any) -> None:
    desk.clock.forward(minutes=29)
    assert (await respond(text="In time"))[0] == 200
    desk.clock.forward(minutes=2)
    assert await respond(text="Late") == (404, "expired_url")


async def test_a_response_url_answers_privately_unless_told_otherwise(desk: Any, respond: Any) -> None:
    await respond(text="Private")
    await respond(text="Public", response_type="in_channel")
    assert "Private" not in [each["text"] for each in await desk.said(NORTHWIND, "omar")]
    assert (await desk.said(NORTHWIND, "omar"))[-1]["text"] == "Public"


async def test_a_response_url_refuses_what_slack_would_and_the_try_does_not_count(respond: Any) -> None:
    for _ in range(6):
        assert await respond(blocks=[{"type": "board"}]) == (400, "invalid_blocks")
    assert await respond() == (400, "no_text")
    assert await respond(text="Fine") == (200, None)


async def test_a_made_up_response_url_is_refused(desk: Any) -> None:
    assert (await desk.http.post("/response/guess", json={"text": "x"})).status_code == 404

"""Socket Mode as the real SDK and plain WebSockets meet it: hello, acks, retries, refresh."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

NORTHWIND = "C0NORTHWND"


async def connect(desk: Any) -> aiohttp.ClientWebSocketResponse:
    opened = await desk.client("xapp-practice").apps_connections_open(app_token="xapp-practice")
    return await desk.session.ws_connect(opened["url"])


async def receive(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    return dict(json.loads(await socket.receive_str(timeout=5)))


async def test_a_connection_begins_with_hello(desk: Any) -> None:
    socket = await connect(desk)
    hello = await receive(socket)
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": "A0PRACTICE"}
    assert (await desk.read("state"))["apps"][0]["connected"] is True
    await socket.close()


async def test_a_ticket_opens_one_connection(desk: Any) -> None:
    opened = await desk.client("xapp-practice").apps_connections_open(app_token="xapp-practice")
    socket = await desk.session.ws_connect(opened["url"])
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await desk.session.ws_connect(opened["url"])
    await socket.close()


async def test_an_eleventh_connection_is_sent_away(desk: Any) -> None:
    sockets = [await connect(desk) for _ in range(11)]
    assert (await receive(sockets[-1]))["reason"] == "too_many_websockets"
    for socket in sockets:
        await socket.close()


async def test_each_payload_goes_to_one_connection_in_turn(open_desk: Any) -> None:
    desk = await open_desk(retry_seconds=())
    first, second = await connect(desk), await connect(desk)
    await receive(first), await receive(second)
    for text in ("one", "two"):
        await desk.do("message", channel=NORTHWIND, user="nina", text=text)
    texts = [(await receive(socket))["payload"]["event"]["text"] for socket in (first, second)]
    assert sorted(texts) == ["one", "two"]
    await first.close()
    await second.close()


async def test_an_event_has_slacks_wrapper(desk: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    said = await desk.do("message", channel="shared-northwind", user="dana", text="Hello <@U0PRACTICE>")
    envelopes = [await receive(socket), await receive(socket)]
    message, mention = (each["payload"] for each in envelopes)
    assert envelopes[0]["type"] == "events_api"
    assert envelopes[0]["accepts_response_payload"] is False
    assert (message["type"], message["team_id"], message["api_app_id"]) == ("event_callback", "T0FIELD", "A0PRACTICE")
    assert message["is_ext_shared_channel"] is True
    assert message["event"]["team"] == "T0NORTHWD"
    assert (message["event"]["channel_type"], message["event"]["ts"]) == ("channel", said["ts"])
    assert (mention["event"]["type"], mention["event"]["user"]) == ("app_mention", "U0DANA001")
    await socket.close()


async def test_an_event_nobody_acknowledges_is_sent_again(desk: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    await desk.do("message", channel=NORTHWIND, user="nina", text="Anyone?")
    tries = [await receive(socket) for _ in range(3)]
    assert [each["retry_attempt"] for each in tries] == [0, 1, 2]
    assert tries[1]["retry_reason"] == "timeout"
    assert len({each["payload"]["event_id"] for each in tries}) == 1
    await socket.close()


async def test_an_acknowledged_event_is_not_sent_again(desk: Any, wait_until: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    await desk.do("message", channel=NORTHWIND, user="nina", text="Anyone?")
    first = await receive(socket)
    await socket.send_json({"envelope_id": first["envelope_id"]})
    await wait_until(lambda: not desk.server.practice._tasks)
    assert [entry["kind"] for entry in await desk.log("envelope")] == ["envelope"]
    assert (await desk.log("ack"))[0]["delay_ms"] >= 0
    await socket.close()


async def test_an_event_is_kept_for_an_app_that_connects_late(open_desk: Any) -> None:
    desk = await open_desk(retry_seconds=(0.0, 0.2))
    await desk.do("message", channel=NORTHWIND, user="nina", text="Anyone?")
    socket = await connect(desk)
    await receive(socket)
    late = await receive(socket)
    assert (late["payload"]["event"]["text"], late["retry_reason"]) == ("Anyone?", "connection_failed")
    await socket.close()


async def test_events_come_only_from_conversations_the_bot_is_in(desk: Any, wait_until: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    await desk.do("message", channel="general", user="nina", text="Not for the bot")
    await desk.do("message", channel="D0NINA001", user="nina", text="For the bot")
    event = (await receive(socket))["payload"]["event"]
    assert (event["text"], event["channel_type"]) == ("For the bot", "im")
    await socket.close()


async def test_nonsense_on_a_connection_is_logged_and_does_no_harm(desk: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    await socket.send_str("not json")
    await socket.send_str("[]")
    await socket.send_json({"envelope_id": "unknown"})
    await desk.do("message", channel=NORTHWIND, user="nina", text="Still there")
    assert (await receive(socket))["payload"]["event"]["text"] == "Still there"
    assert len(await desk.log("refused")) == 2
    assert len(await desk.log("late_ack")) == 1
    await socket.close()


async def test_a_warning_leaves_the_connection_open(desk: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    await desk.do("refresh", reason="warning")
    assert (await receive(socket))["reason"] == "warning"
    assert desk.server.practice.sockets.count == 1
    await socket.close()


async def test_the_sdk_connects_anew_when_asked_and_goes_on_working(desk: Any, wait_until: Any) -> None:
    app, heard = desk.app(), asyncio.Event()

    @app.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.set()

    await desk.join(app)
    await desk.server.refresh_connections()
    assert desk.server.practice.sockets.count == 0
    await wait_until(lambda: desk.server.practice.sockets.count == 1)
    await desk.do("message", channel=NORTHWIND, user="nina", text="Are you back?")
    await asyncio.wait_for(heard.wait(), 5)


async def test_the_bot_hears_of_edits_deletions_reactions_and_new_members(desk: Any) -> None:
    socket = await connect(desk)
    await receive(socket)
    said = await desk.do("message", channel=NORTHWIND, user="nina", text="Frist")
    await desk.do("edit", channel=NORTHWIND, user="nina", ts=said["ts"], text="First")
    await desk.do("reaction", channel=NORTHWIND, user="omar", messageTs=said["ts"], name="eyes")
    await desk.do("delete", channel=NORTHWIND, user="nina", ts=said["ts"])
    await desk.do("invite", channel=NORTHWIND, user="ruth")
    events = [(await receive(socket))["payload"]["event"] for _ in range(5)]
    _, edited, reacted, deleted, joined = events
    assert (edited["subtype"], edited["message"]["text"]) == ("message_changed", "First")
    assert edited["previous_message"]["text"] == "Frist"
    assert (reacted["type"], reacted["reaction"], reacted["item"]["ts"]) == ("reaction_added", "eyes", said["ts"])
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", said["ts"])
    assert (joined["type"], joined["user"]) == ("member_joined_channel", "U0RUTH001")
    await socket.close()


async def test_an_event_on_a_connection_that_drops_comes_again_on_the_next(open_desk: Any) -> None:
    desk = await open_desk(retry_seconds=(0.0, 0.2), ack_seconds=5)
    first = await connect(desk)
    await receive(first)
    await desk.do("message", channel=NORTHWIND, user="nina", text="Do not lose me")
    lost = await receive(first)
    await first.close()
    second = await connect(desk)
    await receive(second)
    again = await receive(second)
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    await second.close()


async def test_a_command_on_a_connection_that_drops_fails_without_waiting(open_desk: Any) -> None:
    desk = await open_desk(ack_seconds=30)
    socket = await connect(desk)
    await receive(socket)
    given = {"channel": NORTHWIND, "user": "nina", "command": "/review", "text": ""}
    running = asyncio.create_task(desk.do("command", **given))
    await receive(socket)
    await socket.close()
    assert (await asyncio.wait_for(running, 5))["acknowledged"] is False

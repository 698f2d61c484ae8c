"""Buttons, menus, shortcuts and Homes, pressed by people and heard by the real Bolt."""

from __future__ import annotations

import re
from typing import Any

import pytest

NORTHWIND = "C0NORTHWND"
ANY = re.compile(".*")


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(label: str, action_id: str, value: str = "7") -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


BLOCKS = [
    {"type": "actions", "block_id": "row1", "elements": [button("Done", "done", "A-31"), button("Open", "open")]},
    {"type": "actions", "block_id": "row2", "elements": [button("Done", "done", "A-34")]},
    {
        "type": "section",
        "block_id": "pick",
        "text": plain("Mark"),
        "accessory": {"type": "static_select", "action_id": "mark", "options": [option("red"), option("green")]},
    },
    {
        "type": "section",
        "block_id": "more",
        "text": plain("More"),
        "accessory": {"type": "overflow", "action_id": "menu", "options": [option("edit"), option("drop")]},
    },
]


@pytest.fixture
async def heard(desk: Any) -> list[dict[str, Any]]:
    """An app that keeps every interaction it receives."""
    bodies: list[dict[str, Any]] = []
    app = desk.app()

    @app.action(ANY)
    @app.shortcut(ANY)
    async def keep(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    await desk.join(app)
    return bodies


@pytest.fixture
async def ts(desk: Any) -> str:
    return str((await desk.api.chat_postMessage(channel=NORTHWIND, text="Two open", blocks=BLOCKS))["ts"])


async def press(desk: Any, ts: str, action: Any, user: str = "nina", **more: Any) -> dict[str, Any]:
    given = {"channel": NORTHWIND, "messageTs": ts, "user": user, "action": action, **more}
    return dict(await desk.try_to("interact", **given))


async def test_a_button_pressed_on_a_message_arrives_whole(desk: Any, heard: Any, ts: str) -> None:
    assert (await press(desk, ts, "open"))["acknowledged"] is True
    body = heard[0]
    assert body["user"] == {"id": "U0NINA001", "username": "nina", "name": "nina", "team_id": "T0FIELD"}
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": NORTHWIND,
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Two open"
    assert (body["channel"]["id"], body["enterprise"], body["api_app_id"]) == (NORTHWIND, None, "A0PRACTICE")
    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("open", "row1", "7")
    assert (action["type"], action["text"]["text"]) == ("button", "Open")


async def test_a_button_is_found_by_its_words(desk: Any, heard: Any, ts: str) -> None:
    await press(desk, ts, "Open")
    assert heard[0]["actions"][0]["action_id"] == "open"


async def test_two_buttons_of_one_name_are_told_apart_by_their_block(desk: Any, heard: Any, ts: str) -> None:
    refused = await press(desk, ts, "Done")
    assert refused["error"] == "ambiguous_action"
    assert [each["block_id"] for each in refused["choices"]] == ["row1", "row2"]
    await press(desk, ts, {"action_id": "done", "block_id": "row2"})
    assert heard[0]["actions"][0]["value"] == "A-34"


async def test_a_button_that_is_not_there_is_refused_with_what_is(desk: Any, ts: str) -> None:
    refused = await press(desk, ts, "close")
    assert refused["error"] == "action_not_found"
    assert "'Done'" in refused["detail"]


async def test_a_menu_needs_to_be_told_what_is_chosen(desk: Any, heard: Any, ts: str) -> None:
    refused = await press(desk, ts, "mark")
    assert refused["error"] == "needs_object"
    assert '"selected_option"' in refused["detail"]
    await press(desk, ts, {"action_id": "mark", "selected_option": {"value": "red"}})
    assert heard[0]["actions"][0]["selected_option"]["text"]["text"] == "Red"
    assert heard[0]["state"]["values"]["pick"]["mark"]["selected_option"]["value"] == "red"


async def test_a_menus_choice_stays_in_the_messages_state(desk: Any, heard: Any, ts: str) -> None:
    await press(desk, ts, {"action_id": "mark", "selected_option": {"value": "green"}})
    await press(desk, ts, "open")
    await press(desk, ts, "open", user="omar")
    chosen = [body["state"]["values"]["pick"]["mark"]["selected_option"] for body in heard[1:]]
    assert [each and each["value"] for each in chosen] == ["green", None]


async def test_an_option_that_is_not_offered_is_refused(desk: Any, ts: str) -> None:
    refused = await press(desk, ts, {"action_id": "mark", "selected_option": {"value": "blue"}})
    assert refused["error"] == "invalid_value"


async def test_an_overflow_menu_sends_its_choice(desk: Any, heard: Any, ts: str) -> None:
    await press(desk, ts, {"action_id": "menu", "selected_option": {"value": "drop"}})
    assert heard[0]["actions"][0]["selected_option"]["value"] == "drop"
    assert "more" not in heard[0]["state"]["values"]


async def test_somebody_from_outside_can_press_and_shows_as_such(desk: Any, heard: Any) -> None:
    posted = await desk.api.chat_postMessage(channel="shared-northwind", text="x", blocks=BLOCKS)
    given = {"channel": "shared-northwind", "messageTs": posted["ts"], "user": "dana", "action": "open"}
    await desk.do("interact", **given)
    assert heard[0]["user"]["team_id"] == "T0NORTHWD"
    assert heard[0]["team"]["id"] == "T0FIELD"


async def test_an_ephemeral_message_can_be_pressed_only_by_who_sees_it(desk: Any, heard: Any) -> None:
    sent = await desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NINA001", text="x", blocks=BLOCKS)
    refused = await press(desk, sent["message_ts"], "open", user="omar")
    assert refused["error"] == "message_not_found"
    await press(desk, sent["message_ts"], "open")
    assert heard[0]["container"]["is_ephemeral"] is True
    assert "message" not in heard[0]


async def test_a_press_nobody_acknowledges_says_so(desk: Any, ts: str) -> None:
    answer = await press(desk, ts, "open")
    assert answer["acknowledged"] is False
    assert answer["failure"] == "We had some trouble connecting. Try again?"


async def test_a_pressed_message_is_replaced_through_its_response_url(desk: Any, heard: Any, ts: str) -> None:
    await press(desk, ts, "open")
    answer = await desk.http.post(heard[0]["response_url"], json={"text": "Closed", "replace_original": True})
    assert answer.json() == {"ok": True}
    message = next(each for each in await desk.said(NORTHWIND) if each["ts"] == ts)
    assert message["text"] == "Closed"
    assert "blocks" not in message


async def test_an_ephemeral_message_is_replaced_and_taken_away_through_its_response_url(desk: Any, heard: Any) -> None:
    sent = await desk.api.chat_postEphemeral(channel=NORTHWIND, user="U0NINA001", text="x", blocks=BLOCKS)
    await press(desk, sent["message_ts"], "open")
    url = heard[0]["response_url"]
    await desk.http.post(url, json={"text": "Changed", "replace_original": True})
    changed = (await desk.said(NORTHWIND, "nina"))[-1]
    assert (changed["text"], changed["ts"], changed["ephemeral"]) == ("Changed", sent["message_ts"], True)
    await desk.http.post(url, json={"delete_original": True})
    assert (await desk.said(NORTHWIND, "nina"))[-1]["ts"] != sent["message_ts"]
    gone = await desk.http.post(url, json={"text": "Again", "replace_original": True})
    assert gone.json()["error"] == "message_not_found"


async def test_a_shortcut_on_a_message_brings_the_message_along(desk: Any, heard: Any, ts: str) -> None:
    await desk.do("shortcut", user="nina", callbackId="log_gap", channel=NORTHWIND, messageTs=ts)
    body = heard[0]
    assert (body["type"], body["callback_id"], body["message_ts"]) == ("message_action", "log_gap", ts)
    assert body["message"]["text"] == "Two open"


async def test_a_shortcut_from_anywhere_needs_no_message(desk: Any, heard: Any) -> None:
    await desk.do("shortcut", user="nina", callbackId="home")
    assert (heard[0]["type"], heard[0]["callback_id"]) == ("shortcut", "home")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"callbackId": "unknown"}, "unknown_shortcut"),
        ({"callbackId": "log_gap"}, "message_needed"),
        ({"callbackId": "log_gap", "user": "dana"}, "shortcut_not_allowed"),
    ],
)
async def test_a_shortcut_that_cannot_be_used_is_refused(desk: Any, given: dict[str, Any], error: str) -> None:
    assert (await desk.try_to("shortcut", **{"user": "nina", **given}))["error"] == error


async def test_opening_the_home_tells_the_app_which_publishes_it(desk: Any, wait_until: Any) -> None:
    app, events = desk.app(), []

    @app.event("app_home_opened")
    async def on_home(event: dict[str, Any], client: Any) -> None:
        blocks = [{"type": "actions", "block_id": "b", "elements": [button("Mine", "mine")]}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
        events.append(event)

    pressed = []

    @app.action("mine")
    async def on_mine(ack: Any, body: dict[str, Any]) -> None:
        pressed.append(body)
        await ack()

    await desk.join(app)
    await desk.do("open-home", user="nina")
    await wait_until(lambda: events)
    home = (await desk.read("views"))["homes"]["U0NINA001"]
    assert (events[0]["tab"], events[0]["channel"]) == ("home", "D0NINA001")
    assert "view" not in events[0]
    await desk.do("interact", user="nina", viewId=home["id"], action="Mine")
    assert pressed[0]["view"]["type"] == "home"
    await desk.do("open-home", user="nina")
    await wait_until(lambda: len(events) == 2)
    assert events[1]["view"]["id"] == home["id"]


async def test_an_outside_menu_asks_the_app_for_its_options(desk: Any) -> None:
    app = desk.app()
    menu = {"type": "external_select", "action_id": "account", "min_query_length": 0}
    block = {"type": "section", "block_id": "b", "text": plain("Account"), "accessory": menu}
    seen = []

    @app.options("account")
    async def on_options(ack: Any, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack(options=[option("kestrel")])

    @app.action("account")
    async def on_account(ack: Any) -> None:
        await ack()

    await desk.join(app)
    ts = (await desk.api.chat_postMessage(channel=NORTHWIND, text="x", blocks=[block]))["ts"]
    place = {"user": "nina", "channel": NORTHWIND, "messageTs": ts}
    offered = await desk.do("suggest", **place, block_id="b", action_id="account", value="kes")
    assert seen[0]["value"] == "kes"
    assert offered["options"] == [option("kestrel")]
    chosen = {"action_id": "account", "selected_option": offered["options"][0]}
    assert (await desk.do("interact", **place, action=chosen))["acknowledged"] is True
    missing = await desk.try_to("suggest", **place, block_id="b", action_id="other", value="")
    assert missing["error"] == "action_not_found"

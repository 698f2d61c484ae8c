"""Sharing a channel with an outside organisation, and ending it."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

NORTHWIND = "C0NORTHWND"


async def event_of(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    while True:
        envelope = await socket.receive_json(timeout=5)
        await socket.send_json({"envelope_id": envelope.get("envelope_id", "")})
        if envelope["type"] == "events_api":
            return dict(envelope["payload"])


async def joined(desk: Any) -> aiohttp.ClientWebSocketResponse:
    opened = await desk.client(desk.server.app_token).apps_connections_open(app_token=desk.server.app_token)
    return await desk.session.ws_connect(opened["url"])  # type: ignore[no-any-return]


async def facts(desk: Any, channel: str = NORTHWIND) -> dict[str, Any]:
    return dict((await desk.api.conversations_info(channel=channel))["channel"])


async def test_an_app_hears_that_a_channel_is_shared_and_that_it_is_not_any_more(desk: Any) -> None:
    socket = await joined(desk)
    await desk.do("share", channel="acct-northwind", shared=True)
    payload = await event_of(socket)
    shared = payload["event"]
    assert (shared["type"], shared["channel"]) == ("channel_shared", NORTHWIND)
    assert shared["connected_team_id"] == "T0NORTHWD"
    assert payload["is_ext_shared_channel"] is True
    await desk.do("share", channel=NORTHWIND, shared=False)
    unshared = (await event_of(socket))["event"]
    assert (unshared["type"], unshared["is_ext_shared"]) == ("channel_unshared", False)
    assert unshared["previously_connected_team_id"] == "T0NORTHWD"
    await socket.close()


async def test_a_channel_says_whether_it_is_shared(desk: Any) -> None:
    await desk.do("share", channel=NORTHWIND, shared=True)
    now = await facts(desk)
    assert (now["is_shared"], now["is_ext_shared"], now["connected_team_ids"]) == (True, True, ["T0NORTHWD"])
    await desk.do("share", channel=NORTHWIND, shared=False)
    now = await facts(desk)
    assert (now["is_shared"], now["is_ext_shared"], now["connected_team_ids"]) == (False, False, [])


async def test_when_sharing_ends_the_people_of_the_others_are_gone(desk: Any) -> None:
    answer = await desk.do("share", channel="shared-northwind", shared=False)
    assert "U0DANA001" not in answer["channel"]["members"]
    assert {"U0NINA001", "U0PRACTICE"} <= set(answer["channel"]["members"])


async def test_sharing_what_is_shared_tells_the_app_nothing(desk: Any) -> None:
    socket = await joined(desk)
    await desk.do("share", channel="shared-northwind", shared=True)
    await desk.do("share", channel=NORTHWIND, shared=True)
    assert (await event_of(socket))["event"]["channel"] == NORTHWIND
    await socket.close()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"channel": "D0NINA001", "shared": True}, "cannot_be_shared"),
        ({"channel": NORTHWIND, "shared": "yes"}, "invalid_shared"),
        ({"channel": "nowhere", "shared": True}, "channel_not_found"),
        ({"channel": NORTHWIND, "share": True}, "unknown_field"),
    ],
)
async def test_what_cannot_be_shared_is_refused(desk: Any, given: dict[str, Any], error: str) -> None:
    assert (await desk.try_to("share", **given))["error"] == error

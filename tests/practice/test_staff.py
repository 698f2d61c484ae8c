"""People of the practice workspace leave, come back and have managers, told as Slack tells it."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

OMAR, LENA = "U0OMAR001", "U0LENA001"


async def event_of(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    while True:
        envelope = await socket.receive_json(timeout=5)
        await socket.send_json({"envelope_id": envelope.get("envelope_id", "")})
        if envelope["type"] == "events_api":
            return dict(envelope["payload"]["event"])


async def joined(desk: Any) -> aiohttp.ClientWebSocketResponse:
    opened = await desk.client(desk.server.app_token).apps_connections_open(app_token=desk.server.app_token)
    return await desk.session.ws_connect(opened["url"])  # type: ignore[no-any-return]


async def test_who_leaves_is_told_of_without_their_time_zone_and_can_act_no_more(desk: Any) -> None:
    socket = await joined(desk)
    await desk.do("deactivate", user="omar")
    event = await event_of(socket)
    assert (event["type"], event["user"]["id"], event["user"]["deleted"]) == ("user_change", OMAR, True)
    assert "tz" not in event["user"]
    assert (await desk.api.users_info(user=OMAR))["user"]["deleted"] is True
    refused = await desk.try_to("message", channel="acct-northwind", user="omar", text="hello")
    assert refused["error"] == "user_cannot_act"
    await desk.do("deactivate", user="omar", deactivated=False)
    back = await event_of(socket)
    assert (back["user"]["deleted"], back["user"]["tz"]) == (False, "Asia/Dubai")
    await desk.do("message", channel="acct-northwind", user="omar", text="hello")
    await socket.close()


async def test_a_profile_names_a_manager_in_the_workspaces_own_field(desk: Any) -> None:
    fields = {each["label"]: each for each in (await desk.api.team_profile_get())["profile"]["fields"]}
    assert fields["Manager"]["type"] == "user"
    assert (await desk.api.users_profile_get(user=OMAR))["profile"]["fields"] == []
    await desk.do("manager", user="omar", manager="lena")
    held = (await desk.api.users_profile_get(user=OMAR, include_labels=True))["profile"]["fields"]
    assert held == {fields["Manager"]["id"]: {"value": LENA, "alt": "", "label": "Manager"}}
    await desk.do("manager", user="omar")
    assert (await desk.api.users_profile_get(user=OMAR))["profile"]["fields"] == []


@pytest.mark.parametrize(
    ("what", "body", "error"),
    [
        ("deactivate", {"user": "dana"}, "not_ours"),
        ("deactivate", {"user": "omar", "deactivated": "yes"}, "invalid_deactivated"),
        ("deactivate", {"user": "nobody"}, "user_not_found"),
        ("manager", {"user": "omar", "manager": "nobody"}, "user_not_found"),
        ("manager", {"user": "omar", "leader": "lena"}, "unknown_field"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_reason(
    desk: Any, what: str, body: dict[str, Any], error: str
) -> None:
    refused = await desk.try_to(what, **body)
    assert (refused["ok"], refused["error"]) == (False, error)
    assert refused["detail"]

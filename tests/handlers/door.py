"""Slack at the door: signed requests as Slack posts them, handed to the real app in this process."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.app import Bot

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM = "T0FIELD"
NINA, OMAR = "U0NINA001", "U0OMAR001"
NORTHWIND = "C0NORTHWND"
Answer = dict[str, Any]


class Door:
    """Posts to the app what Slack would, and reads what it answers."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def command(self, line: str, **changed: str | None) -> Answer:
        """A slash command; what is answered to the person, empty when nothing is."""
        name, _, text = line.partition(" ")
        form = {
            "token": "gIkuvaNzQIHg97ATvDxqgjtO",
            "team_id": TEAM,
            "team_domain": "fieldstone",
            "channel_id": NORTHWIND,
            "channel_name": "acct-northwind",
            "user_id": NINA,
            "user_name": "nina",
            "command": name,
            "text": text,
            "api_app_id": "A0PRACTICE",
            "is_enterprise_install": "false",
            "trigger_id": new_trigger(),
            **changed,
        }
        return _read(await self.post(urlencode({k: v for k, v in form.items() if v is not None})))

    async def press(self, action_id: str, value: object, **changed: Any) -> Answer:
        """A pressed button of a message; `value` is packed unless it is a string already."""
        packed = value if isinstance(value, str) else json.dumps(value)
        action = {"type": "button", "action_id": action_id, "block_id": "answer", "value": packed, "action_ts": "1.0"}
        payload = {
            **_interaction("block_actions"),
            "container": {"type": "message", "message_ts": "1.1", "channel_id": NORTHWIND, "is_ephemeral": True},
            "channel": {"id": NORTHWIND, "name": "acct-northwind"},
            "actions": [action],
            **changed,
        }
        return await self.interaction(payload)

    async def submit(self, callback_id: str, about: object, values: Mapping[str, Any], **changed: Any) -> Answer:
        """A submitted modal with these state values; `about` is its metadata."""
        packed = about if isinstance(about, str) else json.dumps(about)
        blocks = [{"type": "input", "block_id": name, "element": {"action_id": name}} for name in values]
        view = {
            "id": f"V{secrets.token_hex(5).upper()}",
            "type": "modal",
            "callback_id": callback_id,
            "private_metadata": packed,
            "hash": "1.abc",
            "state": {"values": {name: {name: value} for name, value in values.items()}},
            "blocks": blocks,
        }
        return await self.interaction({**_interaction("view_submission"), "view": view, **changed})

    async def interaction(self, payload: Mapping[str, Any]) -> Answer:
        """Any interaction, as the form field Slack puts it into."""
        return _read(await self.post(urlencode({"payload": json.dumps(payload)})))

    async def event(self, event: Mapping[str, Any], event_id: str, **headers: str) -> Answer:
        """An event; `headers` as Slack adds them when it tries again."""
        body = {
            "token": "gIkuvaNzQIHg97ATvDxqgjtO",
            "team_id": TEAM,
            "api_app_id": "A0PRACTICE",
            "type": "event_callback",
            "event_id": event_id,
            "event_time": 1,
            "event": event,
            "authorizations": [{"team_id": TEAM, "user_id": "U0PRACTICE", "is_bot": True}],
        }
        return _read(await self.post(json.dumps(body), {"content-type": "application/json", **headers}))

    async def post(self, body: str, headers: Mapping[str, str] | None = None, **signed: Any) -> BoltResponse:
        """One signed request."""
        given = {"content-type": "application/x-www-form-urlencoded", **(headers or {}), **signature(body, **signed)}
        many: dict[str, str | Sequence[str]] = {name: [value] for name, value in given.items()}
        return await self.bot.app.async_dispatch(AsyncBoltRequest(body=body, headers=many))


def signature(body: str, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Slack's two headers for a body."""
    moment = str(int(at if at is not None else time.time()))
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": moment, "x-slack-signature": f"v0={digest}"}


def new_trigger() -> str:
    """A trigger id that no server gave out: its moment has always passed."""
    return f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"


def person(user_id: str, team: str = TEAM) -> dict[str, str]:
    """Who did it, as interactions name them."""
    return {"id": user_id, "username": user_id.lower(), "team_id": team}


def _interaction(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "fieldstone"},
        "user": person(NINA),
        "api_app_id": "A0PRACTICE",
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": new_trigger(),
    }


def _read(response: BoltResponse) -> Answer:
    assert response.status == 200, (response.status, response.body)
    return dict(json.loads(response.body)) if response.body else {}

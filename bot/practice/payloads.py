"""The shapes in which Slack sends interactions to an app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.practice.about import APP_ID
from bot.practice.organisation import organisation_of
from bot.practice.practice import Practice
from bot.practice.view_store import OpenView
from bot.practice.workspace import Channel, Said, without_metadata
from bot.practice.world import TEAM, TEAM_ID

VERIFICATION_TOKEN = "practice-verification-token"  # noqa: S105, Slack's outdated field, kept for its shape


def envelope(practice: Practice, kind: str, user_id: str) -> dict[str, Any]:
    """Return what every interaction carries."""
    user = practice.workspace.users[user_id]
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": TEAM["domain"]},
        "user": {
            "id": user_id,
            "username": user["name"],
            "name": user["name"],
            "team_id": user["team_id"],
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": organisation_of(practice.workspace),
        "is_enterprise_install": False,
    }


def channel_name(channel: Channel) -> str:
    """Return a conversation's name as Slack's payloads have it; those not public are not named."""
    names = {"im": "directmessage", "mpim": "mpdm", "group": "privategroup"}
    return names.get(channel.kind) or str(channel.facts["name"])


def reply_url(practice: Practice, name: str) -> str:
    """Return the full address of a response URL."""
    return f"{practice.url}/response/{name}"


def message_actions(
    practice: Practice,
    channel: Channel,
    said: Said,
    *,
    user_id: str,
    action: Mapping[str, Any],
    state: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the block_actions payload of something pressed on a message."""
    thread = said.body.get("thread_ts")
    url = practice.reply_urls.new(channel.id, user_id, message_ts=said.ts, thread_ts=thread)
    container = {
        "type": "message",
        "message_ts": said.ts,
        "channel_id": channel.id,
        "is_ephemeral": said.seen_by is not None,
        **({"thread_ts": thread} if thread else {}),
    }
    # Slack leaves out the message itself when it is an ephemeral one
    message = {} if said.seen_by else {"message": without_metadata(said.body)}
    return {
        **envelope(practice, "block_actions", user_id),
        "container": container,
        "trigger_id": practice.triggers.new(user_id),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        **message,
        "state": {"values": state},
        "response_url": reply_url(practice, url),
        "actions": [action],
    }


def view_actions(practice: Practice, view: OpenView, action: Mapping[str, Any]) -> dict[str, Any]:
    """Return the block_actions payload of something pressed in a view."""
    in_modal = view.id if view.body["type"] == "modal" else None
    return {
        **envelope(practice, "block_actions", view.user_id),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": practice.triggers.new(view.user_id, view_id=in_modal),
        "view": view.shown(),
        "actions": [action],
    }


def view_submission(practice: Practice, view: OpenView) -> dict[str, Any]:
    """Return the payload of a submitted modal."""
    return {
        **envelope(practice, "view_submission", view.user_id),
        "trigger_id": practice.triggers.new(view.user_id, view_id=view.id),
        "view": view.shown(),
        "response_urls": _response_urls(practice, view),
    }


def _response_urls(practice: Practice, view: OpenView) -> list[dict[str, Any]]:
    """A conversation chosen in a menu with `response_url_enabled` gets its own response URL."""
    values = view.shown()["state"]["values"]
    urls = []
    for block in view.body["blocks"]:
        element = block.get("element") or {}
        if element.get("response_url_enabled"):
            chosen = values[block["block_id"]][element["action_id"]]
            channel_id = chosen.get("selected_conversation") or chosen.get("selected_channel")
            if channel_id:
                name = practice.reply_urls.new(channel_id, view.user_id)
                names = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**names, "channel_id": channel_id, "response_url": reply_url(practice, name)})
    return urls


def view_closed(practice: Practice, view: OpenView, *, cleared: bool) -> dict[str, Any]:
    """Return the payload of a modal that its person closed."""
    return {
        **envelope(practice, "view_closed", view.user_id),
        "view": view.shown(),
        "is_cleared": cleared,
    }


def command(
    practice: Practice, channel: Channel, *, user_id: str, name: str, text: str, trigger_id: str
) -> dict[str, Any]:
    """Return the payload of a slash command: all strings, as Slack sends them."""
    url = practice.reply_urls.new(channel.id, user_id)
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM["domain"],
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user_id,
        "user_name": practice.workspace.users[user_id]["name"],
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": reply_url(practice, url),
        "trigger_id": trigger_id,
    }


def message_shortcut(
    practice: Practice, channel: Channel, said: Said, user_id: str, callback_id: str
) -> dict[str, Any]:
    """Return the payload of a shortcut chosen on a message."""
    url = practice.reply_urls.new(channel.id, user_id, thread_ts=said.body.get("thread_ts"))
    return {
        **envelope(practice, "message_action", user_id),
        "action_ts": practice.workspace.new_ts(),
        "callback_id": callback_id,
        "trigger_id": practice.triggers.new(user_id),
        "response_url": reply_url(practice, url),
        "message_ts": said.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": without_metadata(said.body),
    }


def global_shortcut(practice: Practice, user_id: str, callback_id: str) -> dict[str, Any]:
    """Return the payload of a shortcut chosen from anywhere."""
    return {
        **envelope(practice, "shortcut", user_id),
        "action_ts": practice.workspace.new_ts(),
        "callback_id": callback_id,
        "trigger_id": practice.triggers.new(user_id),
    }

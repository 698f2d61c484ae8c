"""Events to the app: Slack's wrapper around each, sent until acknowledged or given up."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from bot.practice.about import APP_ID, BOT_USER_ID
from bot.practice.payloads import VERIFICATION_TOKEN
from bot.practice.practice import Practice
from bot.practice.sockets import Unacknowledged
from bot.practice.workspace import Channel, without_metadata
from bot.practice.world import TEAM_ID

SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
RETRY_REASONS = {"operation_timeout": "timeout", "dispatch_failed": "connection_failed"}


def emit(practice: Practice, subscription: str, event: Mapping[str, Any], channel: Channel | None = None) -> None:
    """Send an event to the app, when it subscribed to it and is a member of the event's conversation."""
    if subscription not in practice.app.events:
        return
    if channel is not None and not practice.workspace.bot_is_in(channel):
        return
    practice.later(_deliver(practice, _wrapped(practice, event, channel)))


def message_event(practice: Practice, channel: Channel, body: Mapping[str, Any], **more: Any) -> None:
    """Tell the app of a message in a conversation, or of a change to one."""
    event = {**without_metadata(dict(body)), "channel": channel.id, "channel_type": channel.kind, **more}
    event.setdefault("event_ts", event["ts"])
    emit(practice, SUBSCRIPTIONS[channel.kind], event, channel)
    mentioned = f"<@{BOT_USER_ID}>" in str(event.get("text", "")) and "subtype" not in event
    if mentioned and channel.kind != "im" and event.get("user") != BOT_USER_ID:
        mention = {name: value for name, value in event.items() if name != "channel_type"}
        emit(practice, "app_mention", {**mention, "type": "app_mention"}, channel)


def changed_event(practice: Practice, channel: Channel, body: dict[str, Any], before: dict[str, Any]) -> None:
    """Tell the app that a message was edited, or got its first answers."""
    _hidden(
        practice,
        channel,
        {
            "subtype": "message_changed",
            "message": without_metadata(body),
            "previous_message": without_metadata(before),
        },
    )


def deleted_event(practice: Practice, channel: Channel, before: dict[str, Any]) -> None:
    """Tell the app that a message is gone."""
    gone = {"deleted_ts": before["ts"], "previous_message": without_metadata(before)}
    _hidden(practice, channel, {"subtype": "message_deleted", **gone})


def _hidden(practice: Practice, channel: Channel, facts: Mapping[str, Any]) -> None:
    ts = practice.workspace.new_ts()
    message_event(practice, channel, {"type": "message", "hidden": True, "ts": ts, **facts})


def reaction_event(
    practice: Practice, channel: Channel, *, kind: str, user_id: str, name: str, body: Mapping[str, Any]
) -> None:
    """Tell the app of a reaction added or removed."""
    event = {
        "type": kind,
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": body["ts"]},
        "item_user": body.get("user"),
        "event_ts": practice.workspace.new_ts(),
    }
    emit(practice, kind, event, channel)


def joined_event(practice: Practice, channel: Channel, user_id: str) -> None:
    """Tell the app that somebody came into a conversation."""
    event = {
        "type": "member_joined_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.facts.get("is_private") else "C",
        "team": practice.workspace.users[user_id]["team_id"],
        "event_ts": practice.workspace.new_ts(),
    }
    emit(practice, "member_joined_channel", event, channel)


def shared_event(practice: Practice, channel: Channel, team_id: str, *, shared: bool) -> None:
    """Tell the app that another organisation came into a channel, or is gone from it."""
    kind = "channel_shared" if shared else "channel_unshared"
    whose = {"connected_team_id": team_id} if shared else {"previously_connected_team_id": team_id}
    still = {} if shared else {"is_ext_shared": bool(channel.facts["is_ext_shared"])}
    event = {"type": kind, **whose, "channel": channel.id, **still, "event_ts": practice.workspace.new_ts()}
    emit(practice, kind, event, channel)


def file_event(practice: Practice, channel: Channel, file_id: str, user_id: str) -> None:
    """Tell the app that a file was shared in a conversation; all else about it is to be asked for."""
    event = {
        "type": "file_shared",
        "file_id": file_id,
        "user_id": user_id,
        "file": {"id": file_id},
        "channel_id": channel.id,
        "event_ts": practice.workspace.new_ts(),
    }
    emit(practice, "file_shared", event, channel)


def user_event(practice: Practice, user: Mapping[str, Any]) -> None:
    """Tell the app that somebody's account or profile is another now; who was deactivated has less to tell."""
    facts = deepcopy(dict(user))
    if facts["deleted"]:
        facts = {name: value for name, value in facts.items() if name not in {"tz", "tz_label", "tz_offset", "locale"}}
    event_ts = practice.workspace.new_ts()
    event = {"type": "user_change", "user": facts, "cache_ts": int(float(event_ts)), "event_ts": event_ts}
    emit(practice, "user_change", event)


def room_event(practice: Practice, channel: Channel, what: str, about: Any) -> None:
    """Tell the app that a channel was renamed, archived or opened again; private ones have names of their own."""
    kind = f"{channel.kind}_{what}"
    event = {"type": kind, "channel": about, "event_ts": practice.workspace.new_ts()}
    emit(practice, kind, event, channel)


def pending_event(practice: Practice, channel: Channel, event: Mapping[str, Any]) -> None:
    """Tell the app something about a channel it is in."""
    emit(practice, str(event["type"]), {**event, "event_ts": practice.workspace.new_ts()}, channel)


def left_event(practice: Practice, channel: Channel, user_id: str) -> None:
    """Tell the app that somebody is leaving a conversation; of itself in the words for that."""
    ts = practice.workspace.new_ts()
    if user_id == BOT_USER_ID:
        kind = f"{channel.kind}_left"
        emit(practice, kind, {"type": kind, "channel": channel.id, "actor_id": "", "event_ts": ts})
        return
    event = {
        "type": "member_left_channel",
        "user": user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.facts.get("is_private") else "C",
        "team": practice.workspace.users[user_id]["team_id"],
        "event_ts": ts,
    }
    emit(practice, "member_left_channel", event, channel)


def _wrapped(practice: Practice, event: Mapping[str, Any], channel: Channel | None) -> dict[str, Any]:
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev0{secrets.token_hex(5).upper()}",
        "event_time": int(practice.clock().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": bool(channel and channel.facts.get("is_ext_shared")),
        "event_context": secrets.token_hex(12),
    }


async def _deliver(practice: Practice, payload: dict[str, Any]) -> None:
    retry: dict[str, Any] = {"retry_attempt": 0, "retry_reason": ""}
    for attempt, wait in enumerate((None, *practice.retry_seconds)):
        if wait:
            await asyncio.sleep(wait)
        answer = await practice.sockets.send("events_api", payload, reply=False, **retry)
        if not isinstance(answer, Unacknowledged):
            return
        retry = {"retry_attempt": attempt + 1, "retry_reason": RETRY_REASONS[answer.reason]}
    practice.log.add("given_up", event_id=payload["event_id"], event=payload["event"]["type"])

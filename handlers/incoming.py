"""From what Bolt hands over to one `Request`, whatever the kind of thing Slack sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Request
from reviews.messages.ids import unpack

Body = Mapping[str, Any]


def from_command(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """A slash command."""
    trigger = body.get("trigger_id")
    return Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(body.get("user_id") or ""),
        now=now,
        client=client,
        key=f"command:{trigger or now.isoformat()}:{body.get('user_id')}",
        channel=body.get("channel_id"),
        channel_name=body.get("channel_name"),
        trigger_id=trigger,
        text=str(body.get("text") or ""),
        team=body.get("team_id"),
    )


def from_action(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """A pressed button or a chosen entry, in a message or in a modal."""
    action = (body.get("actions") or [{}])[0]
    container, channel = body.get("container") or {}, body.get("channel") or {}
    message = body.get("message") or {}
    return Request(
        workspace_id=_team(body),
        user_id=str((body.get("user") or {}).get("id") or ""),
        now=now,
        client=client,
        key=f"press:{body.get('trigger_id') or now.isoformat()}",
        channel=channel.get("id") or container.get("channel_id"),
        channel_name=channel.get("name"),
        trigger_id=body.get("trigger_id"),
        value=unpack(action.get("value")),
        chosen=_chosen(action),
        action_id=str(action.get("action_id") or ""),
        message_ts=message.get("ts") or container.get("message_ts"),
        is_ephemeral=bool(container.get("is_ephemeral")),
        view=body.get("view") or {},
        team=_team_of_person(body),
    )


def from_shortcut(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """A shortcut chosen on a message."""
    channel = body.get("channel") or {}
    return Request(
        workspace_id=_team(body),
        user_id=str((body.get("user") or {}).get("id") or ""),
        now=now,
        client=client,
        key=f"shortcut:{body.get('trigger_id') or now.isoformat()}",
        channel=channel.get("id"),
        channel_name=channel.get("name"),
        trigger_id=body.get("trigger_id"),
        team=_team_of_person(body),
    )


def from_view(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """A submitted modal."""
    view = body.get("view") or {}
    about = unpack(view.get("private_metadata"))
    return Request(
        workspace_id=_team(body),
        user_id=str((body.get("user") or {}).get("id") or ""),
        now=now,
        client=client,
        key=_submission_key(view),
        channel=about.get("channel"),
        trigger_id=body.get("trigger_id"),
        value=about,
        view=view,
        team=_team_of_person(body),
    )


def from_suggestion(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """The letters typed so far in a menu that asks us what to offer, as `text`."""
    channel, container = body.get("channel") or {}, body.get("container") or {}
    return Request(
        workspace_id=_team(body),
        user_id=str((body.get("user") or {}).get("id") or ""),
        now=now,
        client=client,
        key=f"suggestion:{now.isoformat()}",
        channel=channel.get("id") or container.get("channel_id"),
        text=str(body.get("value") or ""),
        action_id=str(body.get("action_id") or ""),
        view=body.get("view") or {},
        team=_team_of_person(body),
    )


def from_message(body: Body, client: AsyncWebClient, now: datetime) -> Request:
    """A message event: somebody wrote, changed or deleted something. `message_ts` is the message itself."""
    event = body.get("event") or {}
    message = written_by(event)
    return Request(
        workspace_id=str(body.get("team_id") or ""),
        user_id=str(message.get("user") or event.get("user") or ""),
        now=now,
        client=client,
        key=event_key(body),
        channel=event.get("channel"),
        text=str(message.get("text") or ""),
        message_ts=message.get("ts") or event.get("deleted_ts") or event.get("ts"),
        team=message.get("user_team") or message.get("team") or body.get("team_id"),
    )


def written_at(request: Request) -> datetime:
    """When a message was written, which may be long before it is handled: its "tomorrow" is counted from there."""
    try:
        said = datetime.fromtimestamp(float(request.message_ts or ""), UTC)
    except (ValueError, OverflowError, OSError):
        return request.now
    return min(said, request.now)


def is_deletion(event: Mapping[str, Any]) -> bool:
    """Whether a person took their message back. One with a thread below it leaves a tombstone instead of a gap."""
    left = (event.get("message") or {}).get("subtype")
    return event.get("subtype") == "message_deleted" or left == "tombstone"


def written_by(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The person's own message in an event: new, as it is now, or as it was before it went."""
    now, before = event.get("message"), event.get("previous_message")
    found: Mapping[str, Any] = (before if is_deletion(event) else now) or now or event
    return found


def event_key(body: Body) -> str:
    """The same when Slack sends it again; a server that names no event is known by channel and time."""
    event = body.get("event") or {}
    sent = f"{event.get('channel')}:{event.get('ts')}"
    return f"event:{body.get('event_id') or sent}"


def _submission_key(view: Body) -> str:
    """One for each thing submitted: a double click has it twice, the same modal showing another form has not."""
    said = [view.get("hash"), view.get("callback_id"), view.get("private_metadata"), view.get("state")]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
    return f"view:{view.get('id')}:{digest[:16]}"


def _team(body: Body) -> str:
    """The workspace that installed us; `team` is null when the app is installed on a whole organisation."""
    team = body.get("team") or {}
    return str(team.get("id") or (body.get("user") or {}).get("team_id") or body.get("team_id") or "")


def _team_of_person(body: Body) -> str | None:
    """Whose workspace the person is of. For a press Bolt names ours, whoever pressed: only the payload knows."""
    user = body.get("user") or {}
    return user.get("team_id") or (body.get("team") or {}).get("id")


def _chosen(action: Mapping[str, Any]) -> str | None:
    option = action.get("selected_option") or {}
    return option.get("value") or action.get("selected_user") or action.get("selected_date")

"""What can become of a channel, by the control API: renamed, archived, given another id, invited into, left."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from bot.practice.control.lookups import Asked, known_channel
from bot.practice.errors import ControlError
from bot.practice.events import left_event, pending_event, room_event
from bot.practice.workspace import Channel

Turn = Callable[[Asked, Channel], None]


async def room(asked: Asked) -> dict[str, Any]:
    """Do something with a channel: `turn` is one of those below; the app hears of it as Slack tells it."""
    asked.only("channel", "turn", "name", "user")
    turn = TURNS.get(asked.text("turn"))
    if turn is None:
        raise ControlError("invalid_turn", f"turn is one of {', '.join(TURNS)}.")
    channel = known_channel(asked.practice, asked.text("channel"))
    if channel.kind not in {"channel", "group"}:
        raise ControlError("not_a_channel", "Only channels can be changed so.")
    turn(asked, channel)
    asked.practice.workspace.changed()
    asked.practice.stream.say("channels", channel=channel.id)
    return {"channel": {**channel.facts, "members": channel.members}}


def _rename(asked: Asked, channel: Channel) -> None:
    name = asked.text("name").strip().removeprefix("#").lower()
    channel.facts.update(name=name, name_normalized=name)
    about = {"id": channel.id, "name": name, "created": channel.facts["created"]}
    room_event(asked.practice, channel, "rename", about)


def _archive(asked: Asked, channel: Channel) -> None:
    channel.facts["is_archived"] = True
    room_event(asked.practice, channel, "archive", channel.id)


def _unarchive(asked: Asked, channel: Channel) -> None:
    channel.facts["is_archived"] = False
    room_event(asked.practice, channel, "unarchive", channel.id)


def _new_id(asked: Asked, channel: Channel) -> None:
    """Slack may give a channel another id when it begins to be shared."""
    practice, old = asked.practice, channel.id
    new = f"C0{secrets.token_hex(4).upper()}"
    channel.facts["id"] = new
    channels = practice.workspace.channels
    channels[new] = channels.pop(old)
    moved = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
    pending_event(practice, channel, moved)


def _invite_outside(asked: Asked, channel: Channel) -> None:
    """An invitation to another organisation that nobody has taken yet. Slack tells the app nothing of it."""
    channel.facts["is_pending_ext_shared"] = True
    channel.facts["pending_connected_team_ids"] = ["T0NORTHWD"]


def _remove(asked: Asked, channel: Channel) -> None:
    """Take somebody out; the app is told of itself even though it is gone."""
    user_id = _member(asked, channel)
    left_event(asked.practice, channel, user_id)
    channel.members.remove(user_id)


def _member(asked: Asked, channel: Channel) -> str:
    user = asked.practice.workspace.user(asked.text("user"))
    user_id = str(user["id"]) if user else asked.text("user")
    if user_id not in channel.members:
        raise ControlError("not_in_channel", "They are not in this channel.")
    return user_id


TURNS: dict[str, Turn] = {
    "archive": _archive,
    "invite-outside": _invite_outside,
    "new-id": _new_id,
    "remove": _remove,
    "rename": _rename,
    "unarchive": _unarchive,
}

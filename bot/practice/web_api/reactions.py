"""reactions.*: adding, removing and reading reactions to messages."""

from __future__ import annotations

import re
from typing import Any

from bot.practice.about import BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.errors import SlackError
from bot.practice.events import reaction_event
from bot.practice.posting import noted
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, joined, method
from bot.practice.workspace import Channel, Said, without_metadata


@method("reactions.add")
def add(practice: Practice, arguments: Arguments) -> Answer:
    """React to a message."""
    channel, said, name = _target(practice, arguments)
    react(practice, channel, said, BOT_USER_ID, name)
    return {}


@method("reactions.remove", tier=2)
def remove(practice: Practice, arguments: Arguments) -> Answer:
    """Take a reaction back."""
    channel, said, name = _target(practice, arguments)
    held = _held(said, name)
    if held is None or BOT_USER_ID not in held["users"]:
        raise SlackError("no_reaction")
    held["users"].remove(BOT_USER_ID)
    held["count"] -= 1
    if not held["count"]:
        said.body["reactions"].remove(held)
    if not said.body["reactions"]:
        del said.body["reactions"]
    reaction_event(practice, channel, kind="reaction_removed", user_id=BOT_USER_ID, name=name, body=said.body)
    noted(practice, channel)
    return {}


@method("reactions.get")
def get(practice: Practice, arguments: Arguments) -> Answer:
    """Return a message with its reactions."""
    channel, said = _message(practice, arguments)
    return {"type": "message", "channel": channel.id, "message": without_metadata(said.body)}


def react(practice: Practice, channel: Channel, said: Said, user_id: str, name: str) -> None:
    """Add somebody's reaction to a message."""
    held = _held(said, name)
    if held is None:
        held = {"name": name, "users": [], "count": 0}
        said.body.setdefault("reactions", []).append(held)
    if user_id in held["users"]:
        raise SlackError("already_reacted")
    held["users"].append(user_id)
    held["count"] += 1
    reaction_event(practice, channel, kind="reaction_added", user_id=user_id, name=name, body=said.body)
    noted(practice, channel)


def _held(said: Said, name: str) -> dict[str, Any] | None:
    return next((each for each in said.body.get("reactions", ()) if each["name"] == name), None)


def _message(practice: Practice, arguments: Arguments) -> tuple[Channel, Said]:
    channel = joined(practice, arguments)
    said = channel.find(arguments.required("timestamp"))
    if said is None or said.seen_by is not None:
        raise SlackError("message_not_found")
    return channel, said


def _target(practice: Practice, arguments: Arguments) -> tuple[Channel, Said, str]:
    name = arguments.required("name")
    if not re.fullmatch(r"[\w+'-]+(::[\w-]+)?", name):
        raise SlackError("invalid_name")
    return *_message(practice, arguments), name

"""What can be read, as GET requests: the state, messages, views and the log."""

from __future__ import annotations

from typing import Any

from bot.practice.about import APP_ID, BOT_USER_ID
from bot.practice.control.lookups import known_channel, known_user
from bot.practice.practice import Practice
from bot.practice.workspace import Channel, Said, seen_by
from bot.practice.world import TEAM


def state(practice: Practice) -> dict[str, Any]:
    """Return the workspace, the app, everybody and every conversation, in Slack's own field names."""
    return {
        "workspace": {**TEAM, "url": f"{practice.url}/"},
        "now": practice.clock().isoformat(),
        "follows": practice.mover.follower is not None,
        "moving_to": practice.mover.target.isoformat() if practice.mover.target else None,
        "apps": [_app(practice)],
        "users": list(practice.workspace.users.values()),
        "channels": [_channel(channel) for channel in practice.workspace.channels.values()],
    }


def _app(practice: Practice) -> dict[str, Any]:
    app = practice.app
    return {
        "id": APP_ID,
        "name": app.name,
        "bot_user_id": BOT_USER_ID,
        "connected": practice.sockets.count > 0,
        "commands": [
            {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
            for each in app.commands
        ],
        "shortcuts": [
            {"callback_id": each.callback_id, "name": each.name, "type": each.kind} for each in app.shortcuts
        ],
    }


def _channel(channel: Channel) -> dict[str, Any]:
    return {**channel.facts, "members": channel.members, "latest": channel.latest()}


def messages(practice: Practice, ref: str, viewer: str | None) -> dict[str, Any]:
    """Return a conversation's messages, oldest first; with a viewer, only what that person sees."""
    channel = known_channel(practice, ref)
    user_id = known_user(practice, viewer) if viewer else None
    return {"messages": [_message(said) for said in seen_by(channel, user_id)]}


def _message(said: Said) -> dict[str, Any]:
    return {**said.body, "ephemeral": True, "user": said.seen_by} if said.seen_by else said.body


def views(practice: Practice) -> dict[str, Any]:
    """Return every open modal, each person's top one last, and the Homes."""
    opened = [
        {"user": user_id, "depth": depth, "view": view.shown()}
        for user_id, stack in practice.views.stacks.items()
        for depth, view in enumerate(stack, start=1)
    ]
    homes = {user_id: home.shown() for user_id, home in practice.views.homes.items()}
    return {"views": opened, "homes": homes}


def faults(practice: Practice) -> dict[str, Any]:
    """Return the faults that are armed, oldest first, and how many late calls are still to be carried out."""
    return {"faults": practice.faults.armed(), "late": practice.faults.late}


def log(practice: Practice) -> dict[str, Any]:
    """Return what came in, went out and was refused."""
    return {"entries": practice.log.entries()}

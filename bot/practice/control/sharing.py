"""Sharing a channel with the outside organisation, and ending that, by the control API."""

from __future__ import annotations

from typing import Any

from bot.practice.control.lookups import Asked, known_channel
from bot.practice.errors import ControlError
from bot.practice.events import shared_event
from bot.practice.workspace import Channel, Workspace
from bot.practice.world import NORTHWIND_TEAM_ID, TEAM_ID


async def share(asked: Asked) -> dict[str, Any]:
    """Let another organisation into a channel, or with `shared` false out of it; the app hears of either."""
    asked.only("channel", "shared")
    practice, shared = asked.practice, asked.body.get("shared", True)
    channel = known_channel(practice, asked.text("channel"))
    if not isinstance(shared, bool):
        raise ControlError("invalid_shared", "shared is true or false.")
    if channel.kind not in {"channel", "group"}:
        raise ControlError("cannot_be_shared", "Only channels can be shared.")
    if channel.facts["is_ext_shared"] != shared:
        channel.facts.update(_facts(shared=shared))
        if not shared:
            _only_ours(practice.workspace, channel)
        shared_event(practice, channel, NORTHWIND_TEAM_ID, shared=shared)
        practice.workspace.changed()
        practice.stream.say("channels", channel=channel.id)
    return {"channel": {**channel.facts, "members": channel.members}}


def _facts(*, shared: bool) -> dict[str, Any]:
    outside = [NORTHWIND_TEAM_ID] if shared else []
    return {
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_pending_ext_shared": False,
        "pending_connected_team_ids": [],
        "connected_team_ids": outside,
        "shared_team_ids": [TEAM_ID, *outside],
        "internal_team_ids": [TEAM_ID],
    }


def _only_ours(workspace: Workspace, channel: Channel) -> None:
    channel.members[:] = [each for each in channel.members if workspace.is_ours(each)]

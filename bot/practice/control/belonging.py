"""Somebody becomes a guest, or a colleague from another workspace of the organisation, by the control API."""

from __future__ import annotations

from typing import Any

from bot.practice.control.lookups import Asked, known_user
from bot.practice.errors import ControlError
from bot.practice.events import user_event
from bot.practice.organisation import SISTER_TEAM_ID, enterprise_user
from bot.practice.practice import Practice


async def guest(asked: Asked) -> dict[str, Any]:
    """Make somebody a guest, with `single` one of a single channel; with `guest` false a member again."""
    asked.only("user", "guest", "single")
    user, is_guest, single = _person(asked), _flag(asked, "guest", True), _flag(asked, "single", False)
    user.update(is_restricted=is_guest, is_ultra_restricted=is_guest and single)
    if is_guest:
        user.update(is_admin=False, is_owner=False, is_primary_owner=False)
    _changed(asked.practice, user)
    return {"user": user}


async def colleague(asked: Asked) -> dict[str, Any]:
    """Move somebody to another workspace of the same organisation, which ours is part of from then on."""
    asked.only("user")
    user = _person(asked)
    user["team_id"] = user["profile"]["team"] = SISTER_TEAM_ID
    user["enterprise_user"] = enterprise_user(user["id"], SISTER_TEAM_ID)
    _changed(asked.practice, user)
    return {"user": user}


def _person(asked: Asked) -> dict[str, Any]:
    user = asked.practice.workspace.users[known_user(asked.practice, asked.text("user"))]
    if user["is_bot"] or not asked.practice.workspace.is_ours(user["id"]):
        raise ControlError("not_ours", f"{user['real_name']} is no person of this workspace.")
    return user


def _flag(asked: Asked, name: str, default: bool) -> bool:
    value = asked.body.get(name, default)
    if not isinstance(value, bool):
        raise ControlError(f"invalid_{name}", f"{name} is true or false.")
    return value


def _changed(practice: Practice, user: dict[str, Any]) -> None:
    user["updated"] = int(practice.clock().timestamp())
    user_event(practice, user)
    practice.workspace.changed()
    practice.stream.say("channels")

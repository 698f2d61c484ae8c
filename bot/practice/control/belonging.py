"""Somebody becomes a guest, or a colleague from another workspace of the organisation, by the control API."""

from __future__ import annotations

from typing import Any

from bot.practice.control.lookups import Asked
from bot.practice.control.staff import changed, one_of_ours
from bot.practice.errors import ControlError
from bot.practice.organisation import SISTER_TEAM_ID, enterprise_user


async def guest(asked: Asked) -> dict[str, Any]:
    """Make somebody a guest, with `single` one of a single channel; with `guest` false a member again."""
    asked.only("user", "guest", "single")
    user, is_guest, single = one_of_ours(asked), _flag(asked, "guest", True), _flag(asked, "single", False)
    user.update(is_restricted=is_guest, is_ultra_restricted=is_guest and single)
    if is_guest:
        user.update(is_admin=False, is_owner=False, is_primary_owner=False)
    changed(asked.practice, user)
    return {"user": user}


async def colleague(asked: Asked) -> dict[str, Any]:
    """Move somebody to another workspace of the same organisation, which ours is part of from then on."""
    asked.only("user")
    user = one_of_ours(asked)
    user["team_id"] = user["profile"]["team"] = SISTER_TEAM_ID
    user["enterprise_user"] = enterprise_user(user["id"], SISTER_TEAM_ID)
    changed(asked.practice, user)
    return {"user": user}


def _flag(asked: Asked, name: str, default: bool) -> bool:
    value = asked.body.get(name, default)
    if not isinstance(value, bool):
        raise ControlError(f"invalid_{name}", f"{name} is true or false.")
    return value

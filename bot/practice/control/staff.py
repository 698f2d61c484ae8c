"""Somebody leaves, comes back or gets a manager, by the control API; the app hears of it as Slack tells it."""

from __future__ import annotations

from typing import Any

from bot.practice.control.lookups import Asked, known_user
from bot.practice.errors import ControlError
from bot.practice.events import user_event
from bot.practice.practice import Practice
from bot.practice.web_api.profiles import MANAGER_FIELD


async def deactivate(asked: Asked) -> dict[str, Any]:
    """Deactivate somebody, or with `deactivated` false let them back in."""
    asked.only("user", "deactivated")
    user = one_of_ours(asked)
    gone = asked.body.get("deactivated", True)
    if not isinstance(gone, bool):
        raise ControlError("invalid_deactivated", "deactivated is true or false.")
    if user["deleted"] != gone:
        user["deleted"] = gone
        changed(asked.practice, user)
    return {"user": user}


async def manager(asked: Asked) -> dict[str, Any]:
    """Put somebody's manager into their profile; without `manager` the field is emptied."""
    asked.only("user", "manager")
    user, named = one_of_ours(asked), asked.words("manager")
    fields = {name: held for name, held in (user["profile"].get("fields") or {}).items() if name != MANAGER_FIELD}
    if named:
        fields[MANAGER_FIELD] = {"value": known_user(asked.practice, named), "alt": ""}
    user["profile"]["fields"] = fields
    changed(asked.practice, user)
    return {"user": user}


def one_of_ours(asked: Asked) -> dict[str, Any]:
    """The person named, who must be of this workspace."""
    user = asked.practice.workspace.users[known_user(asked.practice, asked.text("user"))]
    if user["is_bot"] or not asked.practice.workspace.is_ours(user["id"]):
        raise ControlError("not_ours", f"{user['real_name']} is no person of this workspace.")
    return user


def changed(practice: Practice, user: dict[str, Any]) -> None:
    """Tell the app and the page of what is new about somebody."""
    user["updated"] = int(practice.clock().timestamp())
    user_event(practice, user)
    practice.workspace.changed()
    practice.stream.say("channels")

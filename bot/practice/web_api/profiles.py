"""users.profile.get and team.profile.get: what stands in a person's profile, and which fields there are."""

from __future__ import annotations

from typing import Any

from bot.practice.about import BOT_USER_ID
from bot.practice.arguments import Arguments
from bot.practice.practice import Practice
from bot.practice.web_api.common import Answer, method, user_of

MANAGER_FIELD = "Xf0MANAGER"
START_FIELD = "Xf0STARTED"


@method("users.profile.get", tier=4)
def profile(practice: Practice, arguments: Arguments) -> Answer:
    """Return a person's profile: the bot's own, when nobody is named."""
    user = user_of(practice, arguments) if "user" in arguments else practice.workspace.users[BOT_USER_ID]
    held: dict[str, Any] = dict(user["profile"].get("fields") or {})
    if arguments.flag("include_labels"):
        labels = {each["id"]: each["label"] for each in _fields()}
        held = {name: {**field, "label": labels.get(name, "")} for name, field in held.items()}
    # Slack answers with an empty list where no field is filled.
    return {"profile": {**user["profile"], "fields": held or []}}


@method("team.profile.get")
def team_profile(_practice: Practice, _arguments: Arguments) -> Answer:
    """Return the fields that profiles of this workspace have beside the usual ones."""
    return {"profile": {"fields": _fields(), "sections": []}}


def _fields() -> list[dict[str, Any]]:
    shared = {"hint": "", "possible_values": None, "options": None, "is_hidden": False}
    return [
        {"id": START_FIELD, "ordering": 0, "label": "Started", "type": "date", **shared},
        {"id": MANAGER_FIELD, "ordering": 1, "label": "Manager", "type": "user", **shared},
    ]

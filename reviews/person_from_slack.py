"""A person as Slack's user object describes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reviews.model import Person

SLACKBOT = "USLACKBOT"
"""Slack's own bot, which Slack does not mark as one."""


def person_from_slack(workspace_id: str, user: Mapping[str, Any], now: datetime) -> Person | None:
    """A person from Slack's user object, every field but the id optional; `now` is when it was read."""
    user_id = user.get("id")
    if not user_id:
        return None
    profile = user.get("profile") or {}
    handle = user.get("name") or profile.get("display_name") or user_id
    return Person(
        workspace_id=workspace_id,
        user_id=user_id,
        handle=handle,
        real_name=user.get("real_name") or profile.get("real_name") or profile.get("display_name") or handle,
        team_id=_team(workspace_id, user),
        time_zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        is_bot=bool(user.get("is_bot")) or user_id == SLACKBOT,
        deactivated=bool(user.get("deleted")),
        read_at=now,
        is_admin=any(user.get(right) for right in ("is_admin", "is_owner", "is_primary_owner")),
        is_guest=any(user.get(limit) for limit in ("is_restricted", "is_ultra_restricted")),
    )


def works_otherwise(before: Person, after: Person) -> bool:
    """Whether plans made for somebody no longer hold: another time zone, or gone, or back."""
    return (before.time_zone, before.deactivated) != (after.time_zone, after.deactivated)


def _team(workspace_id: str, user: Mapping[str, Any]) -> str | None:
    """Their workspace; ours, for a colleague of the same organisation whose home is another of its workspaces."""
    shared = (user.get("enterprise_user") or {}).get("teams") or []
    return workspace_id if workspace_id in shared else user.get("team_id")

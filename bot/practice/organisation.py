"""The organisation that the workspace may be part of: it is there once somebody of its other workspace is."""

from __future__ import annotations

from typing import Any, Final

from bot.practice.workspace import Workspace

SISTER_TEAM_ID: Final = "T0FIELDEU"
"""Another workspace of the same organisation."""
ORGANISATION: Final = {"id": "E0FIELDST", "name": "Fieldstone Group"}


def organisation_of(workspace: Workspace) -> dict[str, str] | None:
    """Return the organisation as payloads name it; None for a workspace that stands alone."""
    return dict(ORGANISATION) if any("enterprise_user" in user for user in workspace.users.values()) else None


def enterprise_user(user_id: str, *teams: str) -> dict[str, Any]:
    """Return what Slack adds to the user object of somebody of an organisation."""
    return {
        "id": user_id,
        "enterprise_id": ORGANISATION["id"],
        "enterprise_name": ORGANISATION["name"],
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "teams": list(teams),
    }

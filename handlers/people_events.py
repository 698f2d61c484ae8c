"""Somebody joined, changed or left, as Slack tells it the moment it happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import Desk
from handlers.slack_people import forget
from reviews.model import Person
from reviews.person_from_slack import person_from_slack
from storage import people
from storage.leaving import keep_and_look


async def people_changed(desk: Desk, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """`user_change` and `team_join`. Only who is known already is kept: the others are read once they matter."""
    del client
    workspace_id = str(body.get("team_id") or "")
    user = (body.get("event") or {}).get("user")
    now = desk.clock()
    found = person_from_slack(workspace_id, user, now) if isinstance(user, Mapping) else None
    if found is None:
        return
    async with desk.db.write() as tx:
        known = await people.by_id(tx, workspace_id, found.user_id)
        if known is None:
            return
        await keep_and_look(tx, _with_known(found, known), now, desk.default_zone)
    forget(desk, workspace_id, found.user_id)


def _with_known(found: Person, known: Person) -> Person:
    """What an event leaves out stays as it was: the zone of who was deactivated, whose colleague somebody is."""
    is_ours = known.team_id == known.workspace_id
    return replace(
        found,
        team_id=known.team_id if is_ours else found.team_id,
        time_zone=found.time_zone or known.time_zone,
        locale=found.locale or known.locale,
    )

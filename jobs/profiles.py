"""Whom somebody's Slack profile names as their manager, read with the daily look at them.

Reading profiles is a right that a workspace may not have given: then it is not asked again by this process.
"""

from __future__ import annotations

import logging
import weakref
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.following import Following
from jobs.slack_answers import error_of
from reviews.profile_fields import manager_field, manager_in
from storage import people
from storage.database import Database
from storage.replanning import plan_anew

log = logging.getLogger(__name__)
FIELD_HOLDS: Final = timedelta(days=1)
"""How long it is taken as known which field names a manager, or that none does."""
_NOT_OURS_TO_ASK: Final = frozenset(
    {
        "missing_scope",
        "unknown_method",
        "not_allowed_token_type",
        "no_permission",
        "method_not_supported",
        "team_access_not_granted",
    }
)
_FIELDS: Final[weakref.WeakKeyDictionary[Database, dict[str, tuple[datetime, str | None]]]] = (
    weakref.WeakKeyDictionary()
)
_REFUSED: Final[weakref.WeakKeyDictionary[Database, set[str]]] = weakref.WeakKeyDictionary()


async def refresh_manager(
    following: Following, client: AsyncWebClient, workspace_id: str, user_id: str, now: datetime
) -> None:
    """Read who leads somebody. Raises what Slack's being busy or away raises; a refusal ends the asking."""
    refused = _REFUSED.setdefault(following.db, set())
    if workspace_id in refused:
        return
    try:
        field = await _field(following, client, workspace_id, now)
        manager = await _value(client, user_id, field) if field else None
    except SlackApiError as error:
        if error_of(error) not in _NOT_OURS_TO_ASK:
            raise
        refused.add(workspace_id)
        log.info("managers are not read from Slack's profiles: %s", error_of(error))
        return
    if field is None:
        return
    async with following.db.write() as tx:
        if await people.set_manager(tx, workspace_id, user_id, manager if manager != user_id else None):
            await plan_anew(tx, workspace_id, [user_id], now)


async def _field(following: Following, client: AsyncWebClient, workspace_id: str, now: datetime) -> str | None:
    known = _FIELDS.setdefault(following.db, {})
    read_at, field = known.get(workspace_id, (None, None))
    if read_at is None or now - read_at >= FIELD_HOLDS:
        answer = await client.team_profile_get()
        field = manager_field(answer.get("profile") or {})
        known[workspace_id] = (now, field)
    return field


async def _value(client: AsyncWebClient, user_id: str, field: str) -> str | None:
    answer = await client.users_profile_get(user=user_id)
    return manager_in(answer.get("profile") or {}, field)

"""Who is in a room: guests and people of other organisations read what is said there, however internal it looks."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.slack_answers import error_of
from reviews.model import Person
from reviews.people import nobody
from reviews.person_from_slack import person_from_slack
from reviews.rooms import others_among
from storage import people
from storage.database import Database
from storage.replanning import keep_person

log = logging.getLogger(__name__)
PAGE: Final = 1000
MOST_PAGES: Final = 10
MOST_ASKED: Final = 40
"""People asked for at one look; who is in a larger room is known after a few looks."""
_NOBODY: Final = frozenset({"user_not_found", "user_not_visible"})


class NotAllKnownError(Exception):
    """More people are in a room than could be asked for at once."""


async def others_read(db: Database, client: AsyncWebClient, workspace_id: str, channel: str, now: datetime) -> bool:
    """Whether anybody in a channel is none of ours. Raises the SDK's errors, or NotAllKnownError."""
    members = await _members(client, channel)
    async with db.read() as tx:
        known = {each.user_id: each for each in await people.by_ids(tx, workspace_id, members)}
    if others_among(known.values()):
        return True
    unknown = [each for each in members if each not in known]
    found = [await _ask(db, client, workspace_id, each, now) for each in unknown[:MOST_ASKED]]
    if others_among(found):
        return True
    if len(unknown) > MOST_ASKED:
        raise NotAllKnownError
    return False


async def _members(client: AsyncWebClient, channel: str) -> list[str]:
    """Everybody in a channel. A server without the method has no guests that Slack's own has: it keeps nobody apart."""
    found: list[str] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        try:
            answer = await client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        except SlackApiError as failure:
            if error_of(failure) == "unknown_method":
                return []
            raise
        found += [str(each) for each in answer.get("members") or []]
        more: Mapping[str, Any] = answer.get("response_metadata") or {}
        cursor = str(more.get("next_cursor") or "")
        if not cursor:
            return found
    raise NotAllKnownError


async def _ask(db: Database, client: AsyncWebClient, workspace_id: str, user_id: str, now: datetime) -> Person:
    """Somebody of whom nothing is known yet, read from Slack and kept."""
    try:
        answer = await client.users_info(user=user_id, include_locale=True)
        found = person_from_slack(workspace_id, answer.get("user") or {}, now)
    except SlackApiError as failure:
        if error_of(failure) not in _NOBODY:
            raise
        # Slack tells nothing of a stranger it will not show: they are not one of ours.
        return Person(workspace_id, user_id, user_id, user_id, team_id="")
    if found is None:
        return nobody(workspace_id, user_id)
    async with db.write() as tx:
        await keep_person(tx, found, now)
    return found

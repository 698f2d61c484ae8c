"""Keeping what is known of people fresh: who promised something is read again once a day.

A changed time zone, or somebody who has left or come back, moves what they are asked: that is planned anew at once.
"""

from __future__ import annotations

import logging
import weakref
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from jobs.following import Following
from jobs.profiles import refresh_manager
from jobs.slack_answers import FAILURES, Kind, error_of, read_failure
from reviews.model import Person
from reviews.people import nobody
from reviews.person_from_slack import person_from_slack
from storage import people
from storage.database import Database
from storage.leaving import keep_and_look

log = logging.getLogger(__name__)
STALE_AFTER: Final = timedelta(hours=20)
"""Less than a day, so that somebody read at nine is fresh again before the next day's nine o'clock."""
REST: Final = timedelta(minutes=10)
"""With everybody fresh, nobody is looked for again this soon."""
_NOBODY: Final = frozenset({"user_not_found", "user_not_visible"})
_NOT_BEFORE: Final[weakref.WeakKeyDictionary[Database, datetime]] = weakref.WeakKeyDictionary()
"""Until when there is nothing to do, or Slack wants to be left alone. Forgotten with the process: only a pause."""


async def refresh_people(following: Following, client: AsyncWebClient, limit: int = 20) -> int:
    """Ask Slack for up to `limit` people whose facts are old; how many were read. Stops where Slack is busy."""
    now = following.clock()
    if now < _NOT_BEFORE.get(following.db, now):
        return 0
    async with following.db.read() as tx:
        found = await people.stale(tx, now - STALE_AFTER, limit)
    if len(found) < limit:
        _NOT_BEFORE[following.db] = now + REST
    read = 0
    for workspace_id, user_id in found:
        try:
            await _refresh(following, client, workspace_id, user_id, now)
        except FAILURES as error:
            if _must_stop(following, error, user_id, now):
                break
        else:
            read += 1
    return read


async def _refresh(
    following: Following, client: AsyncWebClient, workspace_id: str, user_id: str, now: datetime
) -> None:
    fresh = await _asked(client, workspace_id, user_id, now)
    async with following.db.write() as tx:
        if fresh is None:
            known = await people.by_id(tx, workspace_id, user_id) or nobody(workspace_id, user_id)
            await people.save(tx, replace(known, read_at=now))
        else:
            await keep_and_look(tx, fresh, now, following.default_zone)
    if fresh is not None and not fresh.deactivated:
        await refresh_manager(following, client, workspace_id, user_id, now)


async def _asked(client: AsyncWebClient, workspace_id: str, user_id: str, now: datetime) -> Person | None:
    """Somebody as Slack describes them now; None where it knows nobody by that id."""
    try:
        answer = await client.users_info(user=user_id, include_locale=True)
    except SlackApiError as error:
        if error_of(error) not in _NOBODY:
            raise
        return None
    return person_from_slack(workspace_id, answer.get("user") or {}, now)


def _must_stop(following: Following, error: Exception, user_id: str, now: datetime) -> bool:
    """Note a failure; whether the others would fail as well. What Slack asks us to wait is waited."""
    failure = read_failure(error)
    log.warning("users.info failed for %s: %s", user_id, failure.error)
    if failure.kind is Kind.REFUSED:
        return False
    if failure.wait is not None:
        _NOT_BEFORE[following.db] = now + failure.wait
    return True

"""People as Slack knows them: asked for, kept in the table, and remembered for a day."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.model import Person
from reviews.people import nobody
from storage import people as people_store
from storage.database import Database

log = logging.getLogger(__name__)
FRESH = timedelta(days=1)
LIST_PAUSE = timedelta(minutes=10)
_MOST_PAGES = 20
_MOST_REMEMBERED = 10_000
_REMEMBERED: weakref.WeakKeyDictionary[Database, dict[tuple[str, str], Person]] = weakref.WeakKeyDictionary()
"""People as last read, beside the table: every command asks for the same few, several times each."""
_LISTED: weakref.WeakKeyDictionary[Database, dict[str, tuple[datetime, bool]]] = weakref.WeakKeyDictionary()
"""When each workspace's member list was last asked for, and whether it came: a typo must not read it over and over."""
_NOBODY = {"user_not_found", "user_not_visible"}


def remembered(desk: Desk, request: Request, user_id: str) -> Person | None:
    """Somebody read within the day, without asking anything."""
    known = _REMEMBERED.get(desk.db, {}).get((request.workspace_id, user_id))
    return known if known and is_fresh(known, request) else None


def is_fresh(known: Person, request: Request) -> bool:
    """Whether what is known of somebody is of the last day."""
    return known.read_at is not None and request.now - known.read_at < FRESH


def remember(desk: Desk, known: Person) -> None:
    """Keep somebody at hand."""
    those = _REMEMBERED.setdefault(desk.db, {})
    if len(those) >= _MOST_REMEMBERED:
        those.clear()
    those[known.workspace_id, known.user_id] = known


async def ask_slack(desk: Desk, request: Request, user_id: str) -> Person | None:
    """Somebody by id, read anew; None where Slack does not answer."""
    try:
        answer = await request.client.users_info(user=user_id, include_locale=True)
    except SLACK_FAILURES as error:
        log.warning("users.info failed for %s: %s", user_id, error)
        return nobody(request.workspace_id, user_id) if error_name(error) in _NOBODY else None
    found = _from_slack(request, answer.get("user") or {})
    if found is None:
        return None
    async with desk.db.write() as tx:
        await people_store.save(tx, found)
    remember(desk, found)
    return found


async def read_everybody(desk: Desk, request: Request) -> bool:
    """Read the member list, so that a plainly typed name can be found; whether what is known is of the last day."""
    lists = _LISTED.setdefault(desk.db, {})
    asked, came = lists.get(request.workspace_id, (None, False))
    if asked is None or request.now - asked >= (FRESH if came else LIST_PAUSE):
        came = await _read_pages(desk, request)
        lists[request.workspace_id] = (request.now, came)
    return came


async def _read_pages(desk: Desk, request: Request) -> bool:
    cursor = ""
    for _ in range(_MOST_PAGES):
        try:
            answer = await request.client.users_list(limit=200, cursor=cursor, include_locale=True)
        except SLACK_FAILURES as error:
            log.warning("users.list failed: %s", error)
            return False
        found = [person for member in answer.get("members") or [] if (person := _from_slack(request, member))]
        await _save(desk, found)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return True


async def _save(desk: Desk, found: list[Person]) -> None:
    async with desk.db.write() as tx:
        for each in found:
            await people_store.save(tx, each)
    for each in found:
        remember(desk, each)


def _from_slack(request: Request, user: Mapping[str, Any]) -> Person | None:
    """A person from Slack's user object, every field but the id optional."""
    user_id = user.get("id")
    if not user_id:
        return None
    profile = user.get("profile") or {}
    handle = user.get("name") or profile.get("display_name") or user_id
    return Person(
        workspace_id=request.workspace_id,
        user_id=user_id,
        handle=handle,
        real_name=user.get("real_name") or profile.get("real_name") or profile.get("display_name") or handle,
        team_id=_team(request, user),
        time_zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        is_bot=bool(user.get("is_bot")) or user_id == "USLACKBOT",
        deactivated=bool(user.get("deleted")),
        read_at=request.now,
    )


def _team(request: Request, user: Mapping[str, Any]) -> str | None:
    """Their workspace; ours, for a colleague of the same organisation whose home is another of its workspaces."""
    shared = (user.get("enterprise_user") or {}).get("teams") or []
    return request.workspace_id if request.workspace_id in shared else user.get("team_id")

"""People as Slack knows them: asked for, kept in the table, and remembered for a day."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.model import Person
from reviews.people import nobody
from reviews.person_from_slack import person_from_slack
from storage.database import Database
from storage.leaving import keep_and_look
from storage.replanning import keep_people

log = logging.getLogger(__name__)
FRESH = timedelta(days=1)
LIST_PAUSE = timedelta(minutes=10)
_MOST_PAGES = 20
_MOST_REMEMBERED = 10_000
_REMEMBERED: weakref.WeakKeyDictionary[Database, dict[tuple[str, str], Person]] = weakref.WeakKeyDictionary()
"""People as last read, beside the table: every command asks for the same few, several times each."""
_LISTED: weakref.WeakKeyDictionary[Database, dict[str, tuple[datetime, bool]]] = weakref.WeakKeyDictionary()
"""When each workspace's member list was last asked for, and whether it came: a typo must not read it over and over."""
_COLLEAGUES: weakref.WeakKeyDictionary[Database, dict[tuple[str, str], tuple[datetime, bool]]] = (
    weakref.WeakKeyDictionary()
)
"""Who was looked at for being of our organisation though their workspace is another: when, and whether they are."""
_ORGANISATIONS: weakref.WeakKeyDictionary[Database, dict[str, tuple[datetime, str | None]]] = (
    weakref.WeakKeyDictionary()
)
"""Which organisation each workspace is part of, as Slack says of ourselves; None for one that stands alone."""
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


def forget(desk: Desk, workspace_id: str, user_id: str) -> None:
    """What is at hand of somebody is old."""
    _REMEMBERED.get(desk.db, {}).pop((workspace_id, user_id), None)


async def ask_slack(desk: Desk, request: Request, user_id: str) -> Person | None:
    """Somebody by id, read anew; None where Slack does not answer."""
    try:
        answer = await request.client.users_info(user=user_id, include_locale=True)
    except SLACK_FAILURES as error:
        log.warning("users.info failed for %s: %s", user_id, error)
        return nobody(request.workspace_id, user_id) if error_name(error) in _NOBODY else None
    user = answer.get("user") or {}
    found = person_from_slack(request.workspace_id, user, request.now)
    if found is None:
        return None
    found = await _as_colleague(desk, request, found, user)
    async with desk.db.write() as tx:
        await keep_and_look(tx, found, request.now, desk.default_zone)
    remember(desk, found)
    return found


async def is_colleague(desk: Desk, request: Request, user_id: str) -> bool:
    """Whether somebody of another workspace is of our organisation. Slack is asked at most once a day."""
    looked = _COLLEAGUES.setdefault(desk.db, {})
    key = (request.workspace_id, user_id)
    if key not in looked or request.now - looked[key][0] >= FRESH:
        await ask_slack(desk, request, user_id)
    at, is_one = looked.get(key, (request.now, False))
    return is_one and request.now - at < FRESH


async def _as_colleague(desk: Desk, request: Request, found: Person, user: Mapping[str, Any]) -> Person:
    """The same person, of our own workspace where their organisation is ours."""
    theirs = user.get("enterprise_user") or {}
    is_one = request.workspace_id in (theirs.get("teams") or [])
    if not is_one and (named := theirs.get("enterprise_id")):
        is_one = named == await _organisation(desk, request)
    looked = _COLLEAGUES.setdefault(desk.db, {})
    if len(looked) >= _MOST_REMEMBERED:
        looked.clear()
    looked[request.workspace_id, found.user_id] = (request.now, is_one)
    return replace(found, team_id=request.workspace_id) if is_one else found


async def _organisation(desk: Desk, request: Request) -> str | None:
    """Ours, from Slack's own word on who we are: what a payload says of somebody's organisation may be theirs."""
    known = _ORGANISATIONS.setdefault(desk.db, {})
    at, organisation = known.get(request.workspace_id, (None, None))
    if at is not None and request.now - at < FRESH:
        return organisation
    try:
        answer = await request.client.auth_test()
    except SLACK_FAILURES as error:
        log.warning("auth.test failed: %s", error)
        return None
    ours = answer.get("enterprise_id") if answer.get("team_id") in {None, request.workspace_id} else None
    known[request.workspace_id] = (request.now, ours or None)
    return ours or None


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
        read = (person_from_slack(request.workspace_id, each, request.now) for each in answer.get("members") or [])
        found = [person for person in read if person]
        await _save(desk, request, found)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return True


async def _save(desk: Desk, request: Request, found: list[Person]) -> None:
    async with desk.db.write() as tx:
        await keep_people(tx, request.workspace_id, found, request.now)
    for each in found:
        remember(desk, each)

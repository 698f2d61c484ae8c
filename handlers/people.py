"""The people of a workspace, as Slack knows them: read once, kept for a day, asked again when unknown."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES, error_name
from reviews.decision import Refusal
from reviews.mentions import Mention
from reviews.model import Person
from reviews.people import nobody, refuse_mentions, refuse_owner, short_names
from storage import people as people_store
from storage.database import Database

log = logging.getLogger(__name__)
FRESH = timedelta(days=1)
_MOST_PAGES = 20
_MOST_REMEMBERED = 10_000
_REMEMBERED: weakref.WeakKeyDictionary[Database, dict[tuple[str, str], Person]] = weakref.WeakKeyDictionary()
"""People as last read, beside the table: every command asks for the same few, several times each."""
_NOBODY = {"user_not_found", "user_not_visible"}
_MYSELF = {"me", "myself", "i"}


async def person(desk: Desk, request: Request, user_id: str) -> Person:
    """The person with that Slack id. Where Slack cannot say, a person with nothing known but the id."""
    known = _REMEMBERED.get(desk.db, {}).get((request.workspace_id, user_id))
    if known and _is_fresh(known, request):
        return known
    async with desk.db.read() as tx:
        known = await people_store.by_id(tx, request.workspace_id, user_id)
    if known and _is_fresh(known, request):
        _remember(desk, known)
        return known
    return await _ask_slack(desk, request, user_id) or known or _unknown(request, user_id)


def _is_fresh(known: Person, request: Request) -> bool:
    return known.read_at is not None and request.now - known.read_at < FRESH


def _remember(desk: Desk, known: Person) -> None:
    those = _REMEMBERED.setdefault(desk.db, {})
    if len(those) >= _MOST_REMEMBERED:
        those.clear()
    those[known.workspace_id, known.user_id] = known


async def names(desk: Desk, request: Request, user_ids: Sequence[str]) -> dict[str, Person]:
    """People by id, each asked of Slack at most once a day."""
    return {user_id: await person(desk, request, user_id) for user_id in dict.fromkeys(user_ids)}


async def owner(desk: Desk, request: Request, mentions: Sequence[Mention]) -> Person | Refusal | None:
    """The one person meant by what was typed; None when nobody was named, a refusal with the reason otherwise."""
    named = [m for m in mentions if m.kind != "channel"]
    if not named:
        return None
    if len(named) > 1 or named[0].kind not in {"user", "name"}:
        known = await names(desk, request, [m.id for m in named if m.id and m.kind == "user"])
        if refusal := refuse_mentions(named, short_names(known.values())):
            return refusal
    found = await _find(desk, request, named[0])
    if isinstance(found, Refusal):
        return found
    return refuse_owner(found) or found


async def checked_owner(desk: Desk, request: Request, user_id: str | None) -> Person | Refusal | None:
    """The person picked in a form, refused where they cannot own anything."""
    if not user_id:
        return None
    found = await person(desk, request, user_id)
    return refuse_owner(found) or found


async def meant(desk: Desk, request: Request, mention: Mention) -> Person | Refusal:
    """The person a mention means, whoever they are: also somebody deactivated may have things open."""
    if mention.kind in {"group", "broadcast"}:
        return Refusal("group", "That is a group. Name one person.")
    return await _find(desk, request, mention)


async def _find(desk: Desk, request: Request, mention: Mention) -> Person | Refusal:
    if mention.id:
        return await person(desk, request, mention.id)
    handle = mention.name or ""
    if handle.casefold() in _MYSELF:
        return await person(desk, request, request.user_id)
    matches = await _by_handle(desk, request, handle)
    if not matches:
        await _read_everybody(desk, request)
        matches = await _by_handle(desk, request, handle)
    if len(matches) == 1:
        return matches[0]
    if not matches:
        return Refusal("owner_unknown", f"I know nobody here called @{handle}. Pick the person from the list.")
    shown = ", ".join(p.real_name or p.handle for p in matches[:5])
    return Refusal("owner_unclear", f"@{handle} could be {shown}. Pick the one you mean.")


async def _by_handle(desk: Desk, request: Request, handle: str) -> list[Person]:
    async with desk.db.read() as tx:
        matches = await people_store.by_handle(tx, request.workspace_id, handle)
    exact = [p for p in matches if p.handle.casefold() == handle.casefold()]
    active = [p for p in exact or matches if not p.deactivated]
    return active or list(exact or matches)


async def _ask_slack(desk: Desk, request: Request, user_id: str) -> Person | None:
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
    _remember(desk, found)
    return found


async def _read_everybody(desk: Desk, request: Request) -> None:
    """Read the member list, so that a plainly typed @name can be found."""
    cursor = ""
    for _ in range(_MOST_PAGES):
        try:
            answer = await request.client.users_list(limit=200, cursor=cursor, include_locale=True)
        except SLACK_FAILURES as error:
            log.warning("users.list failed: %s", error)
            return
        found = [_from_slack(request, member) for member in answer.get("members") or []]
        async with desk.db.write() as tx:
            for each in found:
                if each is not None:
                    await people_store.save(tx, each)
        for each in found:
            if each is not None:
                _remember(desk, each)
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


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
        team_id=user.get("team_id"),
        time_zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        is_bot=bool(user.get("is_bot")) or user_id == "USLACKBOT",
        deactivated=bool(user.get("deleted")),
        read_at=request.now,
    )


def _unknown(request: Request, user_id: str) -> Person:
    return Person(request.workspace_id, user_id, user_id, user_id)


async def permalink(request: Request, channel: str, ts: str) -> str | None:
    """The address of a message; None where Slack does not give one."""
    try:
        answer = await request.client.chat_getPermalink(channel=channel, message_ts=ts)
    except SLACK_FAILURES as error:
        log.warning("chat.getPermalink failed: %s", error)
        return None
    return answer.get("permalink") or None

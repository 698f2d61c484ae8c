"""The people of a workspace, as Slack knows them: read once, kept for a day, asked again when unknown."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from handlers.desk import Desk, Request
from handlers.slack_errors import SLACK_FAILURES
from handlers.slack_people import ask_slack, is_fresh, read_everybody, remember, remembered
from reviews.decision import Refusal
from reviews.mentions import Mention
from reviews.model import Person
from reviews.people import refuse_mentions, refuse_owner, short_names
from storage import people as people_store

log = logging.getLogger(__name__)
_MYSELF = {"me", "myself", "i"}


async def person(desk: Desk, request: Request, user_id: str) -> Person:
    """The person with that Slack id. Where Slack cannot say, a person with nothing known but the id."""
    if known := remembered(desk, request, user_id):
        return known
    async with desk.db.read() as tx:
        stored = await people_store.by_id(tx, request.workspace_id, user_id)
    if stored and is_fresh(stored, request):
        remember(desk, stored)
        return stored
    unknown = Person(request.workspace_id, user_id, user_id, user_id)
    return await ask_slack(desk, request, user_id) or stored or unknown


async def names(desk: Desk, request: Request, user_ids: Sequence[str]) -> dict[str, Person]:
    """People by id, each asked of Slack at most once a day."""
    return {user_id: await person(desk, request, user_id) for user_id in dict.fromkeys(user_ids)}


async def owner(desk: Desk, request: Request, mentions: Sequence[Mention]) -> Person | Refusal | None:
    """The one person meant by what was typed; None when nobody was named, a refusal with the reason otherwise."""
    named = [m for m in mentions if m.kind != "channel"]
    if not named:
        return None
    if len(named) > 1 or named[0].kind not in {"user", "name"}:
        known = await names(desk, request, [m.id for m in named if m.id and m.id.startswith(("U", "W"))])
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
    # A name is trusted only beside everybody who might have it too.
    everybody = await read_everybody(desk, request)
    matches = await _by_handle(desk, request, handle)
    if len(matches) == 1:
        return await person(desk, request, matches[0].user_id)
    if not matches and not everybody:
        return Refusal("owner_unread", "Slack did not say who is here. Pick the person from the list.")
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


async def permalink(request: Request, channel: str, ts: str) -> str | None:
    """The address of a message; None where Slack does not give one."""
    try:
        answer = await request.client.chat_getPermalink(channel=channel, message_ts=ts)
    except SLACK_FAILURES as error:
        log.warning("chat.getPermalink failed: %s", error)
        return None
    return answer.get("permalink") or None

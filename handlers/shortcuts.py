"""Message shortcuts: a gap or an action from any message, with its words, its link and who of the customer wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import people
from handlers.account_lookup import account_of_room
from handlers.desk import Answer, Desk, OpenForm, Request
from handlers.forms import form_of
from handlers.lines import spoken
from handlers.logging_items import keep_draft
from handlers.slack_people import is_colleague
from reviews.draft import Draft
from reviews.message_words import words_of
from reviews.messages.answers import tell
from reviews.people import standing_of
from reviews.rights import Standing

_MOST_WORDS = 2000
_WORDLESS = "This is a message without words. Say what it is about."
_LINKLESS = "Slack gave no link to the message, so only its words go along."
_LONG = "The message is longer than fits here: its beginning is below, and its link goes along."


async def log_as_gap(desk: Desk, request: Request, message: Mapping[str, Any]) -> Answer:
    """The gap form, filled with what the message says; the gap keeps the way back to it."""
    return await _log_as(desk, request, message, "gap")


async def log_as_action(desk: Desk, request: Request, message: Mapping[str, Any]) -> Answer:
    """The action form, filled with what the message says; the action keeps the way back to it."""
    return await _log_as(desk, request, message, "action")


async def _log_as(desk: Desk, request: Request, message: Mapping[str, Any], kind: str) -> Answer:
    account = await account_of_room(desk, request, request.channel)
    words = await spoken(desk, request, words_of(message))
    ts = str(message.get("ts") or "")
    link = await people.permalink(request, request.channel, ts) if request.channel and ts else None
    draft = Draft(
        kind=kind,
        what=words[:_MOST_WORDS],
        account_id=account.id if account else None,
        channel=request.channel,
        counterpart=await _counterpart(desk, request, message) if kind == "action" else None,
        link=link,
        notes=_notes(words, link),
    )
    token = await keep_draft(desk, request, draft)
    view = await form_of(desk, request, draft, token)
    return OpenForm(view, otherwise=tell("Slack did not open the form. Choose the shortcut once more."))


def _notes(words: str, link: str | None) -> tuple[str, ...]:
    told = ((_WORDLESS, not words), (_LONG, len(words) > _MOST_WORDS and link), (_LINKLESS, not link))
    return tuple(note for note, holds in told if holds)


async def _counterpart(desk: Desk, request: Request, message: Mapping[str, Any]) -> str | None:
    """The name of who wrote the message, where it is one of the customer's people: a guest or somebody outside."""
    author = str(message.get("user") or "")
    if not author or message.get("bot_id"):
        return None
    writer = await people.person(desk, request, author)
    standing = standing_of(writer, str(message.get("user_team") or message.get("team") or "") or None)
    if standing is Standing.OUTSIDE and await is_colleague(desk, request, author):
        return None
    return writer.real_name or None if standing in {Standing.OUTSIDE, Standing.GUEST} else None

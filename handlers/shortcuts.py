"""Message shortcuts: a gap or an action from any message, with its words and its link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import people
from handlers.desk import Answer, Desk, OpenForm, Request
from handlers.forms import form_of
from handlers.lines import spoken
from handlers.logging_items import account_here, keep_draft
from reviews.draft import Draft
from reviews.messages.answers import tell
from reviews.text import from_slack

_MOST_WORDS = 2000


async def log_as_gap(desk: Desk, request: Request, message: Mapping[str, Any]) -> Answer:
    """The gap form, filled with what the message says; the gap keeps the way back to it."""
    return await _log_as(desk, request, message, "gap")


async def log_as_action(desk: Desk, request: Request, message: Mapping[str, Any]) -> Answer:
    """The action form, filled with what the message says; the action keeps the way back to it."""
    return await _log_as(desk, request, message, "action")


async def _log_as(desk: Desk, request: Request, message: Mapping[str, Any], kind: str) -> Answer:
    account, _ = await account_here(desk, request)
    words = await spoken(desk, request, from_slack(str(message.get("text") or "")))
    ts = str(message.get("ts") or "")
    link = await people.permalink(request, request.channel, ts) if request.channel and ts else None
    draft = Draft(
        kind=kind,
        what=words[:_MOST_WORDS],
        account_id=account.id if account else None,
        channel=request.channel,
        link=link,
    )
    token = await keep_draft(desk, request, draft)
    view = await form_of(desk, request, draft, token)
    return OpenForm(view, otherwise=tell("Slack did not open the form. Choose the shortcut once more."))

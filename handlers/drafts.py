"""The buttons of an answer that asked: use the example, keep mine, this date, write it again."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from handlers.desk import Answer, Desk, OpenForm, Reply, Request
from handlers.forms import form_of
from handlers.logging_items import keep_draft, log_draft
from handlers.vagueness import vague
from reviews.decision import Refusal
from reviews.draft import Draft, from_json
from reviews.messages.answers import tell, vague_action
from reviews.messages.words import said
from storage import drafts

_GONE = "That is not here any more. Type it again."


async def press_use(desk: Desk, request: Request) -> Answer:
    """Use this: the example's words instead of mine."""
    draft = await _draft(desk, request)
    if isinstance(draft, Refusal):
        return Reply(tell(draft.text))
    return await _log(desk, request, replace(draft, what=draft.example or draft.what))


async def press_keep(desk: Desk, request: Request) -> Answer:
    """Keep mine: logged as typed, and that the person insisted is recorded."""
    draft = await _draft(desk, request)
    if isinstance(draft, Refusal):
        return Reply(tell(draft.text))
    return await _log(desk, request, replace(draft, insisted=True))


async def press_open(desk: Desk, request: Request) -> Answer:
    """Write it again, or fill in the rest: the form with everything understood."""
    draft = await _draft(desk, request)
    if isinstance(draft, Refusal):
        return Reply(tell(draft.text))
    view = await form_of(desk, request, draft, request.value.get("draft", ""), insist=draft.kind == "action")
    return OpenForm(view)


async def press_date(desk: Desk, request: Request) -> Answer:
    """This date, of those that were possible."""
    draft = await _draft(desk, request)
    if isinstance(draft, Refusal):
        return Reply(tell(draft.text))
    try:
        day = date.fromisoformat(request.value.get("date", ""))
    except ValueError:
        return Reply(tell(_GONE))
    draft = replace(draft, day=day, notes=())
    if draft.account_id is None:
        return OpenForm(await form_of(desk, request, draft, request.value.get("draft", "")))
    if found := await vague(desk, request, draft):
        token = await keep_draft(desk, request, replace(draft, example=found.example))
        return Reply(vague_action(found.why, found.example, token), replaces=request.is_ephemeral)
    return await _log(desk, request, draft)


async def _draft(desk: Desk, request: Request) -> Draft | Refusal:
    async with desk.db.read() as tx:
        kept = await drafts.get(tx, request.workspace_id, request.value.get("draft", ""))
    if kept is None or not secrets.compare_digest(kept.user_id, request.user_id):
        return Refusal("gone", _GONE)
    if kept.used_at is not None:
        return Refusal("used", f"This was logged already, as {kept.used_for}.")
    return from_json(kept.payload)


async def _log(desk: Desk, request: Request, draft: Draft) -> Answer:
    logged = await log_draft(desk, request, draft, token=request.value.get("draft"))
    if isinstance(logged, Refusal):
        return Reply(tell(said(logged.text, 600)))
    return Reply(logged, replaces=request.is_ephemeral)

"""Submitted gap and action forms: checked, sent back with what is wrong, or recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers import people
from handlers.account_lookup import account_by_number
from handlers.closing import back_to
from handlers.desk import Answer, CloseForm, Desk, FormErrors, Reply, Request, SwapForm
from handlers.fields import chosen, day, has_field, is_field, number, ticked, typed
from handlers.forms import edit_form_of, form_of, load_item
from handlers.item_changes import FIELD_OF_REFUSAL, save_edit
from handlers.logging_items import keep_draft, log_draft, me_and_today
from handlers.rooms import look_at_room
from handlers.vagueness import vague
from reviews.decision import Refusal
from reviews.draft import Draft, from_json, of_item
from reviews.item_id import parse_item_id
from reviews.messages.answers import tell
from reviews.messages.words import said
from reviews.model import Severity
from reviews.vague import Vague
from storage import drafts


async def submit_gap(desk: Desk, request: Request) -> Answer:
    """The gap form: a new gap, or a change of one."""
    return await _submit(desk, request, "gap")


async def submit_action(desk: Desk, request: Request) -> Answer:
    """The action form: a new action, or a change of one."""
    return await _submit(desk, request, "action")


async def _submit(desk: Desk, request: Request, kind: str) -> Answer:
    draft = await _read(desk, request, kind)
    owner = await people.checked_owner(desk, request, draft.owner)
    if isinstance(owner, Refusal):
        return FormErrors({"owner": owner.text})
    item = request.value.get("item")
    _, today = await me_and_today(desk, request)
    if not item and (errors := _errors(draft, today)):
        return FormErrors(errors)
    if found := await vague(desk, request, draft):
        return await _send_back(desk, request, draft, found)
    if item:
        return await save_edit(desk, request, draft, why=typed(request.view, "why") or "")
    return await _log(desk, request, draft)


async def _read(desk: Desk, request: Request, kind: str) -> Draft:
    """What the form holds, on top of the draft it was opened with."""
    view, base = request.view, await _base(desk, request, kind)
    severity = chosen(view, "severity")
    # It may have been made private since the form was opened.
    picked = await account_by_number(desk, request, number(chosen(view, "customer")))
    return replace(
        base,
        what=typed(view, "what") or "",
        owner=chosen(view, "owner"),
        day=day(view, "date"),
        account_id=number(request.value.get("account")) or (picked.id if picked else None),
        new_account=typed(view, "newname"),
        closes=number(chosen(view, "closes")) if has_field(view, "closes") else base.closes,
        counterpart=typed(view, "counterpart"),
        check_on=day(view, "check"),
        insisted=_insisted(view, base),
        affects=typed(view, "affects"),
        frequency=typed(view, "frequency"),
        severity=Severity(severity) if severity in set(Severity) else None,
        reason=chosen(view, "reason"),
        also=_several(view, "also") if has_field(view, "also") else base.also,
        notes=(),
        assumed=(),
    )


def _several(view: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """The numbers chosen in a menu that takes several."""
    values = (view.get("state") or {}).get("values") or {}
    elements = [each for block, held in values.items() if is_field(block, name) for each in held.values()]
    options = [option for each in elements for option in each.get("selected_options") or []]
    found = (number(str(option.get("value"))) for option in options)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _insisted(view: Mapping[str, Any], base: Draft) -> bool:
    """Ticked in this form, or insisted on before and not written anew."""
    return ticked(view, "keep") if has_field(view, "keep") else base.insisted and typed(view, "what") == base.what


async def _base(desk: Desk, request: Request, kind: str) -> Draft:
    """What the form does not ask stays as it is: in the draft it was opened with, or in what is logged."""
    if item := parse_item_id(request.value.get("item", "")):
        stored = await load_item(desk, request, item)
        return of_item(stored) if stored else Draft(kind=kind, channel=request.channel)
    token = request.value.get("draft")
    if token:
        async with desk.db.read() as tx:
            kept = await drafts.get(tx, request.workspace_id, token)
        if kept and kept.user_id == request.user_id:
            return from_json(kept.payload)
    return Draft(kind=kind, channel=request.channel)


def _errors(draft: Draft, today: date) -> dict[str, str]:
    errors = {}
    if draft.day is not None and draft.day < today:
        errors["date"] = "That day has passed. Pick today or later."
    if draft.account_id is None and not draft.new_account:
        errors["newname"] = "Name the customer this is about."
    if draft.check_on is not None and draft.day is not None and draft.check_on < draft.day:
        errors["check"] = "The check comes on or after the day it is due."
    return errors


async def _send_back(desk: Desk, request: Request, draft: Draft, found: Vague) -> Answer:
    """The same form, filled in as it was typed, with what is missing, an example, and the way to insist."""
    draft = replace(draft, notes=(found.why, f"Try: {found.example}"))
    if item := parse_item_id(request.value.get("item", "")):
        return SwapForm(await edit_form_of(desk, request, item, draft, insist=True))
    token = request.value.get("draft") or await keep_draft(desk, request, draft)
    return SwapForm(await form_of(desk, request, draft, token, insist=True))


async def _log(desk: Desk, request: Request, draft: Draft) -> Answer:
    if draft.new_account and isinstance(await look_at_room(desk, request), Reply):
        # Where no review can run, no customer is at home.
        draft = replace(draft, channel=None)
    logged = await log_draft(desk, request, draft, token=request.value.get("draft"))
    if isinstance(logged, Refusal):
        field = FIELD_OF_REFUSAL.get(logged.code)
        return FormErrors({field: logged.text}) if field else CloseForm(tell(said(logged.text, 600)))
    return await back_to(desk, request, logged)

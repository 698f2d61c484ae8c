"""The form of a customer: opened as it stands or with what was understood, and written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import people
from handlers.account_cards import card_message
from handlers.account_lookup import account_by_number
from handlers.account_saving import Saved, names_of, save_account
from handlers.account_values import opened_with, pack_fill, read_form, unpack_fill, values_of
from handlers.actors import about, asked_from, refusal
from handlers.desk import Answer, CloseForm, Desk, FormErrors, OpenForm, Reply, Request, SwapForm
from handlers.fields import number
from handlers.logging_items import me_and_today
from reviews.account_changes import version_of
from reviews.account_words import LABELS
from reviews.dates import say_date
from reviews.decision import Message, Refusal
from reviews.messages.account_card import account_changed
from reviews.messages.account_forms import AccountFill, Merged, customer_form, fill_of_account, merge
from reviews.messages.account_words import field_words
from reviews.messages.answers import tell
from reviews.messages.review_forms import notice
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed

_FIELDS = {"channel": "home", "shared_channel": "shared"}
_OF_THE_FORM = {"name", "home", "shared"}
_AGAIN = "Type it once more: the moment to open the form has passed."


async def open_edit(desk: Desk, request: Request, account: Account) -> Answer:
    """The form of a known customer, with what a line about it said where it came from one."""
    asked = await about(desk, request, account=account)
    if refused := await refusal(desk, request, Deed.EDIT_ACCOUNT, asked):
        return Reply(refused)
    stored = fill_of_account(account)
    fill = unpack_fill(stored, request.value.get("fill"))
    return _opened(desk, request, fill, {"account": account.id, "seen": pack_fill(stored)})


async def open_add(desk: Desk, request: Request, *, name: str = "", fill: str | None = None) -> Answer:
    """The form of a new customer, owned by who adds it unless they say otherwise."""
    if refused := await refusal(desk, request, Deed.ADD_ACCOUNT):
        return Reply(refused)
    named = name or request.value.get("name", "")
    begun = AccountFill(name=named, owner=request.user_id, channel=request.value.get("home"))
    return _opened(desk, request, unpack_fill(begun, fill or request.value.get("fill")), {})


def _opened(desk: Desk, request: Request, fill: AccountFill, of: dict[str, Any]) -> Answer:
    view = customer_form(fill, {**of, "channel": asked_from(request)}, desk.command)
    if request.view.get("type") == "modal":
        return SwapForm(view)
    return OpenForm(view, otherwise=tell(_AGAIN))


async def submit_card(desk: Desk, request: Request) -> Answer:
    """A customer as filled in: errors stand under their fields, and nothing typed is lost."""
    account_id, fill = number(request.value.get("account")), read_form(request)
    account = await account_by_number(desk, request, account_id)
    if account_id is not None and account is None:
        return CloseForm(tell("That customer is not here any more."))
    deed = Deed.ADD_ACCOUNT if account is None else Deed.EDIT_ACCOUNT
    if refused := await refusal(desk, request, deed, await about(desk, request, account=account)):
        return CloseForm(refused)
    stored = fill_of_account(account) if account else AccountFill()
    merged = merge(opened_with(request.value.get("seen")), fill, stored)
    values, errors = values_of(fill)
    if errors := errors | await _wrong(desk, request, fill, account):
        return FormErrors(errors)
    if account is not None and merged.clashes:
        return SwapForm(await _changed_meanwhile(desk, request, merged, account))
    seen = version_of(account) if account else None
    saved = await save_account(desk, request, account_id, _of(values, merged, account), seen=seen)
    if isinstance(saved, Refusal):
        return await _not_saved(desk, request, saved, merged, account)
    return CloseForm(await said_back(desk, request, saved))


def _of(values: dict[str, Any], merged: Merged, account: Account | None) -> dict[str, Any]:
    """The fields that were changed in the form; all of them where the customer is new."""
    if account is None:
        return values
    # An amount typed without a currency is in the one there was.
    kept = {*merged.changed, *(["currency"] if "arr" in merged.changed and values["currency"] else [])}
    return {name: value for name, value in values.items() if name in kept}


async def _wrong(desk: Desk, request: Request, fill: AccountFill, account: Account | None) -> dict[str, str]:
    """What is wrong with the people and days picked, under each field. Who was there before may stay."""
    errors: dict[str, str] = {}
    for name, picked in (("owner", fill.owner), ("sponsor", fill.sponsor)):
        if picked and picked != (getattr(account, name) if account else None):
            found = await people.checked_owner(desk, request, picked)
            if isinstance(found, Refusal):
                errors[name] = found.text
    _, today = await me_and_today(desk, request)
    if fill.sponsor_met_on and fill.sponsor_met_on > today:
        errors["met"] = f"{say_date(fill.sponsor_met_on, today)} is still to come."
    return errors


async def _not_saved(desk: Desk, request: Request, refused: Refusal, merged: Merged, account: Account | None) -> Answer:
    field = _FIELDS.get(refused.code, refused.code)
    if field in _OF_THE_FORM:
        return FormErrors({field: refused.text})
    if refused.code == "changed" and account is not None:
        return SwapForm(await _changed_meanwhile(desk, request, merged, account))
    if refused.code == "already":
        return CloseForm()
    return SwapForm(notice("Customer", said(refused.text, 600)))


async def _changed_meanwhile(desk: Desk, request: Request, merged: Merged, account: Account) -> dict[str, Any]:
    """The form with what was typed, above what of it somebody else has made otherwise meanwhile."""
    _, today = await me_and_today(desk, request)
    names = await names_of(desk, request, account)
    words = [f"{LABELS[name]} {field_words(account, name, names, today)}" for name in LABELS if name in merged.clashes]
    now = f"Now it has: {', '.join(words)}." if words else "Look at it as it is now."
    notes = ("Somebody changed it meanwhile. Save again to put yours in its place.", now)
    stored = fill_of_account(account)
    of = {"account": account.id, "seen": pack_fill(stored), "channel": asked_from(request)}
    return customer_form(merged.fill, of, desk.command, notes=notes)


async def said_back(desk: Desk, request: Request, saved: Saved) -> Message:
    """After a change, what it made of the account; of a new one, its card."""
    if saved.before is None:
        where = replace(request, channel=asked_from(request))
        note = f"*{said(saved.after.name, 80)}* is added."
        notes = " ".join([note, *saved.notes])
        return await card_message(desk, where, saved.after, notes)
    names = await names_of(desk, request, saved.before, saved.after)
    _, today = await me_and_today(desk, request)
    return account_changed(saved.before, saved.after, names, today, undo=request.key, notes=saved.notes)

"""The forms of incidents, usage and touches: opened empty, with what was understood or as a fact stands; and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.account_lookup import account_by_number
from handlers.closing import back_to
from handlers.desk import Answer, Desk, FormErrors, Reply, Request, SwapForm
from handlers.fact_opening import GONE, edit_form, fact_pressed, kind_of, open_form, opened
from handlers.fact_saving import (
    Known,
    Typist,
    contacts_of,
    save_incident,
    save_touch,
    save_usage,
    settle_incident,
    typist,
)
from handlers.fact_taking_back import press_undo, take_out
from handlers.fields import chosen, number, ticked, typed
from reviews.decision import Decision, Message, Refusal
from reviews.fact_entry import news_of, refuse_change, version_of
from reviews.fact_entry_fill import Wrong, read_incident_fill
from reviews.fact_entry_fill_touch import read_touch_fill
from reviews.fact_entry_fill_usage import read_usage_fill
from reviews.facts import FactKind, Incident
from reviews.messages.answers import tell
from reviews.messages.fact_forms import FIELDS, FORMS
from reviews.messages.fact_rows import Reader, fact_row
from reviews.messages.fact_said import FIXED_NOW
from reviews.messages.words import said
from reviews.model import Account
from reviews.rights import Deed
from storage import drafts, facts

_AGAIN = tell("Slack did not open the form in time. Press it once more.")
__all__ = ["press_edit", "press_log", "press_undo", "submit_incident", "submit_touch", "submit_usage"]

_CHANGED = "Somebody changed it meanwhile. Save again to put yours in its place."
_MENUS = frozenset({"kind", "direction", "took", "ours"})


async def press_log(desk: Desk, request: Request) -> Answer:
    """The form of a new fact about the customer that a button names; or the one that could not be opened before."""
    if token := request.value.get("draft"):
        return await _from_draft(desk, request, token)
    kind = kind_of(request)
    account = await customers.customer_for(desk, request, Deed.LOG)
    if not isinstance(account, Account):
        return account
    return await open_form(desk, request, kind, account, {}) if kind else customers.instead(request, GONE)


async def _from_draft(desk: Desk, request: Request, token: str) -> Answer:
    async with desk.db.read() as tx:
        kept = await drafts.get(tx, request.workspace_id, token)
    if kept is None or kept.user_id != request.user_id or kept.kind not in set(FORMS):
        return customers.instead(request, tell("What you typed is not here any more. Type it once more."))
    account = None
    if kept.payload["account"] is not None:
        found = await customers.customer_for(desk, request, Deed.LOG, kept.payload["account"])
        if not isinstance(found, Account):
            return found
        account = found
    return opened(request, FactKind(kept.kind), account, kept.payload, token)


async def press_edit(desk: Desk, request: Request) -> Answer:
    """The form of a fact that is there; "Fixed now" says so at once. What was imported can only be taken out."""
    found = await fact_pressed(desk, request)
    if not isinstance(found, tuple):
        return found
    account, kind, fact = found
    who = await typist(desk, request)
    if request.action_id == FIXED_NOW and isinstance(fact, Incident):
        return await _fixed_now(desk, request, who, account, fact)
    return edit_form(request, who, account, kind, fact)


async def _fixed_now(desk: Desk, request: Request, who: Typist, account: Account, fact: Incident) -> Answer:
    """It is over at this moment, unless somebody has said so already."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        stored = await facts.by_id(tx, request.workspace_id, FactKind.INCIDENT, fact.id, lock=True)
        if not isinstance(stored, Incident) or stored.fixed_at is not None:
            return refuse_change(stored) or Decision() if stored else Decision()
        now = request.now.replace(second=0, microsecond=0)
        fixed = max(now, stored.started_at)
        return news_of(stored, who.noting(account), acknowledged_at=None, fixed_at=fixed)

    done = await settle_incident(desk, request, who, account, decide, number=fact.id)
    return answered(request, done)


def answered(request: Request, done: Message | Refusal) -> Answer:
    """What is said where a button was pressed."""
    if isinstance(done, Refusal):
        return customers.instead(request, tell(said(done.text, 600)))
    return Reply(done, replaces=request.is_ephemeral)


async def submit_incident(desk: Desk, request: Request) -> Answer:
    """An incident, as filled in."""
    return await _submit(desk, request, FactKind.INCIDENT)


async def submit_usage(desk: Desk, request: Request) -> Answer:
    """Who uses it, as filled in."""
    return await _submit(desk, request, FactKind.USAGE)


async def submit_touch(desk: Desk, request: Request) -> Answer:
    """Who was spoken with, as filled in."""
    return await _submit(desk, request, FactKind.TOUCH)


async def _submit(desk: Desk, request: Request, kind: FactKind) -> Answer:
    account = await _customer(desk, request)
    if not isinstance(account, Account):
        return account
    if request.value.get("do") == "withdraw":
        return await take_out(desk, request, account, kind, typed(request.view, "why") or "")
    who, fill = await typist(desk, request), _filled(request.view, kind)
    wanted = number(request.value.get("fact"))
    seen = request.value.get("seen")
    known = Known(wanted, lambda fact: version_of(fact) == seen) if wanted else None
    done = await _save(desk, request, who, account, kind, fill, known)
    if isinstance(done, Wrong):
        return FormErrors(done.errors)
    if not isinstance(done, Refusal):
        return await back_to(desk, request, done)
    return await _sent_back(desk, request, who, account, kind, fill, done)


async def _customer(desk: Desk, request: Request) -> Account | Answer:
    """The customer a form is about, or the one picked in it."""
    if request.value.get("account"):
        return await customers.customer_for(desk, request, Deed.LOG)
    picked = await account_by_number(desk, request, number(chosen(request.view, "customer")))
    if picked is None:
        return FormErrors({"customer": "Pick the customer this is about."})
    return await customers.customer_for(desk, request, Deed.LOG, picked.id)


def _filled(view: Mapping[str, Any], kind: FactKind) -> dict[str, str]:
    """What the form holds, field by field."""
    read = ((name, chosen(view, name) if name in _MENUS else typed(view, name)) for name in FIELDS[kind])
    return {name: value for name, value in read if value}


async def _save(
    desk: Desk,
    request: Request,
    who: Typist,
    account: Account,
    kind: FactKind,
    fill: Mapping[str, str],
    known: Known | None,
) -> Message | Refusal | Wrong:
    if kind is FactKind.INCIDENT:
        incident = read_incident_fill(fill, who.clocked, who.order)
        return (
            incident
            if isinstance(incident, Wrong)
            else await save_incident(desk, request, who, account, incident, known=known)
        )
    if kind is FactKind.USAGE:
        usage = read_usage_fill(fill, who.asked, insisted=ticked(request.view, "keep"))
        return (
            usage if isinstance(usage, Wrong) else await save_usage(desk, request, who, account, [usage], known=known)
        )
    others = [each for each in (request.value.get("others") or "").split(",") if each]
    touch = read_touch_fill(fill, who.clocked, who.order, await contacts_of(desk, request, account), others)
    return touch if isinstance(touch, Wrong) else await save_touch(desk, request, who, account, touch, known=known)


async def _sent_back(
    desk: Desk, request: Request, who: Typist, account: Account, kind: FactKind, fill: Mapping[str, str], why: Refusal
) -> Answer:
    """Under the field it is about; a question, or what somebody else did meanwhile, above what was typed."""
    if why.code in FIELDS[kind]:
        return FormErrors({why.code: why.text})
    if why.code not in {"odd", "changed"}:
        return customers.instead(request, tell(said(why.text, 600)))
    question = why.text if why.code == "odd" else None
    found = await fact_pressed(desk, request) if request.value.get("fact") else None
    if found is None:
        payload: dict[str, Any] = {"fill": fill, "notes": [], "others": [], "question": question}
        shown = opened(request, kind, account, payload, "")
        return shown if isinstance(shown, SwapForm) else customers.instead(request, GONE)
    if not isinstance(found, tuple):
        return found
    fact = found[2]
    now = fact_row(fact, Reader(who.clocked.today, {}, who.clocked.zone, listens=True)).replace("\n", ", ")
    notes = (_CHANGED, f"Now: {now.replace('*', '')}") if why.code == "changed" else ()
    return edit_form(request, who, account, kind, fact, fill=fill, notes=notes, question=question)

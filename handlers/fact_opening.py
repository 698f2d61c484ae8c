"""The forms of facts, opened: empty, with what was understood, or with a fact as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import customers
from handlers.actors import asked_from
from handlers.desk import Answer, Desk, Request
from handlers.fact_saving import Typist
from handlers.fields import number
from reviews.fact_entry import source_name, version_of
from reviews.fact_entry_fill import fill_of_incident
from reviews.fact_entry_fill_touch import fill_of_touch
from reviews.fact_entry_fill_usage import fill_of_count
from reviews.fact_entry_usage import count_of
from reviews.fact_list import is_typed_here
from reviews.facts import Fact, FactKind, Incident, Touch, UsageSnapshot
from reviews.messages.answers import tell
from reviews.messages.fact_forms import FORMS, FactForm, fact_form, withdraw_form
from reviews.messages.fact_rows import Reader, fact_row
from reviews.messages.fact_said import not_noted
from reviews.model import Account
from reviews.rights import Deed
from storage import drafts, facts
from storage.values import Draft as KeptDraft

GONE = tell("That is not here any more.")
_AGAIN = tell("Slack did not open the form in time. Press it once more.")


async def open_form(
    desk: Desk,
    request: Request,
    kind: FactKind,
    account: Account | None,
    fill: Mapping[str, str],
    notes: Sequence[str] = (),
    *,
    question: str | None = None,
    others: Sequence[str] = (),
) -> Answer:
    """The form of a new fact. Where the moment to open one has passed, a button opens it with all that was typed."""
    payload = {
        "fill": dict(fill),
        "notes": list(notes),
        "account": account.id if account else None,
        "others": list(others),
        "question": question,
    }
    token = desk.token()
    if fill or notes:
        kept = KeptDraft(request.workspace_id, token, request.user_id, str(kind), payload, request.now)
        async with desk.db.write() as tx:
            await drafts.put(tx, kept)
    return opened(request, kind, account, payload, token)


def opened(request: Request, kind: FactKind, account: Account | None, payload: Mapping[str, Any], token: str) -> Answer:
    """The form with what was kept of it under that token."""
    about = {
        **_where(request),
        "kind": str(kind),
        "account": account.id if account else None,
        "others": ",".join(payload["others"]) or None,
    }
    notes, name = payload["notes"], account.name if account else None
    form = FactForm(kind, about, name, payload["fill"], notes, payload["question"])
    return customers.in_front(request, fact_form(form), not_noted(" ".join(notes[:2]), kind, {"draft": token}))


def _where(request: Request) -> dict[str, object]:
    kept = {key: request.value[key] for key in ("back", "review") if key in request.value}
    return {"channel": asked_from(request), **kept}


def kind_of(request: Request) -> FactKind | None:
    """The kind of fact that was pressed or submitted, of those that can be typed."""
    wanted = request.value.get("kind") or request.action_id.rpartition(".")[2]
    return FactKind(wanted) if wanted in set(FORMS) else None


async def fact_pressed(desk: Desk, request: Request) -> tuple[Account, FactKind, Fact] | Answer:
    """The fact that a button or a form names, where the one who asks may note facts of its customer."""
    kind, wanted = kind_of(request), number(request.value.get("fact"))
    account = await customers.customer_for(desk, request, Deed.LOG)
    if not isinstance(account, Account):
        return account
    async with desk.db.read() as tx:
        fact = await facts.by_id(tx, request.workspace_id, kind, wanted) if kind and wanted else None
    if kind is None or fact is None or fact.account_id != account.id:
        return customers.instead(request, GONE)
    return account, kind, fact


def edit_form(
    request: Request,
    who: Typist,
    account: Account,
    kind: FactKind,
    fact: Fact,
    *,
    fill: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    question: str | None = None,
) -> Answer:
    """The form of a fact as it stands, or with what somebody typed of it."""
    about = {**_where(request), "kind": str(kind), "account": account.id, "fact": fact.id}
    if fact.withdrawn_at is not None:
        return customers.instead(request, tell("It was taken back, so there is nothing to change."))
    if not is_typed_here(fact):
        row = fact_row(fact, Reader(who.clocked.today, {}, who.clocked.zone))
        view = withdraw_form(kind, row, source_name(fact), about)
        return customers.in_front(request, view, _AGAIN)
    shown = fill if fill is not None else fill_of(fact, who)
    form = FactForm(kind, {**about, "seen": version_of(fact)}, account.name, shown, notes, question)
    return customers.in_front(request, fact_form(form), _AGAIN)


def fill_of(fact: Fact, who: Typist) -> dict[str, str]:
    """A fact as its form shows it."""
    match fact:
        case Incident():
            return fill_of_incident(fact, who.clocked.zone)
        case UsageSnapshot():
            return fill_of_count(count_of(fact), fact.ends_on, fact.link)
        case Touch():
            return fill_of_touch(fact, who.clocked.zone)
        case _:
            return {}

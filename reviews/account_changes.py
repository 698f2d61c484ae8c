"""Changing what is kept about a customer, and taking a change back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from reviews.account_money import Money
from reviews.audit_entry import AuditEntry
from reviews.decision import Change, Decision, Refusal
from reviews.model import Account, Stage
from reviews.text import one_line
from reviews.undo import UNDO_FOR

FIELDS: Final = (
    "name",
    "owner",
    "sponsor",
    "sponsor_met_on",
    "channel",
    "shared_channel",
    "renewal_on",
    "arr",
    "currency",
    "seats",
    "tier",
    "stage",
    "is_private",
)
"""What people set by hand, in the order in which it is said back."""
MOST_NAME: Final = 80


def version_of(account: Account) -> str:
    """A name for an account's fields as they stand: who has others before them is told before they overwrite them."""
    held = [getattr(account, name) for name in FIELDS]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:12]


def changed_fields(before: Account, after: Account) -> list[str]:
    """The fields that differ."""
    return [name for name in FIELDS if getattr(before, name) != getattr(after, name)]


def with_values(account: Account, values: Mapping[str, Any]) -> Account:
    """The account with some fields as given. Money sets amount and currency; one said without keeps the currency."""
    given = dict(values)
    if "arr" in given and isinstance(given["arr"], Money):
        money = given["arr"]
        given["arr"] = money.amount
        if money.currency:
            given["currency"] = money.currency
    elif "arr" in given and given["arr"] is None:
        given["currency"] = None
    if given.get("sponsor", account.sponsor) != account.sponsor and "sponsor_met_on" not in given:
        given["sponsor_met_on"] = None
    if "name" in given:
        given["name"] = one_line(str(given["name"] or ""), MOST_NAME)
    return replace(account, **given)


def refuse_account(account: Account, others: Sequence[Account], namesakes: Sequence[Account]) -> Refusal | None:
    """Why an account cannot stand like this. `others` use one of its rooms, `namesakes` have its name.

    The code is the field that is wrong.
    """
    if not account.name:
        return Refusal("name", "Type the customer's name.")
    namesake = next((each for each in namesakes if each.id != account.id), None)
    if namesake:
        return Refusal("name", f"There is a customer called {namesake.name} already.")
    if account.channel and account.channel == account.shared_channel:
        return Refusal("shared_channel", "The home channel is for us alone, so it cannot be the shared one too.")
    for name in ("channel", "shared_channel"):
        room = getattr(account, name)
        taken = next((o for o in others if o.id != account.id and room and room in {o.channel, o.shared_channel}), None)
        if taken:
            return Refusal(name, f"That channel belongs to {taken.name}. One channel is for one customer.")
    return None


def change_account(stored: Account, after: Account, why: str | None = None) -> Decision:
    """The change from one to the other; none where they are equal."""
    return Decision((Change(stored, after, why),)) if stored != after else Decision()


def put_back(stored: Account, entries: Sequence[AuditEntry], now: datetime) -> Decision | Refusal:
    """Undo what one deed changed about an account, unless a day has passed or somebody changed the same since."""
    mine = [each for each in entries if each.kind == "account" and each.ref == str(stored.id) and each.before]
    if not mine:
        return Refusal("nothing", "There is nothing to undo.")
    if now - mine[-1].at > UNDO_FOR:
        return Refusal("too_late", "Undo works for a day, and that has passed.")
    account = stored
    for entry in reversed(mine):
        if any(getattr(account, name) != _value(name, held) for name, held in entry.after.items()):
            return Refusal("changed_since", "It was changed again since, so nothing was undone.")
        account = replace(account, **{name: _value(name, held) for name, held in entry.before.items()})
    return change_account(stored, account, "undone")


def _value(name: str, held: Any) -> Any:
    """A field as the account holds it, from what the history keeps."""
    if held is None:
        return None
    if name in {"renewal_on", "sponsor_met_on", "next_review_on"}:
        return date.fromisoformat(held)
    if name in {"created_at", "paused_at"}:
        return datetime.fromisoformat(held)
    return Stage(held) if name == "stage" else held

"""Customers' cards, forms and the answers to lines about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reviews.account_line import NotUnderstood
from reviews.customer import Contact
from reviews.messages.account_card import (
    AccountSheet,
    account_card,
    account_changed,
    account_undone,
    account_unknown,
    line_not_understood,
    now_yours,
    pick_account,
)
from reviews.messages.account_forms import AccountFill, customer_form, fill_of_account
from reviews.messages.rhythm import RhythmSheet
from reviews.model import Account, Severity, Stage
from tests.builders import NAMES, NOW, TODAY, WS, account, action, days, gap
from tests.messages.nudge_samples import Sample
from tests.messages.rhythm_samples import BERLIN

ABOUT = {"account": 1, "channel": "C1", "seen": "v1"}


def filled(**fields: Any) -> Account:
    """A customer about whom everything is known."""
    given: dict[str, Any] = {
        "shared_channel": "C2",
        "tier": "A",
        "arr": 120_000,
        "currency": "EUR",
        "seats": 40,
        "stage": Stage.LIVE,
        "sponsor": "U2",
        "sponsor_met_on": days(-20),
        "renewal_on": days(61),
        "next_review_on": days(30),
    }
    return account(**(given | fields))


def contact(number: int, name: str, **fields: Any) -> Contact:
    return Contact(WS, number, 1, name, "U1", NOW, **fields)


def sheet(of: Account, **known: Any) -> AccountSheet:
    return AccountSheet(of, RhythmSheet(of, BERLIN, TODAY, "Nina"), NAMES, **known)


def well_known() -> AccountSheet:
    gaps = (gap(1, severity=Severity.BLOCKS), gap(2))
    late = (action(31, due=days(-3)), action(34))
    return sheet(
        filled(), contacts=3, sponsors=(contact(1, "Dana Brooks", sponsor=True),), goals=2, gaps=gaps, actions=late
    )


def poorly_known() -> AccountSheet:
    bare = account(owner=None, channel=None, is_private=True, renewal_on=days(-5))
    return sheet(bare, champions_left=(contact(2, "Farid Nasser", champion=True),), may_edit=False)


UNREAD = (
    NotUnderstood("stage lvie", "A stage is one of trial, onboarding, live, leaving, gone."),
    NotUnderstood("call them", "I do not know what that says."),
)
CHANGED = {"owner": "U2", "arr": 90_000, "currency": "USD", "tier": None, "is_private": True, "channel": "C9"}

ACCOUNT_SAMPLES: dict[str, Sample] = {
    "customer": lambda: account_card(well_known()),
    "customer of whom little is known": lambda: account_card(poorly_known(), note="*Northwind* is added."),
    "customer changed": lambda: account_changed(
        filled(), replace(filled(), **CHANGED), NAMES, TODAY, undo="k1", notes=("<#C9> is not shared yet.",)
    ),
    "customer not changed": lambda: account_changed(filled(), filled(), NAMES, TODAY, undo="k1"),
    "customer put back": lambda: account_undone(filled()),
    "customer not put back": lambda: account_undone(filled(), "It was changed again since, so nothing was undone."),
    "customer line not understood": lambda: line_not_understood("Northwind", ["tier A", "ARR €120k"], UNREAD, ABOUT),
    "customer unknown": lambda: account_unknown("Nrothwind", [(1, "Northwind")], {"name": "Nrothwind"}, "tier A"),
    "customer unknown, nothing near": lambda: account_unknown("Kestrel", [], {"name": "Kestrel"}, None),
    "which customer": lambda: pick_account("/review", guess="Blue Fern", channel="C2"),
    "customer is yours now": lambda: now_yours(filled(), "Lena"),
    "form customer": lambda: customer_form(fill_of_account(filled()), ABOUT, "/review"),
    "form new customer": lambda: customer_form(
        AccountFill(name="Blue Fern", owner="U1", is_private=True), {}, "/review"
    ),
    "form customer changed meanwhile": lambda: customer_form(
        fill_of_account(filled(tier="B")),
        ABOUT,
        "/review",
        notes=("Somebody changed it meanwhile.", "Now it has: tier A."),
    ),
}

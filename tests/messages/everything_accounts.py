"""Every renderer about customers with what people type in every place a person's words can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviews.account_line import NotUnderstood
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
from reviews.messages.account_forms import customer_form, fill_of_account
from reviews.messages.rhythm import RhythmSheet
from reviews.messages.words import said
from tests.builders import TODAY
from tests.messages.account_samples import contact, filled
from tests.messages.rhythm_samples import BERLIN
from tests.messages.worlds import Rendered, World


def everything_accounts(world: World) -> Iterator[Rendered]:
    """All of it, by slot."""
    fill = world.fill
    customer = filled(name=fill("account"), tier="gold")
    rhythm = RhythmSheet(customer, BERLIN, TODAY, fill("name"))
    people = tuple(contact(number, fill("contact")) for number in range(1, world.many + 1))
    names = world.names()
    sheet = AccountSheet(customer, rhythm, names, sponsors=people, champions_left=people, gaps=world.gaps())
    heard = ("account", "name", "contact")
    yield Rendered("customer card", account_card(sheet, note=said(fill("cardnote"))), *[(*heard, "cardnote")] * 2)
    after = replace(customer, name=fill("newname"), owner="U2")
    changed = account_changed(customer, after, names, TODAY, undo="k1", notes=(said(fill("roomnote")),))
    yield Rendered("customer changed", changed, *[("newname", "account", "name", "roomnote")] * 2)
    yield Rendered("customer not put back", account_undone(customer, fill("why")), *[("account", "why")] * 2)
    unread = [NotUnderstood(fill("typed"), fill("why"))] * min(world.many, 20)
    misread = line_not_understood(fill("account"), [said(fill("read"))], unread, {"account": 1})
    yield Rendered("customer misread", misread, *[("account", "typed", "why", "read")] * 2)
    near = [(number, fill("near")) for number in range(1, 5)]
    unknown = account_unknown(fill("typed"), near, {"account": None}, fill("line")[:900])
    yield Rendered("customer unknown", unknown, ("typed", "near"), ("typed",))
    picked = pick_account("/review", note=said(fill("cardnote")), guess=fill("typed"), channel="C1")
    yield Rendered("which customer", picked, ("cardnote",), ("cardnote",))
    yield Rendered("customer yours", now_yours(customer, fill("name")), *[("account", "name")] * 2)
    form = customer_form(fill_of_account(customer), {"account": 1}, "/review", notes=(said(fill("formnote")),))
    yield Rendered("form of a customer", form, ("account", "formnote"))

"""Hand-overs and histories with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviews.audit_entry import AuditEntry
from reviews.customer import Handover
from reviews.handover import Part, Standing, Thing
from reviews.history import Lookup, sentence
from reviews.messages.handover import HandoverSheet, handed_on, handover_form, handover_message
from reviews.messages.history import HistoryPage, history_message, history_view
from reviews.messages.words import said
from reviews.preferences import Preferences
from reviews.text import one_line
from tests.builders import NOW, TODAY, WS, account, review
from tests.messages.worlds import Rendered, World


def everything_handed(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    fill = world.fill
    customer = account(name=fill("account"), owner="U9")
    things = [Thing(Part.OWNER, customer, customer), Thing(Part.REVIEW, review(), customer)]
    things += [Thing(Part.ACTION, replace(each, owner="U9"), customer) for each in world.actions()]
    things += [Thing(Part.GAP, replace(each, owner="U9"), customer) for each in world.gaps()]
    things.append(Thing(Part.MANAGER, Preferences(WS, "U2", manager="U9")))
    names = {user: one_line(fill("name"), 60) for user in ("U1", "U2", "U9")}
    standing = Standing(Handover(WS, 4, "U9", "U3", NOW), tuple(things), {"U1": 2})
    sheet = HandoverSheet(standing, TODAY, names)
    shown = ("account", "action", "gap", "name") if world.many <= 2 else ("account", "action", "name")
    yield Rendered("handover", handover_message(sheet), shown, ("account", "action", "name"))
    yield Rendered("handover over", handover_message(replace(sheet, standing=replace(standing, things=()))), ("name",))
    yield Rendered("handover form", handover_form(sheet, None, {"handover": 4}), ("name",))
    yield Rendered("handover form of one", handover_form(sheet, things[2], {"handover": 4}), ("action",))
    yield Rendered("handed on", handed_on(3, sheet, "U1", "d1", fill("why")), ("name", "why"), ("name", "why"))
    yield from _histories(world)


def _histories(world: World) -> Iterator[Rendered]:
    fill = world.fill
    look = Lookup(TODAY, {"U1": one_line(fill("name"), 60)}, {1: fill("account")}, {("contact", "3"): fill("contact")})
    was, now = {"what": fill("was"), "account_id": 1}, {"what": fill("action"), "account_id": 2}
    entries = [
        AuditEntry(WS, 1, NOW, "U1", "action", "34", was, now, fill("why"), "d1"),
        AuditEntry(WS, 2, NOW, "U1", "contact", "3", {"title": None}, {"title": fill("title")}),
    ]
    lines = [sentence(entry, look) for entry in entries] * (1 if world.many <= 2 else 4)
    page = HistoryPage("A-34", f"A-34 {said(fill('action'), 100)}", lines, 40, 1, "d1", note=said(fill("note"), 300))
    slots = ("name", "account", "was", "action", "why", "contact", "title", "note")
    yield Rendered("history", history_message(page), slots, slots if world.many <= 2 else ("name", "action", "note"))
    yield Rendered("history window", history_view(page, {"channel": "C1"}), slots)

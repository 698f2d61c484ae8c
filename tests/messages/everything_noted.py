"""Facts noted by hand, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviews.facts import FactKind, KeyAction
from reviews.messages.fact_forms import FactForm, fact_form, withdraw_form
from reviews.messages.fact_said import (
    incident_noted,
    not_noted,
    nothing_noted,
    touch_noted,
    usage_noted,
)
from reviews.messages.words import said
from reviews.text import one_line
from tests.messages.fact_entry_samples import ABOUT, TELLER, TODAY, incident, touch, usage, words
from tests.messages.worlds import Rendered, World


def everything_noted(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    fill = world.fill
    teller = replace(TELLER, account_name=fill("account"), notes=(fill("note"),))
    felt = incident(one_line(fill("what"), 300), felt_by=fill("felt"), workflow=one_line(fill("workflow"), 80))
    seen = ("account", "note", "what", "felt", "workflow")
    yield Rendered("incident noted", incident_noted(felt, teller, 3), seen, seen)
    actions = tuple(KeyAction(one_line(fill("done"), 80), 1.0, 2) for _ in range(min(world.many, 5)))
    used = usage(team=one_line(fill("team"), 80), key_actions=actions, volume=3.0, volume_unit=fill("unit"))
    noted = usage_noted([(used, usage())], teller)
    yield Rendered("usage noted", noted, ("account", "team", "done", "unit"), ("account", "team", "done"))
    spoken = words(one_line(fill("who"), 120), about=one_line(fill("about"), 300))
    names = {"U1": fill("name")}
    told = touch_noted(spoken, touch(), teller, names)
    yield Rendered("touch noted", told, ("account", "who", "about", "name"), ("who", "about", "name"))
    yield Rendered("nothing noted", nothing_noted(fill("account"), TODAY), ("account",), ("account",))
    yield Rendered("not noted", not_noted(fill("why"), FactKind.TOUCH, {"draft": "k1"}), ("why",), ("why",))
    filled = {"what": fill("what"), "who": fill("who"), "actions": fill("done"), "active30": "31"}
    for kind in (FactKind.INCIDENT, FactKind.USAGE, FactKind.TOUCH):
        form = FactForm(kind, ABOUT, fill("account"), filled, (fill("note"),))
        yield Rendered(f"{kind} form", fact_form(form), ("account", "note"))
    out = withdraw_form(FactKind.INCIDENT, f"*I-7* {said(fill('what'), 200)}", fill("source"), ABOUT)
    yield Rendered("fact from elsewhere", out, ("what", "source"))

"""What is known of a customer, with what files and people write in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviews.fact_list import PAGE_SIZE, FactPage
from reviews.facts import ContractFact, Fact, FactKind, Incident, KeyAction, SurveyAnswer, Ticket, Touch, UsageSnapshot
from reviews.messages.fact_lists import incident_card, page_message, page_view, unknown_customer
from reviews.messages.fact_overview import overview_message, overview_view
from reviews.messages.fact_rows import Reader
from tests.builders import TODAY, account
from tests.messages.fact_list_samples import ABOUT, FULL_INCIDENT, KNOWN, PAGES, counted, read
from tests.messages.worlds import Rendered, World

_SEEN = {
    FactKind.INCIDENT: ("account", "what", "workflow", "felt"),
    FactKind.USAGE: ("account", "team", "unit", "weekly"),
    FactKind.TICKET: ("account", "what", "workflow", "requester"),
    FactKind.TOUCH: ("account", "person", "ours", "about"),
    FactKind.SURVEY: ("account", "person", "words"),
    FactKind.CONTRACT: ("account",),
}


def everything_facts(world: World) -> Iterator[Rendered]:
    """All of it, by slot."""
    fill, customer = world.fill, account(name=world.fill("account"))
    sources = [counted(kind, fill("source"), 3, 1, TODAY) for kind in FactKind]
    reads = [read(kind, f"{fill('source')}{n}", TODAY) for n in range(min(world.many, 20)) for kind in FactKind]
    known = replace(KNOWN, account=customer, sources=tuple(sources), reads=tuple(reads), note=fill("factnote"))
    heard = ("account", "source", "factnote")
    yield Rendered("facts overview", overview_message(known, "/review"), heard, heard)
    yield Rendered("form facts overview", overview_view(known, "/review", ABOUT), heard)
    for kind in FactKind:
        page = _page(world, kind)
        yield Rendered(f"facts {kind}", page_message(page), _SEEN[kind], _SEEN[kind])
        yield Rendered(f"form facts {kind}", page_view(page, ABOUT), _SEEN[kind])
    near = [(number, fill("near")) for number in range(1, 5)]
    yield Rendered("facts unknown", unknown_customer(fill("typed"), near), ("typed", "near"), ("typed",))
    failed = filled(world, FULL_INCIDENT)
    reader = Reader(TODAY, world.names())
    assert isinstance(failed, Incident)
    card = incident_card(failed, customer, reader, may_log=True)
    yield Rendered("card incident", card, _SEEN[FactKind.INCIDENT], _SEEN[FactKind.INCIDENT])


def _page(world: World, kind: FactKind) -> FactPage:
    facts = [filled(world, fact) for fact in PAGES[kind]] * PAGE_SIZE
    return FactPage(
        account(name=world.fill("account")),
        kind,
        tuple(facts[: min(world.many, PAGE_SIZE)]),
        total=2000,
        page=7,
        today=TODAY,
        names=world.names(),
        team=world.fill("team"),
        teams=("", *(f"{world.fill('team')}{n}" for n in range(world.many))),
        may_log=True,
        note=world.fill("factnote"),
    )


def filled(world: World, fact: Fact) -> Fact:
    """A fact all of whose words are the world's own."""
    fill = world.fill
    words: dict[type, dict[str, Any]] = {
        Incident: {"what": fill("what"), "workflow": fill("workflow"), "felt_by": fill("felt")},
        UsageSnapshot: {
            **{"team": fill("team"), "volume": 7.0, "volume_unit": fill("unit")},
            "key_actions": tuple(KeyAction(fill("weekly"), 2.0, 3) for _ in range(world.many)),
        },
        Ticket: {"subject": fill("what"), "workflow": fill("workflow"), "requester": fill("requester")},
        Touch: {"person": fill("person"), "ours": fill("ours"), "about": fill("about")},
        SurveyAnswer: {"person": fill("person"), "words": fill("words")},
        ContractFact: {"currency": fill("currency"), "value": 7},
    }
    return replace(fact, source=fill("source"), link=fill("link"), **words[type(fact)])

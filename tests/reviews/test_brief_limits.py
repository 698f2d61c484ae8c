"""What a brief never does, whatever is known: outgrow two minutes, lose the worst, take silence for good news."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.brief import make_brief
from reviews.brief_model import BriefMaterial
from reviews.facts import FactKind, Incident, Ticket, TicketKind
from reviews.messages.brief import MOST_WORDS, brief_message
from reviews.messages.brief_words import words_in
from reviews.messages.limits import message_problems
from reviews.model import Severity
from tests.builders import action, days, gap, last_time
from tests.messages.reading import read
from tests.reviews.brief_table import SAMPLES, line, material, told
from tests.reviews.fact_builders import (
    DESK,
    answer,
    declined,
    does,
    executive,
    facts,
    incident,
    months,
    ticket,
    was_read,
)

SLOWLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown_words(message: dict[str, Any]) -> int:
    """How many words a reader meets, buttons and chart aside."""
    texts = [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]
    texts += [each["text"] for block in message["blocks"] if block["type"] == "context" for each in block["elements"]]
    return words_in("\n".join(texts))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_brief_is_read_in_two_minutes(name: str) -> None:
    message = brief_message(make_brief(SAMPLES[name]))
    assert shown_words(message) <= MOST_WORDS
    assert len(message["blocks"]) < 30


VERBS = ("Upload", "Sync", "Search", "Approval", "Billing", "Import", "Invite", "Rota", "Printing", "Archive")
NOUNS = ("invoices", "orders", "sites", "teams", "labels", "costs", "shifts", "ledgers", "depots", "payroll")


def terrible(patterns: int = 60, unfixed: int = 40, late: int = 50, blocking: int = 30) -> BriefMaterial:
    """A customer of whom hundreds of bad things are known."""
    flows = [f"{verb} of {noun}" for noun in NOUNS for verb in VERBS]
    twice = [
        incident(f"{flow} went wrong", ago, workflow=flow, felt_by="finance, operations and the night shift")
        for flow in flows[:patterns]
        for ago in (70, 50, 30, 20, 10)
    ]
    left = [incident(each, 5 + n % 60, fixed=None) for n, each in enumerate(flows[60:][:unfixed])]
    wishes = [
        ticket(f"{flow} as a file for the auditors", ago, TicketKind.DATA, solved=False, reopened=1)
        for flow in flows
        for ago in (80, 40, 5)
    ]
    promised = tuple(
        action(100 + n, f"{flow} works again for everybody in finance", due=days(-5), first_due=days(-60), moves=3)
        for n, flow in enumerate(flows[:late])
    )
    held = facts(
        incidents=[*twice, *left],
        tickets=wishes,
        usage=[
            *months(*[60 - n for n in range(12)], key_actions=tuple(does(flow, 5, 1) for flow in flows[:10])),
            *(each for noun in NOUNS for each in months(9, 8, 7, 2, team=noun)),
        ],
        touches=[declined(f"Executive {n}", 9 + n) for n in range(20)],
        people=[executive(f"Executive {n}", heard_on=days(-200)) for n in range(20)],
        surveys=[
            answer(f"Person {n}", n % 5, words="It broke again, and nobody told us when it would end")
            for n in range(40)
        ],
    )
    gaps = tuple(
        gap(n, f"{flow} cannot be done", severity=Severity.BLOCKS) for n, flow in enumerate(flows[:blocking], 1)
    )
    return material(held, last=last_time(promised=promised), gaps=gaps, actions=promised)


def test_a_terrible_account_is_read_in_two_minutes_too() -> None:
    message = brief_message(make_brief(terrible()))
    assert shown_words(message) <= MOST_WORDS
    assert len(message["blocks"]) < 30
    assert message_problems(message) == []


def test_what_is_left_out_of_a_terrible_account_is_counted() -> None:
    text = told(terrible())
    for counted in (
        "340 incidents felt in 13 weeks, 60 patterns, 40 came once, *40 without a noted fix*",
        "50 promised",
        "*50 late*",
    ):
        assert counted in text
    assert re.search(r"Also came back: .* and 53 more", text)
    assert re.search(r"Also \*no fix noted\*: .* and 33 more", text)
    assert "Also late: 48 more" in text
    assert "28 more block work" in text
    assert re.search(r"and \d+ smaller points more: see \*All facts\*", text)


@pytest.mark.parametrize("unfixed", [0, 1, 3, 7])
@pytest.mark.parametrize("patterns", [0, 1, 3, 7])
def test_cutting_never_drops_a_pattern_or_an_open_incident(patterns: int, unfixed: int) -> None:
    of = terrible(patterns, unfixed)
    text = told(of).casefold()
    for pattern in make_brief(of).patterns.repeating:
        assert pattern.label.casefold() in text
    for still in make_brief(of).patterns.unfixed:
        assert still.what.casefold() in text


@pytest.mark.parametrize("length", [430, 2500])
def test_no_line_is_lost_to_long_links(length: int) -> None:
    long = f"{DESK}/{'x' * length}"
    bad = [incident("Went wrong", ago, workflow=flow, link=long) for flow in ("abc def", "ghi jkl") for ago in range(9)]
    message = brief_message(make_brief(material(facts(incidents=bad))))
    assert message_problems(message) == []
    lines = [each for each in read(message).splitlines() if each.startswith("• ")]
    for flow in ("Abc def", "Ghi jkl"):
        (whole,) = [each for each in lines if f"*{flow}* failed 9 times" in each]
        assert whole.endswith("fixed in 6 h")


FLOWS = ("nightly export", "Exports, nightly", "invoice upload", "login", "search", None)
INCIDENTS_ANY = st.lists(
    st.builds(
        lambda flow, ago, fixed, days_: incident(
            f"{flow or 'Payroll file'} broke", ago, workflow=flow, fixed=fixed, day_only=days_
        ),
        st.sampled_from(FLOWS),
        st.integers(0, 90),
        st.none() | st.integers(0, 300),
        st.booleans(),
    ),
    max_size=8,
)
TICKETS_ANY = st.lists(
    st.builds(
        lambda subject, ago, kind, solved: ticket(subject, ago, kind, solved=solved),
        st.sampled_from(["Export by cost centre", "Totals per site", "How do I add a role?", "Notice period"]),
        st.integers(1, 180),
        st.sampled_from(TicketKind),
        st.booleans(),
    ),
    max_size=12,
)
READS_ANY = st.lists(st.builds(was_read, st.sampled_from(FactKind), st.integers(0, 60)), max_size=5)


@SLOWLY
@given(INCIDENTS_ANY, TICKETS_ANY, READS_ANY, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(
    incidents: list[Incident], tickets: list[Ticket], reads: list[Any], random: Random
) -> None:
    known = facts(incidents=incidents, tickets=tickets, reads=reads)
    mixed = facts(
        **{n: random.sample(m, len(m)) for n, m in (("incidents", incidents), ("tickets", tickets))}, reads=reads
    )
    assert told(material(mixed)) == told(material(known))


def gravity(of: BriefMaterial) -> tuple[int, ...]:
    """How bad the incidents of a brief sound: in all, patterns, in the largest, without a fix, the longest to fix."""
    found = make_brief(of).patterns
    took = [each.fixed_at - each.started_at for each in found.every if each.fixed_at]
    worst = int(max(took, default=timedelta()).total_seconds())
    largest = max((len(each.incidents) for each in found.repeating), default=0)
    return found.count, len(found.repeating), largest, len(found.unfixed), worst


@SLOWLY
@given(INCIDENTS_ANY, INCIDENTS_ANY.filter(bool))
def test_one_more_incident_never_makes_a_brief_sound_better(known: list[Incident], more: list[Incident]) -> None:
    before, after = material(facts(incidents=known)), material(facts(incidents=[*known, *more]))
    assert all(now >= then for now, then in zip(gravity(after), gravity(before), strict=True))
    assert "Nothing reached" not in told(after)


FINE = ("Nothing reached", "none open", "nothing came back", "none in 26 weeks", "a warning", "was heard from", "🟢")


@SLOWLY
@given(INCIDENTS_ANY, TICKETS_ANY)
def test_what_nobody_read_never_reads_as_fine(incidents: list[Incident], tickets: list[Ticket]) -> None:
    text = told(material(facts(incidents=incidents, tickets=tickets, reads=())))
    assert [each for each in FINE if each in text] == []
    assert "⚪" in line(material(facts(incidents=incidents, tickets=tickets, reads=())), "*Use*")

"""The facts as the board and its forms show them: a few short lines for each step, and a line to begin with."""

from __future__ import annotations

from datetime import tzinfo

from reviews.account_facts import AccountFacts
from reviews.messages.brief_facts import (
    incident_lines,
    incident_summary,
    people_lines,
    people_summary,
    ticket_lines,
    ticket_summary,
)
from reviews.messages.brief_usage import usage_lines_of, usage_summary
from reviews.messages.brief_words import Line, bare
from reviews.model import StepName
from reviews.patterns import of_quarter
from reviews.text import unescape
from reviews.ticket_reading import read_tickets
from reviews.touch_reading import read_touches
from reviews.usage_reading import read_usage

_MOST = 2


def reliability_lines(facts: AccountFacts, zone: tzinfo, name: str = "them") -> tuple[str, ...]:
    """What reached the customer in 13 weeks: the count, then the worst. `name` is escaped already."""
    found = of_quarter(facts)
    return (incident_summary(name, found, facts), *_first(list(incident_lines(found, facts, zone))))


def usage_lines(facts: AccountFacts) -> tuple[str, ...]:
    """Who works with it, then what matters most about it."""
    usage = read_usage(facts)
    return (usage_summary(usage, facts), *_first(list(usage_lines_of(usage, facts))))


def facts_lines(facts: AccountFacts, zone: tzinfo) -> tuple[str, ...]:
    """Tickets and people: what no step of its own asks about."""
    tickets, touches = read_tickets(facts), read_touches(facts)
    return (
        f"Tickets: {ticket_summary(tickets, facts, zone)}",
        *_first(list(ticket_lines(tickets, facts, zone)))[:1],
        f"People: {people_summary(touches, facts, zone)}",
        *_first(list(people_lines(touches, facts, zone)))[:1],
    )


def suggested_evidence(step: StepName, facts: AccountFacts, zone: tzinfo) -> str | None:
    """A line of plain text to begin with, made of what is known; None where nothing is."""
    lines = reliability_lines(facts, zone) if step is StepName.RELIABILITY else usage_lines(facts)
    if step not in {StepName.RELIABILITY, StepName.USAGE} or lines[0].startswith("⚪"):
        return None
    return "; ".join(unescape(bare(each)) for each in lines[:2])[:300]


def _first(lines: list[Line]) -> list[str]:
    return [line.text for line in sorted(lines, key=lambda each: (not each.must, -each.weight))[:_MOST]]

"""Far fewer tickets, or tickets about leaving."""

from __future__ import annotations

from reviews.facts import Ticket, TicketKind
from reviews.health.tickets import tickets_fell, tickets_turned
from tests.reviews.fact_builders import facts, ticket
from tests.reviews.health.views import bad, fine, silent, unknown, view


def asked(now: int, before: int, kind: TicketKind = TicketKind.HOW_TO) -> list[Ticket]:
    """So many tickets this quarter and the one before."""
    recent = [ticket(f"Question {n}", 3 + n, kind) for n in range(now)]
    return recent + [ticket(f"Older question {n}", 95 + n, kind) for n in range(before)]


def test_far_fewer_tickets_are_a_warning() -> None:
    told = bad(tickets_fell(view(facts(tickets=asked(2, 14)))))
    assert told.sentence == "2 tickets in 13 weeks, 14 in the 13 before: people who give up stop asking"
    assert not told.spoken_for


def test_few_tickets_before_cannot_fall_and_a_silent_source_says_nothing() -> None:
    assert fine(tickets_fell(view(facts(tickets=asked(0, 5))))).sentence.endswith("too few to say that they fell")
    assert fine(tickets_fell(view(facts(tickets=asked(9, 14)))))
    assert "No support system" in unknown(tickets_fell(view(silent(tickets=asked(0, 14)))))


def test_a_turn_to_exports_and_the_contract_is_stronger_than_a_fall() -> None:
    leaving = [ticket("Export all our data", n + 2, TicketKind.DATA) for n in range(5)]
    turned = bad(tickets_turned(view(facts(tickets=[*asked(3, 8), *leaving]))))
    assert turned.sentence == "5 of 8 tickets in 13 weeks about data exports or the contract, 0 of 8 in the 13 before"
    assert turned.strength > 0.5
    assert fine(tickets_turned(view(facts(tickets=asked(8, 8)))))


def test_two_tickets_about_the_contract_are_no_turn_and_no_kind_is_unknown() -> None:
    two = [ticket("Our terms", n + 2, TicketKind.CONTRACT) for n in range(2)]
    assert fine(tickets_turned(view(facts(tickets=two))))
    nameless = [ticket("x", n + 2, kind=None) for n in range(4)]
    assert "what kind of tickets" in unknown(tickets_turned(view(facts(tickets=nameless))))

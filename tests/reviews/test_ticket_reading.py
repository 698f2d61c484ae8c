"""Tickets: a fall is a warning, a turn to exports and terms a stronger one; what nobody read is neither."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.facts import FactKind, Ticket, TicketKind
from reviews.ticket_reading import TicketReading, read_tickets
from tests.reviews.fact_builders import facts, ticket, was_read


def reading(*tickets: Ticket, **held: Any) -> TicketReading:
    return read_tickets(facts(tickets=tickets, **held))


def some(number: int, ago: int, kind: TicketKind = TicketKind.PROBLEM) -> list[Ticket]:
    """So many about different things."""
    return [ticket(f"{chr(97 + n) * 4} {chr(97 + n) * 5}", ago, kind) for n in range(number)]


@pytest.mark.parametrize(
    ("now", "before", "fell"), [(3, 9, True), (4, 8, True), (5, 8, False), (0, 6, True), (0, 5, False), (9, 3, False)]
)
def test_a_sharp_fall_is_a_warning(now: int, before: int, fell: bool) -> None:
    assert reading(*some(now, 10), *some(before, 100)).fell is fell


def test_fewer_tickets_that_nobody_read_are_no_fall() -> None:
    assert not reading(*some(9, 100), reads=()).fell
    assert not reading(*some(9, 100), reads=(was_read(FactKind.TICKET, 60),)).fell


@pytest.mark.parametrize(
    ("leaving", "others", "then", "turned"),
    [(3, 0, 0, True), (2, 0, 0, False), (3, 7, 0, True), (3, 8, 0, False), (3, 3, 9, False), (5, 0, 2, True)],
)
def test_tickets_turn_to_exports_data_and_terms(leaving: int, others: int, then: int, turned: bool) -> None:
    kinds = [TicketKind.DATA, TicketKind.CONTRACT]
    asked = [ticket(f"{'xyzwv'[n] * 4}", 10, kinds[n % 2]) for n in range(leaving)]
    found = reading(*asked, *some(others, 20), *some(then, 120, TicketKind.DATA), *some(2, 121))
    assert found.turned is turned


@pytest.mark.parametrize(
    ("subjects", "asked"),
    [
        (["Export by cost centre", "Cost centres in the export, please"], [2]),
        (["Export by cost centre", "Export by project"], []),
        (["Totals per site", "Re: Totals per site", "Total of each site"], [3]),
        (["Totals per site"], []),
        ([], []),
    ],
)
def test_what_is_asked_twice_is_one_wish(subjects: list[str], asked: list[int]) -> None:
    found = reading(*(ticket(each, 10 + n, TicketKind.REQUEST) for n, each in enumerate(subjects)))
    assert [len(each.tickets) for each in found.asked] == asked


def test_many_questions_how_to_do_one_thing_are_a_lesson_nobody_gave() -> None:
    questions = [ticket(f"{'abcde'[n] * 5}?", 10 + n, workflow="Roles" if n % 2 else "roles") for n in range(5)]
    found = reading(*questions)
    assert found.lessons
    assert len(found.lessons.tickets) == 5
    assert found.asked == ()
    assert reading(*questions[:4]).lessons is None


def test_open_tickets_come_the_oldest_first_and_those_that_came_back_are_known() -> None:
    old, new = ticket("Old", 80, solved=False, reopened=2), ticket("New", 3, solved=False)
    found = reading(new, ticket("Solved", 5), old)
    assert found.open == (old, new)
    assert found.reopened == (old,)


@pytest.mark.parametrize(
    ("subject", "speaks"),
    [
        ("Workaround for the split?", True),
        ("We do it by hand", True),
        ("Rebuilding the file each month", True),
        ("Excel sheet of hours", True),
        ("Handbook", False),
        ("Export by cost centre", False),
    ],
)
def test_a_ticket_that_speaks_of_work_by_hand_is_known(subject: str, speaks: bool) -> None:
    assert bool(reading(ticket(subject, 5)).by_hand) is speaks

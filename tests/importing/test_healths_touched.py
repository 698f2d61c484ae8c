"""A file touches the health of exactly the customers it tells of, and so does taking it back."""

from __future__ import annotations

import pytest

from jobs.following import Following
from jobs.healths import sweep_healths
from jobs.importing import undo
from reviews.imports.model import ImportState
from storage import health_looks
from tests.builders import WS
from tests.importing.conftest import Desk, csv_of, ticket, tickets


async def sweep(desk: Desk) -> None:
    await sweep_healths(Following(desk.db, lambda: desk.now, "UTC", "/review"))


async def touched(desk: Desk) -> set[tuple[str, int]]:
    async with desk.db.read() as tx:
        return {(look.workspace_id, look.account_id) for look in await health_looks.due(tx, desk.now, 99)}


@pytest.fixture
async def known(desk: Desk) -> Desk:
    """Nobody's health is to be computed."""
    await sweep(desk)
    assert await touched(desk) == set()
    return desk


async def test_a_file_touches_exactly_its_customers_when_it_is_wholly_in(known: Desk) -> None:
    async def nobody(_lines: int, _bytes: int) -> None:
        assert await touched(known) == set()

    await known.take(tickets(ticket(1), ticket(2, where="Blue Fern")), progress=nobody)
    assert await touched(known) == {(WS, 1), (WS, 3)}


async def test_a_later_version_of_a_fact_touches_its_customer(known: Desk) -> None:
    await known.take(tickets(ticket(1), ticket(2, where="Kestrel")))
    await sweep(known)
    later = ticket(1, solved="2026-11-04 09:00:00", updated="2026-11-04 09:00:00")
    await known.take(tickets(later))
    assert await touched(known) == {(WS, 1)}


async def test_taking_a_file_back_touches_exactly_its_customers(known: Desk) -> None:
    _, kept = await known.take(tickets(ticket(1), ticket(2, where="Blue Fern")))
    await sweep(known)
    assert await undo(known.db, kept, by="U1", now=known.now) is None
    assert await touched(known) == {(WS, 1), (WS, 3)}


async def test_a_file_that_is_refused_touches_nobody(known: Desk) -> None:
    _, kept = await known.take(tickets(ticket(1), ticket(2, where="Nobody we know")))
    assert kept.state is ImportState.REFUSED
    assert await touched(known) == set()


async def test_a_file_of_customers_touches_those_it_brings_and_changes(known: Desk) -> None:
    await known.take(csv_of(("Customer name", "Tier"), [("Kestrel", "gold"), ("Harbor Lane", "gold")]), name="book.csv")
    assert await touched(known) == {(WS, 2), (WS, 4)}


async def test_a_file_of_people_touches_their_customers(known: Desk) -> None:
    people = csv_of(
        ("Name", "Customer", "Level", "E-mail"), [("Ada King", "Kestrel", "executive", "ada@kestrel.example")]
    )
    await known.take(people, name="people.csv")
    assert await touched(known) == {(WS, 2)}

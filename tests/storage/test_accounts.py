"""Finding customers: by the letters typed so far, by their rooms, and only those the one who asks may know of."""

from __future__ import annotations

import pytest

from reviews.rights import Actor, Standing
from storage import accounts
from storage.database import Database
from tests.storage.examples import WS, account, action, keep

NAMES = ["Harbor Fernery", "Blue Fern", "Fernhill", "Kestrel", "Confern", "100% Fern", "FERN & Co", "Größe"]


@pytest.fixture
async def known(db: Database) -> Database:
    await keep(db, *(account(number, name=name) for number, name in enumerate(NAMES, 1)))
    return db


async def offered(db: Database, letters: str, most: int = 99) -> list[str]:
    async with db.read() as tx:
        return [name for _, name in await accounts.offered(tx, WS, letters, most)]


async def test_names_that_begin_so_come_first_then_words_then_the_rest(known: Database) -> None:
    assert await offered(known, "fern") == [
        "FERN & Co",
        "Fernhill",
        "100% Fern",
        "Blue Fern",
        "Harbor Fernery",
        "Confern",
    ]


async def test_no_more_are_offered_than_asked_for(known: Database) -> None:
    assert await offered(known, "fern", 3) == ["FERN & Co", "Fernhill", "100% Fern"]
    assert len(await offered(known, "", 2)) == 2


async def test_everybody_is_offered_before_a_letter_is_typed(known: Database) -> None:
    assert sorted(await offered(known, "  ")) == sorted(NAMES)


async def test_signs_of_a_search_are_letters_like_others(known: Database) -> None:
    assert await offered(known, "0% ") == ["100% Fern"]
    assert await offered(known, "_") == await offered(known, "%f") == []
    assert await offered(known, "GRÖSS") == ["Größe"]


async def test_what_is_private_is_offered_only_to_its_own(db: Database) -> None:
    hidden = account(1, name="Fern Secret", is_private=True, owner="U1")
    await keep(db, hidden, account(2, name="Fern Open"), action(1, account_id=1, owner="U3"))
    for user, sees in (("U1", True), ("U2", False), ("U3", True)):
        viewer = Actor(WS, user, Standing.MEMBER)
        async with db.read() as tx:
            found = await accounts.offered(tx, WS, "fern", 9, viewer)
            near = await accounts.of_length(tx, WS, 1, 40, 9, viewer)
        assert ((1, "Fern Secret") in found, (1, "Fern Secret") in near) == (sees, sees)
        assert (2, "Fern Open") in found
    async with db.read() as tx:
        assert await accounts.offered(tx, WS, "fern", 9, Actor(WS, "U1", Standing.GUEST)) == []


async def test_a_channel_leads_to_whom_it_is_for_and_to_whom_it_is_shared_with(db: Database) -> None:
    await keep(db, account(1, shared_channel="C8"), account(2, channel=None))
    async with db.read() as tx:
        assert [each.id for each in await accounts.using_rooms(tx, WS, ["C8"])] == [1]
        assert [each.id for each in await accounts.using_rooms(tx, WS, ["C1", "C8"])] == [1]
        assert await accounts.using_rooms(tx, WS, ["C2"]) == []
        assert await accounts.has_homeless(tx, WS)
        assert not await accounts.has_homeless(tx, "T2")


async def test_accounts_are_found_by_any_of_several_names(known: Database) -> None:
    async with known.read() as tx:
        found = await accounts.named(tx, WS, ["blue  FERN", "blue", "kestrel"])
    assert [each.name for each in found] == ["Blue Fern", "Kestrel"]


async def test_names_of_about_a_length_are_found(known: Database) -> None:
    async with known.read() as tx:
        found = await accounts.of_length(tx, WS, 7, 8, 9)
    assert [name for _, name in found] == ["Confern", "Fernhill", "Kestrel"]

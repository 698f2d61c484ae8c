from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reviews.asks import Nudge
from storage import nudges
from storage.database import Database
from tests.storage.examples import NOW, WS, nudge

TODAY = NOW.date()
LATER = NOW + timedelta(hours=2)


async def keep(db: Database, *new: Nudge) -> list[bool]:
    async with db.write() as tx:
        return [await nudges.add(tx, each) for each in new]


async def by_id(db: Database, number: int = 1) -> Nudge | None:
    async with db.read() as tx:
        return await nudges.by_id(tx, WS, number)


async def test_a_person_gets_one_nudge_a_day_and_the_first_stands(db: Database) -> None:
    first = nudge(away_from=NOW, away_until=LATER)
    assert await keep(db, first, nudge(2)) == [True, False]
    assert await by_id(db) == first
    assert await by_id(db, 2) is None


async def test_another_day_another_person_and_another_workspace_are_free(db: Database) -> None:
    tomorrow = TODAY + timedelta(days=1)
    others = nudge(2, day=tomorrow), nudge(3, user_id="U2"), nudge(1, ws="T2")
    assert await keep(db, nudge(), *others) == [True] * 4
    async with db.read() as tx:
        assert await nudges.latest(tx, WS, "U1") == [others[0]]
        assert await nudges.latest(tx, WS, "U2") == [others[1]]
        assert await nudges.by_ids(tx, WS, [2, 9, 2]) == [others[0]]
        assert await nudges.by_ids(tx, WS, []) == []


async def test_a_nudge_that_was_said_is_found_by_its_message(db: Database) -> None:
    await keep(db, nudge())
    async with db.write() as tx:
        assert await nudges.at(tx, WS, "D1", "17.1") is None
        await nudges.said(tx, [(WS, 1, "D1", "17.1"), (WS, 9, "D1", "17.1")])
        assert await nudges.at(tx, WS, "D1", "17.1") == nudge(channel="D1", ts="17.1")
        assert await nudges.at(tx, WS, "D2", "17.1") is None


async def test_only_the_first_answer_and_the_first_not_helpful_count(db: Database) -> None:
    await keep(db, nudge())
    async with db.write() as tx:
        for tell in (nudges.answered, nudges.not_helpful):
            assert await tell(tx, WS, 1, NOW)
            assert not await tell(tx, WS, 1, LATER)
            assert not await tell(tx, WS, 9, NOW)
    assert await by_id(db) == nudge(answered_at=NOW, not_helpful_at=NOW)


async def test_each_showing_anew_has_a_version_of_its_own(db: Database) -> None:
    await keep(db, nudge())
    async with db.write() as tx:
        assert [await nudges.raise_version(tx, WS, 1) for _ in range(2)] == [2, 3]
        assert await nudges.raise_version(tx, WS, 9) is None
    assert await by_id(db) == nudge(version=3)


async def test_an_unsaid_nudge_can_be_forgotten_and_its_day_is_free_again(db: Database) -> None:
    await keep(db, nudge())
    async with db.write() as tx:
        assert await nudges.forget(tx, WS, 1)
        assert not await nudges.forget(tx, WS, 1)
    assert await keep(db, nudge(2)) == [True]


async def test_a_nudge_that_was_said_is_never_forgotten(db: Database) -> None:
    said = nudge(channel="D1", ts="17.1")
    await keep(db, said)
    async with db.write() as tx:
        assert not await nudges.forget(tx, WS, 1)
    assert await by_id(db) == said


async def test_a_persons_last_nudges_come_newest_first(db: Database) -> None:
    each = [nudge(number, day=TODAY + timedelta(days=-number)) for number in (2, 1, 3)]
    await keep(db, *each, nudge(4, user_id="U2"))
    async with db.read() as tx:
        assert [one.id for one in await nudges.latest(tx, WS, "U1", 2)] == [1, 2]
        assert [one.id for one in await nudges.latest(tx, WS, "U1")] == [1]
        assert await nudges.latest(tx, WS, "U9") == []


async def test_a_message_said_again_elsewhere_is_found_there(db: Database) -> None:
    await keep(db, nudge(channel="D1", ts="17.1"))
    async with db.write() as tx:
        await nudges.said(tx, [(WS, 1, "D2", "18.1")])
        assert await nudges.at(tx, WS, "D1", "17.1") is None
        assert await nudges.at(tx, WS, "D2", "18.1") == replace(nudge(), channel="D2", ts="18.1")

"""Who left with something open, and histories of several records, on both databases."""

from __future__ import annotations

import pytest

from reviews.model import ActionState, GapState, ReviewState, Stage, StepName, StepState
from storage import audit, handovers, leaving, people
from storage.database import Database
from storage.record import record
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    contact,
    gap,
    goal,
    goal_reading,
    handover,
    keep,
    person,
    preferences,
    review,
    step,
    turned,
)


async def knows(db: Database, *user_ids: str, ws: str = WS, **fields: bool) -> None:
    async with db.write() as tx:
        for user_id in user_ids:
            await people.save(tx, person(user_id, ws, **fields))


async def looked_at(db: Database) -> list[tuple[str, str]]:
    async with db.read() as tx:
        return await handovers.to_look_at(tx)


async def test_who_left_with_anything_open_is_looked_at_and_nobody_else(db: Database) -> None:
    await keep(db, account(1, owner="U1", sponsor="U2"), account(2, owner="U3", stage=Stage.GONE, sponsor="U3"))
    await keep(db, action(owner="U4"), action(2, owner="U5", state=ActionState.DONE, ended_at=NOW))
    await keep(db, gap(owner="U6"), gap(2, owner="U7", state=GapState.CLOSED, ended_at=NOW))
    await keep(db, review(facilitator="U8"), review(2, facilitator="U9", state=ReviewState.CLOSED, ended_at=NOW))
    await keep(db, preferences("U10", manager="U11", stand_in="U12"))
    everybody = [f"U{number}" for number in range(1, 13)]
    await knows(db, *everybody)
    assert await looked_at(db) == []
    await knows(db, *everybody, deactivated=True)
    assert await looked_at(db) == sorted((WS, each) for each in ("U1", "U2", "U4", "U6", "U8", "U11", "U12"))


async def test_what_is_under_way_is_looked_at_until_it_is_over(db: Database) -> None:
    await keep(db, handover(leaver="U9"), handover(2, leaver="U8", done_at=NOW))
    assert await looked_at(db) == [(WS, "U9")]


@pytest.mark.parametrize(("private", "asked"), [(False, "U2"), (True, "U7")])
async def test_an_owner_is_not_asked_about_things_at_a_private_customer_of_another(
    db: Database, *, private: bool, asked: str
) -> None:
    await knows(db, "U1", "U2")
    await knows(db, "U7", is_admin=True)
    await knows(db, "U9", deactivated=True)
    await keep(db, account(1, owner="U1", is_private=private), account(2, owner="U2"))
    mine = [action(number, owner="U9", account_id=2) for number in (2, 3)]
    await keep(db, action(1, owner="U9", account_id=1), *mine)
    async with db.write() as tx:
        await leaving.look_after(tx, WS, "U9", now=NOW, default_zone="UTC")
        found = await handovers.open_of(tx, WS, "U9")
    assert found
    assert found.manager == asked


async def test_one_person_is_handed_on_once_at_a_time(db: Database) -> None:
    await keep(db, handover(leaver="U9"))
    with pytest.raises(Exception, match="already there"):
        await keep(db, handover(2, leaver="U9"))


async def test_an_accounts_history_is_its_card_people_goals_and_reviews(db: Database) -> None:
    await keep(db, account(1), account(2, owner="U2"), contact(), goal(), goal_reading(), review(), gap(), action())
    await keep(db, step(StepName.GOALS), step(StepName.USAGE))
    usage = step(StepName.USAGE)
    async with db.write() as tx:
        skipped = step(StepName.USAGE, state=StepState.SKIPPED, note="no time")
        await record(tx, WS, turned(usage, skipped), by="U1", now=NOW)
        refs = await audit.refs_of_account(tx, WS, 1)
    async with db.read() as tx:
        found, total = await audit.page(tx, WS, refs, 0, 3)
        rest, _ = await audit.page(tx, WS, refs, 3, 99)
    told = [(entry.kind, entry.ref) for entry in (*found, *rest)]
    day = goal_reading().day
    assert told == [
        ("step", "1/usage"),
        ("review", "1"),
        ("reading", f"1/{day}"),
        ("goal", "1"),
        ("contact", "1"),
        ("account", "1"),
    ]
    assert total == len(told)


async def test_records_are_found_by_what_entries_call_them(db: Database) -> None:
    await keep(db, account(1), action(), preferences("U10", manager="U11"))
    async with db.read() as tx:
        assert await audit.record_of(tx, WS, "action", "1") == action()
        assert await audit.record_of(tx, WS, "preferences", "U10") == preferences("U10", manager="U11")
        for kind, ref in (("action", "9"), ("step", "1/usage"), ("nothing", "1"), ("action", "1/2")):
            assert await audit.record_of(tx, WS, kind, ref) is None

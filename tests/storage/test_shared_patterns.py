"""What returns at several customers, from open gaps and the quarter's incidents, among those somebody may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, event

from reviews.customer import GapAccount
from reviews.model import GapState, Stage
from reviews.rights import Actor, Reach, Standing
from reviews.shared_patterns import Shared, SharedPattern
from storage import shared_patterns
from storage.database import Database
from storage.tables import accounts
from storage.visible import seen
from tests.storage.examples import NOW, WS, account, gap, keep
from tests.storage.fact_examples import DAY, incident

EVERYBODYS = accounts.c.id.is_not(None)
NINA = Actor("U1", WS, Standing.MEMBER)


async def load(
    db: Database, mine: ColumnElement[bool] = EVERYBODYS, now_later: timedelta = timedelta(0), ws: str = WS
) -> tuple[SharedPattern, ...]:
    async with db.read() as tx:
        return await shared_patterns.load(tx, ws, mine, NOW + now_later)


async def customers(db: Database, ws: str = WS, **third: object) -> None:
    """Four customers, the third with something of its own."""
    given = {3: third}
    await keep(db, *(account(number, ws=ws, **given.get(number, {})) for number in (1, 2, 3, 4)), ws=ws)


async def gaps_at(db: Database, *numbers: int, ws: str = WS, **fields: object) -> None:
    kept = (gap(number, ws=ws, account_id=number, **({"reason": "exports"} | fields)) for number in numbers)
    await keep(db, *kept, ws=ws)


async def test_one_reason_at_three_customers_is_found_with_them(db: Database) -> None:
    await customers(db)
    await gaps_at(db, 1, 2, 3)
    (found,) = await load(db)
    assert (found.kind, found.key, found.accounts, found.gap_id) == (Shared.REASON, "exports", {1, 2, 3}, None)


async def test_at_two_customers_it_is_none(db: Database) -> None:
    await customers(db)
    await gaps_at(db, 1, 2)
    await keep(db, gap(9, account_id=2, reason="exports"))
    assert await load(db) == ()


async def test_ended_gaps_and_customers_who_are_gone_do_not_count(db: Database) -> None:
    await customers(db, stage=Stage.GONE)
    await gaps_at(db, 1, 2, 3)
    await keep(db, gap(4, account_id=4, reason="exports", state=GapState.CLOSED, ended_at=NOW, ended_by="U1"))
    assert await load(db) == ()


async def test_one_gap_over_all_of_them_is_named_until_one_is_taken_off_it(db: Database) -> None:
    await customers(db)
    await gaps_at(db, 1, 2, 3)
    over = [GapAccount(WS, 7, number, "U1", NOW) for number in (2, 3)]
    await keep(db, gap(7, account_id=1, reason="exports"), *over)
    (found,) = await load(db)
    assert found.gap_id == 7
    await gaps_at(db, 4)
    (wider,) = await load(db)
    assert (wider.gap_id, wider.accounts) == (None, {1, 2, 3, 4})


async def test_a_customer_somebody_may_not_see_is_neither_counted_nor_named(db: Database) -> None:
    await customers(db, is_private=True, owner="U9")
    await gaps_at(db, 1, 2, 3, owner="U2")
    assert await load(db, and_seen(NINA)) == ()
    await gaps_at(db, 4, owner="U2")
    (found,) = await load(db, and_seen(NINA))
    assert found.accounts == {1, 2, 4}
    leader = Actor("U5", WS, Standing.MEMBER, leads=Reach.ALL)
    (whole,) = await load(db, and_seen(leader))
    assert whole.accounts == {1, 2, 3, 4}


async def test_a_workflow_hit_at_three_customers_within_the_quarter_is_found(db: Database) -> None:
    await customers(db)
    named = ("Month-end export", "month end exports", "the month-end export")
    await keep(db, *(incident(n, account_id=n, workflow=name) for n, name in enumerate(named, 1)))
    (found,) = await load(db)
    assert (found.kind, found.accounts) == (Shared.WORKFLOW, {1, 2, 3})
    assert await load(db, now_later=90 * DAY) == ()


async def test_three_incidents_of_one_customer_and_those_without_a_workflow_are_none(db: Database) -> None:
    await customers(db)
    await keep(db, *(incident(n, account_id=1) for n in (1, 2, 3)))
    await keep(db, *(incident(n + 3, account_id=n, workflow=None) for n in (1, 2, 3)))
    assert await load(db) == ()


async def test_another_workspace_has_patterns_of_its_own(db: Database) -> None:
    await customers(db)
    await gaps_at(db, 1, 2)
    await customers(db, ws="T2")
    await gaps_at(db, 1, 2, 3, ws="T2")
    assert await load(db) == ()
    assert [each.accounts for each in await load(db, ws="T2")] == [{1, 2, 3}]


@pytest.mark.parametrize("many", [3, 40])
async def test_it_takes_two_statements_however_many_customers_there_are(db: Database, many: int) -> None:
    await keep(db, *(account(number) for number in range(1, many + 1)))
    await gaps_at(db, *range(1, many + 1))
    asked: list[str] = []
    async with db.read() as tx:
        engine = tx.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        await shared_patterns.load(tx, WS, EVERYBODYS, NOW)
    assert len(asked) == 2


def and_seen(viewer: Actor) -> ColumnElement[bool]:
    """As the button asks it."""
    return EVERYBODYS & seen(viewer)

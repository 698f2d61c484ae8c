"""What the signals of many customers are read from is what each of them alone would be asked for."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from reviews.customer import GoalState
from reviews.facts import FactKind, Ticket
from reviews.health.model import HeardDay, View
from reviews.health.signals import read_all
from reviews.imports.model import ImportState
from reviews.model import ActionState, GapState, MarkColour, Question, ReviewState
from reviews.preferences import EVERYBODY
from storage import facts, health_views, people
from storage.database import Database
from storage.tables import heard_days
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    contact,
    gap,
    gap_account,
    goal,
    goal_reading,
    keep,
    mark,
    person,
    preferences,
    review,
)
from tests.storage.fact_examples import (
    contract,
    file_import,
    incident,
    one_of_each,
    source_read,
    survey,
    ticket,
    touch,
    usage,
)
from tests.storage.health_examples import listening
from tests.storage.test_cost import WALKED_WHOLE, heard

DAY = timedelta(days=1)
LONG_AGO = NOW - 300 * DAY
NOTED = {"noted_by", "noted_at", "source_id", "import_id", "as_of"}
LEFT_OUT = NOTED | {"felt_by", "subject", "requester", "ours", "words"}
OF_TICKETS = LEFT_OUT | {"workflow", "first_reply_at", "reopened", "day_only"}


async def views(db: Database, *numbers: int, now: Any = NOW, ws: str = WS) -> dict[int, View]:
    async with db.read() as tx:
        found = await health_views.load(tx, ws, numbers, now=now, default_zone="UTC", repair_days=90)
    return {view.account.id: view for view in found}


async def view(db: Database, number: int = 1, **given: Any) -> View:
    return (await views(db, number, **given))[number]


def lean(fact: Any) -> dict[str, Any]:
    """What is read of a fact."""
    left_out = OF_TICKETS if isinstance(fact, Ticket) else LEFT_OUT
    return {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in left_out}


@pytest.fixture
async def many(db: Database) -> Database:
    """Two customers with facts of every age, one of whom has none that count; and the same numbers elsewhere."""
    for ws in (WS, "T2"):
        imports = file_import(1, ws=ws, state=ImportState.LOADING, beat_at=NOW), file_import(2, ws=ws)
        rows: list[Any] = [account(1, ws=ws), account(2, ws=ws), account(3, ws=ws), contact(ws=ws), *imports]
        rows += one_of_each(ws=ws)
        rows += [
            incident(2, ws=ws, started_at=LONG_AGO),
            incident(3, ws=ws, started_at=LONG_AGO, fixed_at=LONG_AGO + DAY),
            incident(4, ws=ws, withdrawn_at=NOW),
            incident(5, ws=ws, import_id=1),
            incident(6, ws=ws, import_id=2, account_id=2, fixed_at=NOW, acknowledged_at=NOW),
            usage(2, ws=ws, ends_on=LONG_AGO.date(), as_of=LONG_AGO),
            usage(3, ws=ws, ends_on=LONG_AGO.date(), team="finance"),
            usage(4, ws=ws, ends_on=NOW.date() - 40 * DAY, team="finance", account_id=2, import_id=2),
            ticket(2, ws=ws, opened_at=LONG_AGO),
            ticket(3, ws=ws, opened_at=LONG_AGO, solved_at=LONG_AGO + DAY),
            ticket(4, ws=ws, opened_at=NOW - 3 * DAY, solved_at=NOW),
            touch(2, ws=ws, contact_id=1, about="the renewal"),
            touch(3, ws=ws, at=LONG_AGO),
            survey(2, ws=ws, at=LONG_AGO),
            survey(3, ws=ws, at=NOW - 400 * DAY),
            contract(2, ws=ws, as_of=NOW - DAY, value=90_000),
            source_read(ws=ws),
            source_read(ws=ws, kind=FactKind.TICKET, account_id=1, source="slack", covers_until=NOW.date() - 9 * DAY),
            source_read(ws=ws, kind=FactKind.TOUCH, account_id=2, source="slack"),
        ]
        await keep(db, *rows, ws=ws)
    return db


async def test_facts_of_many_are_those_that_each_alone_would_be_asked_for(many: Database) -> None:
    found = await views(many, 1, 2, 3, 4)
    assert list(found) == [1, 2, 3]
    for number, seen in found.items():
        async with many.read() as tx:
            alone = await facts.of_account(tx, WS, number, seen.today)
        for name in ("incidents", "usage", "tickets", "touches", "surveys"):
            ours, theirs = getattr(seen.facts, name), getattr(alone, name)
            assert sorted(map(lean, ours), key=repr) == sorted(map(lean, theirs), key=repr), name
        assert [each.opened_at for each in seen.facts.tickets] == [each.opened_at for each in alone.tickets]
        assert [each.started_at for each in seen.facts.incidents] == [each.started_at for each in alone.incidents]
        assert (seen.facts.contract, seen.facts.reads) == (alone.contract, alone.reads)
        assert set(seen.facts.people) == set(alone.people)


async def test_what_is_left_out_of_facts_is_read_by_no_signal(many: Database) -> None:
    for number, seen in (await views(many, 1, 2, 3)).items():
        async with many.read() as tx:
            alone = await facts.of_account(tx, WS, number, seen.today)
        assert read_all(seen) == read_all(replace(seen, facts=alone))


async def test_no_customer_gets_what_is_known_of_another_workspace(many: Database) -> None:
    for ws in (WS, "T2"):
        for seen in (await views(many, 1, 2, 3, ws=ws)).values():
            facts_of = seen.facts
            every = (*facts_of.incidents, *facts_of.usage, *facts_of.tickets, *facts_of.touches, *facts_of.surveys)
            assert {each.workspace_id for each in (*every, *facts_of.people, *facts_of.reads)} <= {ws}
    assert await views(many, 1, 2, ws="T3") == {}


async def test_gaps_are_the_open_ones_and_those_ended_lately_also_of_others_who_share_them(db: Database) -> None:
    ended: dict[str, Any] = {"state": GapState.CLOSED, "ended_at": NOW - 9 * DAY}
    await keep(
        db,
        account(1),
        account(2),
        gap(1),
        gap(2, **ended),
        gap(3, state=GapState.CLOSED, ended_at=LONG_AGO),
        gap(4, state=GapState.WITHDRAWN, ended_at=NOW),
        gap(5, account_id=2),
        gap_account(2, gap_id=1),
        gap_account(1, gap_id=5, ended_at=NOW),
    )
    found = await views(db, 1, 2)
    assert {each.id for each in found[1].gaps} == {1, 2}
    assert {(each.id, each.account_id) for each in found[2].gaps} == {(5, 2), (1, 1)}


async def test_actions_are_the_live_ones_and_those_ended_lately(db: Database) -> None:
    await keep(
        db,
        account(1),
        action(1),
        action(2, state=ActionState.DONE, ended_at=NOW - 9 * DAY),
        action(3, state=ActionState.DONE, ended_at=LONG_AGO),
        action(4, state=ActionState.WITHDRAWN, ended_at=NOW),
        action(5, state=ActionState.WAITING, logged_at=LONG_AGO),
        action(6, account_id=None),
    )
    assert {each.id for each in (await view(db)).actions} == {1, 2, 5}


async def test_marks_are_those_of_the_last_two_closed_reviews(db: Database) -> None:
    await keep(db, account(1), account(2))
    for number in range(1, 5):
        ended = NOW - 100 * number * DAY
        state = ReviewState.ABANDONED if number == 2 else ReviewState.CLOSED
        await keep(db, review(number, state=state, ended_at=ended))
        colour = MarkColour.RED if number == 3 else MarkColour.GREEN
        await keep(db, mark(review_id=number, colour=colour), mark(Question.OWNERS, review_id=number))
    seen = await views(db, 1, 2)
    assert [[each.review_id for each in marks] for marks in seen[1].marks] == [[1, 1], [3, 3]]
    assert seen[1].reviewed_on == (NOW - 100 * DAY).date()
    assert (seen[2].marks, seen[2].reviewed_on) == ((), None)


async def test_goals_are_the_open_ones_with_all_their_readings(db: Database) -> None:
    goals = goal(1, baseline=40.0, target=10.0, due=date(2026, 11, 1)), goal(2, state=GoalState.REACHED, ended_at=NOW)
    await keep(db, account(1), *goals, goal_reading(25), goal_reading(31, day=NOW.date() - 30 * DAY))
    (only,) = (await view(db)).goals
    assert [each.value for each in only.readings] == [31, 25]
    assert (only.percent, only.late) == (50, True)


async def test_a_day_is_the_customers_own_else_its_owners_else_the_default(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, person("U1", time_zone="Asia/Tokyo"))
    late = NOW.replace(hour=20)
    await keep(db, account(1), account(2, time_zone="America/Los_Angeles"), account(3, owner=None))
    await keep(db, preferences(EVERYBODY, country="FR"), preferences("U1", weekend="4,5"))
    found = await views(db, 1, 2, 3, now=late)
    assert [found[number].calendar.zone for number in (1, 2, 3)] == ["Asia/Tokyo", "America/Los_Angeles", "UTC"]
    assert [(found[number].today - NOW.date()).days for number in (1, 2, 3)] == [1, 0, 0]
    assert found[1].calendar.weekend == frozenset({4, 5})
    assert found[3].calendar.country == "FR"


async def test_who_leads_on_our_side_has_a_name(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, person("U7", real_name="Ada King"))
    await keep(db, account(1, sponsor="U7"), account(2, sponsor="U8"))
    found = await views(db, 1, 2)
    assert (found[1].sponsor_name, found[2].sponsor_name) == ("Ada King", None)


async def test_heard_days_count_while_their_channel_is_listened_to_and_is_theirs(db: Database) -> None:
    await keep(db, account(1), account(2), account(3))
    left = listening("C9", account_id=3)
    await keep(db, listening("C1"), listening("C2", account_id=2, ended_at=NOW, ended_by="U1"), left)
    day = NOW.date() - 3 * DAY
    rows = [
        {"channel": channel, "account_id": number, "day": on, "user_id": "U9", "is_theirs": True, "count": 4}
        for channel, number, on in (("C1", 1, day), ("C1", 1, day - 300 * DAY), ("C2", 2, day), ("C9", 3, day))
    ]
    async with db.write() as tx:
        await tx.execute(heard_days.insert(), [{"workspace_id": WS, **row} for row in rows])
    found = await views(db, 1, 2, 3)
    assert found[1].heard == (HeardDay(day, "U9", True, 4),)
    assert [found[number].listened for number in (1, 2, 3)] == [True, False, False]
    assert (found[2].heard, found[3].heard) == ((), ())


async def test_it_takes_as_many_statements_for_one_as_for_many_and_reads_no_table_whole(sqlite_url: str) -> None:
    db = Database.open(sqlite_url)
    rows = [account(number, sponsor="U2") for number in range(1, 41)]
    work = [[gap(n, account_id=n), action(n, account_id=n), goal(n, account_id=n)] for n in range(1, 41)]
    closed = [review(n, account_id=n, state=ReviewState.CLOSED, ended_at=NOW) for n in range(1, 41)]
    await keep(db, *rows, *closed, *(each for those in work for each in those))
    asked = []
    for numbers in ([1], range(1, 41)):
        async with db.read() as tx:
            with heard(tx) as said:
                await health_views.load(tx, WS, numbers, now=NOW, default_zone="UTC", repair_days=90)
            plans = [await tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values) for sql, values in said]
        asked.append(len(said))
        steps = [str(row[-1]) for plan in plans for row in plan]
        assert [step for step in steps if step.startswith("SCAN") and not WALKED_WHOLE.search(step)] == []
    assert asked[0] == asked[1]
    await db.close()


async def test_too_many_at_once_are_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="500 are the most"):
        await views(db, *range(1, 502))

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import StatementError

from reviews.asks import Ask, AskKind, AskState
from storage import asks
from storage.database import Database
from tests.storage.examples import NOW, WS, ask

SOON = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


async def add(db: Database, *new: Ask) -> int:
    async with db.write() as tx:
        return await asks.add(tx, new)


async def waiting(db: Database, *persons: str) -> list[Ask]:
    async with db.read() as tx:
        return await asks.waiting_for(tx, WS, persons or ["U1"])


async def about(db: Database, *subjects: str) -> list[Ask]:
    async with db.read() as tx:
        return await asks.of_subjects(tx, WS, subjects)


async def settle(db: Database, *changed: Ask) -> None:
    async with db.write() as tx:
        await asks.settle(tx, WS, changed)


async def test_a_question_added_twice_waits_once_and_as_it_first_was(db: Database) -> None:
    assert await add(db, ask()) == 1
    assert await add(db, ask(not_before=TOMORROW, created_at=TOMORROW)) == 0
    (kept,) = await waiting(db)
    assert kept == ask(id=kept.id)


async def test_only_what_is_new_among_what_was_planned_again_is_counted(db: Database) -> None:
    await add(db, ask("A-1"), ask("A-2"))
    assert await add(db, ask("A-1"), ask("A-3"), ask("A-2"), ask("A-4")) == 2
    assert [each.subject for each in await waiting(db)] == ["A-1", "A-2", "A-3", "A-4"]


async def test_one_question_twice_in_one_go_is_one_question(db: Database) -> None:
    assert await add(db, ask(), ask(), ask("A-2")) == 2


async def test_very_many_questions_are_added_in_one_go(db: Database) -> None:
    many = [ask(f"A-{number}") for number in range(3000)]
    assert await add(db, *many) == 3000
    assert [each.subject for each in await waiting(db)] == [each.subject for each in many]


async def test_nothing_to_add_is_nothing_added(db: Database) -> None:
    assert await add(db) == 0
    assert await waiting(db) == []


@pytest.mark.parametrize(
    "other",
    [
        {"subject": "A-2"},
        {"user_id": "U2"},
        {"kind": AskKind.LATE},
        {"about": "2026-12-11"},
        {"ws": "T2"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_a_question_that_differs_in_one_thing_is_another_question(db: Database, other: dict[str, Any]) -> None:
    assert await add(db, ask(), ask(**other)) == 2


async def test_what_was_put_once_is_not_put_again_and_what_was_dropped_waits_again_when_it_holds(db: Database) -> None:
    await add(db, ask("A-1"), ask("A-2"))
    first, second = await waiting(db)
    await settle(db, replace(first, state=AskState.ASKED, nudge_id=1, place=1), replace(second, state=AskState.DROPPED))
    assert await add(db, ask("A-1"), ask("A-2")) == 1
    assert [each.subject for each in await waiting(db)] == ["A-2"]
    assert [each.state for each in await about(db, "A-1", "A-2")] == [AskState.ASKED, AskState.WAITING]


async def test_an_ask_without_a_zone_in_its_moment_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="no time zone"):
        await add(db, ask(not_before=NOW.replace(tzinfo=None)))


async def test_what_waits_for_several_people_comes_person_by_person_oldest_first(db: Database) -> None:
    await add(db, ask("A-1", user_id="U2"), ask("A-2"), ask("A-3", user_id="U2"), ask("A-4", user_id="U3"))
    found = await waiting(db, "U2", "U1", "U9", "U2")
    assert [(each.user_id, each.subject) for each in found] == [("U1", "A-2"), ("U2", "A-1"), ("U2", "A-3")]
    async with db.read() as tx:
        assert await asks.waiting_for(tx, WS, []) == []


async def test_settling_touches_only_what_still_waits(db: Database) -> None:
    await add(db, ask("A-1"), ask("A-2"), ask("A-3"))
    one, two, three = await waiting(db)
    put = replace(one, state=AskState.ASKED, nudge_id=7, place=1)
    dropped = replace(two, state=AskState.DROPPED)
    put_off = asks.put_off(three, TOMORROW)
    await settle(db, put, dropped, put_off)
    assert await about(db, "A-1", "A-2", "A-3") == [put, dropped, put_off]
    late = [
        replace(each, state=AskState.ASKED, nudge_id=8, place=place) for place, each in enumerate([one, two, three], 1)
    ]
    await settle(db, *late)
    assert await about(db, "A-1", "A-2", "A-3") == [put, dropped, late[2]]


async def test_settling_nothing_changes_nothing(db: Database) -> None:
    await add(db, ask())
    before = await waiting(db)
    await settle(db)
    assert await waiting(db) == before


async def test_another_workspaces_question_cannot_be_settled(db: Database) -> None:
    await add(db, ask(ws="T2"))
    async with db.read() as tx:
        (theirs,) = await asks.waiting_for(tx, "T2", ["U1"])
    await settle(db, replace(theirs, workspace_id=WS, state=AskState.DROPPED))
    async with db.read() as tx:
        assert await asks.waiting_for(tx, "T2", ["U1"]) == [theirs]


async def test_those_who_have_waited_longest_are_due_first_each_once_and_no_more_than_asked(db: Database) -> None:
    await add(
        db,
        ask("A-1", user_id="U1", not_before=SOON),
        ask("A-2", user_id="U2", not_before=NOW),
        ask("A-3", user_id="U3", not_before=NOW),
        ask("A-4", user_id="U3", not_before=SOON),
        ask("A-5", user_id="U3", ws="T0", not_before=NOW - timedelta(minutes=1)),
        ask("A-6", user_id="U4", not_before=TOMORROW),
        ask("A-7", user_id="U5", not_before=NOW, state=AskState.DROPPED),
    )
    async with db.read() as tx:
        assert await asks.due(tx, SOON, 9) == [("T0", "U3"), (WS, "U2"), (WS, "U3"), (WS, "U1")]
        assert await asks.due(tx, NOW, 9) == [("T0", "U3"), (WS, "U2"), (WS, "U3")]
        assert await asks.due(tx, SOON, 2) == [("T0", "U3"), (WS, "U2")]


async def test_the_clock_knows_when_the_next_question_may_be_put(db: Database) -> None:
    async with db.read() as tx:
        assert await asks.next_due(tx) is None
    await add(db, ask("A-1", not_before=TOMORROW), ask("A-2", not_before=SOON), ask("A-3", state=AskState.ASKED))
    async with db.read() as tx:
        assert await asks.next_due(tx) == SOON


async def test_what_a_nudge_asked_comes_in_the_order_it_was_shown(db: Database) -> None:
    await add(db, *(ask(f"A-{number}") for number in (1, 2, 3, 4)))
    placed = {"A-1": (1, 2), "A-2": (2, 1), "A-3": (1, 1), "A-4": (2, 2)}
    waited = await waiting(db)
    shown = [
        replace(each, state=AskState.ASKED, nudge_id=placed[each.subject][0], place=placed[each.subject][1])
        for each in waited
    ]
    await settle(db, *shown)
    async with db.read() as tx:
        found = await asks.of_nudges(tx, WS, [2, 1, 9, 1])
        assert [each.subject for each in found] == ["A-3", "A-1", "A-2", "A-4"]
        assert await asks.of_nudges(tx, WS, []) == []


async def test_what_an_unsaid_nudge_asked_waits_again_from_the_moment_given(db: Database) -> None:
    await add(db, ask("A-1"), ask("A-2"))
    one, two = await waiting(db)
    asked = [
        replace(one, state=AskState.ASKED, nudge_id=1, place=1),
        replace(two, state=AskState.ASKED, nudge_id=2, place=1),
    ]
    await settle(db, *asked)
    async with db.write() as tx:
        await asks.take_back(tx, WS, 1, TOMORROW)
    assert await waiting(db) == [replace(one, not_before=TOMORROW)]
    assert await about(db, "A-2") == [asked[1]]

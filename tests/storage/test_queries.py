from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviews.model import (
    ActionState,
    CarriedKind,
    GapState,
    MarkColour,
    Question,
    ReviewState,
    Severity,
    StepName,
)
from storage import accounts, actions, gaps, numbers, people
from storage import reviews as review_store
from storage.database import Database
from storage.values import ActionFilter
from tests.storage.examples import (
    NOW,
    WS,
    account,
    action,
    carried,
    gap,
    keep,
    mark,
    person,
    review,
    step,
)

TODAY = date(2026, 11, 24)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


async def test_numbers_run_on_by_workspace_and_kind_and_blocks_are_whole(db: Database) -> None:
    async with db.write() as tx:
        assert [await numbers.next_number(tx, WS, "gap") for _ in range(2)] == [1, 2]
        assert await numbers.next_number(tx, WS, "action") == 1
        assert await numbers.next_number(tx, "T2", "gap") == 1
        assert await numbers.next_number(tx, WS, "gap", 3) == 3
        assert await numbers.next_number(tx, WS, "gap") == 6


async def test_forty_people_at_once_get_forty_numbers(db: Database) -> None:
    async def take() -> int:
        async with db.write() as tx:
            return await numbers.next_number(tx, WS, "action")

    assert sorted(await asyncio.gather(*(take() for _ in range(40)))) == list(range(1, 41))


async def test_an_account_is_found_by_number_channel_and_name(db: Database) -> None:
    ours = account(name="Größe & Söhne")
    await keep(db, ours, account(2))
    async with db.read() as tx:
        assert await accounts.by_id(tx, WS, 1) == ours
        assert await accounts.by_channel(tx, WS, "C1") == ours
        assert await accounts.by_name(tx, WS, "GRÖSSE & söhne") == ours
        assert await accounts.by_id(tx, WS, 3) is None
        assert await accounts.by_channel(tx, WS, "C9") is None
        assert await accounts.by_name(tx, WS, "Größe") is None


async def test_accounts_that_begin_with_the_letters_come_before_those_that_hold_them(db: Database) -> None:
    names = ["Harbor North", "Northwind", "Kestrel", "100% Nord", "NORDIC"]
    await keep(db, *(account(number, name=name) for number, name in enumerate(names, 1)))
    async with db.read() as tx:
        found = await accounts.search(tx, WS, " nor", 10)
        assert [one.name for one in found] == ["NORDIC", "Northwind", "100% Nord", "Harbor North"]
        assert [one.name for one in await accounts.search(tx, WS, "0% ", 10)] == ["100% Nord"]
        assert await accounts.search(tx, WS, "_", 10) == []
        assert len(await accounts.search(tx, WS, "", 2)) == 2
        assert [name for _, name in await accounts.offered(tx, WS, "", 99)] == sorted(names, key=str.casefold)


async def test_a_person_read_again_is_kept_as_last_read(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, person(time_zone="Europe/Berlin", read_at=NOW))
        gone = person(handle="nina.b", real_name="Nina Berg-Olsen", deactivated=True)
        await people.save(tx, gone)
        assert await people.by_id(tx, WS, "U1") == gone
        assert await people.by_handle(tx, WS, "nina.b") == [gone]
        assert await people.by_handle(tx, WS, "Nina Berg") == []


@pytest.mark.parametrize("typed", ["@nina", "Nina", "NINA BERG", "nina.b", " @Nina  Berg"])
async def test_a_person_is_found_by_handle_real_name_or_first_name(db: Database, typed: str) -> None:
    nina = person(handle="nina.b")
    async with db.write() as tx:
        for one in (
            nina,
            person("U2", handle="omar", real_name="Omar Nina"),
            person("U3", real_name="", handle="x"),
        ):
            await people.save(tx, one)
        assert await people.by_handle(tx, WS, typed) == [nina]


async def test_everybody_a_name_may_mean_is_returned_and_the_bot_asks(db: Database) -> None:
    ninas = [person("U1", handle="nina"), person("U2", handle="ops", real_name="Nina Ops", is_bot=True)]
    async with db.write() as tx:
        for one in ninas:
            await people.save(tx, one)
        assert await people.by_handle(tx, WS, "nina") == ninas
        found = await people.by_ids(tx, WS, {"U2", "U1", "U9"})
        assert sorted(one.user_id for one in found) == ["U1", "U2"]
        assert await people.by_ids(tx, WS, []) == []


async def test_an_accounts_reviews_are_found_by_how_they_ended(db: Database) -> None:
    old = review(1, state=ReviewState.CLOSED, ended_at=NOW)
    last = review(2, state=ReviewState.CLOSED, ended_at=NOW + timedelta(days=90))
    dropped = review(3, state=ReviewState.ABANDONED, ended_at=NOW)
    await keep(db, account(), account(2), old, last, dropped)
    async with db.read() as tx:
        assert await review_store.open_on(tx, WS, 1) is None
        assert await review_store.last_closed(tx, WS, 1) == last
        assert await review_store.latest_abandoned(tx, WS, 1) == dropped
        assert await review_store.last_closed(tx, WS, 2) is None
    await keep(db, review(4))
    async with db.write() as tx:
        assert await review_store.open_on(tx, WS, 1, lock=True) == review(4)
        assert await review_store.by_id(tx, WS, 4, lock=True) == review(4)
        await review_store.set_board_ts(tx, WS, 4, "17.5")
        assert await review_store.by_id(tx, WS, 4) == review(4, board_ts="17.5")


async def test_steps_marks_and_carried_items_come_in_the_order_of_the_review(db: Database) -> None:
    items = [carried(CarriedKind.ACTION, "4"), carried(CarriedKind.GAP, "12"), carried(CarriedKind.GAP, "9")]
    items += [carried(CarriedKind.MARK, "usage")]
    await keep(
        db,
        account(),
        review(),
        *(step(name) for name in reversed(StepName)),
        *(mark(question) for question in sorted(Question)),
        *items,
    )
    async with db.read() as tx:
        assert [found.name for found in await review_store.steps(tx, WS, 1)] == list(StepName)
        assert [found.question for found in await review_store.marks(tx, WS, 1)] == list(Question)
        assert [found.ref for found in await review_store.carried(tx, WS, 1)] == ["usage", "9", "12", "4"]


async def test_marks_of_past_quarters_come_newest_first_without_the_open_review(db: Database) -> None:
    closed = [review(number, state=ReviewState.CLOSED, ended_at=NOW + timedelta(days=number)) for number in (1, 2, 3)]
    seen = [mark(review_id=number, colour=MarkColour.RED) for number in (1, 3, 4)]
    await keep(db, account(), *closed, review(4), *seen)
    async with db.read() as tx:
        history = await review_store.marks_history(tx, WS, 1, 2)
        assert history == [(closed[2], [seen[1]]), (closed[1], [])]
        assert await review_store.marks_history(tx, WS, 9, 2) == []


async def test_blocking_gaps_come_first_and_closed_ones_not_at_all(db: Database) -> None:
    await keep(
        db,
        account(),
        review(),
        gap(1, severity=None),
        gap(2, severity=Severity.SLOWS, review_id=1),
        gap(3, review_id=1),
        gap(4, state=GapState.CLOSED, severity=Severity.WORKAROUND, review_id=1),
        gap(5, state=GapState.WITHDRAWN, review_id=1),
        gap(6, severity=Severity.WORKAROUND),
    )
    async with db.write() as tx:
        assert [found.id for found in await gaps.open_on(tx, WS, 1)] == [3, 2, 6, 1]
        assert [found.id for found in await gaps.of_review(tx, WS, 1)] == [3, 2, 4]
        found, total = await gaps.page(tx, WS, 1, 1, 2)
        assert ([one.id for one in found], total) == ([2, 6], 4)
        assert await gaps.page(tx, WS, 2, 0, 2) == ([], 0)
        assert (await gaps.page(tx, WS, None, 9, 2))[1] == 4
        assert await gaps.by_id(tx, WS, 5, lock=True) == gap(5, state=GapState.WITHDRAWN, review_id=1)


LISTED = [
    action(1, due=days(3)),
    action(2, due=days(-1), owner="U2"),
    action(3, due=days(-9), state=ActionState.BLOCKED),
    action(4, due=days(-20), state=ActionState.DONE),
    action(5, due=days(-1), account_id=2),
    action(6, due=days(0), account_id=None),
    action(7, due=days(-30), state=ActionState.WITHDRAWN),
    action(8, due=days(-2), state=ActionState.WAITING),
]


@pytest.mark.parametrize(
    ("wanted", "numbers_shown"),
    [
        (ActionFilter(), [3, 8, 2, 5, 6, 1]),
        (ActionFilter(owner="U1"), [3, 8, 5, 6, 1]),
        (ActionFilter(account_id=1), [3, 8, 2, 1]),
        (ActionFilter(late_before=TODAY), [3, 8, 2, 5]),
        (ActionFilter(late_before=TODAY, owner="U2"), [2]),
        (ActionFilter(blocked=True), [3, 8]),
        (ActionFilter(states=tuple(ActionState)), [3, 8, 2, 5, 6, 1, 7, 4]),
        (ActionFilter(states=(ActionState.DONE,)), [4]),
        (ActionFilter(states=(ActionState.DONE,), late_before=TODAY), []),
        (ActionFilter(owner="U9"), []),
    ],
)
async def test_a_list_shows_what_was_asked_for_worst_first(
    db: Database, wanted: ActionFilter, numbers_shown: list[int]
) -> None:
    await keep(db, account(), account(2), *LISTED)
    async with db.read() as tx:
        found, total = await actions.page(tx, WS, wanted, 0, 50)
    assert ([one.id for one in found], total) == (numbers_shown, len(numbers_shown))


async def test_a_long_list_is_turned_page_by_page_and_always_says_how_long_it_is(db: Database) -> None:
    await keep(db, account(), account(2), *LISTED)
    pages = []
    async with db.read() as tx:
        for offset in (0, 2, 4, 6):
            found, total = await actions.page(tx, WS, ActionFilter(), offset, 2)
            pages.append([one.id for one in found])
            assert total == 6
    assert pages == [[3, 8], [2, 5], [6, 1], []]


async def test_an_accounts_live_actions_leave_out_what_has_ended(db: Database) -> None:
    await keep(db, account(), account(2), review(), *(replace(one, review_id=1) for one in LISTED))
    async with db.write() as tx:
        assert [one.id for one in await actions.live_on(tx, WS, 1)] == [3, 8, 2, 1]
        assert [one.id for one in await actions.of_review(tx, WS, 1)] == [3, 8, 2, 5, 6, 1, 4]
        assert [one.id for one in await actions.by_ids(tx, WS, [6, 2, 99, 2], lock=True)] == [2, 6]
        assert await actions.by_ids(tx, WS, []) == []

"""Two workspaces with the same numbers everywhere: no question or change of one reaches the other."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

import storage
from reviews.account_facts import AccountFacts
from reviews.asks import AskState
from reviews.customer import GoalState
from reviews.facts import FactKind
from reviews.home import Book, Listed
from reviews.imports.model import ImportState
from reviews.model import ActionState, Review, ReviewState
from storage import (
    account_keys,
    answers,
    asks,
    cadence,
    direct_channels,
    drafts,
    homes,
    inbox,
    loading,
    nudges,
    numbers,
    outbox,
    people,
    tables,
)
from storage.database import Database
from storage.record import record
from storage.values import OutboxState, Say
from tests.databases import fresh_sqlite
from tests.storage import examples
from tests.storage.conftest import ENGINES
from tests.storage.examples import (
    NOW,
    account,
    action,
    answer,
    ask,
    carried,
    draft,
    gap,
    mark,
    new,
    nudge,
    person,
    review,
    step,
)
from tests.storage.fact_examples import contract, file_import, one_of_each, source_read, ticket, touch, usage
from tests.storage.functions import (
    APART,
    ASKING,
    CHANGING,
    FUNCTIONS,
    MODULES,
    OF_NO_WORKSPACE,
    SAYS_NOT_WHOSE,
    TODAY,
    WHICH_TABLE,
    call,
    public,
)
from tests.storage.health_examples import fill_with_health


async def fill(db: Database, ws: str) -> None:
    """The same ids everywhere; only the words tell whose they are."""
    mine = f"of {ws}"
    rows = [
        account(ws=ws, name="Northwind", owner=mine),
        account(2, ws=ws, owner="U8", is_private=True),
        examples.role(ws=ws, given_by=mine),
        review(ws=ws, facilitator=mine),
        review(2, ws=ws, state=ReviewState.CLOSED, facilitator=mine, ended_at=NOW),
        review(3, ws=ws, state=ReviewState.ABANDONED, facilitator=mine, ended_at=NOW),
        step(ws=ws, note=mine),
        mark(ws=ws, review_id=2, evidence=mine),
        carried(ws=ws, ref=mine),
        gap(ws=ws, review_id=1, what=mine),
        action(ws=ws, review_id=1, what=mine),
        action(2, ws=ws, what=mine, state=ActionState.WAITING, wake_on=NOW.date()),
        action(3, ws=ws, what=mine, account_id=2),
        examples.preferences(ws=ws, country=mine),
        examples.contact(ws=ws, name=mine, sponsor=True),
        examples.contact(2, ws=ws, name=mine, champion=True, left_on=NOW.date()),
        examples.goal(ws=ws, what=mine),
        examples.goal(2, ws=ws, what=mine, state=GoalState.REACHED, ended_at=NOW),
        examples.goal_reading(ws=ws, note=mine),
        examples.gap_account(ws=ws, added_by=mine),
        examples.handover(ws=ws, manager=mine),
        *one_of_each(ws=ws, noted_by=mine, import_id=None),
        file_import(ws=ws, name=mine, state=ImportState.LOADING, beat_at=NOW),
        *(make(2, ws=ws, noted_by=mine, account_id=2, import_id=1) for make in (ticket, contract)),
        usage(3, ws=ws, noted_by=mine, source="slack", ends_on=NOW.date()),
        source_read(ws=ws, by=mine, source="slack", account_id=1),
        touch(2, ws=ws, noted_by=mine, contact_id=1, import_id=1),
        source_read(ws=ws, by=mine),
    ]
    async with db.write() as tx:
        await record(tx, ws, new(*rows), by=mine, now=NOW, deed="deed")
        await people.save(tx, person(ws=ws, locale=mine, is_admin=True, manager="U8"))
        await drafts.put(tx, draft(ws=ws, kind=mine))
        await inbox.receive(tx, ws, "Ev1", "event", {"who": mine}, now=NOW)
        await numbers.next_number(tx, ws, "action")
        await homes.note_opened(tx, ws, "U1", NOW)
        await outbox.queue(tx, ws, key="board:1:2", channel="C1", operation=Say.BOARD, subject_id=1, version=2, now=NOW)
        await account_keys.learn(tx, ws, {"zendesk:1": 1})
        await loading.set_aside(tx, ws, 1, FactKind.TICKET, [(1, {"subject": mine})])
        await fill_with_nudges(tx, ws)
        await fill_with_failures(tx, ws)
        await fill_with_health(tx, ws)


async def fill_with_nudges(tx: AsyncConnection, ws: str) -> None:
    """One nudge that was said and answered, one that is queued."""
    await asks.add(tx, [ask(ws=ws), ask("A-2", ws=ws), ask("A-3", ws=ws, state=AskState.ASKED, nudge_id=1, place=1)])
    await nudges.add(tx, nudge(ws=ws, channel="D1", ts="17.1"))
    await nudges.add(tx, nudge(2, ws=ws, day=TODAY))
    await outbox.queue_nudge_again(tx, ws, 1, 1, "D1", NOW)
    await outbox.queue(tx, ws, key="nudge:2", channel="U1", operation=Say.NUDGE, subject_id=2, now=NOW)
    await answers.keep(tx, answer(ws=ws, nudge_id=1, text=f"1 done, of {ws}", deed="deed"))
    await direct_channels.learn(tx, [(ws, "U1", f"D of {ws}")])


async def fill_with_failures(tx: AsyncConnection, ws: str) -> None:
    """Something that could not be taken out of a room."""
    row = await outbox.queue(tx, ws, key="withdraw", channel="C1", operation=Say.DELETE, now=NOW)
    failed = update(tables.outbox).where(tables.outbox.c.id == row).values(state=OutboxState.FAILED)
    await tx.execute(failed)


@pytest.fixture
async def two(db: Database) -> Database:
    await fill(db, "T1")
    await fill(db, "T2")
    return db


async def fill_both(url: str) -> None:
    db = Database.open(url)
    await fill(db, "T1")
    await fill(db, "T2")
    await db.close()


@pytest.fixture(scope="module", params=ENGINES)
def filled_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One filled database for all who only ask."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = fresh_sqlite(tmp_path_factory.mktemp("tenancy") / "filled.db")
        else:
            url = stack.enter_context(request.getfixturevalue("postgres").fresh())
        asyncio.run(fill_both(url))
        yield url


@pytest.fixture
async def filled(filled_url: str) -> AsyncIterator[Database]:
    db = Database.open(filled_url)
    yield db
    await db.close()


async def rows_of(db: Database, ws: str) -> dict[str, list[str]]:
    """A workspace's rows in every table that has a tenant."""
    async with db.read() as tx:
        return {
            table.name: sorted(map(repr, await tx.execute(select(table).where(table.c.workspace_id == ws))))
            for table in tables.metadata.sorted_tables
            if table.name not in OF_NO_WORKSPACE
        }


def test_every_public_function_is_in_one_of_the_lists() -> None:
    listed = [set(ASKING), set(CHANGING), *APART]
    assert set(FUNCTIONS) == set().union(*listed)
    assert len(FUNCTIONS) == sum(map(len, listed))


def test_every_table_but_the_bots_own_pulse_says_whose_its_rows_are() -> None:
    nobodys = {table.name for table in tables.metadata.sorted_tables if "workspace_id" not in table.c}
    assert nobodys == OF_NO_WORKSPACE


@pytest.mark.parametrize("name", [*ASKING, *CHANGING])
def test_the_workspace_comes_second_in_every_signature(name: str) -> None:
    first = ["tx", "kind", "workspace_id"] if name in WHICH_TABLE else ["tx", "workspace_id"]
    assert list(inspect.signature(FUNCTIONS[name]).parameters)[: len(first)] == first


@pytest.mark.parametrize("name", ASKING)
async def test_a_question_is_answered_from_its_own_workspace(filled: Database, name: str) -> None:
    async with filled.read() as tx:
        ours = repr(await call(name, tx, "T1", *ASKING[name]))
        theirs = repr(await call(name, tx, "T2", *ASKING[name]))
        nobodys = await call(name, tx, "T3", *ASKING[name])
    assert "T2" not in ours
    assert "T1" not in theirs
    assert ours.replace("T1", "T2").count("Northwind") == theirs.count("Northwind")
    assert "T1" in ours or name in SAYS_NOT_WHOSE
    assert nobodys in (None, [], {}, set(), False, ([], 0), Listed(), Book(), AccountFacts(NOW.date()))


@pytest.mark.parametrize("name", CHANGING)
async def test_a_change_leaves_the_other_workspace_as_it_was(two: Database, name: str) -> None:
    before = await rows_of(two, "T1"), await rows_of(two, "T2")
    positional, named = CHANGING[name]
    async with two.write() as tx:
        await call(name, tx, "T1", *positional, **named)
    assert await rows_of(two, "T1") != before[0]
    assert await rows_of(two, "T2") == before[1]


async def test_a_recorded_change_leaves_the_other_workspace_as_it_was(two: Database) -> None:
    before = await rows_of(two, "T2")
    async with two.write() as tx:
        await record(tx, "T1", new(gap(2, ws="T1")), by="U1", now=NOW)
    assert await rows_of(two, "T2") == before


async def test_what_is_held_to_be_looked_at_is_of_its_own_workspace(two: Database) -> None:
    async with two.write() as tx:
        for ws in ("T1", "T2"):
            found = await cadence.held(tx, Review, ws, 1, NOW)
            assert found is not None
            assert (found[0].workspace_id, found[0].facilitator, found[1]) == (ws, f"of {ws}", NOW)
        assert await cadence.held(tx, Review, "T3", 1, NOW) is None


COMPOSED = {"briefs", "columns", "leaving", "record", "replanning", "rosters", "rows", "sittings", "statements"}


def test_every_module_of_questions_is_walked() -> None:
    """Those apart ask by the functions of the others, or are what the others are made of."""
    names = {module.name for module in pkgutil.iter_modules(storage.__path__)}
    modules = [importlib.import_module(f"storage.{name}") for name in names]
    asking = {module.__name__ for module in modules if public(module)}
    assert asking == {module.__name__ for module in MODULES} | {f"storage.{name}" for name in COMPOSED}

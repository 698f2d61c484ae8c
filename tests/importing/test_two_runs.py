"""Two runs at one file, files taken back in an odd order, and what a crash leaves: never half of a file, never none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jobs.import_ending import throw_away
from jobs.import_intake import EndedError
from jobs.import_sight import may_edit
from jobs.importing import load, undo
from reviews.decision import Change, Decision, Refusal
from reviews.facts import FactKind
from reviews.imports.model import FileImport, ImportState
from reviews.rights import Actor, Reach, Standing
from storage import account_keys, accounts, import_undo, imports, source_reads
from storage.record import record
from tests.builders import WS
from tests.importing.conftest import Desk, csv_of, db, desk, postgres, sqlite_url, ticket, tickets, url
from tests.storage.examples import new
from tests.storage.examples import review as a_review

__all__ = ["db", "desk", "postgres", "sqlite_url", "url"]
TICKET = FactKind.TICKET
TWO = tickets(ticket(1), ticket(2))


async def ids(desk: Desk) -> list[str]:
    return [each.source_id for each in await desk.seen(TICKET)]


async def test_a_file_that_came_in_is_not_thrown_away_by_who_came_too_late(desk: Desk) -> None:
    _, kept = await desk.take(TWO)
    assert not await throw_away(desk.db, WS, kept.id, "The file is not in Slack any more.", desk.now)
    assert await ids(desk) == ["1", "2"]
    assert (await desk.kept(kept)).state is ImportState.DONE


async def test_a_file_that_came_in_or_was_taken_back_does_not_come_in_once_more(desk: Desk) -> None:
    made = await desk.announced()
    await load(desk.db, desk.source(TWO), made, clock=lambda: desk.now)
    with pytest.raises(EndedError):
        await load(desk.db, desk.source(TWO), made, clock=lambda: desk.now)
    assert await ids(desk) == ["1", "2"]
    assert await undo(desk.db, await desk.kept(made), by="U1", now=desk.now) is None
    with pytest.raises(EndedError):
        await load(desk.db, desk.source(TWO), made, clock=lambda: desk.now)
    assert (await desk.kept(made)).state is ImportState.UNDONE
    assert await ids(desk) == []


async def test_who_was_held_up_leaves_a_file_to_the_run_that_took_it_over(desk: Desk) -> None:
    many = tickets(*(ticket(n) for n in range(1, 4500)))
    made = await desk.announced(file_id="F1")
    held_up: list[int] = []

    async def slept(rows: int, _: int) -> None:
        if not held_up:
            held_up.append(rows)
            desk.now += timedelta(hours=1)
            await load(desk.db, desk.source(many), made, clock=lambda: desk.now)

    with pytest.raises(EndedError):
        await load(desk.db, desk.source(many), made, clock=lambda: desk.now, progress=slept)
    assert len(await desk.seen(TICKET)) == await desk.rows(TICKET) == 4499
    assert (await desk.kept(made)).state is ImportState.DONE


async def test_who_was_held_up_does_not_go_on_beside_the_run_that_took_over(desk: Desk) -> None:
    many = tickets(*(ticket(n) for n in range(1, 4500)))
    made = await desk.announced(file_id="F1")

    class PowerCutError(BaseException):
        pass

    async def cut(_: int, __: int) -> None:
        raise PowerCutError

    async def slept(_: int, __: int) -> None:
        desk.now += timedelta(hours=1)
        with pytest.raises(PowerCutError):
            await load(desk.db, desk.source(many), made, clock=lambda: desk.now, progress=cut)

    with pytest.raises(EndedError):
        await load(desk.db, desk.source(many), made, clock=lambda: desk.now, progress=slept)
    assert (await desk.kept(made)).state is ImportState.LOADING
    assert await desk.rows(TICKET) == 2000


async def test_customers_are_not_made_twice_by_a_run_that_was_held_up(desk: Desk, monkeypatch: Any) -> None:
    content = csv_of(("Customer name", "Tier"), [("Harbor Lane", "strategic")])
    made = await desk.announced(file_id="F1")
    real = imports.by_id
    asked: list[int] = []

    async def late(tx: Any, ws: str, number: int, *, lock: bool = False) -> FileImport | None:
        found = await real(tx, ws, number, lock=lock)
        asked.append(number)
        if found and found.state is ImportState.LOADING and len(asked) == 2:
            return FileImport(**{name: getattr(found, name) for name in found.__slots__} | {"beat_at": None})
        return found

    monkeypatch.setattr(imports, "by_id", late)
    with pytest.raises(EndedError):
        await load(desk.db, desk.source(content, "customers.csv"), made, clock=lambda: desk.now)
    monkeypatch.undo()
    async with desk.db.read() as tx:
        assert (await imports.by_id(tx, WS, made.id)) is not None
        assert len(await _names(tx)) == 3


async def _names(tx: Any) -> list[tuple[int, str]]:
    return await account_keys.names(tx, WS)


async def test_a_crash_while_a_file_is_taken_back_keeps_nothing_from_coming_in_again(desk: Desk) -> None:
    _, kept = await desk.take(TWO)
    async with desk.db.write() as tx:
        decided = await import_undo.undoing(tx, kept, desk.now)
        assert not isinstance(decided, Refusal)
        await record(tx, WS, decided, by="U1", now=desk.now)
    assert (await ids(desk), await desk.rows(TICKET)) == ([], 2)
    report, _ = await desk.take(TWO)
    assert (report.new, report.same) == (2, 0)
    assert await ids(desk) == ["1", "2"]


async def test_no_file_is_taken_back_while_another_comes_in(desk: Desk) -> None:
    _, kept = await desk.take(TWO)

    async def meanwhile(_: int, __: int) -> None:
        assert "Another file" in str(await undo(desk.db, kept, by="U1", now=desk.now))

    await desk.take(tickets(ticket(1), ticket(2), ticket(3)), progress=meanwhile)
    assert await ids(desk) == ["1", "2", "3"]


async def test_the_last_file_is_the_one_that_came_in_last_and_not_the_one_dropped_last(desk: Desk) -> None:
    first = await desk.announced()
    _, second = await desk.take(TWO)
    desk.now += timedelta(minutes=1)
    await load(desk.db, desk.source(tickets(ticket(1), ticket(3))), first, clock=lambda: desk.now)
    assert "later file" in str(await undo(desk.db, second, by="U1", now=desk.now))
    assert await undo(desk.db, await desk.kept(first), by="U1", now=desk.now) is None
    assert await ids(desk) == ["1", "2"]


async def test_a_source_has_not_spoken_by_a_file_that_was_taken_back(desk: Desk) -> None:
    whole = tickets(ticket(1, opened="2026-06-02 10:00:00"), ticket(2, where="Kestrel"))
    _, kept = await desk.take(whole, speaks_for_all=True)
    async with desk.db.read() as tx:
        assert await source_reads.of_account(tx, WS, 1)
    assert await undo(desk.db, kept, by="U1", now=desk.now) is None
    async with desk.db.read() as tx:
        assert await source_reads.of_account(tx, WS, 1) == []


async def test_the_board_of_an_open_review_is_shown_anew_without_what_was_taken_back(desk: Desk) -> None:
    async with desk.db.write() as tx:
        await record(tx, WS, new(a_review(1, WS)), by="U1", now=desk.now)
    _, kept = await desk.take(TWO)
    async with desk.db.write() as tx:
        decided = await import_undo.undoing(tx, kept, desk.now)
        assert isinstance(decided, Decision)
        assert [each.review_id for each in await import_undo.boards_of(tx, kept, decided)] == [1]


async def test_an_id_of_a_hidden_customers_fact_shows_nothing_of_it_and_takes_nothing_away(desk: Desk) -> None:
    await desk.take(tickets(ticket(1, "Confidential words")))
    theirs = tickets(ticket(1, "Mine", "Kestrel", updated="2026-11-05 10:00:00"))
    report = await desk.look(theirs, may_see=lambda number: number != 1)
    assert (report.changed, report.bad, report.samples) == (0, 1, ())
    assert "Confidential" not in str(report)
    await desk.take(theirs, may_see=lambda number: number != 1, keep_good=True)
    (kept,) = await desk.seen(TICKET)
    assert (kept.account_id, kept.source_id) == (1, "1")


async def test_a_file_from_a_terminal_is_not_fetched_from_slack(desk: Desk) -> None:
    await desk.announced()
    dropped = await desk.announced(file_id="F1")
    async with desk.db.read() as tx:
        assert [each.id for each in await imports.waiting(tx, desk.now)] == [dropped.id]


async def test_a_source_of_which_lines_were_left_out_does_not_speak_for_customers_it_does_not_name(desk: Desk) -> None:
    first = ticket(1, opened="2026-06-02 10:00:00")
    content = tickets(first, ticket(2, where="Kestrel"), ticket(3, where="Bleu Fern"))
    await desk.take(content, speaks_for_all=True, keep_good=True)
    async with desk.db.read() as tx:
        assert [each.account_id for each in await source_reads.of_account(tx, WS, 1)] == [1]
        assert await source_reads.of_account(tx, WS, 3) == []


async def test_a_file_changes_no_customer_that_its_sender_may_not_change_one_by_one(desk: Desk) -> None:
    async with desk.db.write() as tx:
        first = await accounts.by_id(tx, WS, 1)
        assert first
        await record(tx, WS, Decision((Change(first, replace(first, owner="U8")),)), by="U1", now=desk.now)
        leader = Actor(WS, "U1", Standing.MEMBER, leads=Reach.REPORTS, reports=frozenset({"U7"}))
        theirs = await may_edit(tx, leader)
        assert await may_edit(tx, replace(leader, leads=Reach.ALL)) is None
    customers = csv_of(("Customer name", "Seats"), [("Northwind", 99), ("Harbor Lane", 5), ("Harbor Lane", 6)])
    report = await desk.look(customers, name="customers.csv", may_edit=theirs)
    assert (report.new, report.changed, [each.line for each in report.first_bad]) == (1, 0, [2])
    people_there = csv_of(
        ("Customer", "Contact name", "Title"), [("Northwind", "Dana Wu", "CEO"), ("Northwind", "Ann Li", "CFO")]
    )
    report = await desk.look(people_there, name="contacts.csv", may_edit=theirs)
    assert (report.new, report.changed, [each.line for each in report.first_bad]) == (1, 0, [2])


async def test_a_file_takes_no_hidden_customers_domain_away(desk: Desk) -> None:
    async with desk.db.write() as tx:
        await account_keys.learn(tx, WS, {"domain:northwind.example": 1, "domain:kestrel.example": 2})
    rows = [("Harbor Lane", "northwind.example"), ("Juniper", "kestrel.example")]
    content = csv_of(("Customer name", "Domain"), rows)
    await desk.take(content, name="customers.csv", may_see=lambda number: number != 1)
    async with desk.db.read() as tx:
        held = await account_keys.keys(tx, WS)
    assert held["domain:northwind.example"] == 1

"""A file of facts comes in whole or not at all, once however often it is sent, and can be taken back."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from jobs.import_intake import EndedError
from jobs.importing import BusyError, load, undo
from reviews.decision import Refusal
from reviews.facts import ContractFact, FactKind, Ticket, TicketKind, Touch
from reviews.imports.model import Choices, ImportState, UnreadableFileError
from storage import accounts, audit, contacts, imports, source_reads
from tests.builders import WS
from tests.importing.conftest import Desk, csv_of, ticket, tickets

TICKET = FactKind.TICKET


async def test_what_a_file_says_is_known_afterwards(desk: Desk) -> None:
    report, kept = await desk.take(tickets(ticket(1), ticket(2, "Whose role?", "kestrel", type="question")))
    first, second = await desk.seen(TICKET)
    assert (report.new, report.bad, kept.state, kept.new) == (2, 0, ImportState.DONE, 2)
    assert isinstance(first, Ticket)
    assert isinstance(second, Ticket)
    assert (first.subject, first.account_id, first.kind, first.source_id) == (
        "Export fails",
        1,
        TicketKind.PROBLEM,
        "1",
    )
    assert (second.account_id, second.kind, second.requester) == (2, TicketKind.HOW_TO, "Dana Wu")
    assert (first.noted_by, first.import_id, first.source) == ("U1", kept.id, "zendesk")


async def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    content = tickets(ticket(1), ticket(2))
    await desk.take(content)
    before = await desk.seen(TICKET)
    report, _ = await desk.take(content)
    assert (report.new, report.changed, report.same) == (0, 0, 2)
    assert await desk.seen(TICKET) == before


async def test_a_later_version_takes_the_place_of_the_first_and_the_history_tells_both(desk: Desk) -> None:
    await desk.take(tickets(ticket(1)))
    later = tickets(ticket(1, solved="2026-11-04 09:00:00", updated="2026-11-04 09:00:00"))
    report, kept = await desk.take(later)
    (now,) = await desk.seen(TICKET)
    assert isinstance(now, Ticket)
    assert report.changed == 1
    assert now.solved_at is not None
    async with desk.db.read() as tx:
        entry = (await audit.of(tx, WS, "ticket", str(now.id)))[-1]
    assert entry.before["solved_at"] is None
    assert entry.deed == f"import:{kept.id}"


async def test_an_older_word_does_not_replace_a_newer_one(desk: Desk) -> None:
    await desk.take(tickets(ticket(1, solved="2026-11-04 09:00:00", updated="2026-11-04 09:00:00")))
    report, _ = await desk.take(tickets(ticket(1, updated="2026-11-03 09:00:00")))
    (now,) = await desk.seen(TICKET)
    assert report.older == 1
    assert isinstance(now, Ticket)
    assert now.solved_at is not None


async def test_one_bad_line_keeps_the_whole_file_out(desk: Desk) -> None:
    rejected = io.StringIO()
    content = tickets(ticket(1), ticket(2, where="Northwnd"), ticket(3, opened="2026-13-40 10:00:00"))
    report, kept = await desk.take(content, rejected=rejected)
    assert (report.bad, kept.state) == (2, ImportState.REFUSED)
    assert "Northwnd" in str(kept.why)
    assert await desk.rows(TICKET) == 0
    lines = list(csv.reader(io.StringIO(rejected.getvalue())))
    assert [line[0] for line in lines] == ["line", "3", "4"]
    assert lines[1][2:4] == ["2", "Export fails"]


async def test_the_good_lines_come_in_where_that_is_wanted(desk: Desk) -> None:
    report, kept = await desk.take(tickets(ticket(1), ticket(2, where="Nobody")), keep_good=True)
    assert (report.new, report.bad, kept.state) == (1, 1, ImportState.DONE)
    assert len(await desk.seen(TICKET)) == 1


async def test_looking_at_a_file_changes_nothing_and_tells_the_same(desk: Desk) -> None:
    await desk.take(tickets(ticket(1)))
    content = tickets(ticket(1, solved="2026-11-04 09:00:00", updated="2026-11-05 09:00:00"), ticket(2), ticket(2))
    looked = await desk.look(content)
    assert await desk.rows(TICKET) == 1
    taken, _ = await desk.take(content)
    assert (looked.new, looked.changed, looked.same) == (taken.new, taken.changed, taken.same) == (1, 1, 1)
    assert "solved at" in looked.samples[0]


async def test_what_is_broken_off_is_seen_by_nobody_and_comes_in_whole_the_next_time(desk: Desk) -> None:
    many = tickets(*(ticket(n) for n in range(1, 5001)))

    async def power_cut(lines: int, _: int) -> None:
        if lines >= 4000:
            raise KeyboardInterrupt

    made = await desk.announced()
    with pytest.raises(KeyboardInterrupt):
        await load(desk.db, desk.source(many), made, clock=lambda: desk.now, progress=power_cut)
    assert await desk.rows(TICKET) == 4000
    assert await desk.seen(TICKET) == []
    desk.now += timedelta(minutes=5)
    report, _ = await desk.take(many)
    assert (report.new, len(await desk.seen(TICKET)), await desk.rows(TICKET)) == (5000, 5000, 5000)
    assert (await desk.kept(made)).state is ImportState.REFUSED


async def test_two_files_do_not_come_in_at_the_same_time(desk: Desk) -> None:
    async def another(_: int, __: int) -> None:
        with pytest.raises(BusyError):
            await desk.take(tickets(ticket(9)))

    report, _ = await desk.take(tickets(ticket(1)), progress=another)
    assert report.new == 1
    assert len(await desk.seen(TICKET)) == 1


async def test_a_fact_said_twice_in_one_file_is_one_and_its_last_word_counts(desk: Desk) -> None:
    again = ticket(1, "Export fails again", updated="2026-11-05 10:00:00")
    filler = [ticket(n) for n in range(10, 2500)]
    report, _ = await desk.take(tickets(ticket(1), *filler, again, again))
    first = (await desk.seen(TICKET))[0]
    assert isinstance(first, Ticket)
    assert first.subject == "Export fails again"
    assert report.new == 1 + len(filler)


async def test_a_known_fact_that_a_file_changes_twice_ends_as_its_last_line_says(desk: Desk) -> None:
    await desk.take(tickets(ticket(1)))
    filler = [ticket(n) for n in range(10, 2500)]
    changed = ticket(1, "Other words", updated="2026-11-05 10:00:00")
    back = ticket(1, "Export fails", updated="2026-11-06 10:00:00")
    await desk.take(tickets(changed, *filler, back))
    now = next(each for each in await desk.seen(TICKET) if each.source_id == "1")
    assert isinstance(now, Ticket)
    assert now.subject == "Export fails"


async def test_a_file_can_be_taken_back_for_a_day(desk: Desk) -> None:
    await desk.take(tickets(ticket(1)))
    before = await desk.seen(TICKET)
    _, kept = await desk.take(tickets(ticket(1, "Other", updated="2026-11-05 10:00:00"), ticket(2)))
    assert await undo(desk.db, kept, by="U1", now=desk.now) is None
    after = await desk.seen(TICKET)
    assert [each.source_id for each in after] == ["1"]
    assert after == before
    assert (await desk.kept(kept)).state is ImportState.UNDONE
    assert isinstance(await undo(desk.db, kept, by="U1", now=desk.now), Refusal)


async def test_only_the_last_file_of_a_kind_can_be_taken_back_and_not_after_a_day(desk: Desk) -> None:
    _, first = await desk.take(tickets(ticket(1)))
    _, second = await desk.take(tickets(ticket(2)))
    assert "later file" in str(await undo(desk.db, first, by="U1", now=desk.now))
    assert "a day" in str(await undo(desk.db, second, by="U1", now=desk.now + timedelta(days=2)))
    assert len(await desk.seen(TICKET)) == 2


async def test_a_file_of_another_workspace_never_lands_here(desk: Desk) -> None:
    content = csv_of(
        ("Ticket ID", "Subject", "Account", "Created at", "Workspace"), [(1, "A", "Northwind", "2026-11-02", "T2")]
    )
    report, kept = await desk.take(content)
    assert (report.bad, kept.state) == (1, ImportState.REFUSED)
    await desk.take(tickets(ticket(1)), ws="T2")
    assert await desk.seen(TICKET) == []
    assert len(await desk.seen(TICKET, "T2")) == 1


async def test_nobody_brings_in_facts_of_a_customer_they_may_not_see(desk: Desk) -> None:
    report, _ = await desk.take(tickets(ticket(1), ticket(2, where="Kestrel")), may_see=lambda number: number == 1)
    assert [(bad.line, "Kestrel" in bad.reason) for bad in report.first_bad] == [(3, True)]
    assert await desk.rows(TICKET) == 0


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rest of a workbook", b"\x1f\x8b\x08", b"just words", b"a,b,c\n1,2,3\n"]
)
async def test_what_cannot_be_read_changes_nothing_and_says_why(desk: Desk, content: bytes) -> None:
    made = await desk.announced()
    with pytest.raises(UnreadableFileError) as why:
        await load(desk.db, desk.source(content), made, clock=lambda: desk.now)
    kept = await desk.kept(made)
    assert (kept.state, kept.why) == (ImportState.REFUSED, str(why.value))
    assert await desk.rows(TICKET) == 0


async def test_a_source_speaks_of_the_customers_it_names_and_of_all_where_it_is_whole(desk: Desk) -> None:
    content = tickets(ticket(1, opened="2026-06-02 10:00:00"), ticket(2, where="Kestrel"))
    await desk.take(content)
    async with desk.db.read() as tx:
        assert [each.account_id for each in await source_reads.of_account(tx, WS, 1)] == [1]
        assert await source_reads.of_account(tx, WS, 3) == []
    await desk.take(content, speaks_for_all=True)
    async with desk.db.read() as tx:
        (read,) = await source_reads.of_account(tx, WS, 3)
    assert (read.account_id, read.kind, read.source, str(read.covers_until)) == (0, TICKET, "zendesk", "2026-11-03")


async def test_a_file_of_a_few_days_is_no_word_on_a_quarter_unless_it_goes_on_from_an_earlier_one(desk: Desk) -> None:
    late = {"opened": "2026-11-18 10:00:00", "updated": "2026-11-20 10:00:00"}
    week = tickets(ticket(8, opened="2026-11-04 10:00:00"), ticket(9, where="Kestrel", **late))
    await desk.take(week, speaks_for_all=True)
    async with desk.db.read() as tx:
        assert await source_reads.of_account(tx, WS, 3) == []
    whole = tickets(ticket(1, opened="2026-06-02 10:00:00"), ticket(2, where="Kestrel"))
    await desk.take(whole, speaks_for_all=True)
    await desk.take(week, speaks_for_all=True)
    async with desk.db.read() as tx:
        (read,) = await source_reads.of_account(tx, WS, 3)
    assert str(read.covers_until) == "2026-11-20"


async def test_who_spoke_with_us_was_heard_from(desk: Desk) -> None:
    content = csv_of(
        ("Account", "Date", "Person", "Kind", "Direction"),
        [
            ("Northwind", "2026-11-10", "dana wu", "call", "both"),
            ("Northwind", "2026-11-12", "Dana Wu", "email", "outbound"),
        ],
    )
    await desk.take(content, choices=Choices(source="crm"))
    touch = (await desk.seen(FactKind.TOUCH))[0]
    async with desk.db.read() as tx:
        dana = await contacts.by_id(tx, WS, 1)
    assert isinstance(touch, Touch)
    assert (touch.person, touch.contact_id) == ("Dana Wu", 1)
    assert dana is not None
    assert str(dana.heard_on) == "2026-11-10"


async def test_a_contract_tells_the_renewal_of_a_customer_that_has_none_and_leaves_the_others(desk: Desk) -> None:
    content = csv_of(
        ("Account", "Start date", "Renewal date", "Value"), [("Northwind", "2026-01-01", "2027-01-31", "120000")]
    )
    await desk.take(content)
    async with desk.db.read() as tx:
        first = await accounts.by_id(tx, WS, 1)
    assert first is not None
    assert (str(first.renewal_on), first.arr) == ("2027-01-31", 120000)
    await desk.take(content.replace(b"2027-01-31", b"2027-02-28").replace(b"120000", b"99"))
    (fact,) = await desk.seen(FactKind.CONTRACT)
    async with desk.db.read() as tx:
        then = await accounts.by_id(tx, WS, 1)
    assert isinstance(fact, ContractFact)
    assert (str(fact.renews_on), then) == ("2027-02-28", first)


async def test_a_contract_changes_no_customer_that_its_sender_may_not_change(desk: Desk) -> None:
    content = csv_of(
        ("Account", "Start date", "Renewal date", "Value"), [("Northwind", "2026-01-01", "2027-01-31", "120000")]
    )
    await desk.take(content, may_edit=lambda number: number != 1)
    async with desk.db.read() as tx:
        account = await accounts.by_id(tx, WS, 1)
    assert account is not None
    assert (account.renewal_on, account.arr) == (None, None)
    assert len(await desk.seen(FactKind.CONTRACT)) == 1


async def test_a_loading_that_somebody_ended_stops(desk: Desk) -> None:
    many: list[Any] = [ticket(n) for n in range(1, 4500)]
    made = await desk.announced()

    async def ended(_: int, __: int) -> None:
        async with desk.db.read() as tx:
            (running,) = await imports.loading(tx, WS)
        assert running.id == made.id
        desk.now += timedelta(hours=1)
        await desk.take(tickets(ticket(9999)))

    with pytest.raises(EndedError):
        await load(desk.db, desk.source(tickets(*many)), made, clock=lambda: desk.now, progress=ended)
    assert [each.source_id for each in await desk.seen(TICKET)] == ["9999"]

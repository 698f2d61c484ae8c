"""What a digest is made of, on both databases; who reads one; and what was said of its lines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from reviews.calendar import WorkCalendar
from reviews.digest_sheet import Counts, DigestSheet
from reviews.digest_turns import Reader
from reviews.digests import Scope
from reviews.figures import DigestVotes
from reviews.health.model import Health, Part, PartScore, Signal, SignalName
from reviews.health.packing import pack
from reviews.model import ActionState, GapState, MarkColour, ReviewState, Severity, Stage
from reviews.rights import Actor, Reach, RoleKind, Standing
from storage import digest_readers, digest_votes, digests, healths, people, tables
from storage.database import Database
from storage.record import record
from tests.storage.digest_functions import WEEK, reader_row
from tests.storage.examples import NOW, WS, account, action, gap, gap_account, new, person, review, role
from tests.storage.fact_examples import source_read
from tests.storage.health_examples import health, health_day

DAY = timedelta(days=1)
TODAY = NOW.date()
RED, YELLOW, GREEN, UNKNOWN = MarkColour.RED, MarkColour.YELLOW, MarkColour.GREEN, MarkColour.UNKNOWN
ME = "U1"


def reader(leads: Reach | None = Reach.ALL, *, in_channel: bool = False, **fields: Any) -> Reader:
    return Reader(Actor(WS, ME, Standing.MEMBER, leads=leads, **fields), WorkCalendar("Europe/Berlin"), in_channel)


def of(number: int, **fields: Any) -> Any:
    return account(number, **({"name": f"Customer {number}", "channel": None, "owner": ME} | fields))


def packed(*sentences: str) -> dict[str, object]:
    """A health with these reasons."""
    signals = tuple(
        Signal(SignalName.SEATS_USED, Part.USAGE, 0.6, each, 1, 2, "usage", TODAY, "nothing") for each in sentences
    )
    return pack(Health(30, tuple(PartScore(part, 50, 0.1) for part in Part), signals, (), 0.9))


async def put(db: Database, *rows: Any) -> None:
    async with db.write() as tx:
        await record(tx, WS, new(*rows), by=ME, now=NOW)


async def fares(db: Database, number: int, mark: MarkColour, was: MarkColour | None = None, **fields: Any) -> None:
    """A customer that has its mark since yesterday."""
    day = health_day(number, mark=mark, reasons=fields.pop("reasons", {}))
    async with db.write() as tx:
        await healths.save(tx, health(number, mark=mark, was=was, **({"since": NOW - DAY} | fields)), day)


async def load(db: Database, who: Reader | None = None, scope: Scope = Scope.ALL, ws: str = WS) -> DigestSheet:
    async with db.read() as tx:
        return await digests.load(tx, ws, who or reader(), scope, NOW - WEEK, NOW)


async def test_each_customer_is_counted_once_by_what_became_of_its_mark(db: Database) -> None:
    turns = [(RED, GREEN), (YELLOW, GREEN), (YELLOW, RED), (GREEN, RED), (GREEN, UNKNOWN), (UNKNOWN, RED), (RED, None)]
    await put(db, *(of(n) for n in range(1, 11)), of(11, paused_at=NOW), of(12, stage=Stage.GONE))
    for number, (mark, was) in enumerate(turns, 1):
        await fares(db, number, mark, was)
    await fares(db, 8, RED, GREEN, since=NOW - 30 * DAY)
    await fares(db, 9, GREEN, GREEN)
    await fares(db, 11, RED, GREEN)
    found = await load(db)
    assert found.counts == Counts(*(10, 1, 1, 1, 1, 1), unchanged=3, unknown=2, paused=1)
    assert [each.account.id for each in found.changed] == [1, 2, 3, 4, 5]
    assert {each.account.id for each in found.reds} == {7, 8}


async def test_a_first_mark_is_no_change_and_an_old_one_is_no_news(db: Database) -> None:
    await put(db, of(1), of(2))
    await fares(db, 1, RED)
    await fares(db, 2, YELLOW, RED, since=NOW - 8 * DAY)
    found = await load(db)
    assert found.changed == ()
    assert found.counts.unchanged == 2
    assert [each.account.id for each in found.at_risk] == [2]


async def test_reasons_and_the_earliest_promise_stand_beside_what_is_shown_whole(db: Database) -> None:
    promised = {"state": ActionState.OPEN, "review_id": None, "account_id": 1}
    await put(
        db,
        of(1),
        action(1, **promised, due=TODAY + 9 * DAY, owner="U2"),
        action(2, **promised, due=TODAY + 2 * DAY, owner="U2", what="Send the file"),
        action(3, **{**promised, "state": ActionState.DONE}, due=TODAY, owner="U2", ended_at=NOW),
    )
    async with db.write() as tx:
        await people.save(tx, person("U2", real_name="Omar Diaz"))
    await fares(db, 1, RED, GREEN, read=packed("a", "b", "c", "d"))
    [line] = (await load(db)).changed
    assert [each.sentence for each in line.reasons] == ["a", "b", "c"]
    assert line.next
    assert line.next.what == "Send the file"
    assert (await load(db)).names == {"U2": "Omar"}


async def test_nothing_red_is_left_out_and_the_rest_is_counted(db: Database) -> None:
    await put(db, *(of(n) for n in range(1, 131)))
    async with db.write() as tx:
        reds = [(health(n, mark=RED, was=GREEN, since=NOW - DAY), None) for n in range(1, 46)]
        old = [(health(n, mark=RED), None) for n in range(46, 91)]
        risk = [(health(n, mark=YELLOW), None) for n in range(91, 131)]
        await healths.save_all(tx, [*reds, *old, *risk])
    found = await load(db)
    assert (len(found.changed), len(found.reds), len(found.at_risk), found.at_risk_total) == (45, 45, 10, 40)
    assert sum(each.in_short for each in found.changed) == 15


@pytest.mark.parametrize(
    ("scope", "leads", "seen"),
    [
        (Scope.OWN, None, {1}),
        (Scope.REPORTS, Reach.REPORTS, {1, 2}),
        (Scope.ALL, Reach.ALL, {1, 2, 3, 4}),
    ],
)
async def test_a_scope_covers_ones_own_those_of_ones_reports_or_all(
    db: Database, scope: Scope, leads: Reach | None, seen: set[int]
) -> None:
    await put(db, of(1), of(2, owner="U2"), of(3, owner="U9"), of(4, owner=None))
    for number in range(1, 5):
        await fares(db, number, RED)
    found = await load(db, reader(leads, reports=frozenset({"U2"})), scope)
    assert {each.account.id for each in found.reds} == seen
    assert found.counts.total == len(seen)


async def test_a_private_customer_is_told_only_to_who_may_see_it_and_never_in_a_channel(db: Database) -> None:
    soon = {"renewal_on": TODAY + 9 * DAY, "next_review_on": TODAY - 9 * DAY, "is_private": True, "owner": "U9"}
    await put(db, of(1, **soon))
    await fares(db, 1, RED, GREEN, reasons={"silence": 0.5})
    hidden = [await load(db, reader(None)), await load(db, reader(in_channel=True))]
    for sheet in hidden:
        assert sheet.counts.total == 0
        assert "Customer 1" not in repr(sheet)
    assert hidden[1].counts.hidden == 1
    shown = await load(db)
    assert (len(shown.changed), shown.renewals.total, shown.silence.unheard_total) == (1, 1, 1)


async def test_renewals_come_with_their_last_review_and_what_blocks(db: Database) -> None:
    rich = {"arr": 90_000, "currency": "EUR"}
    await put(
        db,
        of(1, renewal_on=TODAY + 119 * DAY, **rich),
        of(2, renewal_on=TODAY + 20 * DAY, arr=5_000),
        of(3, renewal_on=TODAY + 121 * DAY),
        of(4, renewal_on=TODAY - DAY),
        of(5, renewal_on=TODAY + DAY, paused_at=NOW),
        review(4, account_id=2, state=ReviewState.CLOSED, ended_at=NOW - 40 * DAY),
        review(5, account_id=2, state=ReviewState.ABANDONED, ended_at=NOW - DAY),
        gap(1, account_id=2, review_id=None, severity=Severity.BLOCKS),
        gap(2, account_id=2, review_id=None, severity=Severity.BLOCKS, state=GapState.CLOSED, ended_at=NOW),
        gap(3, account_id=1, review_id=None, severity=Severity.BLOCKS),
        gap_account(gap_id=3, account_id=2),
    )
    found = (await load(db)).renewals
    assert [(each.account.id, each.blocking) for each in found.lines] == [(2, 2), (1, 1)]
    assert found.lines[0].reviewed_on == (NOW - 40 * DAY).date()
    assert (found.total, dict(found.value)) == (2, {"EUR": 90_000, "": 5_000})


async def test_silence_names_who_was_not_reviewed_and_who_is_not_heard_from(db: Database) -> None:
    late = {"next_review_on": TODAY - 3 * DAY}
    await put(db, of(1, **late), of(2, **late), of(3, next_review_on=TODAY), review(7, account_id=2))
    await fares(db, 3, GREEN, reasons={"silence": 0.4})
    async with db.write() as tx:
        await healths.save(tx, health(1, mark=GREEN), health_day(1, day=TODAY - 20 * DAY, reasons={"silence": 0.4}))
        await healths.save(tx, health(1, mark=GREEN), health_day(1, day=TODAY, reasons={"seats_used": 0.4}))
    quiet = (await load(db)).silence
    assert [each.account.id for each in quiet.unreviewed] == [1]
    assert [each.id for each in quiet.unheard] == [3]


async def test_promises_count_by_their_first_date(db: Database) -> None:
    def promise(number: int, first: int, state: ActionState, ended: int | None = None, **fields: Any) -> Any:
        at = NOW + ended * DAY if ended is not None else None
        given = {"first_due": TODAY + first * DAY, "due": TODAY + first * DAY, "account_id": 1, "review_id": None}
        return action(number, state=state, ended_at=at, **(given | fields))

    await put(
        db,
        of(1),
        promise(1, -3, ActionState.DONE, -3),
        promise(2, -3, ActionState.DONE, -2),
        promise(3, -4, ActionState.OPEN, moves=2, due=TODAY + DAY),
        promise(4, -5, ActionState.DROPPED, -9),
        promise(5, -5, ActionState.DROPPED, -1),
        promise(6, -5, ActionState.WITHDRAWN, -1),
        promise(7, -30, ActionState.DONE, -31),
        promise(8, -1, ActionState.OPEN),
        promise(9, 0, ActionState.OPEN),
        promise(10, -90, ActionState.DONE, -90),
    )
    follow = (await load(db)).follow
    assert (follow.now.due, follow.now.kept, follow.now.moves, follow.late) == (5, 1, 2, 1)
    assert (follow.before.due, follow.before.kept) == (1, 1)
    assert sum(week.due for week in follow.weeks) == 6


async def test_the_source_furthest_behind_is_named(db: Database) -> None:
    assert (await load(db)).read_until is None
    await put(db, source_read(covers_until=TODAY - 3 * DAY), source_read(covers_until=TODAY - 30 * DAY, source="old"))
    found = await load(db)
    assert found.read_until == TODAY - 3 * DAY


async def test_nothing_of_another_workspace_is_in_it(db: Database) -> None:
    soon = {"renewal_on": TODAY + DAY, "next_review_on": TODAY - DAY}
    await put(db, of(1, **soon), action(1, account_id=1, review_id=None), source_read())
    await fares(db, 1, RED, GREEN, reasons={"silence": 1})
    found = await load(db, ws="T2")
    assert "Customer" not in repr(found)
    assert (found.counts, found.read_until) == (Counts(), None)


async def test_it_takes_as_many_questions_for_a_hundred_customers_as_for_two(db: Database) -> None:
    await put(db, of(1), of(2))
    few = await asked(db)
    await put(db, *(of(n, renewal_on=TODAY + DAY, next_review_on=TODAY - DAY) for n in range(3, 103)))
    for number in range(3, 103):
        await fares(db, number, RED, GREEN)
    assert await asked(db) <= few + 1


async def asked(db: Database) -> int:
    """How many statements one digest takes."""
    seen: list[str] = []
    async with db.read() as tx:
        engine = tx.sync_connection
        event.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
        await digests.load(tx, WS, reader(), Scope.ALL, NOW - WEEK, NOW)
    return len(seen)


async def test_leaders_are_given_one_unless_they_have_or_ended_theirs(db: Database) -> None:
    await put(db, role("U4", kind=RoleKind.LEADER), role("U5", kind=RoleKind.LEADER), role("U6", kind=RoleKind.ADMIN))
    await put(db, reader_row("U5", off_at=NOW), role("U7", kind=RoleKind.LEADER, ended_at=NOW))
    async with db.write() as tx:
        assert [each.user_id for each in await digest_readers.leaders_without(tx, 9)] == ["U4"]
        for _ in range(2):
            await digest_readers.give(tx, reader_row("U4"), NOW + DAY)
        assert await digest_readers.leaders_without(tx, 9) == []


async def test_who_waits_is_held_with_the_moment_since_when(db: Database) -> None:
    await put(db, reader_row())
    async with db.write() as tx:
        await tx.execute(update(tables.digests).values(look_at=NOW - DAY))
        assert await digest_readers.to_look_at(tx, NOW, 9) == [(WS, "U1")]
        assert await digest_readers.held(tx, WS, "U1", NOW) == (reader_row(), NOW - DAY)
        assert await digest_readers.waiting(tx, WS, "U1", NOW) == (reader_row(), NOW - DAY)
        assert await digest_readers.held(tx, "T2", "U1", NOW) is None
        assert await digest_readers.waiting(tx, "T2", "U1", NOW) is None
        await digest_readers.look_again(tx, WS, "U1", None)
        await digest_readers.said(tx, WS, "U1", NOW)
        assert await digest_readers.next_look(tx) is None
        assert await digest_readers.of(tx, WS, "U1") == reader_row(said_at=NOW)


async def test_a_word_on_a_line_is_kept_once_and_can_be_changed(db: Database) -> None:
    async with db.write() as tx:
        for useful in (True, True, False):
            await digest_votes.vote(tx, WS, "U1", "digest:U1:2026-W48", "ACC-1", useful, NOW)
        await digest_votes.vote(tx, WS, "U2", "digest:U1:2026-W48", "ACC-1", True, NOW)
        assert await digest_votes.counted(tx, WS, NOW, NOW + DAY) == DigestVotes(1, 1)
        assert await digest_votes.counted(tx, WS, NOW - DAY, NOW) == DigestVotes()
        assert await digest_votes.counted(tx, "T2", NOW, NOW + DAY) == DigestVotes()


async def test_what_somebody_may_is_read_from_what_is_known_of_them(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, person("U4", real_name="Lena Ott", team_id=WS, read_at=NOW))
        await people.save(tx, person("U5", real_name="Ada Roe", team_id=WS, read_at=NOW, deactivated=True))
    await put(db, role("U4", kind=RoleKind.LEADER, reach=Reach.ALL))
    async with db.read() as tx:
        lena = await digest_readers.actor(tx, WS, "U4")
        assert (lena.standing, lena.leads) == (Standing.MEMBER, Reach.ALL)
        assert (await digest_readers.actor(tx, WS, "U5")).standing is Standing.DEACTIVATED
        assert (await digest_readers.actor(tx, WS, "U6")).standing is Standing.UNKNOWN

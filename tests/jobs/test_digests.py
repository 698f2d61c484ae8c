"""The weekly digest, on a real database with the clock moved by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobs import digests as job
from jobs.deliver_say import OTHERWISE
from jobs.digests import sweep_digests
from jobs.following import Following
from reviews.decision import Change, Decision
from reviews.digests import DigestSettings, Scope
from reviews.health.kept import AccountHealth
from reviews.model import Account, MarkColour
from reviews.preferences import Preferences
from reviews.rights import Reach, Role, RoleKind
from storage import digest_readers, healths, outbox, people
from storage.database import Database
from storage.outbox import BELONGS_TO
from storage.record import record
from tests.builders import WS, account, action, person
from tests.databases import fresh_sqlite
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import LOST_THOUGH_ACCEPTED, Answer, busy, refusal

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin, where everybody is."""
FRIDAY = MONDAY - timedelta(days=3)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
LENA = "U3"


@dataclass
class World:
    """One database and one clock."""

    db: Database
    now: datetime = FRIDAY

    @property
    def following(self) -> Following:
        return Following(self.db, lambda: self.now, "UTC", "/review")

    async def put(self, *values: Any) -> None:
        await self.change(*(Change(None, value) for value in values))

    async def change(self, *changes: Change) -> None:
        async with self.db.write() as tx:
            await record(tx, WS, Decision(changes), by="U1", now=self.now)

    async def fares(self, number: int, mark: MarkColour, was: MarkColour | None = None, **fields: Any) -> None:
        """A customer has that mark from now on."""
        given: dict[str, Any] = {"score": 30, "since": self.now, "computed_at": self.now, "read": {}}
        async with self.db.write() as tx:
            await healths.save(tx, AccountHealth(WS, number, mark, was=was, **(given | fields)))

    async def sweep(self, at: datetime | None = None) -> int:
        self.now = at or self.now
        return await sweep_digests(self.following)

    async def rows(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Key, destination and words of every digest that was queued."""
        async with self.db.read() as tx:
            found = await tx.execute(text("SELECT key, channel, payload FROM outbox ORDER BY id"))
            return [(key, channel, json.loads(payload)) for key, channel, payload in found]

    async def keys(self) -> list[str]:
        return [key for key, _, _ in await self.rows()]

    async def settings(self) -> DigestSettings | None:
        async with self.db.read() as tx:
            return await digest_readers.of(tx, WS, LENA)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Nina owns Northwind; Lena leads everybody and has chosen nothing."""
    job._BROKEN.clear()
    db = Database.open(fresh_sqlite(tmp_path / "holdfast.db"))
    made = World(db)
    await meets(made, ("U1", "Nina Berg"), ("U2", "Omar Diaz"), (LENA, "Lena Ott"))
    await made.put(northwind(), leader())
    yield made
    await db.close()


async def meets(world: World, *who: tuple[str, str], **fields: Any) -> None:
    given = {"team_id": WS, "read_at": FRIDAY} | fields
    async with world.db.write() as tx:
        for user_id, name in who:
            await people.save(tx, person(user_id, name, **given))


def northwind(**fields: Any) -> Account:
    return account(**({"owner": "U1"} | fields))


def leader(reach: Reach = Reach.ALL, **fields: Any) -> Role:
    return Role(WS, LENA, RoleKind.LEADER, "U1", FRIDAY, reach, **fields)


async def test_a_leader_gets_one_on_monday_morning_without_asking_for_it(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY - MINUTE)
    assert await world.rows() == []
    await world.sweep(MONDAY)
    [(key, where, said)] = await world.rows()
    assert (key, where) == ("digest:U3:2026-W48", LENA)
    assert "All 1 account, week of 23 Nov" in said["text"]


async def test_sweeping_twice_says_it_once(world: World) -> None:
    await world.sweep()
    for _ in range(3):
        await world.sweep(MONDAY)
    await world.sweep(MONDAY + timedelta(hours=5))
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_two_copies_at_one_moment_say_it_once(world: World) -> None:
    await world.sweep()
    world.now = MONDAY
    await asyncio.gather(*(sweep_digests(world.following) for _ in range(4)))
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_who_ends_it_while_it_is_put_together_gets_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.sweep()
    held = digest_readers.held

    async def changed(tx: Any, *words: Any) -> Any:
        found = await held(tx, *words)
        return (replace(found[0], off_at=MONDAY), found[1]) if found else None

    monkeypatch.setattr(digest_readers, "held", changed)
    await world.sweep(MONDAY)
    assert await world.keys() == []


async def test_who_has_asked_for_nothing_and_leads_nobody_gets_none(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY)
    assert {where for _, where, _ in await world.rows()} == {LENA}


async def test_it_comes_each_week_and_counts_what_changed_since_the_last(world: World) -> None:
    await world.sweep()
    await world.fares(1, MarkColour.GREEN)
    await world.sweep(MONDAY)
    world.now = MONDAY + timedelta(days=2)
    await world.fares(1, MarkColour.RED, MarkColour.GREEN)
    await world.sweep(MONDAY + WEEK)
    await world.sweep(MONDAY + 2 * WEEK)
    said = [each["text"] for _, _, each in await world.rows()]
    assert ["1 turned red" in each for each in said] == [False, True, False]
    assert "Still red: 1" in said[2]


async def test_nothing_changed_is_said_too(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY)
    [(_, _, said)] = await world.rows()
    assert "No account changed mark this week; 1 read" in said["text"]


async def test_after_three_weeks_away_there_is_one_and_not_three(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY + 2 * WEEK + timedelta(hours=30))
    assert await world.keys() == ["digest:U3:2026-W50"]
    await world.sweep(MONDAY + 3 * WEEK)
    assert await world.keys() == ["digest:U3:2026-W50", "digest:U3:2026-W51"]


async def test_back_on_the_evening_before_the_next_one_is_the_next_one(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY + WEEK - timedelta(hours=10))
    assert await world.keys() == []
    await world.sweep(MONDAY + WEEK)
    assert await world.keys() == ["digest:U3:2026-W49"]


async def test_on_a_holiday_it_comes_the_next_working_morning(world: World) -> None:
    await meets(world, (LENA, "Lena Ott"), time_zone="Europe/Berlin")
    await world.put(Preferences(WS, LENA, country="DE"))
    easter = datetime(2027, 3, 29, 7, 0, tzinfo=UTC)
    await world.sweep(easter - timedelta(days=3))
    await world.sweep(easter + timedelta(hours=9))
    assert await world.keys() == []
    await world.sweep(easter + timedelta(days=1))
    assert await world.keys() == ["digest:U3:2027-W13"]


async def test_who_is_away_still_finds_theirs(world: World) -> None:
    await world.put(Preferences(WS, LENA, away_from=date(2026, 11, 20), away_until=date(2026, 12, 4)))
    await world.sweep()
    await world.sweep(MONDAY)
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_who_has_left_gets_none_any_more(world: World) -> None:
    await world.sweep()
    await meets(world, (LENA, "Lena Ott"), deactivated=True)
    await world.sweep(MONDAY)
    assert await world.keys() == []


async def test_who_leads_nobody_any_more_gets_none(world: World) -> None:
    await world.sweep()
    await world.change(Change(leader(), leader(ended_at=world.now)))
    await world.sweep(MONDAY)
    assert await world.keys() == []


async def test_who_ended_it_gets_none_until_they_want_it_again(world: World) -> None:
    await world.sweep()
    given = await world.settings()
    assert given
    ended = replace(given, off_at=world.now)
    await world.change(Change(given, ended))
    await world.sweep(MONDAY)
    await world.sweep(MONDAY + WEEK)
    assert await world.keys() == []
    world.now += timedelta(hours=1)
    await world.change(Change(ended, replace(ended, off_at=None)))
    await world.sweep()
    await world.sweep(MONDAY + 2 * WEEK)
    assert await world.keys() == ["digest:U3:2026-W50"]


async def test_a_day_and_hour_that_were_chosen_hold_from_then_on(world: World) -> None:
    await world.put(DigestSettings(WS, LENA, Scope.ALL, 2, time(14, 30)))
    await world.sweep()
    await world.sweep(MONDAY)
    await world.sweep(datetime(2026, 11, 25, 13, 29, tzinfo=UTC))
    assert await world.keys() == []
    await world.sweep(datetime(2026, 11, 25, 13, 30, tzinfo=UTC))
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_an_hour_that_has_passed_today_means_next_week(world: World) -> None:
    world.now = MONDAY + timedelta(hours=2)
    await world.put(DigestSettings(WS, LENA, Scope.ALL, 0, time(9)))
    await world.sweep()
    assert await world.keys() == []
    await world.sweep(MONDAY + WEEK)
    assert await world.keys() == ["digest:U3:2026-W49"]


async def test_a_day_moved_within_the_week_brings_no_second_one_that_week(world: World) -> None:
    await world.sweep()
    await world.sweep(MONDAY)
    given = await world.settings()
    assert given
    await world.change(Change(given, replace(given, weekday=4)))
    await world.sweep(MONDAY + timedelta(days=4, hours=1))
    await world.sweep(MONDAY + WEEK + timedelta(days=4, hours=1))
    assert await world.keys() == ["digest:U3:2026-W48", "digest:U3:2026-W49"]


async def test_somebody_who_moved_east_reads_it_in_their_own_morning(world: World) -> None:
    await world.sweep()
    await meets(world, (LENA, "Lena Ott"), time_zone="Asia/Singapore")
    await world.sweep(MONDAY - timedelta(hours=24))
    await world.sweep(MONDAY - timedelta(hours=7))
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_without_customers_nothing_is_posted(world: World) -> None:
    await world.change(Change(northwind(), northwind(paused_at=None, owner="U2")))
    await world.put(DigestSettings(WS, "U1", Scope.OWN))
    await world.sweep()
    await world.sweep(MONDAY)
    assert await world.keys() == ["digest:U3:2026-W48"]


async def test_a_channel_reads_of_no_private_customer(world: World) -> None:
    await world.put(account(id=2, name="Kestrel", channel="C2", is_private=True))
    await world.put(DigestSettings(WS, LENA, Scope.ALL, channel="C77"))
    await world.sweep()
    await world.fares(2, MarkColour.RED)
    await world.sweep(MONDAY)
    [(_, where, said)] = await world.rows()
    assert where == "C77"
    assert "Kestrel" not in json.dumps(said)
    assert "1 private account left out" in json.dumps(said)


async def test_a_long_one_is_a_thread_of_several_messages(world: World) -> None:
    await put_many(world, 200)
    await world.sweep()
    await world.sweep(MONDAY)
    rows = await world.rows()
    assert [key for key, _, _ in rows][:2] == ["digest:U3:2026-W48", "digest:U3:2026-W48:2"]
    assert [each.get(BELONGS_TO) for _, _, each in rows] == [None, *["digest:U3:2026-W48"] * (len(rows) - 1)]
    said = json.dumps([each for _, _, each in rows])
    assert all(f"*Customer {number}*" in said for number in range(2, 202))


async def put_many(world: World, number: int) -> None:
    """So many customers who turned red."""
    await world.put(*(account(id=n, name=f"Customer {n}", channel=None) for n in range(2, number + 2)))
    for n in range(2, number + 2):
        await world.fares(n, MarkColour.RED, MarkColour.GREEN)


async def test_a_slack_without_charts_is_given_a_table(world: World) -> None:
    weeks = [MONDAY.date() - timedelta(days=7 * n + 2) for n in range(6)]
    promised = [action(n, review_id=None, first_due=day, due=day) for n, day in enumerate(weeks, 1)]
    await world.put(*promised)
    await world.sweep()
    await world.sweep(MONDAY)
    [(_, _, said)] = await world.rows()
    assert "data_visualization" in {each["type"] for each in said["blocks"]}
    assert "table" in {each["type"] for each in said[OTHERWISE]["blocks"]}


async def test_one_that_breaks_holds_back_no_other_and_is_said_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.put(DigestSettings(WS, "U1", Scope.OWN))
    await world.sweep()
    whole = job.digest_messages

    def breaks(sheet: Any, *given: Any, **named: Any) -> Any:
        if sheet.user_id == LENA:
            raise ValueError("broken")
        return whole(sheet, *given, **named)

    monkeypatch.setattr(job, "digest_messages", breaks)
    await world.sweep(MONDAY)
    assert await world.keys() == ["digest:U1:2026-W48"]
    monkeypatch.undo()
    await world.sweep(MONDAY + timedelta(minutes=11))
    assert await world.keys() == ["digest:U1:2026-W48", "digest:U3:2026-W48"]


async def test_a_crash_in_the_middle_leaves_neither_half(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await put_many(world, 200)
    await world.sweep()
    calls = []

    async def dies(*given: Any, **named: Any) -> Any:
        calls.append(named["key"])
        if len(calls) == 2:
            raise ConnectionResetError("the process is gone")
        return await whole(*given, **named)

    whole = outbox.queue
    monkeypatch.setattr(outbox, "queue", dies)
    await world.sweep(MONDAY)
    assert await world.keys() == []
    given = await world.settings()
    assert given
    assert given.said_at is None


# How the messages of one thread are said


async def queue_thread(desk: Desk, channel: str = "C1") -> None:
    async with desk.db.write() as tx:
        messages = [{"text": f"Part {n}", "blocks": []} for n in (1, 2, 3)]
        await job.queue_all(tx, WS, "digest:U3:2026-W48", channel, messages, desk.now)


HEAD, SECOND = "digest:U3:2026-W48", "digest:U3:2026-W48:2"


@pytest.mark.parametrize("channel", ["C1", "U3"])
async def test_the_parts_stand_in_the_thread_of_the_first(desk: Desk, channel: str) -> None:
    await queue_thread(desk, channel)
    await desk.deliver()
    head = (await desk.rows())[HEAD].ts
    said = desk.slack.said()
    assert [each.get("thread_ts") for each in said] == [None, head, head]
    assert [each["text"] for each in said] == ["Part 1", "Part 2", "Part 3"]
    assert BELONGS_TO not in json.dumps(said)


async def test_the_parts_wait_until_the_first_is_said(desk: Desk) -> None:
    await queue_thread(desk)
    desk.slack.script.append(busy("20"))
    await desk.deliver()
    assert set((await desk.states()).values()) == {"queued"}
    desk.later(seconds=30)
    await desk.deliver()
    said = desk.slack.said()[1:]
    assert [each.get("thread_ts") for each in said] == [None, *[(await desk.rows())[HEAD].ts] * 2]


async def test_where_the_first_failed_the_others_are_said_on_their_own(desk: Desk) -> None:
    await queue_thread(desk)
    desk.slack.script.append(refusal("msg_too_long"))
    await desk.deliver()
    assert [each.get("thread_ts") for each in desk.slack.said()][1:3] == [None, None]
    assert (await desk.states())[SECOND] == "sent"


async def test_a_reader_hears_of_a_channel_in_which_theirs_cannot_be_said(desk: Desk) -> None:
    desk.slack.rooms["C1"] = {"is_ext_shared": True}
    await queue_thread(desk)
    await desk.deliver()
    [told] = desk.slack.said()
    assert told["channel"] == LENA
    assert "Another organisation reads <#C1> now, so I did not say this there: “Part 1”" in told["text"]


async def test_a_part_whose_answer_was_lost_is_looked_for_in_its_thread_and_not_said_twice(desk: Desk) -> None:
    await queue_thread(desk)
    desk.slack.scripts["chat.postMessage"].extend([Answer(body={"ok": True, "ts": "171.9", "channel": "C1"})])
    desk.slack.scripts["chat.postMessage"].append(LOST_THOUGH_ACCEPTED)
    await desk.deliver()
    desk.later(minutes=2)
    await desk.deliver()
    asked = desk.slack.said("conversations.replies")
    assert {each["ts"] for each in asked} == {"171.9"}
    assert [each["text"] for each in desk.slack.said()].count("Part 2") == 1

"""The sweep of dropped files: what waits is done, what does not work is tried again, what ended is said once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jobs.import_steps import Desk as Files
from jobs.import_steps import Progress
from jobs.import_sweep import MOST_TRIES, ImportSweep
from reviews.decision import Change, Decision
from reviews.imports.model import FileImport, ImportKind, ImportState
from storage import import_news, imports, people
from storage.record import record
from tests.builders import NOW, WS, account, person
from tests.jobs.conftest import Desk
from tests.jobs.slack_double import Answer, busy, refusal

TABLE = "ticket id,customer,subject,created\n4711,Northwind,Export fails,2026-11-03\n"
BOOK = "customer name,tier\nHarbor Lane,strategic\n"
MANY_BAD = TABLE + "".join(f"{number},Nortwind,Export fails,2026-11-03\n" for number in range(12))


class World:
    """A workspace with one customer, Nina, and a file she dropped."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sweep = self.another()

    def another(self) -> ImportSweep:
        """The sweep of a process of its own."""
        return ImportSweep(Files(self.desk.db, self.desk.client, lambda: self.desk.now, "UTC"))

    async def knows(self, **of_nina: Any) -> None:
        async with self.desk.db.write() as tx:
            known = {"read_at": NOW, "team_id": WS, **of_nina}
            await people.save(tx, person("U1", **known))

    async def dropped(self, state: ImportState = ImportState.RECEIVED, **fields: Any) -> FileImport:
        given: dict[str, Any] = {"file_id": "F1", "channel": "DU1"} | fields
        made = FileImport(WS, 1, "tickets.csv", state, "U1", NOW, **given)
        await self.desk.decide(Decision((Change(None, made),)))
        return made

    def holds(self, content: str, times: int = 1, **facts: Any) -> None:
        """What Slack answers about the file, and what the file holds."""
        url = f"{self.desk.slack.url}file.csv"
        file = {"id": "F1", "user": "U1", "size": len(content), "url_private_download": url, **facts}
        for _ in range(times):
            self.desk.slack.scripts["files.info"].append(Answer(body={"ok": True, "file": file}))
            self.desk.slack.scripts["file.csv"].append(Answer(body=content, kind="text/csv"))

    async def file(self) -> FileImport:
        async with self.desk.db.read() as tx:
            found = await imports.by_id(tx, WS, 1)
        assert found
        return found

    async def said(self) -> list[str]:
        await self.desk.deliver()
        return [each["text"] for each in self.desk.slack.said()]


@pytest.fixture
async def world(desk: Desk) -> World:
    made = World(desk)
    await desk.decide(Decision((Change(None, account()),)))
    await made.knows()
    return made


async def test_a_file_is_offered_once_by_two_that_look_at_the_same_time(world: World) -> None:
    await world.dropped()
    world.holds(TABLE, times=2)
    await asyncio.gather(world.sweep.sweep(), world.another().sweep())
    await world.sweep.sweep()
    (said,) = await world.said()
    assert said.startswith("tickets.csv: 1 ticket of 1 customer.")
    found = await world.file()
    assert (found.state, found.kind, found.new) == (ImportState.OFFERED, ImportKind.TICKETS, 1)


async def test_what_does_not_come_is_tried_again_and_given_up_some_day(world: World) -> None:
    await world.dropped()
    world.desk.slack.scripts["files.info"].extend([busy(), Answer(503, "down", "text/plain")])
    await world.sweep.sweep()
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.RECEIVED
    world.holds(TABLE)
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.OFFERED
    await world.desk.decide(
        Decision((Change(await world.file(), replace(await world.file(), state=ImportState.CONFIRMED)),))
    )
    world.desk.slack.scripts["files.info"].extend([busy()] * MOST_TRIES)
    for _ in range(MOST_TRIES):
        await world.sweep.sweep()
    assert (await world.file()).state is ImportState.REFUSED
    assert "nothing has changed" in (await world.said())[-1]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal("file_deleted"), "not in Slack any more"),
        (refusal("missing_scope"), "files:read"),
        (Answer(body={"ok": True, "file": {"user": "U2"}}), "not in Slack any more"),
        (Answer(body={"ok": True, "file": {"user": "U1", "size": 2**40}}), "larger than the 200 MB"),
        (
            Answer(body={"ok": True, "file": {"user": "U1", "url_private_download": "https://example.org/a.csv"}}),
            "kept outside Slack",
        ),
    ],
)
async def test_a_file_that_will_never_come_is_refused_with_the_reason(world: World, answer: Answer, words: str) -> None:
    await world.dropped()
    world.desk.slack.scripts["files.info"].append(answer)
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.REFUSED
    (said,) = await world.said()
    assert words in said


@pytest.mark.parametrize("now_is", [{"deactivated": True}, {"is_guest": True}, {"team_id": "T2"}])
async def test_who_is_no_member_any_more_brings_nothing_in(world: World, now_is: dict[str, Any]) -> None:
    await world.dropped(ImportState.CONFIRMED, kind=ImportKind.TICKETS)
    await world.knows(**now_is)
    await world.sweep.sweep()
    found = await world.file()
    assert (found.state, found.why) == (ImportState.REFUSED, "Only members of this workspace can bring in files.")
    assert world.desk.slack.said("files.info") == []


async def test_a_right_that_was_taken_between_the_press_and_the_import_is_missed(world: World) -> None:
    await world.dropped(ImportState.CONFIRMED, kind=ImportKind.ACCOUNTS)
    await world.sweep.sweep()
    assert "Only a leader or an admin" in str((await world.file()).why)
    assert world.desk.slack.said("files.info") == []


async def test_what_ended_without_a_word_is_said_once_by_who_comes_next(world: World) -> None:
    ended = NOW - timedelta(hours=1)
    await world.dropped(ImportState.DONE, kind=ImportKind.TICKETS, new=3, ended_at=ended, message_ts="1.000001")
    await world.sweep.sweep()
    await world.another().sweep()
    await world.desk.deliver()
    (shown,) = world.desk.slack.said("chat.update")
    assert (shown["ts"], shown["text"]) == ("1.000001", "Imported tickets.csv: 3 new.")


async def test_what_ended_long_ago_is_not_told_any_more(world: World) -> None:
    await world.dropped(ImportState.DONE, new=3, ended_at=NOW - timedelta(days=3))
    await world.sweep.sweep()
    assert await world.said() == []


async def test_where_a_file_cannot_be_taken_back_the_reason_is_said_once(world: World) -> None:
    made = await world.dropped(ImportState.DONE, kind=ImportKind.TICKETS, new=3, ended_at=NOW - timedelta(hours=25))
    await world.sweep.sweep()
    async with world.desk.db.write() as tx:
        assert await import_news.wish_undone(tx, made, "U1", NOW)
        assert not await import_news.wish_undone(tx, made, "U1", NOW)
    await world.sweep.sweep()
    await world.sweep.sweep()
    told = [each for each in await world.said() if "was not taken back" in each]
    assert len(told) == 1


async def test_a_file_that_could_not_be_taken_back_can_be_once_the_later_one_is(world: World) -> None:
    given = {"kind": ImportKind.TICKETS, "source": "zendesk", "new": 3}
    first = await world.dropped(ImportState.DONE, ended_at=NOW, message_ts="1.000001", **given)
    second = replace(first, id=2, file_id="F2", ended_at=NOW + timedelta(minutes=1), message_ts="1.000002")
    await world.desk.decide(Decision((Change(None, second),)))
    for wanted in (first, second):
        async with world.desk.db.write() as tx:
            assert await import_news.wish_undone(tx, wanted, "U1", NOW)
        await world.sweep.sweep()
    await world.desk.deliver()
    (refused,) = [each for each in world.desk.slack.said() if "later file" in each["text"]]
    assert "Undo" in str(refused["blocks"])
    shown = [each["ts"] for each in world.desk.slack.said("chat.update") if "3 new" in each["text"]]
    assert shown.count("1.000001") == 2
    world.desk.later(seconds=60)
    async with world.desk.db.write() as tx:
        assert await import_news.wish_undone(tx, first, "U1", NOW + timedelta(minutes=2))
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.UNDONE


async def test_a_file_that_another_copy_has_taken_back_is_not_said_to_be_there_still(world: World) -> None:
    made = await world.dropped(ImportState.DONE, kind=ImportKind.TICKETS, new=3, ended_at=NOW)
    async with world.desk.db.write() as tx:
        assert await import_news.wish_undone(tx, made, "U1", NOW)
        change = Change(made, replace(made, state=ImportState.UNDONE))
        await record(tx, WS, Decision((change,)), by="U1", now=NOW)
    await world.sweep.sweep()
    assert not [each for each in await world.said() if "was not taken back" in each]
    async with world.desk.db.read() as tx:
        assert await import_news.wishes(tx) == []


async def test_a_file_is_taken_back_once_the_one_that_comes_in_is_done(world: World) -> None:
    made = await world.dropped(ImportState.DONE, kind=ImportKind.TICKETS, source="zendesk", new=3, ended_at=NOW)
    busy_with = replace(made, id=2, file_id="F2", state=ImportState.LOADING, ended_at=None, beat_at=NOW)
    await world.desk.decide(Decision((Change(None, busy_with),)))
    async with world.desk.db.write() as tx:
        assert await import_news.wish_undone(tx, made, "U1", NOW)
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.DONE
    async with world.desk.db.write() as tx:
        dropped = replace(busy_with, state=ImportState.REFUSED, ended_at=NOW)
        await record(tx, WS, Decision((Change(busy_with, dropped),)), by="U1", now=NOW)
    await world.sweep.sweep()
    assert (await world.file()).state is ImportState.UNDONE


async def test_bad_lines_that_cannot_be_sent_back_are_not_promised(world: World) -> None:
    await world.dropped()
    world.holds(MANY_BAD)
    world.desk.slack.scripts["files.getUploadURLExternal"].append(refusal("missing_scope"))
    await world.sweep.sweep()
    await world.desk.deliver()
    (offer,) = world.desk.slack.said()
    shown = str(offer["blocks"])
    assert "12 lines cannot be taken" in shown
    assert "I could not send the others back" in shown


async def test_a_file_that_breaks_us_is_refused_and_the_next_one_gets_its_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await world.dropped()
    second = replace(made, id=2, name="second.csv", file_id="F2")
    await world.desk.decide(Decision((Change(None, second),)))
    world.holds(TABLE, times=2)
    calls: list[str] = []

    async def breaks(files: Files, import_: FileImport) -> None:
        calls.append(import_.name)
        if import_.id == 1:
            raise ZeroDivisionError

    monkeypatch.setattr("jobs.import_steps.look", breaks)
    await world.sweep.sweep()
    assert calls == ["tickets.csv", "second.csv"]
    assert (await world.file()).state is ImportState.REFUSED
    (said,) = await world.said()
    assert "Something broke on my side" in said


async def test_progress_is_shown_now_and_then_and_a_lost_word_does_no_harm(world: World) -> None:
    made = await world.dropped(ImportState.LOADING, message_ts="1.000001", rows=9000)
    files = world.sweep.desk
    progress = Progress(files, made)
    await progress.tell(1000, 1)
    assert world.desk.slack.said("chat.update") == []
    world.desk.later(seconds=4)
    await progress.tell(2000, 1)
    await progress.tell(3000, 1)
    (shown,) = world.desk.slack.said("chat.update")
    assert "2,000 of 9,000 lines" in shown["text"]
    world.desk.later(seconds=4)
    world.desk.slack.scripts["chat.update"].append(busy())
    await progress.tell(4000, 1)


async def test_a_sweep_that_is_stopped_leaves_its_file_to_the_next(world: World) -> None:
    await world.dropped()
    world.desk.slack.held = asyncio.Event()
    world.holds(TABLE)
    running = asyncio.create_task(world.sweep.run())
    world.sweep.wake()
    async with asyncio.timeout(5):
        while not world.desk.slack.said("files.info"):  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.002)
        world.sweep.stop()
        await running
    world.desk.slack.held.set()
    assert (await world.file()).state is ImportState.RECEIVED
    world.desk.slack.scripts.clear()
    world.holds(TABLE)
    await world.another().sweep()
    assert (await world.file()).state is ImportState.OFFERED


async def test_a_file_that_cannot_be_taken_back_holds_up_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await world.dropped(ImportState.DONE, kind=ImportKind.TICKETS, new=3, ended_at=NOW)
    async with world.desk.db.write() as tx:
        await import_news.wish_undone(tx, made, "U1", NOW)

    async def breaks(*_given: Any, **_named: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jobs.importing.undo", breaks)
    await world.sweep.sweep()
    assert await world.said() == ["Imported tickets.csv: 3 new."]
    for _ in range(MOST_TRIES):
        await world.sweep.sweep()
    told = [each for each in await world.said() if "was not taken back" in each]
    assert len(told) == 1
    async with world.desk.db.read() as tx:
        assert await import_news.wishes(tx) == []

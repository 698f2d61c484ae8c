"""`python -m bot outbox` as somebody types it: what waits and why, one row, trying again, dropping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from storage import delivering, outbox, outbox_desk
from storage.database import Database
from storage.outbox_desk import Line
from storage.values import OutboxState, Say
from tests.databases import fresh_sqlite

NOW = datetime.now(UTC)
Bot = Callable[..., tuple[int, str, str]]


async def fill(url: str) -> None:
    """One row of each state, numbered 1 to 5 in their order, and a board that waits for later."""
    db = Database.open(url)
    async with db.write() as tx:
        for state in OutboxState:
            payload = {"text": f"The message that is {state}", "blocks": []}
            given = {"key": f"key-{state}", "channel": "C1", "operation": Say.POST, "payload": payload}
            await outbox.queue(tx, "T1", now=NOW - timedelta(hours=3), **given)
        taken = {row.key: row for row in await delivering.claim(tx, [2, 3, 4, 5], NOW)}
        await delivering.unsure(tx, [(taken["key-sending"], "TimeoutError", None)])
        await delivering.sent(tx, [(3, "1.5")], NOW)
        await delivering.failed(tx, taken["key-failed"], "channel_not_found")
        await delivering.obsolete(tx, [5])
        later = NOW + timedelta(days=1)
        await outbox.queue(tx, "T1", key="board:7:1", channel="C7", operation=Say.BOARD, now=NOW, not_before=later)
    await db.close()


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = fresh_sqlite(tmp_path / "holdfast.db")
    asyncio.run(fill(address))
    return address


@pytest.fixture
def bot(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bot:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)

    def typed(*words: str) -> tuple[int, str, str]:
        code = main(["outbox", *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return typed


def row(url: str, row_id: int) -> Line:
    async def read() -> Line | None:
        db = Database.open(url)
        async with db.read() as tx:
            found = await outbox_desk.by_id(tx, row_id)
        await db.close()
        return found

    found = asyncio.run(read())
    assert found is not None
    return found


def test_it_shows_how_much_there_is_and_what_waits_hangs_and_failed_with_the_reason(bot: Bot) -> None:
    code, shown, _ = bot()
    assert code == 0
    assert shown.startswith("queued: 2  sending: 1  sent: 1  failed: 1  obsolete: 1\n")
    lines = shown.splitlines()
    waiting = [line for line in lines if "queued " in line and "key-" in line]
    assert waiting
    assert waiting[0].split()[:6] == ["1", "queued", "key-queued", "C1", "3", "h"]
    assert lines.index(waiting[0]) < next(number for number, line in enumerate(lines) if "board:7:1" in line)
    assert any("key-sending" in line and "TimeoutError" in line for line in lines)
    assert any("key-failed" in line and "channel_not_found" in line for line in lines)
    assert "key-sent" not in shown
    assert "key-obsolete" not in shown


@pytest.mark.parametrize(
    ("option", "keys"),
    [
        ("--failed", ["key-failed"]),
        ("--waiting", ["key-queued", "key-sending", "board:7:1"]),
        ("--all", ["board:7:1", "key-obsolete", "key-failed", "key-sent", "key-sending", "key-queued"]),
    ],
)
def test_one_kind_can_be_asked_for(bot: Bot, option: str, keys: list[str]) -> None:
    _, shown, _ = bot(option)
    assert [line.split()[2] for line in shown.splitlines()[4 - 1 :] if line and line[0].isdigit()] == keys


def test_a_long_list_says_how_much_of_it_is_shown(bot: Bot) -> None:
    _, shown, _ = bot("--all", "--limit", "2")
    assert "the first 2 of 6" in shown
    assert len([line for line in shown.splitlines() if line[:1].isdigit()]) == 2


def test_one_row_is_shown_with_its_text(bot: Bot) -> None:
    code, shown, _ = bot("show", "4")
    assert code == 0
    for words in ("key-failed", "channel_not_found", "T1", "The message that is failed"):
        assert words in shown
    assert "is written when it is said" in bot("show", "6")[1]


@pytest.mark.parametrize(("row_id", "state"), [(1, "queued"), (4, "failed"), (5, "obsolete")])
def test_a_row_that_is_tried_again_is_due_now_with_the_reason_kept(bot: Bot, url: str, row_id: int, state: str) -> None:
    assert row(url, row_id).state == state
    assert bot("retry", str(row_id), "--why", "Holdfast is back  in the channel")[0] == 0
    found = row(url, row_id)
    assert (found.state, found.not_before >= NOW, found.claimed_at) == (OutboxState.QUEUED, True, None)
    assert found.note
    assert found.note.endswith("UTC retried: Holdfast is back in the channel")
    assert found.note.startswith(f"{datetime.now(UTC):%Y-%m-%d}")


def test_reasons_add_up(bot: Bot, url: str) -> None:
    bot("retry", "4", "--why", "first")
    bot("drop", "4", "--why", "second")
    note = row(url, 4).note or ""
    assert [line.partition("UTC ")[2] for line in note.splitlines()] == ["retried: first", "dropped: second"]


def test_several_rows_are_dropped_at_once(bot: Bot, url: str) -> None:
    code, shown, _ = bot("drop", "1", "4", "--why", "not wanted any more")
    assert (code, shown) == (0, "Dropped: 1, 4.\n")
    assert {row(url, each).state for each in (1, 4)} == {OutboxState.OBSOLETE}


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("retry", "4", "99"), "There is no row 99"),
        (("retry", "4", "3"), "Row 3 is sent"),
        (("retry", "4", "2"), "Row 2 is sending"),
        (("drop", "4", "2"), "Row 2 is sending"),
        (("drop", "4", "5"), "Row 5 is obsolete"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(
    bot: Bot, url: str, words: tuple[str, ...], problem: str
) -> None:
    before = row(url, 4)
    code, shown, said = bot(*words, "--why", "because")
    assert (code, shown) == (1, "")
    assert problem in said
    assert "Nothing was changed." in said
    assert row(url, 4) == before


def test_a_row_that_does_not_exist_cannot_be_shown(bot: Bot) -> None:
    assert bot("show", "99") == (1, "", "There is no row 99 in the outbox.\n")


@pytest.mark.parametrize(
    "words", [("retry", "4"), ("drop", "4"), ("drop", "4", "--why", " "), ("show", "x"), ("sing",)]
)
def test_what_is_not_understood_ends_with_two(bot: Bot, url: str, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as end:
        bot(*words)
    assert end.value.code == 2
    assert row(url, 4).state is OutboxState.FAILED


def test_no_database_is_said_in_one_line_and_none_is_made(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///nowhere.db")
    assert bot() == (1, "", "DATABASE_URL: there is no database at nowhere.db.\n")
    assert not (tmp_path / "nowhere.db").exists()


def test_a_server_that_is_not_there_is_said_in_one_line(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot@127.0.0.1:9/none")
    code, shown, said = bot()
    assert (code, shown, len(said.splitlines())) == (1, "", 1)
    assert said.startswith("DATABASE_URL: the database cannot be used: ")


def test_tables_of_another_version_are_said_in_one_line(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.db").touch()
    monkeypatch.setenv("DATABASE_URL", "sqlite:///empty.db")
    code, _, said = bot()
    assert (code, len(said.splitlines())) == (1, 1)
    assert "python -m bot migrate" in said

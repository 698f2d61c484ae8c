"""`python -m bot import` as somebody types it: looked at, taken in, again, and what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from reviews.facts import FactKind
from storage import accounts, imports, loading, people
from storage.account_keys import keys
from storage.database import Database
from tests.builders import WS
from tests.builders import person as somebody
from tests.databases import fresh_sqlite

ACCOUNTS = (
    "Company;Record ID;Company owner;ARR;Currency\nNorthwind;11;nina;120.000,50;EUR\nKestrel;12;ruth;80.000,00;EUR\n"
)
TICKETS = (
    "Ticket ID,Subject,Organization,Created at,Solved at\n"
    "1,Export fails,Northwind,2026-11-01 10:00:00,2026-11-02 11:00:00\n"
    "2,Which role?,Kestrel,2026-11-03 10:00:00,\n"
)
BAD = TICKETS + "3,Other,Northwnd,2026-11-03 10:00:00,\n4,Other,Kestrel,2026-11-33 10:00:00,\n"
Bot = Callable[..., tuple[int, str, str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = fresh_sqlite(tmp_path / "holdfast.db")
    asyncio.run(_known(address))
    return address


async def _known(address: str) -> None:
    db = Database.open(address)
    async with db.write() as tx:
        await people.save(tx, somebody("U1", "Nina Berg"))
    await db.close()


@pytest.fixture
def bot(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bot:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)

    def run(*words: str, **files: str) -> tuple[int, str, str]:
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
        code = main(["import", *words])
        return code, *capsys.readouterr()

    return run


def in_database(url: str) -> tuple[int, int]:
    """How many customers and tickets there are."""

    async def count() -> tuple[int, int]:
        db = Database.open(url)
        async with db.read() as tx:
            found = await accounts.named(tx, WS, ["Northwind", "Kestrel"])
            known = await loading.known(tx, WS, FactKind.TICKET, "zendesk", ["1", "2", "3", "4"])
        await db.close()
        return len(found), len(known)

    return asyncio.run(count())


def test_customers_come_in_before_what_is_said_about_them(bot: Bot, url: str) -> None:
    code, said, _ = bot("t.csv", "a.csv", t=TICKETS, a=ACCOUNTS)
    assert code == 0
    assert said.index("a.csv: 2 lines of accounts") < said.index("t.csv: 2 lines of tickets, from zendesk")
    assert "Taken in: 2 new" in said
    assert "Nobody here is known as ruth yet" in said
    assert in_database(url) == (2, 2)


def test_a_dry_run_knows_the_customers_an_earlier_file_would_bring_and_changes_nothing(bot: Bot, url: str) -> None:
    code, said, _ = bot("--dry-run", "a.csv", "t.csv", a=ACCOUNTS, t=TICKETS)
    assert code == 0
    assert said.count("It would bring 2 new") == 2
    assert "opened at (year-month-day, with time)" in said
    assert "arr (1.234,5)" in said
    assert in_database(url) == (0, 0)


def test_the_same_files_again_change_nothing(bot: Bot) -> None:
    bot("a.csv", "t.csv", a=ACCOUNTS, t=TICKETS)
    code, said, _ = bot("a.csv", "t.csv")
    assert code == 0
    assert said.count("0 new, 0 changed, 2 the same as before") == 2


def test_bad_lines_are_named_with_their_reasons_and_come_back_as_a_file(bot: Bot, url: str, tmp_path: Path) -> None:
    code, said, _ = bot("a.csv", "t.csv", a=ACCOUNTS, t=BAD)
    assert code == 1
    assert "Nothing was changed: 2 lines cannot be taken" in said
    assert "line 4, account: No customer is called “Northwnd”." in said
    assert "perhaps Northwind?" in said
    assert "line 5, Created at: “2026-11-33 10:00:00”" in said
    rejected = (tmp_path / "t-rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in rejected] == ["line", "4", "5"]
    assert in_database(url) == (2, 0)


def test_the_good_lines_can_come_in_and_the_bad_ones_go_where_they_should(bot: Bot, url: str, tmp_path: Path) -> None:
    code, said, _ = bot("--keep-good", "--rejected", "bad.csv", "a.csv", "t.csv", a=ACCOUNTS, t=BAD)
    assert code == 0
    assert "2 bad lines left out" in said
    assert (tmp_path / "bad.csv").exists()
    assert in_database(url) == (2, 2)


def test_a_number_in_the_same_system_names_the_customer_too(bot: Bot, url: str) -> None:
    bot("a.csv", a=ACCOUNTS)
    code, _, _ = bot("--source", "hubspot", "t.csv", t=TICKETS.replace("Northwind", "11").replace("Kestrel", "12"))

    async def known() -> dict[str, int]:
        db = Database.open(url)
        async with db.read() as tx:
            found = await keys(tx, WS)
        await db.close()
        return found

    assert code == 0
    assert sorted(asyncio.run(known())) == ["hubspot:11", "hubspot:12"]


@pytest.mark.parametrize(
    ("words", "files", "why"),
    [
        (["gone.csv"], {}, "There is no file gone.csv"),
        (["t.csv"], {"t": ""}, "t.csv: "),
        (["t.csv"], {"t": "PK\x03\x04"}, "t.csv: "),
        (["--mapping", "m.csv", "t.csv"], {"t": TICKETS, "m": "[columns"}, "m.csv: "),
        (["--workspace", "T9", "t.csv"], {"t": TICKETS}, "There is no workspace T9; there is T1."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(bot: Bot, words: list[str], files: dict[str, str], why: str) -> None:
    code, _, trouble = bot(*words, **files)
    assert code == 1
    assert why in trouble
    assert "Traceback" not in trouble


def test_a_word_that_is_no_kind_or_no_day_is_refused_with_what_would_do(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["--kind", "bills", "t.csv"], ["--until", "soon", "t.csv"]):
        with pytest.raises(SystemExit):
            bot(*words, t=TICKETS)
        assert "t.csv" not in capsys.readouterr().out


def test_two_files_that_came_in_are_listed_with_what_they_did(bot: Bot, url: str) -> None:
    bot("a.csv", "t.csv", a=ACCOUNTS, t=TICKETS)

    async def kept() -> list[tuple[str, int]]:
        db = Database.open(url)
        async with db.read() as tx:
            found = await imports.latest(tx, WS, "terminal", 9)
        await db.close()
        return [(each.name, each.new) for each in found]

    assert asyncio.run(kept()) == [("t.csv", 2), ("a.csv", 2)]

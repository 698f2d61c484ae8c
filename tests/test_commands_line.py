"""`python -m bot` as somebody types it: help, migrating a fresh file, and a wrong setting."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings
from storage.tables import SCHEMA_VERSION

HERE = Path(__file__).parent.parent


def bot(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    names = {name.upper() for name in Settings.model_fields}
    machine = {key: value for key, value in os.environ.items() if key not in names}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**machine, "PYTHONPATH": str(HERE), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_every_command_and_what_it_does(tmp_path: Path) -> None:
    shown = bot(tmp_path, "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    for command in ("run", "practice", "migrate", "outbox"):
        assert f"    {command} " in shown.stdout


@pytest.mark.parametrize("asked", [[], ["rum"]])
def test_an_unknown_or_missing_command_says_what_there_is(tmp_path: Path, asked: list[str]) -> None:
    shown = bot(tmp_path, *asked)
    assert shown.returncode == 2
    assert "usage: python -m bot" in shown.stderr


def test_migrating_a_fresh_file_makes_the_tables_and_doing_it_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        done = bot(tmp_path, "migrate", DATABASE_URL="sqlite:///fresh.db")
        assert (done.returncode, done.stdout) == (0, f"Tables are at {SCHEMA_VERSION}.\n"), done.stderr
    with sqlite3.connect(tmp_path / "fresh.db") as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert {"accounts", "reviews", "gaps", "actions", "outbox", "inbox"} <= tables


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_wrong_setting_ends_with_two_and_one_line(tmp_path: Path, command: str) -> None:
    stopped = bot(tmp_path, command, HOLDFAST_TIMEZONE="Mars/Olympus")
    assert stopped.returncode == 2
    assert stopped.stdout == ""
    assert stopped.stderr.splitlines() == [
        "HOLDFAST_TIMEZONE holds “Mars/Olympus”; "
        "it should hold a time zone's name, such as Europe/Berlin or America/Chicago."
    ]
    assert list(tmp_path.iterdir()) == []

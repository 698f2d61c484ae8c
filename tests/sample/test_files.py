"""The files say what the stories say, each as the system it stands for writes it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from bot.sample.__main__ import main
from bot.sample.files import BOOKS, FACTS, SOURCES, files, write_folder
from bot.sample.story import Story

DELIMITERS = {"incidents.csv": ";", "contracts.csv": ";", "surveys.csv": "\t"}


def rows(text: str, name: str) -> list[dict[str, str]]:
    """A file's lines by their headers."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=DELIMITERS.get(name, ",")))


@pytest.fixture(scope="session")
def written(told: dict[str, Story]) -> dict[str, list[dict[str, str]]]:
    return {name: rows(text, name) for name, text in files(list(told.values())).items()}


def test_there_is_a_file_for_each_kind(written: dict[str, list[dict[str, str]]]) -> None:
    assert set(written) == {*FACTS, *BOOKS}
    assert set(SOURCES) == set(FACTS)


def test_every_fact_has_its_line(told: dict[str, Story], written: dict[str, list[dict[str, str]]]) -> None:
    parts = {
        "accounts.csv": "customer",
        "contacts.csv": "people",
        "incidents.csv": "incidents",
        "usage.csv": "usage",
        "tickets.csv": "tickets",
        "touches.csv": "touches",
        "surveys.csv": "surveys",
        "contracts.csv": "deals",
    }
    for name, part in parts.items():
        values = [getattr(story, part) for story in told.values()]
        count = sum(len(each) if isinstance(each, tuple) else 1 for each in values)
        assert len(written[name]) == count > 0, name


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("incidents.csv", "Incident ID"),
        ("tickets.csv", "Ticket ID"),
        ("surveys.csv", "Response ID"),
        ("contracts.csv", "Contract Number"),
    ],
)
def test_every_fact_has_a_number_of_its_own(written: dict[str, list[dict[str, str]]], name: str, column: str) -> None:
    numbers = [row[column] for row in written[name]]
    assert len(set(numbers)) == len(numbers)
    assert [int(each) for each in numbers] == sorted(int(each) for each in numbers)


def test_the_people_of_a_meeting_share_its_number(written: dict[str, list[dict[str, str]]]) -> None:
    meetings = [row for row in written["touches.csv"] if row["Outcome"]]
    steering = {row["Record ID"]: row for row in meetings if row["Subject"] == "steering meeting"}
    assert len(steering) == 6
    lines = [(row["Record ID"], row["Contact"]) for row in written["touches.csv"]]
    assert len(set(lines)) == len(lines)


def test_every_link_leads_to_a_place_that_is_ours(written: dict[str, list[dict[str, str]]]) -> None:
    links = [row["URL"] for name in FACTS for row in written[name]]
    assert all(link.startswith("https://") and ".fieldstone.example/" in link for link in links)
    assert "https://support.fieldstone.example/tickets/31207" in links


def test_no_cell_is_a_formula(written: dict[str, list[dict[str, str]]]) -> None:
    cells = [cell for found in written.values() for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "@"}]


def test_who_wants_to_try_an_import_gets_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "files")]) == 0
    said = capsys.readouterr().out.split()
    assert [Path(each).name for each in said] == [*BOOKS, *FACTS]
    assert all(Path(each).stat().st_size > 500 for each in said)


def test_a_folder_of_them_can_be_written(told: dict[str, Story], tmp_path: Path) -> None:
    paths = write_folder(list(told.values()), tmp_path / "deep" / "down")
    made = files(list(told.values()))
    assert {path.name: path.read_bytes().decode() for path in paths} == made

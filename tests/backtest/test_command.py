"""`python -m bot backtest`, on a history in which it is known who fades away."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.backtest.worlds import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    write_world(folder, 48)
    return folder


def run(folder: Path, *more: str) -> int:
    return main(["backtest", str(folder), *more])


def test_who_fades_away_is_told_from_who_does_not_and_chance_comes_to_a_half(
    world: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert run(world, "--out", str(page)) == 0
    said = capsys.readouterr().out
    assert "48 customers, 12 of them left" in said
    score = next(line for line in said.splitlines() if line.startswith("score ")).split()
    assert float(score[1]) > 0.8
    assert 0.45 <= float(score[2]) <= 0.55
    drawn = page.read_text(encoding="utf-8")
    assert drawn.count("<svg") == 4
    assert "http" not in drawn


def test_outcomes_of_customers_nobody_knows_facts_of_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_world(tmp_path, 8)
    with (tmp_path / "outcomes.csv").open("a", encoding="utf-8") as out:
        out.write("Customer 001 Ltd,churned,2026-05-01\n")
    assert run(tmp_path) == 0
    said = capsys.readouterr().out
    assert "Left out: 1 in outcomes.csv of whom no fact is known (Customer 001 Ltd)" in said
    assert "too little was known to call a customer green" in said


def test_a_folder_without_outcomes_says_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nowhere") == 1
    assert "There is no folder" in capsys.readouterr().err
    assert run(tmp_path) == 1
    assert "There is no outcomes.csv" in capsys.readouterr().err


def test_bad_lines_are_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_world(tmp_path, 8)
    with (tmp_path / "usage.csv").open("a", encoding="utf-8") as out:
        out.write("Customer 000,2026-13-45,40,3,3\nNobody we know,2026-09-01,40,3,3\n")
    assert run(tmp_path) == 1
    told = capsys.readouterr().err
    assert "usage.csv: 2 bad lines" in told
    assert "--keep-good leaves them out" in told
    assert not (tmp_path / "backtest.html").exists()
    assert run(tmp_path, "--keep-good") == 0
    assert "Too little to judge" in capsys.readouterr().out


def test_names_out_of_files_are_escaped_on_the_page(tmp_path: Path) -> None:
    write_world(tmp_path, 8)
    for path in tmp_path.glob("*.csv"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("Customer 001", "<script>x</script>"), encoding="utf-8"
        )
    assert run(tmp_path) == 0
    assert "<script" not in (tmp_path / "backtest.html").read_text(encoding="utf-8")

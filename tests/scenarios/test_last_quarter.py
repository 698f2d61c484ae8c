from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import EXPORT_GAP, MAIN_RISK, SIX_STEPS, closes, saves_step, saves_steps, starts

LAST = {"colour": "yellow", "evidence": "The month-end export failed once"}
KEEP_MARKS = {f"choice.mark:{q}": "closed" for q in ("reliability", "usage", "workarounds", "owners")}


@pytest.fixture
async def board(team: Team, nina: Person, omar: Person) -> Shown:
    """The next quarter's board. Last time left four marks, an open gap, and promises: kept, moved twice, late."""
    await starts(nina)
    await nina.reads(EXPORT_GAP, "G-1")
    await nina.reads("/action @omar sends Northwind the export fix by 4 Dec", "A-1")
    await nina.reads("/action @nina sends Northwind the manual export format by 4 Dec", "A-2")
    await nina.reads("/action @priya sends Northwind the ticket summary by 4 Dec", "A-3")
    await saves_steps(nina, 1, 2)
    await saves_step(nina, 3, LAST)
    await saves_steps(nina, 4)
    await closes(nina, "The export failed", "A note on Fri 27 Nov")
    await nina.reads("/review list", "3 open actions")
    await nina.presses("Done", beside="A-2")
    await nina.told("A-2 is done")
    for day in ("2027-02-01", "2027-04-30"):
        await nina.presses("New date", beside="A-3")
        await nina.submits(date=day, why="Legal needs longer")
        await nina.told("A-3 is changed")
    team.clock.forward(days=90)
    await nina.types("/review start")
    return await team.board(NORTHWIND, "Q1 2027")


async def settles(nina: Person, **choices: str) -> None:
    """Decide on everything from last time: marks anew, and as given for the rest."""
    await nina.presses("Settle them")
    fields = {f"choice.{kind}:1": choice for kind, choice in choices.items()}
    await nina.submits({**KEEP_MARKS, **fields})


async def test_the_next_review_opens_with_last_times_promises(board: Shown) -> None:
    promises = board.line("From last time")
    assert "3 promised" in promises
    assert "1 kept" in promises
    assert "moved" in promises
    assert "1 late: A-1" in promises
    assert "Omar" in promises
    assert "4 marks, 1 gap, 1 late action" in board


async def test_each_thing_from_last_time_is_offered_with_how_it_stands(board: Shown, nina: Person) -> None:
    await nina.presses("Settle them")
    form = await nina.form("From last time")
    assert set(form.filled) == {*KEEP_MARKS, "choice.gap:1", "choice.action:1"}
    assert "🟡 yellow: The month-end export failed once" in form.line("Reliability")
    assert "update was due Fri 27 Nov" in form.line("G-1")
    assert "working days late" in form.line("A-1")
    assert "A-3" not in form


async def test_one_is_kept_one_closed_and_one_given_a_new_date(team: Team, board: Shown, nina: Person) -> None:
    await nina.presses("Settle them")
    await nina.chooses("choice.gap:1", "redated")
    await nina.form("From last time", "Why does it move?")
    asked = {"choice.mark:reliability": "kept", "choice.gap:1": "redated", "choice.action:1": "closed"}
    assert await nina.is_told_at("date.gap:1", asked)
    later = (team.clock().date() + timedelta(days=14)).isoformat()
    assert "why" in (await nina.is_told_at("why.gap:1", {**asked, "date.gap:1": later})).lower()
    yesterday = (team.clock().date() - timedelta(days=1)).isoformat()
    assert "past" in await nina.is_told_at("date.gap:1", {**asked, "date.gap:1": yesterday, "why.gap:1": "Legal"})
    await nina.submits({**asked, "date.gap:1": later, "why.gap:1": "The fix needs another month"})

    await team.board(NORTHWIND, "3 marks")
    gap = team.row("SELECT update_on, moves, state FROM gaps")
    assert gap == {"update_on": later, "moves": 1, "state": "open"}
    assert team.row("SELECT state FROM actions WHERE id = 1") == {"state": "done"}
    mark = team.row("SELECT colour, evidence FROM checklist_marks WHERE review_id = 2")
    assert mark == LAST
    why = team.rows("SELECT why FROM audit_entries WHERE kind = 'gap' AND ref = '1'")
    assert why[-1]["why"] == "The fix needs another month"
    choices = team.rows("SELECT kind, choice FROM carried_items WHERE choice IS NOT NULL")
    assert {(r["kind"], r["choice"]) for r in choices} == {
        ("mark", "kept"),
        ("gap", "redated"),
        ("action", "closed"),
    }


async def test_closing_waits_until_everything_from_last_time_is_settled(team: Team, board: Shown, nina: Person) -> None:
    for number in (1, 2):
        await saves_step(nina, number, SIX_STEPS[number - 1])
    for number in (3, 4, 5):
        await saves_step(nina, number, {"colour": "red", "evidence": f"Worse again in step {number}"})
    await saves_step(nina, 6, {"colour": "red", "evidence": "A-1 has been late since December"})
    await nina.types("/review close")
    await nina.form("Close the review", "2 things from last time still wait")
    await nina.presses("Settle them")
    left = await nina.submits({"choice.gap:1": "kept", "choice.action:1": "kept"})
    assert left.form
    assert "G-1" in left.form.line("a date that has passed")
    await nina.presses("Fill in")
    later = (team.clock().date() + timedelta(days=14)).isoformat()
    await nina.form("Change G-1")
    assert "why" in (await nina.is_told_at("why", date=later)).lower()
    last = await nina.submits(date=later, why="The fix needs another month")
    assert last.form
    assert MAIN_RISK in last.form


async def test_green_beside_what_blocks_is_asked_about_and_both_may_be_true(
    team: Team, board: Shown, nina: Person
) -> None:
    await settles(nina, gap="kept", action="closed")
    for number in (1, 2):
        await saves_step(nina, number, SIX_STEPS[number - 1])
    for number in (3, 4, 5, 6):
        await saves_step(nina, number, {"colour": "green", "evidence": f"Better in step {number}"})
    await nina.types("/review close")
    await nina.form("Close the review", "Reliability is green, yet G-1 blocks work")
    await nina.presses("Look again")
    await nina.form("Reliability", "G-1 blocks work")
    assert "both are true" in await nina.is_told_at("confirmed", {})
    left = await nina.submits(confirmed="It blocks one team of nine, and no run failed")
    assert left.form
    assert "Reliability is green" not in left.form
    row = team.row("SELECT colour, confirmed FROM checklist_marks WHERE review_id = 2 AND question = 'reliability'")
    assert row == {"colour": "green", "confirmed": "It blocks one team of nine, and no run failed"}


async def test_the_same_line_as_last_time_is_asked_about(board: Shown, nina: Person) -> None:
    await settles(nina, gap="closed", action="closed")
    for number in (1, 2):
        await saves_step(nina, number, SIX_STEPS[number - 1])
    await saves_step(nina, 3, LAST)
    for number in (4, 5, 6):
        await saves_step(nina, number, {"colour": "red", "evidence": f"Worse in step {number}"})
    await nina.types("/review close")
    await nina.form("Close the review", "Reliability has the same line as last time")
    await nina.presses("Look again")
    await nina.form("Reliability")
    last = await nina.submits(evidence="The month-end export failed once more, in February")
    assert last.form
    assert MAIN_RISK in last.form


async def test_the_summary_says_how_each_mark_moved(team: Team, board: Shown, nina: Person) -> None:
    await settles(nina, gap="closed", action="closed")
    for number in (1, 2):
        await saves_step(nina, number, SIX_STEPS[number - 1])
    marks = (
        {"colour": "red", "evidence": "The export failed in each of three months"},
        {"colour": "yellow", "evidence": "9 of 40 seats active in 30 days"},
        {"colour": "green", "evidence": "Nobody rebuilds anything by hand"},
        {"colour": "unknown"},
    )
    for number, mark in enumerate(marks, start=3):
        await saves_step(nina, number, mark)
    await team.board(NORTHWIND, "Reliability 🔴 red, was yellow", "Usage 🟡 yellow, second review running")
    summary = await closes(nina, "The export failed three months running", "A note each Friday")
    for moved in (
        "Reliability 🔴 red, was yellow",
        "Usage 🟡 yellow, second review running",
        "Workarounds 🟢 green, was yellow",
        "Owners and dates ⚪ unknown, was green",
    ):
        assert moved in summary
    assert "Reliability" in summary.line("Weak two reviews running")
    assert "moved twice" in summary.line("A-3")


async def test_what_ends_elsewhere_meanwhile_is_settled_all_the_same(team: Team, board: Shown, nina: Person) -> None:
    await nina.presses("Settle them")
    await nina.form("From last time")
    omar = team.person("omar")
    await omar.reads("/review list late", "A-1")
    await omar.presses("Done", beside="A-1")
    await omar.told("A-1 is done")
    await nina.submits({**KEEP_MARKS, "choice.gap:1": "closed", "choice.action:1": "closed"})
    shown = await team.board(NORTHWIND, "5 Open gaps (0 open)")
    assert "Settle them" not in shown.buttons


async def test_a_gap_open_over_two_quarters_says_so(team: Team, board: Shown, nina: Person) -> None:
    await settles(nina, gap="kept", action="closed")
    team.clock.forward(days=100)
    assert team.clock().date() > date(2027, 5, 25)
    await nina.reads("/review gaps", "G-1", "open over two quarters")

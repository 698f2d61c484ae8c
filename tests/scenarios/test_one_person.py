from __future__ import annotations

import pytest

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import (
    CHECKLIST,
    EXPORT_GAP,
    MAIN_RISK,
    OWNERS,
    RED,
    SIX_STEPS,
    USAGE,
    WORKAROUNDS,
    closes,
    saves_step,
    saves_steps,
    starts,
)

RISK = "The month-end export failed three months running"
EXPECT = "A note on Fri 27 Nov, even if nothing has changed"


async def test_the_first_start_asks_which_customer_and_guesses_its_name(team: Team, nina: Person) -> None:
    await nina.types("/review start")
    form = await nina.form("Start a review")
    assert form.filled == {"name": "Northwind", "person": nina.id}
    await nina.submits(name="Northwind Traders", person="omar")
    board = await team.board(NORTHWIND, "Northwind Traders · quarterly review · Q4 2026, led by Nina")
    assert board.buttons == ["Write it down", "Skip…", "Write a goal", "Log gap", "Log action", "Close review"]
    account = team.row("SELECT name, owner, channel FROM accounts")
    assert account == {"name": "Northwind Traders", "owner": team.id_of("omar"), "channel": NORTHWIND}


async def test_a_customer_needs_a_name_and_an_owner_who_is_there(nina: Person) -> None:
    await nina.types("/review start")
    assert "deactivated" in await nina.is_told_at("person", name="Northwind", person="sven")
    assert "bot" in await nina.is_told_at("person", name="Northwind", person="holdfast")
    assert "name" in await nina.is_told_at("name", name="   ", person="nina")


async def test_a_name_nobody_can_see_is_no_name(nina: Person) -> None:
    await nina.types("/review start")
    assert "name" in await nina.is_told_at("name", name="\u200b", person="nina")


async def test_one_person_takes_a_review_from_start_to_summary(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    await nina.reads(EXPORT_GAP, "G-1 Month-end export fails", "Nina, update Fri 27 Nov")
    await nina.presses("Log action")
    await nina.submits(what="Send Northwind the manual export format", owner="nina", date="2026-11-25", closes="1")
    await nina.told("A-1", "closes G-1")
    await nina.reads(CHECKLIST, "A-2 Omar sends Northwind", "by Fri 4 Dec")
    await saves_steps(nina, 3, 6)
    summary = await closes(nina, RISK, EXPECT)

    assert "Northwind · review of Tue 24 Nov" in summary
    assert f"Main risk: {RISK}" in summary
    for step, owner, day in (("A-1", "Nina", "Wed 25 Nov"), ("A-2", "Omar", "Fri 4 Dec")):
        assert owner in summary.line(step)
        assert day in summary.line(step)
    assert f"Expect from us: {EXPECT}" in summary
    for mark in ("Reliability 🔴 red", "Usage 🟡 yellow", "Workarounds 🟡 yellow", "Owners and dates 🟢 green"):
        assert mark in summary
    assert "Nina, update Fri 27 Nov" in summary.line("G-1 Month-end export fails")
    assert len(summary.blocks) <= 10, "more than a phone shows at a glance"


async def test_the_summary_says_its_next_steps_to_a_screen_reader(nina: Person) -> None:
    await starts(nina)
    await nina.reads(CHECKLIST, "A-1")
    await saves_steps(nina)
    summary = await closes(nina, RISK, EXPECT)
    spoken = str(summary.body["text"])
    assert all(words in spoken for words in (RISK, EXPECT, "A-1", "Omar", "Fri 4 Dec")), spoken


async def test_a_closed_review_is_frozen_on_its_board(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await closes(nina, RISK, EXPECT)
    board = await team.board(NORTHWIND, "Closed by Nina")
    assert board.buttons == []
    await nina.reads("/review status", "No review of Northwind is open.")
    await nina.reads("/action @nina sends Northwind the new file by 4 Dec", "A-1")
    assert (await team.board(NORTHWIND)).text == board.text


async def test_a_whole_review_is_in_the_database(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads(EXPORT_GAP)
    await nina.reads(CHECKLIST)
    await saves_steps(nina)
    await closes(nina, RISK, EXPECT)

    review = team.row("SELECT * FROM reviews")
    assert (review["state"], review["main_risk"], review["expect"]) == ("closed", RISK, EXPECT)
    assert (review["facilitator"], review["ended_by"], review["quarter"]) == (nina.id, nina.id, "Q4 2026")
    assert {(r["state"], r["by"]) for r in team.rows("SELECT * FROM review_steps")} == {("done", nina.id)}
    marks = {r["question"]: (r["colour"], r["evidence"]) for r in team.rows("SELECT * FROM checklist_marks")}
    assert list(marks.values()) == [(m["colour"], m["evidence"]) for m in (RED, USAGE, WORKAROUNDS, OWNERS)]
    gap = team.row("SELECT what, affects, frequency, severity, owner, update_on, reason, review_id FROM gaps")
    assert gap == {
        "what": "Month-end export fails twice a week",
        "affects": "finance",
        "frequency": "twice a week",
        "severity": "blocks",
        "owner": nina.id,
        "update_on": "2026-11-27",
        "reason": "exports",
        "review_id": 1,
    }
    action = team.row("SELECT owner, due, first_due, state, insisted, review_id FROM actions")
    assert action == {
        "owner": team.id_of("omar"),
        "due": "2026-12-04",
        "first_due": "2026-12-04",
        "state": "open",
        "insisted": 0,
        "review_id": 1,
    }


async def test_every_change_keeps_who_and_when_and_every_message_is_said_once(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads(EXPORT_GAP)
    await saves_steps(nina)
    await closes(nina, RISK, EXPECT)
    await team.board(NORTHWIND, "Closed by Nina")

    kinds = [r["kind"] for r in team.rows("SELECT kind FROM audit_entries WHERE by = ? AND at IS NOT NULL", nina.id)]
    assert {kinds.count(kind) for kind in ("account", "gap")} == {1}, kinds
    assert kinds.count("review") == 2, kinds
    await team.everything_said()
    said = [r["state"] for r in team.rows("SELECT state FROM outbox")]
    assert set(said) <= {"sent", "obsolete"}, said
    posts = [e for e in await team.log("api") if e["method"] == "chat.postMessage"]
    assert len(posts) == 2, "one board and one summary"


async def test_a_step_is_skipped_only_with_a_reason_that_all_can_read(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Skip…")
    assert await nina.cannot_submit() == ["Why is “Goals and changes” skipped?"]
    assert "reason" in await nina.is_told_at("why", why="   ")
    await nina.submits(why="Covered in last week's call")
    await team.board(NORTHWIND, "– 1 Goals and changes: skipped by Nina, “Covered in last week's call”")
    await saves_steps(nina, 2)
    summary = await closes(nina, RISK, EXPECT)
    assert "Goals and changes was skipped: “Covered in last week's call”" in summary


async def test_steps_before_are_not_passed_in_silence(team: Team, nina: Person) -> None:
    board = await starts(nina)
    await nina.chooses("board.go", "1:reliability", on=board)
    await nina.form("Reliability", "“Goals and changes” and “Facts” would be passed.")
    missing = await nina.cannot_submit(RED)
    assert missing == ["Why is “Goals and changes” and “Facts” skipped?"]
    await nina.submits({**RED, "pass": "Done by mail"})
    shown = await team.board(NORTHWIND, "✔ 3 Reliability 🔴 red", "▸ 4 Usage")
    assert "– 1 Goals and changes: skipped by Nina, “Done by mail”" in shown
    assert "– 2 Facts: skipped by Nina, “Done by mail”" in shown


async def test_an_earlier_step_can_be_done_first_from_the_form_that_would_pass_it(team: Team, nina: Person) -> None:
    board = await starts(nina)
    await nina.chooses("board.go", "1:facts", on=board)
    await nina.form("Facts", "“Goals and changes” would be passed.")
    await nina.presses("Do the first one")
    await nina.form("Goals and changes")
    await nina.submits(SIX_STEPS[0])
    await team.board(NORTHWIND, "✔ 1 Goals and changes", "▸ 2 Facts")


@pytest.mark.parametrize("colour", ["green", "yellow", "red"])
async def test_a_mark_needs_a_line_of_evidence(nina: Person, colour: str) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    await nina.presses("Mark and note")
    assert "evidence" in await nina.is_told_at("evidence", colour=colour)


async def test_unknown_needs_no_evidence_and_is_not_green(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    board = await saves_step(nina, 3, {"colour": "unknown"})
    assert "✔ 3 Reliability ⚪ unknown" in board
    await nina.reads("/review status", "Reliability ⚪ unknown")
    assert team.row("SELECT colour, evidence FROM checklist_marks") == {"colour": "unknown", "evidence": ""}


async def test_a_step_done_can_be_written_again(team: Team, nina: Person) -> None:
    board = await starts(nina)
    await saves_steps(nina, 1, 3)
    await nina.chooses("board.go", "1:reliability", on=board)
    form = await nina.form("Reliability")
    assert (form.filled["colour"], form.filled["evidence"]) == ("red", RED["evidence"])
    await nina.submits(colour="yellow", evidence="Failed once, in August")
    await team.board(NORTHWIND, "✔ 3 Reliability 🟡 yellow: Failed once, in August", "▸ 4 Usage")


async def test_closing_early_shows_what_is_left_and_leads_through_it(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 4)
    await nina.presses("Close review")
    await nina.form("Close the review", "2 things to settle before Northwind can close.")
    await nina.presses("Do this step", beside="Step 5, Open gaps")
    await nina.form("Open gaps")
    left = await nina.submits(SIX_STEPS[4])
    assert left.form
    assert "One thing to settle before Northwind can close." in left.form
    await nina.presses("Do this step", beside="Step 6, Actions")
    await nina.form("Actions")
    last = await nina.submits(SIX_STEPS[5])
    assert last.form
    assert MAIN_RISK in last.form
    await nina.submits(risk=RISK, expect=EXPECT)
    await team.summary(NORTHWIND, RISK)
    await team.board(NORTHWIND, "Closed by Nina")


async def test_a_gap_left_loose_in_the_review_is_settled_before_it_closes(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Log gap")
    await nina.submits(what="Exports are slow", severity="slows")
    await nina.told("G-1 Exports are slow", "no owner yet, no date yet")
    await team.board(NORTHWIND, "no owner, no date")
    await saves_steps(nina)
    await nina.types("/review close")
    await nina.form("Close", "G-1 “Exports are slow” has no owner and no date for the next update.")
    await nina.presses("Fill in")
    await nina.form("Change G-1")
    last = await nina.submits(owner="omar", date="2026-12-01")
    assert last.form
    assert MAIN_RISK in last.form
    gap = team.row("SELECT owner, update_on, moves FROM gaps")
    assert gap == {"owner": team.id_of("omar"), "update_on": "2026-12-01", "moves": 0}


async def test_a_vague_action_kept_on_purpose_is_seen_again_at_the_end(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Log action")
    sent_back = await nina.submits(what="Review onboarding", owner="nina", date="2026-12-01")
    assert sent_back.form
    assert "does not say what will be different when it is done" in sent_back.form
    await nina.submits(what="Review onboarding", owner="nina", date="2026-12-01", keep=["keep"])
    await nina.told("A-1", "eview onboarding")
    await saves_steps(nina)
    await nina.types("/review close")
    await nina.form("Close", "A-1 “Review onboarding” does not say what will be different")
    assert await nina.cannot_submit(risk=RISK, expect=EXPECT) == ["Vague actions"]
    await nina.presses("Rewrite")
    await nina.form("Change A-1")
    done = await nina.submits(what="Send Northwind the revised onboarding checklist")
    assert done.form
    assert "does not say" not in done.form
    await nina.submits(risk=RISK, expect=EXPECT)
    summary = await team.summary(NORTHWIND, RISK)
    assert "revised onboarding checklist" in summary.line("A-1")

from __future__ import annotations

import asyncio

from tests.driving.person import Person
from tests.driving.team import KESTREL, NORTHWIND, Team
from tests.scenarios.stories import MAIN_RISK, RED, SIX_STEPS, USAGE, closes, saves_steps, starts


async def test_two_people_work_on_different_steps_at_once(team: Team, nina: Person, omar: Person) -> None:
    board = await starts(nina)
    await saves_steps(nina, 1, 2)
    await nina.presses("Mark and note")
    await omar.chooses("board.go", "1:usage", on=board)
    await omar.form("Usage")
    hers, _ = await asyncio.gather(nina.submits(RED), omar.submits({**USAGE, "pass": "Nina does it now"}))
    if not hers.closed:  # He was faster, and passed over her step: she is told, and saves again.
        assert "Nina does it now" in str(hers.form)
        assert (await nina.submits()).closed
    await team.board(NORTHWIND, "✔ 3 Reliability 🔴 red", "✔ 4 Usage 🟡 yellow", "▸ 5")
    steps = {r["name"]: (r["state"], r["by"]) for r in team.rows("SELECT name, state, by FROM review_steps")}
    assert (steps["reliability"], steps["usage"]) == (("done", nina.id), ("done", omar.id))


async def test_who_saves_the_same_step_second_is_told_and_keeps_what_they_typed(
    team: Team, nina: Person, omar: Person
) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    await nina.presses("Mark and note")
    await nina.form("Reliability")
    await omar.presses("Mark and note")
    await omar.form("Reliability")
    await nina.submits(RED)
    second = await omar.submits(colour="yellow", evidence="Only the August run failed")
    assert second.form
    assert "Nina saved" in second.form
    assert RED["evidence"] in second.form
    assert second.form.filled["evidence"] == "Only the August run failed"
    assert second.form.filled["colour"] == "yellow"
    assert team.row("SELECT colour, by FROM checklist_marks") == {"colour": "red", "by": nina.id}

    assert (await omar.submits()).closed
    await team.board(NORTHWIND, "✔ 3 Reliability 🟡 yellow: Only the August run failed")
    assert team.row("SELECT colour, by FROM checklist_marks") == {"colour": "yellow", "by": omar.id}


async def test_a_form_left_open_while_the_review_closes_explains_itself(team: Team, nina: Person, omar: Person) -> None:
    board = await starts(nina)
    await saves_steps(nina)
    await omar.chooses("board.go", "1:usage", on=board)
    await omar.form("Usage")
    await closes(nina, "Nothing stands out", "A note in December")
    await omar.submits(colour="red", evidence="3 of 40 seats")
    await omar.told("closed by Nina", "nothing was changed")
    assert team.row("SELECT colour FROM checklist_marks WHERE question = 'usage'") == {"colour": "yellow"}


async def test_two_people_close_at_the_same_moment_and_one_summary_is_posted(team: Team, nina: Person) -> None:
    lena = team.person("lena")
    await starts(nina)
    await saves_steps(nina)
    for person in (nina, lena):
        await person.types("/review close")
        await person.form("Close the review", MAIN_RISK)
    words = {"risk": "Nothing stands out", "expect": "A note in December"}
    outcomes = await asyncio.gather(nina.submits(words), lena.submits(words))
    assert [each.closed for each in outcomes] == [True, True]
    await team.summary(NORTHWIND)
    await team.everything_said()
    assert len([m for m in await team.said(NORTHWIND) if "Expect from us" in m]) == 1
    late = lena if team.row("SELECT ended_by FROM reviews")["ended_by"] == nina.id else nina
    await late.told("closed by")


async def test_what_came_up_while_the_last_form_was_open_is_shown_before_the_summary(
    team: Team, nina: Person, omar: Person
) -> None:
    await starts(nina)
    await saves_steps(nina)
    await nina.types("/review close")
    await nina.form("Close the review", MAIN_RISK)
    await omar.presses("Log gap")
    await omar.submits(what="Roles cannot be copied", severity="slows")
    await omar.told("G-1")
    left = await nina.submits(risk="Nothing stands out", expect="A note in December")
    assert left.form
    assert "G-1" in left.form
    assert "no owner" in left.form
    assert team.row("SELECT state FROM reviews") == {"state": "open"}


async def test_two_starts_at_the_same_second_make_one_review(team: Team, nina: Person, omar: Person) -> None:
    for person in (nina, omar):
        await person.types("/review start")
    await asyncio.gather(nina.submits(), omar.submits())
    await team.board(NORTHWIND, "▸ 1")
    review = team.row("SELECT facilitator, state FROM reviews")
    assert team.row("SELECT channel FROM accounts") == {"channel": NORTHWIND}
    late, leader = (omar, "Nina") if review["facilitator"] == nina.id else (nina, "Omar")
    await late.told("open already", f"led by {leader}")
    await team.everything_said()
    assert len([m for m in await team.said(NORTHWIND) if "quarterly review" in m]) == 1


async def test_two_starts_of_a_known_customer_at_the_same_second_make_one_review(
    team: Team, nina: Person, omar: Person
) -> None:
    await nina.types("/action @nina sends Northwind the new export file by 4 Dec")
    await nina.submits(newname="Northwind")
    await nina.told("A-1")
    await asyncio.gather(nina.types("/review start"), omar.types("/review start"))
    await team.board(NORTHWIND, "▸ 1")
    assert len(team.rows("SELECT 1 FROM reviews")) == 1


async def test_a_second_start_shows_the_way_to_the_board(team: Team, nina: Person, omar: Person) -> None:
    board = await starts(nina)
    answer = await omar.reads("/review start", "open already, led by Nina")
    assert answer.buttons == ["Go to the board", "Show the board here"]
    link = next(e for b in answer.blocks for e in b.get("elements", ()) if e.get("url"))
    assert board.ts.replace(".", "") in link["url"]


async def test_who_is_led_elsewhere_starts_in_the_customers_own_channel(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await closes(nina, "Nothing stands out", "A note in December")
    lena = team.person("lena", KESTREL)
    await lena.reads("/review start Northwind", "Nina closed the Q4 2026 review")
    await lena.presses("Start a new one")
    await lena.told(f"<#{NORTHWIND}>")
    await team.board(NORTHWIND, "led by Lena", "▸ 1")


async def test_a_double_submission_makes_one_row(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Log action")
    form = await nina.form("Log an action")
    words = {"what": "Send Northwind the manual export format", "owner": "nina", "date": "2026-12-01"}
    body = {"user": "nina", "viewId": form.id, "values": words}
    await asyncio.gather(team.control("submit", body), team.control("submit", body))
    await nina.told("A-1")
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_a_double_click_on_use_this_makes_one_row(team: Team, nina: Person) -> None:
    await starts(nina)
    answer = await nina.reads("/action @omar review onboarding by 4 Dec", "Try:")
    message = (await nina.messages())[-1]
    assert message.buttons == answer.buttons
    button = {"action_id": "draft.use", "block_id": "answer"}
    body = {"user": "nina", "channel": NORTHWIND, "messageTs": message.ts, "action": button}
    await asyncio.gather(team.control("interact", body), team.control("interact", body))
    await nina.told("A-1")
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_a_command_delivered_again_makes_one_row_and_one_review(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/action @omar sends Northwind the revised checklist by 4 Dec", "A-1")
    await team.sends_again("slash_commands")
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_a_submission_delivered_again_is_recorded_once(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Write it down")
    await nina.submits(SIX_STEPS[0])
    await team.board(NORTHWIND, "✔ 1")
    hers = "SELECT kind, ref, after FROM audit_entries WHERE by = 'U0NINA001' ORDER BY id"
    entries = team.rows(hers)
    await team.sends_again("interactive")
    assert team.rows(hers) == entries

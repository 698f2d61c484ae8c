"""A review walked with what is known beside it: noted from the board, read in the forms, weighed before it closes."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import MAIN_RISK, saves_step, saves_steps, starts

GREEN = {"colour": "green", "evidence": "Quiet since the patch"}


async def test_an_incident_noted_from_the_board_stands_on_it_at_once(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    assert "unknown: no incident log was read" in await team.board(NORTHWIND, "▸ 3 Reliability")
    await nina.presses("Log incident")
    await nina.submits(what="Month-end export failed", started="2 Nov 14:00", fixed="2 Nov 16:00", workflow="exports")
    assert "1 incident" in await team.board(NORTHWIND, "▸ 3 Reliability", "Month-end export failed")
    await nina.reads("/review incident Export failed again 16 Nov 9:00 to 10:00 #exports", "I-2")
    board = await team.board(NORTHWIND, "▸ 3 Reliability", "1 pattern")
    assert "failed twice: 2 Nov (I-1), 16 Nov (I-2)" in board
    await team.everything_said()


async def test_the_whole_brief_is_read_from_the_board_by_the_one_who_wants_it(
    team: Team, nina: Person, omar: Person
) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 1)
    await nina.presses("Brief")
    await nina.told("Northwind", "Ask them")
    assert not any("Ask them" in each for each in await omar.messages())


async def test_the_steps_form_begins_with_what_is_known_and_leaves_the_mark_to_a_person(
    team: Team, nina: Person
) -> None:
    await starts(nina)
    await nina.reads("/review usage 39 of 40 seats active in 30 days", "39 of 40")
    await saves_steps(nina, 1, 3)
    await nina.presses("Mark and note")
    form = await nina.form("Usage", "39 of 40 seats active in 30 days", "Only logins are known")
    assert form.filled["evidence"].startswith("39 of 40 seats active in 30 days")
    assert form.filled["colour"] is None
    await nina.submits(colour="yellow")
    assert "39 of 40 seats active in 30 days" in await team.board(NORTHWIND, "✔ 4 Usage 🟡 yellow")
    mark = team.row("SELECT colour, evidence FROM checklist_marks WHERE question = 'usage'")
    assert mark["colour"] == "yellow"
    assert mark["evidence"].startswith("39 of 40 seats active in 30 days")


async def test_nothing_reached_this_customer_is_said_once_somebody_says_so(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    assert "Nothing reached" not in await team.board(NORTHWIND, "▸ 3 Reliability")
    await nina.reads("/review incident none this quarter", "nothing reached Northwind")
    await team.board(NORTHWIND, "▸ 3 Reliability", "Nothing reached Northwind in 13 weeks")


async def test_green_beside_a_pattern_is_put_to_whoever_closes_until_they_say_why(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 2)
    await saves_step(nina, 3, GREEN)
    await saves_steps(nina, 4)
    for day in ("2 Nov", "16 Nov"):
        await nina.reads(f"/review incident Exports failed {day} 14:00 to 16:00 #exports", "I-")
    await nina.types("/review close")
    await nina.form("Close the review", "Reliability is green, yet “exports” failed twice in 13 weeks.")
    await nina.presses("Look again")
    await nina.form("Reliability", "Reliability is green, yet “exports” failed twice")
    assert "both are true" in await nina.is_told_at("confirmed", {})
    left = await nina.submits(confirmed="Both runs were ours, the customer was told before")
    assert left.form is not None
    await nina.form("Close the review", MAIN_RISK)
    await nina.submits(risk="Exports", expect="A note on Friday")
    await team.summary(NORTHWIND, "Exports")


async def test_green_use_that_nobody_counted_is_questioned_before_it_closes(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina, 1, 3)
    await saves_step(nina, 4, {"colour": "green", "evidence": "They say everybody uses it"})
    await saves_steps(nina, 5)
    await nina.types("/review close")
    await nina.form("Close the review", "Usage is green, yet no numbers of who uses it are noted.")
    await nina.presses("Look again")
    await nina.submits(colour="unknown", evidence="They say everybody uses it")
    await nina.form("Close the review", MAIN_RISK)

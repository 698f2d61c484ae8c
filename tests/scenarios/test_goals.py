"""A customer's goal from the first word to the picture that is passed on, and the people around it."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import knows, saves_steps, starts

GOAL = {"what": "Close the month in ten minutes", "measure": "minutes a close", "baseline": "40 min", "target": "10"}


async def test_a_goal_is_written_read_and_told_in_the_summary(team: Team, nina: Person) -> None:
    board = await starts(nina)
    assert "(no written goals yet: a finding)" in board.line("1 Goals and changes")
    await nina.presses("Write a goal")
    told = await nina.is_told_at("target", {**GOAL, "target": "1,500"}, due="2027-03-26")
    assert told == "“1,500” can be read in two ways. Type 1500 or 1.5."
    written = await nina.submits(GOAL, due="2027-03-26")
    assert written.form
    assert "Saved." in written.form
    line = "Close the month in ten minutes: 40 minutes a close at first, target 10 by Fri 26 Mar 2027, no reading yet"
    assert line in written.form
    await team.board(NORTHWIND, line)

    await nina.presses("Note a reading")
    assert "“h” here" in await nina.is_told_at("value", value="1 h")
    read = await nina.submits(value="22 min", note="After the new export")
    assert read.form
    assert "Tue 24 Nov 22 “After the new export”" in read.form
    now = "40 → 22 minutes a close, target 10 by Fri 26 Mar 2027 (60 % of the way)"
    board = await team.board(NORTHWIND, now)
    assert "a finding" not in board
    await nina.closes_form()

    await nina.reads("/review status", now)
    await saves_steps(nina)
    await nina.types("/review close")
    assert "written down" not in await nina.form("Close the review")
    await nina.submits(risk="The export failed", expect="A note on Friday")
    assert now in await team.summary(NORTHWIND, "Goals")
    assert team.row("SELECT day, value, note FROM goal_readings") == {
        "day": "2026-11-24",
        "value": 22.0,
        "note": "After the new export",
    }


async def test_who_closes_is_told_once_that_no_goal_is_written_and_may_leave_it_so(team: Team, nina: Person) -> None:
    await starts(nina)
    await saves_steps(nina)
    await nina.types("/review close")
    await nina.form("Close the review", "No goal of the customer's own is written down")
    await nina.presses("Write one")
    await nina.form("Write a goal")
    again = await nina.submits({"what": "Fewer manual steps"})
    assert again.form
    assert "written down" not in again.form
    await nina.submits(risk="The export failed", expect="A note on Friday")
    assert "Fewer manual steps: no measure yet" in await team.summary(NORTHWIND, "Goals")


async def test_a_trend_and_a_picture_come_into_one_s_own_messages(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.presses("Write a goal")
    await nina.submits(GOAL)
    await nina.presses("Note a reading")
    await nina.submits(value="22")
    direct = nina.into("D0NINA001")
    await nina.presses("Trend")
    await nina.form("Goals", "The trend is in your messages with me.")
    shown = next(m for m in await direct.messages() if "40 → 22 minutes a close" in m)
    assert [block["type"] for block in shown.blocks] == ["section", "data_visualization", "actions"]
    await nina.presses("Picture to pass on")
    await nina.form("Goals", "The picture is in your messages with me.")
    files = [each for m in await direct.messages() for each in m.body.get("files") or []]
    assert [each["name"] for each in files] == ["goal-1.png"]
    (beside,) = [m for m in await direct.messages() if m.body.get("files")]
    assert "The picture holds the customer's name, the goal and its numbers, and nothing else." in beside


async def test_both_sponsors_and_who_champions_us_stand_on_one_view(team: Team, nina: Person, omar: Person) -> None:
    await knows(nina, "Northwind")
    await nina.reads("/review account sponsor @omar", "sponsor none → Omar")
    await nina.reads("/review account")
    await nina.presses("People")
    await nina.form(
        "People", "nobody is listed yet", "Our sponsor: Omar, never noted", "Their sponsor: nobody named yet"
    )
    await nina.presses("Add somebody")
    assert "no e-mail address" in await nina.is_told_at("email", name="Dana Wu", email="dana at northwind")
    await nina.submits(
        name="Dana Wu", email="", title="COO", level="executive", sponsor=["sponsor"], heard="2026-10-12"
    )
    await nina.form("People", "Saved: Dana Wu.", "Their sponsor: Dana Wu, COO, last spoke Mon 12 Oct, 6 weeks ago")
    await nina.presses("Add somebody")
    shown = await nina.submits(name="Lena Maro", sponsor=["sponsor"], champion=["champion"])
    assert shown.form
    assert "Lena Maro is their sponsor now; Dana Wu no longer is." in shown.form
    await nina.presses("Spoke today", beside="Our sponsor")
    await nina.form("People", "Our sponsor: Omar, last spoke today")
    await nina.presses("Edit", beside="Lena Maro · champion")
    gone = await nina.submits(left="2026-11-20")
    assert gone.form
    assert "Their champion Lena Maro left Fri 20 Nov" in gone.form
    assert "Their sponsor: nobody since Lena Maro left Fri 20 Nov" in gone.form
    assert gone.form.line("Northwind: ") == "Northwind: 1 person, 1 left"

    await omar.reads("/review account")
    await omar.presses("People")
    seen = await omar.form("People", "Dana Wu")
    assert "Edit" not in seen.buttons
    await omar.presses("Spoke today", beside="Dana Wu, COO · executive")
    await omar.form("People", "Noted for today: Dana Wu.")
    assert team.row("SELECT heard_on FROM contacts WHERE name = 'Dana Wu'") == {"heard_on": "2026-11-24"}
    await omar.presses("Add somebody")
    assert "sponsor" not in (await omar.form("Add somebody")).text

from __future__ import annotations

from typing import Any

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import starts

OF_NINA = "SELECT * FROM preferences WHERE user_id = 'U0NINA001'"
FOR_ALL = "SELECT * FROM preferences WHERE user_id = ''"


def time_in(form: Shown, name: str) -> Any:
    """What stands in a time field of a form."""
    values = form.body["state"]["values"]
    return next(v[name]["selected_time"] for block, v in values.items() if block.partition("@")[0] == name)


async def opens(person: Person, words: str = "settings") -> Shown:
    await person.types(f"/review {words}")
    return await person.form("How I ask")


async def test_the_form_shows_what_holds_and_whose_holidays_that_means(nina: Person) -> None:
    form = await opens(nina)
    assert form.title == "How I ask you"
    assert (time_in(form, "morning"), time_in(form, "evening")) == ("09:00", "18:00")
    assert (form.filled["pace"], form.filled["weekend"], form.filled["holidays"]) == ("standard", "own", None)
    assert "09:00 to 18:00, standard pace" in form
    hints = [block["hint"]["text"] for block in form.blocks if block.get("hint")]
    assert "Empty: from Europe/Berlin: Germany." in hints
    assert "For everybody here" not in form.buttons


async def test_what_is_saved_is_said_in_a_line_and_stands_in_the_form_and_the_trail(team: Team, nina: Person) -> None:
    await opens(nina)
    await nina.submits(
        pace="light",
        morning="08:30",
        weekend="5,6",
        holidays="de-by",
        manager="jonas",
        away="2026-12-01",
        until="2026-12-12",
        standin="lena",
    )
    said = await nina.told("I ask you at 08:30", "light pace")
    assert "Mon–Fri, nothing after 18:00, not on public holidays (Bayern, Germany)" in said
    assert "Away Tue 1 Dec to Sat 12 Dec: Lena is asked." in said
    assert "Jonas hears of what is a week late." in said
    row = team.row(OF_NINA)
    assert (row["pace"], row["country"], row["stand_in"]) == ("light", "DE-BY", team.id_of("lena"))
    entry = team.row("SELECT * FROM audit_entries WHERE kind = 'preferences'")
    assert (entry["by"], entry["ref"]) == (nina.id, nina.id)
    form = await opens(nina)
    assert time_in(form, "morning") == "08:30"
    assert (form.filled["pace"], form.filled["holidays"], form.filled["manager"]) == (
        "light",
        "DE-BY",
        team.id_of("jonas"),
    )
    assert (form.filled["away"], form.filled["until"], form.filled["standin"]) == (
        "2026-12-01",
        "2026-12-12",
        team.id_of("lena"),
    )


async def test_what_cannot_be_is_said_under_its_field_and_nothing_is_saved(team: Team, nina: Person) -> None:
    await opens(nina)
    assert "cannot end at 08:00" in await nina.is_told_at("evening", morning="09:00", evening="08:00")
    assert "Did you mean Germany?" in await nina.is_told_at("holidays", evening="18:00", holidays="Germny")
    assert "before the first" in await nina.is_told_at("until", holidays="", away="2026-12-12", until="2026-12-01")
    assert "That is you" in await nina.is_told_at("standin", until="2026-12-20", standin="nina")
    assert "is a bot" in await nina.is_told_at("standin", standin="holdfast")
    assert "has left" in await nina.is_told_at("standin", standin="sven")
    assert "another organisation" in await nina.is_told_at("manager", standin="lena", manager="dana")
    assert not team.rows(OF_NINA)
    await nina.submits(manager="jonas")
    await nina.told("Away Sat 12 Dec to Sun 20 Dec")


async def test_nothing_changed_writes_nothing_down(team: Team, nina: Person) -> None:
    await opens(nina)
    await nina.submits()
    await nina.told("I ask you at 09:00, Mon–Fri", "standard pace")
    assert not team.rows("SELECT * FROM audit_entries WHERE kind = 'preferences' AND after LIKE '%pace%'")
    assert not team.rows(OF_NINA)


async def test_everybodys_settings_are_refused_to_who_is_no_admin_who_is_told_who_is(team: Team, nina: Person) -> None:
    refused = await nina.reads("/review settings workspace", "Only an admin")
    assert "Jonas Weber or Lena Ortiz" in refused or "Lena Ortiz or Jonas Weber" in refused
    assert not team.rows(FOR_ALL)


async def test_an_admin_sets_for_everybody_what_nobody_chose_otherwise(team: Team, nina: Person) -> None:
    await opens(nina)
    await nina.submits(morning="08:30", evening="17:00")
    await nina.told("08:30")
    lena = team.person("lena", NORTHWIND)
    form = await opens(lena)
    assert "For everybody here" in form.buttons
    await lena.presses("For everybody here")
    shown = await lena.form("How I ask everybody", "Who leads by default?")
    assert "away" not in shown.filled
    await lena.submits(morning="10:00", evening="19:00", pace="active", holidays="none", manager="jonas")
    await lena.told("Everybody is asked at 10:00, nothing after 19:00", "no public holidays off; active pace")
    assert team.row(FOR_ALL)["manager"] == team.id_of("jonas")
    omar = team.person("omar", NORTHWIND)
    theirs = await opens(omar)
    assert (time_in(theirs, "morning"), theirs.filled["pace"]) == ("10:00", "active")
    await omar.closes_form()
    own = await opens(nina)
    assert (time_in(own, "morning"), own.filled["pace"]) == ("08:30", "active")


async def test_home_and_a_saved_answer_lead_to_the_settings(nina: Person) -> None:
    await opens(nina)
    await nina.submits(pace="light")
    await nina.told("light pace")
    await nina.presses("Change")
    assert (await nina.form("How I ask you")).filled["pace"] == "light"


async def test_before_any_nudge_the_figures_say_that_there_was_none(nina: Person) -> None:
    await starts(nina)
    await nina.types("/action @omar sends Northwind the seat report by 4 Dec")
    answer = await nina.reads("/review nudges", "No nudge was sent yet.", "1 action is open now")
    assert "Settings" in answer.buttons

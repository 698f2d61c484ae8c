from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.driving.at_home import AtHome
from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import promises, starts

CHECKLIST = (NORTHWIND, "nina", "/action @nina sends Northwind the revised onboarding checklist by 27 Nov")
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


async def test_home_leads_to_the_settings_and_what_is_saved_there_is_said_on_top_of_it(nina: Person) -> None:
    home = AtHome(nina)
    before = await home.opens("standard pace")
    await home.uses("Settings", on=before)
    await nina.form("How I ask you")
    await nina.submits(pace="active")
    await home.shows("I ask you at 09:00", "How you are asked at 09:00 on working days, active pace", after=before)


async def test_a_saved_answer_leads_back_to_the_settings(nina: Person) -> None:
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


async def test_the_next_nudge_comes_when_the_settings_say_and_less_often_at_a_light_pace(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await promises(team, CHECKLIST)
    await opens(nina)
    await nina.submits(pace="light", morning="10:45")
    await nina.told("10:45", "light pace")
    await team.moves_on(to="2026-12-02T12:00:00Z")
    came = [datetime.fromtimestamp(float(nudge.ts), UTC) for nudge in await nina_direct.nudges()]
    assert [f"{at:%a %d %b %H:%M}" for at in came] == ["Fri 27 Nov 09:45", "Wed 02 Dec 09:45"]


async def test_while_somebody_is_away_their_stand_in_is_asked(team: Team, nina: Person, nina_direct: Direct) -> None:
    await promises(team, CHECKLIST)
    await opens(nina)
    await nina.submits(away="2026-11-25", until="2026-11-27", standin="lena")
    await nina.told("Lena is asked")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    assert "A-1" in await Direct(team, "lena").nudge("onboarding checklist")
    assert await nina_direct.nudges() == []


async def test_what_waited_for_somebody_away_comes_once_they_say_that_they_are_back(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await promises(team, CHECKLIST)
    await opens(nina)
    await nina.submits(away="2026-11-24", until="2026-12-18")
    await nina.told("what comes up waits until Mon 21 Dec")
    await team.moves_on(to="2026-11-26T09:00:00Z")
    assert await nina_direct.nudges() == []
    await opens(nina)
    await nina.submits(away=None, until=None)
    await nina.told("I ask you at 09:00")
    await team.moves_on(to="2026-11-27T09:00:00Z")
    assert "due today" in await nina_direct.nudge("onboarding checklist")


async def test_a_nudge_that_does_not_help_is_noted_once_and_leads_to_the_settings(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team, CHECKLIST)
    await team.moves_on(to="2026-11-25T09:00:00Z")
    await nina_direct.nudge("onboarding checklist")
    await nina_direct.presses("Not helpful")
    await nina_direct.told("What would help?")
    assert team.row("SELECT not_helpful_at FROM nudges")["not_helpful_at"]
    await team.everything_said()
    await nina_direct.presses("Settings")
    await nina_direct.form("How I ask you")
    await nina_direct.closes_form()
    await nina_direct.reads("/review nudges", "1 nudge sent in 30 days, 0 answered: 0 %", "Called not helpful: 1")


async def test_who_does_not_answer_is_named_to_admins_and_told_so_themselves(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await promises(team, CHECKLIST)
    await team.moves_on(to="2026-12-03T09:00:00Z")
    assert len(await nina_direct.nudges()) > 2
    await nina.reads("/review nudges", "You left your last 3 nudges unanswered")
    await team.person("lena").reads("/review nudges", "1 person left their last 3 nudges unanswered", "Nina")
    omar = await team.person("omar").reads("/review nudges", "1 person left")
    assert "Nina" not in omar
    assert "Your last nudges stand unanswered" in await opens(nina)

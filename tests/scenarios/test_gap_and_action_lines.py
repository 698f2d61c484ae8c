from __future__ import annotations

import pytest

from tests.driving.person import Person
from tests.driving.team import BLUEFERN, DIRECT_NINA, GENERAL, NORTHWIND, SHARED, Team
from tests.scenarios.stories import EXPORT_GAP, starts

NORTHWIND_PICKED = {"selected_option": {"text": {"type": "plain_text", "text": "Northwind"}, "value": "1"}}
LONG = "Finance rebuilds the file by hand because the export stops at the size limit. " * 130


@pytest.fixture
async def nina(nina: Person) -> Person:
    """Nina, in a channel whose customer is known."""
    await starts(nina)
    return nina


async def test_one_line_logs_a_gap_with_everything_in_it(team: Team, nina: Person) -> None:
    answer = await nina.reads(EXPORT_GAP, "G-1 Month-end export fails", "Nina, update Fri 27 Nov")
    for fact in ("Northwind", "blocks work", "affects finance", "twice a week", "exports"):
        assert fact in answer
    assert answer.buttons == ["Change", "Undo"]
    await team.board(NORTHWIND, "G-1 Month-end export fails twice a week · blocks work")


async def test_one_line_logs_an_action_and_says_its_date_with_the_weekday(team: Team, nina: Person) -> None:
    answer = await nina.reads("/action @nina sends the revised onboarding checklist by May 14")
    assert "Nina sends the revised onboarding checklist" in answer.line("A-1")
    assert "by Fri 14 May" in answer.line("A-1")
    row = team.row("SELECT what, owner, due FROM actions")
    assert (row["owner"], row["due"]) == (nina.id, "2027-05-14")
    assert "revised onboarding checklist" in row["what"]


@pytest.mark.parametrize(
    ("line", "filled"),
    [
        ("/action sends Northwind the new file by 4 dec", {"owner": None, "date": "2026-12-04"}),
        ("/action @omar sends Northwind the new file", {"owner": "omar", "date": None}),
        ("/action @omar by 4 dec", {"owner": "omar", "date": "2026-12-04"}),
        ("/action sends Northwind the new file", {"owner": None, "date": None}),
    ],
)
async def test_what_an_action_lacks_opens_the_form_with_the_rest_filled_in(
    team: Team, nina: Person, line: str, filled: dict[str, str | None]
) -> None:
    assert await nina.types(line) is None
    form = await nina.form("Log an action")
    assert line.removeprefix("/action ").replace("@omar", "Omar Haddad") in form.line("You typed").replace("@", "")
    owner = filled["owner"] and team.id_of(filled["owner"])
    assert (form.filled["owner"], form.filled["date"]) == (owner, filled["date"])
    await nina.submits(what="Send Northwind the new file", owner="omar", date="2026-12-04")
    await nina.told("A-1", "Fri 4 Dec")
    row = team.row("SELECT owner, due FROM actions")
    assert row == {"owner": team.id_of("omar"), "due": "2026-12-04"}


async def test_what_a_gap_lacks_opens_the_form_with_the_rest_filled_in(team: Team, nina: Person) -> None:
    await nina.types("/gap Roles cannot be copied, affects the second team, every week, @priya #permissions")
    form = await nina.form("Log a gap", "what it does to their work")
    wanted = {"what": "Roles cannot be copied", "owner": team.id_of("priya"), "reason": "permissions", "severity": None}
    assert {name: form.filled[name] for name in wanted} == wanted
    assert "second team" in form.filled["affects"]
    assert "every week" in form.filled["frequency"]
    await nina.submits(severity="slows", date="2026-12-04")
    await nina.told("G-1 Roles cannot be copied", "Priya, update Fri 4 Dec")


async def test_no_words_open_the_empty_form(nina: Person) -> None:
    for command, title in (("/gap", "Log a gap"), ("/action", "Log an action"), ("/action   ", "Log an action")):
        assert await nina.types(command) is None
        form = await nina.form(title, "For Northwind")
        assert not any(form.filled.values())
        await nina.closes_form()


async def test_a_hashtag_that_names_no_reason_is_said(nina: Person) -> None:
    answer = await nina.types("/gap Roles cannot be copied, slows, @priya, update fri #permisions")
    said = answer or await nina.form("Log a gap")
    assert "none of the reasons" in said
    assert "permissions" in said.line("none of the reasons")


async def test_a_check_day_that_cannot_be_read_is_not_swallowed(nina: Person) -> None:
    answer = await nina.types("/action @omar sends Northwind the new file by 4 dec, check on 32 dec")
    said = answer or await nina.form("Log an action")
    assert "32 dec" in said


async def test_a_line_that_is_refused_opens_the_form_with_everything(team: Team, nina: Person) -> None:
    await nina.types("/action @omar sends Northwind the new file by 4 dec, check fri")
    form = await nina.form("Log an action", "on or after")
    assert "new file" in form.filled["what"]
    assert (form.filled["owner"], form.filled["date"]) == (team.id_of("omar"), "2026-12-04")


@pytest.mark.parametrize(
    ("phrase", "choices"),
    [
        ("next friday", ["Fri 27 Nov", "Fri 4 Dec"]),
        ("tuesday", ["Tue 24 Nov", "Tue 1 Dec"]),
        ("next week", ["Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec"]),
    ],
)
async def test_a_date_with_two_meanings_is_asked_about(
    team: Team, nina: Person, phrase: str, choices: list[str]
) -> None:
    answer = await nina.reads(f"/action @omar sends Northwind the new file by {phrase}", "Not logged yet", "Which day")
    assert answer.buttons == [*choices, "Another date"]
    assert not team.rows("SELECT 1 FROM actions")
    await nina.presses(choices[1])
    await nina.told("A-1", choices[1])
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_another_date_opens_the_form_with_the_rest_filled_in(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar sends Northwind the new file by next friday")
    await nina.presses("Another date")
    form = await nina.form("Log an action")
    assert "new file" in form.filled["what"]
    assert (form.filled["owner"], form.filled["date"]) == (team.id_of("omar"), None)
    await nina.submits(date="2026-12-11")
    await nina.told("A-1", "Fri 11 Dec")


@pytest.mark.parametrize("line", ["by yesterday", "by 14 nov", "by 32 dec"])
async def test_a_day_that_has_passed_or_does_not_exist_is_asked_about(team: Team, nina: Person, line: str) -> None:
    words = line.removeprefix("by ")
    await nina.types(f"/action @omar sends Northwind the new file {line}")
    form = await nina.form("Log an action")
    assert words in form.text or "32" in form.text
    assert form.filled["date"] is None
    assert form.filled["owner"] == team.id_of("omar")
    assert "passed" in await nina.is_told_at("date", what="Send Northwind the new file", date="2026-11-20")


async def test_the_day_is_the_typists_own(team: Team) -> None:
    """At nine in the evening in Chicago it is tomorrow already in Berlin."""
    team.clock.forward(hours=18)
    ruth = team.person("ruth", "C0HARBORLN")
    await starts(ruth)
    answer = await ruth.reads("/action @ruth sends Harbor Lane the cost centre export tomorrow")
    assert "Wed 25 Nov" in answer
    nina = team.person("nina", BLUEFERN)
    await starts(nina)
    assert "Thu 26 Nov" in await nina.reads("/action @nina sends Blue Fern the checklist tomorrow")


async def test_day_and_month_stand_in_the_order_of_who_types(team: Team) -> None:
    lena, nina = team.person("lena"), team.person("nina")
    await starts(nina)
    assert "Sat 5 Dec" in await nina.reads("/action @nina sends Northwind the new file by 5/12")
    assert "Wed 12 May" in await lena.reads("/action @nina sends Northwind the other file by 5/12")


async def test_a_vague_action_comes_back_with_an_example_to_use(team: Team, nina: Person) -> None:
    answer = await nina.reads("/action @omar review onboarding by 4 Dec", "Not logged yet", "does not say what")
    example = answer.line("Try:").removeprefix("Try: ").strip("_")
    assert "Omar" in example
    assert "onboarding" in example
    assert answer.buttons == ["Use this", "Write it again", "Keep mine"]
    assert not team.rows("SELECT 1 FROM actions")
    await nina.presses("Use this")
    await nina.told("A-1", "onboarding")
    row = team.row("SELECT what, insisted FROM actions")
    assert row["insisted"] == 0
    assert row["what"].split()[-1] == example.split()[-1]


async def test_a_vague_action_can_be_kept_and_that_is_recorded(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar look into exports by 4 Dec", "Not logged yet")
    await nina.presses("Keep mine")
    await nina.told("A-1", "ook into exports")
    row = team.row("SELECT what, insisted, owner, due FROM actions")
    assert row["what"].lower() == "look into exports"
    assert (row["insisted"], row["owner"], row["due"]) == (1, team.id_of("omar"), "2026-12-04")


async def test_a_vague_action_can_be_written_again_with_everything_filled_in(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar follow up with IT by 4 Dec", "Not logged yet")
    await nina.presses("Write it again")
    form = await nina.form("Log an action")
    assert form.filled["what"].lower() == "follow up with it"
    assert (form.filled["owner"], form.filled["date"]) == (team.id_of("omar"), "2026-12-04")
    again = await nina.submits(what="Improve reliability")
    assert again.form, "a second vague wording was taken"
    assert again.form.filled["what"] == "Improve reliability"
    await nina.submits(what="Send IT the list of accounts that still lack single sign-on")
    await nina.told("A-1", "single sign-on")
    assert team.row("SELECT insisted FROM actions") == {"insisted": 0}


async def test_buttons_of_an_answer_that_was_used_say_so(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar review onboarding by 4 Dec")
    asked = (await nina.messages())[-1]
    await nina.presses("Write it again", on=asked)
    await nina.submits(what="Send Northwind the revised onboarding checklist")
    await nina.told("A-1")
    await nina.presses("Keep mine", on=asked)
    await nina.told("logged already, as A-1")
    assert len(team.rows("SELECT 1 FROM actions")) == 1


async def test_a_channel_without_a_customer_asks_which_one_it_is(team: Team) -> None:
    nina = team.person("nina", BLUEFERN)
    await nina.types("/action @omar sends Blue Fern the checklist by 4 Dec")
    form = await nina.form("Log an action", "which customer it is for")
    assert form.filled["newname"] == "Bluefern"
    assert (form.filled["owner"], form.filled["date"]) == (team.id_of("omar"), "2026-12-04")
    await nina.submits(newname="Blue Fern")
    await nina.told("A-1", "Blue Fern")
    assert team.row("SELECT name, channel FROM accounts") == {"name": "Blue Fern", "channel": BLUEFERN}


async def test_a_known_customer_is_picked_where_the_channel_is_nobodys(team: Team, nina: Person) -> None:
    there = nina.into(GENERAL)
    await there.types("/gap Roles cannot be copied, slows, @nina, update fri")
    form = await there.form("Log a gap")
    assert (form.filled["customer"], form.filled["newname"]) == (None, None)
    await there.submits(customer=NORTHWIND_PICKED)
    await team.board(NORTHWIND, "G-1 Roles cannot be copied")
    assert team.rows("SELECT name, channel FROM accounts") == [{"name": "Northwind", "channel": NORTHWIND}]


async def test_an_answer_finds_the_person_where_the_bot_may_not_speak(team: Team, nina: Person) -> None:
    there = nina.into(GENERAL)
    await there.types("/gap Roles cannot be copied, slows, @nina, update fri")
    at_home = nina.into(DIRECT_NINA)
    await there.submits(customer=NORTHWIND_PICKED, newname="")
    await at_home.told("G-1 Roles cannot be copied", "Northwind")


async def test_a_customer_first_named_in_a_shared_channel_gets_no_home_there(team: Team) -> None:
    lena = team.person("lena", SHARED)
    await lena.types("/gap Roles cannot be copied, slows, @lena, update fri")
    await lena.submits(newname="Northwind")
    await team.holds("the gap", lambda: bool(team.rows("SELECT 1 FROM gaps")))
    assert team.row("SELECT name, channel FROM accounts") == {"name": "Northwind", "channel": None}
    inside = lena.into(NORTHWIND)
    await inside.types("/review start")
    await inside.submits(known=NORTHWIND_PICKED)
    await team.board(NORTHWIND, "led by Lena", "G-1")


@pytest.mark.parametrize("command", ["/gap", "/action"])
async def test_ten_thousand_characters_are_cut_in_sight_and_break_nothing(
    team: Team, nina: Person, command: str
) -> None:
    assert len(LONG) > 10_000
    await nina.types(f"{command} {LONG} @omar blocks, 4 dec")
    kind = "gaps" if command == "/gap" else "actions"
    if not team.rows(f"SELECT 1 FROM {kind}"):
        form = await nina.form("Log")
        assert form.filled["what"].startswith("Finance rebuilds the file by hand")
        assert len(form.filled["what"]) > 2_900
        needed = {"owner": "omar", "date": "2026-12-04"} | ({"severity": "blocks"} if kind == "gaps" else {})
        outcome = await nina.tries(needed)
        if outcome.form:
            await nina.submits(keep=["keep"])
    await nina.told("Finance rebuilds the file")
    stored = team.row(f"SELECT what FROM {kind}")["what"]
    assert len(stored) > 2_900


async def test_undo_takes_back_what_was_logged(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar sends Northwind the new file by 4 Dec")
    await nina.presses("Undo")
    await nina.told("A-1", "taken back")
    assert team.row("SELECT state FROM actions") == {"state": "withdrawn"}
    await team.board(NORTHWIND, "6 Actions (0 open)")


async def test_change_opens_what_was_logged_and_saves_it(team: Team, nina: Person) -> None:
    await nina.reads(EXPORT_GAP)
    await nina.presses("Change")
    form = await nina.form("Change G-1")
    assert form.filled["severity"] == "blocks"
    await nina.submits(severity="slows", affects="finance and operations")
    await nina.told("G-1", "changed")
    row = team.row("SELECT severity, affects, moves FROM gaps")
    assert row == {"severity": "slows", "affects": "finance and operations", "moves": 0}
    await team.board(NORTHWIND, "slows work")

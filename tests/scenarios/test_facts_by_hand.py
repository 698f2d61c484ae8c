"""Facts noted by hand in a call: an incident, who uses it, who was spoken with; asked back, changed and taken back."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import BLUEFERN, Team
from tests.scenarios.stories import knows, starts

EXPORT = "/review incident Month-end export failed yesterday 14:00 to 16:30, affects finance #exports"


async def test_an_incident_is_noted_in_one_line_and_a_second_one_is_called_a_pattern(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    told = await nina.reads(EXPORT, "I-1 Month-end export failed Mon 23 Nov 14:00–16:30 (2 h 30 min), finance")
    assert "exports" in told.line("I-1")
    assert told.buttons == ["Change", "Undo"]
    assert "pattern" not in told
    again = await nina.reads("/review incident exports failed 12 Nov #exports", "Thu 12 Nov, not fixed yet")
    assert "second time in 13 weeks: a pattern" in again
    assert again.buttons == ["Fixed now", "Change", "Undo"]
    row = team.row("SELECT * FROM incidents WHERE id = 1")
    assert (row["source"], row["source_id"], row["workflow"], row["felt_by"]) == ("slack", "1", "exports", "finance")
    assert row["started_at"].startswith("2026-11-23")
    await team.everything_said()


async def test_an_incident_that_goes_on_is_fixed_by_a_button_or_by_a_word(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.reads("/review incident exports down since yesterday 9am", "I-1", "not fixed yet")
    await nina.presses("Fixed now")
    await nina.told("Changed: I-1 Exports down")
    assert team.row("SELECT fixed_at FROM incidents")["fixed_at"] is not None
    await nina.reads("/review incident exports down yesterday 9:00", "I-2", "second time in 13 weeks")
    line = "/review incident I-2 fixed yesterday at 10:30, acknowledged 9:10"
    told = await nina.reads(line, "09:00–10:30 (1 h 30 min)")
    assert "acknowledged 09:10 (after 10 min)" in told
    await nina.presses("Undo")
    await nina.told("The change is taken back")
    assert team.row("SELECT fixed_at FROM incidents WHERE id = 2") == {"fixed_at": None}
    await nina.reads("/review incident I-9 fixed 10:00", "There is no I-9 here.")


async def test_what_is_in_doubt_opens_the_form_with_all_that_was_typed(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.types("/review incident exports down yesterday 16:30 to 14:00, affects finance")
    form = await nina.form("Log an incident", "which is before it began", "You typed: “exports down yesterday 16:30")
    assert form.filled["what"] == "Exports down"
    assert form.filled["started"] == "23 Nov 2026 16:30"
    assert form.filled["felt"] == "finance"
    told = await nina.is_told_at("fixed")
    assert "before it began" in told
    await nina.submits(fixed="17:10")
    await nina.told("I-1 Exports down Mon 23 Nov 16:30–17:10 (40 min), finance")
    assert team.row("SELECT count(*) AS n FROM incidents") == {"n": 1}


async def test_nothing_reached_them_is_somebodys_word_and_refused_beside_an_incident(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.reads("/review incident none this quarter", "nothing reached Northwind")
    read = team.row("SELECT kind, source, account_id, covers_until FROM source_reads")
    assert read == {"kind": "incident", "source": "slack", "account_id": 1, "covers_until": "2026-11-24"}
    await nina.reads("/review incident none", "nothing reached Northwind")
    await nina.reads(EXPORT, "I-1")
    await nina.reads("/review incident none", "There is an incident noted in the last 13 weeks: I-1 Month-end export")


async def test_use_is_noted_beside_the_last_word_and_odd_numbers_are_asked_about(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    line = "/review usage 36 of 40 seats active in 30 days as of 31 Oct"
    await nina.reads(line, "36 of 40 seats active in 30 days", "as of Sat 31 Oct")
    told = await nina.reads(
        "/review usage 31 of 40 seats, 35 in 90, reports weekly by 6 people, exports 4 times a week by 2",
        "31 of 40 seats active in 30 days, 35 in 90",
        "5 fewer than on Sat 31 Oct (36)",
        "exports 4 times a week by 2 people",
    )
    assert told.buttons == ["Change", "Undo"]
    await nina.reads("/review usage finance 9 of 12, support 4 of 5", "finance 9 of 12", "support 4 of 5")
    assert team.row("SELECT count(*) AS n FROM usage_snapshots") == {"n": 4}
    await nina.types("/review usage HR 14 of 12")
    form = await nina.form("Log usage", "Is it so?")
    assert form.filled["active30"] == "14"
    await nina.submits(keep=["keep"])
    await nina.told("HR 14 of 12 seats active")
    await nina.presses("Undo", beside="HR")
    await nina.told("Taken back:")
    assert team.row("SELECT count(*) AS n FROM usage_snapshots WHERE withdrawn_at IS NOT NULL") == {"n": 1}


async def test_a_conversation_is_a_row_for_each_person_and_moves_when_we_last_heard(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.reads("/review touch call with Dana Wu yesterday", "Call with Dana Wu Mon 23 Nov")
    first = team.row("SELECT person, contact_id, kind, direction, took_part, ours FROM touches")
    assert first == {
        "person": "Dana Wu",
        "contact_id": None,
        "kind": "call",
        "direction": "both",
        "took_part": "attended",
        "ours": team.id_of("nina"),
    }
    await nina.presses("Add Dana Wu to their people")
    await nina.form("Add somebody")
    await nina.submits(name="Dana Wu", level="executive")
    await nina.closes_form()
    told = await nina.reads("/review touch met Dana and Bo Lindqvist on Fri, @omar joined", "Dana Wu and Bo Lindqvist")
    assert "with Nina, Omar" in told
    dana = team.row("SELECT heard_on FROM contacts WHERE name = 'Dana Wu'")
    assert dana == {"heard_on": "2026-11-20"}
    assert team.row("SELECT level FROM touches WHERE id = 2") == {"level": "executive"}
    await nina.presses("Undo")
    await nina.told("Taken back:")
    assert team.row("SELECT heard_on FROM contacts WHERE name = 'Dana Wu'") == {"heard_on": None}
    assert team.row("SELECT count(*) AS n FROM touches WHERE withdrawn_at IS NULL") == {"n": 1}
    await nina.reads("/review touch Dana declined the QBR", "Dana Wu declined (meeting)", "QBR")
    await nina.reads("/review touch nobody came to the steering meeting", "Nobody came (meeting)")


async def test_a_fact_is_changed_in_its_form_and_not_over_what_somebody_else_did(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows(nina, "Northwind")
    await nina.reads(EXPORT, "I-1")
    await nina.presses("Change")
    form = await nina.form("Change an incident")
    assert form.filled["started"] == "23 Nov 2026 14:00"
    await omar.reads("/review incident I-1 acknowledged yesterday 17:20", "acknowledged 17:20")
    outcome = await nina.tries(what="Month-end export stopped")
    assert outcome.form is not None
    assert "Somebody changed it meanwhile" in outcome.form
    assert outcome.form.filled["what"] == "Month-end export stopped"
    await nina.submits()
    await nina.told("Changed: I-1 Month-end export stopped")


async def test_facts_are_noted_for_the_customer_named_and_only_by_who_may_know_of_it(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows(nina, "Northwind")
    await knows(nina.into(BLUEFERN), "Blue Fern")
    await nina.reads("/review incident Blue Fern login failed yesterday", "I-1 Login failed Mon 23 Nov", "Blue Fern")
    await omar.reads("/review usage Blue Fern: 9 of 12", "9 of 12 seats", "Blue Fern")
    await nina.reads("/review account Blue Fern private")
    refused = await omar.reads("/review incident I-1 fixed yesterday")
    assert "There is no I-1 here." in refused
    assert "Blue Fern" not in refused
    dark = omar.into("D0OMAR001")
    await dark.types("/review incident Blue Fern login failed yesterday")
    form = await dark.form("Log an incident", "You typed: “Blue Fern login failed yesterday”")
    assert "customer" in str(form.blocks)


async def test_a_board_that_is_open_shows_again_when_a_fact_is_noted(team: Team, nina: Person) -> None:
    board = await starts(nina)
    before = team.row("SELECT board_version FROM reviews")["board_version"]
    await nina.reads(EXPORT, "I-1")
    await team.holds("the board", lambda: team.row("SELECT board_version FROM reviews")["board_version"] > before)
    assert board

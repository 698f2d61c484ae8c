"""What is logged stays as it is, unless somebody means to change it."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import KESTREL, Team
from tests.scenarios.stories import EXPORT_GAP, starts


async def test_an_action_closes_no_gap_that_is_not_there(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.types("/action @omar sends Northwind the new export file by 4 dec, closes G-99")
    form = await nina.form("Log an action", "This customer has no G-99")
    assert form.filled["owner"] == team.id_of("omar")
    assert not team.rows("SELECT 1 FROM actions")


async def test_an_action_closes_no_other_customers_gap(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads(EXPORT_GAP, "G-1")
    lena = team.person("lena", KESTREL)
    await lena.types("/review start")
    await lena.submits(name="Kestrel")
    await lena.types("/action @lena sends Kestrel the new export file by 4 dec, closes G-1")
    await lena.form("Log an action", "This customer has no G-1")
    assert not team.rows("SELECT 1 FROM actions")


async def test_a_change_keeps_the_gap_an_action_closes_though_that_is_closed_now(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads(EXPORT_GAP, "G-1")
    await nina.reads("/action @omar sends Northwind the new export file by 4 dec, closes G-1", "A-1")
    await nina.reads("/review show G-1", "G-1")
    await nina.presses("Closed")
    await nina.reads("/review show A-1", "Closes G-1")
    await nina.presses("Edit")
    await nina.submits(counterpart="Dana Brooks")
    await nina.told("A-1", "With Dana Brooks")
    assert team.row("SELECT gap_id, counterpart FROM actions") == {"gap_id": 1, "counterpart": "Dana Brooks"}


async def test_a_wording_insisted_on_is_not_questioned_again(team: Team, nina: Person) -> None:
    await starts(nina)
    await nina.reads("/action @omar review onboarding by 4 dec", "Not logged yet")
    await nina.presses("Keep mine")
    await nina.told("A-1", "kept in your words")
    await nina.presses("Change")
    await nina.submits(counterpart="Dana Brooks")
    await nina.told("A-1", "With Dana Brooks")
    assert team.row("SELECT insisted, counterpart FROM actions") == {"insisted": 1, "counterpart": "Dana Brooks"}


async def test_who_edits_what_another_has_just_changed_is_told_and_keeps_what_they_typed(
    team: Team, nina: Person, omar: Person
) -> None:
    await starts(nina)
    await nina.reads("/action @omar sends Northwind the new export file by 4 dec", "A-1")
    for person in (nina, omar):
        await person.reads("/review show A-1", "A-1")
        await person.presses("Edit")
    await nina.submits(what="Sends Northwind the new export file and the format")
    again = await omar.submits(counterpart="Dana Brooks")
    assert again.form is not None
    assert "changed it meanwhile" in again.form.text
    assert "the new export file and the format" in again.form.text
    assert again.form.filled["counterpart"] == "Dana Brooks"
    await omar.submits()
    await omar.told("A-1", "With Dana Brooks")
    assert team.row("SELECT what FROM actions") == {"what": "Sends Northwind the new export file"}

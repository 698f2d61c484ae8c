"""One gap at three customers: one owner, one nudge, on every board; each of them is told when it is gone."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import KESTREL, NORTHWIND, Team
from tests.scenarios.stories import knows, starts

HARBOR = "C0HARBORLN"
KESTREL_PICKED = {"selected_options": [{"text": {"type": "plain_text", "text": "Kestrel"}, "value": "2"}]}
TELLS = "SELECT id, account_id, owner, due, state, gap_id, what FROM actions ORDER BY id"


async def three_customers(team: Team, nina: Person) -> None:
    """Northwind is Nina's, Kestrel Tomás's, Harbor Lane Ruth's; a review of Kestrel is open."""
    await knows(nina, "Northwind")
    await starts(team.person("tomas", KESTREL))
    await knows(team.person("ruth", HARBOR), "Harbor Lane")


async def test_a_gap_at_three_customers_is_one_gap_and_each_is_told_when_it_is_gone(team: Team, nina: Person) -> None:
    await three_customers(team, nina)
    line = "/gap Export fails at month end, blocks, @omar, update fri, also at Kestrel and Harbor Lane"
    await nina.reads(line, "G-1 Export fails at month end", "Northwind · also at Kestrel and Harbor Lane")
    await team.board(KESTREL, "5 Open gaps (1 open, 1 blocks work)", "G-1 Export fails at month end")
    ruth = team.person("ruth", HARBOR)
    await ruth.reads("/review list gaps", "1 open gap at Harbor Lane", "also at")
    assert len(team.rows("SELECT 1 FROM gaps")) == 1

    await ruth.presses("Closed", beside="G-1")
    await team.board(KESTREL, "5 Open gaps (0 open)", "Tell Kestrel that “Export fails at month end” is solved")
    tells = team.rows(TELLS)
    assert [(each["account_id"], each["owner"], each["due"], each["gap_id"]) for each in tells] == [
        (3, team.id_of("ruth"), "2026-11-27", 1),
        (2, team.id_of("tomas"), "2026-11-26", 1),
        (1, nina.id, "2026-11-26", 1),
    ]
    await nina.reads("/action A-3", "Tell Northwind that “Export fails at month end” is solved", "After G-1")

    await ruth.presses("Undo G-1")
    await team.board(KESTREL, "5 Open gaps (1 open, 1 blocks work)")
    assert {each["state"] for each in team.rows(TELLS)} == {"withdrawn"}
    await nina.reads("/gap G-1", "also at Kestrel and Harbor Lane")


async def test_undo_in_its_history_opens_the_gap_and_takes_the_telling_back(team: Team, nina: Person) -> None:
    await three_customers(team, nina)
    await nina.reads("/gap Export fails, slows, @nina, update fri, also at Kestrel", "G-1")
    await nina.reads("/gap G-1", "Export fails")
    await nina.presses("Closed")
    await team.board(KESTREL, "Tell Kestrel that “Export fails” is solved")
    await nina.reads("/review history G-1", "closed it")
    await nina.presses("Undo", beside="closed it")
    await team.board(KESTREL, "5 Open gaps (1 open)", "6 Actions (0 open)")
    assert {each["state"] for each in team.rows(TELLS)} == {"withdrawn"}


async def test_the_form_shares_a_gap_and_takes_it_off_again(team: Team, nina: Person) -> None:
    await three_customers(team, nina)
    await nina.types("/gap")
    await nina.form("Log a gap")
    offered = await nina.is_offered("find.accounts", "kes")
    assert offered == KESTREL_PICKED["selected_options"]
    shared = {
        "what": "Export fails",
        "severity": "slows",
        "owner": "nina",
        "date": "2026-12-04",
        "also": KESTREL_PICKED,
    }
    await nina.submits(shared)
    await nina.told("G-1", "also at Kestrel")
    await team.board(KESTREL, "G-1 Export fails")

    await nina.presses("Change")
    form = await nina.form("Change G-1")
    assert "Kestrel" in str(form.blocks)
    await nina.submits({"also@G-1": {"selected_options": []}})
    await nina.told("G-1 is changed")
    await team.board(KESTREL, "5 Open gaps (0 open)")
    await nina.into(NORTHWIND).reads("/gap G-1", "Northwind")
    assert team.row("SELECT ended_at FROM gap_accounts")["ended_at"] is not None


async def test_a_customer_one_may_not_see_is_counted_and_stays(team: Team, nina: Person) -> None:
    await three_customers(team, nina)
    await nina.reads("/gap Export fails, slows, @omar, update fri, also at Kestrel, Harbor Lane", "G-1")
    await team.person("tomas", KESTREL).types("/review account private")
    assert [each["name"] for each in team.rows("SELECT name FROM accounts WHERE is_private")] == ["Kestrel"]
    mei = team.person("mei", NORTHWIND)
    card = await mei.reads("/gap G-1", "also at Harbor Lane and 1 more")
    assert "Kestrel" not in card
    await mei.presses("Edit")
    form = await mei.form("Change G-1")
    assert "1 customer you do not see" in str(form.blocks)
    assert "Kestrel" not in str(form.blocks)
    await mei.submits({"also@G-1": {"selected_options": []}})
    await mei.told("G-1 is changed")
    links = team.rows("SELECT account_id, ended_at FROM gap_accounts ORDER BY account_id")
    assert [(each["account_id"], each["ended_at"] is None) for each in links] == [(2, True), (3, False)]
    refused = await mei.types("/gap Search is slow, slows, @omar, update fri, also at Kestrel")
    assert refused is not None
    assert len(team.rows("SELECT 1 FROM gap_accounts")) == 2

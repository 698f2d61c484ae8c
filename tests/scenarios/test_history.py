"""Who changed what, when and why, read as people read it; and taken back from there."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import GENERAL, NORTHWIND, Team
from tests.scenarios.stories import promises

EXPORT = (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 1 Dec")


async def test_a_moved_date_is_told_with_its_reason_and_taken_back_from_its_history(
    team: Team, nina: Person, omar: Person
) -> None:
    await promises(team, EXPORT)
    await omar.types("/review show A-1")
    await omar.presses("New date")
    await omar.submits(date="2026-12-04", why="legal is late")
    told = await nina.reads("/review history A-1", "2 changes")
    assert "Omar moved it from Tue 1 Dec to Fri 4 Dec: legal is late" in told.text
    assert "Omar logged it: customer Northwind, “" in told.text
    assert told.text.index("moved it") < told.text.index("logged it")

    await omar.types("/review show A-1")
    await omar.presses("Details")
    await omar.form("History", "moved it from Tue 1 Dec to Fri 4 Dec")
    await omar.presses("Undo")
    await omar.form("History", "Taken back", "undid it: moved it from Fri 4 Dec to Tue 1 Dec", "3 changes")
    assert team.row("SELECT due, moves FROM actions WHERE id = 1") == {"due": "2026-12-01", "moves": 0}


async def test_a_customers_history_is_asked_for_by_name_or_in_its_channel(team: Team, nina: Person) -> None:
    await promises(team, EXPORT)
    await nina.reads("/review history", "Northwind", "Nina gave it up", "added the customer")
    await nina.reads("/review history Northwind", "Nina gave it up")
    await nina.reads("/review history A-99", "There is no A-99 in this workspace")
    await nina.reads("/review history Atlantis", "There is no Atlantis here")


async def test_what_is_private_has_no_history_for_others(team: Team, nina: Person) -> None:
    await promises(team, EXPORT)
    await nina.reads("/review account private", "its people, leaders and admins only")
    tomas = team.person("tomas", GENERAL)
    await tomas.reads("/review history Northwind", "There is no Northwind here")
    told = await tomas.reads("/review history A-1", "There is no A-1 in this workspace")
    assert "export" not in told.text
    await team.person("nina", GENERAL).reads("/review history Northwind", "Nina made it private")


async def test_only_who_did_it_and_who_looks_after_the_customer_can_take_it_back(
    team: Team, nina: Person, omar: Person
) -> None:
    await promises(team, EXPORT)
    await omar.types("/review show A-1")
    await omar.presses("Done")
    assert "Undo" not in (await team.person("priya").reads("/review history A-1", "Omar finished it")).buttons
    await nina.reads("/review history A-1", "Omar finished it")
    await nina.presses("Undo", beside="Omar finished it")
    await nina.told("Taken back, as it was before", "Nina undid it: opened it again")
    assert team.row("SELECT state FROM actions WHERE id = 1") == {"state": "open"}

"""Who changed what, when and why, read as people read it; and taken back from there."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
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

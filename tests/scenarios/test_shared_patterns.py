"""The same reason at three customers is shown in the digest, and becomes one gap over them."""

from __future__ import annotations

from tests.driving.person import Person
from tests.driving.team import BLUEFERN, KESTREL, NORTHWIND, Team
from tests.scenarios.stories import knows

ROOMS = (("nina", NORTHWIND, "Northwind"), ("nina", BLUEFERN, "Blue Fern"), ("lena", KESTREL, "Kestrel"))


async def same_trouble(team: Team) -> None:
    """Three customers that wait for an export."""
    for number, (who, room, name) in enumerate(ROOMS, 1):
        person = team.person(who, room)
        await knows(person, name)
        line = f"/gap Export fails at {name}, affects finance, blocks, @nina, update fri #exports"
        await person.reads(line, f"G-{number}")


async def test_one_press_makes_one_gap_over_all_three(team: Team, nina: Person) -> None:
    await same_trouble(team)
    await team.changes("UPDATE accounts SET owner = 'U0NINA001'")
    await nina.reads("/review digest", "Seen at three accounts", "Exports")
    await nina.presses("Make it one gap")
    form = await nina.form("Log a gap")
    assert "Export fails at Northwind" in str(form.filled)
    done = await nina.submits(owner=nina.id, date="2026-12-04", severity="blocks")
    assert done.closed, done
    await nina.told("G-4")
    assert team.row("SELECT count(*) AS others FROM gap_accounts WHERE gap_id = 4") == {"others": 2}
    await nina.reads("/review digest", "It is one gap already: G-4")

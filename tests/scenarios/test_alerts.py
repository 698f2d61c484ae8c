"""A customer crosses a line in a real workspace: its owner hears of it at once where they work, and can act on it."""

from __future__ import annotations

from datetime import timedelta

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.scenarios.stories import knows
from tests.scenarios.test_facts_looked_at import keeps
from tests.scenarios.test_health import PLAYBOOKS, live, trouble

ALERTS = "SELECT * FROM outbox WHERE key LIKE 'alert:%'"


async def crosses(team: Team, nina: Person) -> None:
    """Northwind is known and nothing is the matter; then its trouble comes in."""
    await knows(nina, "Northwind")
    await team.holds("a first health", lambda: bool(team.rows("SELECT * FROM healths")))
    await keeps(team, *trouble(team))
    await team.holds("an alert", lambda: bool(team.rows(ALERTS)))


async def test_its_owner_hears_in_their_own_messages_and_nobody_in_a_channel(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await crosses(team, nina)
    told = await nina_direct.hears("Northwind crossed a line", "🔴 red since Tue 24 Nov, was unknown", "Likely")
    assert "people active in 30 days" in told
    assert "3 incidents have no fix noted" in told
    assert "See health" in told.buttons
    await team.everything_said()
    for channel in (NORTHWIND, SHARED):
        assert not any("crossed a line" in each for each in await team.said(channel))


async def test_a_playbook_is_chosen_and_the_whole_health_read_from_it(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await crosses(team, nina)
    told = await nina_direct.hears("Northwind crossed a line")
    name = next(each for each in told.buttons if each in PLAYBOOKS)
    await nina_direct.presses(name)
    await nina_direct.told(f"{name} for Northwind", "Undo")
    assert live(team) >= 2
    await nina_direct.presses("See health", on=told)
    await nina_direct.told("Northwind · health", f"{name} runs since")


async def test_it_is_said_once_though_days_pass(team: Team, nina: Person, nina_direct: Direct) -> None:
    await crosses(team, nina)
    await nina_direct.hears("Northwind crossed a line")
    until = team.clock() + timedelta(days=3)
    await team.moves_on(to=until.strftime("%Y-%m-%dT%H:%M:%SZ"))
    await team.everything_said()
    assert len(team.rows(ALERTS)) == 1

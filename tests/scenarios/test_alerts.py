"""A customer crosses a line in a real workspace: its owner hears of it at once where they work, and can act on it."""

from __future__ import annotations

from datetime import timedelta

from reviews.decision import Record
from reviews.facts import FactKind
from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.handlers.door import TEAM
from tests.scenarios.stories import knows
from tests.scenarios.test_facts_looked_at import keeps
from tests.scenarios.test_health import PLAYBOOKS, live
from tests.storage.fact_examples import incident, source_read, usage

DAY = timedelta(days=1)
ALERTS = "SELECT * FROM outbox WHERE key LIKE 'alert:%'"


def calm(team: Team) -> list[Record]:
    """Eight months in which as many as ever worked with it, and nothing failed."""
    now = team.clock()
    read = {"ws": TEAM, "covers_until": now.date() - DAY}
    return [
        *(usage(n, ws=TEAM, ends_on=now.date() - n * 30 * DAY, active_30=34) for n in range(1, 9)),
        *(source_read(kind=kind, **read) for kind in (FactKind.INCIDENT, FactKind.USAGE)),
    ]


def trouble(team: Team) -> list[Record]:
    """Three failures that nobody fixed, and seven people where there were thirty-four."""
    now = team.clock()
    given = {"what": "Month-end export failed", "workflow": "month-end export", "ws": TEAM, "fixed_at": None}
    failed = (incident(n, started_at=now - n * 20 * DAY, source_id=f"i{n}", **given) for n in (1, 2, 3))
    return [*failed, usage(9, ws=TEAM, ends_on=now.date(), active_30=7)]


async def crosses(team: Team, nina: Person) -> None:
    """Northwind is known and nothing much is the matter; then its trouble comes in."""
    await knows(nina, "Northwind")
    await keeps(team, *calm(team))
    known = "SELECT * FROM healths WHERE mark <> 'unknown'"
    await team.holds("a first mark", lambda: bool(team.rows(known)))
    await keeps(team, *trouble(team))
    await team.holds("an alert", lambda: bool(team.rows(ALERTS)))


async def test_its_owner_hears_in_their_own_messages_and_nobody_in_a_channel(
    team: Team, nina: Person, nina_direct: Direct
) -> None:
    await crosses(team, nina)
    told = await nina_direct.hears("Northwind crossed a line", "🔴 red since Tue 24 Nov, was ", "Likely")
    assert "active in 30 days" in told
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

"""A channel is shared with the customer after its review began: nothing more is said there."""

from __future__ import annotations

import pytest

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import DIRECT_NINA, NORTHWIND, Team
from tests.scenarios.stories import EXPORT_GAP, WEDNESDAY, promises, starts


async def shares(team: Team, *, shared: bool) -> None:
    """Somebody lets Northwind into the channel or out of it, some minutes before the next thing happens."""
    answer = await team.control("share", {"channel": NORTHWIND, "shared": shared})
    assert answer["ok"], answer
    team.clock.forward(minutes=2)


def said_so(team: Team) -> None:
    """The log has what was held back; there is nothing else in it."""
    assert team.errors.lines
    assert all("shared_outside" in line for line in team.errors.lines), team.errors.lines
    team.errors.lines.clear()


async def test_a_board_is_not_brought_up_to_date_while_the_customer_reads_it(team: Team, nina: Person) -> None:
    board = await starts(nina)
    home = nina.into(DIRECT_NINA)
    await home.looks()
    await shares(team, shared=True)
    await nina.reads(EXPORT_GAP, "G-1")
    told = await home.told("A customer reads", f"<#{NORTHWIND}>", "I said nothing there", "Stop sharing")
    assert "the review's board" in told
    await team.everything_said()
    (still,) = await team.said(NORTHWIND)
    assert still.body == board.body
    said_so(team)
    await shares(team, shared=False)
    await nina.reads("/action @nina sends Northwind the export by 4 dec", "A-1")
    healed = await team.board(NORTHWIND, "G-1 Month-end export fails")
    assert healed.ts == board.ts


async def test_a_moved_date_and_its_reason_stay_inside(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.nudge()
    before = len(await team.said(NORTHWIND))
    await shares(team, shared=True)
    await nina_direct.answers("1 tuesday because legal is late")
    await nina_direct.hears("Recorded", "legal is late")
    await nina_direct.hears("A customer reads", f"<#{NORTHWIND}>", "A-1")
    assert len(await team.said(NORTHWIND)) == before
    said_so(team)


async def test_the_summary_of_a_review_left_open_is_not_read_out_to_the_customer(team: Team, nina: Person) -> None:
    board = await starts(nina)
    await shares(team, shared=True)
    home = nina.into(DIRECT_NINA)
    await home.looks()
    await team.moves_on(to="2026-11-24T20:00:00Z")
    await home.told("A customer reads", "I said nothing there")
    assert [each.ts for each in await team.said(NORTHWIND)] == [board.ts]
    said_so(team)


@pytest.mark.parametrize("fault", [{"kind": "server_error"}, {"kind": "rate_limit", "seconds": 40}])
async def test_while_slack_does_not_say_who_reads_it_the_board_waits(
    team: Team, nina: Person, fault: dict[str, object]
) -> None:
    board = await starts(nina)
    team.clock.forward(minutes=2)
    await team.control("fault", {**fault, "method": "conversations.info"})
    await nina.reads(EXPORT_GAP, "G-1")
    waits = "SELECT 1 FROM outbox WHERE state = 'queued' AND error LIKE '%who reads the room%'"
    await team.holds("the board to wait", lambda: bool(team.rows(waits)))
    assert (await team.said(NORTHWIND))[0].body == board.body
    team.clock.forward(minutes=1)
    await team.bot.catch_up()
    await team.board(NORTHWIND, "G-1")

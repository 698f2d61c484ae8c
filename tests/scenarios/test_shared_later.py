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


async def nothing_of_ours(team: Team) -> None:
    """Wait until nothing of ours stands in Northwind's channel."""
    await team.everything_said()
    assert [each.text for each in await team.said(NORTHWIND)] == []


async def test_a_board_is_taken_out_of_what_the_customer_reads_and_comes_back_when_asked(
    team: Team, nina: Person
) -> None:
    await starts(nina)
    home = nina.into(DIRECT_NINA)
    await home.looks()
    await shares(team, shared=True)
    await home.told("Another organisation reads", f"<#{NORTHWIND}>", "I took away 1 message", "Choose a channel")
    await home.reads(EXPORT_GAP, "G-1")
    await team.board(DIRECT_NINA, "G-1 Month-end export fails")
    await nothing_of_ours(team)
    await home.looks()
    await shares(team, shared=False)
    told = await home.told("not shared any more")
    await home.presses("Use it again", on=told)
    await home.told(f"<#{NORTHWIND}> is Northwind's channel now")


async def test_a_moved_date_and_its_reason_stay_inside(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.nudge()
    await shares(team, shared=True)
    await nina_direct.answers("1 tuesday because legal is late")
    await nina_direct.hears("Recorded", "legal is late")
    await nothing_of_ours(team)


async def test_the_summary_of_a_review_left_open_is_not_read_out_to_the_customer(team: Team, nina: Person) -> None:
    await starts(nina)
    home = nina.into(DIRECT_NINA)
    await home.looks()
    await shares(team, shared=True)
    await home.told("The open review goes on here")
    await home.looks()
    await team.moves_on(to="2026-11-24T20:00:00Z")
    await home.told("review still open at the end of Tue 24 Nov", "Close review")
    await nothing_of_ours(team)


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

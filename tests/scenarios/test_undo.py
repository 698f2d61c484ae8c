"""Undo beside what was recorded: for a day, all of it or nothing, and never over somebody else's change."""

from __future__ import annotations

import pytest

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import WEDNESDAY, promises

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
async def wednesday(team: Team) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)


def action(team: Team, number: int) -> dict[str, object]:
    return team.row("SELECT state, due, moves, owner FROM actions WHERE id = ?", number)


async def test_everything_one_answer_did_goes_back_at_once(team: Team, nina_direct: Direct) -> None:
    before = [action(team, number) for number in (1, 2, 3)]
    await nina_direct.answers("1 done, 2 monday because legal is late, 3 not mine, it's @lena's")
    echo = await nina_direct.hears("Recorded: 1 done")
    await nina_direct.presses("Undo", on=echo)
    undone = await nina_direct.hears("Taken back, as it was before:")
    assert undone.ts == echo.ts
    assert undone.buttons == []
    assert [action(team, number) for number in (1, 2, 3)] == before
    shown = await nina_direct.nudge("Three of yours need a word")
    assert shown.buttons.count("Done") == 3


async def test_undo_of_a_button_gives_the_button_back(team: Team, nina_direct: Direct) -> None:
    await nina_direct.presses("Done", beside="(A-1)", on=await nina_direct.nudge())
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: A-1 done."))
    await nina_direct.hears("Taken back, as it was before: A-1 open, due Fri 27 Nov.")
    shown = await nina_direct.nudge("Three of yours need a word")
    await nina_direct.presses("Done", beside="(A-1)", on=shown)
    await nina_direct.hears("Recorded: A-1 done.")


async def test_undo_works_within_a_day_and_is_refused_kindly_after_it(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done")
    first = await nina_direct.hears("Recorded: 1 done.")
    await nina_direct.answers("2 done")
    second = await nina_direct.hears("Recorded: 2 done.")
    await team.moves_on(advance="23h")
    await nina_direct.presses("Undo", on=first)
    await nina_direct.hears("Taken back, as it was before: A-1 open")
    await team.moves_on(advance="2h")
    await nina_direct.presses("Undo", on=second)
    await nina_direct.hears("Undo works for a day, and that has passed.")
    assert (action(team, 1)["state"], action(team, 2)["state"]) == ("open", "done")


async def test_undo_never_goes_over_what_somebody_changed_since(team: Team, omar: Person, nina_direct: Direct) -> None:
    await nina_direct.answers("1 monday because legal is late")
    echo = await nina_direct.hears("Recorded: 1 moved to Mon 30 Nov")
    await omar.types("/review list all")
    await omar.presses("New date", beside="A-1")
    await omar.submits(date="2026-12-02", why="Omar knows better")
    await team.holds("the move", lambda: action(team, 1)["due"] == "2026-12-02")
    await nina_direct.presses("Undo", on=echo)
    await nina_direct.hears("Somebody has changed it since, so nothing was undone.")
    assert action(team, 1)["due"] == "2026-12-02"


async def test_undo_pressed_twice_undoes_once(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 done")
    echo = await nina_direct.hears("Recorded: 1 done.")
    await nina_direct.presses("Undo", on=echo)
    await nina_direct.hears("Taken back")
    await team.sends_again("interactive")
    await team.everything_said()
    assert action(team, 1)["state"] == "open"
    assert len(team.rows("SELECT 1 FROM audit_entries WHERE kind = 'action' AND ref = '1' AND why = 'undone'")) == 1


async def test_undo_of_a_move_is_said_in_the_channel_that_heard_of_the_move(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 monday because legal is late")
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: 1 moved"))
    await nina_direct.hears("Taken back")
    await team.everything_said()
    heard = [m for m in await team.said(NORTHWIND) if "A-1" in m]
    assert "legal is late" in heard[-2]
    assert "The move of A-1" in heard[-1]
    assert "due Fri 27 Nov again" in heard[-1]
    assert action(team, 1)["moves"] == 0


async def test_undo_of_blocked_stops_the_asking_of_who_was_named(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 blocked by @lena")
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: 1 blocked by Lena"))
    await nina_direct.hears("Taken back, as it was before: A-1 open, due Fri 27 Nov.")
    await team.moves_on(to="2026-11-26T18:00:00Z")
    assert await Direct(team, "lena").nudges() == []


async def test_undo_of_a_hand_over_stops_the_asking_of_the_new_owner(team: Team, nina_direct: Direct) -> None:
    await nina_direct.answers("1 not mine, it's @lena's")
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: 1 Lena's now"))
    await nina_direct.hears("Taken back")
    await team.moves_on(to="2026-11-26T18:00:00Z")
    assert await Direct(team, "lena").nudges() == []
    await team.moves_on(to="2026-11-27T09:00:00Z")
    await nina_direct.nudge("(A-1): due today")

"""Answers that are changed or taken back after the bot has read them."""

from __future__ import annotations

import pytest

from tests.driving.direct import Direct
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import WEDNESDAY, promises

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
async def wednesday(team: Team) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)


def states(team: Team) -> list[str]:
    return [str(row["state"]) for row in team.rows("SELECT state FROM actions ORDER BY id")][:3]


@pytest.mark.parametrize("in_thread", [False, True])
async def test_an_edited_answer_is_read_again_and_the_change_is_shown(
    team: Team, nina_direct: Direct, in_thread: bool
) -> None:
    ts = await nina_direct.answers("1 done", in_thread=in_thread)
    await nina_direct.hears("Recorded: 1 done.")
    await nina_direct.edits(ts, "2 done")
    said = await nina_direct.hears("You changed your answer. Now recorded: 2 done (was: 1 done).")
    assert said.buttons == ["Undo"]
    assert states(team) == ["open", "done", "open"]
    await nina_direct.nudge("Two of yours need a word", "✔ 2 Agrees")


async def test_the_undo_of_an_edited_answer_undoes_what_it_says_now(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 done")
    await nina_direct.edits(ts, "2 done")
    await nina_direct.presses("Undo", on=await nina_direct.hears("You changed your answer."))
    await nina_direct.hears("Taken back")
    assert states(team) == ["open", "open", "open"]


async def test_an_edit_that_adds_an_answer_keeps_the_first(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 done")
    await nina_direct.edits(ts, "1 done, 3 done")
    await nina_direct.hears("You changed your answer. Now recorded: 1 done · 3 done (was: 1 done).")
    assert states(team) == ["done", "open", "done"]


async def test_an_edit_that_says_nothing_any_more_takes_back_what_was_recorded(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 done")
    await nina_direct.edits(ts, "asdf qwer")
    await nina_direct.hears("You changed your answer, and I read nothing in it to record. Taken back: 1 done.")
    assert states(team) == ["open", "open", "open"]


async def test_an_edit_that_makes_it_readable_is_an_answer(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("asdf qwer")
    await nina_direct.edits(ts, "1 done")
    await nina_direct.hears("1 done.")
    assert states(team) == ["done", "open", "open"]


async def test_an_edit_that_finishes_what_was_asked_back_is_an_answer(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 monday")
    await nina_direct.hears("why?")
    await nina_direct.edits(ts, "1 monday because legal is late")
    await nina_direct.hears("1 moved to Mon 30 Nov (was Fri 27 Nov), “legal is late”")
    await nina_direct.answers("they are slow")
    assert not [each for each in await nina_direct.heard() if "Recorded" in each]


async def test_an_edited_reason_moves_the_date_only_once(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 monday because lgal is late")
    await nina_direct.edits(ts, "1 monday because legal is late")
    await nina_direct.hears("Now recorded: 1 moved to Mon 30 Nov (was Fri 27 Nov), “legal is late”")
    assert team.row("SELECT due, moves FROM actions WHERE id = 1") == {"due": "2026-11-30", "moves": 1}
    assert "legal is late" in (await team.said(NORTHWIND))[-1]


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_deleted_answer_still_stands_and_says_so_with_undo(
    team: Team, nina_direct: Direct, in_thread: bool
) -> None:
    ts = await nina_direct.answers("1 done", in_thread=in_thread)
    await nina_direct.deletes(ts)
    said = await nina_direct.hears("You deleted your answer; what it recorded still stands: 1 done.")
    assert states(team) == ["done", "open", "open"]
    await nina_direct.presses("Undo", on=said)
    await nina_direct.hears("Taken back")
    assert states(team) == ["open", "open", "open"]


async def test_a_deleted_answer_with_a_thread_below_it_is_noticed_too(team: Team, nina_direct: Direct) -> None:
    """Slack leaves a tombstone then, and sends it as a change of the message."""
    ts = await nina_direct.answers("1 done")
    mine = next(m for m in await nina_direct.messages() if m.ts == ts)
    await nina_direct.answers("2 done", under=mine)
    await nina_direct.hears("Recorded: 2 done.")
    await nina_direct.deletes(ts)
    await nina_direct.hears("You deleted your answer; what it recorded still stands: 1 done.")
    assert states(team) == ["done", "done", "open"]


async def test_deleting_what_was_no_answer_says_nothing(nina_direct: Direct) -> None:
    ts = await nina_direct.answers("thanks")
    await nina_direct.deletes(ts)
    assert await nina_direct.heard() == []


async def test_deleting_what_was_undone_says_nothing(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 done")
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: 1 done."))
    await nina_direct.hears("Taken back")
    await nina_direct.deletes(ts)
    assert not [each for each in await nina_direct.heard() if "still stands" in each]


async def test_editing_what_was_undone_records_it_anew(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 done")
    await nina_direct.presses("Undo", on=await nina_direct.hears("Recorded: 1 done."))
    await nina_direct.hears("Taken back")
    await nina_direct.edits(ts, "2 done")
    await nina_direct.hears("2 done.")
    assert states(team) == ["open", "done", "open"]


async def test_an_edit_after_somebody_changed_it_since_changes_nothing(team: Team, nina_direct: Direct) -> None:
    ts = await nina_direct.answers("1 monday because legal is late")
    omar = team.person("omar")
    await omar.types("/review list all")
    await omar.presses("New date", beside="A-1")
    await omar.submits(date="2026-12-02", why="Omar knows better")
    await team.holds("the move", lambda: team.row("SELECT due FROM actions WHERE id = 1") == {"due": "2026-12-02"})
    await nina_direct.edits(ts, "1 done")
    await nina_direct.hears("You changed your answer. Somebody has changed it since, so nothing was undone.")
    assert states(team) == ["open", "open", "open"]

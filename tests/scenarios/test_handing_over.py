"""Not mine, hand it on, away, gone: somebody else is asked, and the one before no more."""

from __future__ import annotations

from tests.driving.direct import Direct
from tests.driving.person import Person
from tests.driving.team import NORTHWIND, Team
from tests.scenarios.stories import WEDNESDAY, promises

EXPORT = (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 1 Dec")


async def test_the_new_owner_is_asked_on_their_next_morning_and_the_old_one_no_more(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    lena = Direct(team, "lena")
    await nina_direct.answers("2 done, 3 done, 1 not mine, it's @lena's")
    await nina_direct.hears("1 Lena's now")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    shown = await lena.nudge("One of yours needs a word", "1 Sends Northwind the revised onboarding checklist (A-1)")
    assert "Nina handed this to you" in shown.line("(A-1)")
    assert shown.buttons[:3] == ["Done", "New date", "Blocked"]
    await lena.answers("on it")
    await team.moves_on(to="2026-12-03T20:00:00Z")
    assert len(await nina_direct.nudges()) == 1
    await lena.nudge("was due Fri 27 Nov")


async def test_not_mine_without_a_name_reaches_who_looks_after_the_customer(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to="2026-11-27T06:00:00Z")
    await omar_direct.nudge("(A-1): due Tue 1 Dec")
    await omar_direct.answers("not mine")
    await omar_direct.hears("Recorded: 1 Nina's now.")
    await team.moves_on(to="2026-11-27T08:01:00Z")
    await nina_direct.nudge("(A-1): Omar handed this to you")
    await team.moves_on(to="2026-12-02T20:00:00Z")
    assert len(await omar_direct.nudges()) == 1


async def test_handed_back_and_forth_it_is_asked_of_who_has_it_now(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to="2026-11-27T06:00:00Z")
    await omar_direct.answers("not mine")
    await team.moves_on(to="2026-11-27T08:01:00Z")
    await nina_direct.nudge("(A-1): Omar handed this to you")
    await nina_direct.answers("not mine, it's @omar's")
    await nina_direct.hears("Recorded: 1 Omar's now.")
    await team.moves_on(to="2026-11-30T09:00:00Z")
    await omar_direct.nudge("(A-1)", "Nina handed this to you")
    assert len(await nina_direct.nudges()) == 1


async def test_who_leads_hands_on_what_is_a_week_late(team: Team, nina_direct: Direct, omar_direct: Direct) -> None:
    await promises(team, EXPORT)
    await team.moves_on(to="2026-12-14T09:00:00Z")
    listed = await nina_direct.nudge("Omar has something")
    await nina_direct.presses("Hand it on…", on=listed)
    await nina_direct.form("Hand it on: A-1", "Who takes it on? (who)")
    assert await nina_direct.cannot_submit() == ["Who takes it on?"]
    assert "Holdfast is a bot" in await nina_direct.is_told_at("who", who="holdfast")
    assert "theirs already" in await nina_direct.is_told_at("who", who="omar")
    await nina_direct.submits(who="lena", word="You know their finance team")
    await nina_direct.hears("Recorded: A-1 Lena's now, “You know their finance team”.")
    await nina_direct.nudge("→ 1", "Lena has it now")
    asked = len(await omar_direct.nudges())
    await team.moves_on(to="2026-12-16T20:00:00Z")
    await Direct(team, "lena").nudge("Fixes the month-end export", "(A-1)")
    assert len(await omar_direct.nudges()) == asked


async def test_who_is_away_is_not_asked_and_their_stand_in_is(team: Team, nina: Person, nina_direct: Direct) -> None:
    await promises(team)
    await nina.types("/review settings")
    await nina.submits(away="2026-11-25", until="2026-12-04", standin="lena")
    await team.moves_on(to="2026-11-25T18:00:00Z")
    assert await nina_direct.nudges() == []
    shown = await Direct(team, "lena").nudge("(A-1, for Nina)", "(A-3, for Nina)")
    assert "Done" in shown.buttons

"""Blocked by a person: the asking moves to them, and back as soon as they have cleared it."""

from __future__ import annotations

from tests.driving.direct import Direct, thread_of
from tests.driving.team import Team
from tests.scenarios.stories import WEDNESDAY, promises

CHECKLIST = "Sends Northwind the revised onboarding checklist"


def times(team: Team, who: Direct) -> list[str]:
    return [str(row["created_at"])[:16] for row in team.rows("SELECT created_at FROM nudges WHERE user_id = ?", who.id)]


async def test_who_is_at_work_and_had_no_nudge_yet_is_asked_at_once(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    jonas = Direct(team, "jonas")
    await nina_direct.answers("1 blocked by @jonas: needs his signature")
    asked = await jonas.nudge("Nina waits for you: “needs his signature”.")
    assert "It holds up “Sends Northwind the revised onboarding checklist” (A-1), due Fri 27 Nov" in asked
    assert asked.buttons == ["Cleared", "Not helpful"]
    assert times(team, jonas) == ["2026-11-25 08:00"]


async def test_who_is_asleep_is_asked_on_their_morning(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    lena = Direct(team, "lena")
    await nina_direct.answers("1 blocked by @lena")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    await lena.nudge("Nina waits for you")
    # Nine in Chicago.
    assert times(team, lena) == ["2026-11-25 15:00"]


async def test_who_had_a_nudge_today_is_asked_tomorrow(team: Team, nina_direct: Direct, omar_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @omar")
    await team.moves_on(to="2026-11-25T18:00:00Z")
    assert times(team, omar_direct) == ["2026-11-25 05:00"]
    await team.moves_on(to="2026-11-26T06:00:00Z")
    await omar_direct.nudge("Nina waits for you")
    assert times(team, omar_direct) == ["2026-11-25 05:00", "2026-11-26 05:00"]


async def test_the_owner_is_left_alone_meanwhile_and_asked_on_the_day_they_chose(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("2 done, 3 done, 1 blocked by @lena until 3 dec")
    await team.moves_on(to="2026-12-03T07:59:00Z")
    assert len(await nina_direct.nudges()) == 1
    await team.moves_on(to="2026-12-03T08:00:00Z")
    back = await nina_direct.nudge("blocked by Lena · was due Fri 27 Nov", "Is that still so?")
    assert back.buttons[:4] == ["Still blocked", "It goes on", "Done", "New date"]
    await nina_direct.presses("Still blocked", on=back)
    await nina_direct.hears("Recorded: A-1 still blocked by Lena")
    await nina_direct.nudge("→ 1", "still blocked by Lena")


async def test_when_it_is_cleared_the_owner_hears_at_once(team: Team, nina_direct: Direct, omar_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @jonas")
    jonas = Direct(team, "jonas")
    asked = await jonas.nudge("Nina waits for you")
    await nina_direct.looks()
    await jonas.presses("Cleared", on=asked)
    echo = await jonas.hears("Recorded: A-1 goes on.")
    assert thread_of(echo) == asked.ts
    told = await nina_direct.hears(f"Jonas says nothing blocks this any more: {CHECKLIST} (A-1), due Fri 27 Nov.")
    assert told.buttons == []
    await jonas.nudge("All of this is answered.", "cleared, so it goes on")
    await nina_direct.nudge("1 Sends Northwind the revised onboarding checklist (A-1): due Fri 27 Nov")
    await jonas.answers("cleared")
    assert not [each for each in await jonas.heard() if "Recorded" in each]
    assert team.row("SELECT state, blocked_by FROM actions WHERE id = 1") == {"state": "open", "blocked_by": None}


async def test_it_can_be_cleared_in_words(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @jonas")
    jonas = Direct(team, "jonas")
    await jonas.nudge("Nina waits for you")
    await nina_direct.looks()
    await jonas.answers("unblocked", in_thread=True)
    await jonas.hears("Recorded: 1 goes on.")
    await nina_direct.hears("Jonas says nothing blocks this any more")


async def test_what_is_cleared_when_it_is_late_already_offers_a_new_date(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @jonas until 4 dec, 2 done, 3 done")
    jonas = Direct(team, "jonas")
    await jonas.nudge("Nina waits for you")
    await team.moves_on(to="2026-11-30T09:00:00Z")
    await nina_direct.looks()
    await jonas.presses("Cleared", on=await jonas.nudge("due today"))
    told = await nina_direct.hears("Jonas says nothing blocks this any more", "was due Fri 27 Nov")
    await nina_direct.presses("New date", on=told)
    await nina_direct.submits(date="2026-12-04", why="Signature came late")
    await team.holds("the new date", lambda: team.row("SELECT due FROM actions WHERE id = 1") == {"due": "2026-12-04"})


async def test_not_me_gives_it_back_and_the_owner_hears_at_once(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @jonas")
    jonas = Direct(team, "jonas")
    await jonas.nudge("Nina waits for you")
    await nina_direct.looks()
    await jonas.answers("not me")
    await jonas.hears("Recorded: 1 not you; I told Nina.")
    told = await nina_direct.hears("Jonas says somebody else has to clear this", "Who is it?")
    await nina_direct.presses("Somebody else", on=told)
    await nina_direct.form("Blocked: A-1")
    await nina_direct.submits(why="The signature", who="lena")
    await nina_direct.hears("Recorded: A-1 blocked by Lena: “The signature”")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    await Direct(team, "lena").nudge("Nina waits for you: “The signature”.")
    await team.moves_on(to="2026-11-27T16:00:00Z")
    assert len(await jonas.nudges()) == 1


async def test_not_me_by_the_form_may_name_who_it_is(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @jonas: the contract")
    jonas = Direct(team, "jonas")
    await jonas.nudge("Nina waits for you")
    await nina_direct.looks()
    await jonas.chooses_more("Not me…")
    await jonas.form("Not me: A-1")
    await jonas.submits(who="lena", word="The contract is with her")
    await jonas.hears("Recorded: A-1 Lena is asked instead; Nina hears it from me.")
    await nina_direct.hears("Jonas says somebody else has to clear this", "I ask Lena instead.")
    await team.moves_on(to="2026-11-25T16:00:00Z")
    await Direct(team, "lena").nudge("Nina waits for you: “the contract · The contract is with her”.")


async def test_who_blocks_is_asked_twice_more_and_then_it_is_the_owner_s_matter(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("2 done, 3 done, 1 blocked by @jonas until 14 dec")
    await team.moves_on(to="2026-12-11T18:00:00Z")
    assert times(team, Direct(team, "jonas")) == ["2026-11-25 08:00", "2026-11-27 08:00", "2026-12-02 08:00"]


async def test_what_is_blocked_by_a_thing_asks_nobody_else(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("2 done, 3 done, 1 blocked by the vendor until 3 dec")
    await team.moves_on(to="2026-12-01T18:00:00Z")
    people = {row["user_id"] for row in team.rows("SELECT user_id FROM nudges")}
    assert people == {team.id_of("nina"), team.id_of("omar")}


async def test_somebody_who_blocks_three_things_gets_one_message(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 blocked by @lena, 2 blocked by @lena, 3 blocked by @lena")
    await team.moves_on(to="2026-11-25T18:00:00Z")
    shown = await Direct(team, "lena").nudge("Nina waits for you", "Northwind", "Blue Fern", "3 Nina waits for you")
    assert shown.buttons.count("Cleared") == 3

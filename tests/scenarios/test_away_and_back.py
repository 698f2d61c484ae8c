"""The bot was away: nothing is lost, nothing is said twice, and one message says so."""

from __future__ import annotations

from pathlib import Path

from tests.driving.clock import Clock
from tests.driving.direct import Direct
from tests.driving.team import Team, practice, team_at_work
from tests.scenarios.stories import WEDNESDAY, promises


async def test_after_two_days_away_one_message_says_so_and_holds_today_s_list(
    team: Team, nina_direct: Direct, omar_direct: Direct
) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    await nina_direct.answers("1 on it, 2 on it, 3 done")
    await team.stops()
    await team.moves_on_alone("2026-11-30T09:40:00Z")
    await team.starts_again()
    back = await nina_direct.nudge("Two of yours need a word")
    assert "I was away from Wed 25 Nov 09:00 to today, 10:40. Nothing was lost; this is today's list." in back
    assert "1 Sends Northwind the revised onboarding checklist (A-1): was due Fri 27 Nov, 1 working day ago" in back
    assert len(await nina_direct.nudges()) == 2
    # Berlin's 10:40 is Dubai's 13:40.
    assert "to today, 13:40" in await omar_direct.nudge("I was away from")
    assert len(await omar_direct.nudges()) == 2
    await team.moves_on(to="2026-12-02T09:00:00Z")
    assert "I was away" not in await nina_direct.nudge("3 working days ago")


async def test_a_restart_for_an_update_is_nobody_s_business(team: Team, nina_direct: Direct) -> None:
    await promises(team)
    await team.moves_on(to="2026-11-25T07:55:00Z")
    await team.stops()
    await team.moves_on_alone("2026-11-25T08:10:00Z")
    await team.starts_again()
    assert "I was away" not in await nina_direct.nudge("Three of yours need a word")


async def test_an_answer_given_while_the_bot_was_away_is_heard_when_it_is_back(tmp_path: Path, clock: Clock) -> None:
    """Slack sends again what nobody acknowledged; here after parts of a second instead of minutes."""
    async with practice(clock, retry_seconds=(0.2, 0.5, 1.0)) as server, team_at_work(tmp_path, server, clock) as team:
        await promises(team)
        await team.moves_on(to=WEDNESDAY)
        nina = Direct(team, "nina")
        await nina.nudge()
        await nina.looks()
        await team.stops()
        assert (await team.control("message", {"user": "nina", "channel": nina.channel, "text": "1 done"}))["ok"]
        await team.starts_again()
        await nina.hears("Recorded: 1 done.")
        await team.everything_said()
        assert len([m for m in await nina.messages() if "Recorded: 1 done." in m]) == 1


async def test_a_morning_is_not_said_twice_when_the_bot_is_stopped_and_started_in_it(
    team: Team, nina_direct: Direct
) -> None:
    await promises(team)
    await team.moves_on(to=WEDNESDAY)
    for minute in ("05", "10"):
        await team.stops()
        await team.moves_on_alone(f"2026-11-25T08:{minute}:00Z")
        await team.starts_again()
    await team.moves_on(to="2026-11-25T12:00:00Z")
    assert len(await nina_direct.nudges()) == 1

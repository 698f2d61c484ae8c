"""Who may have it counted who writes, who may end it, and what a button does that is pressed late or by others."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.about import BOT_USER_ID
from storage.record import record
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.handlers.door import NINA, OMAR, TEAM, Door, person
from tests.storage.examples import NOW, account, new

DANA = "U0DANA001"
ON, OFF = "listen.on", "listen.off"


@pytest.fixture
async def known(team: Team, door: Door) -> Door:
    """Northwind is Nina's, with its own channel and one the customer reads."""
    rows = new(account(ws=TEAM, name="Northwind", owner=NINA, channel=NORTHWIND, shared_channel=SHARED))
    async with team.bot.db.write() as tx:
        await record(tx, TEAM, rows, by=NINA, now=NOW)
    return door


def on(team: Team) -> list[str]:
    """The channels that are listened to."""
    return [row["channel"] for row in team.rows("SELECT channel FROM listening WHERE ended_at IS NULL")]


def by(user: str, channel: str = NORTHWIND, workspace: str = TEAM) -> dict[str, Any]:
    """A press of somebody, in a channel."""
    where = {"type": "message", "message_ts": "1.1", "channel_id": channel, "is_ephemeral": True}
    return {"user": person(user, workspace), "channel": {"id": channel, "name": "it"}, "container": where}


async def writes(door: Door, user: str = OMAR) -> None:
    """Somebody writes in Northwind's channel."""
    said = {"type": "message", "channel": NORTHWIND, "channel_type": "channel", "user": user, "ts": "1795510800.1"}
    await door.event({**said, "text": "hello"}, f"Ev{user}")


async def test_asking_for_it_switches_nothing_on(known: Door, team: Team) -> None:
    await known.command("/review listen on")
    await team.everything_said()
    assert not on(team)
    assert not await team.said(NORTHWIND)


async def test_a_double_click_is_told_once_in_the_channel(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await known.press(ON, {}, **by(NINA))
    await team.everything_said()
    assert on(team) == [NORTHWIND]
    assert len([each for each in await team.said(NORTHWIND) if "had me count" in each.text]) == 1


async def test_a_button_of_somebody_else_switches_nothing_on(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(OMAR))
    await team.everything_said()
    assert not on(team)


@pytest.mark.parametrize("action", [ON, OFF])
async def test_the_customers_people_can_press_what_they_like(known: Door, team: Team, action: str) -> None:
    await known.press(ON, {}, **by(NINA, SHARED))
    await known.press(action, {"forget": "1"}, **by(DANA, SHARED, "T0NORTHWD"))
    await known.press(action, {}, **by(DANA, SHARED, "T0NORTHWD"))
    await team.everything_said()
    assert on(team) == [SHARED]


async def test_any_member_ends_it_and_the_channel_reads_who(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await known.press(OFF, {}, **by(OMAR))
    await known.press(OFF, {}, **by(OMAR))
    await team.everything_said()
    assert not on(team)
    assert len([each for each in await team.said(NORTHWIND) if "Omar ended it" in each.text]) == 1


async def test_the_channel_the_customer_reads_is_told_without_what_it_is_for(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA, SHARED))
    await known.press(OFF, {}, **by(NINA, SHARED))
    await team.everything_said()
    said = [each.text for each in await team.said(SHARED)]
    assert len(said) == 2
    assert not [word for word in ("quiet", "health", "risk", "/review") if any(word in each for each in said)]


async def test_switched_on_again_it_goes_on_and_is_said_again(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await known.press(OFF, {}, **by(NINA))
    team.clock.forward(minutes=1)
    await known.press(ON, {}, **by(NINA))
    await team.everything_said()
    assert on(team) == [NORTHWIND]
    assert len([each for each in await team.said(NORTHWIND) if "had me count" in each.text]) == 2


async def test_only_who_may_switch_it_on_has_it_forgotten(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await writes(known)
    await known.press(OFF, {}, **by(OMAR))
    await known.press(OFF, {"forget": "1"}, **by(OMAR))
    assert team.rows("SELECT 1 FROM heard_days")
    await known.press(OFF, {"forget": "1"}, **by(NINA))
    assert not team.rows("SELECT 1 FROM heard_days")


async def test_what_was_counted_where_a_customer_is_no_more_is_not_anybodys_to_forget(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await writes(known)
    await known.press(OFF, {}, **by(NINA))
    await team.changes("UPDATE accounts SET channel = 'C0ELSEWHERE'")
    await known.press(OFF, {"forget": "1"}, **by(OMAR))
    assert team.rows("SELECT 1 FROM heard_days")


async def test_an_old_button_forgets_nothing_while_it_is_on_again(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await writes(known)
    await known.press(OFF, {"forget": "1"}, **by(NINA))
    assert team.rows("SELECT 1 FROM heard_days")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"is_archived": True}, "This channel is archived"),
        ({"is_ext_shared": True}, "People from outside read this channel"),
    ],
)
async def test_where_a_notice_could_not_stand_it_is_not_switched_on(
    known: Door, team: Team, facts: dict[str, Any], told: str
) -> None:
    team.server.practice.workspace.channels[NORTHWIND].facts.update(facts)
    assert told in (await known.command("/review listen on"))["text"]
    await known.press(ON, {}, **by(NINA))
    assert not on(team)


async def test_in_a_channel_that_we_are_not_in_it_says_how_to_let_us_in(known: Door, team: Team) -> None:
    team.server.practice.workspace.channels[NORTHWIND].members.remove(BOT_USER_ID)
    answer = await known.command("/review listen on")
    assert "/invite" in answer["text"]
    assert "`/review listen on` again" in answer["text"]
    await known.press(ON, {}, **by(NINA))
    assert not on(team)


async def test_taken_out_of_the_channel_we_count_no_more_there(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await known.event({"type": "channel_left", "channel": NORTHWIND, "actor_id": ""}, "EvLEFT")
    await team.holds("it to end", lambda: not on(team))
    await writes(known)
    assert not team.rows("SELECT 1 FROM heard_days")


async def test_an_archived_channel_is_not_listened_to_when_it_is_used_again(known: Door, team: Team) -> None:
    await known.press(ON, {}, **by(NINA))
    await known.event({"type": "channel_archive", "channel": NORTHWIND, "user": NINA}, "EvARCHIVE")
    await team.holds("it to end", lambda: not on(team))
    await team.changes(f"UPDATE accounts SET channel = '{NORTHWIND}'")
    await writes(known)
    assert not team.rows("SELECT 1 FROM heard_days")

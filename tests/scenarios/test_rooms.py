"""A customer's channel changes hands while its review runs: the review goes on where only our own people read."""

from __future__ import annotations

from typing import Any

from bot.practice.about import BOT_USER_ID
from tests.driving.person import Person
from tests.driving.team import DIRECT_NINA, NORTHWIND, SHARED, Team
from tests.scenarios.stories import CHECKLIST, EXPORT_GAP, SIX_STEPS, closes, knows, saves_step, saves_steps, starts


async def happens(team: Team, what: str, **body: Any) -> None:
    """Something becomes of a room, some minutes before the next thing happens."""
    answer = await team.control(what, {"channel": NORTHWIND, **body})
    assert answer["ok"], answer
    team.clock.forward(minutes=2)


async def empty(team: Team, channel: str = NORTHWIND) -> None:
    """Wait until nothing of ours stands in a channel."""
    await team.everything_said()
    assert [each.text for each in await team.said(channel)] == []


async def running_home(nina: Person) -> Person:
    """Nina at her messages with the bot, a review of Northwind running in its own channel."""
    await starts(nina)
    await saves_step(nina, 1, SIX_STEPS[0])
    direct = nina.into(DIRECT_NINA)
    await direct.looks()
    return direct


async def test_a_review_whose_channel_is_shared_goes_on_in_the_leaders_messages_to_its_end(
    team: Team, nina: Person
) -> None:
    direct = await running_home(nina)
    await happens(team, "share", shared=True)
    await direct.told("Another organisation reads", "The open review goes on here", "Choose a channel")
    sent = await team.last_sent("events_api", "channel_shared")
    for number in range(2):
        await team.delivers("events_api", {**sent, "event_id": f"EvAGAIN{number}"})
    await empty(team)
    await direct.reads(EXPORT_GAP, "G-1")
    await direct.reads(CHECKLIST, "A-1")
    await direct.reads("/review status", "Northwind", "step 2 of 6")
    await direct.types("/review resume")
    await saves_steps(direct, first=2)
    summary = await closes(direct, "The export", "A note on Friday")
    assert "A-1" in summary or "checklist" in summary
    heard = [each for each in await team.said(DIRECT_NINA) if "Another organisation reads" in each.text]
    assert len(heard) == 1
    await empty(team)


async def test_a_review_follows_its_channel_to_a_new_id(team: Team, nina: Person) -> None:
    direct = await running_home(nina)
    await happens(team, "room", turn="new-id")
    told = await direct.told("gave Northwind's channel another id")
    channel = team.row("SELECT channel FROM accounts")["channel"]
    assert channel != NORTHWIND
    assert f"<#{channel}>" in told.text
    there = nina.into(channel)
    await there.reads(EXPORT_GAP, "G-1")
    board = await team.board(channel, "G-1 Month-end export fails")
    assert "✔ 1 " in board
    assert len([each for each in await team.said(channel) if "quarterly review" in each]) == 1


async def test_an_archived_channel_is_a_home_again_once_it_is_opened(team: Team, nina: Person) -> None:
    direct = await running_home(nina)
    await happens(team, "room", turn="archive")
    told = await direct.told("was archived", "The open review goes on here")
    await team.board(DIRECT_NINA, "▸ 2")
    await happens(team, "room", turn="unarchive")
    await direct.presses("Use it again", on=told)
    await direct.told(f"<#{NORTHWIND}> is Northwind's channel now")
    assert team.row("SELECT channel FROM accounts")["channel"] == NORTHWIND


async def test_a_channel_the_bot_was_taken_out_of_is_used_again_once_it_is_back(team: Team, nina: Person) -> None:
    direct = await running_home(nina)
    await happens(team, "room", turn="remove", user=BOT_USER_ID)
    told = await direct.told("I was taken out of", "Use it again")
    await direct.presses("Use it again", on=told)
    await direct.told("acct-northwind yet", "/invite", "press the button again")
    await happens(team, "invite", user=BOT_USER_ID)
    await direct.presses("Use it again", on=told)
    await direct.told(f"<#{NORTHWIND}> is Northwind's channel now")


async def test_what_stood_in_a_channel_the_bot_comes_back_to_is_gone_if_others_came_meanwhile(
    team: Team, nina: Person
) -> None:
    await running_home(nina)
    await happens(team, "room", turn="remove", user=BOT_USER_ID)
    await happens(team, "invite", user="dana")
    assert await team.said(NORTHWIND)
    await happens(team, "invite", user=BOT_USER_ID)
    await team.holds("the board to be taken away", lambda: bool(_taken_away(team)))
    await empty(team)


def _taken_away(team: Team) -> list[dict[str, Any]]:
    return team.rows("SELECT 1 FROM outbox WHERE operation = 'delete' AND state = 'sent'")


async def test_a_guest_who_joins_ends_a_channels_time_as_a_home(team: Team, nina: Person) -> None:
    direct = await running_home(nina)
    team.server.practice.workspace.users[team.id_of("ruth")]["is_restricted"] = True
    await happens(team, "invite", user="ruth")
    await direct.told(f"A guest reads <#{NORTHWIND}>", "Use it again")
    await direct.reads(EXPORT_GAP, "G-1")
    await team.board(DIRECT_NINA, "G-1 Month-end export fails")
    await empty(team)


async def test_a_channel_shared_without_a_word_is_found_out_before_anything_is_said_there(
    team: Team, nina: Person
) -> None:
    direct = await running_home(nina)
    team.clock.forward(minutes=2)
    team.server.practice.workspace.channels[NORTHWIND].facts["is_ext_shared"] = True
    await nina.reads(EXPORT_GAP, "G-1")
    await direct.told("Another organisation reads", "The open review goes on here")
    await team.board(DIRECT_NINA, "G-1 Month-end export fails")
    await empty(team)


async def test_a_home_archived_without_a_word_is_found_out_when_its_review_starts(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    team.server.practice.workspace.channels[NORTHWIND].facts["is_archived"] = True
    direct = nina.into(DIRECT_NINA)
    await direct.types("/review start Northwind")
    await direct.presses("Start a new one")
    await direct.told(f"<#{NORTHWIND}> is archived, so I opened the review in your direct messages")
    await team.board(DIRECT_NINA, "▸ 1 Goals and changes")


async def test_in_the_customers_channel_the_review_opens_in_our_own(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.types("/review account")
    await nina.presses("Edit")
    await nina.submits(shared=SHARED)
    there = nina.into(SHARED)
    await there.reads("/review start", "Nina abandoned")
    await there.presses("Start a new one")
    await there.told("Northwind reads this channel, so I opened the review in", f"<#{NORTHWIND}>", "Go there")
    await team.board(NORTHWIND, "▸ 1 Goals and changes")
    await empty(team, SHARED)


async def test_in_the_customers_channel_the_review_of_one_without_a_home_opens_with_who_asks(
    team: Team, nina: Person
) -> None:
    there = nina.into(SHARED)
    await there.types("/review account Northwind")
    await there.presses("Add Northwind")
    await there.submits(shared=SHARED)
    await there.reads(
        "/review start", "Northwind reads this channel", "I opened the review in your direct messages", "Choose"
    )
    await team.board(DIRECT_NINA, "▸ 1 Goals and changes")
    await empty(team, SHARED)


async def test_while_slack_does_not_say_who_reads_a_channel_we_come_back_to_the_look_at_it_waits(
    team: Team, nina: Person
) -> None:
    await running_home(nina)
    await happens(team, "room", turn="remove", user=BOT_USER_ID)
    await happens(team, "invite", user="dana")
    await team.control("fault", {"method": "conversations.info", "kind": "server_error"})
    await happens(team, "invite", user=BOT_USER_ID)
    await team.holds("the look to break off", lambda: bool(team.errors.lines))
    assert all("NotKnownError" in line for line in team.errors.lines), team.errors.lines
    team.errors.lines.clear()
    assert await team.said(NORTHWIND)
    await team.stops()
    await team.starts_again()
    await team.holds("the board to be taken away", lambda: bool(_taken_away(team)))
    await empty(team)

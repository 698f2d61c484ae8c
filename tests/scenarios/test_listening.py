"""Who writes in a customer's channel is counted where its owner wants it, and everybody there can see that it is."""

from __future__ import annotations

import logging

import pytest

from tests.driving.person import Person
from tests.driving.team import DIRECT_NINA, NORTHWIND, SHARED, Team
from tests.scenarios.stories import knows

SECRET_WORDS = "the board meets about zebra-quartz on friday"


def heard(team: Team) -> dict[str, tuple[int, int]]:
    """How often each person was counted, and whether as one of the customer's."""
    rows = team.rows("SELECT user_id, sum(count) AS times, max(is_theirs) AS theirs FROM heard_days GROUP BY user_id")
    return {row["user_id"]: (row["times"], row["theirs"]) for row in rows}


async def switches_on(person: Person) -> None:
    """Ask for it, and press the button."""
    await person.reads("/review listen on", "who writes here and on which day", "Never what")
    await person.presses("Switch it on")
    await person.told("I count who writes here", "Nina switched it on")


async def test_an_owner_has_it_counted_who_writes_and_everybody_in_the_channel_reads_of_it(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await team.everything_said()
    assert [each for each in await team.said(NORTHWIND) if "Nina had me count who writes here" in each.text]
    await omar.says(SECRET_WORDS)
    await omar.says("and once more")
    await nina.says("I see")
    await team.holds("three messages to be counted", lambda: heard(team) == {omar.id: (2, 0), nina.id: (1, 0)})
    await omar.reads("/review listen", "2 people so far")


async def test_no_word_of_a_message_is_kept_anywhere(team: Team, nina: Person, omar: Person) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await omar.says(SECRET_WORDS)
    await team.holds("it to be counted", lambda: omar.id in heard(team))
    await team.everything_said()
    kept = b"".join(path.read_bytes() for path in team.file.parent.glob(f"{team.file.name}*"))
    assert b"heard_days" in kept
    assert b"zebra-quartz" not in kept


async def test_anybody_of_ours_ends_it_with_one_command_and_may_have_it_forgotten(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await omar.says("hello")
    await team.holds("it to be counted", lambda: omar.id in heard(team))
    await omar.reads("/review listen off", "I do not count any more who writes here", "1 person")
    await omar.says("not counted any more")
    await nina.says("nor this")
    await team.everything_said()
    assert heard(team) == {omar.id: (1, 0)}
    await nina.reads("/review listen off", "I do not count who writes here")
    assert [each for each in await team.said(NORTHWIND) if "Omar ended it" in each.text]


async def test_what_was_counted_can_be_forgotten_once_it_is_off(team: Team, nina: Person, omar: Person) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await omar.says("hello")
    await team.holds("it to be counted", lambda: omar.id in heard(team))
    await nina.reads("/review listen off", "The days of 1 person are kept")
    await nina.presses("Forget them")
    await nina.told("Forgotten: 1 day")
    assert not heard(team)


async def test_in_a_channel_the_customer_reads_their_people_are_told_apart_and_read_nothing_internal(
    team: Team, nina: Person
) -> None:
    await knows(nina, "Northwind")
    await team.changes(f"UPDATE accounts SET shared_channel = '{SHARED}' WHERE name = 'Northwind'")
    shared = nina.into(SHARED)
    await switches_on(shared)
    await team.everything_said()
    (notice,) = [each for each in await team.said(SHARED) if "had me count" in each.text]
    assert "quiet" not in notice.text
    dana = team.person("dana", SHARED)
    await dana.says("When does the export work again?")
    await shared.says("On Friday")
    await team.holds("both to be counted", lambda: heard(team) == {dana.id: (1, 1), nina.id: (1, 0)})


async def test_who_does_not_look_after_the_customer_is_told_who_may(team: Team, nina: Person, omar: Person) -> None:
    await knows(nina, "Northwind")
    await omar.reads("/review listen on", "have it counted who writes here", "Nina")
    assert not team.rows("SELECT 1 FROM listening")


async def test_nonsense_after_the_command_is_said_back(nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.reads("/review listen loudly please", "“loudly please” is neither “on” nor “off”", "listen on")


async def test_a_channel_of_no_customer_has_nobody_to_count_for(team: Team, nina: Person) -> None:
    await knows(nina, "Northwind")
    await nina.into("C0GENERAL0").reads("/review listen on", "No customer belongs to this channel")


async def test_no_word_of_a_message_is_logged_however_much_is_logged(
    team: Team, nina: Person, omar: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await team.everything_said()
    await team.stops()
    with caplog.at_level(logging.DEBUG):
        await team.starts_again()
        await omar.says(SECRET_WORDS)
        await team.holds("it to be counted", lambda: omar.id in heard(team))
    assert caplog.records
    assert not [each.name for each in caplog.records if "zebra-quartz" in f"{each.getMessage()} {each.args}"]


async def test_what_slack_tells_again_after_a_restart_counts_once(team: Team, nina: Person, omar: Person) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await omar.says("one")
    await team.holds("it to be counted", lambda: heard(team) == {omar.id: (1, 0)})
    sent = await team.last_sent("events_api", "one")
    await team.stops()
    await team.starts_again()
    await team.delivers("events_api", sent)
    await omar.says("two")
    await team.holds("the second to be counted", lambda: heard(team) == {omar.id: (2, 0)})


async def test_a_channel_that_was_archived_is_off_and_stays_off_when_it_is_opened_again(
    team: Team, nina: Person, omar: Person
) -> None:
    await knows(nina, "Northwind")
    await switches_on(nina)
    await team.everything_said()
    assert (await team.control("room", {"channel": NORTHWIND, "turn": "archive"}))["ok"]
    await nina.into(DIRECT_NINA).told("was archived")
    assert (await team.control("room", {"channel": NORTHWIND, "turn": "unarchive"}))["ok"]
    await team.changes(f"UPDATE accounts SET channel = '{NORTHWIND}'")
    await nina.reads("/review listen", "I do not count who writes here")
    await omar.says("nobody counts this")
    await nina.reads("/review listen", "I do not count who writes here")
    assert not heard(team)

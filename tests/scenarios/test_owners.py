from __future__ import annotations

import pytest

from tests.driving.person import Person
from tests.driving.team import Team
from tests.scenarios.stories import starts


@pytest.fixture
async def nina(nina: Person) -> Person:
    """Nina, in a channel whose customer is known."""
    await starts(nina)
    return nina


@pytest.mark.parametrize(
    ("owner", "reason"),
    [
        ("@holdfast", "is a bot"),
        ("@sven", "deactivated"),
        ("@nina and @omar", "two people"),
        ("@here", "not one person"),
        ("@channel", "not one person"),
        ("@nina's team", "Nina's team"),
        ("@nobody-here", "nobody here called @nobody-here"),
    ],
)
async def test_an_owner_is_one_person_who_is_there(team: Team, nina: Person, owner: str, reason: str) -> None:
    await nina.types(f"/action {owner} to send Northwind the new export file by 4 dec")
    form = await nina.form("Log an action", reason)
    assert form.filled["owner"] is None
    assert form.filled["date"] == "2026-12-04"
    assert "export file" in form.filled["what"]
    assert not team.rows("SELECT 1 FROM actions")
    await nina.submits(what="Send Northwind the new export file", owner="omar")
    await nina.told("A-1", "Omar")


@pytest.mark.parametrize(("picked", "reason"), [("sven", "deactivated"), ("holdfast", "is a bot")])
async def test_the_form_refuses_them_too_and_keeps_what_was_typed(nina: Person, picked: str, reason: str) -> None:
    await nina.types("/action")
    words = {"what": "Send Northwind the new export file", "date": "2026-12-04"}
    assert reason in await nina.is_told_at("owner", owner=picked, **words)
    assert (await nina.form()).filled["what"] == words["what"]


@pytest.mark.parametrize("typed", ["@Halvorsen", "@nina.halvorsen", "@NINA"])
async def test_a_name_is_found_however_it_is_typed(team: Team, nina: Person, typed: str) -> None:
    """What Slack's composer did not turn into a mention arrives as it was typed."""
    line = f"/action {typed} sends Northwind the new export file by 4 dec"
    if await nina.types(line) is None:
        form = await nina.form("Log an action")
        assert f"called {typed}" in form, "neither found nor said to be unknown"
        return
    assert team.row("SELECT owner FROM actions") == {"owner": nina.id}


async def test_me_is_who_types(team: Team, nina: Person) -> None:
    await nina.reads("/action @me sends Northwind the new export file by 4 dec", "Nina")
    assert team.row("SELECT owner FROM actions") == {"owner": nina.id}


async def test_a_person_named_in_the_words_is_shown_by_name_and_not_pinged(team: Team, nina: Person) -> None:
    await nina.reads("/action @omar asks @priya for the ticket list and sends it to Northwind by 4 dec", "A-1")
    what = team.row("SELECT what FROM actions")["what"]
    assert "Priya" in what
    assert "<@" not in what
    await nina.reads("/review list", "Priya")


async def test_two_people_with_one_first_name_are_told_apart(team: Team, nina: Person) -> None:
    team.server.practice.workspace.users["U0OMAR001"]["real_name"] = "Nina Haddad"
    # Who is in the room was read when the review began, and is read again on the next day.
    team.clock.forward(hours=25)
    await nina.reads("/action @omar sends Northwind the new export file by 4 dec", "A-1")
    await nina.reads("/action @nina sends Northwind the old export file by 4 dec", "A-2")
    listed = await nina.reads("/review list", "Nina Haddad", "Nina Halvorsen")
    assert "Nina Haddad" in listed.line("A-1")

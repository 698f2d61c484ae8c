"""What the customer reads of a review: picked by a person, read through word for word, sent by their click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import NORTHWIND, SHARED, Team
from tests.scenarios.stories import closes, saves_steps, starts

RISK = "Finance may leave over the month-end export"
EXPECT = "A note on Fri 27 Nov, even if nothing has changed."


async def reviewed(team: Team, nina: Person) -> Shown:
    """A closed review with a gap and two actions, one of them with the customer."""
    await starts(nina)
    await nina.reads("/gap Month-end export fails, affects finance, slows, @nina, update fri #exports", "G-1")
    await nina.reads("/action @omar fixes the export so that finance gets the file by 4 Dec", "A-1")
    await nina.types("/action @nina tests the new file so that both sides trust it by 8 Dec, counterpart Dana Brooks")
    await nina.told("A-2")
    await saves_steps(nina)
    return await closes(nina, RISK, EXPECT)


def preview(form: Shown) -> list[dict[str, Any]]:
    """The blocks between the two lines of the look before it goes: the message itself."""
    lines = [place for place, block in enumerate(form.blocks) if block["type"] == "divider"]
    return [bare(block) for block in form.blocks[lines[0] + 1 : lines[1]]]


def bare(block: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in block.items() if key != "block_id"}


async def test_the_customer_reads_exactly_what_was_shown_before_it_was_sent(team: Team, nina: Person) -> None:
    summary = await reviewed(team, nina)
    await nina.types(f"/review account shared <#{SHARED}>")
    before = len(await team.said(SHARED))
    await nina.presses("Prepare the customer's version", on=summary)
    form = await nina.form("The customer's version")
    assert "Month-end export fails" in str(form.blocks)
    assert form.filled["expect"] == EXPECT
    words = "You lose a day at each month's end.\nWe <know>."
    outcome = await nina.submits(heard=words)
    seen = outcome.form
    assert seen is not None
    assert "Send to Northwind" in str(seen.body["submit"])
    assert "people of Northwind read along" in seen
    assert len(await team.said(SHARED)) == before

    await nina.presses("Change it")
    form = await nina.form("The customer's version")
    assert (form.filled["heard"], form.filled["expect"]) == (words, EXPECT)
    outcome = await nina.submits({"pick.gaps.0": ["gap.1"]}, heard="You lose a day at each month's end.")
    seen = outcome.form
    assert seen is not None
    await nina.submits()
    await nina.told("Northwind can read it now")
    await team.everything_said()
    (read,) = (await team.said(SHARED))[before:]
    assert [bare(block) for block in read.blocks] == preview(seen)
    assert "Month-end export fails" in read
    assert "You lose a day" in read
    assert EXPECT in read
    assert "Nina with Dana Brooks, Tue 8 Dec" in read
    assert "finance gets the file" not in read
    for secret in (RISK, "G-1", "A-1", "slows", "exports", "finance,🔴", "yellow", "40 minutes"):
        assert secret not in read

    dana = team.person("dana", SHARED)
    assert [m for m in await dana.messages() if m.ts == read.ts]
    (entry,) = team.rows("SELECT by, why FROM audit_entries WHERE why LIKE 'sent to the customer%'")
    assert entry["by"] == nina.id
    assert "You lose a day" in entry["why"]
    await nina.reads("/review history Northwind", "Nina sent the customer's version", "You lose a day")


async def test_it_goes_once_and_asks_before_it_goes_again(team: Team, nina: Person) -> None:
    await reviewed(team, nina)
    await nina.types(f"/review account shared <#{SHARED}>")
    before = len(await team.said(SHARED))
    await nina.types("/review customer")
    await nina.form("The customer's version")
    await nina.submits()
    await nina.submits()
    await nina.told("Northwind can read it now")
    await team.sends_again("interactive")
    await team.everything_said()
    assert len(await team.said(SHARED)) == before + 1

    await nina.types("/review customer Northwind")
    await nina.form("The customer's version", "told to the customer already", "by Nina")
    outcome = await nina.submits()
    assert outcome.form is not None
    assert "Send again?" in outcome.form
    await nina.submits()
    await nina.told("Northwind can read it now")
    await team.everything_said()
    assert len(await team.said(SHARED)) == before + 2


async def test_of_two_at_once_the_second_is_asked_first(team: Team, nina: Person) -> None:
    await reviewed(team, nina)
    await nina.types(f"/review account shared <#{SHARED}>")
    before = len(await team.said(SHARED))
    lena = team.person("lena", NORTHWIND)
    for person in (nina, lena):
        await person.types("/review customer")
        await person.form("The customer's version")
        await person.submits()
    await nina.submits()
    await nina.told("Northwind can read it now")
    outcome = await lena.submits()
    assert outcome.form is not None
    assert "Send again?" in outcome.form
    await lena.closes_form()
    await team.everything_said()
    assert len(await team.said(SHARED)) == before + 1


async def test_without_a_shared_channel_the_text_is_there_to_copy(team: Team, nina: Person) -> None:
    await nina.reads("/review customer", "No customer belongs to this channel")
    await starts(nina)
    await nina.reads("/review customer", "still open")
    await saves_steps(nina)
    await closes(nina, RISK, EXPECT)
    await nina.types("/review customer")
    await nina.form("The customer's version")
    outcome = await nina.submits(heard="Month ends are hard")
    assert outcome.form is not None
    assert "submit" not in outcome.form.body or outcome.form.body["submit"] is None
    assert EXPECT in outcome.form
    await nina.presses("Choose the shared channel")
    await nina.form("", "Shared channel")
    await nina.submits(shared=SHARED)
    await nina.has_no_form()
    await nina.presses("Go on with it")
    form = await nina.form("The customer's version")
    assert (form.filled["heard"], form.filled["expect"]) == ("Month ends are hard", EXPECT)
    outcome = await nina.submits()
    assert outcome.form is not None
    assert "Send to Northwind" in str(outcome.form.body["submit"])


async def test_only_who_looks_after_the_customer_may_tell_them(team: Team, nina: Person) -> None:
    summary = await reviewed(team, nina)
    priya = team.person("priya", NORTHWIND)
    await priya.presses("Prepare the customer's version", on=summary)
    await priya.told("Only", "Nina", "send this to the customer")

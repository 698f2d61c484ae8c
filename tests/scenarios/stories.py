"""Stretches of a story that several stories share."""

from __future__ import annotations

from collections.abc import Mapping

from tests.driving.person import Person
from tests.driving.screen import Shown
from tests.driving.team import BLUEFERN, NORTHWIND, Team

NOTES = {"note": "Fewer manual steps at month end; new ops lead since October"}
FACTS = {"note": "Renewal in January; 40 seats paid"}
RED = {"colour": "red", "evidence": "The month-end export failed in Aug, Sep and Oct"}
USAGE = {"colour": "yellow", "evidence": "11 of 40 seats active in 30 days"}
WORKAROUNDS = {"colour": "yellow", "evidence": "Finance rebuilds the file by hand"}
OWNERS = {"colour": "green", "evidence": "Each gap has a name and a day"}
SIX_STEPS = (NOTES, FACTS, RED, USAGE, WORKAROUNDS, OWNERS)
MAIN_RISK = "Main risk or gap (risk)"
"""Only the last form before a summary asks for it."""
_BUTTONS = ("Write it down", "Note the facts", *["Mark and note"] * 4)
EXPORT_GAP = "/gap Month-end export fails twice a week, affects finance, blocks, @nina, update fri #exports"
CHECKLIST = "/action @omar sends Northwind the revised onboarding checklist by 4 Dec"


async def starts(person: Person) -> Shown:
    """Open the first review of this channel's customer; returns the board."""
    await person.types("/review start")
    await person.submits()
    return await person.team.board(person.channel, "▸ 1 Goals and changes")


async def saves_step(person: Person, number: int, fields: Mapping[str, str]) -> Shown:
    """Finish the current step by its own button; returns the board that shows it."""
    await person.team.board(person.channel, f"▸ {number} ")
    await person.presses(_BUTTONS[number - 1])
    await person.submits(fields)
    return await person.team.board(person.channel, f"✔ {number} ")


async def saves_steps(person: Person, first: int = 1, last: int = 6) -> None:
    """Finish several steps in their order."""
    for number in range(first, last + 1):
        await saves_step(person, number, SIX_STEPS[number - 1])


async def closes(person: Person, risk: str, expect: str) -> Shown:
    """Close a review in which nothing is left to settle; returns its summary."""
    await person.types("/review close")
    await person.form("Close the review", MAIN_RISK)
    await person.submits(risk=risk, expect=expect)
    return await person.team.summary(person.channel, risk)


WEDNESDAY = "2026-11-25T08:00:00Z"
"""Nine o'clock in Berlin, the day after the stories begin."""
PROMISED = (
    (NORTHWIND, "nina", "/action @nina sends Northwind the revised onboarding checklist by 27 Nov"),
    (NORTHWIND, "nina", "/action @nina agrees the new file format with Dana by 27 Nov"),
    (BLUEFERN, "nina", "/action @nina books the training for the second team by 27 Nov"),
    (NORTHWIND, "omar", "/action @omar fixes the month-end export so that finance gets the file by 27 Nov"),
)
"""A-1 and A-2 are Nina's for Northwind, A-3 is hers for Blue Fern, A-4 is Omar's; all are due on Friday."""


async def knows(person: Person, name: str) -> None:
    """Make this channel's customer known, without leaving a review open."""
    await person.types("/review start")
    await person.submits(name=name)
    await person.team.board(person.channel, "▸ 1 Goals and changes")
    await person.types("/review abandon Only getting to know them")
    await person.submits()


async def promises(team: Team, *lines: tuple[str, str, str]) -> None:
    """Two customers, and what was promised to them."""
    for channel, name in ((NORTHWIND, "Northwind"), (BLUEFERN, "Blue Fern")):
        await knows(team.person("nina", channel), name)
    for number, (channel, who, line) in enumerate(lines or PROMISED, start=1):
        await team.person(who, channel).reads(line, f"A-{number}")

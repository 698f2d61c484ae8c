"""Stretches of a story that several stories share."""

from __future__ import annotations

from collections.abc import Mapping

from tests.driving.person import Person
from tests.driving.screen import Shown

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

"""Made-up members beside the sample people, for trying the app with many."""

from __future__ import annotations

from typing import Any

from bot.practice import world
from bot.practice.errors import ControlError
from bot.practice.workspace import Workspace

CROWD = "U1LOAD"
MOST = 20_000
ZONE, LOCALE = "Europe/Berlin", "en-GB"
FIRST = ("Ada", "Bruno", "Carla", "Deniz", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jakob", "Katja", "Levin", "Mona")
LAST = ("Arslan", "Brandt", "Castell", "Dorn", "Engel", "Falk", "Gruber", "Heller", "Ilic", "Jung", "Keller")


def add(workspace: Workspace, count: Any) -> list[str]:
    """Add so many people; return their ids, which go on from those there are."""
    there = sum(user_id.startswith(CROWD) for user_id in workspace.users)
    room = MOST - there
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= room:
        detail = f"count is a whole number from 1 to {room}: {MOST} are the most, {there} are here."
        raise ControlError("invalid_count", detail)
    now = workspace.clock()
    people = [world.person(_row(number), now) for number in range(there + 1, there + count + 1)]
    workspace.add_people(people)
    return [person["id"] for person in people]


def _row(number: int) -> tuple[str, str, str, str, str, str]:
    real_name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} {number}"
    return f"{CROWD}{number:04d}", f"load{number:04d}", real_name, "Customer success manager", ZONE, LOCALE

"""How somebody wants to be asked. A workspace's own row, under nobody's id, holds what goes for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

EVERYBODY = ""
"""The user id of a workspace's own row."""


class Pace(StrEnum):
    """Light asks on the due day and three days later; standard walks the whole ladder; active shows what comes next
    too, in the same message.
    """

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's wishes; None means as everybody else. Times and days are the person's own.

    `weekend` holds weekday numbers as text ("5,6"), `country` a holiday calendar ("DE-BY") or "none". `manager` hears
    of what is a week late. From `away_from` to `away_until`, both included, `stand_in` is asked instead.
    """

    workspace_id: str
    user_id: str
    pace: Pace | None = None
    morning: time | None = None
    evening: time | None = None
    weekend: str | None = None
    country: str | None = None
    manager: str | None = None
    away_from: date | None = None
    away_until: date | None = None
    stand_in: str | None = None

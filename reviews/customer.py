"""What is kept about a customer beside the account itself: its people, its goals, and gaps it shares with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Level(StrEnum):
    """How high somebody stands at the customer."""

    EXECUTIVE = "executive"
    MANAGER = "manager"
    USER = "user"


class GoalState(StrEnum):
    """Withdrawn: written down by mistake and undone."""

    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the customer. `sponsor`: their executive sponsor. `heard_on`: the day we last heard from them."""

    workspace_id: str
    id: int
    account_id: int
    name: str
    added_by: str
    added_at: datetime
    title: str | None = None
    level: Level | None = None
    champion: bool = False
    sponsor: bool = False
    email: str | None = None
    heard_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One of the customer's own goals. `measure` names what is counted and its unit ("minutes a close").

    `baseline` is where it stood at first, `target` where it should be by `due`.
    """

    workspace_id: str
    id: int
    account_id: int
    what: str
    set_by: str
    set_at: datetime
    measure: str | None = None
    baseline: float | None = None
    target: float | None = None
    due: date | None = None
    state: GoalState = GoalState.OPEN
    ended_at: datetime | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class GoalReading:
    """Where a goal stood on one day; a later word on the same day replaces it."""

    workspace_id: str
    goal_id: int
    day: date
    value: float
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GapAccount:
    """One more account that a gap is about, beside its first. `ended_at`: it was taken off again."""

    workspace_id: str
    gap_id: int
    account_id: int
    added_by: str
    added_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """The one message in which a manager is asked to hand on everything of somebody who left.

    `leaver` and `manager` are Slack ids; `version` is raised each time the message is shown anew.
    """

    workspace_id: str
    id: int
    leaver: str
    manager: str
    at: datetime
    version: int = 1
    done_at: datetime | None = None

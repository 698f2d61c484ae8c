"""Asks and nudges: one ask is one question to one person, one nudge the day's message that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class AskKind(StrEnum):
    """Why somebody is asked.

    Soon, due, late and late_three are the ladder to the owner; manager and decision what comes after it; back is a
    blocked, waiting or snoozed item whose own day has come; prepare to overdue are about an account's next review.
    """

    SOON = "soon"
    DUE = "due"
    LATE = "late"
    LATE_THREE = "late_three"
    MANAGER = "manager"
    DECISION = "decision"
    BACK = "back"
    BLOCKING = "blocking"
    HANDED = "handed"
    MOVED = "moved"
    RECHECK = "recheck"
    PREPARE = "prepare"
    BRIEF = "brief"
    TODAY = "today"
    OVERDUE = "overdue"


LADDER = (AskKind.SOON, AskKind.DUE, AskKind.LATE, AskKind.LATE_THREE)
ABOUT_REVIEWS = (AskKind.PREPARE, AskKind.BRIEF, AskKind.TODAY, AskKind.OVERDUE)


class AskState(StrEnum):
    """Waiting for the person's next nudge, asked in one, or dropped because it no longer holds."""

    WAITING = "waiting"
    ASKED = "asked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to one person, put once for its `about`: the date, owner or day it was planned for.

    `subject` is A-31, G-4 or, for a review reminder, the account's number as ACC-2. `not_before` is aware UTC.
    `place` is its number in the nudge as it was shown, from 1.
    """

    workspace_id: str
    id: int
    user_id: str
    kind: AskKind
    subject: str
    about: str
    not_before: datetime
    state: AskState
    created_at: datetime
    nudge_id: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """The one message a person gets on a day of theirs. `channel` and `ts` once Slack has it.

    `away_from`, `away_until`: when the bot itself was away, said in the first nudge after it.
    """

    workspace_id: str
    id: int
    user_id: str
    day: date
    created_at: datetime
    channel: str | None = None
    ts: str | None = None
    version: int = 1
    answered_at: datetime | None = None
    not_helpful_at: datetime | None = None
    away_from: datetime | None = None
    away_until: datetime | None = None

"""The words of the trade as frozen values. Times are aware UTC, days are calendar dates of the account's side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class StepName(StrEnum):
    """What a customer review walks through, in this order."""

    GOALS = "goals"
    FACTS = "facts"
    RELIABILITY = "reliability"
    USAGE = "usage"
    GAPS = "gaps"
    ACTIONS = "actions"


class StepState(StrEnum):
    """How far a step is."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class MarkColour(StrEnum):
    """The answer to one checklist question. Unknown is never counted as green."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNKNOWN = "unknown"


class Question(StrEnum):
    """The four checklist questions, the same every quarter."""

    RELIABILITY = "reliability"
    USAGE = "usage"
    WORKAROUNDS = "workarounds"
    OWNERS = "owners"


class ReviewState(StrEnum):
    """One review at a time is open on an account."""

    OPEN = "open"
    CLOSED = "closed"
    ABANDONED = "abandoned"


class GapState(StrEnum):
    """Withdrawn: logged by mistake and undone."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """What a gap does to the customer's work; blocking sorts first."""

    BLOCKS = "blocks"
    SLOWS = "slows"
    WORKAROUND = "workaround"


class ActionState(StrEnum):
    """Open, blocked and waiting (for the customer) are still promised; the others have ended."""

    OPEN = "open"
    BLOCKED = "blocked"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Where a customer stands with us. Leaving: has said so; gone: is no customer any more."""

    TRIAL = "trial"
    ONBOARDING = "onboarding"
    LIVE = "live"
    LEAVING = "leaving"
    GONE = "gone"


class CarriedKind(StrEnum):
    """What comes over from the last review."""

    MARK = "mark"
    GAP = "gap"
    ACTION = "action"


class CarriedChoice(StrEnum):
    """What the room said about a carried item."""

    KEPT = "kept"
    CLOSED = "closed"
    REDATED = "redated"


LIVE_ACTIONS = (ActionState.OPEN, ActionState.BLOCKED, ActionState.WAITING)


@dataclass(frozen=True, slots=True)
class Account:
    """A customer. `owner` and `channel` are Slack ids; `time_zone` an IANA name or None.

    `channel` is its internal home, `shared_channel` the one the customer reads too. `rhythm_months` is how far its
    reviews are apart; while `paused_at` is set, nobody is asked about it. `arr` is whole units of `currency` (ISO code)
    a year. `sponsor` leads on our side, and `sponsor_met_on` is when they last spoke with the customer. One that
    `is_private` is shown only to its own people, leaders and admins.
    """

    workspace_id: str
    id: int
    name: str
    owner: str | None
    channel: str | None
    renewal_on: date | None = None
    time_zone: str | None = None
    created_at: datetime | None = None
    rhythm_months: int = 3
    next_review_on: date | None = None
    paused_at: datetime | None = None
    shared_channel: str | None = None
    tier: str | None = None
    arr: int | None = None
    currency: str | None = None
    seats: int | None = None
    stage: Stage | None = None
    sponsor: str | None = None
    sponsor_met_on: date | None = None
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack, as last read. `time_zone` and `locale` are None when Slack did not say.

    `manager` is who their Slack profile names. A guest is no member: customers are often let in that way.
    """

    workspace_id: str
    user_id: str
    handle: str
    real_name: str
    team_id: str | None = None
    time_zone: str | None = None
    locale: str | None = None
    is_bot: bool = False
    deactivated: bool = False
    read_at: datetime | None = None
    is_admin: bool = False
    is_guest: bool = False
    manager: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One sitting about one account. `board_ts` is the Slack message that shows it, once posted."""

    workspace_id: str
    id: int
    account_id: int
    channel: str
    quarter: str
    state: ReviewState
    facilitator: str
    started_at: datetime
    last_review_id: int | None = None
    board_ts: str | None = None
    board_version: int = 1
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str | None = None
    main_risk: str | None = None
    expect: str | None = None
    summarised_version: int = 0
    """The board's version when it was last summarised while open."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one review. `note` holds what was said, or why it was skipped."""

    workspace_id: str
    review_id: int
    name: StepName
    state: StepState = StepState.OPEN
    note: str | None = None
    by: str | None = None
    at: datetime | None = None

    @property
    def seen(self) -> str:
        """A name for this version of the step: who has another before them is told before they overwrite it."""
        return self.at.isoformat() if self.at else "new"


@dataclass(frozen=True, slots=True)
class ChecklistMark:
    """One answered question of one review. `confirmed` holds why a contradiction was let stand."""

    workspace_id: str
    review_id: int
    question: Question
    colour: MarkColour
    evidence: str
    by: str
    at: datetime
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing from last time that this review must settle. `ref`: a question, a gap's or an action's number."""

    workspace_id: str
    review_id: int
    kind: CarriedKind
    ref: str
    choice: CarriedChoice | None = None
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing or broken, in the customer's words. Shown as G-<id>."""

    workspace_id: str
    id: int
    account_id: int
    review_id: int | None
    what: str
    affects: str | None
    frequency: str | None
    severity: Severity | None
    owner: str | None
    update_on: date | None
    reason: str | None
    state: GapState
    logged_by: str
    logged_at: datetime
    link: str | None = None
    moves: int = 0
    ended_at: datetime | None = None
    ended_by: str | None = None
    confirmed_at: datetime | None = None
    touched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing one person will do by one date. Shown as A-<id>. `insisted`: kept though it was called vague.

    `wake_on`: the day a blocked or waiting action comes back to its owner. `snoozed_until`: the one day it was put off
    to without moving the promise. `helped`: what the check after it was done found. `held_at`: since when
    it is blocked or waits. `confirmed_at`: when
    somebody last said that it still holds. `touched_at`: its last change.
    """

    workspace_id: str
    id: int
    account_id: int | None
    review_id: int | None
    what: str
    owner: str
    due: date
    first_due: date
    state: ActionState
    logged_by: str
    logged_at: datetime
    gap_id: int | None = None
    counterpart: str | None = None
    check_on: date | None = None
    insisted: bool = False
    moves: int = 0
    blocked_by: str | None = None
    blocked_why: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    wake_on: date | None = None
    snoozed_until: date | None = None
    helped: bool | None = None
    held_at: datetime | None = None
    confirmed_at: datetime | None = None
    touched_at: datetime | None = None
    link: str | None = None

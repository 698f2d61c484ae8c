"""What a decider answers: what changes and what is said, or a refusal fit for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviews.asks import Ask
from reviews.customer import Contact, GapAccount, Goal, GoalReading, Handover
from reviews.digests import DigestSettings
from reviews.facts import ContractFact, Incident, SourceRead, SurveyAnswer, Ticket, Touch, UsageSnapshot
from reviews.health.kept import HealthSettings, Listening, PlaybookRun
from reviews.imports.model import FileImport
from reviews.model import Account, Action, Carried, ChecklistMark, Gap, Review, Step
from reviews.preferences import Preferences
from reviews.rights import Role

Record = (
    Account
    | Review
    | Step
    | ChecklistMark
    | Carried
    | Gap
    | Action
    | Preferences
    | Contact
    | Goal
    | GoalReading
    | GapAccount
    | Role
    | Handover
    | Incident
    | UsageSnapshot
    | Ticket
    | Touch
    | SurveyAnswer
    | ContractFact
    | SourceRead
    | FileImport
    | HealthSettings
    | Listening
    | PlaybookRun
    | DigestSettings
)
Message = dict[str, Any]
"""A Slack message's own arguments: `text`, `blocks`, perhaps `thread_ts`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it was (None when new) and as it is to be; the difference becomes the audit entry."""

    before: Record | None
    after: Record
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message to one conversation, said once for its key. The review's leader hears when it cannot be said."""

    key: str
    channel: str
    message: Message
    review_id: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A message of ours is to be taken out of a conversation, because somebody may read it who should not."""

    key: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class TellCustomer:
    """A message that a person has read and sent to the customer: the only kind said where customers read along."""

    key: str
    channel: str
    message: Message


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """The board of a review is to be shown as the tables now say."""

    review_id: int


Say = Post | ShowBoard | Withdraw | TellCustomer


@dataclass(frozen=True, slots=True)
class Decision:
    """What changes, what is said and what somebody is asked next; recorded together or not at all."""

    changes: tuple[Change, ...] = ()
    says: tuple[Say, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected no. `text` is mrkdwn for the person who asked; `code` lets a caller offer a way on."""

    code: str
    text: str

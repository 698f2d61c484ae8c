"""The frozen values of traffic: what storage hands to delivery, to the inbox's sweep and to the handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from reviews.model import LIVE_ACTIONS, ActionState


class OutboxState(StrEnum):
    """Where an outgoing message is. Obsolete: a later one says it better."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    OBSOLETE = "obsolete"


class Say(StrEnum):
    """A finished message; a board rendered from the tables when it is its turn; a nudge, looked at again before it is
    said; a nudge that was said, shown as it stands now; a message of ours taken away; or what a person sends to the
    customer, the only kind that is said where customers read along.
    """

    POST = "post"
    BOARD = "board"
    NUDGE = "nudge"
    NUDGE_AGAIN = "nudge_again"
    DELETE = "delete"
    TO_CUSTOMER = "to_customer"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox. A board has no payload: `subject_id` is its review, `version` what it shows.

    A nudge's `subject_id` is the nudge. After `not_after` it is not said any more. `note` is what a person at the
    terminal said when they tried it again or dropped it.
    """

    id: int
    workspace_id: str
    key: str
    channel: str
    operation: Say
    payload: Mapping[str, Any] | None
    subject_id: int | None
    version: int | None
    not_before: datetime
    state: OutboxState
    attempts: int
    claimed_at: datetime | None
    ts: str | None
    error: str | None
    created_at: datetime
    sent_at: datetime | None
    not_after: datetime | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing Slack sent, kept until it is handled."""

    workspace_id: str
    key: str
    kind: str
    payload: dict[str, Any]
    received_at: datetime
    handled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has written so far, behind a button. `used_for` names what it became, such as A-34."""

    workspace_id: str
    id: str
    user_id: str
    kind: str
    payload: dict[str, Any]
    created_at: datetime
    used_at: datetime | None = None
    used_for: str | None = None


class AnswerState(StrEnum):
    """Recorded, partly or wholly; asked back; undone; or nothing an answer could be read from."""

    RECORDED = "recorded"
    ASKED = "asked"
    UNDONE = "undone"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Answered:
    """One message with which a person answered a nudge. `deed` names what it recorded, `pending` what was asked back.

    `asked` is the outbox key of our reply; `nudge_id` the nudge it belongs to, if any.
    """

    workspace_id: str
    channel: str
    ts: str
    user_id: str
    text: str
    state: AnswerState
    at: datetime
    nudge_id: int | None = None
    deed: str | None = None
    pending: dict[str, Any] | None = None
    reply_key: str | None = None


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions a list shows; every condition given must hold."""

    owner: str | None = None
    account_id: int | None = None
    late_before: date | None = None
    blocked: bool = False
    states: tuple[ActionState, ...] = LIVE_ACTIONS

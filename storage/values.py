"""The frozen values of traffic: what storage hands to delivery, to the inbox's sweep and to the handlers."""

from __future__ import annotations

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
    """A finished message, or a board rendered from the tables when it is its turn."""

    POST = "post"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox. A board has no payload: `subject_id` is its review, `version` what it shows."""

    id: int
    workspace_id: str
    key: str
    channel: str
    operation: Say
    payload: dict[str, Any] | None
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


@dataclass(frozen=True, slots=True)
class ActionFilter:
    """Which actions a list shows; every condition given must hold."""

    owner: str | None = None
    account_id: int | None = None
    late_before: date | None = None
    blocked: bool = False
    states: tuple[ActionState, ...] = LIVE_ACTIONS

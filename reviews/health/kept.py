"""What is kept about health: settings, each customer's health as last computed, its history, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from reviews.model import MarkColour


@dataclass(frozen=True, slots=True)
class HealthSettings:
    """What a workspace has set otherwise than it is shipped. Keys: parts, tiers, signals; see `reviews.health.weights`.

    `weights` maps parts to their weight, `tiers` a tier ("" for all) to its thresholds as {"yellow": …, "red": …}.
    """

    workspace_id: str
    by: str
    at: datetime
    weights: dict[str, float] = field(default_factory=dict)
    tiers: dict[str, dict[str, int]] = field(default_factory=dict)
    repair_days: int | None = None


@dataclass(frozen=True, slots=True)
class AccountHealth:
    """The health of one customer, as last computed. One for each customer.

    `since`: when it took its `mark`; `was`: its mark before, None for the first. `alerted` is the level last told, and
    `alert_at` when a level was crossed that has not been told yet. `read` is the whole `Health`, as `storage.healths`
    packs it. The first mark of all is where it begins, and crosses nothing.
    """

    workspace_id: str
    account_id: int
    mark: MarkColour
    score: int | None
    since: datetime
    computed_at: datetime
    read: dict[str, object]
    was: MarkColour | None = None
    alerted: MarkColour | None = None
    alert_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HealthDay:
    """What a customer's health was at the end of a day on which it changed. `parts`: score by part.

    `reasons`: strength by signal, only bad news.
    """

    workspace_id: str
    account_id: int
    day: date
    mark: MarkColour
    score: int | None
    parts: dict[str, int | None]
    reasons: dict[str, float]


@dataclass(frozen=True, slots=True)
class Listening:
    """That a channel of a customer is listened to: who writes there and on which day, never what."""

    workspace_id: str
    channel: str
    account_id: int
    by: str
    at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None


@dataclass(frozen=True, slots=True)
class PlaybookRun:
    """A playbook somebody chose for a customer; its steps became actions with these numbers."""

    workspace_id: str
    id: int
    account_id: int
    playbook: str
    by: str
    at: datetime
    actions: tuple[int, ...] = ()

"""Whose weekly digest covers what. When it comes: `reviews.digest_turns`; what it says: `reviews.digest_sheet`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Scope(StrEnum):
    """Which customers a digest is about: one's own, those of one's reports with one's own, or all."""

    OWN = "own"
    REPORTS = "reports"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """One person's weekly digest. `weekday` counts from Monday 0; `hour` is by their clock, None for their morning.

    `channel` is where it is posted, None for their direct messages. `off_at`: they wanted none. `said_at` is when the
    last one was said: what changed is counted from then.
    """

    workspace_id: str
    user_id: str
    scope: Scope
    weekday: int = 0
    hour: time | None = None
    channel: str | None = None
    off_at: datetime | None = None
    said_at: datetime | None = None

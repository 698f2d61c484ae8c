"""One line of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: who, when, from what, to what, why. `before` is empty for something new.

    `deed` is the same on all that was changed in one go.
    """

    workspace_id: str
    id: int
    at: datetime
    by: str
    kind: str
    ref: str
    before: dict[str, object]
    after: dict[str, object]
    why: str | None = None
    deed: str | None = None

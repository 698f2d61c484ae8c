"""One line of the audit trail, and fields as the trail keeps them."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

MYSELF: Final = "holdfast"
"""Who changed what nobody did: the clock, or what followed from something in Slack."""
OF_FILE: Final = "import:"
"""How the deed of a file begins that brought facts in; its number follows."""


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


def file_of(deed: str | None) -> str | None:
    """The number of the file that a deed brought in; None for what people did by hand."""
    return deed.removeprefix(OF_FILE) if deed and deed.startswith(OF_FILE) else None


def plain(value: object) -> Any:
    """A field as JSON can hold it: moments, days and times in ISO form, enums as their words, values as lists."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [plain(each) if isinstance(each, str | int) else list(map(plain, astuple(each))) for each in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value

"""Every table, in one MetaData. `SCHEMA_VERSION` is the migration these tables belong to."""

from storage.tables.base import metadata
from storage.tables.trade import (
    accounts,
    actions,
    audit_entries,
    carried_items,
    checklist_marks,
    gaps,
    numbers,
    people,
    review_steps,
    reviews,
)
from storage.tables.traffic import drafts, inbox, outbox

SCHEMA_VERSION = "0001"

__all__ = [
    "SCHEMA_VERSION",
    "accounts",
    "actions",
    "audit_entries",
    "carried_items",
    "checklist_marks",
    "drafts",
    "gaps",
    "inbox",
    "metadata",
    "numbers",
    "outbox",
    "people",
    "review_steps",
    "reviews",
]

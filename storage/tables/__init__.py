"""Every table, in one MetaData. `SCHEMA_VERSION` is the migration these tables belong to."""

from storage.tables.base import metadata
from storage.tables.following import answers, asks, direct_channels, heartbeats, nudges
from storage.tables.trade import (
    accounts,
    actions,
    audit_entries,
    carried_items,
    checklist_marks,
    gaps,
    numbers,
    people,
    preferences,
    review_steps,
    reviews,
)
from storage.tables.traffic import drafts, inbox, outbox

SCHEMA_VERSION = "0002"

__all__ = [
    "SCHEMA_VERSION",
    "accounts",
    "actions",
    "answers",
    "asks",
    "audit_entries",
    "carried_items",
    "checklist_marks",
    "direct_channels",
    "drafts",
    "gaps",
    "heartbeats",
    "inbox",
    "metadata",
    "nudges",
    "numbers",
    "outbox",
    "people",
    "preferences",
    "review_steps",
    "reviews",
]

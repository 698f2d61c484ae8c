"""Every table, in one MetaData. `SCHEMA_VERSION` is the migration these tables belong to."""

from storage.tables.base import metadata
from storage.tables.customers import contacts, gap_accounts, goal_readings, goals, handovers, homes, roles
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

SCHEMA_VERSION = "0003"

__all__ = [
    "SCHEMA_VERSION",
    "accounts",
    "actions",
    "answers",
    "asks",
    "audit_entries",
    "carried_items",
    "checklist_marks",
    "contacts",
    "direct_channels",
    "drafts",
    "gap_accounts",
    "gaps",
    "goal_readings",
    "goals",
    "handovers",
    "heartbeats",
    "homes",
    "inbox",
    "metadata",
    "nudges",
    "numbers",
    "outbox",
    "people",
    "preferences",
    "review_steps",
    "reviews",
    "roles",
]

"""Every table, in one MetaData. `SCHEMA_VERSION` is the migration these tables belong to."""

from storage.tables.base import metadata
from storage.tables.customers import contacts, gap_accounts, goal_readings, goals, handovers, homes, roles
from storage.tables.facts import (
    account_keys,
    contract_facts,
    import_changes,
    imports,
    incidents,
    source_reads,
    survey_answers,
    tickets,
    touches,
    usage_snapshots,
)
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

SCHEMA_VERSION = "0004"

__all__ = [
    "SCHEMA_VERSION",
    "account_keys",
    "accounts",
    "actions",
    "answers",
    "asks",
    "audit_entries",
    "carried_items",
    "checklist_marks",
    "contacts",
    "contract_facts",
    "direct_channels",
    "drafts",
    "gap_accounts",
    "gaps",
    "goal_readings",
    "goals",
    "handovers",
    "heartbeats",
    "homes",
    "import_changes",
    "imports",
    "inbox",
    "incidents",
    "metadata",
    "nudges",
    "numbers",
    "outbox",
    "people",
    "preferences",
    "review_steps",
    "reviews",
    "roles",
    "source_reads",
    "survey_answers",
    "tickets",
    "touches",
    "usage_snapshots",
]

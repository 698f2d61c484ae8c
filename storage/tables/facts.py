"""Facts about customers, the files they came with, and what each source has said. Columns are named as the fields.

A row with an `import_id` counts only once that file is wholly in; see `storage.facts`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Double, ForeignKeyConstraint, Index, Integer, Table

from reviews.customer import Level
from reviews.facts import Direction, FactKind, SurveyKind, TicketKind, TookPart, TouchKind
from reviews.imports.model import ImportKind, ImportState
from storage.tables.base import belongs_to, metadata, number, workspace
from storage.types import Json, KeyActions, PlainText, UTCDateTime, checked


def _origin() -> tuple[Column[Any], ...]:
    return (
        Column("source", PlainText, nullable=False),
        Column("source_id", PlainText, nullable=False),
        Column("as_of", UTCDateTime, nullable=False),
        Column("noted_by", PlainText, nullable=False),
        Column("noted_at", UTCDateTime, nullable=False),
    )


def _came_with() -> tuple[Column[Any] | ForeignKeyConstraint | Index, ...]:
    """The same fact twice is one fact; the facts of one file are found by it."""
    return (
        Column("link", PlainText),
        Column("import_id", Integer),
        Column("withdrawn_at", UTCDateTime),
        belongs_to("accounts", "account_id"),
        belongs_to("imports", "import_id"),
        Index(None, "workspace_id", "source", "source_id", unique=True),
        Index(None, "workspace_id", "import_id"),
    )


imports = Table(
    "imports",
    metadata,
    workspace(),
    number(),
    Column("name", PlainText, nullable=False),
    checked("state", ImportState, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    checked("kind", ImportKind),
    Column("source", PlainText),
    Column("keep_good", Boolean, nullable=False),
    Column("file_id", PlainText),
    Column("channel", PlainText),
    Column("message_ts", PlainText),
    Column("rows", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("older", Integer, nullable=False),
    Column("bad", Integer, nullable=False),
    Column("why", PlainText),
    Column("beat_at", UTCDateTime),
    Column("ended_at", UTCDateTime),
    Index(None, "workspace_id", "state"),
    Index(None, "workspace_id", "file_id"),
)

import_changes = Table(
    "import_changes",
    metadata,
    workspace(),
    number("import_id"),
    number("fact_id"),
    checked("kind", FactKind, nullable=False),
    Column("after", Json, nullable=False),
    belongs_to("imports", "import_id"),
)
"""Later versions of facts that are there already; they take their place when the file is wholly in."""

account_keys = Table(
    "account_keys",
    metadata,
    workspace(),
    Column("key", PlainText, primary_key=True),
    Column("account_id", Integer, nullable=False),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id"),
)
"""What other systems call a customer: their number for it, its domain, its name there. Folded as searches compare."""

source_reads = Table(
    "source_reads",
    metadata,
    workspace(),
    checked("kind", FactKind, primary_key=True),
    Column("source", PlainText, primary_key=True),
    number("account_id"),
    Column("read_at", UTCDateTime, nullable=False),
    Column("covers_until", Date, nullable=False),
    Column("by", PlainText, nullable=False),
    Index(None, "workspace_id", "account_id"),
)

incidents = Table(
    "incidents",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("what", PlainText, nullable=False),
    Column("started_at", UTCDateTime, nullable=False),
    *_origin(),
    Column("workflow", PlainText),
    Column("acknowledged_at", UTCDateTime),
    Column("fixed_at", UTCDateTime),
    Column("felt_by", PlainText),
    Column("day_only", Boolean, nullable=False),
    *_came_with(),
    Index(None, "workspace_id", "account_id", "started_at"),
)

usage_snapshots = Table(
    "usage_snapshots",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("days", Integer, nullable=False),
    Column("team", PlainText, nullable=False),
    *_origin(),
    Column("seats", Integer),
    Column("active_30", Integer),
    Column("active_90", Integer),
    Column("calls", BigInteger),
    Column("features", Integer),
    Column("volume", Double),
    Column("volume_unit", PlainText),
    Column("key_actions", KeyActions, nullable=False),
    *_came_with(),
    Index(None, "workspace_id", "account_id", "ends_on"),
)

tickets = Table(
    "tickets",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("opened_at", UTCDateTime, nullable=False),
    *_origin(),
    checked("kind", TicketKind),
    Column("workflow", PlainText),
    Column("first_reply_at", UTCDateTime),
    Column("solved_at", UTCDateTime),
    Column("reopened", Integer, nullable=False),
    Column("requester", PlainText),
    Column("day_only", Boolean, nullable=False),
    *_came_with(),
    Index(None, "workspace_id", "account_id", "opened_at"),
    Index(None, "workspace_id", "account_id", "solved_at"),
)

touches = Table(
    "touches",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("person", PlainText, nullable=False),
    checked("kind", TouchKind, nullable=False),
    checked("direction", Direction, nullable=False),
    *_origin(),
    Column("contact_id", Integer),
    checked("level", Level),
    Column("ours", PlainText),
    checked("took_part", TookPart),
    Column("about", PlainText),
    Column("day_only", Boolean, nullable=False),
    *_came_with(),
    belongs_to("contacts", "contact_id"),
    Index(None, "workspace_id", "account_id", "at"),
)

survey_answers = Table(
    "survey_answers",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    checked("survey", SurveyKind, nullable=False),
    Column("score", Double, nullable=False),
    Column("best", Double, nullable=False),
    *_origin(),
    Column("person", PlainText),
    Column("contact_id", Integer),
    checked("level", Level),
    Column("words", PlainText),
    *_came_with(),
    belongs_to("contacts", "contact_id"),
    Index(None, "workspace_id", "account_id", "at"),
)

contract_facts = Table(
    "contract_facts",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    *_origin(),
    Column("starts_on", Date),
    Column("renews_on", Date),
    Column("value", BigInteger),
    Column("currency", PlainText),
    Column("seats", Integer),
    *_came_with(),
    Index(None, "workspace_id", "account_id", "as_of"),
)

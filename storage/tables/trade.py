"""The trade's own tables. A column is named as the field of the value it holds (`reviews.model`)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, text

from reviews.model import (
    ActionState,
    CarriedChoice,
    CarriedKind,
    GapState,
    MarkColour,
    Question,
    ReviewState,
    Severity,
    StepName,
    StepState,
)
from storage.tables.base import belongs_to, counted, metadata, number, workspace
from storage.types import Json, PlainText, UTCDateTime, checked

OPEN_REVIEW = text("state = 'open'")

numbers = Table(
    "numbers",
    metadata,
    workspace(),
    Column("kind", PlainText, primary_key=True),
    Column("last", Integer, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    workspace(),
    number(),
    Column("name", PlainText, nullable=False),
    Column("name_key", PlainText, nullable=False),
    Column("owner", PlainText),
    Column("channel", PlainText),
    Column("renewal_on", Date),
    Column("time_zone", PlainText),
    Column("created_at", UTCDateTime),
    # A missing channel is never equal to another on either database, so nulls may repeat.
    Index(None, "workspace_id", "channel", unique=True),
    Index(None, "workspace_id", "name_key"),
)

people = Table(
    "people",
    metadata,
    workspace(),
    Column("user_id", PlainText, primary_key=True),
    Column("handle", PlainText, nullable=False),
    Column("handle_key", PlainText, nullable=False),
    Column("real_name", PlainText, nullable=False),
    Column("real_name_key", PlainText, nullable=False),
    Column("first_name_key", PlainText, nullable=False),
    Column("team_id", PlainText),
    Column("time_zone", PlainText),
    Column("locale", PlainText),
    Column("is_bot", Boolean, nullable=False),
    Column("deactivated", Boolean, nullable=False),
    Column("read_at", UTCDateTime),
    Index(None, "workspace_id", "handle_key"),
    Index(None, "workspace_id", "real_name_key"),
    Index(None, "workspace_id", "first_name_key"),
)

reviews = Table(
    "reviews",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("quarter", PlainText, nullable=False),
    checked("state", ReviewState, nullable=False),
    Column("facilitator", PlainText, nullable=False),
    Column("started_at", UTCDateTime, nullable=False),
    Column("last_review_id", Integer),
    Column("board_ts", PlainText),
    Column("board_version", Integer, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_by", PlainText),
    Column("ended_why", PlainText),
    Column("main_risk", PlainText),
    Column("expect", PlainText),
    belongs_to("accounts", "account_id"),
    belongs_to("reviews", "last_review_id"),
    Index(None, "workspace_id", "account_id", "state"),
    Index(
        "uq_reviews_one_open",
        "workspace_id",
        "account_id",
        unique=True,
        sqlite_where=OPEN_REVIEW,
        postgresql_where=OPEN_REVIEW,
    ),
)

review_steps = Table(
    "review_steps",
    metadata,
    workspace(),
    number("review_id"),
    checked("name", StepName, primary_key=True),
    checked("state", StepState, nullable=False),
    Column("note", PlainText),
    Column("by", PlainText),
    Column("at", UTCDateTime),
    belongs_to("reviews", "review_id"),
)

checklist_marks = Table(
    "checklist_marks",
    metadata,
    workspace(),
    number("review_id"),
    checked("question", Question, primary_key=True),
    checked("colour", MarkColour, nullable=False),
    Column("evidence", PlainText, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("confirmed", PlainText),
    belongs_to("reviews", "review_id"),
)

carried_items = Table(
    "carried_items",
    metadata,
    workspace(),
    number("review_id"),
    checked("kind", CarriedKind, primary_key=True),
    Column("ref", PlainText, primary_key=True),
    checked("choice", CarriedChoice),
    Column("by", PlainText),
    Column("at", UTCDateTime),
    belongs_to("reviews", "review_id"),
)

gaps = Table(
    "gaps",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("review_id", Integer),
    Column("what", PlainText, nullable=False),
    Column("affects", PlainText),
    Column("frequency", PlainText),
    checked("severity", Severity),
    Column("owner", PlainText),
    Column("update_on", Date),
    Column("reason", PlainText),
    checked("state", GapState, nullable=False),
    Column("logged_by", PlainText, nullable=False),
    Column("logged_at", UTCDateTime, nullable=False),
    Column("link", PlainText),
    Column("moves", Integer, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_by", PlainText),
    belongs_to("accounts", "account_id"),
    belongs_to("reviews", "review_id"),
    Index(None, "workspace_id", "account_id", "state"),
    Index(None, "workspace_id", "review_id"),
)

actions = Table(
    "actions",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer),
    Column("review_id", Integer),
    Column("what", PlainText, nullable=False),
    Column("owner", PlainText, nullable=False),
    Column("due", Date, nullable=False),
    Column("first_due", Date, nullable=False),
    checked("state", ActionState, nullable=False),
    Column("logged_by", PlainText, nullable=False),
    Column("logged_at", UTCDateTime, nullable=False),
    Column("gap_id", Integer),
    Column("counterpart", PlainText),
    Column("check_on", Date),
    Column("insisted", Boolean, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("blocked_by", PlainText),
    Column("blocked_why", PlainText),
    Column("ended_at", UTCDateTime),
    Column("ended_by", PlainText),
    belongs_to("accounts", "account_id"),
    belongs_to("reviews", "review_id"),
    belongs_to("gaps", "gap_id"),
    Index(None, "workspace_id", "state", "due"),
    Index(None, "workspace_id", "owner", "state", "due"),
    Index(None, "workspace_id", "account_id", "state", "due"),
    Index(None, "workspace_id", "review_id"),
)

audit_entries = Table(
    "audit_entries",
    metadata,
    counted(),
    Column("workspace_id", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("ref", PlainText, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("why", PlainText),
    Index(None, "workspace_id", "kind", "ref", "id"),
)

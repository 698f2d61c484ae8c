"""What is kept about customers and about rights. A column is named as the field of the value it holds."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Index, Integer, Table, text

from reviews.customer import GoalState, Level
from reviews.rights import Reach, RoleKind
from storage.tables.base import belongs_to, metadata, number, workspace
from storage.types import PlainText, UTCDateTime, checked

contacts = Table(
    "contacts",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("name", PlainText, nullable=False),
    Column("added_by", PlainText, nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("title", PlainText),
    checked("level", Level),
    Column("champion", Boolean, nullable=False),
    Column("sponsor", Boolean, nullable=False),
    Column("email", PlainText),
    Column("heard_on", Date),
    Column("left_on", Date),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id"),
)

goals = Table(
    "goals",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("what", PlainText, nullable=False),
    Column("set_by", PlainText, nullable=False),
    Column("set_at", UTCDateTime, nullable=False),
    Column("measure", PlainText),
    Column("baseline", Double),
    Column("target", Double),
    Column("due", Date),
    checked("state", GoalState, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_by", PlainText),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id", "state"),
)

goal_readings = Table(
    "goal_readings",
    metadata,
    workspace(),
    number("goal_id"),
    Column("day", Date, primary_key=True),
    Column("value", Double, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("note", PlainText),
    belongs_to("goals", "goal_id"),
)

gap_accounts = Table(
    "gap_accounts",
    metadata,
    workspace(),
    number("gap_id"),
    number("account_id"),
    Column("added_by", PlainText, nullable=False),
    Column("added_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    belongs_to("gaps", "gap_id"),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id"),
)

roles = Table(
    "roles",
    metadata,
    workspace(),
    Column("user_id", PlainText, primary_key=True),
    checked("kind", RoleKind, primary_key=True),
    Column("given_by", PlainText, nullable=False),
    Column("given_at", UTCDateTime, nullable=False),
    checked("reach", Reach),
    Column("ended_at", UTCDateTime),
)

handovers = Table(
    "handovers",
    metadata,
    workspace(),
    number(),
    Column("leaver", PlainText, nullable=False),
    Column("manager", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("done_at", UTCDateTime),
    Index(
        "uq_handovers_one_open",
        "workspace_id",
        "leaver",
        unique=True,
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

homes = Table(
    "homes",
    metadata,
    workspace(),
    Column("user_id", PlainText, primary_key=True),
    Column("opened_at", UTCDateTime, nullable=False),
)
"""Who has seen their Home, and when for the first time."""

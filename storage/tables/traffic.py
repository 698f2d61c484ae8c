"""What goes out to Slack, what came in, and what somebody has begun to write."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, text

from storage.tables.base import counted, metadata, workspace
from storage.types import Json, PlainText, UTCDateTime, checked
from storage.values import OutboxState, Say

NOT_HANDLED = text("handled_at IS NULL")

outbox = Table(
    "outbox",
    metadata,
    counted(),
    Column("workspace_id", PlainText, nullable=False),
    Column("key", PlainText, nullable=False),
    Column("channel", PlainText, nullable=False),
    checked("operation", Say, nullable=False),
    Column("payload", Json),
    Column("subject_id", Integer),
    Column("version", Integer),
    Column("not_before", UTCDateTime, nullable=False),
    checked("state", OutboxState, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("claimed_at", UTCDateTime),
    Column("ts", PlainText),
    Column("error", PlainText),
    Column("created_at", UTCDateTime, nullable=False),
    Column("sent_at", UTCDateTime),
    Column("not_after", UTCDateTime),
    Column("note", PlainText),
    Index(None, "workspace_id", "key", unique=True),
    Index(None, "state", "not_before"),
    Index(None, "workspace_id", "subject_id", "state"),
    sqlite_autoincrement=True,
)

inbox = Table(
    "inbox",
    metadata,
    workspace(),
    Column("key", PlainText, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("payload", Json, nullable=False),
    Column("received_at", UTCDateTime, nullable=False),
    Column("handled_at", UTCDateTime),
    Index("ix_inbox_waiting", "received_at", sqlite_where=NOT_HANDLED, postgresql_where=NOT_HANDLED),
)

drafts = Table(
    "drafts",
    metadata,
    workspace(),
    Column("id", PlainText, primary_key=True),
    Column("user_id", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("payload", Json, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
    Column("used_for", PlainText),
)

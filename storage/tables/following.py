"""What the clock asks people, how they answered, and where they are reached."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, text

from reviews.asks import AskKind, AskState
from storage.tables.base import counted, metadata, number, workspace
from storage.types import Json, PlainText, UTCDateTime, checked
from storage.values import AnswerState

WAITING = text("state = 'waiting'")

asks = Table(
    "asks",
    metadata,
    counted(),
    Column("workspace_id", PlainText, nullable=False),
    Column("user_id", PlainText, nullable=False),
    checked("kind", AskKind, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("about", PlainText, nullable=False),
    Column("not_before", UTCDateTime, nullable=False),
    checked("state", AskState, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("nudge_id", Integer),
    Column("place", Integer),
    Index(None, "workspace_id", "subject", "user_id", "kind", "about", unique=True),
    Index("ix_asks_waiting", "not_before", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("ix_asks_waiting_for", "workspace_id", "user_id", sqlite_where=WAITING, postgresql_where=WAITING),
    Index(None, "workspace_id", "nudge_id"),
)

nudges = Table(
    "nudges",
    metadata,
    workspace(),
    number(),
    Column("user_id", PlainText, nullable=False),
    Column("day", Date, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("channel", PlainText),
    Column("ts", PlainText),
    Column("version", Integer, nullable=False),
    Column("answered_at", UTCDateTime),
    Column("not_helpful_at", UTCDateTime),
    Column("away_from", UTCDateTime),
    Column("away_until", UTCDateTime),
    Index(None, "workspace_id", "user_id", "day", unique=True),
    Index(None, "workspace_id", "channel", "ts"),
    Index(None, "workspace_id", "created_at"),
)

answers = Table(
    "answers",
    metadata,
    workspace(),
    Column("channel", PlainText, primary_key=True),
    Column("ts", PlainText, primary_key=True),
    Column("user_id", PlainText, nullable=False),
    Column("text", PlainText, nullable=False),
    checked("state", AnswerState, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("nudge_id", Integer),
    Column("deed", PlainText),
    Column("pending", Json),
    Column("reply_key", PlainText),
    Index(None, "workspace_id", "user_id", "at"),
)

direct_channels = Table(
    "direct_channels",
    metadata,
    workspace(),
    Column("user_id", PlainText, primary_key=True),
    Column("channel", PlainText, nullable=False),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("at", UTCDateTime, nullable=False),
)

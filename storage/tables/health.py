"""How customers fare, what is listened to, and who reads of it weekly. Columns are named as the fields."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Time, text

from reviews.digests import Scope
from reviews.model import MarkColour
from storage.tables.base import belongs_to, look_at, looked_for, metadata, number, workspace
from storage.types import Json, Numbers, PlainText, UTCDateTime, checked

UNTOLD = text("alert_at IS NOT NULL")

healths = Table(
    "healths",
    metadata,
    workspace(),
    number("account_id"),
    checked("mark", MarkColour, nullable=False),
    Column("score", Integer),
    Column("since", UTCDateTime, nullable=False),
    Column("computed_at", UTCDateTime, nullable=False),
    Column("read", Json, nullable=False),
    checked("was", MarkColour),
    checked("alerted", MarkColour),
    Column("alert_at", UTCDateTime),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "mark", "score"),
    Index("ix_healths_untold", "alert_at", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
)

health_looks = Table(
    "health_looks",
    metadata,
    workspace(),
    number("account_id"),
    look_at(),
    Column("asked", Integer, nullable=False),
    belongs_to("accounts", "account_id"),
    looked_for("health_looks"),
)
"""When each customer's health is to be computed anew: at once where something of it changed, else next night.

`asked` counts how often: whoever computed from what was there before does not take the later word for done.

A table of its own, so that what is written about a customer never waits for a health that is being computed.
"""

health_days = Table(
    "health_days",
    metadata,
    workspace(),
    number("account_id"),
    Column("day", Date, primary_key=True),
    checked("mark", MarkColour, nullable=False),
    Column("score", Integer),
    Column("parts", Json, nullable=False),
    Column("reasons", Json, nullable=False),
    belongs_to("accounts", "account_id"),
)

health_settings = Table(
    "health_settings",
    metadata,
    workspace(),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("weights", Json, nullable=False),
    Column("tiers", Json, nullable=False),
    Column("repair_days", Integer),
)

listening = Table(
    "listening",
    metadata,
    workspace(),
    Column("channel", PlainText, primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_by", PlainText),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id"),
)

heard_days = Table(
    "heard_days",
    metadata,
    workspace(),
    Column("channel", PlainText, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("user_id", PlainText, primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("is_theirs", Boolean, nullable=False),
    Column("count", Integer, nullable=False),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id", "day"),
)
"""Who wrote in a channel that is listened to, on which day (UTC), how often. Never what."""

playbook_runs = Table(
    "playbook_runs",
    metadata,
    workspace(),
    number(),
    Column("account_id", Integer, nullable=False),
    Column("playbook", PlainText, nullable=False),
    Column("by", PlainText, nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("actions", Numbers, nullable=False),
    belongs_to("accounts", "account_id"),
    Index(None, "workspace_id", "account_id"),
)

digests = Table(
    "digests",
    metadata,
    workspace(),
    Column("user_id", PlainText, primary_key=True),
    checked("scope", Scope, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("hour", Time),
    Column("channel", PlainText),
    Column("off_at", UTCDateTime),
    Column("said_at", UTCDateTime),
    look_at(),
    looked_for("digests"),
)

digest_votes = Table(
    "digest_votes",
    metadata,
    workspace(),
    Column("digest", PlainText, primary_key=True),
    Column("line", PlainText, primary_key=True),
    Column("user_id", PlainText, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
"""What readers said of the lines of a digest: whether it was worth reading."""

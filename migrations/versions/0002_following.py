"""What the clock asks people: asks, nudges, answers, preferences, and when to look at a row again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LOOKED_AT = ("accounts", "reviews", "gaps", "actions")
HAS_MOMENT = sa.text("look_at IS NOT NULL")
WAITING = sa.text("state = 'waiting'")
OF_A_DEED = sa.text("deed IS NOT NULL")
ACTION_STATES = ("open", "blocked", "done", "dropped", "withdrawn")
OPERATIONS = ("post", "board")
# Rebuilding a table on SQLite would lose it, and numbers of rows that are gone would come again.
KEEPS_COUNTING = {"sqlite_autoincrement": True}
ASK_KINDS = (
    *("soon", "due", "late", "late_three", "manager", "decision", "back", "blocking", "handed", "moved", "recheck"),
    *("prepare", "brief", "today", "overdue"),
)


def upgrade() -> None:
    new_columns()
    for table in LOOKED_AT:
        look_at_once(table)
    preferences()
    asks_and_nudges()
    answers()


def downgrade() -> None:
    for table in ("heartbeats", "direct_channels", "answers", "nudges", "asks", "preferences"):
        op.drop_table(table)
    for table in LOOKED_AT:
        op.drop_index(f"ix_{table}_look_at", table)
    op.drop_index("ix_audit_entries_deed", "audit_entries")
    op.drop_index("ix_gaps_workspace_id_owner_state", "gaps")
    forget_what_the_old_tables_cannot_hold()
    old_columns()


def forget_what_the_old_tables_cannot_hold() -> None:
    op.execute("UPDATE actions SET state = 'blocked' WHERE state = 'waiting'")
    op.execute("DELETE FROM outbox WHERE operation IN ('nudge', 'nudge_again')")


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=nullable)


def day(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    known = ", ".join(f"'{value}'" for value in values)
    # op.f: the name is whole; without it the naming convention would be applied a second time.
    return sa.CheckConstraint(f"{column} IN ({known})", name=op.f(f"ck_{table}_{column}"))


def allow(batch: Any, table: str, column: str, *values: str) -> None:
    name = op.f(f"ck_{table}_{column}")
    batch.drop_constraint(name, type_="check")
    known = ", ".join(f"'{value}'" for value in values)
    batch.create_check_constraint(name, sa.text(f"{column} IN ({known})"))


def new_columns() -> None:
    with op.batch_alter_table("accounts") as batch:
        batch.add_column(sa.Column("rhythm_months", sa.Integer(), nullable=False, server_default="3"))
        batch.add_column(day("next_review_on"))
        batch.add_column(moment("paused_at", nullable=True))
        batch.add_column(moment("look_at", nullable=True))
    with op.batch_alter_table("people") as batch:
        batch.add_column(sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("reviews") as batch:
        batch.add_column(sa.Column("summarised_version", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(moment("look_at", nullable=True))
    with op.batch_alter_table("gaps") as batch:
        batch.add_column(moment("confirmed_at", nullable=True))
        batch.add_column(moment("touched_at", nullable=True))
        batch.add_column(moment("look_at", nullable=True))
    op.create_index("ix_gaps_workspace_id_owner_state", "gaps", ["workspace_id", "owner", "state"])
    with op.batch_alter_table("actions") as batch:
        for column in (day("wake_on"), day("snoozed_until"), sa.Column("helped", sa.Boolean())):
            batch.add_column(column)
        batch.add_column(moment("held_at", nullable=True))
        batch.add_column(moment("confirmed_at", nullable=True))
        batch.add_column(moment("touched_at", nullable=True))
        batch.add_column(moment("look_at", nullable=True))
        allow(batch, "actions", "state", "open", "blocked", "waiting", "done", "dropped", "withdrawn")
    with op.batch_alter_table("outbox", table_kwargs=KEEPS_COUNTING) as batch:
        batch.add_column(moment("not_after", nullable=True))
        batch.add_column(words("note", nullable=True))
        allow(batch, "outbox", "operation", *OPERATIONS, "nudge", "nudge_again")
    with op.batch_alter_table("audit_entries") as batch:
        batch.add_column(words("deed", nullable=True))
    op.create_index(
        "ix_audit_entries_deed",
        "audit_entries",
        ["workspace_id", "deed"],
        sqlite_where=OF_A_DEED,
        postgresql_where=OF_A_DEED,
    )


def old_columns() -> None:
    gone: dict[str, tuple[str, ...]] = {
        "accounts": ("rhythm_months", "next_review_on", "paused_at", "look_at"),
        "people": ("is_admin",),
        "reviews": ("summarised_version", "look_at"),
        "gaps": ("confirmed_at", "touched_at", "look_at"),
        "actions": ("wake_on", "snoozed_until", "helped", "held_at", "confirmed_at", "touched_at", "look_at"),
        "outbox": ("not_after", "note"),
        "audit_entries": ("deed",),
    }
    for table, columns in gone.items():
        with op.batch_alter_table(table, table_kwargs=KEEPS_COUNTING if table == "outbox" else {}) as batch:
            if table == "actions":
                allow(batch, "actions", "state", *ACTION_STATES)
            if table == "outbox":
                allow(batch, "outbox", "operation", *OPERATIONS)
            for column in columns:
                batch.drop_column(column)


def look_at_once(table: str) -> None:
    """Everything that is there already is looked at by the first sweep."""
    # Not the database's own clock: SQLite would write it in another form than the one it is compared in later.
    looked = sa.table(table, sa.column("look_at", sa.DateTime(timezone=True)))
    op.execute(looked.update().values(look_at=datetime.now(UTC)))
    op.create_index(f"ix_{table}_look_at", table, ["look_at"], sqlite_where=HAS_MOMENT, postgresql_where=HAS_MOMENT)


def preferences() -> None:
    op.create_table(
        "preferences",
        *(words("workspace_id"), words("user_id"), words("pace", nullable=True)),
        *(sa.Column("morning", sa.Time()), sa.Column("evening", sa.Time())),
        *(words("weekend", nullable=True), words("country", nullable=True), words("manager", nullable=True)),
        *(day("away_from"), day("away_until"), words("stand_in", nullable=True)),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_preferences"),
        one_of("preferences", "pace", "light", "standard", "active"),
    )


def asks_and_nudges() -> None:
    counting = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "asks",
        sa.Column("id", counting, autoincrement=True, nullable=False),
        *(words("workspace_id"), words("user_id"), words("kind"), words("subject"), words("about")),
        *(moment("not_before"), words("state"), moment("created_at")),
        *(whole("nudge_id", nullable=True), whole("place", nullable=True)),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        one_of("asks", "kind", *ASK_KINDS),
        one_of("asks", "state", "waiting", "asked", "dropped"),
    )
    index("asks", "workspace_id", "subject", "user_id", "kind", "about", unique=True)
    index("asks", "workspace_id", "nudge_id")
    waiting("ix_asks_waiting", "not_before")
    waiting("ix_asks_waiting_for", "workspace_id", "user_id")
    op.create_table(
        "nudges",
        *(words("workspace_id"), whole("id"), words("user_id"), day("day", nullable=False), moment("created_at")),
        *(words("channel", nullable=True), words("ts", nullable=True), whole("version")),
        *(moment(name, nullable=True) for name in ("answered_at", "not_helpful_at", "away_from", "away_until")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_nudges"),
    )
    index("nudges", "workspace_id", "user_id", "day", unique=True)
    index("nudges", "workspace_id", "channel", "ts")
    index("nudges", "workspace_id", "created_at")


def answers() -> None:
    op.create_table(
        "answers",
        *(words("workspace_id"), words("channel"), words("ts"), words("user_id"), words("text"), words("state")),
        *(moment("at"), whole("nudge_id", nullable=True), words("deed", nullable=True)),
        *(sa.Column("pending", sa.JSON()), words("reply_key", nullable=True)),
        sa.PrimaryKeyConstraint("workspace_id", "channel", "ts", name="pk_answers"),
        one_of("answers", "state", "recorded", "asked", "undone", "ignored"),
    )
    index("answers", "workspace_id", "user_id", "at")
    op.create_table(
        "direct_channels",
        *(words("workspace_id"), words("user_id"), words("channel")),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_direct_channels"),
    )
    op.create_table(
        "heartbeats",
        *(words("name"), moment("at")),
        sa.PrimaryKeyConstraint("name", name="pk_heartbeats"),
    )


def index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def waiting(name: str, *columns: str) -> None:
    op.create_index(name, "asks", list(columns), sqlite_where=WAITING, postgresql_where=WAITING)

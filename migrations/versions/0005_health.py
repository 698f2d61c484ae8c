"""How customers fare, what is listened to, playbooks that were chosen, and weekly digests."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "healths",
    "health_looks",
    "health_days",
    "health_settings",
    "listening",
    "heard_days",
    "playbook_runs",
    "digests",
    "digest_votes",
)
MARKS = ("green", "yellow", "red", "unknown")


def upgrade() -> None:
    healths()
    listening()
    digests()
    index("source_reads", "workspace_id", "account_id")
    # Every customer that is there already is looked at once.
    op.execute(
        "INSERT INTO health_looks (workspace_id, account_id, look_at, asked)"
        " SELECT workspace_id, id, COALESCE(created_at, '2026-01-01 00:00:00.000000'), 0 FROM accounts"
    )


def downgrade() -> None:
    op.drop_index("ix_source_reads_workspace_id_account_id", "source_reads")
    for table in reversed(TABLES):
        op.drop_table(table)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def count(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def document(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("workspace_id", *columns, name=f"pk_{table}")


def of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "account_id"],
        ["accounts.workspace_id", "accounts.id"],
        name=f"fk_{table}_workspace_id_account_id",
    )


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    known = ", ".join(f"'{value}'" for value in values)
    # op.f: the name is whole; without it the naming convention would be applied a second time.
    return sa.CheckConstraint(f"{column} IN ({known})", name=op.f(f"ck_{table}_{column}"))


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def look_at(table: str) -> None:
    has_moment = sa.text("look_at IS NOT NULL")
    op.create_index(f"ix_{table}_look_at", table, ["look_at"], sqlite_where=has_moment, postgresql_where=has_moment)


def healths() -> None:
    op.create_table(
        "healths",
        *(words("workspace_id"), whole("account_id"), words("mark"), count("score", nullable=True)),
        *(moment("since"), moment("computed_at"), document("read"), words("was", nullable=True)),
        *(words("alerted", nullable=True), moment("alert_at", nullable=True)),
        key("healths", "account_id"),
        of_account("healths"),
        *(one_of("healths", column, *MARKS) for column in ("mark", "was", "alerted")),
    )
    index("healths", "workspace_id", "mark", "score")
    untold = sa.text("alert_at IS NOT NULL")
    op.create_index("ix_healths_untold", "healths", ["alert_at"], sqlite_where=untold, postgresql_where=untold)
    op.create_table(
        "health_looks",
        *(words("workspace_id"), whole("account_id"), moment("look_at", nullable=True), count("asked")),
        key("health_looks", "account_id"),
        of_account("health_looks"),
    )
    look_at("health_looks")
    op.create_table(
        "health_days",
        *(words("workspace_id"), whole("account_id"), day("day"), words("mark"), count("score", nullable=True)),
        *(document("parts"), document("reasons")),
        key("health_days", "account_id", "day"),
        of_account("health_days"),
        one_of("health_days", "mark", *MARKS),
    )
    op.create_table(
        "health_settings",
        *(words("workspace_id"), words("by"), moment("at"), document("weights"), document("tiers")),
        count("repair_days", nullable=True),
        key("health_settings"),
    )


def listening() -> None:
    op.create_table(
        "listening",
        *(words("workspace_id"), words("channel"), count("account_id"), words("by"), moment("at")),
        *(moment("ended_at", nullable=True), words("ended_by", nullable=True)),
        key("listening", "channel"),
        of_account("listening"),
    )
    index("listening", "workspace_id", "account_id")
    op.create_table(
        "heard_days",
        *(words("workspace_id"), words("channel"), day("day"), words("user_id"), count("account_id")),
        *(flag("is_theirs"), count("count")),
        key("heard_days", "channel", "day", "user_id"),
        of_account("heard_days"),
    )
    index("heard_days", "workspace_id", "account_id", "day")


def digests() -> None:
    op.create_table(
        "playbook_runs",
        *(words("workspace_id"), whole("id"), count("account_id"), words("playbook"), words("by"), moment("at")),
        document("actions"),
        key("playbook_runs", "id"),
        of_account("playbook_runs"),
    )
    index("playbook_runs", "workspace_id", "account_id")
    op.create_table(
        "digests",
        *(words("workspace_id"), words("user_id"), words("scope"), count("weekday")),
        *(sa.Column("hour", sa.Time()), words("channel", nullable=True)),
        *(moment("off_at", nullable=True), moment("said_at", nullable=True), moment("look_at", nullable=True)),
        key("digests", "user_id"),
        one_of("digests", "scope", "own", "reports", "all"),
    )
    look_at("digests")
    op.create_table(
        "digest_votes",
        *(words("workspace_id"), words("digest"), words("line"), words("user_id"), flag("useful"), moment("at")),
        key("digest_votes", "digest", "line", "user_id"),
    )

"""What is kept about customers, who may do what, and messages that customers may read."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPERATIONS = ("post", "board", "nudge", "nudge_again")
# Rebuilding a table on SQLite would lose it, and numbers of rows that are gone would come again.
KEEPS_COUNTING = {"sqlite_autoincrement": True}
GONE = sa.text("deactivated")
STILL_OPEN = sa.text("done_at IS NULL")
TABLES = ("contacts", "goals", "goal_readings", "gap_accounts", "roles", "handovers", "homes")
ACCOUNT_COLUMNS = (
    *("shared_channel", "tier", "arr", "currency", "seats", "stage", "sponsor", "sponsor_met_on", "is_private"),
)


def upgrade() -> None:
    new_columns()
    people_and_goals()
    shared_gaps()
    rights()


def downgrade() -> None:
    for table in ("homes", "handovers", "roles", "gap_accounts", "goal_readings", "goals", "contacts"):
        op.drop_table(table)
    op.drop_index("ix_people_deactivated", "people")
    op.drop_index("ix_gaps_workspace_id_logged_by_state", "gaps")
    op.drop_index("ix_actions_workspace_id_logged_by_state", "actions")
    op.drop_index("ix_accounts_workspace_id_owner", "accounts")
    op.drop_index("ix_accounts_workspace_id_shared_channel", "accounts")
    op.execute("DELETE FROM outbox WHERE operation IN ('delete', 'to_customer')")
    old_columns()


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def off(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("workspace_id", *columns, name=f"pk_{table}")


def refers(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{parent}.workspace_id", f"{parent}.id"],
        name=f"fk_{table}_workspace_id_{column}",
    )


def one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    known = ", ".join(f"'{value}'" for value in values)
    # op.f: the name is whole; without it the naming convention would be applied a second time.
    return sa.CheckConstraint(f"{column} IN ({known})", name=op.f(f"ck_{table}_{column}"))


def allow(batch: Any, table: str, column: str, *values: str, new: bool = False) -> None:
    name = op.f(f"ck_{table}_{column}")
    if not new:
        batch.drop_constraint(name, type_="check")
    known = ", ".join(f"'{value}'" for value in values)
    batch.create_check_constraint(name, sa.text(f"{column} IN ({known})"))


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def new_columns() -> None:
    with op.batch_alter_table("accounts") as batch:
        for column in (
            *(words("shared_channel", nullable=True), words("tier", nullable=True), sa.Column("arr", sa.BigInteger())),
            *(words("currency", nullable=True), sa.Column("seats", sa.Integer()), words("stage", nullable=True)),
            *(words("sponsor", nullable=True), sa.Column("sponsor_met_on", sa.Date())),
        ):
            batch.add_column(column)
        batch.add_column(off("is_private"))
        allow(batch, "accounts", "stage", "trial", "onboarding", "live", "leaving", "gone", new=True)
    index("accounts", "workspace_id", "owner")
    index("accounts", "workspace_id", "shared_channel")
    with op.batch_alter_table("people") as batch:
        batch.add_column(off("is_guest"))
        batch.add_column(words("manager", nullable=True))
    # Who is a guest is not known of those read before: everybody is asked about anew.
    op.execute("UPDATE people SET read_at = NULL")
    with op.batch_alter_table("actions") as batch:
        batch.add_column(words("link", nullable=True))
    with op.batch_alter_table("outbox", table_kwargs=KEEPS_COUNTING) as batch:
        allow(batch, "outbox", "operation", *OPERATIONS, "delete", "to_customer")
    index("gaps", "workspace_id", "logged_by", "state")
    index("actions", "workspace_id", "logged_by", "state")
    op.create_index(
        "ix_people_deactivated", "people", ["workspace_id", "user_id"], sqlite_where=GONE, postgresql_where=GONE
    )


def old_columns() -> None:
    with op.batch_alter_table("accounts") as batch:
        batch.drop_constraint(op.f("ck_accounts_stage"), type_="check")
        for name in ACCOUNT_COLUMNS:
            batch.drop_column(name)
    with op.batch_alter_table("people") as batch:
        batch.drop_column("is_guest")
        batch.drop_column("manager")
    with op.batch_alter_table("actions") as batch:
        batch.drop_column("link")
    with op.batch_alter_table("outbox", table_kwargs=KEEPS_COUNTING) as batch:
        allow(batch, "outbox", "operation", *OPERATIONS)


def people_and_goals() -> None:
    op.create_table(
        "contacts",
        *(words("workspace_id"), whole("id"), whole("account_id"), words("name"), words("added_by")),
        *(moment("added_at"), words("title", nullable=True), words("level", nullable=True)),
        *(flag("champion"), flag("sponsor"), words("email", nullable=True)),
        *(sa.Column("heard_on", sa.Date()), sa.Column("left_on", sa.Date())),
        key("contacts", "id"),
        refers("contacts", "account_id", "accounts"),
        one_of("contacts", "level", "executive", "manager", "user"),
    )
    index("contacts", "workspace_id", "account_id")
    op.create_table(
        "goals",
        *(words("workspace_id"), whole("id"), whole("account_id"), words("what"), words("set_by"), moment("set_at")),
        *(words("measure", nullable=True), sa.Column("baseline", sa.Double()), sa.Column("target", sa.Double())),
        *(sa.Column("due", sa.Date()), words("state"), moment("ended_at", nullable=True)),
        words("ended_by", nullable=True),
        key("goals", "id"),
        refers("goals", "account_id", "accounts"),
        one_of("goals", "state", "open", "reached", "missed", "withdrawn"),
    )
    index("goals", "workspace_id", "account_id", "state")
    op.create_table(
        "goal_readings",
        *(words("workspace_id"), whole("goal_id"), sa.Column("day", sa.Date(), nullable=False)),
        *(sa.Column("value", sa.Double(), nullable=False), words("by"), moment("at"), words("note", nullable=True)),
        key("goal_readings", "goal_id", "day"),
        refers("goal_readings", "goal_id", "goals"),
    )


def shared_gaps() -> None:
    op.create_table(
        "gap_accounts",
        *(words("workspace_id"), whole("gap_id"), whole("account_id"), words("added_by"), moment("added_at")),
        moment("ended_at", nullable=True),
        key("gap_accounts", "gap_id", "account_id"),
        refers("gap_accounts", "gap_id", "gaps"),
        refers("gap_accounts", "account_id", "accounts"),
    )
    index("gap_accounts", "workspace_id", "account_id")


def rights() -> None:
    op.create_table(
        "roles",
        *(words("workspace_id"), words("user_id"), words("kind"), words("given_by"), moment("given_at")),
        *(words("reach", nullable=True), moment("ended_at", nullable=True)),
        key("roles", "user_id", "kind"),
        one_of("roles", "kind", "admin", "leader"),
        one_of("roles", "reach", "reports", "all"),
    )
    op.create_table(
        "handovers",
        *(words("workspace_id"), whole("id"), words("leaver"), words("manager"), moment("at")),
        *(sa.Column("version", sa.Integer(), nullable=False), moment("done_at", nullable=True)),
        key("handovers", "id"),
    )
    op.create_index(
        "uq_handovers_one_open",
        "handovers",
        ["workspace_id", "leaver"],
        unique=True,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_table("homes", words("workspace_id"), words("user_id"), moment("opened_at"), key("homes", "user_id"))

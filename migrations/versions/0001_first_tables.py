"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PARENTS_FIRST = [
    "numbers",
    "accounts",
    "people",
    "reviews",
    "review_steps",
    "checklist_marks",
    "carried_items",
    "gaps",
    "actions",
    "audit_entries",
    "outbox",
    "inbox",
    "drafts",
]
OPEN_REVIEW = sa.text("state = 'open'")
NOT_HANDLED = sa.text("handled_at IS NULL")


def upgrade() -> None:
    people_and_accounts()
    reviews()
    parts_of_reviews()
    gaps()
    actions()
    audit_entries()
    outbox()
    inbox_and_drafts()


def downgrade() -> None:
    for table in reversed(PARENTS_FIRST):
        op.drop_table(table)


def words(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def words_or_none(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text())


def whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def whole_or_none(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer())


def moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def moment_or_none(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True))


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def counted() -> sa.Column[Any]:
    counting = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", counting, autoincrement=True, nullable=False)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


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


def index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def people_and_accounts() -> None:
    op.create_table(
        "numbers", words("workspace_id"), words("kind"), whole("last"), key("numbers", "workspace_id", "kind")
    )
    op.create_table(
        "accounts",
        *(words("workspace_id"), whole("id"), words("name"), words("name_key")),
        *(words_or_none("owner"), words_or_none("channel"), sa.Column("renewal_on", sa.Date())),
        *(words_or_none("time_zone"), moment_or_none("created_at")),
        key("accounts", "workspace_id", "id"),
    )
    index("accounts", "workspace_id", "channel", unique=True)
    index("accounts", "workspace_id", "name_key")
    op.create_table(
        "people",
        *(words("workspace_id"), words("user_id"), words("handle"), words("handle_key")),
        *(words("real_name"), words("real_name_key"), words("first_name_key"), words_or_none("team_id")),
        *(words_or_none("time_zone"), words_or_none("locale"), flag("is_bot"), flag("deactivated")),
        moment_or_none("read_at"),
        key("people", "workspace_id", "user_id"),
    )
    index("people", "workspace_id", "handle_key")
    index("people", "workspace_id", "real_name_key")
    index("people", "workspace_id", "first_name_key")


def reviews() -> None:
    op.create_table(
        "reviews",
        *(words("workspace_id"), whole("id"), whole("account_id"), words("channel"), words("quarter")),
        *(words("state"), words("facilitator"), moment("started_at"), whole_or_none("last_review_id")),
        *(words_or_none("board_ts"), whole("board_version"), moment_or_none("ended_at")),
        *(words_or_none("ended_by"), words_or_none("ended_why"), words_or_none("main_risk")),
        words_or_none("expect"),
        key("reviews", "workspace_id", "id"),
        refers("reviews", "account_id", "accounts"),
        refers("reviews", "last_review_id", "reviews"),
        one_of("reviews", "state", "open", "closed", "abandoned"),
    )
    index("reviews", "workspace_id", "account_id", "state")
    op.create_index(
        "uq_reviews_one_open",
        "reviews",
        ["workspace_id", "account_id"],
        unique=True,
        sqlite_where=OPEN_REVIEW,
        postgresql_where=OPEN_REVIEW,
    )


def parts_of_reviews() -> None:
    op.create_table(
        "review_steps",
        *(words("workspace_id"), whole("review_id"), words("name"), words("state")),
        *(words_or_none("note"), words_or_none("by"), moment_or_none("at")),
        key("review_steps", "workspace_id", "review_id", "name"),
        refers("review_steps", "review_id", "reviews"),
        one_of("review_steps", "name", "goals", "facts", "reliability", "usage", "gaps", "actions"),
        one_of("review_steps", "state", "open", "done", "skipped"),
    )
    op.create_table(
        "checklist_marks",
        *(words("workspace_id"), whole("review_id"), words("question"), words("colour")),
        *(words("evidence"), words("by"), moment("at"), words_or_none("confirmed")),
        key("checklist_marks", "workspace_id", "review_id", "question"),
        refers("checklist_marks", "review_id", "reviews"),
        one_of("checklist_marks", "question", "reliability", "usage", "workarounds", "owners"),
        one_of("checklist_marks", "colour", "green", "yellow", "red", "unknown"),
    )
    op.create_table(
        "carried_items",
        *(words("workspace_id"), whole("review_id"), words("kind"), words("ref")),
        *(words_or_none("choice"), words_or_none("by"), moment_or_none("at")),
        key("carried_items", "workspace_id", "review_id", "kind", "ref"),
        refers("carried_items", "review_id", "reviews"),
        one_of("carried_items", "kind", "mark", "gap", "action"),
        one_of("carried_items", "choice", "kept", "closed", "redated"),
    )


def gaps() -> None:
    op.create_table(
        "gaps",
        *(words("workspace_id"), whole("id"), whole("account_id"), whole_or_none("review_id")),
        *(words("what"), words_or_none("affects"), words_or_none("frequency"), words_or_none("severity")),
        *(words_or_none("owner"), sa.Column("update_on", sa.Date()), words_or_none("reason")),
        *(words("state"), words("logged_by"), moment("logged_at"), words_or_none("link"), whole("moves")),
        *(moment_or_none("ended_at"), words_or_none("ended_by")),
        key("gaps", "workspace_id", "id"),
        refers("gaps", "account_id", "accounts"),
        refers("gaps", "review_id", "reviews"),
        one_of("gaps", "severity", "blocks", "slows", "workaround"),
        one_of("gaps", "state", "open", "closed", "withdrawn"),
    )
    index("gaps", "workspace_id", "account_id", "state")
    index("gaps", "workspace_id", "review_id")


def actions() -> None:
    op.create_table(
        "actions",
        *(words("workspace_id"), whole("id"), whole_or_none("account_id"), whole_or_none("review_id")),
        *(words("what"), words("owner"), sa.Column("due", sa.Date(), nullable=False)),
        *(sa.Column("first_due", sa.Date(), nullable=False), words("state"), words("logged_by")),
        *(moment("logged_at"), whole_or_none("gap_id"), words_or_none("counterpart")),
        *(sa.Column("check_on", sa.Date()), flag("insisted"), whole("moves")),
        *(words_or_none("blocked_by"), words_or_none("blocked_why")),
        *(moment_or_none("ended_at"), words_or_none("ended_by")),
        key("actions", "workspace_id", "id"),
        refers("actions", "account_id", "accounts"),
        refers("actions", "review_id", "reviews"),
        refers("actions", "gap_id", "gaps"),
        one_of("actions", "state", "open", "blocked", "done", "dropped", "withdrawn"),
    )
    index("actions", "workspace_id", "state", "due")
    index("actions", "workspace_id", "owner", "state", "due")
    index("actions", "workspace_id", "account_id", "state", "due")
    index("actions", "workspace_id", "review_id")


def audit_entries() -> None:
    op.create_table(
        "audit_entries",
        *(counted(), words("workspace_id"), moment("at"), words("by"), words("kind"), words("ref")),
        *(sa.Column("before", sa.JSON(), nullable=False), sa.Column("after", sa.JSON(), nullable=False)),
        words_or_none("why"),
        key("audit_entries", "id"),
    )
    index("audit_entries", "workspace_id", "kind", "ref", "id")


def outbox() -> None:
    op.create_table(
        "outbox",
        *(counted(), words("workspace_id"), words("key"), words("channel"), words("operation")),
        *(sa.Column("payload", sa.JSON()), whole_or_none("subject_id"), whole_or_none("version")),
        *(moment("not_before"), words("state"), whole("attempts"), moment_or_none("claimed_at")),
        *(words_or_none("ts"), words_or_none("error"), moment("created_at"), moment_or_none("sent_at")),
        key("outbox", "id"),
        one_of("outbox", "operation", "post", "board"),
        one_of("outbox", "state", "queued", "sending", "sent", "failed", "obsolete"),
        sqlite_autoincrement=True,
    )
    index("outbox", "workspace_id", "key", unique=True)
    index("outbox", "state", "not_before")
    index("outbox", "workspace_id", "subject_id", "state")


def inbox_and_drafts() -> None:
    op.create_table(
        "inbox",
        *(words("workspace_id"), words("key"), words("kind")),
        *(sa.Column("payload", sa.JSON(), nullable=False), moment("received_at")),
        moment_or_none("handled_at"),
        key("inbox", "workspace_id", "key"),
    )
    op.create_index(
        "ix_inbox_waiting", "inbox", ["received_at"], sqlite_where=NOT_HANDLED, postgresql_where=NOT_HANDLED
    )
    op.create_table(
        "drafts",
        *(words("workspace_id"), words("id"), words("user_id"), words("kind")),
        *(sa.Column("payload", sa.JSON(), nullable=False), moment("created_at")),
        *(moment_or_none("used_at"), words_or_none("used_for")),
        key("drafts", "workspace_id", "id"),
    )

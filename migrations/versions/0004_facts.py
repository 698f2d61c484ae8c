"""Facts about customers, the files they come with, and what their sources have said."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FACTS = ("incidents", "usage_snapshots", "tickets", "touches", "survey_answers", "contract_facts")
LEVELS = ("executive", "manager", "user")


def upgrade() -> None:
    files()
    sources()
    incidents()
    usage()
    tickets()
    touches()
    surveys()
    contracts()


def downgrade() -> None:
    for table in (*reversed(FACTS), "source_reads", "account_keys", "import_changes", "imports"):
        op.drop_table(table)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def count(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


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


def index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def fact_table(table: str, *own: sa.Column[Any] | sa.CheckConstraint, then: tuple[Any, ...] = (), by: str) -> None:
    """A table of facts: what is its own, its origin, more of its own, and the file it came with."""
    op.create_table(
        table,
        *(words("workspace_id"), whole("id"), count("account_id")),
        *own,
        *(words("source"), words("source_id"), moment("as_of"), words("noted_by"), moment("noted_at")),
        *then,
        *(words("link", nullable=True), count("import_id", nullable=True), moment("withdrawn_at", nullable=True)),
        key(table, "id"),
        refers(table, "account_id", "accounts"),
        refers(table, "import_id", "imports"),
    )
    index(table, "workspace_id", "source", "source_id", unique=True)
    index(table, "workspace_id", "import_id")
    index(table, "workspace_id", "account_id", by)


def files() -> None:
    op.create_table(
        "imports",
        *(words("workspace_id"), whole("id"), words("name"), words("state"), words("by"), moment("at")),
        *(words("kind", nullable=True), words("source", nullable=True), flag("keep_good")),
        *(words("file_id", nullable=True), words("channel", nullable=True), words("message_ts", nullable=True)),
        *(count("rows"), count("new"), count("changed"), count("same"), count("older"), count("bad")),
        *(words("why", nullable=True), moment("beat_at", nullable=True), moment("ended_at", nullable=True)),
        key("imports", "id"),
        one_of(
            "imports",
            "state",
            *("received", "offered", "confirmed", "loading", "done", "refused", "dropped", "undone"),
        ),
        one_of(
            "imports",
            "kind",
            *("accounts", "contacts", "incidents", "usage", "tickets", "touches", "surveys", "contracts"),
        ),
    )
    index("imports", "workspace_id", "state")
    index("imports", "workspace_id", "file_id")
    op.create_table(
        "import_changes",
        *(words("workspace_id"), whole("import_id"), whole("fact_id"), words("kind")),
        sa.Column("after", sa.JSON(), nullable=False),
        key("import_changes", "import_id", "fact_id"),
        refers("import_changes", "import_id", "imports"),
        one_of("import_changes", "kind", "incident", "usage", "ticket", "touch", "survey", "contract"),
    )


def sources() -> None:
    op.create_table(
        "account_keys",
        *(words("workspace_id"), words("key"), count("account_id")),
        key("account_keys", "key"),
        refers("account_keys", "account_id", "accounts"),
    )
    index("account_keys", "workspace_id", "account_id")
    op.create_table(
        "source_reads",
        *(words("workspace_id"), words("kind"), words("source"), whole("account_id")),
        *(moment("read_at"), day("covers_until"), words("by")),
        key("source_reads", "kind", "source", "account_id"),
        one_of("source_reads", "kind", "incident", "usage", "ticket", "touch", "survey", "contract"),
    )


def incidents() -> None:
    fact_table(
        "incidents",
        *(words("what"), moment("started_at")),
        then=(
            *(words("workflow", nullable=True), moment("acknowledged_at", nullable=True)),
            *(moment("fixed_at", nullable=True), words("felt_by", nullable=True), flag("day_only")),
        ),
        by="started_at",
    )


def usage() -> None:
    fact_table(
        "usage_snapshots",
        *(day("ends_on"), count("days"), words("team")),
        then=(
            *(count("seats", nullable=True), count("active_30", nullable=True), count("active_90", nullable=True)),
            *(sa.Column("calls", sa.BigInteger()), count("features", nullable=True), sa.Column("volume", sa.Double())),
            *(words("volume_unit", nullable=True), sa.Column("key_actions", sa.JSON(), nullable=False)),
        ),
        by="ends_on",
    )


def tickets() -> None:
    fact_table(
        "tickets",
        *(words("subject"), moment("opened_at")),
        then=(
            *(words("kind", nullable=True), words("workflow", nullable=True), moment("first_reply_at", nullable=True)),
            *(moment("solved_at", nullable=True), count("reopened"), words("requester", nullable=True)),
            *(flag("day_only"), one_of("tickets", "kind", "how_to", "problem", "request", "data", "contract", "other")),
        ),
        by="opened_at",
    )
    index("tickets", "workspace_id", "account_id", "solved_at")


def touches() -> None:
    fact_table(
        "touches",
        *(moment("at"), words("person"), words("kind"), words("direction")),
        then=(
            *(count("contact_id", nullable=True), words("level", nullable=True), words("ours", nullable=True)),
            *(words("took_part", nullable=True), words("about", nullable=True), flag("day_only")),
            refers("touches", "contact_id", "contacts"),
            one_of("touches", "kind", "call", "meeting", "email", "message", "visit", "event", "other"),
            one_of("touches", "direction", "theirs", "ours", "both"),
            one_of("touches", "level", *LEVELS),
            one_of("touches", "took_part", "attended", "declined", "absent"),
        ),
        by="at",
    )


def surveys() -> None:
    fact_table(
        "survey_answers",
        *(moment("at"), words("survey"), sa.Column("score", sa.Double(), nullable=False)),
        sa.Column("best", sa.Double(), nullable=False),
        then=(
            *(words("person", nullable=True), count("contact_id", nullable=True), words("level", nullable=True)),
            words("words", nullable=True),
            refers("survey_answers", "contact_id", "contacts"),
            one_of("survey_answers", "survey", "nps", "csat", "ces", "other"),
            one_of("survey_answers", "level", *LEVELS),
        ),
        by="at",
    )


def contracts() -> None:
    fact_table(
        "contract_facts",
        then=(
            *(day("starts_on", nullable=True), day("renews_on", nullable=True), sa.Column("value", sa.BigInteger())),
            *(words("currency", nullable=True), count("seats", nullable=True)),
        ),
        by="as_of",
    )

"""The one MetaData, its names, and the columns that repeat."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, Integer, MetaData, text

from storage.types import PlainText, UTCDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def workspace() -> Column[str]:
    """The tenant, first in every key."""
    return Column("workspace_id", PlainText, primary_key=True)


def number(name: str = "id") -> Column[int]:
    """A number counted per workspace, in the key."""
    return Column(name, Integer, primary_key=True, autoincrement=False)


def counted() -> Column[int]:
    """A number the database counts itself, for rows nobody names."""
    counting = BigInteger().with_variant(Integer(), "sqlite")
    return Column("id", counting, primary_key=True, autoincrement=True)


def belongs_to(table: str, column: str) -> ForeignKeyConstraint:
    """A reference that cannot leave its workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def look_at() -> Column[object]:
    """When the clock must look at this row again; empty when nothing comes of it. Any change of the row says: now."""
    return Column("look_at", UTCDateTime)


def looked_for(table: str) -> Index:
    """The sweep's index: only rows that have a moment, so that it costs what is due and not what exists."""
    has_moment = text("look_at IS NOT NULL")
    return Index(f"ix_{table}_look_at", "look_at", sqlite_where=has_moment, postgresql_where=has_moment)

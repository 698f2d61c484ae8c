"""The one MetaData, its names, and the columns that repeat."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, MetaData

from storage.types import PlainText

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

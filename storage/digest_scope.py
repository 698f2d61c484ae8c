"""Which customers a digest covers, as a condition over the accounts table."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, or_, true

from reviews.digest_turns import Reader
from reviews.digests import Scope
from reviews.model import Stage
from storage.tables import accounts
from storage.visible import seen

IN_CARE = accounts.c.paused_at.is_(None)
"""Of a customer whose reviews are paused nothing is said; it is only counted."""


def covered(reader: Reader, scope: Scope) -> ColumnElement[bool]:
    """Customers of `:ws` in a scope that the reader may know of; where others read along, none that is private."""
    whole = covered_or_hidden(reader, scope)
    return and_(whole, accounts.c.is_private.is_(False)) if reader.in_channel else whole


def covered_or_hidden(reader: Reader, scope: Scope) -> ColumnElement[bool]:
    """The same with those that are private, whoever reads along."""
    here = and_(
        accounts.c.workspace_id == bindparam("ws"),
        or_(accounts.c.stage.is_(None), accounts.c.stage != Stage.GONE),
    )
    return and_(here, _whose(reader, scope), seen(reader.actor))


def _whose(reader: Reader, scope: Scope) -> ColumnElement[bool]:
    me = reader.actor.user_id
    if scope is Scope.ALL:
        return true()
    if scope is Scope.REPORTS:
        return accounts.c.owner.in_([me, *sorted(reader.actor.reports)])
    return accounts.c.owner == me

"""What returns at several customers: their open gaps with a reason, and the workflows incidents hit this quarter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.account_facts import QUARTER
from reviews.model import GapState, Stage
from reviews.rights import Actor
from reviews.shared_patterns import Hit, OpenGap, SharedPattern, shared_patterns
from storage.facts import standing
from storage.tables import accounts, gap_accounts, gaps, incidents
from storage.visible import seen

_AT_ONCE: Final = 1000
_LINKED: Final = and_(gap_accounts.c.workspace_id == gaps.c.workspace_id, gap_accounts.c.gap_id == gaps.c.id)


async def load(
    tx: AsyncConnection, workspace_id: str, mine: ColumnElement[bool], now: datetime
) -> tuple[SharedPattern, ...]:
    """The patterns among the customers that `mine`, a condition over the accounts table, lets through.

    Who is no customer any more is left out: nothing can be mended for them.
    Two statements, whatever the number of customers; of each gap and workflow only what is counted is kept.
    """
    mine = and_(mine, or_(accounts.c.stage.is_(None), accounts.c.stage != Stage.GONE))
    found = await tx.stream(_gaps_of(mine), {"ws": workspace_id})
    at: dict[int, tuple[str, str | None, set[int]]] = {}
    async for number, what, reason, account_id in found.yield_per(_AT_ONCE):
        at.setdefault(number, (what, reason, set()))[2].add(account_id)
    open_gaps = [OpenGap(number, what, reason, frozenset(their)) for number, (what, reason, their) in at.items()]
    rows = await tx.execute(_hits_of(mine), {"ws": workspace_id, "since": _since(now)})
    return shared_patterns(open_gaps, (Hit(workflow, account_id) for workflow, account_id in rows))


async def of_viewer(tx: AsyncConnection, workspace_id: str, viewer: Actor, now: datetime) -> tuple[SharedPattern, ...]:
    """The patterns among all customers that somebody may know of."""
    return await load(tx, workspace_id, seen(viewer), now)


def _since(now: datetime) -> datetime:
    return now - QUARTER - timedelta(days=1)


def _gaps_of(mine: ColumnElement[bool]) -> Select[Any]:
    """Open gaps beside each customer they are about: their own, and those they are shared with.

    Those without a reason too: one of them may be what a workflow was made into.
    """
    is_open = and_(gaps.c.workspace_id == bindparam("ws"), gaps.c.state == GapState.OPEN)
    own = select(gaps.c.id, gaps.c.what, gaps.c.reason, gaps.c.account_id).where(is_open)
    shared = (
        select(gaps.c.id, gaps.c.what, gaps.c.reason, gap_accounts.c.account_id)
        .join(gap_accounts, _LINKED)
        .where(is_open, gap_accounts.c.ended_at.is_(None))
    )
    both = union_all(own, shared).subquery("at")
    return select(both.c.id, both.c.what, both.c.reason, both.c.account_id).join(
        accounts, and_(accounts.c.workspace_id == bindparam("ws"), accounts.c.id == both.c.account_id, mine)
    )


def _hits_of(mine: ColumnElement[bool]) -> Select[Any]:
    return (
        select(incidents.c.workflow, incidents.c.account_id)
        .join(accounts, and_(accounts.c.workspace_id == bindparam("ws"), accounts.c.id == incidents.c.account_id, mine))
        .where(incidents.c.workspace_id == bindparam("ws"), incidents.c.started_at >= bindparam("since"))
        .where(incidents.c.workflow.is_not(None), standing(incidents))
        .distinct()
    )

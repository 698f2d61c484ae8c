"""Questions about gaps."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Gap, GapState, Severity
from reviews.rights import Actor
from storage.gap_accounts import about
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import gaps
from storage.visible import seen_items

_SEVERITY: Final = case({member.value: place for place, member in enumerate(Severity)}, value=gaps.c.severity, else_=9)
WORST: Final = (_SEVERITY, gaps.c.id)
"""Blocking ones first."""
_HERE = gaps.c.workspace_id == bindparam("ws")
_BY_ID = selected(Gap).where(_HERE, gaps.c.id == bindparam("number"))
_OPEN_ON = (
    selected(Gap)
    .where(_HERE, about(bindparam("ws"), bindparam("account")), gaps.c.state == GapState.OPEN)
    .order_by(*WORST)
)
_OF_REVIEW = (
    selected(Gap)
    .where(_HERE, gaps.c.review_id == bindparam("review"), gaps.c.state != GapState.WITHDRAWN)
    .order_by(*WORST)
)


async def by_id(tx: AsyncConnection, workspace_id: str, gap_id: int, *, lock: bool = False) -> Gap | None:
    """One gap."""
    return await one(tx, Gap, locked(_BY_ID, lock), ws=workspace_id, number=gap_id)


async def open_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Gap]:
    """An account's open gaps, also those it shares with others; blocking ones first."""
    return await every(tx, Gap, _OPEN_ON, ws=workspace_id, account=account_id)


async def page(
    tx: AsyncConnection,
    workspace_id: str,
    account_id: int | None,
    offset: int,
    limit: int,
    *,
    viewer: Actor | None = None,
    here: str | None = None,
) -> tuple[list[Gap], int]:
    """Open gaps of one account, or of all, blocking ones first: a page of them, and how many there are.

    With a `viewer`, only what they may see, asking from the channel `here`.
    """
    conditions = listed(workspace_id, account_id, viewer, here)
    total = await tx.scalar(select(func.count()).select_from(gaps).where(*conditions))
    rows = selected(Gap).where(*conditions).order_by(*WORST).offset(offset).limit(limit)
    return await every(tx, Gap, rows), int(total or 0)


def listed(
    workspace_id: str, account_id: int | None, viewer: Actor | None, here: str | None
) -> list[ColumnElement[bool]]:
    """Which gaps a list holds: with a `viewer` only what they may see, asking from the channel `here`."""
    conditions = [gaps.c.workspace_id == workspace_id, gaps.c.state == GapState.OPEN]
    if account_id is not None:
        conditions.append(about(workspace_id, account_id))
    return conditions if viewer is None else [*conditions, seen_items(gaps, viewer, here)]


async def of_review(tx: AsyncConnection, workspace_id: str, review_id: int) -> list[Gap]:
    """The gaps logged in a review, without those undone; blocking ones first."""
    return await every(tx, Gap, _OF_REVIEW, ws=workspace_id, review=review_id)

"""What a viewer may see, as a condition of a query: the same rule as `reviews.rights.sees`, for many rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, and_, exists, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import LIVE_ACTIONS, GapState
from reviews.rights import Actor, Reach, Standing
from storage.tables import accounts, actions, gap_accounts, gaps, reviews


def seen(viewer: Actor, here: str | None = None) -> ColumnElement[bool]:
    """Which accounts somebody may know of, over the accounts table.

    `here`: the channel they ask from; who asks from an account's own is of its people.
    """
    if viewer.standing is not Standing.MEMBER:
        return false()
    if viewer.sees_all:
        return true()
    return or_(accounts.c.is_private.is_(False), *_own(viewer, here))


def seen_items(table: Table, viewer: Actor, here: str | None = None) -> ColumnElement[bool]:
    """Which rows of actions or gaps somebody may see: their own and their reports', and those of accounts they see.

    Join nothing for it: the account is looked up. What is on no account is everybody's.
    """
    if viewer.standing is not Standing.MEMBER:
        return false()
    if viewer.sees_all:
        return true()
    hidden = exists().where(
        accounts.c.workspace_id == table.c.workspace_id,
        accounts.c.id == table.c.account_id,
        accounts.c.is_private,
        ~or_(*_own(viewer, here)),
    )
    return or_(table.c.owner.in_([viewer.user_id, *sorted(viewer.reports)]), ~hidden)


async def has_item(tx: AsyncConnection, viewer: Actor, account_id: int) -> bool:
    """Whether somebody owns something open on an account, or holds something there up."""
    on_it = [accounts.c.workspace_id == viewer.workspace_id, accounts.c.id == account_id]
    found = select(func.count()).select_from(accounts).where(*on_it, or_(*_items_of(viewer)))
    return bool(await tx.scalar(found))


def _own(viewer: Actor, here: str | None) -> Sequence[ColumnElement[bool]]:
    """Every way in which a private account is somebody's own."""
    me = viewer.user_id
    ways = [accounts.c.owner == me, accounts.c.sponsor == me, _leads_review(me), *_items_of(viewer)]
    if viewer.leads is Reach.REPORTS:
        ways.append(accounts.c.owner.in_([me, *sorted(viewer.reports)]))
        ways.append(accounts.c.owner.is_(None))
    if here:
        ways.append(and_(accounts.c.channel == here))
    return ways


def _leads_review(me: str) -> ColumnElement[bool]:
    return exists().where(
        reviews.c.workspace_id == accounts.c.workspace_id,
        reviews.c.account_id == accounts.c.id,
        reviews.c.facilitator == me,
        reviews.c.ended_at.is_(None),
    )


def _items_of(viewer: Actor) -> Sequence[ColumnElement[bool]]:
    me = viewer.user_id
    promised = exists().where(
        actions.c.workspace_id == accounts.c.workspace_id,
        actions.c.account_id == accounts.c.id,
        actions.c.state.in_(LIVE_ACTIONS),
        or_(actions.c.owner == me, actions.c.blocked_by == me),
    )
    missing = exists().where(
        gaps.c.workspace_id == accounts.c.workspace_id,
        gaps.c.account_id == accounts.c.id,
        gaps.c.state == GapState.OPEN,
        gaps.c.owner == me,
    )
    shared_out = exists().where(
        gap_accounts.c.workspace_id == accounts.c.workspace_id,
        gap_accounts.c.account_id == accounts.c.id,
        gap_accounts.c.ended_at.is_(None),
        gaps.c.workspace_id == gap_accounts.c.workspace_id,
        gaps.c.id == gap_accounts.c.gap_id,
        gaps.c.state == GapState.OPEN,
        gaps.c.owner == me,
    )
    return promised, missing, shared_out

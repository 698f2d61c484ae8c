"""What a viewer may see, as a condition of a query: the same rule as `reviews.rights.sees`, for many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Exists, FromClause, and_, exists, false, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import LIVE_ACTIONS, Account, GapState
from reviews.rights import Actor, Reach, Standing
from storage.rows import every, selected
from storage.tables import accounts, actions, contacts, gap_accounts, gaps, goals, reviews


def seen(viewer: Actor, here: str | None = None) -> ColumnElement[bool]:
    """Which accounts somebody may know of, over the accounts table.

    `here`: the channel they ask from; who asks from an account's own is of its people.
    """
    if viewer.standing is not Standing.MEMBER:
        return false()
    if viewer.sees_all:
        return true()
    return or_(accounts.c.is_private.is_(False), *_own(accounts, viewer, here))


def seen_items(table: FromClause, viewer: Actor, here: str | None = None) -> ColumnElement[bool]:
    """Which rows of actions or gaps somebody may see: their own and their reports', and those of accounts they see.

    Nothing has to be joined for it. What is on no account is everybody's.
    """
    if viewer.standing is not Standing.MEMBER:
        return false()
    if viewer.sees_all:
        return true()
    theirs = accounts.alias("their_account")
    account_seen = exists().where(
        theirs.c.workspace_id == table.c.workspace_id,
        theirs.c.id == table.c.account_id,
        or_(theirs.c.is_private.is_(False), *_own(theirs, viewer, here)),
    )
    mine = table.c.owner.in_([viewer.user_id, *sorted(viewer.reports)])
    return or_(table.c.account_id.is_(None), mine, account_seen)


async def has_item(tx: AsyncConnection, workspace_id: str, user_id: str, account_id: int) -> bool:
    """Whether somebody owns something open on an account, holds something there up, or leads its review."""
    on_it = [accounts.c.workspace_id == workspace_id, accounts.c.id == account_id]
    busy = or_(_leads_review(accounts, user_id), *_items_of(accounts, user_id))
    found = select(func.count()).select_from(accounts).where(*on_it, busy)
    return bool(await tx.scalar(found))


def _own(table: FromClause, viewer: Actor, here: str | None) -> Sequence[ColumnElement[bool]]:
    """Every way in which a private account is somebody's own."""
    me = viewer.user_id
    ways: list[ColumnElement[bool]] = [table.c.owner == me, table.c.sponsor == me]
    ways += [_leads_review(table, me), *_items_of(table, me)]
    if viewer.leads is Reach.REPORTS:
        ways += [table.c.owner.in_(sorted(viewer.reports)), table.c.owner.is_(None)]
    if here:
        ways.append(table.c.channel == here)
    return ways


def _leads_review(table: FromClause, me: str) -> ColumnElement[bool]:
    led = reviews.alias("led")
    running = and_(led.c.facilitator == me, led.c.ended_at.is_(None))
    return _on(led, table).where(running)


def _items_of(table: FromClause, me: str) -> Sequence[ColumnElement[bool]]:
    promised, missing, shared, also = actions.alias(), gaps.alias(), gap_accounts.alias(), gaps.alias()
    is_mine = or_(promised.c.owner == me, promised.c.blocked_by == me)
    return (
        _on(promised, table).where(promised.c.state.in_(LIVE_ACTIONS), is_mine),
        _on(missing, table).where(missing.c.state == GapState.OPEN, missing.c.owner == me),
        _on(shared, table).where(
            shared.c.ended_at.is_(None),
            also.c.workspace_id == shared.c.workspace_id,
            also.c.id == shared.c.gap_id,
            also.c.state == GapState.OPEN,
            also.c.owner == me,
        ),
    )


def _on(rows: FromClause, table: FromClause) -> Exists:
    """That there is such a row on the account."""
    return exists().where(rows.c.workspace_id == table.c.workspace_id, rows.c.account_id == table.c.id)


@dataclass(frozen=True, slots=True)
class Named:
    """What a request names, by number."""

    accounts: frozenset[int] = frozenset()
    reviews: frozenset[int] = frozenset()
    actions: frozenset[int] = frozenset()
    gaps: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()
    goals: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is named at all."""
        return any(getattr(self, each.name) for each in fields(self))


async def private_among(tx: AsyncConnection, workspace_id: str, named: Named) -> list[Account]:
    """The private accounts among those named, or to which something named belongs."""
    places = [(reviews, named.reviews), (actions, named.actions), (gaps, named.gaps)]
    places += [(contacts, named.contacts), (goals, named.goals)]
    ways: list[ColumnElement[bool]] = [accounts.c.id.in_(sorted(named.accounts))] if named.accounts else []
    for table, numbers in places:
        if numbers:
            rows = select(table.c.account_id).where(table.c.workspace_id == workspace_id, table.c.id.in_(numbers))
            ways.append(accounts.c.id.in_(rows))
    if not ways:
        return []
    ours = selected(Account).where(accounts.c.workspace_id == workspace_id, accounts.c.is_private, or_(*ways))
    return await every(tx, Account, ours.order_by(accounts.c.id))

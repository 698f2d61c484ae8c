"""Questions about a customer's people."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.customer import Contact, Level
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import contacts

_HERE = contacts.c.workspace_id == bindparam("ws")
_OF_ACCOUNT = and_(_HERE, contacts.c.account_id == bindparam("account"))
_STILL_THERE = contacts.c.left_on.is_(None)
_PLACE: Final = case(
    (and_(contacts.c.champion.is_(True), contacts.c.left_on.is_not(None)), 0),
    (and_(contacts.c.sponsor.is_(True), contacts.c.left_on.is_not(None)), 1),
    (contacts.c.left_on.is_not(None), 9),
    (contacts.c.sponsor.is_(True), 2),
    (contacts.c.champion.is_(True), 3),
    *((contacts.c.level == level, place) for place, level in enumerate(Level, 4)),
    else_=8,
)
"""A champion or a sponsor who left is said first; whoever else left comes last."""

_BY_ID = selected(Contact).where(_HERE, contacts.c.id == bindparam("number"))
_ON_ACCOUNT = selected(Contact).where(_OF_ACCOUNT).order_by(_PLACE, contacts.c.name, contacts.c.id)
_PAGE = _ON_ACCOUNT.limit(bindparam("most")).offset(bindparam("skipped"))
_TOTAL = select(func.count()).select_from(contacts).where(_OF_ACCOUNT)
_COUNT = _TOTAL.where(_STILL_THERE)
_SPONSORS = (
    selected(Contact)
    .where(_OF_ACCOUNT, contacts.c.sponsor.is_(True))
    .order_by(contacts.c.left_on.is_not(None), contacts.c.id)
)
_LEFT = (
    selected(Contact)
    .where(_OF_ACCOUNT, contacts.c.champion.is_(True), contacts.c.left_on.is_not(None))
    .order_by(contacts.c.left_on.desc(), contacts.c.id)
)


async def by_id(tx: AsyncConnection, workspace_id: str, contact_id: int, *, lock: bool = False) -> Contact | None:
    """One person at a customer."""
    return await one(tx, Contact, locked(_BY_ID, lock), ws=workspace_id, number=contact_id)


async def on_account(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Contact]:
    """Everybody known at a customer: champions who left, then those who are there by their weight, then who left."""
    return await every(tx, Contact, _ON_ACCOUNT, ws=workspace_id, account=account_id)


async def page(
    tx: AsyncConnection, workspace_id: str, account_id: int, offset: int, limit: int
) -> tuple[list[Contact], int]:
    """The same people, a page of them, and how many there are."""
    given = {"ws": workspace_id, "account": account_id}
    total = await tx.scalar(_TOTAL, given)
    return await every(tx, Contact, _PAGE, **given, most=limit, skipped=offset), int(total or 0)


async def count_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> int:
    """How many people are known at a customer who are still there."""
    return int(await tx.scalar(_COUNT, {"ws": workspace_id, "account": account_id}) or 0)


async def sponsors_on(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Contact]:
    """Whoever is marked as the customer's executive sponsor, those who are still there first."""
    return await every(tx, Contact, _SPONSORS, ws=workspace_id, account=account_id)


async def champions_left(tx: AsyncConnection, workspace_id: str, account_id: int) -> list[Contact]:
    """Champions who left, the latest first."""
    return await every(tx, Contact, _LEFT, ws=workspace_id, account=account_id)

"""Questions about accounts."""

from __future__ import annotations

from sqlalchemy import bindparam, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account
from storage.rows import every, one, selected
from storage.statements import fold, locked
from storage.tables import accounts

_HERE = accounts.c.workspace_id == bindparam("ws")
_BY_ID = selected(Account).where(_HERE, accounts.c.id == bindparam("number"))
_BY_CHANNEL = selected(Account).where(_HERE, accounts.c.channel == bindparam("channel_id"))
_BY_NAME = selected(Account).where(_HERE, accounts.c.name_key == bindparam("words")).order_by(accounts.c.id)
_NAMES = select(accounts.c.name).where(_HERE).order_by(accounts.c.name_key, accounts.c.id)


async def by_id(tx: AsyncConnection, workspace_id: str, account_id: int, *, lock: bool = False) -> Account | None:
    """One account."""
    return await one(tx, Account, locked(_BY_ID, lock), ws=workspace_id, number=account_id)


async def by_channel(tx: AsyncConnection, workspace_id: str, channel: str, *, lock: bool = False) -> Account | None:
    """The account a channel is for."""
    return await one(tx, Account, locked(_BY_CHANNEL, lock), ws=workspace_id, channel_id=channel)


async def by_name(tx: AsyncConnection, workspace_id: str, name: str) -> Account | None:
    """The account of exactly this name, whatever its case; of two, the older."""
    return await one(tx, Account, _BY_NAME.limit(1), ws=workspace_id, words=fold(name))


async def search(tx: AsyncConnection, workspace_id: str, text: str, limit: int) -> list[Account]:
    """Accounts with these letters in the name; those that begin with them first."""
    words = fold(text)
    key = accounts.c.name_key
    begins = case((key.startswith(words, autoescape=True), 0), else_=1)
    found = selected(Account).where(_HERE, key.contains(words, autoescape=True))
    return await every(tx, Account, found.order_by(begins, key, accounts.c.id).limit(limit), ws=workspace_id)


async def all_names(tx: AsyncConnection, workspace_id: str) -> list[str]:
    """Every account's name, in alphabetical order."""
    return list((await tx.scalars(_NAMES, {"ws": workspace_id})).all())

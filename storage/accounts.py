"""Questions about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Review
from storage.reviews import IS_OPEN
from storage.rows import every, field_names, one, selected
from storage.statements import fold, locked
from storage.tables import accounts, reviews

_HERE = accounts.c.workspace_id == bindparam("ws")
_BY_ID = selected(Account).where(_HERE, accounts.c.id == bindparam("number"))
_BY_CHANNEL = selected(Account).where(_HERE, accounts.c.channel == bindparam("channel_id"))
_OPEN_ON_IT = and_(
    reviews.c.workspace_id == accounts.c.workspace_id,
    reviews.c.account_id == accounts.c.id,
    IS_OPEN,
)
_WITH_REVIEW = (
    selected(Account)
    .add_columns(*(reviews.c[name] for name in field_names(Review)))
    .select_from(accounts.outerjoin(reviews, _OPEN_ON_IT))
    .where(_HERE)
)
_BY_ID_WITH_REVIEW = _WITH_REVIEW.where(accounts.c.id == bindparam("number"))
_BY_CHANNEL_WITH_REVIEW = _WITH_REVIEW.where(accounts.c.channel == bindparam("channel_id"))
_BY_NAME = selected(Account).where(_HERE, accounts.c.name_key == bindparam("words")).order_by(accounts.c.id)
_HOMELESS = select(accounts.c.id).where(_HERE, accounts.c.channel.is_(None)).limit(1)
_NAMED = (
    selected(Account).where(_HERE, accounts.c.name_key.in_(bindparam("words", expanding=True))).order_by(accounts.c.id)
)
_IN_ROOMS: BindParameter[str] = bindparam("rooms", expanding=True)
_AT_HOME = selected(Account).where(_HERE, accounts.c.channel.in_(_IN_ROOMS)).order_by(accounts.c.id)
_SHARING = selected(Account).where(_HERE, accounts.c.shared_channel.in_(_IN_ROOMS)).order_by(accounts.c.id)
_NUMBERED = select(accounts.c.id, accounts.c.name).where(_HERE)
_LAST_LETTER = "\U0010ffff"
_NAMES = select(accounts.c.name).where(_HERE).order_by(accounts.c.name_key, accounts.c.id)


async def by_id(tx: AsyncConnection, workspace_id: str, account_id: int, *, lock: bool = False) -> Account | None:
    """One account."""
    return await one(tx, Account, locked(_BY_ID, lock), ws=workspace_id, number=account_id)


async def by_channel(tx: AsyncConnection, workspace_id: str, channel: str, *, lock: bool = False) -> Account | None:
    """The account a channel is for."""
    return await one(tx, Account, locked(_BY_CHANNEL, lock), ws=workspace_id, channel_id=channel)


async def with_review(tx: AsyncConnection, workspace_id: str, account_id: int) -> tuple[Account, Review | None] | None:
    """One account and the review that is open on it."""
    return await one(tx, _pair, _BY_ID_WITH_REVIEW, ws=workspace_id, number=account_id)


async def here(tx: AsyncConnection, workspace_id: str, channel: str) -> tuple[Account, Review | None] | None:
    """The account a channel is for and the review that is open on it."""
    return await one(tx, _pair, _BY_CHANNEL_WITH_REVIEW, ws=workspace_id, channel_id=channel)


def _pair(*row: Any) -> tuple[Account, Review | None]:
    """The columns of an account, then those of a review, all empty where none is open."""
    width = len(field_names(Account))
    account, review = row[:width], row[width:]
    return Account(*account), Review(*review) if review[0] is not None else None


async def by_name(tx: AsyncConnection, workspace_id: str, name: str) -> Account | None:
    """The account of exactly this name, whatever its case; of two, the older."""
    return await one(tx, Account, _BY_NAME.limit(1), ws=workspace_id, words=fold(name))


async def named(tx: AsyncConnection, workspace_id: str, names: Sequence[str]) -> list[Account]:
    """Every account of exactly one of these names, whatever its case; the oldest first."""
    return await every(tx, Account, _NAMED, ws=workspace_id, words=sorted({fold(name) for name in names}))


async def has_homeless(tx: AsyncConnection, workspace_id: str) -> bool:
    """Whether any account has no home channel yet."""
    return await tx.scalar(_HOMELESS, {"ws": workspace_id}) is not None


async def using_rooms(tx: AsyncConnection, workspace_id: str, rooms: Sequence[str]) -> list[Account]:
    """The accounts that have one of these channels for their home or share it with their customer."""
    homes = await every(tx, Account, _AT_HOME, ws=workspace_id, rooms=sorted(rooms))
    shared = await every(tx, Account, _SHARING, ws=workspace_id, rooms=sorted(rooms))
    return list({account.id: account for account in (*homes, *shared)}.values())


async def of_length(
    tx: AsyncConnection,
    workspace_id: str,
    shortest: int,
    longest: int,
    limit: int,
    visible: ColumnElement[bool] | None = None,
) -> list[tuple[int, str]]:
    """Numbers and names of accounts whose names have so many letters, for who looks for a mistyped one."""
    length = func.length(accounts.c.name_key)
    found = _NUMBERED.where(length >= shortest, length <= longest, true() if visible is None else visible)
    rows = await tx.execute(found.order_by(accounts.c.name_key, accounts.c.id).limit(limit), {"ws": workspace_id})
    return [(row[0], row[1]) for row in rows]


async def search(tx: AsyncConnection, workspace_id: str, text: str, limit: int) -> list[Account]:
    """Accounts with these letters in the name; those that begin with them first."""
    words = fold(text)
    key = accounts.c.name_key
    begins = case((key.startswith(words, autoescape=True), 0), else_=1)
    found = selected(Account).where(_HERE, key.contains(words, autoescape=True))
    return await every(tx, Account, found.order_by(begins, key, accounts.c.id).limit(limit), ws=workspace_id)


async def offered(
    tx: AsyncConnection, workspace_id: str, text: str, limit: int, visible: ColumnElement[bool] | None = None
) -> list[tuple[int, str]]:
    """Numbers and names of accounts for the letters typed: names that begin so, then words, then the rest.

    Only a few names begin with what is typed, and an index knows them; all names are read where they do not suffice.
    `visible` is a condition on accounts.
    """
    words, shown = fold(text), true() if visible is None else visible
    key = accounts.c.name_key
    first = _NUMBERED.where(_begins_with(tx.dialect.name, words), shown).order_by(key, accounts.c.id).limit(limit)
    found = [(row[0], row[1]) for row in await tx.execute(first, {"ws": workspace_id})]
    if not words or len(found) >= limit:
        return found
    of_a_word = case((key.contains(f" {words}", autoescape=True), 0), else_=1)
    inside = and_(key.contains(words, autoescape=True), ~key.startswith(words, autoescape=True), shown)
    rest = _NUMBERED.where(inside).order_by(of_a_word, key, accounts.c.id).limit(limit - len(found))
    return [*found, *((row[0], row[1]) for row in await tx.execute(rest, {"ws": workspace_id}))]


def _begins_with(dialect: str, words: str) -> ColumnElement[bool]:
    """SQLite reads an index by a range and never by LIKE; PostgreSQL sorts by its locale, where a range says less."""
    key = accounts.c.name_key
    if not words:
        return true()
    if dialect == "sqlite":
        return and_(key >= words, key < words + _LAST_LETTER)
    return key.startswith(words, autoescape=True)


async def all_names(tx: AsyncConnection, workspace_id: str) -> list[str]:
    """Every account's name, in alphabetical order."""
    return list((await tx.scalars(_NAMES, {"ws": workspace_id})).all())

"""Questions about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, Text, and_, bindparam, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Account, Review
from reviews.rights import Actor
from storage.reviews import IS_OPEN
from storage.rows import every, field_names, one, selected
from storage.statements import fold, locked
from storage.tables import accounts, reviews
from storage.visible import seen

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
_BY_NAME = selected(Account).where(_HERE, accounts.c.name_key == bindparam("words")).order_by(accounts.c.id)
_HOMELESS = select(accounts.c.id).where(_HERE, accounts.c.channel.is_(None)).limit(1)
_NAMED = (
    selected(Account).where(_HERE, accounts.c.name_key.in_(bindparam("words", expanding=True))).order_by(accounts.c.id)
)
_IN_ROOMS: BindParameter[str] = bindparam("rooms", expanding=True)
_AT_HOME = selected(Account).where(_HERE, accounts.c.channel.in_(_IN_ROOMS)).order_by(accounts.c.id)
_SHARING = selected(Account).where(_HERE, accounts.c.shared_channel.in_(_IN_ROOMS)).order_by(accounts.c.id)
_NUMBERED = select(accounts.c.id, accounts.c.name).where(_HERE)
_BY_KEY = (accounts.c.name_key, accounts.c.id)
_LAST_LETTER = "\U0010ffff"
_VIEWERS = 500


async def by_id(tx: AsyncConnection, workspace_id: str, account_id: int, *, lock: bool = False) -> Account | None:
    """One account."""
    return await one(tx, Account, locked(_BY_ID, lock), ws=workspace_id, number=account_id)


async def by_channel(tx: AsyncConnection, workspace_id: str, channel: str, *, lock: bool = False) -> Account | None:
    """The account a channel is for."""
    return await one(tx, Account, locked(_BY_CHANNEL, lock), ws=workspace_id, channel_id=channel)


async def with_review(tx: AsyncConnection, workspace_id: str, account_id: int) -> tuple[Account, Review | None] | None:
    """One account and the review that is open on it."""
    return await one(tx, _pair, _BY_ID_WITH_REVIEW, ws=workspace_id, number=account_id)


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


async def search(tx: AsyncConnection, workspace_id: str, text: str, limit: int) -> list[Account]:
    """Accounts with these letters in the name; those that begin with them first."""
    words = fold(text)
    key = accounts.c.name_key
    begins = case((key.startswith(words, autoescape=True), 0), else_=1)
    found = selected(Account).where(_HERE, key.contains(words, autoescape=True))
    return await every(tx, Account, found.order_by(begins, key, accounts.c.id).limit(limit), ws=workspace_id)


async def offered(
    tx: AsyncConnection, workspace_id: str, text: str, limit: int, viewer: Actor | None = None, here: str | None = None
) -> list[tuple[int, str]]:
    """Numbers and names of accounts for the letters typed: names that begin so, then words, then the rest.

    Only a few names begin with what is typed, and an index knows them; all names are read where they do not suffice.
    With a `viewer`, only what they may know of who ask from the channel `here`.
    """
    words, dialect = fold(text), tx.dialect.name
    given = {"ws": workspace_id, "words": words, "last": f"{words}{_LAST_LETTER}", "most": limit}
    first = _of_everybody(viewer, here) if not words else _beginning(dialect, viewer, here)
    found = [(row[0], row[1]) for row in await tx.execute(first, given)]
    if not words or len(found) >= limit:
        return found
    given |= {"most": limit - len(found), "a_word": f" {words}"}
    return [*found, *((row[0], row[1]) for row in await tx.execute(_inside(dialect, viewer, here), given))]


async def of_length(
    tx: AsyncConnection,
    workspace_id: str,
    shortest: int,
    longest: int,
    limit: int,
    viewer: Actor | None = None,
    here: str | None = None,
) -> list[tuple[int, str]]:
    """Numbers and names of accounts whose names have so many letters, for who looks for a mistyped one."""
    length = func.length(accounts.c.name_key)
    found = _offered(viewer, here).where(length >= shortest, length <= longest).order_by(*_BY_KEY)
    return [(row[0], row[1]) for row in await tx.execute(found, {"ws": workspace_id, "most": limit})]


# Putting a statement together takes longer than running it: each is made once for each viewer.


@lru_cache(maxsize=_VIEWERS)
def _of_everybody(viewer: Actor | None, here: str | None) -> Select[Any]:
    return _offered(viewer, here).order_by(*_BY_KEY)


@lru_cache(maxsize=_VIEWERS)
def _beginning(dialect: str, viewer: Actor | None, here: str | None) -> Select[Any]:
    """SQLite reads an index by a range; PostgreSQL sorts by its locale, where a range says less."""
    key = accounts.c.name_key
    in_range = and_(key >= bindparam("words"), key < bindparam("last"))
    begins = in_range if dialect == "sqlite" else func.starts_with(key, bindparam("words", type_=Text))
    return _offered(viewer, here).where(begins).order_by(*_BY_KEY)


@lru_cache(maxsize=_VIEWERS)
def _inside(dialect: str, viewer: Actor | None, here: str | None) -> Select[Any]:
    """Names that hold the letters but do not begin with them, those first that have a word which does."""
    place = func.instr if dialect == "sqlite" else func.strpos
    key = accounts.c.name_key
    of_a_word = case((place(key, bindparam("a_word", type_=Text)) > 0, 0), else_=1)
    inside = place(key, bindparam("words", type_=Text)) > 1
    return _offered(viewer, here).where(inside).order_by(of_a_word, *_BY_KEY)


def _offered(viewer: Actor | None, here: str | None) -> Select[Any]:
    shown = true() if viewer is None else seen(viewer, here)
    return _NUMBERED.where(shown).limit(bindparam("most", type_=Integer))

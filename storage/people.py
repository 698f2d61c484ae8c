"""Questions about people, as Slack last described them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import LIVE_ACTIONS, GapState, Person
from storage.rows import every, key_names, one, selected, to_row
from storage.statements import fold, insert_into
from storage.tables import accounts, actions, asks, gaps, people
from storage.tables.following import WAITING

_HERE = people.c.workspace_id == bindparam("ws")
_BY_ID = selected(Person).where(_HERE, people.c.user_id == bindparam("person"))
_BY_IDS = selected(Person).where(_HERE, people.c.user_id.in_(bindparam("persons", expanding=True)))
_BY_HANDLE = (
    selected(Person)
    .where(
        _HERE,
        or_(
            people.c.handle_key == bindparam("words"),
            people.c.real_name_key == bindparam("words"),
            people.c.first_name_key == bindparam("words"),
        ),
    )
    .order_by(people.c.handle_key, people.c.user_id)
)
_LIVE = or_(
    exists().where(
        actions.c.workspace_id == people.c.workspace_id,
        actions.c.owner == people.c.user_id,
        actions.c.state.in_(LIVE_ACTIONS),
    ),
    exists().where(
        gaps.c.workspace_id == people.c.workspace_id,
        gaps.c.owner == people.c.user_id,
        gaps.c.state == GapState.OPEN,
    ),
    exists().where(asks.c.workspace_id == people.c.workspace_id, asks.c.user_id == people.c.user_id, WAITING),
)
_STALE = (
    select(people.c.workspace_id, people.c.user_id)
    .where(or_(people.c.read_at < bindparam("before"), people.c.read_at.is_(None)), _LIVE)
    .order_by(people.c.read_at.asc().nulls_first(), people.c.workspace_id, people.c.user_id)
    .limit(bindparam("most"))
)
_NEVER_READ = (
    select(asks.c.workspace_id, asks.c.user_id)
    .distinct()
    .where(
        WAITING,
        ~exists().where(people.c.workspace_id == asks.c.workspace_id, people.c.user_id == asks.c.user_id),
    )
    .limit(bindparam("most"))
)
_WITH_ITEMS = union(
    select(actions.c.owner).where(actions.c.workspace_id == bindparam("ws"), actions.c.state.in_(LIVE_ACTIONS)),
    select(gaps.c.owner).where(
        gaps.c.workspace_id == bindparam("ws"), gaps.c.state == GapState.OPEN, gaps.c.owner.is_not(None)
    ),
    select(asks.c.user_id).where(asks.c.workspace_id == bindparam("ws"), WAITING),
    select(accounts.c.owner).where(accounts.c.workspace_id == bindparam("ws"), accounts.c.owner.is_not(None)),
)
_ADMINS = (
    selected(Person)
    .where(_HERE, people.c.is_admin, people.c.deactivated.is_(False), people.c.is_bot.is_(False))
    .order_by(people.c.user_id)
)


async def by_id(tx: AsyncConnection, workspace_id: str, user_id: str) -> Person | None:
    """One person."""
    return await one(tx, Person, _BY_ID, ws=workspace_id, person=user_id)


async def by_ids(tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str]) -> list[Person]:
    """Those of the people who are known."""
    return await every(tx, Person, _BY_IDS, ws=workspace_id, persons=sorted(set(user_ids)))


async def by_handle(tx: AsyncConnection, workspace_id: str, handle: str) -> list[Person]:
    """Everybody with this handle, real name or first name, whatever its case, with or without "@"."""
    return await every(tx, Person, _BY_HANDLE, ws=workspace_id, words=fold(handle).removeprefix("@"))


async def save(tx: AsyncConnection, person: Person) -> None:
    """Keeps a person as just read from Slack, over what was known."""
    await tx.execute(_save(tx.dialect.name), to_row(person))


@cache
def _save(dialect: str) -> Any:
    new = insert_into(dialect, people)
    keys = key_names(Person)
    fresh = {column.name: new.excluded[column.name] for column in people.c if column.name not in keys}
    return new.on_conflict_do_update(index_elements=list(keys), set_=fresh)


async def admins(tx: AsyncConnection, workspace_id: str) -> list[Person]:
    """Those who administer the workspace, as far as they are known, in the order of their ids."""
    return await every(tx, Person, _ADMINS, ws=workspace_id)


async def stale(tx: AsyncConnection, before: datetime, limit: int) -> list[tuple[str, str]]:
    """Workspaces and people who promised something, or for whom something waits, last read before a moment.

    Those of whom nothing is known come first.
    """
    never = (await tx.execute(_NEVER_READ, {"most": limit})).all()
    known = (await tx.execute(_STALE, {"before": before, "most": limit - len(never)})).all()
    return [(row[0], row[1]) for row in (*never, *known)]


async def with_items(tx: AsyncConnection, workspace_id: str) -> list[str]:
    """Everybody whose promises, questions or customers a workspace's settings touch."""
    return sorted((await tx.scalars(_WITH_ITEMS, {"ws": workspace_id})).all())

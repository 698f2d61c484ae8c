"""Questions about people, as Slack last described them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, exists, func, or_, select, tuple_, union, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import LIVE_ACTIONS, GapState, Person, Stage
from storage.reviews import IS_OPEN
from storage.rows import every, key_names, one, selected, to_row
from storage.statements import changed, fold, insert_into
from storage.tables import accounts, actions, asks, gaps, handovers, people, preferences, reviews
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
OWNS_ITEMS = or_(
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
)
"""Whether somebody has promised something that is open, over the people table."""
_WAITED_FOR = exists().where(asks.c.workspace_id == people.c.workspace_id, asks.c.user_id == people.c.user_id, WAITING)
_ID = tuple_(people.c.workspace_id, people.c.user_id)


def _named_in(column: Column[Any], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether somebody is named there: as a list of pairs, read once, and not looked through for every person."""
    return _ID.in_(select(column.table.c.workspace_id, column).where(column.is_not(None), *conditions))


LOOKS_AFTER = or_(
    exists().where(
        accounts.c.workspace_id == people.c.workspace_id,
        accounts.c.owner == people.c.user_id,
        accounts.c.stage.is_distinct_from(Stage.GONE),
    ),
    _named_in(accounts.c.sponsor, accounts.c.stage.is_distinct_from(Stage.GONE)),
    _named_in(reviews.c.facilitator, IS_OPEN),
    _named_in(preferences.c.manager),
    _named_in(preferences.c.stand_in),
)
"""Whether somebody looks after customers or colleagues, over the people table."""
_HANDS_ON = _named_in(handovers.c.manager, handovers.c.done_at.is_(None))
_STALE = (
    select(people.c.workspace_id, people.c.user_id)
    .where(
        or_(people.c.read_at < bindparam("before"), people.c.read_at.is_(None)),
        or_(OWNS_ITEMS, _WAITED_FOR, LOOKS_AFTER, _HANDS_ON),
    )
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
_SET_MANAGER = (
    update(people)
    .where(_HERE, people.c.user_id == bindparam("person"), people.c.manager.is_distinct_from(bindparam("theirs")))
    .values(manager=bindparam("theirs"))
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
    fresh: dict[str, Any] = {each.name: new.excluded[each.name] for each in people.c if each.name not in keys}
    # Slack names a manager in another place than the rest: who was read without one still has theirs.
    fresh["manager"] = func.coalesce(new.excluded.manager, people.c.manager)
    return new.on_conflict_do_update(index_elements=list(keys), set_=fresh)


async def set_manager(tx: AsyncConnection, workspace_id: str, user_id: str, manager: str | None) -> bool:
    """Keeps whom somebody's Slack profile names as their manager; whether that is another than before."""
    return await changed(tx, _SET_MANAGER, ws=workspace_id, person=user_id, theirs=manager)


async def admins(tx: AsyncConnection, workspace_id: str) -> list[Person]:
    """Those who administer the workspace, as far as they are known, in the order of their ids."""
    return await every(tx, Person, _ADMINS, ws=workspace_id)


async def stale(tx: AsyncConnection, before: datetime, limit: int) -> list[tuple[str, str]]:
    """Workspaces and people who promised or look after something, or for whom something waits, last read before.

    Those of whom nothing is known come first.
    """
    never = (await tx.execute(_NEVER_READ, {"most": limit})).all()
    known = (await tx.execute(_STALE, {"before": before, "most": limit - len(never)})).all()
    return [(row[0], row[1]) for row in (*never, *known)]


async def with_items(tx: AsyncConnection, workspace_id: str) -> list[str]:
    """Everybody whose promises, questions or customers a workspace's settings touch."""
    return sorted((await tx.scalars(_WITH_ITEMS, {"ws": workspace_id})).all())

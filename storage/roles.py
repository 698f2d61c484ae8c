"""Who is named admin or leader, and who reports to whom."""

from __future__ import annotations

from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.rights import Role, RoleKind
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import people, preferences, roles

_MOST_LEVELS: Final = 12
"""Managers of managers are followed this far: no company is deeper, and a loop ends."""

_HERE = roles.c.workspace_id == bindparam("ws")
_STANDS = roles.c.ended_at.is_(None)
_ONE = selected(Role).where(_HERE, roles.c.user_id == bindparam("person"), roles.c.kind == bindparam("role"))
_OF = selected(Role).where(_HERE, roles.c.user_id == bindparam("person"), _STANDS)
_NAMED = (
    selected(Role).where(_HERE, roles.c.kind == bindparam("role"), _STANDS).order_by(roles.c.given_at, roles.c.user_id)
)
# What somebody says of their manager goes before what their profile says.
_MANAGER = func.coalesce(preferences.c.manager, people.c.manager)
_REPORTS = (
    select(people.c.user_id)
    .select_from(
        people.outerjoin(
            preferences,
            (preferences.c.workspace_id == people.c.workspace_id) & (preferences.c.user_id == people.c.user_id),
        )
    )
    .where(people.c.workspace_id == bindparam("ws"), _MANAGER.in_(bindparam("managers", expanding=True)))
)


async def named(tx: AsyncConnection, workspace_id: str, kind: RoleKind, *, lock: bool = False) -> list[Role]:
    """Everybody named to be this, in the order they were named."""
    return await every(tx, Role, locked(_NAMED, lock), ws=workspace_id, role=kind)


async def held_by(tx: AsyncConnection, workspace_id: str, user_id: str) -> list[Role]:
    """What somebody is named to be at present."""
    return await every(tx, Role, _OF, ws=workspace_id, person=user_id)


async def get(
    tx: AsyncConnection, workspace_id: str, user_id: str, kind: RoleKind, *, lock: bool = False
) -> Role | None:
    """One role of one person, also one that was taken from them."""
    return await one(tx, Role, locked(_ONE, lock), ws=workspace_id, person=user_id, role=kind)


async def reports_of(tx: AsyncConnection, workspace_id: str, user_id: str) -> frozenset[str]:
    """Everybody whose manager somebody is, however far down; never themselves."""
    found: set[str] = set()
    managers = {user_id}
    for _ in range(_MOST_LEVELS):
        below = await tx.scalars(_REPORTS, {"ws": workspace_id, "managers": sorted(managers)})
        managers = set(below) - found - {user_id}
        if not managers:
            break
        found |= managers
    return frozenset(found)

"""Who somebody is at the moment their file is read, which customers are hidden from them, and which are theirs."""

from __future__ import annotations

from sqlalchemy import or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.import_book import MaySee
from reviews.people import standing_of
from reviews.rights import Actor, Reach, RoleKind, Standing
from storage import people, roles
from storage.tables import accounts
from storage.visible import seen


async def actor_of(tx: AsyncConnection, workspace_id: str, user_id: str, installer: str) -> Actor:
    """Somebody with their rights, as far as they are known here: who was never read may do nothing."""
    person = await people.by_id(tx, workspace_id, user_id)
    standing = standing_of(person, None) if person else Standing.UNKNOWN
    if person is None or standing is not Standing.MEMBER:
        return Actor(workspace_id, user_id, standing)
    held = {each.kind: each for each in await roles.held_by(tx, workspace_id, user_id)}
    leading = held.get(RoleKind.LEADER)
    return Actor(
        workspace_id,
        user_id,
        standing,
        is_admin=person.is_admin or RoleKind.ADMIN in held or (bool(installer) and user_id == installer),
        leads=(leading.reach or Reach.REPORTS) if leading else None,
        reports=await roles.reports_of(tx, workspace_id, user_id),
    )


async def may_see(tx: AsyncConnection, actor: Actor) -> MaySee | None:
    """Which customers somebody may know of, by number; None where that is every one.

    Only private customers can be hidden, and there are few of them: those are listed.
    """
    if actor.sees_all:
        return None
    hidden = select(accounts.c.id).where(
        # Not "not seen": where one way to see it is unknown to the database, so is the whole.
        accounts.c.workspace_id == actor.workspace_id,
        accounts.c.is_private,
        seen(actor).is_not(true()),
    )
    found = frozenset(await tx.scalars(hidden))
    return (lambda number: number not in found) if found else None


async def may_edit(tx: AsyncConnection, actor: Actor) -> MaySee | None:
    """Which customers somebody may change, as `reviews.rights` has it for one by one; None where that is every one."""
    if actor.sees_all:
        return None
    whose = [actor.user_id, *(sorted(actor.reports) if actor.leads else ())]
    own = select(accounts.c.id).where(
        accounts.c.workspace_id == actor.workspace_id, or_(accounts.c.owner.is_(None), accounts.c.owner.in_(whose))
    )
    found = frozenset(await tx.scalars(own))
    return found.__contains__

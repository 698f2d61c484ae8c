"""Who reads a weekly digest, and when the clock looks at each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.digests import DigestSettings
from reviews.people import standing_of
from reviews.rights import Actor, Reach, Role, RoleKind, Standing
from storage import people, roles
from storage.rows import every, one, selected, to_row
from storage.statements import insert_into, locked
from storage.tables import digests
from storage.tables import roles as roles_table
from storage.wake import outbox_grew

_HERE = digests.c.workspace_id == bindparam("ws")
_THIS = and_(_HERE, digests.c.user_id == bindparam("person"))
_OF = selected(DigestSettings).where(_THIS)
_DUE = (
    select(digests.c.workspace_id, digests.c.user_id)
    .where(digests.c.look_at.is_not(None), digests.c.look_at <= bindparam("now"))
    .order_by(digests.c.look_at, digests.c.workspace_id, digests.c.user_id)
    .limit(bindparam("most"))
)
_WAITING = (
    selected(DigestSettings)
    .add_columns(digests.c.look_at)
    .where(_THIS, digests.c.look_at.is_not(None), digests.c.look_at <= bindparam("now"))
)
_HELD = _WAITING.with_for_update(skip_locked=True)
_NEXT = select(func.min(digests.c.look_at)).where(digests.c.look_at.is_not(None))
_LOOK_AGAIN = update(digests).where(_THIS).values(look_at=bindparam("moment"))
_SAID = update(digests).where(_THIS).values(said_at=bindparam("now"))
_WITHOUT = (
    selected(Role)
    .select_from(
        roles_table.outerjoin(
            digests,
            and_(
                digests.c.workspace_id == roles_table.c.workspace_id,
                digests.c.user_id == roles_table.c.user_id,
            ),
        )
    )
    .where(
        roles_table.c.kind == RoleKind.LEADER,
        roles_table.c.ended_at.is_(None),
        digests.c.user_id.is_(None),
    )
    .order_by(roles_table.c.workspace_id, roles_table.c.user_id)
    .limit(bindparam("most"))
)


async def of(tx: AsyncConnection, workspace_id: str, user_id: str, *, lock: bool = False) -> DigestSettings | None:
    """What somebody has chosen, or was given as a leader."""
    return await one(tx, DigestSettings, locked(_OF, lock), ws=workspace_id, person=user_id)


async def to_look_at(tx: AsyncConnection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """Readers of all workspaces whose moment has come: workspace and person, longest waiting first."""
    return [(row[0], row[1]) for row in await tx.execute(_DUE, {"now": now, "most": limit})]


async def waiting(
    tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime
) -> tuple[DigestSettings, datetime] | None:
    """One reader's settings and since when they wait; None where they do not, or not any more."""
    return await _one(tx, _WAITING, workspace_id, user_id, now)


async def held(
    tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime
) -> tuple[DigestSettings, datetime] | None:
    """The same, held for this transaction; None where another took them."""
    return await _one(tx, _HELD, workspace_id, user_id, now)


async def _one(
    tx: AsyncConnection, statement: Select[Any], workspace_id: str, user_id: str, now: datetime
) -> tuple[DigestSettings, datetime] | None:
    row = (await tx.execute(statement, {"ws": workspace_id, "person": user_id, "now": now})).first()
    return None if row is None else (DigestSettings(*row[:-1]), row[-1])


async def look_again(tx: AsyncConnection, workspace_id: str, user_id: str, moment: datetime | None) -> None:
    """The clock looks at them again then; None: not before they change something."""
    await tx.execute(_LOOK_AGAIN, {"ws": workspace_id, "person": user_id, "moment": moment})


async def next_look(tx: AsyncConnection) -> datetime | None:
    """When the next reader must be looked at, of all workspaces; None when none must."""
    moment: datetime | None = await tx.scalar(_NEXT)
    return moment


async def said(tx: AsyncConnection, workspace_id: str, user_id: str, now: datetime) -> None:
    """Their digest was put together: what changes from now on is news."""
    await tx.execute(_SAID, {"ws": workspace_id, "person": user_id, "now": now})


async def leaders_without(tx: AsyncConnection, limit: int) -> list[Role]:
    """Leaders of all workspaces who have neither been given a digest nor ended it."""
    return await every(tx, Role, _WITHOUT, most=limit)


async def give(tx: AsyncConnection, settings: DigestSettings, moment: datetime | None) -> None:
    """Give somebody a digest, first looked at then; who has one meanwhile keeps theirs."""
    new = insert_into(tx.dialect.name, digests).on_conflict_do_nothing(index_elements=["workspace_id", "user_id"])
    await tx.execute(new, {**to_row(settings), "look_at": moment})
    outbox_grew(tx)


async def actor(tx: AsyncConnection, workspace_id: str, user_id: str, *, is_installer: bool = False) -> Actor:
    """What somebody may do at this moment, as far as it is known without asking Slack."""
    person = await people.by_id(tx, workspace_id, user_id)
    standing = standing_of(person, None) if person else Standing.UNKNOWN
    plain = Actor(workspace_id, user_id, standing)
    if person is None or standing is not Standing.MEMBER:
        return plain
    held_now = {each.kind: each for each in await roles.held_by(tx, workspace_id, user_id)}
    leading = held_now.get(RoleKind.LEADER)
    return Actor(
        workspace_id,
        user_id,
        standing,
        is_admin=is_installer or person.is_admin or RoleKind.ADMIN in held_now,
        leads=(leading.reach or Reach.REPORTS) if leading else None,
        reports=await roles.reports_of(tx, workspace_id, user_id),
    )

"""How people want to be asked. Written by decisions, like every record."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.preferences import Preferences
from storage.rows import every, one, selected
from storage.statements import locked
from storage.tables import preferences

_HERE = preferences.c.workspace_id == bindparam("ws")
_OF = selected(Preferences).where(_HERE, preferences.c.user_id == bindparam("person"))
_OF_SEVERAL = selected(Preferences).where(_HERE, preferences.c.user_id.in_(bindparam("persons", expanding=True)))


async def of(tx: AsyncConnection, workspace_id: str, user_id: str, *, lock: bool = False) -> Preferences | None:
    """What one person chose; `EVERYBODY` asks for the workspace's own."""
    return await one(tx, Preferences, locked(_OF, lock), ws=workspace_id, person=user_id)


async def of_several(tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str]) -> dict[str, Preferences]:
    """What those of the people chose who chose anything, by their id."""
    found = await every(tx, Preferences, _OF_SEVERAL, ws=workspace_id, persons=sorted(set(user_ids)))
    return {each.user_id: each for each in found}

"""Everybody a plan is about, loaded together: people, their wishes, their managers and who stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Person
from reviews.preferences import EVERYBODY, Preferences
from reviews.rights import RoleKind
from reviews.roster import Roster
from storage import handovers, nudges, people, preferences, roles

_HOPS = 4
"""Somebody's manager may have left and have a manager in turn."""
SILENT_AFTER = 3
"""Nudges left unanswered one after the other, until somebody is asked less often."""
LOOKED_BACK = timedelta(days=60)
"""Nudges older than this say nothing about somebody any more."""


async def load(
    tx: AsyncConnection,
    workspace_id: str,
    user_ids: Iterable[str | None],
    *,
    default_zone: str,
    now: datetime | None = None,
) -> Roster:
    """The roster of these people and of everybody they lead to. With `now` it knows who does not answer any more."""
    known: dict[str, Person] = {}
    wishes: dict[str, Preferences] = {}
    wanted = {user_id for user_id in user_ids if user_id} | {EVERYBODY}
    for _ in range(_HOPS):
        new = wanted - known.keys() - wishes.keys()
        if not new:
            break
        met = await people.by_ids(tx, workspace_id, new)
        known |= {person.user_id: person for person in met}
        found = await preferences.of_several(tx, workspace_id, new)
        wishes |= found
        named = {each.manager for each in met} | {each.manager for each in found.values()}
        wanted = {user_id for user_id in named | {each.stand_in for each in found.values()} if user_id}
    since = now - LOOKED_BACK if now else None
    silent = await nudges.silent(tx, workspace_id, sorted(known), since, SILENT_AFTER) if since else ()
    admins: tuple[str, ...] = ()
    if _somebody_left(known):
        named_admins = [role.user_id for role in await roles.named(tx, workspace_id, RoleKind.ADMIN)]
        found_admins = [
            each
            for each in (*await people.by_ids(tx, workspace_id, named_admins), *await people.admins(tx, workspace_id))
            if not each.deactivated
        ]
        known |= {person.user_id: person for person in found_admins}
        admins = tuple(dict.fromkeys(person.user_id for person in found_admins))
    handed = await handovers.open_since(tx, workspace_id) if _somebody_left(known) else {}
    return Roster(default_zone, known, wishes, frozenset(silent), admins, handed)


def _somebody_left(known: Mapping[str, Person]) -> bool:
    return any(person.deactivated for person in known.values())

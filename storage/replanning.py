"""What is planned for people is looked at again when their working time changes: by their wishes, or in Slack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.model import Person
from reviews.person_from_slack import works_otherwise
from storage import asks, cadence, people, planning


async def plan_anew(tx: AsyncConnection, workspace_id: str, user_ids: Iterable[str], now: datetime) -> None:
    """When these people are asked has changed: what is theirs, and what waits for them, is looked at from `now` on."""
    for user_id in user_ids:
        await planning.look_at_all_of(tx, workspace_id, user_id, now)
        await cadence.look_at_accounts_of(tx, workspace_id, user_id, now)
        await asks.wake_for(tx, workspace_id, user_id, now)


async def keep_person(tx: AsyncConnection, person: Person, now: datetime) -> None:
    """Keeps somebody as just read from Slack; who was not known yet may have been planned for in a wrong zone."""
    before = await people.by_id(tx, person.workspace_id, person.user_id)
    await people.save(tx, person)
    if before is None or works_otherwise(before, person):
        await plan_anew(tx, person.workspace_id, [person.user_id], now)


async def keep_people(tx: AsyncConnection, workspace_id: str, found: Sequence[Person], now: datetime) -> None:
    """Keeps a whole page of a workspace's people; planned anew is only for whom something has changed."""
    known = {each.user_id: each for each in await people.by_ids(tx, workspace_id, [each.user_id for each in found])}
    for person in found:
        await people.save(tx, person)
    changed = [each for each in found if each.user_id in known and works_otherwise(known[each.user_id], each)]
    await plan_anew(tx, workspace_id, [each.user_id for each in changed], now)

"""Everything a brief is made from, loaded together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.brief_model import BriefMaterial
from reviews.goal_progress import Progress, progress
from reviews.model import Account, Action, Gap
from reviews.people import short_names, today_of, zone_of
from reviews.sitting import LastTime
from storage import actions, facts, gaps, goals, people, sittings


async def load(tx: AsyncConnection, account: Account, *, now: datetime, default_zone: str) -> BriefMaterial:
    """What is known of a customer at `now`; its day and its hours are those where its owner is."""
    ws = account.workspace_id
    last = await sittings.last_time(tx, ws, account.id)
    live = await actions.live_on(tx, ws, account.id)
    open_gaps = await gaps.open_on(tx, ws, account.id)
    who = {each.user_id: each for each in await people.by_ids(tx, ws, _ids(account, live, open_gaps, last))}
    owner = who.get(account.owner or "")
    zone = account.time_zone or (owner.time_zone if owner else None)
    today = today_of(now, zone, default_zone)
    known = await facts.of_account(tx, ws, account.id, today)
    return BriefMaterial(
        account=account,
        facts=known,
        today=today,
        zone=zone_of(zone, default_zone),
        review_on=account.next_review_on,
        last=last,
        actions=tuple(live),
        gaps=tuple(open_gaps),
        goals=await _goals(tx, account, today),
        names=short_names(who.values()),
    )


async def _goals(tx: AsyncConnection, account: Account, today: date) -> tuple[Progress, ...]:
    found = await goals.open_on(tx, account.workspace_id, account.id)
    read = await goals.readings(tx, account.workspace_id, [goal.id for goal in found])
    return tuple(progress(goal, read.get(goal.id, ()), today) for goal in found)


def _ids(account: Account, live: Iterable[Action], open_gaps: Iterable[Gap], last: LastTime | None) -> set[str]:
    promised = last.promised if last else ()
    named = {account.owner, *(each.owner for each in open_gaps), *(each.owner for each in (*live, *promised))}
    return {user for user in named if user}

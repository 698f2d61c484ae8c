"""The planning sweep: actions and gaps whose moment has come become questions that wait for a person's next nudge."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.asks import AskState
from reviews.ladder import Key, Plan, plan_item, ref_of_item
from reviews.model import Account, Action, Gap
from reviews.roster import Roster
from storage import asks, planning, rosters
from storage.database import Database

BATCH: Final = 500
_MOST_BATCHES: Final = 2000
BROKEN: Final = (ArithmeticError, LookupError, TypeError, ValueError)
"""What a row that the rules cannot deal with raises; trouble with the database is another matter."""
BROKEN_FOR: Final = timedelta(hours=1)
"""How long something that could not be planned, or a person whose round broke, is left alone."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Following:
    """What the sweeps work with. `clock` answers aware UTC."""

    db: Database
    clock: Callable[[], datetime]
    default_zone: str
    command: str


Seen = tuple[Action | Gap, datetime]


async def plan_all(following: Following) -> int:
    """Plan everything that is to be looked at by now; how many items were looked at. Doing it twice changes nothing."""
    looked = 0
    for kind in (Action, Gap):
        for _ in range(_MOST_BATCHES):
            count = await plan_batch(following, kind)
            looked += count
            if count < BATCH:
                break
    return looked


async def plan_batch(following: Following, kind: type[Action] | type[Gap]) -> int:
    """Plan up to `BATCH` actions or gaps in one transaction."""
    now = following.clock()
    async with following.db.read() as tx:
        if not await planning.to_look_at(tx, kind, now, 1):
            return 0
    try:
        return await _plan_together(following, kind, now)
    except BROKEN:
        log.exception("planning a batch broke; each is planned by itself")
        return await _plan_singly(following, kind, now)


async def _plan_together(following: Following, kind: type[Action] | type[Gap], now: datetime) -> int:
    async with following.db.write() as tx:
        seen = await planning.to_look_at(tx, kind, now, BATCH)
        # One order for everybody: two copies that plan the same things then wait for each other and never in a ring.
        for workspace_id, group in groupby(sorted(seen, key=_place), key=_workspace):
            await _plan_of(following, tx, kind, workspace_id, list(group), now)
    return len(seen)


async def _plan_singly(following: Following, kind: type[Action] | type[Gap], now: datetime) -> int:
    """Plan what a batch could not: one that cannot be planned is left alone for a while and holds back no other."""
    async with following.db.read() as tx:
        seen = await planning.to_look_at(tx, kind, now, BATCH)
    for item, look_at in seen:
        try:
            async with following.db.write() as tx:
                await _plan_of(following, tx, kind, item.workspace_id, [(item, look_at)], now)
        except BROKEN:
            log.exception("planning %s of %s broke", ref_of_item(item), item.workspace_id)
            async with following.db.write() as tx:
                await planning.look_again(tx, kind, [(item, look_at, now + BROKEN_FOR)])
    return len(seen)


def _workspace(seen: Seen) -> str:
    return seen[0].workspace_id


def _place(seen: Seen) -> tuple[str, int]:
    return seen[0].workspace_id, seen[0].id


async def _plan_of(
    following: Following,
    tx: AsyncConnection,
    kind: type[Action] | type[Gap],
    workspace_id: str,
    seen: Sequence[Seen],
    now: datetime,
) -> None:
    items = [item for item, _ in seen]
    accounts = await planning.accounts_of(tx, workspace_id, (item.account_id for item in items))
    people = people_of(items, accounts.values())
    roster = await rosters.load(tx, workspace_id, people, default_zone=following.default_zone, now=now)
    asked: dict[str, set[Key]] = {}
    for ask in await asks.of_subjects(tx, workspace_id, map(ref_of_item, items)):
        if ask.state is not AskState.DROPPED:
            asked.setdefault(ask.subject, set()).add((ask.kind, ask.about))
    plans = [(item, look_at, _plan(item, accounts, asked, roster, now)) for item, look_at in seen]
    await asks.add(tx, [ask for _, _, plan in plans for ask in plan.asks])
    await planning.look_again(tx, kind, [(item, look_at, plan.look_at) for item, look_at, plan in plans])


def _plan(
    item: Action | Gap,
    accounts: dict[int, Account],
    asked: dict[str, set[Key]],
    roster: Roster,
    now: datetime,
) -> Plan:
    known = asked.get(ref_of_item(item), set())
    return plan_item(item, accounts.get(item.account_id or 0), known, roster, now=now)


def people_of(items: Iterable[Action | Gap], accounts: Iterable[Account]) -> set[str | None]:
    """Everybody whose working time a plan may need: owners, who blocks them, and the accounts' owners."""
    blockers = {item.blocked_by for item in items if isinstance(item, Action)}
    return {*(item.owner for item in items), *blockers, *(account.owner for account in accounts)}

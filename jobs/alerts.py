"""Lines that were crossed: its owner is told once, at a time they work, and its leaders of an alarm.

One message a person and day, put together as they begin to work: until then a customer may have recovered. What is
queued and who has heard are written in one transaction, so a crash neither loses nor repeats it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.following import BROKEN, Following
from jobs.healths import compute
from reviews.health.alerts import (
    MOST_IN_FULL,
    Alert,
    AlertSheet,
    Crossing,
    Hearing,
    Lead,
    hearings,
    key_of,
    marker_of,
    slots_of,
    was_told,
    worst_first,
)
from reviews.health.crossing import is_at_rest, told_level
from reviews.health.packing import unpack
from reviews.health.playbooks import running
from reviews.health.sheet import HealthSheet
from reviews.health.weights import Weights, weights_of
from reviews.messages.alerts import alert_message
from reviews.model import Account, MarkColour
from reviews.people import today_of
from reviews.rights import Reach, RoleKind
from reviews.roster import Roster
from storage import actions, alerts, healths, outbox, planning, playbooks, roles, rosters
from storage.alerts import Waiting
from storage.errors import ConflictError
from storage.values import Say

log = logging.getLogger(__name__)
BATCH: Final = 1000
"""So many customers that wait are looked at in one sweep."""
NOBODY_FOR: Final = timedelta(days=7)
"""How long a line that was crossed waits for somebody to be there to hear of it."""
_COUNTED_ANEW: Final = 50
_LEVELS: Final = (MarkColour.RED, MarkColour.YELLOW)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known of a workspace's crossings: those to tell of, with everybody they concern."""

    workspace_id: str
    crossings: tuple[Crossing, ...]
    quiet: tuple[int, ...]
    leads: tuple[Lead, ...]
    roster: Roster
    heard: frozenset[str]
    now: datetime

    def pending(self) -> dict[str, list[Hearing]]:
        """By reader, what each has not heard yet."""
        found: dict[str, list[Hearing]] = {}
        for crossing in self.crossings:
            for hearing in hearings(crossing, self.leads, self.roster, self.now):
                if not was_told(crossing, hearing.slot, self.heard):
                    found.setdefault(hearing.reader, []).append(hearing)
        return found

    def settled(self, heard: Iterable[str]) -> list[int]:
        """The customers of whom everybody was told, once these have heard too."""
        known = {*self.heard, *heard}
        return [each.account.id for each in self.crossings if self._is_settled(each, known)]

    def _is_settled(self, crossing: Crossing, known: set[str]) -> bool:
        slots = slots_of(crossing, self.leads, self.roster)
        return bool(slots) and all(was_told(crossing, slot, known) for slot in slots)


async def sweep_alerts(following: Following) -> int:
    """Tell of every line that was crossed and may be told by now; how many messages. Twice says nothing twice."""
    now = following.clock()
    async with following.db.read() as tx:
        found = await alerts.waiting(tx, now, BATCH)
    said = 0
    for workspace_id, group in groupby(sorted(found, key=_place), key=_workspace):
        try:
            said += await _tell(following, workspace_id, list(group), now)
        except ConflictError as conflict:
            log.info("the alerts of %s wait for the next sweep: %s", workspace_id, conflict)
        except BROKEN:
            log.exception("the alerts of %s broke", workspace_id)
    return said


async def _tell(following: Following, workspace_id: str, waiting: Sequence[Waiting], now: datetime) -> int:
    """One workspace: everybody who works now and had none today, each in a transaction of their own."""
    async with following.db.read() as tx:
        desk = await _load(following, tx, workspace_id, waiting, now)
        free = await _free(tx, desk)
    # Two copies of the bot may each have told one of two readers: neither saw that everybody has heard.
    if over := [*desk.quiet, *desk.settled(())]:
        async with following.db.write() as tx:
            await healths.told(tx, workspace_id, over)
    said = 0
    for reader in sorted(free):
        try:
            said += await _tell_one(following, desk, reader)
        except ConflictError as conflict:
            log.info("the alert for %s in %s waits: %s", reader, workspace_id, conflict)
        except BROKEN:
            log.exception("the alert for %s in %s broke", reader, workspace_id)
    return said


async def _load(
    following: Following, tx: AsyncConnection, workspace_id: str, waiting: Sequence[Waiting], now: datetime
) -> _Desk:
    accounts = await planning.accounts_of(tx, workspace_id, [each.account_id for each in waiting])
    crossings = [_crossing(each, accounts[each.account_id]) for each in waiting if each.account_id in accounts]
    loud = [each for each in crossings if told_level(each.mark) and not is_at_rest(each.account)]
    leads = await _leads(tx, workspace_id)
    people = [*(each.account.owner for each in loud), *(lead.user_id for lead in leads)]
    roster = await rosters.load(tx, workspace_id, people, default_zone=following.default_zone)
    slots = {each: slots_of(each, leads, roster) for each in loud}
    spoken = tuple(each for each, whose in slots.items() if whose or now - each.at < NOBODY_FOR)
    markers = [marker_of(each, slot, mark) for each in spoken for slot in slots[each] for mark in _LEVELS]
    known = {each.account.id for each in spoken}
    return _Desk(
        workspace_id,
        spoken,
        tuple(each.account_id for each in waiting if each.account_id not in known),
        leads,
        roster,
        frozenset(await alerts.heard(tx, workspace_id, markers)),
        now,
    )


def _crossing(waits: Waiting, account: Account) -> Crossing:
    return Crossing(account, waits.mark, waits.score, waits.alert_at)


async def _leads(tx: AsyncConnection, workspace_id: str) -> tuple[Lead, ...]:
    found = []
    for role in await roles.named(tx, workspace_id, RoleKind.LEADER):
        reach = role.reach or Reach.REPORTS
        reports = frozenset() if reach is Reach.ALL else await roles.reports_of(tx, workspace_id, role.user_id)
        found.append(Lead(role.user_id, reach, reports))
    return tuple(found)


async def _free(tx: AsyncConnection, desk: _Desk) -> list[str]:
    """Who has something to hear, works at this moment and had no alert today."""
    pending = desk.pending()
    working = {
        reader: key_of(reader, desk.roster.calendar(reader).today(desk.now))
        for reader in pending
        if desk.roster.calendar(reader).may_speak(desk.now)
    }
    had = await alerts.queued(tx, desk.workspace_id, working.values())
    return sorted(reader for reader, key in working.items() if key not in had)


async def _tell_one(following: Following, before: _Desk, reader: str) -> int:
    """One person's message, of how their customers stand at this very moment; 0 where nothing is left to say."""
    crossings = sorted({each.crossing for each in before.pending().get(reader, ())}, key=worst_first)
    async with following.db.write() as tx:
        desk = await _fresh(following, tx, before, [each.account.id for each in crossings])
        mine = sorted(desk.pending().get(reader, ()), key=lambda each: worst_first(each.crossing))
        if not mine or not await _queued(following, tx, desk, reader, mine):
            return 0
        markers = [marker_of(each.crossing, each.slot) for each in mine]
        await alerts.mark_heard(tx, desk.workspace_id, markers, desk.now)
        await healths.told(tx, desk.workspace_id, desk.settled(markers))
    return 1


async def _fresh(following: Following, tx: AsyncConnection, before: _Desk, numbers: Sequence[int]) -> _Desk:
    """The worst of these customers counted anew, since they are told of whole; and all of them that still wait.

    The others were counted in this very round: to count hundreds would hold up everybody who writes.
    """
    workspace_id, now = before.workspace_id, before.now
    await compute(following, tx, workspace_id, numbers[:_COUNTED_ANEW], now)
    return await _load(following, tx, workspace_id, await alerts.still_waiting(tx, workspace_id, numbers, now), now)


async def _queued(following: Following, tx: AsyncConnection, desk: _Desk, reader: str, mine: Sequence[Hearing]) -> bool:
    """Whether it could be queued: another copy of the bot may have been faster."""
    row = await outbox.queue(
        tx,
        desk.workspace_id,
        key=key_of(reader, desk.roster.calendar(reader).today(desk.now)),
        channel=reader,
        operation=Say.POST,
        payload=alert_message(await _sheet(following, tx, desk, reader, mine)),
        now=desk.now,
    )
    return row is not None


async def _sheet(
    following: Following, tx: AsyncConnection, desk: _Desk, reader: str, mine: Sequence[Hearing]
) -> AlertSheet:
    """A customer that somebody hears of in two places is told of once."""
    by_account = {each.crossing.account.id: each for each in reversed(mine)}
    ordered = sorted(by_account.values(), key=lambda each: worst_first(each.crossing))
    whole, rest = ordered[:MOST_IN_FULL], ordered[MOST_IN_FULL:]
    weights = weights_of(await healths.settings(tx, desk.workspace_id))
    alerts_told = [await _alert(following, tx, desk, reader, each, weights) for each in whole]
    return AlertSheet(
        desk.roster.calendar(reader).today(desk.now),
        tuple(each for each in alerts_told if each is not None),
        tuple((each.crossing.account.name, each.crossing.mark) for each in rest),
    )


async def _alert(
    following: Following, tx: AsyncConnection, desk: _Desk, reader: str, hearing: Hearing, weights: Weights
) -> Alert | None:
    account, roster = hearing.crossing.account, desk.roster
    kept = await healths.of_account(tx, desk.workspace_id, account.id)
    if kept is None:
        return None
    person = roster.people.get(reader)
    zone, default = person.time_zone if person else None, following.default_zone
    today = roster.calendar(reader).today(desk.now)
    runs = await playbooks.of_account(tx, desk.workspace_id, account.id)
    made = await actions.by_ids(tx, desk.workspace_id, [number for run in runs for number in run.actions])
    sheet = HealthSheet(
        account,
        unpack(kept.read),
        kept.mark,
        today_of(kept.since, zone, default),
        today,
        was=kept.was,
        lines=weights.thresholds_of(account.tier),
        repair_days=weights.repair_days,
        running=running(runs, made, today),
    )
    away = hearing.slot if hearing.slot != reader else None
    owner = None if account.owner is None else roster.name(account.owner)
    return Alert(sheet, owner, roster.name(away) if away else None)


def _place(waits: Waiting) -> tuple[str, int]:
    return waits.workspace_id, waits.account_id


def _workspace(waits: Waiting) -> str:
    return waits.workspace_id

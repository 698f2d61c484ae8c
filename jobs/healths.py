"""The health sweep: a new fact touches its own customer, and the passing of time all of them, once a night.

What is known is read and weighed outside the write transaction, a page at a time, so that nobody who writes waits for
it. It is kept only where nothing was said of the customer since; otherwise the customer is looked at anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from jobs.following import BROKEN_FOR, Following
from reviews.calendar import WorkCalendar
from reviews.calendar_clock import instant_of, zone_named
from reviews.health.crossing import computed, day_noted
from reviews.health.kept import AccountHealth, HealthDay
from reviews.health.model import View
from reviews.health.packing import pack
from reviews.health.score import assess
from reviews.health.signals import read_all
from reviews.health.weights import Weights, weights_of
from reviews.model import Stage
from storage import health_looks, health_views, healths
from storage.errors import ConflictError
from storage.health_looks import Look

log = logging.getLogger(__name__)
PAGE: Final = 100
"""Customers in one go: few enough that a press in between waits for milliseconds."""
BREATH: Final = 10
"""After so many, whoever waits gets their turn."""
_PAUSE: Final = 0.001
"""Seconds of it. A turn of the loop would not do: the thread on which a commit waits gets none while we compute."""
_MOST_PAGES: Final = 60
"""What is left waits for the next minute, so that a first night of thousands holds back no reminder."""
NIGHT: Final = time(3)
_SPREAD: Final = timedelta(hours=1)
_STRIDE: Final = 2_654_435_761
"""Numbers that follow each other are scattered over the hour."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Customers of one workspace, what is known of them, and what was kept of them when it was read."""

    workspace_id: str
    views: Sequence[View]
    before: dict[int, AccountHealth | None]
    last: dict[int, HealthDay]
    weights: Weights
    now: datetime


@dataclass(slots=True)
class _Outcome:
    """What came of a page: what is to be kept, who is gone, and when each is looked at next."""

    saved: list[tuple[AccountHealth, HealthDay | None]]
    gone: list[int]
    next_looks: dict[int, datetime | None]


async def sweep_healths(following: Following) -> int:
    """Compute the health of every customer of whom something changed, or whose night has come; how many.

    Doing it twice at one moment changes nothing.
    """
    now, looked = following.clock(), 0
    for _ in range(_MOST_PAGES):
        async with following.db.read() as tx:
            due = await health_looks.due(tx, now, PAGE)
        done = 0
        for workspace_id, group in groupby(sorted(due, key=_place), key=_workspace):
            done += await _sweep_page(following, workspace_id, list(group), now)
        looked += done
        if len(due) < PAGE or not done:
            break
        await asyncio.sleep(_PAUSE)
    return looked


async def compute(
    following: Following, tx: AsyncConnection, workspace_id: str, account_ids: Iterable[int], now: datetime
) -> None:
    """Compute the health of these customers at once, in this write transaction, for somebody who asks.

    Whom another transaction is computing at this moment is left to it.
    """
    numbers = sorted(set(account_ids))
    seen = await health_looks.of_accounts(tx, workspace_id, numbers)
    free = await health_looks.held(tx, workspace_id, seen)
    page = await _read(following, tx, workspace_id, sorted(free), now)
    await _keep(tx, page, await _weighed(page), free)


async def _sweep_page(following: Following, workspace_id: str, due: Sequence[Look], now: datetime) -> int:
    """A page together; where one of it cannot even be read, each by itself."""
    try:
        return await _compute_page(following, workspace_id, due, now)
    except ConflictError as conflict:
        log.info("the health of %d customers of %s waits for the next sweep: %s", len(due), workspace_id, conflict)
        return 0
    except Exception:
        log.exception("the health of %d customers of %s broke; each is computed by itself", len(due), workspace_id)
    return sum([await _alone(following, look, now) for look in due])


async def _alone(following: Following, look: Look, now: datetime) -> int:
    try:
        return await _compute_page(following, look.workspace_id, [look], now)
    except ConflictError as conflict:
        log.info("the health of customer %s of %s waits: %s", look.account_id, look.workspace_id, conflict)
        return 0
    except Exception:
        log.exception("the health of customer %s of %s broke", look.account_id, look.workspace_id)
    async with following.db.write() as tx:
        if await health_looks.held(tx, look.workspace_id, [look]):
            await health_looks.look_again(tx, look.workspace_id, {look.account_id: now + BROKEN_FOR})
    return 1


async def _compute_page(following: Following, workspace_id: str, due: Sequence[Look], now: datetime) -> int:
    """Read, weigh, then keep what still holds; how many were kept."""
    numbers = [look.account_id for look in due]
    async with following.db.read() as tx:
        # How often each was asked for is read with what is known of it, or before: never after.
        seen = await health_looks.of_accounts(tx, workspace_id, numbers)
        page = await _read(following, tx, workspace_id, numbers, now)
    outcome = await _weighed(page)
    async with following.db.write() as tx:
        free = await health_looks.held(tx, workspace_id, seen)
        return await _keep(tx, page, outcome, free)


async def _read(
    following: Following, tx: AsyncConnection, workspace_id: str, numbers: Sequence[int], now: datetime
) -> _Page:
    weights = weights_of(await healths.settings(tx, workspace_id))
    kept = await healths.as_kept(tx, workspace_id, numbers)
    views = await health_views.load(
        tx,
        workspace_id,
        numbers,
        now=now,
        default_zone=following.default_zone,
        repair_days=weights.repair_days,
    )
    return _Page(
        workspace_id,
        views,
        {view.account.id: kept.get(view.account.id) for view in views},
        await healths.last_days(tx, workspace_id, numbers),
        weights,
        now,
    )


async def _weighed(page: _Page) -> _Outcome:
    """What the signals come to. One customer whose rules break is left alone for a while and holds back no other."""
    outcome = _Outcome([], [], {})
    for place, view in enumerate(page.views):
        if place % BREATH == BREATH - 1:
            await asyncio.sleep(_PAUSE)
        number = view.account.id
        outcome.next_looks[number] = next_night(view.calendar, number, page.now)
        if view.account.stage is Stage.GONE:
            outcome.gone.append(number)
            outcome.next_looks[number] = None
            continue
        try:
            outcome.saved.append(_computed(page, view))
        except Exception:
            log.exception("the health of customer %s of %s broke", number, page.workspace_id)
            outcome.next_looks[number] = page.now + BROKEN_FOR
    return outcome


def _computed(page: _Page, view: View) -> tuple[AccountHealth, HealthDay | None]:
    account, weights = view.account, page.weights
    health = assess(read_all(view), weights, weights.thresholds_of(account.tier))
    after = computed(page.before[account.id], account, health, pack(health), weights, page.now)
    day = day_noted(after, health, view.today)
    return after, day if _differs(day, page.last.get(account.id)) else None


def _differs(day: HealthDay, before: HealthDay | None) -> bool:
    """Whether it is worth a day of its own: a reason that grows a little and moves no part is not."""
    if before is None or day.day < before.day:
        return before is None
    told = (day.mark, day.score, day.parts, day.reasons.keys())
    return told != (before.mark, before.score, before.parts, before.reasons.keys())


async def _keep(tx: AsyncConnection, page: _Page, outcome: _Outcome, free: set[int]) -> int:
    """Keep what nobody has changed meanwhile; how many customers that are."""
    before = {number: health for number, health in page.before.items() if number in free}
    still = await healths.unchanged(tx, page.workspace_id, before) if before else set()
    if gone := [number for number in outcome.gone if number in still]:
        await healths.forget(tx, page.workspace_id, gone)
    await healths.save_all(tx, [each for each in outcome.saved if each[0].account_id in still])
    moments = {number: moment for number, moment in outcome.next_looks.items() if number in still}
    await health_looks.look_again(tx, page.workspace_id, moments)
    return len(still)


def next_night(calendar: WorkCalendar, account_id: int, now: datetime) -> datetime:
    """The customer's next night after `now`, aware UTC: about three where it is, not all of them at once."""
    zone = zone_named(calendar.zone)
    spread = timedelta(seconds=account_id * _STRIDE % int(_SPREAD.total_seconds()))
    day = calendar.today(now)
    night = instant_of(day, NIGHT, zone) + spread
    return night if night > now else instant_of(day + timedelta(days=1), NIGHT, zone) + spread


def _place(look: Look) -> tuple[str, int]:
    return look.workspace_id, look.account_id


def _workspace(look: Look) -> str:
    return look.workspace_id

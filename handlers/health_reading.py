"""Reading one customer's health for somebody who asks: counted for this very answer, beside what was kept last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.desk import Desk, Request
from handlers.logging_items import me_and_today
from reviews.health.crossing import computed
from reviews.health.kept import HealthDay, PlaybookRun
from reviews.health.model import Health
from reviews.health.playbooks import running
from reviews.health.score import assess
from reviews.health.sheet import KEPT_FOR, HealthSheet
from reviews.health.signals import read_all
from reviews.health.weights import Weights, weights_of
from reviews.model import Account, Person
from reviews.people import short_names, today_of
from reviews.rights import Deed
from storage import actions, health_views, healths, people, playbooks
from storage import reviews as review_store


@dataclass(frozen=True, slots=True)
class _Past:
    """How it fared before, and what is done about it."""

    days: Sequence[HealthDay]
    reviewed_on: date | None
    before: HealthDay | None
    running: Mapping[str, PlaybookRun]
    names: Mapping[str, str]


async def read_health(desk: Desk, request: Request, account: Account) -> HealthSheet | None:
    """Everything a message about it needs, None for a customer that is not there any more. Nothing is written.

    What changed a moment ago counts already; the clock keeps it when it comes to it.
    """
    me, today = await me_and_today(desk, request)
    may_choose = await customers.may_do(desk, request, Deed.LOG, account)
    async with desk.db.read() as tx:
        weights = weights_of(await healths.settings(tx, request.workspace_id))
        health = await _assessed(desk, request, tx, account, weights)
        if health is None:
            return None
        kept = await healths.of_account(tx, request.workspace_id, account.id)
        past = await _past(tx, desk, request, account, me, today)
    now = computed(kept, account, health, {}, weights, request.now)
    return HealthSheet(
        account,
        health,
        now.mark,
        today_of(now.since, me.time_zone, desk.default_zone),
        today,
        was=now.was,
        is_first=kept is None,
        reviewed_on=past.reviewed_on,
        before=past.before,
        days=tuple(past.days),
        lines=weights.thresholds_of(account.tier),
        repair_days=weights.repair_days,
        running=past.running,
        names=past.names,
        may_choose=may_choose,
    )


async def _past(tx: AsyncConnection, desk: Desk, request: Request, account: Account, me: Person, today: date) -> _Past:
    workspace, number = request.workspace_id, account.id
    review = await review_store.last_closed(tx, workspace, number)
    ended = review.ended_at if review else None
    reviewed_on = today_of(ended, me.time_zone, desk.default_zone) if ended else None
    before = await healths.day_before(tx, workspace, number, reviewed_on) if reviewed_on else None
    runs = await playbooks.of_account(tx, workspace, number)
    made = await actions.by_ids(tx, workspace, [each for run in runs for each in run.actions])
    runs_now = running(runs, made, today)
    named = await people.by_ids(tx, workspace, {run.by for run in runs_now.values()})
    days = await healths.days(tx, workspace, number, today - KEPT_FOR)
    return _Past(days, reviewed_on, before, runs_now, short_names(named))


async def _assessed(
    desk: Desk, request: Request, tx: AsyncConnection, account: Account, weights: Weights
) -> Health | None:
    views = await health_views.load(
        tx,
        request.workspace_id,
        [account.id],
        now=request.now,
        default_zone=desk.default_zone,
        repair_days=weights.repair_days,
    )
    if not views:
        return None
    return assess(read_all(views[0]), weights, weights.thresholds_of(account.tier))

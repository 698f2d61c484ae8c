"""Reading one customer's health for somebody who asks: as it was kept last, or counted for this very answer."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import customers
from handlers.desk import Desk, Request
from handlers.logging_items import me_and_today
from reviews.health.model import Health
from reviews.health.packing import unpack
from reviews.health.playbooks import running
from reviews.health.score import assess, mark_of
from reviews.health.sheet import KEPT_FOR, HealthSheet
from reviews.health.signals import read_all
from reviews.health.weights import Weights, weights_of
from reviews.model import Account, MarkColour
from reviews.people import short_names, today_of
from reviews.rights import Deed
from storage import actions, health_views, healths, people, playbooks
from storage import reviews as review_store


async def read_health(desk: Desk, request: Request, account: Account) -> HealthSheet | None:
    """Everything a message about it needs, None for a customer that has gone. Nothing is written."""
    me, today = await me_and_today(desk, request)
    may_choose = await customers.may_do(desk, request, Deed.LOG, account)
    async with desk.db.read() as tx:
        weights = weights_of(await healths.settings(tx, request.workspace_id))
        kept = await healths.of_account(tx, request.workspace_id, account.id)
        if kept is None:
            return await _counted(desk, request, tx, account, weights, today, may_choose=may_choose)
        review = await review_store.last_closed(tx, request.workspace_id, account.id)
        ended = review.ended_at if review else None
        reviewed_on = today_of(ended, me.time_zone, desk.default_zone) if ended else None
        before = await healths.day_before(tx, request.workspace_id, account.id, reviewed_on) if reviewed_on else None
        runs = await playbooks.of_account(tx, request.workspace_id, account.id)
        made = await actions.by_ids(tx, request.workspace_id, [number for run in runs for number in run.actions])
        running_now = running(runs, made, today)
        named = await people.by_ids(tx, request.workspace_id, {run.by for run in running_now.values()})
        days = await healths.days(tx, request.workspace_id, account.id, today - KEPT_FOR)
    return HealthSheet(
        account,
        unpack(kept.read),
        kept.mark,
        today_of(kept.since, me.time_zone, desk.default_zone),
        today,
        was=kept.was,
        computed_on=today_of(kept.computed_at, me.time_zone, desk.default_zone),
        reviewed_on=reviewed_on,
        before=before,
        days=tuple(days),
        lines=weights.thresholds_of(account.tier),
        repair_days=weights.repair_days,
        running=running_now,
        names=short_names(named),
        may_choose=may_choose,
    )


async def _counted(
    desk: Desk,
    request: Request,
    tx: AsyncConnection,
    account: Account,
    weights: Weights,
    today: date,
    *,
    may_choose: bool,
) -> HealthSheet | None:
    """Of a customer whose health nobody counted yet; the clock keeps it when it comes to it."""
    read = await _assessed(desk, request, tx, account, weights)
    if read is None:
        return None
    health, mark = read
    lines = weights.thresholds_of(account.tier)
    return HealthSheet(
        account, health, mark, today, today, lines=lines, repair_days=weights.repair_days, may_choose=may_choose
    )


async def _assessed(
    desk: Desk, request: Request, tx: AsyncConnection, account: Account, weights: Weights
) -> tuple[Health, MarkColour] | None:
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
    lines = weights.thresholds_of(account.tier)
    health = assess(read_all(views[0]), weights, lines)
    return health, mark_of(health, lines, weights, None)

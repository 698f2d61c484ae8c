"""How the sample customers fared in the last half year, as their facts told it week by week: a trend to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.histories import Customer, customers_of
from reviews.backtest.replay import AGREED_HERE, days_until, view_at
from reviews.health.crossing import computed, day_noted
from reviews.health.kept import AccountHealth, HealthDay
from reviews.health.packing import pack
from reviews.health.score import assess
from reviews.health.signals import read_all
from reviews.health.weights import Weights, shipped
from reviews.model import MarkColour
from storage import healths
from storage.database import Database

HALF_A_YEAR: Final = timedelta(weeks=26)
_EVENING: Final = time(18)


async def remember(db: Database, workspace_id: str, now: datetime) -> None:
    """Keep a health of each week until the week before. Nobody is told of what was so long before they came."""
    weights = shipped()
    last = now.astimezone(UTC).date() - timedelta(days=7)
    async with db.read() as tx:
        customers = await customers_of(tx, workspace_id, "UTC")
    kept = []
    for customer in customers:
        days = days_until(max(customer.first, last - HALF_A_YEAR), last)
        kept += lived(customer, days, weights)
    async with db.write() as tx:
        for health, day in kept:
            await healths.save(tx, health, day)


def lived(customer: Customer, days: Iterable[date], weights: Weights) -> list[tuple[AccountHealth, HealthDay]]:
    """Each week of one customer, in order; the last is how it stands."""
    lines = weights.thresholds_of(customer.view.account.tier)
    found: list[tuple[AccountHealth, HealthDay]] = []
    before: AccountHealth | None = None
    for day in days:
        view = view_at(customer.view, day, customer.contracts)
        health = assess((each for each in read_all(view) if each.name not in AGREED_HERE), weights, lines)
        at = datetime.combine(day, _EVENING, UTC)
        stands = computed(before, customer.view.account, health, pack(health), weights, at)
        # As bad as it gets has been told: nobody is woken by what the seeding brings.
        before = replace(stands, alerted=MarkColour.RED, alert_at=None)
        found.append((before, day_noted(before, health, day)))
    return found

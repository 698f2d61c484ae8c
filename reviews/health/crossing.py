"""When somebody is told: once as a customer crosses a line, and not again before it has recovered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from reviews.health.kept import AccountHealth, HealthDay
from reviews.health.model import Health
from reviews.health.score import mark_of
from reviews.health.weights import Weights
from reviews.model import Account, MarkColour, Stage

_DEPTH: Final = {MarkColour.YELLOW: 1, MarkColour.RED: 2}
"""How bad a mark is. Green and unknown are no alarm."""
_AT_REST: Final = frozenset({Stage.LEAVING, Stage.GONE})


def computed(
    before: AccountHealth | None,
    account: Account,
    health: Health,
    packed: dict[str, object],
    weights: Weights,
    now: datetime,
) -> AccountHealth:
    """A customer's health as it is to be kept. Where it is known for the first time it begins, and crosses no line.

    A file with two years of facts would otherwise tell of dozens at once.
    """
    mark = mark_of(health, weights.thresholds_of(account.tier), weights, _stood(before))
    if before is None:
        told = told_level(mark)
        return AccountHealth(account.workspace_id, account.id, mark, health.score, now, now, packed, alerted=told)
    turned = mark is not before.mark
    alerted, alert_at = _alarm(before, mark, is_at_rest(account) or _never_known(before), now)
    return AccountHealth(
        account.workspace_id,
        account.id,
        mark,
        health.score,
        now if turned else before.since,
        now,
        packed,
        was=before.mark if turned else before.was,
        alerted=alerted,
        alert_at=alert_at,
    )


def day_noted(after: AccountHealth, health: Health, day: date) -> HealthDay:
    """What is kept of a day in a customer's history."""
    return HealthDay(
        after.workspace_id,
        after.account_id,
        day,
        after.mark,
        after.score,
        {each.part.value: each.score for each in health.parts},
        {each.name.value: round(each.strength, 2) for each in health.reasons},
    )


def is_at_rest(account: Account) -> bool:
    """Whether nobody wants to hear of it: it is paused, or it is leaving or gone."""
    return account.paused_at is not None or account.stage in _AT_REST


def told_level(mark: MarkColour) -> MarkColour | None:
    """The level that counts as told once somebody has been told of this mark; None for a mark that is no alarm."""
    return mark if mark in _DEPTH else None


def _stood(before: AccountHealth | None) -> MarkColour | None:
    """The mark to recover from. A day of not knowing ends no alarm, so what was told goes on through it."""
    if before is None:
        return None
    return before.alerted if before.mark is MarkColour.UNKNOWN else before.mark


def _never_known(before: AccountHealth) -> bool:
    """Never scored: a score of which too little is known to call it green is known all the same."""
    return before.score is None and before.was is None and before.alerted is None


def _alarm(
    before: AccountHealth, mark: MarkColour, at_rest: bool, now: datetime
) -> tuple[MarkColour | None, datetime | None]:
    """The level told so far, and since when one is to be told.

    Green ends an alarm, and so does yellow that of red: crossing again is news again. Unknown says nothing either way.
    """
    if mark is MarkColour.UNKNOWN:
        return before.alerted, None
    depth, told_depth = _DEPTH.get(mark, 0), _DEPTH.get(before.alerted, 0) if before.alerted else 0
    if depth <= told_depth or at_rest:
        return told_level(mark), None
    return before.alerted, before.alert_at or now

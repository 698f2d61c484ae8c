"""A history lived through week by week: what the signals, the score and the marks would have said of each customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from reviews.backtest.as_known import TWO_QUARTERS, as_known
from reviews.backtest.metrics import Case
from reviews.facts import ContractFact
from reviews.health.crossing import computed, told_level
from reviews.health.kept import AccountHealth
from reviews.health.model import Health, Signal, SignalName, View
from reviews.health.score import assess
from reviews.health.signals import read_all
from reviews.health.weights import Weights
from reviews.model import MarkColour

WEEK: Final = timedelta(days=7)
_ALARMS: Final = (MarkColour.YELLOW, MarkColour.RED)
_WEEKS_OF_QUARTER: Final = 13
AGREED_HERE: Final = frozenset(
    {
        SignalName.BLOCKING_GAPS,
        SignalName.REPEATED_GAPS,
        SignalName.BROKEN_PROMISES,
        SignalName.WEAK_TWICE,
        SignalName.GOALS,
        SignalName.OUR_SPONSOR,
    }
)
"""Signals about what is agreed in Slack, of which no file tells."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a customer: it left on that day, or renewed."""

    account: str
    left: bool
    on: date


Fates = Mapping[str, Sequence[Outcome]]
"""What became of each customer, by its name; several of one customer in the order of their days."""


@dataclass(frozen=True, slots=True)
class Week:
    """One customer at the end of one week. `crossed`: somebody would have been told."""

    account: str
    day: date
    health: Health
    mark: MarkColour
    crossed: bool


def weeks_of(
    view: View, days: Iterable[date], weights: Weights, contracts: Sequence[ContractFact] = ()
) -> Iterator[Week]:
    """Live through these days, which come in order. `view` holds everything ever known of the customer.

    `contracts` are all it ever had, the newest last.
    """
    kept: AccountHealth | None = None
    lines = weights.thresholds_of(view.account.tier)
    for day in days:
        seen = view_at(view, day, contracts)
        told = (each for each in read_all(seen) if each.name not in AGREED_HERE)
        health = assess(told, weights, lines)
        now = datetime.combine(day, time(18), UTC)
        after = computed(kept, view.account, health, {}, weights, now)
        crossed = after.alert_at is not None
        kept = replace(after, alerted=told_level(after.mark), alert_at=None) if crossed else after
        yield Week(view.account.name, day, health, after.mark, crossed)


def view_at(view: View, day: date, contracts: Sequence[ContractFact] = ()) -> View:
    """The customer as it was known at the end of a day: its facts, and the contract of that time.

    What was agreed here (gaps, actions, reviews, goals) is no part of a history, and so is unknown.
    """
    now = datetime.combine(day + timedelta(days=1), time(), UTC)
    since = now - TWO_QUARTERS
    contract = next((each for each in reversed(contracts) if each.starts_on and each.starts_on <= day), None)
    return replace(
        view,
        account=replace(view.account, renewal_on=None, sponsor=None, sponsor_met_on=None),
        today=day,
        facts=as_known(replace(view.facts, contract=contract), day),
        heard=tuple(each for each in view.heard if since.date() <= each.day <= day),
        gaps=(),
        actions=(),
        marks=(),
        reviewed_on=None,
        goals=(),
    )


def days_until(first: date, last: date) -> list[date]:
    """One day a week, the last of them `last`."""
    count = max(0, (last - first) // WEEK)
    return [last - WEEK * number for number in range(count, -1, -1)]


def fate(outcomes: Sequence[Outcome], day: date, ahead: timedelta) -> bool | None:
    """Whether a customer left within the horizon of a day. None where it had left already, or nobody knows."""
    if any(each.left and each.on <= day for each in outcomes):
        return None
    later = [each for each in outcomes if each.on > day]
    if any(each.left and each.on - day <= ahead for each in later):
        return True
    return False if later else None


def cases(weeks: Iterable[Week], outcomes: Fates, ahead: timedelta) -> list[Case]:
    """Each customer in each week with what became of it within the horizon, by its score."""
    return [
        Case(week.account, 100.0 - week.health.score, became, week.day)
        for week in weeks
        if week.health.score is not None
        and (became := fate(outcomes.get(week.account, ()), week.day, ahead)) is not None
    ]


def cases_of(name: SignalName, weeks: Iterable[Week], outcomes: Fates, ahead: timedelta) -> list[Case]:
    """The same by one signal, in the weeks in which it could be read."""
    return [
        Case(week.account, signal.strength, became, week.day)
        for week in weeks
        if (signal := _signal(week.health, name)) is not None
        and (became := fate(outcomes.get(week.account, ()), week.day, ahead)) is not None
    ]


def leads(weeks: Iterable[Week], outcomes: Fates) -> dict[str, int]:
    """Of customers that left: how many days before they were first yellow or red and stayed so until they left.

    0 where they were not at the end.
    """
    found: dict[str, int] = {}
    for account, theirs in by_account(weeks).items():
        left = next((each.on for each in outcomes.get(account, ()) if each.left), None)
        if left is None:
            continue
        found[account] = 0
        for week in theirs:
            if week.day < left:
                found[account] = (found[account] or (left - week.day).days) if week.mark in _ALARMS else 0
    return found


def false_alarms(weeks: Iterable[Week], outcomes: Fates) -> float | None:
    """How often somebody would have been told of a customer that never left: a quarter, for a hundred of them."""
    stayed = {name for name, theirs in outcomes.items() if theirs and not any(each.left for each in theirs)}
    lived = [week for week in weeks if week.account in stayed]
    quarters = len(lived) / _WEEKS_OF_QUARTER
    return 100 * sum(week.crossed for week in lived) / quarters if quarters else None


def by_account(weeks: Iterable[Week]) -> dict[str, list[Week]]:
    """The weeks of each customer, in their order."""
    found: dict[str, list[Week]] = {}
    for week in weeks:
        found.setdefault(week.account, []).append(week)
    return found


def _signal(health: Health, name: SignalName) -> Signal | None:
    return next((each for each in health.signals if each.name is name), None)

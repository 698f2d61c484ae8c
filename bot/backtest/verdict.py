"""What a replay comes to: the figures of the score and of each signal, with a negative control beside each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.backtest.history import History
from reviews.account_facts import QUARTER
from reviews.backtest.metrics import Case, Figures, control, figures, median_of, roc
from reviews.backtest.replay import (
    AGREED_HERE,
    Fates,
    Week,
    by_account,
    cases,
    cases_of,
    days_until,
    false_alarms,
    leads,
    weeks_of,
)
from reviews.health.model import SignalName
from reviews.health.weights import Weights
from reviews.model import MarkColour


@dataclass(frozen=True, slots=True)
class Told:
    """How one ranking did; `control`: the same with outcomes dealt out at random, near 0.5 where nothing leaks."""

    name: str
    figures: Figures
    control: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A whole back-test. `leads` are days, of customers that left; 0 where nobody would have been told.

    `unmarked`: the share of weeks in which too little was known to be green. `unmatched`: outcomes without facts.
    `approach`: the mean score so many weeks before a customer left, and of those that stayed.
    """

    customers: int
    left: int
    first: date
    last: date
    weeks_ahead: int
    capacity: int
    score: Told
    signals: tuple[Told, ...]
    leads: tuple[int, ...]
    false_alarms: float | None
    curve: tuple[tuple[float, float], ...]
    approach: tuple[tuple[int, float], ...]
    stayed: float | None
    unmatched: tuple[str, ...] = ()
    unmarked: float = 0.0

    @property
    def lead(self) -> float | None:
        """The median of the days before, in weeks, of those somebody would have been told of."""
        median = median_of([days / 7 for days in self.leads if days])
        return None if median is None else round(median, 1)

    @property
    def missed(self) -> int:
        """Customers that left and were not yellow or red at the end."""
        return sum(1 for days in self.leads if not days)


def replayed(history: History, weights: Weights, progress: Callable[[int, int], None]) -> list[Week]:
    """Every customer lived through, from a quarter after the first fact to the last outcome."""
    days = days_until(history.first + QUARTER, history.last)
    found: list[Week] = []
    for number, customer in enumerate(history.customers, 1):
        left = [each.on for each in history.fates.get(customer.view.account.name, ()) if each.left]
        lived = [day for day in days if day >= customer.first and (not left or day < min(left))]
        found.extend(weeks_of(customer.view, lived, weights, customer.contracts))
        progress(number, len(history.customers))
    return found


def judge(history: History, weeks: Sequence[Week], weeks_ahead: int, capacity: int) -> Verdict:
    """Hold what was seen against what became of it."""
    ahead, fates = timedelta(weeks=weeks_ahead), history.fates
    known = cases(weeks, fates, ahead)
    gone = leads(weeks, fates)
    return Verdict(
        customers=len(history.customers),
        left=sum(any(each.left for each in theirs) for theirs in fates.values()),
        first=min((week.day for week in weeks), default=history.first),
        last=history.last,
        weeks_ahead=weeks_ahead,
        capacity=capacity,
        score=_told("score", known, capacity),
        signals=tuple(sorted(_signals(weeks, fates, ahead, capacity), key=_best_first)),
        leads=tuple(gone.values()),
        false_alarms=false_alarms(weeks, fates),
        curve=tuple(roc(known)),
        approach=tuple(_approach(weeks, fates, weeks_ahead)),
        stayed=_mean_of_stayed(weeks, fates),
        unmatched=history.unmatched,
        unmarked=sum(week.mark is MarkColour.UNKNOWN for week in weeks) / (len(weeks) or 1),
    )


def _told(name: str, known: Sequence[Case], capacity: int) -> Told:
    return Told(name, figures(known, capacity), control(known))


def _signals(weeks: Sequence[Week], fates: Fates, ahead: timedelta, capacity: int) -> Iterator[Told]:
    for name in (each for each in SignalName if each not in AGREED_HERE):
        yield _told(name.value, cases_of(name, weeks, fates, ahead), capacity)


def _best_first(told: Told) -> tuple[float, str]:
    return -(told.figures.auc or 0), told.name


def _approach(weeks: Sequence[Week], fates: Fates, weeks_ahead: int) -> Iterator[tuple[int, float]]:
    by_distance: dict[int, list[int]] = {}
    for account, theirs in by_account(weeks).items():
        left = next((each.on for each in fates.get(account, ()) if each.left), None)
        for week in theirs:
            if left is not None and week.health.score is not None:
                by_distance.setdefault((left - week.day).days // 7, []).append(week.health.score)
    for distance in sorted(by_distance, reverse=True):
        if 0 <= distance <= 2 * weeks_ahead:
            yield distance, fmean(by_distance[distance])


def _mean_of_stayed(weeks: Sequence[Week], fates: Fates) -> float | None:
    stayed = {name for name, theirs in fates.items() if theirs and not any(each.left for each in theirs)}
    scores = [week.health.score for week in weeks if week.account in stayed and week.health.score is not None]
    return fmean(scores) if scores else None

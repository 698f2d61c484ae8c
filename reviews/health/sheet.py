"""Everything that a message about one customer's health is made from, and what follows from it: window and trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from reviews.health.causes import Cause, cause_of
from reviews.health.changes import what_changed
from reviews.health.kept import HealthDay, PlaybookRun
from reviews.health.model import Health, Thresholds
from reviews.health.playbooks import Playbook, playbooks_for
from reviews.model import Account, MarkColour

KEPT_FOR: Final = timedelta(days=400)
"""How far back a trend is shown: four quarters, and what they began with."""
_SHORT: Final = timedelta(days=100)
"""A history no longer than that is shown week by week, a longer one month by month."""
_WEEK: Final = timedelta(days=7)
_MOST_POINTS: Final = 14


@dataclass(frozen=True, slots=True)
class Window:
    """The time in which action helps: days to the renewal against how long repairing a relation takes."""

    renewal_on: date
    today: date
    repair_days: int

    @property
    def days_left(self) -> int:
        """Days to the renewal; below 0 once it has passed."""
        return (self.renewal_on - self.today).days

    @property
    def begin_by(self) -> date:
        """The last day on which a repair that takes its whole time can begin."""
        return self.renewal_on - timedelta(days=self.repair_days)


@dataclass(frozen=True, slots=True)
class HealthSheet:
    """One customer's health for one reader. Days are the reader's own.

    `since`: the day it took its mark. `is_first`: nothing was kept of it before. `reviewed_on` and `before`: the last
    review, and how it fared then. `days`: its history, oldest first. `running`: playbooks that run, by key. `names`:
    Slack ids to names. `may_choose`: the reader may choose a playbook.
    """

    account: Account
    health: Health
    mark: MarkColour
    since: date
    today: date
    was: MarkColour | None = None
    is_first: bool = False
    reviewed_on: date | None = None
    before: HealthDay | None = None
    days: tuple[HealthDay, ...] = ()
    lines: Thresholds = Thresholds()  # noqa: RUF009 - it is frozen
    repair_days: int = 90
    running: Mapping[str, PlaybookRun] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    may_choose: bool = True

    @property
    def changed(self) -> tuple[str, ...]:
        """What changed since the last review, in plain words."""
        return what_changed(self.health, self.before)

    @property
    def cause(self) -> Cause | None:
        """What is likely behind it."""
        return cause_of(self.health)

    @property
    def playbooks(self) -> tuple[Playbook, ...]:
        """What can be done about it."""
        return playbooks_for(self.cause, self.health)

    @property
    def window(self) -> Window | None:
        """How long action helps; None where no renewal lies ahead."""
        renewal = self.account.renewal_on
        return Window(renewal, self.today, self.repair_days) if renewal and renewal >= self.today else None

    @property
    def trend(self) -> tuple[tuple[str, int], ...]:
        """The score over the last quarters: labels and points, oldest first; empty without two to compare."""
        return trend(self.days, self.health.score, self.today)


def trend(days: Sequence[HealthDay], score: int | None, today: date) -> tuple[tuple[str, int], ...]:
    """The score as it stood at the end of each week or month, and now. Times without a score are left out."""
    if not days:
        return ()
    began = max(days[0].day, today - KEPT_FOR)
    weekly = today - began <= _SHORT
    moments = _weeks(began, today) if weekly else _months(began, today)
    points = [(_label(at, weekly), _score_at(days, at)) for at in moments]
    shown = [(label, point) for label, point in [*points, (_label(today, weekly=True), score)] if point is not None]
    return tuple(shown[-_MOST_POINTS:]) if len(shown) > 1 else ()


def _weeks(began: date, today: date) -> list[date]:
    count = (today - began).days // 7
    return [today - number * _WEEK for number in range(count, 0, -1)]


def _months(began: date, today: date) -> list[date]:
    """The last day of each month from `began` on that has ended."""
    ends, first = [], today.replace(day=1)
    while (end := first - timedelta(days=1)) >= began:
        ends.append(end)
        first = end.replace(day=1)
    return ends[::-1]


def _score_at(days: Sequence[HealthDay], at: date) -> int | None:
    last = None
    for each in days:
        if each.day > at:
            break
        last = each.score
    return last


def _label(day: date, weekly: bool) -> str:
    return f"{day.day} {day:%b}" if weekly else f"{day:%b %y}"

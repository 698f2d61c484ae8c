"""What the numbers of use say: against last quarter, against the account's own usual, by team, and on whom it hangs.

Logins alone say nothing good: growth counts only where somebody noted what people do every week.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Final

from reviews.account_facts import QUARTER, AccountFacts
from reviews.facts import KeyAction, UsageSnapshot

STALE_AFTER: Final = timedelta(days=45)
LEAST_USUAL: Final = 3
"""So many snapshots of the year before make a usual."""
MOVED: Final = 0.1
"""Less than a tenth up or down is no news."""
FALLEN: Final = 0.25
_BEYOND_SEATS: Final = 2
_BEYOND_BEFORE: Final = 10
"""So many times the seats, or what was counted before, is a slip rather than growth."""
_A_YEAR: Final = timedelta(days=366)
_EARLY: Final = timedelta(days=120)
_ONE_PERIOD: Final = timedelta(days=45)
_OUTSIDE: Final = re.compile(
    r"\b(?:csv|excel|spreadsheets?|google sheets?|e-?mails?|by hand|manual(?:ly)?|copy|paste"
    r"|(?:export|download)(?:s|ed|ing)? (?:in)?to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TeamUse:
    """One team now and a quarter before; `before` None where it was not counted then."""

    team: str
    now: int
    before: int | None
    seats: int | None
    snapshot: UsageSnapshot

    @property
    def change(self) -> int:
        """People more or fewer."""
        return 0 if self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class UsageReading:
    """What is known of use at present. `usual`: the median of active people in the year before, None with too few
    snapshots. `series`: one snapshot for each period of the whole account, oldest first. `peak`: the most people active
    in the first months, where fewer are now.
    """

    latest: UsageSnapshot | None = None
    previous: UsageSnapshot | None = None
    usual: float | None = None
    usual_of: int = 0
    teams: tuple[TeamUse, ...] = ()
    series: tuple[UsageSnapshot, ...] = ()
    is_stale: bool = True
    is_summed: bool = False
    peak: UsageSnapshot | None = None

    @property
    def active(self) -> int | None:
        """People active in 30 days."""
        return self.latest.active_30 if self.latest else None

    @property
    def is_doubtful(self) -> bool:
        """Whether the number cannot well be right, held against its own seats and its own past."""
        if self.latest is None or self.active is None:
            return False
        before = self.usual or (self.previous.active_30 if self.previous else None)
        over = self.latest.seats is not None and self.active > _BEYOND_SEATS * self.latest.seats
        return over or bool(before and self.active > _BEYOND_BEFORE * before)

    @property
    def change(self) -> float | None:
        """How much more or less than a quarter before, 0.25 for a quarter more; None where it cannot be said."""
        if self.is_doubtful:
            return None
        before = self.previous.active_30 if self.previous else None
        return None if self.active is None or not before else (self.active - before) / before

    @property
    def against_usual(self) -> float | None:
        """The same against the account's own usual."""
        return (
            None
            if self.active is None or not self.usual or self.is_doubtful
            else (self.active - self.usual) / self.usual
        )

    @property
    def weekly(self) -> tuple[KeyAction, ...]:
        """What people do, by how many do it."""
        actions = self.latest.key_actions if self.latest else ()
        return tuple(sorted(actions, key=lambda each: (-(each.people or 0), -(each.per_week or 0), each.what)))

    @property
    def alone(self) -> tuple[KeyAction, ...]:
        """What one person does alone, where more than one is active."""
        return tuple(each for each in self.weekly if each.people == 1) if (self.active or 2) > 1 else ()

    @property
    def hangs_on_one(self) -> bool:
        """Whether the account's use is one person's."""
        return self.active == 1 or (bool(self.alone) and 2 * len(self.alone) >= len(self.weekly))

    @property
    def outside(self) -> tuple[KeyAction, ...]:
        """Work that still leaves the product."""
        return tuple(each for each in self.weekly if _OUTSIDE.search(each.what))

    @property
    def has_depth(self) -> bool:
        """Whether more is known than who logged in."""
        return self.latest is not None and (bool(self.latest.key_actions) or self.latest.features is not None)


def read_usage(facts: AccountFacts) -> UsageReading:
    """What the snapshots say."""
    whole = _one_each(each for each in facts.usage if each.team == "")
    teams = [each for each in facts.usage if each.team != ""]
    series = whole or _summed(teams)
    if not series:
        return UsageReading()
    latest = series[-1]
    year = [s.active_30 for s in series[:-1] if s.active_30 is not None and s.ends_on >= latest.ends_on - _A_YEAR]
    return UsageReading(
        latest=latest,
        previous=_quarter_before(series, latest.ends_on),
        usual=median(year) if len(year) >= LEAST_USUAL else None,
        usual_of=len(year),
        teams=_teams(teams),
        series=tuple(series),
        is_stale=latest.ends_on < facts.today - STALE_AFTER,
        is_summed=not whole,
        peak=_early_peak(series, facts.contract.starts_on if facts.contract else None),
    )


def _one_each(snapshots: Iterable[UsageSnapshot]) -> list[UsageSnapshot]:
    """One a day, what was said last of it, oldest first."""
    newest: dict[date, UsageSnapshot] = {}
    for each in sorted(snapshots, key=lambda each: (each.as_of, each.id)):
        newest[each.ends_on] = each
    return [newest[day] for day in sorted(newest)]


def _summed(teams: Sequence[UsageSnapshot]) -> list[UsageSnapshot]:
    """The whole account as the sum of its teams, where only those were counted."""
    by_day: dict[date, dict[str, UsageSnapshot]] = {}
    for each in sorted(teams, key=lambda each: (each.as_of, each.id)):
        by_day.setdefault(each.ends_on, {})[each.team] = each
    return [_sum(list(by_day[day].values())) for day in sorted(by_day)]


def _sum(parts: Sequence[UsageSnapshot]) -> UsageSnapshot:
    def total(name: str) -> int | None:
        known = [getattr(each, name) for each in parts if getattr(each, name) is not None]
        return sum(known) if known else None

    return replace(
        parts[0],
        team="",
        seats=total("seats"),
        active_30=total("active_30"),
        active_90=total("active_90"),
        calls=total("calls"),
        features=None,
        key_actions=tuple(action for each in parts for action in each.key_actions),
    )


def _quarter_before(series: Sequence[UsageSnapshot], day: date) -> UsageSnapshot | None:
    """The snapshot nearest to thirteen weeks before, if there is one about then."""
    near = [each for each in series if timedelta(days=60) <= day - each.ends_on <= timedelta(days=130)]
    return min(near, key=lambda each: (abs(day - each.ends_on - QUARTER), each.ends_on), default=None)


def _teams(snapshots: Sequence[UsageSnapshot]) -> tuple[TeamUse, ...]:
    """Each team now and a quarter before; who lost most people first."""
    by_team: dict[str, list[UsageSnapshot]] = {}
    for each in snapshots:
        by_team.setdefault(each.team, []).append(each)
    newest = max((each.ends_on for each in snapshots), default=date.min)
    found = []
    for team, theirs in by_team.items():
        series = _one_each(theirs)
        last = series[-1]
        if last.active_30 is None or last.ends_on < newest - STALE_AFTER:
            continue
        before = _quarter_before(series, last.ends_on)
        found.append(TeamUse(team, last.active_30, before.active_30 if before else None, last.seats, last))
    return tuple(sorted(found, key=lambda each: (each.change, -each.now, each.team)))


def _early_peak(series: Sequence[UsageSnapshot], began: date | None) -> UsageSnapshot | None:
    """The best of a customer's first months, where a quarter or more of those people are gone within its first year."""
    latest = series[-1]
    # A contract that begins where use was counted before is a renewal.
    is_first = began is not None and began - _ONE_PERIOD <= series[0].ends_on
    if began is None or not is_first or latest.ends_on - began > _A_YEAR or latest.active_30 is None:
        return None
    early = [s for s in series[:-1] if s.ends_on - began <= _EARLY and s.active_30 is not None]
    best = max(early, key=lambda each: (each.active_30 or 0, each.ends_on), default=None)
    lost = best is not None and latest.active_30 <= (best.active_30 or 0) * (1 - FALLEN)
    return best if lost else None

"""What a weekly digest says, as frozen values: what changed, what is red, what comes, who is silent, what was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from reviews.digests import Scope
from reviews.health.model import Signal
from reviews.model import Account, Action, MarkColour

AHEAD_DAYS: Final = 120
"""Renewals within so many days are said."""
WEEKS: Final = 12
"""How far the trend of kept promises reaches back."""
SPAN: Final = 4
"""Weeks that are held against as many before."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many customers there are, by what became of their marks. Each of `total` is counted exactly once.

    `eased`: yellow now, and red before. `known`: green now, and unknown before. `paused` and `hidden` (private, where
    others read along) stand beside the total.
    """

    total: int = 0
    turned_red: int = 0
    turned_yellow: int = 0
    eased: int = 0
    recovered: int = 0
    known: int = 0
    unchanged: int = 0
    unknown: int = 0
    paused: int = 0
    hidden: int = 0

    @property
    def changed(self) -> int:
        """How many have another mark than before, those that became unknown left out."""
        return self.turned_red + self.turned_yellow + self.eased + self.recovered + self.known


@dataclass(frozen=True, slots=True)
class Line:
    """One customer. `reasons` are the worst of its bad news; `next` is the earliest thing promised.

    A line `in_short` carries neither: there are too many before it.
    """

    account: Account
    mark: MarkColour
    score: int | None
    since: datetime
    was: MarkColour | None = None
    reasons: tuple[Signal, ...] = ()
    next: Action | None = None
    in_short: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """A customer whose contract ends soon. `blocking`: how many open gaps block its work."""

    account: Account
    mark: MarkColour | None
    score: int | None
    reviewed_on: date | None
    blocking: int


@dataclass(frozen=True, slots=True)
class Renewals:
    """The nearest, how many there are, and what they pay a year by currency ("" where none is known)."""

    lines: tuple[Renewal, ...] = ()
    total: int = 0
    value: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A customer whose review day has passed. `reviewed_on`: the last one that was held."""

    account: Account
    due_on: date
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Customers not reviewed past their rhythm, customers nobody is heard from, owners who answer no nudge.

    `unheard` holds names; the totals count all. `owners` are Slack ids.
    """

    unreviewed: tuple[Unreviewed, ...] = ()
    unreviewed_total: int = 0
    unheard: tuple[Account, ...] = ()
    unheard_total: int = 0
    owners: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.unreviewed_total or self.unheard_total or self.owners)


@dataclass(frozen=True, slots=True)
class Pattern:
    """The same thing at three customers or more. `about`: what its button carries; `gap_id`: it is one gap already."""

    label: str
    accounts: tuple[Account, ...]
    about: Mapping[str, object]
    gap_id: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Promises whose first date fell into the seven days up to `until`: how many, how many of them kept by it, and
    how often their dates were moved.
    """

    until: date
    due: int
    kept: int
    moves: int


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """Twelve weeks, the oldest first, and what is late today."""

    weeks: tuple[Week, ...] = ()
    late: int = 0

    @property
    def now(self) -> Week:
        """The last four weeks together."""
        return _together(self.weeks[-SPAN:])

    @property
    def before(self) -> Week:
        """The four weeks before those."""
        return _together(self.weeks[-2 * SPAN : -SPAN])


@dataclass(frozen=True, slots=True)
class DigestSheet:
    """Everything a digest shows. `since`: what changed after it is news. `calendar` days are the reader's own.

    `reds` are all that are red and were before; of `changed` those that turned red come first and are all there;
    `changed_total` counts all. `at_risk` are yellow and were before. `read_until`: the day up to which the source that
    is furthest behind has spoken, with its name.
    """

    user_id: str
    scope: Scope
    today: date
    since: datetime
    now: datetime
    zone: str
    counts: Counts = Counts()
    changed: tuple[Line, ...] = ()
    changed_total: int = 0
    reds: tuple[Line, ...] = ()
    at_risk: tuple[Line, ...] = ()
    at_risk_total: int = 0
    renewals: Renewals = Renewals()
    patterns: tuple[Pattern, ...] = ()
    silence: Silence = Silence()
    follow: FollowThrough = FollowThrough()
    names: Mapping[str, str] = field(default_factory=dict)
    read_until: date | None = None
    read_kind: str = ""

    def name(self, user_id: str | None) -> str:
        """What somebody is called; "nobody" for None."""
        return self.names.get(user_id or "", user_id or "nobody")


Counted = tuple[bool, MarkColour | None, MarkColour | None, int]
"""Whether paused, the mark now, the mark before where it changed, and how many."""


def count_up(rows: Sequence[Counted], hidden: int = 0) -> Counts:
    """Sum up customers by what became of their marks."""
    found: dict[str, int] = {"hidden": hidden}
    for paused, mark, was, number in rows:
        name = "paused" if paused else _turn(mark, was)
        found[name] = found.get(name, 0) + number
        if not paused:
            found["total"] = found.get("total", 0) + number
    return Counts(**found)


def _turn(mark: MarkColour | None, was: MarkColour | None) -> str:
    if mark is None or mark is MarkColour.UNKNOWN:
        return "unknown"
    if was is None or was is mark:
        return "unchanged"
    if mark is MarkColour.RED:
        return "turned_red"
    if mark is MarkColour.YELLOW:
        return "eased" if was is MarkColour.RED else "turned_yellow"
    return "known" if was is MarkColour.UNKNOWN else "recovered"


def weeks_of(rows: Sequence[tuple[date, int, int, int]], today: date) -> tuple[Week, ...]:
    """Twelve weeks up to yesterday from what was due on each day: how many, how many kept, how often moved."""
    weeks = []
    for back in reversed(range(WEEKS)):
        until = today - timedelta(days=1 + 7 * back)
        mine = [row for row in rows if until - timedelta(days=7) < row[0] <= until]
        weeks.append(Week(until, sum(r[1] for r in mine), sum(r[2] for r in mine), sum(r[3] for r in mine)))
    return tuple(weeks)


def _together(weeks: Sequence[Week]) -> Week:
    until = weeks[-1].until if weeks else date.min
    return Week(until, sum(w.due for w in weeks), sum(w.kept for w in weeks), sum(w.moves for w in weeks))

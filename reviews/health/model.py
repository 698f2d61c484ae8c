"""What a customer's health is made of: signals, parts and the score, as frozen values. Days are the customer's own.

A signal is one fact with a number, a threshold, a source and a date. What cannot be known is said to be unknown; it is
never taken for good news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reviews.account_facts import AccountFacts
from reviews.calendar import WorkCalendar
from reviews.goal_progress import Progress
from reviews.model import Account, Action, ChecklistMark, Gap


class Part(StrEnum):
    """What the score is made of, in the order in which it is said."""

    RELIABILITY = "reliability"
    USAGE = "usage"
    PROMISES = "promises"
    ENGAGEMENT = "engagement"
    SENTIMENT = "sentiment"
    SPONSORSHIP = "sponsorship"
    OUTCOMES = "outcomes"


class SignalName(StrEnum):
    """Every signal there is."""

    INCIDENTS = "incidents"
    REPEATED_INCIDENTS = "repeated_incidents"
    UNFIXED = "unfixed"
    WEAK_TWICE = "weak_twice"
    SEATS_USED = "seats_used"
    USE_FALLING = "use_falling"
    DEPTH_FALLING = "depth_falling"
    CALLS_FALLING = "calls_falling"
    ONE_PERSON = "one_person"
    BLOCKING_GAPS = "blocking_gaps"
    REPEATED_GAPS = "repeated_gaps"
    BROKEN_PROMISES = "broken_promises"
    PEOPLE_HEARD = "people_heard"
    LEVELS_HEARD = "levels_heard"
    ONE_CONTACT = "one_contact"
    SILENCE = "silence"
    REPLY_TIME = "reply_time"
    TICKETS_FELL = "tickets_fell"
    TICKETS_TURNED = "tickets_turned"
    DECLINED = "declined"
    TALK_OF_TERMS = "talk_of_terms"
    SURVEYS = "surveys"
    EXECUTIVES_QUIET = "executives_quiet"
    CHAMPION_LEFT = "champion_left"
    OUR_SPONSOR = "our_sponsor"
    GOALS = "goals"
    RENEWAL_WINDOW = "renewal_window"


@dataclass(frozen=True, slots=True)
class HeardDay:
    """How often one person wrote in a channel that is listened to, on one day. Never what.

    `is_theirs`: somebody of the customer, told by their team or their being a guest.
    """

    day: date
    user_id: str
    is_theirs: bool
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """Everything the signals of one customer are read from, on `today`.

    `gaps` are the open ones and those ended within 26 weeks; `actions` the live ones and those ended within 26 weeks.
    `marks` holds the checklists of the last two closed reviews, the newest first. `goals` are the open ones. `heard`
    reaches back 26 weeks, of channels that are `listened` to. `calendar` is the customer's working time, where it is
    known, else its owner's. `repair_days`: how long repairing a relation takes here.
    """

    account: Account
    facts: AccountFacts
    today: date
    calendar: WorkCalendar
    heard: tuple[HeardDay, ...] = ()
    listened: bool = False
    gaps: tuple[Gap, ...] = ()
    actions: tuple[Action, ...] = ()
    marks: tuple[tuple[ChecklistMark, ...], ...] = ()
    reviewed_on: date | None = None
    goals: tuple[Progress, ...] = ()
    repair_days: int = 90
    sponsor_name: str | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing read. `strength`: 0 nothing to worry about, 1 as bad as it gets; only bad news is above 0.

    `sentence` is whole, plain text (not escaped), with its number, its window and what it is held against. `number`
    and `threshold` are in one unit. `source` names the system, `on` the day its newest fact speaks of, `link` leads to
    it. `cannot_know` is one short sentence. `spoken_for`: a source speaks for the present, so that good news is news;
    where none does, only bad news counts.
    """

    name: SignalName
    part: Part
    strength: float
    sentence: str
    number: float
    threshold: float
    source: str
    on: date | None
    cannot_know: str
    link: str | None = None
    spoken_for: bool = True


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A signal that cannot be read. `missing` says what it would take, as a whole sentence, plain text."""

    name: SignalName
    part: Part
    missing: str


Reading = Signal | NotKnown


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part: 0 to 100, None where nothing of it is known. `share`: of the whole, after missing parts shared out."""

    part: Part
    score: int | None
    share: float


@dataclass(frozen=True, slots=True)
class Health:
    """A customer's health on a day. `score` is None where too little is known to say one.

    `signals` come with the worst first; `unknown` are those that could not be read. `capped_by`: the part,
    red or just above, that keeps the total down; `uncapped` is what it would be without. `known`: the share of the
    weights that is known.
    """

    score: int | None
    parts: tuple[PartScore, ...]
    signals: tuple[Signal, ...]
    unknown: tuple[NotKnown, ...]
    known: float
    capped_by: Part | None = None
    uncapped: int | None = None

    def part(self, part: Part) -> PartScore:
        """One of its parts."""
        return next(each for each in self.parts if each.part is part)

    @property
    def reasons(self) -> tuple[Signal, ...]:
        """What is bad news, the worst first."""
        return tuple(each for each in self.signals if each.strength > 0)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `yellow` is watched, below `red` is an alarm; `recover` points above one ends it."""

    yellow: int = 65
    red: int = 40
    recover: int = 5

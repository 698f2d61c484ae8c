"""What is told of one sample customer, as plain values: its account, its people, its reviews and its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reviews.customer import Level
from reviews.facts import Direction, SurveyKind, TicketKind, TookPart, TouchKind
from reviews.model import MarkColour, Question, Severity, Stage


@dataclass(frozen=True, slots=True)
class Customer:
    """The account's own fields. `since`: the day it became a customer. `key`: what other systems call it."""

    name: str
    key: str
    owner: str
    channel: str
    tier: str
    arr: int
    currency: str
    seats: int
    stage: Stage
    since: date
    renewal_on: date
    next_review_on: date
    sponsor: str | None = None
    sponsor_met_on: date | None = None
    shared_channel: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at the customer, known since `since`."""

    name: str
    title: str
    level: Level
    email: str
    since: date
    champion: bool = False
    sponsor: bool = False
    left_on: date | None = None

    def is_there(self, day: date) -> bool:
        """Whether they work at the customer on that day."""
        return self.since <= day and (self.left_on is None or day < self.left_on)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal of the customer's with where it stood on which days; `reached_on` where it has ended well."""

    what: str
    measure: str
    baseline: float
    target: float
    set_on: date
    due: date
    readings: tuple[tuple[date, float], ...] = ()
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A promise that got another day."""

    on: date
    to: date
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One action. `made_on` is needed outside a review; `gap` is the key of the one it closes.

    `helped`: what was found a month after it was done.
    """

    what: str
    owner: str
    due: date
    done_on: date | None = None
    helped: bool | None = None
    moves: tuple[Move, ...] = ()
    counterpart: str | None = None
    gap: str | None = None
    made_on: date | None = None
    dropped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hole:
    """One gap. `updates` are the days it was given new dates on, each with the new one."""

    key: str
    what: str
    affects: str
    frequency: str
    severity: Severity
    owner: str
    update_on: date
    reason: str
    moves: tuple[Move, ...] = ()
    closed_on: date | None = None
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sat:
    """One closed review. What is not told in `says` and `colours` is read from the facts of its day."""

    day: date
    led_by: str
    goals: str
    risk: str
    expect: str
    colours: Mapping[Question, MarkColour] = field(default_factory=dict)
    says: Mapping[Question, str] = field(default_factory=dict)
    gaps: tuple[Hole, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An incident the customer felt."""

    what: str
    workflow: str
    started_at: datetime
    acknowledged_at: datetime | None
    fixed_at: datetime | None
    felt_by: str


@dataclass(frozen=True, slots=True)
class Use:
    """Use over the 30 days that end on a day; `team` is "" for the whole account. `doing`: what, a week, people."""

    ends_on: date
    team: str
    seats: int | None
    active_30: int
    active_90: int
    calls: int
    features: int
    volume: int | None = None
    volume_unit: str | None = None
    doing: tuple[tuple[str, float, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A ticket. `kind` as support's own list names it in `files`."""

    subject: str
    kind: TicketKind
    workflow: str | None
    requester: str
    opened_at: datetime
    first_reply_at: datetime | None
    solved_at: datetime | None
    reopened: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """One person at the customer and us, once. Those of one meeting share its moment, kind and subject."""

    at: datetime
    person: str
    level: Level | None
    kind: TouchKind
    direction: Direction
    ours: str
    about: str
    took_part: TookPart | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to a survey."""

    at: datetime
    survey: SurveyKind
    score: int
    person: str
    level: Level | None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """One term of the contract."""

    starts_on: date
    renews_on: date
    value: int
    seats: int


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one customer, each part in the order of time."""

    customer: Customer
    people: tuple[Known, ...]
    aims: tuple[Aim, ...]
    reviews: tuple[Sat, ...]
    incidents: tuple[Failure, ...]
    usage: tuple[Use, ...]
    tickets: tuple[Asked, ...]
    touches: tuple[Talk, ...]
    surveys: tuple[Answer, ...]
    deals: tuple[Deal, ...]
    gaps: tuple[Hole, ...] = ()
    promises: tuple[Promise, ...] = ()
    """Gaps and promises made outside a review; each has its `made_on`."""

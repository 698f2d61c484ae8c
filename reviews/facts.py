"""Facts about a customer, each with where it came from. Moments are aware UTC, days are calendar dates.

Every fact carries the same origin. `source` names the system ("zendesk", "slack" for what was typed here) and
`source_id` the fact within it: the two together are one fact, however often it is read. `as_of` is when the source
last changed it, so that an older word never replaces a newer one. `link` leads to the record in the source.
`import_id` names the file it came with. `withdrawn_at`: it was noted by mistake and taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from reviews.customer import Level

TYPED_HERE: Final = "slack"
"""The source of what people typed into Slack; its ids are our own numbers."""


class FactKind(StrEnum):
    """The kinds of facts, each a table of its own."""

    INCIDENT = "incident"
    USAGE = "usage"
    TICKET = "ticket"
    TOUCH = "touch"
    SURVEY = "survey"
    CONTRACT = "contract"


class TicketKind(StrEnum):
    """What a ticket asks for. Data: exports and copies of their data. Contract: terms, price, cancelling."""

    HOW_TO = "how_to"
    PROBLEM = "problem"
    REQUEST = "request"
    DATA = "data"
    CONTRACT = "contract"
    OTHER = "other"


class TouchKind(StrEnum):
    """How we and somebody at the customer met."""

    CALL = "call"
    MEETING = "meeting"
    EMAIL = "email"
    MESSAGE = "message"
    VISIT = "visit"
    EVENT = "event"
    OTHER = "other"


class Direction(StrEnum):
    """Who reached out: they to us, we to them, or both spoke."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


class TookPart(StrEnum):
    """What came of an invitation."""

    ATTENDED = "attended"
    DECLINED = "declined"
    ABSENT = "absent"


class SurveyKind(StrEnum):
    """Which question was asked: would they recommend us, are they satisfied, was it easy."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incident:
    """A failure this customer felt. Shown as I-<id>. `workflow` is what of theirs it hit ("month-end export").

    `day_only`: only the days are known, so nothing may be said in hours.
    """

    workspace_id: str
    id: int
    account_id: int
    what: str
    started_at: datetime
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    workflow: str | None = None
    acknowledged_at: datetime | None = None
    fixed_at: datetime | None = None
    felt_by: str | None = None
    day_only: bool = False
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One thing people do in the product: how often a week, and how many of them do it."""

    what: str
    per_week: float | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class UsageSnapshot:
    """Use over a period of `days` that ends on `ends_on`. `team` is "" for the whole account, else a team or role.

    `active_30` and `active_90`: people active in the 30 and 90 days before the end. `features`: how many different
    ones were used. `volume` counts what matters to them, in `volume_unit` ("invoices").
    """

    workspace_id: str
    id: int
    account_id: int
    ends_on: date
    days: int
    team: str
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    seats: int | None = None
    active_30: int | None = None
    active_90: int | None = None
    calls: int | None = None
    features: int | None = None
    volume: float | None = None
    volume_unit: str | None = None
    key_actions: tuple[KeyAction, ...] = ()
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One question or complaint to support. Open while `solved_at` is None. `reopened`: how often."""

    workspace_id: str
    id: int
    account_id: int
    subject: str
    opened_at: datetime
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    kind: TicketKind | None = None
    workflow: str | None = None
    first_reply_at: datetime | None = None
    solved_at: datetime | None = None
    reopened: int = 0
    requester: str | None = None
    day_only: bool = False
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """One person at the customer and us, once. A meeting with three of them is three rows of one `source_id` stem.

    `person` is their name, "" where it is not known; `ours` a Slack id or a name.
    """

    workspace_id: str
    id: int
    account_id: int
    at: datetime
    person: str
    kind: TouchKind
    direction: Direction
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    contact_id: int | None = None
    level: Level | None = None
    ours: str | None = None
    took_part: TookPart | None = None
    about: str | None = None
    day_only: bool = False
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """What one person answered to one survey. `best` is the top of its scale: 10, 7 or 5."""

    workspace_id: str
    id: int
    account_id: int
    at: datetime
    survey: SurveyKind
    score: float
    best: float
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    person: str | None = None
    contact_id: int | None = None
    level: Level | None = None
    words: str | None = None
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContractFact:
    """What a contract says. `value` is whole units of `currency` a year."""

    workspace_id: str
    id: int
    account_id: int
    source: str
    source_id: str
    as_of: datetime
    noted_by: str
    noted_at: datetime
    starts_on: date | None = None
    renews_on: date | None = None
    value: int | None = None
    currency: str | None = None
    seats: int | None = None
    link: str | None = None
    import_id: int | None = None
    withdrawn_at: datetime | None = None


Fact = Incident | UsageSnapshot | Ticket | Touch | SurveyAnswer | ContractFact

FACT_OF_KIND: Final[dict[FactKind, type[Fact]]] = {
    FactKind.INCIDENT: Incident,
    FactKind.USAGE: UsageSnapshot,
    FactKind.TICKET: Ticket,
    FactKind.TOUCH: Touch,
    FactKind.SURVEY: SurveyAnswer,
    FactKind.CONTRACT: ContractFact,
}


@dataclass(frozen=True, slots=True)
class SourceRead:
    """That a source was read, so that its silence means something. `account_id` 0: it speaks for every customer.

    What it holds reaches to `covers_until`. Somebody's own word ("nothing reached them") has the source "slack".
    """

    workspace_id: str
    kind: FactKind
    source: str
    account_id: int
    read_at: datetime
    covers_until: date
    by: str


def incident_id(number: int) -> str:
    """`7` as people see and type it: `I-7`."""
    return f"I-{number}"

"""What a brief is made of, and what it says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from reviews.account_facts import AccountFacts
from reviews.facts import FactKind
from reviews.goal_progress import Progress
from reviews.model import Account, Action, Gap
from reviews.patterns import Patterns
from reviews.sitting import LastTime
from reviews.ticket_reading import TicketReading
from reviews.touch_reading import TouchReading
from reviews.usage_reading import UsageReading


@dataclass(frozen=True, slots=True)
class BriefMaterial:
    """Everything a brief is made from. `review_on`: the day of the review it is for, None where none is set.

    `actions` are the live ones, `gaps` the open ones, `goals` the open ones with their readings. `zone` is where times
    are said; `names` maps Slack ids to the names shown.
    """

    account: Account
    facts: AccountFacts
    today: date
    zone: tzinfo = UTC
    review_on: date | None = None
    last: LastTime | None = None
    actions: tuple[Action, ...] = ()
    gaps: tuple[Gap, ...] = ()
    goals: tuple[Progress, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, user_id: str | None) -> str:
        """What somebody is called."""
        return "nobody" if user_id is None else self.names.get(user_id, user_id)


@dataclass(frozen=True, slots=True)
class DirectQuestion:
    """Something to ask the customer in the room. `fact` says what it comes from, `link` leads there.

    `about` names the fact and `topic` says in words what it is about, so that nobody asks twice about the same.
    """

    question: str
    fact: str
    about: str
    link: str | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Promises:
    """What the last review promised, as it stands now. `late`: open past their day, the oldest promise first."""

    promised: tuple[Action, ...] = ()
    kept: tuple[Action, ...] = ()
    moved: tuple[Action, ...] = ()
    late: tuple[Action, ...] = ()
    open: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefSheet:
    """A brief, ready to be said. `missing`: kinds of facts of which no source speaks for the present."""

    material: BriefMaterial
    promises: Promises
    patterns: Patterns
    usage: UsageReading
    tickets: TicketReading
    touches: TouchReading
    questions: tuple[DirectQuestion, ...] = ()
    missing: tuple[FactKind, ...] = ()

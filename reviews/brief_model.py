"""What a brief is made of, and what it says, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo

from reviews.account_facts import AccountFacts
from reviews.goal_progress import Progress
from reviews.model import Account, Action, Gap
from reviews.sitting import LastTime


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
class Line:
    """One line of a brief, mrkdwn, with what it weighs: the heavier is said first and cut last.

    `must`: never cut, however long the brief becomes.
    """

    text: str
    weight: int = 0
    must: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, what it says in one go, and its lines, the heaviest first. `mark`: symbol and word, if it has one."""

    title: str
    lines: tuple[Line, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DirectQuestion:
    """Something to ask the customer in the room. `fact` is what it comes from, mrkdwn; `about` names it for telling
    two questions about the same thing apart.
    """

    question: str
    fact: str
    about: str


@dataclass(frozen=True, slots=True)
class UsagePoint:
    """One snapshot as a chart shows it."""

    label: str
    active: int | None
    seats: int | None


@dataclass(frozen=True, slots=True)
class BriefSheet:
    """A brief, ready to be said. `headline` is the point, `parts` in their order; `missing` names silent sources."""

    account_id: int
    name: str
    headline: str
    parts: tuple[Part, ...]
    questions: tuple[DirectQuestion, ...] = ()
    missing: tuple[str, ...] = ()
    points: tuple[UsagePoint, ...] = ()
    has_review: bool = False

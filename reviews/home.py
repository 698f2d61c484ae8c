"""What Home holds for the one who looks, as frozen values, and what comes first in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Final, Generic, TypeVar

from reviews.model import Account, Action, ActionState, Gap, MarkColour, Question
from reviews.preferences import Pace
from reviews.rights import Standing

T = TypeVar("T")


class Part(StrEnum):
    """The lists of Home; each is turned page by page."""

    MINE = "mine"
    BOOK = "book"
    WAITING = "waiting"
    TEAM = "team"


PAGE_SIZES: Final[Mapping[Part, int]] = {Part.MINE: 8, Part.BOOK: 6, Part.WAITING: 6, Part.TEAM: 12}
"""So many rows of each fit on a phone, and all of them into one Home."""


class Urgency(IntEnum):
    """What is the matter with something open, worst first. Storage sorts by the same numbers."""

    LATE = 0
    BLOCKED = 1
    TODAY = 2
    COMING = 3
    WAITING = 4


def urgency(item: Action | Gap, today: date) -> Urgency:
    """How pressing something open is on that day. What is behind its day is late, whatever holds it up."""
    day, state = due_day(item), item.state
    if day is not None and day < today:
        return Urgency.LATE
    if state is ActionState.BLOCKED:
        return Urgency.BLOCKED
    if state is ActionState.WAITING:
        return Urgency.WAITING
    return Urgency.TODAY if day == today else Urgency.COMING


def due_day(item: Action | Gap) -> date | None:
    """The day an action is promised for, or a gap's next update."""
    return item.due if isinstance(item, Action) else item.update_on


def worst_first(items: Iterable[Action | Gap], today: date) -> list[Action | Gap]:
    """The most pressing first, the longest late before the others; what has no date comes last of its kind."""

    def weight(item: Action | Gap) -> tuple[int, date, str, int]:
        kind = "gap" if isinstance(item, Gap) else "action"
        return urgency(item, today), due_day(item) or date.max, kind, item.id

    return sorted(items, key=weight)


@dataclass(frozen=True, slots=True)
class HomeItem:
    """Something open, with the name of its customer. `paused`: nobody is asked about that customer at present."""

    item: Action | Gap
    account: str | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class BookLine:
    """One customer of somebody: the marks of its last closed review, when that was, and since when one is open."""

    account: Account
    marks: Mapping[Question, MarkColour] = field(default_factory=dict)
    reviewed_at: datetime | None = None
    open_since: datetime | None = None
    late_items: int = 0

    def is_late(self, today: date) -> bool:
        """Whether its review is behind its day: not while one is open, nor while nobody is asked about it."""
        planned = self.account.next_review_on
        asked = self.open_since is None and self.account.paused_at is None
        return asked and planned is not None and planned < today


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One page of a list: `total` rows in all, of which so many are late; pages count from 1."""

    rows: tuple[T, ...] = ()
    total: int = 0
    late: int = 0
    page: int = 1

    def left(self, part: Part) -> int:
        """How many come after this page."""
        return max(0, self.total - self.page * PAGE_SIZES[part])


@dataclass(frozen=True, slots=True)
class Book:
    """Customers of one person or of a leader's people.

    For a leader what is red, late, and `unreviewed` (its review is late, or there never was one) is counted over all
    of them; for one person only whose review is late.
    """

    lines: Listed[BookLine] = field(default_factory=Listed)
    red: int = 0
    unreviewed: int = 0
    late_items: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody is asked: pace and hour, from when to when they are away, and who is asked meanwhile."""

    pace: Pace
    morning: str
    away_from: date | None = None
    away_until: date | None = None
    stand_in: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in Home: the tab, and the page of each list that is not on its first."""

    team: bool = False
    pages: Mapping[Part, int] = field(default_factory=dict)

    def page(self, part: Part) -> int:
        """The page of a list, from 1."""
        return self.pages.get(part, 1)

    def turned(self, part: Part, page: int) -> Place:
        """The same with another page of one list."""
        return replace(self, pages={**self.pages, part: max(1, page)})

    def packed(self) -> dict[str, object]:
        """As it is kept in the view, and in the forms opened from it."""
        pages: dict[str, object] = {str(part): page for part, page in self.pages.items() if page > 1}
        return {"tab": "team", **pages} if self.team else pages


def place_of(kept: Mapping[str, str]) -> Place:
    """A place as it was kept; anything unreadable is the first page."""
    pages = {part: int(kept[part]) for part in Part if _is_page(kept.get(part))}
    return Place(kept.get("tab") == "team", pages)


def _is_page(text: str | None) -> bool:
    return text is not None and text.isascii() and text.isdigit() and 0 < len(text) < 6 and text != "0"


@dataclass(frozen=True, slots=True)
class Home:
    """Everything a member's Home shows. `names` are Slack ids to names; `today` is the viewer's own day."""

    viewer: str
    today: date
    place: Place
    wishes: Wishes
    mine: Listed[HomeItem] = field(default_factory=Listed)
    book: Book = field(default_factory=Book)
    waiting: Listed[HomeItem] = field(default_factory=Listed)
    team: Book | None = None
    """The customers in a leader's scope, on the tab that shows them."""
    names: Mapping[str, str] = field(default_factory=dict)
    first: bool = False
    """They open it for the first time."""
    leads: bool = False
    names_people: bool = False
    """They may name admins and leaders, and set what goes for everybody."""
    command: str = "/review"

    def name(self, user_id: str | None) -> str:
        """What somebody is called; their id where nothing is known, "nobody" for None."""
        return self.names.get(user_id or "", user_id or "nobody")


@dataclass(frozen=True, slots=True)
class ClosedHome:
    """The Home of who is no member: it holds nothing of the workspace."""

    standing: Standing

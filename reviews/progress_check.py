"""Two weeks after a review: which of its steps and gaps still need a word, and what was last heard of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reviews.audit_entry import AuditEntry
from reviews.calendar import WorkCalendar
from reviews.ladder import ref_of_item
from reviews.model import Account, Action, ActionState, Gap, Review, Severity
from reviews.nudge_sheet import is_live

RECENT_DAYS = 3
"""Working days: what was touched this lately needs no question."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One step or gap that is asked about, with its last recorded change, if any."""

    item: Action | Gap
    last: AuditEntry | None = None


@dataclass(frozen=True, slots=True)
class ProgressCheck:
    """Everything the check says. `asked` worst first; `recent` was touched lately, `ended` is done, closed or dropped.

    `today` and `calendar` are those of the account's side.
    """

    account: Account
    review: Review
    today: date
    calendar: WorkCalendar
    asked: tuple[CheckItem, ...] = ()
    recent: tuple[Action | Gap, ...] = ()
    ended: tuple[Action | Gap, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many steps and gaps the review left behind."""
        return len(self.asked) + len(self.recent) + len(self.ended)

    def name(self, user_id: str | None) -> str:
        """A person's name as shown; "nobody" for None."""
        return "nobody" if user_id is None else self.names.get(user_id, user_id)

    def days_late(self, item: Action | Gap) -> int:
        """How many working days its day lies behind; 0 when it does not, or while it is blocked or waits."""
        day = _due(item)
        held = isinstance(item, Action) and item.state is not ActionState.OPEN
        return 0 if day is None or held else self.calendar.working_days_between(day, self.today)


def left_behind(review: Review, items: Iterable[Action | Gap]) -> tuple[Action | Gap, ...]:
    """What the room had before it when the review closed: logged by then, and neither ended nor undone before."""
    closed_at = review.ended_at
    if closed_at is None:
        return ()
    there = (item for item in items if item.logged_at <= closed_at)
    return tuple(item for item in there if item.ended_at is None or item.ended_at > closed_at)


def progress_check(
    account: Account,
    review: Review,
    items: Iterable[Action | Gap],
    last_changes: Mapping[str, AuditEntry],
    calendar: WorkCalendar,
    names: Mapping[str, str],
    *,
    now: datetime,
) -> ProgressCheck:
    """Sort what a review left behind into what is asked, what was touched lately and what has ended.

    `last_changes`: the last recorded change by A-31, G-4.
    """
    today = calendar.today(now)
    left = left_behind(review, items)
    live = [item for item in left if is_live(item)]
    recent = tuple(item for item in live if _is_recent(item, review, calendar, today))
    asked = [CheckItem(item, last_changes.get(ref_of_item(item))) for item in live if item not in recent]
    check = ProgressCheck(account, review, today, calendar, names=names)
    asked.sort(key=lambda each: _weight(check, each.item))
    ended = tuple(item for item in left if not is_live(item))
    return ProgressCheck(account, review, today, calendar, tuple(asked), recent, ended, names)


def _is_recent(item: Action | Gap, review: Review, calendar: WorkCalendar, today: date) -> bool:
    """Touched since the review closed, and within the last working days."""
    if item.touched_at is None or review.ended_at is None or item.touched_at <= review.ended_at:
        return False
    return calendar.working_days_between(calendar.today(item.touched_at), today) <= RECENT_DAYS


def _weight(check: ProgressCheck, item: Action | Gap) -> tuple[int, int, int, str, int]:
    """Longest late first, then gaps that block, then by day; what has no day before what has one."""
    late = check.days_late(item)
    blocks = isinstance(item, Gap) and item.severity is Severity.BLOCKS
    return (-late, 0 if blocks else 1, -item.moves, str(_due(item) or ""), item.id)


def _due(item: Action | Gap) -> date | None:
    return item.due if isinstance(item, Action) else item.update_on

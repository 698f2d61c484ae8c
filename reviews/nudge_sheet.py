"""One person's nudge as it is put together: which questions, in which order, about what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from reviews.asks import ABOUT_REVIEWS, Ask, AskKind, AskState, Nudge
from reviews.calendar import WorkCalendar
from reviews.ladder import keys_of
from reviews.model import LIVE_ACTIONS, Account, Action, Gap, GapState
from reviews.roster import Roster

_PRESSING = (
    *(AskKind.DECISION, AskKind.MANAGER, AskKind.MOVED, AskKind.BLOCKING, AskKind.LATE_THREE, AskKind.LATE),
    *(AskKind.BACK, AskKind.DUE, AskKind.HANDED, AskKind.SOON, AskKind.RECHECK),
    *(AskKind.OVERDUE, AskKind.TODAY, AskKind.BRIEF, AskKind.PREPARE),
)


Weight = tuple[int, str, str, str]
"""How pressing an ask is: its kind, its day, the customer's renewal, its subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an ask is about, as it stands: an action, a gap, or only the account for a review reminder."""

    item: Action | Gap | None
    account: Account | None


@dataclass(frozen=True, slots=True)
class Row:
    """One numbered line of a nudge. `kind` is the most pressing of what is asked about its subject."""

    place: int
    kind: AskKind
    subject: str
    about: str
    item: Action | Gap | None
    account: Account | None
    why: str = ""
    """The reason of its last move, where the row is about that."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody whose things another is asked about. `until`: the last day away, where it is known."""

    user_id: str
    until: date | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class NudgeSheet:
    """Everything a nudge's message shows. `today` and `calendar` are the person's own; `coming` is due soon after.

    `today` is later than the nudge's day where an older message is shown as it stands now.
    """

    nudge: Nudge
    rows: tuple[Row, ...]
    today: date
    calendar: WorkCalendar
    names: Mapping[str, str] = field(default_factory=dict)
    coming: tuple[Action, ...] = ()
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)
    """The owners' own, by whose working days their items are late."""
    light: bool = False
    """Its reader is asked on the due day and three days later only."""
    silent: bool = False
    """Its reader left the last nudges unanswered."""
    absent: tuple[Absent, ...] = ()
    """In whose place its reader is asked."""

    def name(self, user_id: str | None) -> str:
        """A person's name as shown; their id where no name is known, "nobody" for None."""
        return "nobody" if user_id is None else self.names.get(user_id, user_id)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of a person's waiting asks: put now, in this order, or settled otherwise."""

    now: tuple[Ask, ...] = ()
    settled: tuple[Ask, ...] = ()
    readdressed: tuple[Ask, ...] = ()


def sort_asks(
    user_id: str,
    waiting: Sequence[Ask],
    subjects: Mapping[str, Subject],
    roster: Roster,
    *,
    nudged_today: bool,
    now: datetime,
) -> Sorted:
    """What of a person's waiting asks is put now, what waits for another morning, what goes to somebody else.

    One nudge a day, only while they work; what has lapsed meanwhile is dropped.
    """
    holds = [ask for ask in waiting if still_holds(ask, subjects.get(ask.subject), roster, now=now)]
    lapsed = tuple(replace(ask, state=AskState.DROPPED) for ask in waiting if ask not in holds)
    heard = {ask: _heard_by(user_id, ask, subjects, roster, now) for ask in holds}
    theirs = [ask for ask, to in heard.items() if to == user_id]
    readdressed = [replace(ask, user_id=to) for ask, to in heard.items() if to not in {None, user_id}]
    handed = (replace(ask, state=AskState.DROPPED) for ask, to in heard.items() if to not in {None, user_id})
    later = _until_back(user_id, [ask for ask, to in heard.items() if to is None], roster, now)
    settled = (*lapsed, *handed, *later)
    calendar = roster.calendar(user_id)
    if nudged_today or not calendar.may_speak(now):
        put_off = _put_off(theirs, calendar.next_morning(now), now)
        return Sorted(settled=(*settled, *put_off), readdressed=tuple(readdressed))
    due = [ask for ask in theirs if ask.not_before <= now]
    return Sorted(_in_order(due, subjects), settled, tuple(readdressed))


def _heard_by(user_id: str, ask: Ask, subjects: Mapping[str, Subject], roster: Roster, now: datetime) -> str | None:
    """Who is asked it: themselves, who stands in, or who leads them once they have left. None: it waits.

    What somebody left is asked for in a message of its own first.
    """
    subject = subjects[ask.subject]
    to = roster.asked_instead(user_id, now, subject.account)
    owner = subject.item.owner if subject.item else subject.account.owner if subject.account else None
    return None if to and roster.is_handed_on(owner, to, now) else to


def still_holds(ask: Ask, subject: Subject | None, roster: Roster, *, now: datetime) -> bool:
    """Looked at again before it is said: still open, still theirs, still the same date, account not paused."""
    if subject is None or (subject.account is not None and subject.account.paused_at is not None):
        return False
    if ask.kind in ABOUT_REVIEWS:
        account = subject.account
        return account is not None and ask.about.startswith(f"{account.owner}|{account.next_review_on}")
    if subject.item is None:
        return ask.kind is AskKind.HANDED and _still_owns(ask, subject.account)
    if ask.kind is AskKind.HANDED:
        return is_live(subject.item) and ask.about.startswith(f"{subject.item.owner}|")
    return (ask.kind, ask.about) in keys_of(subject.item, subject.account, roster, now=now)


def _still_owns(ask: Ask, account: Account | None) -> bool:
    """Whether a customer that was handed on is still with who got it."""
    return account is not None and account.owner is not None and ask.about.startswith(f"{account.owner}|")


def is_live(item: Action | Gap) -> bool:
    """Whether it is still promised or open."""
    return item.state is GapState.OPEN if isinstance(item, Gap) else item.state in LIVE_ACTIONS


def rows_of(asked: Iterable[Ask], subjects: Mapping[str, Subject]) -> tuple[Row, ...]:
    """The lines of a nudge from the asks it put, in the order of their places."""
    placed = sorted((ask for ask in asked if ask.place is not None), key=lambda ask: (ask.place or 0, _press(ask)))
    rows = []
    for place, group in groupby(placed, key=lambda ask: ask.place):
        first = next(group)
        subject = subjects.get(first.subject, Subject(None, None))
        rows.append(Row(place or 0, first.kind, first.subject, first.about, subject.item, subject.account))
    return tuple(rows)


def placed(asks: Sequence[Ask], nudge_id: int) -> tuple[Ask, ...]:
    """The asks as put in a nudge: one number for each subject, in their order."""
    numbers: dict[str, int] = {}
    for ask in asks:
        numbers.setdefault(ask.subject, len(numbers) + 1)
    return tuple(replace(ask, state=AskState.ASKED, nudge_id=nudge_id, place=numbers[ask.subject]) for ask in asks)


def _until_back(user_id: str, holds: Iterable[Ask], roster: Roster, now: datetime) -> Iterable[Ask]:
    calendar = roster.calendar(user_id)
    # Who has left is not waited for: somebody may lead them by tomorrow.
    back = None if roster.has_left(user_id) else roster.back_on(user_id)
    later = calendar.morning_of(back) if back else calendar.next_morning(now)
    return _put_off(holds, max(later, calendar.next_morning(now)), now)


def _put_off(asks: Iterable[Ask], later: datetime, now: datetime) -> Iterable[Ask]:
    return (replace(ask, not_before=later) for ask in asks if ask.not_before <= now)


def _in_order(asks: Sequence[Ask], subjects: Mapping[str, Subject]) -> tuple[Ask, ...]:
    """By account, worst first; within an account the most pressing and longest late first."""

    def weight(ask: Ask) -> Weight:
        subject = subjects[ask.subject]
        renewal = subject.account.renewal_on if subject.account else None
        return _press(ask), _due(subject.item), str(renewal or "9999"), ask.subject

    def customer(ask: Ask) -> int:
        account = subjects[ask.subject].account
        return account.id if account else 0

    worst: dict[int, Weight] = {}
    for ask in asks:
        worst[customer(ask)] = min(worst.get(customer(ask), weight(ask)), weight(ask))
    first: dict[str, Weight] = {}
    for ask in asks:
        first[ask.subject] = min(first.get(ask.subject, weight(ask)), weight(ask))
    return tuple(sorted(asks, key=lambda ask: (worst[customer(ask)], customer(ask), first[ask.subject], weight(ask))))


def _press(ask: Ask) -> int:
    return _PRESSING.index(ask.kind)


def _due(item: Action | Gap | None) -> str:
    day = item.due if isinstance(item, Action) else item.update_on if item else None
    return str(day or "")

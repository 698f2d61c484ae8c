"""The ladder: when somebody is asked about a promise, and when the clock must look at it again.

A line holds steps one after another; of those reached only the last counts, so that after an outage nobody gets
yesterday's question as well. What was asked already is known by kind and matter, whoever it was put to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from reviews.asks import LADDER, Ask, AskKind, AskState
from reviews.calendar import WorkCalendar
from reviews.model import LIVE_ACTIONS, Account, Action, ActionState, Gap, GapState
from reviews.preferences import Pace
from reviews.roster import Roster
from reviews.sitting import action_id, gap_id

SOON_DAYS, LATE_DAYS, LATE_THREE_DAYS, MANAGER_DAYS = 2, 1, 3, 7
BLOCKING_AGAIN = (2, 5)
"""Working days after which who blocks something is asked again; then it is its owner's matter once more."""
RECHECK_DAYS = 30
MANY_MOVES = 3
_LIGHT = frozenset({AskKind.DUE, AskKind.LATE_THREE})

Key = tuple[AskKind, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One question on a line: to whom, from which moment on, and the matter it is put once for."""

    kind: AskKind
    user_id: str
    at: datetime
    about: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked now, and the next moment something may be; None when nothing comes any more."""

    asks: tuple[Ask, ...] = ()
    look_at: datetime | None = None


def plan_item(
    item: Action | Gap, account: Account | None, asked: Collection[Key], roster: Roster, *, now: datetime
) -> Plan:
    """What the ladder asks about one action or gap at `now`. `asked`: kind and matter of all asks so far about it."""
    lines = [line for line in _lines(item, account, roster, now) if line]
    if account is not None and account.paused_at is not None:
        # Nobody is asked; a look each morning finds out that it was resumed.
        return Plan(look_at=roster.calendar(item.owner or "").next_morning(now) if lines else None)
    steps = [step for line in lines if (step := _reached(line, item, now)) and not _was_put(step, asked)]
    upcoming = [step.at for line in lines for step in line if step.at > now]
    return Plan(tuple(_ask(item, step, now) for step in steps), min(upcoming, default=None))


def keys_of(item: Action | Gap, account: Account | None, roster: Roster, *, now: datetime) -> frozenset[Key]:
    """Every question the ladder would put about an item as it stands: an ask that is not among them has lapsed."""
    if account is not None and account.paused_at is not None:
        return frozenset()
    return frozenset((step.kind, step.about) for line in _lines(item, account, roster, now) for step in line)


def promised(item: Action | Gap) -> tuple[str, date] | None:
    """Who promised an item for which day; None for what has ended or has no owner or day."""
    if isinstance(item, Action):
        return (item.owner, item.due) if item.state is ActionState.OPEN else None
    return (item.owner, item.update_on) if item.state is GapState.OPEN and item.owner and item.update_on else None


def ref_of_item(item: Action | Gap) -> str:
    """What people call it: A-31, G-4."""
    return action_id(item.id) if isinstance(item, Action) else gap_id(item.id)


def steps_to_owner(owner: str, due: date, roster: Roster, *, snoozed_until: date | None = None) -> tuple[Step, ...]:
    """The owner's own part of the ladder for a promise, in their working days; a snooze leaves out what it covers."""
    calendar, about = roster.calendar(owner), f"{owner}|{due}"
    days = {
        AskKind.SOON: calendar.add_working(due, -SOON_DAYS),
        AskKind.DUE: calendar.working_on_or_before(due),
        AskKind.LATE: calendar.add_working(due, LATE_DAYS),
        AskKind.LATE_THREE: calendar.add_working(due, LATE_THREE_DAYS),
    }
    light = roster.pace(owner) is Pace.LIGHT
    kinds = [kind for kind in LADDER if not light or kind in _LIGHT]
    steps = [Step(kind, owner, calendar.morning_of(days[kind]), about) for kind in kinds]
    if snoozed_until is None:
        return tuple(steps)
    woken = Step(AskKind.BACK, owner, calendar.morning_of(snoozed_until), f"{about}|snoozed {snoozed_until}")
    return (woken, *(step for step in steps if step.at > woken.at))


def manager_day(due: date, calendar: WorkCalendar) -> date:
    """The day a promise comes to the manager's list."""
    return calendar.add_working(due, MANAGER_DAYS)


def weekly_day(day: date, calendar: WorkCalendar) -> date:
    """The first working day of a day's week; the week's first day itself where all of it is off."""
    begins = calendar.week_of(day)
    first = calendar.working_on_or_after(begins)
    return first if first < begins + timedelta(days=7) else begins


def _lines(item: Action | Gap, account: Account | None, roster: Roster, now: datetime) -> Iterator[tuple[Step, ...]]:
    if isinstance(item, Action) and item.state is ActionState.DONE:
        yield _recheck(item, roster)
        return
    if isinstance(item, Action) and item.state in {ActionState.BLOCKED, ActionState.WAITING}:
        yield _own_day(item, account, roster)
        yield _blocking(item, roster)
        yield from _weekly(item.owner, item.wake_on or item.due, account, roster, now)
    elif promise := promised(item):
        owner, due = promise
        yield _climb(item, owner, due, account, roster)
        yield from _weekly(owner, due, account, roster, now)
    yield _left_behind(item, account, roster, now)
    if isinstance(item, Action) and item.moves >= MANY_MOVES and item.state in LIVE_ACTIONS:
        yield _moved(item, account, roster)


def _climb(item: Action | Gap, owner: str, due: date, account: Account | None, roster: Roster) -> tuple[Step, ...]:
    """From two working days before to the manager's list."""
    snoozed = item.snoozed_until if isinstance(item, Action) else None
    steps = steps_to_owner(owner, due, roster, snoozed_until=snoozed)
    return (*steps, *_to_manager(owner, due, account, roster))


def _to_manager(owner: str, due: date, account: Account | None, roster: Roster) -> tuple[Step, ...]:
    manager = roster.manager(owner, account)
    if manager is None:
        return ()
    # Late by the owner's working days; said on the manager's own morning.
    at = roster.calendar(manager).morning_of(manager_day(due, roster.calendar(owner)))
    return (Step(AskKind.MANAGER, manager, at, f"{owner}|{due}"),)


def _weekly(
    owner: str, due: date, account: Account | None, roster: Roster, now: datetime
) -> Iterator[tuple[Step, ...]]:
    """After the manager's list: once a week to the owner and to the manager, marked as needing a decision."""
    if roster.calendar(owner).today(now) < due:
        # Nearer steps come first, and each looks anew.
        return
    since, manager = manager_day(due, roster.calendar(owner)), roster.manager(owner, account)
    # That day is the manager's; where there is none, the weekly list may begin with it.
    first = since + timedelta(days=1) if manager else since
    for role, user in (("owner", owner), ("manager", manager)):
        if user is not None:
            yield tuple(_weeks(user, f"{owner}|{due}|{role}", first, roster.calendar(user), now))


def _weeks(user: str, about: str, first: date, calendar: WorkCalendar, now: datetime) -> Iterator[Step]:
    today = max(calendar.today(now), first)
    for weeks in (-1, 0, 1, 2):
        day = weekly_day(today + timedelta(weeks=weeks), calendar)
        if day >= first:
            yield Step(AskKind.DECISION, user, calendar.morning_of(day), f"{about}|{_week_name(day, calendar)}")


def _week_name(day: date, calendar: WorkCalendar) -> date:
    """The Monday in a day's week: the same for who moves in mid-week to where weeks begin on another day."""
    middle = calendar.week_of(day) + timedelta(days=3)
    return middle - timedelta(days=middle.weekday())


def _own_day(item: Action, account: Account | None, roster: Roster) -> tuple[Step, ...]:
    """A blocked or waiting item is its owner's again on its own day, and once more three days later."""
    calendar, day = roster.calendar(item.owner), item.wake_on or item.due
    about = f"{item.owner}|{day}|{_held_since(item):%Y-%m-%dT%H:%M}"
    days = (calendar.working_on_or_after(day), calendar.add_working(day, LATE_THREE_DAYS))
    back = (
        Step(AskKind.BACK, item.owner, calendar.morning_of(each), f"{about}|{number}")
        for number, each in enumerate(days)
    )
    return (*back, *_to_manager(item.owner, day, account, roster))


def _blocking(item: Action, roster: Roster) -> tuple[Step, ...]:
    """Who stands in the way is asked at once, and twice more."""
    if item.state is not ActionState.BLOCKED or item.blocked_by is None:
        return ()
    calendar, since = roster.calendar(item.blocked_by), _held_since(item)
    first = calendar.today(since)
    moments = [since, *(calendar.morning_of(calendar.add_working(first, days)) for days in BLOCKING_AGAIN)]
    about = f"{item.blocked_by}|{since:%Y-%m-%dT%H:%M}"
    return tuple(Step(AskKind.BLOCKING, item.blocked_by, at, f"{about}|{number}") for number, at in enumerate(moments))


def _held_since(item: Action) -> datetime:
    return item.held_at or _touched(item)


def _recheck(item: Action, roster: Roster) -> tuple[Step, ...]:
    """A finished action is looked at once more: did it change anything?"""
    if item.helped is not None or item.ended_at is None:
        return ()
    calendar = roster.calendar(item.owner)
    chosen = item.check_on or calendar.today(item.ended_at) + timedelta(days=RECHECK_DAYS)
    day = calendar.working_on_or_after(chosen)
    # Named for when it ended, which no time zone changes: it is looked at once, wherever its owner has gone since.
    return (Step(AskKind.RECHECK, item.owner, calendar.morning_of(day), f"{item.owner}|{item.ended_at.isoformat()}"),)


def _left_behind(item: Action | Gap, account: Account | None, roster: Roster, now: datetime) -> tuple[Step, ...]:
    """Whose owner has left Slack is handed on: their manager is asked at once about everything of theirs."""
    promise = promised(item)
    manager = roster.manager(promise[0], account) if promise and roster.has_left(promise[0]) else None
    if promise is None or manager is None:
        return ()
    return (Step(AskKind.MANAGER, manager, now, f"{promise[0]}|{promise[1]}|left"),)


def _moved(item: Action, account: Account | None, roster: Roster) -> tuple[Step, ...]:
    manager = roster.manager(item.owner, account)
    if manager is None:
        return ()
    return (Step(AskKind.MOVED, manager, _touched(item), f"{item.owner}|moves {item.moves}"),)


def _reached(line: tuple[Step, ...], item: Action | Gap, now: datetime) -> Step | None:
    """The last step whose moment has come, unless the item was only made or changed after that moment."""
    ordered = sorted(line, key=lambda step: step.at)
    gone = [step for step in ordered if step.at <= now]
    if not gone:
        return None
    # Somebody waits for who blocks: that is asked, whatever was noted on the item since.
    return gone[-1] if gone[-1].kind is AskKind.BLOCKING or _touched(item) <= gone[-1].at else None


def _was_put(step: Step, asked: Collection[Key]) -> bool:
    """Whether it was asked, or one further up the ladder: whose pace slows down is not asked an earlier one again."""
    later = LADDER[LADDER.index(step.kind) :] if step.kind in LADDER else (step.kind,)
    return any((kind, step.about) in asked for kind in later)


def _touched(item: Action | Gap) -> datetime:
    return item.touched_at or item.logged_at


def _ask(item: Action | Gap, step: Step, now: datetime) -> Ask:
    return Ask(
        workspace_id=item.workspace_id,
        id=0,
        user_id=step.user_id,
        kind=step.kind,
        subject=ref_of_item(item),
        about=step.about,
        not_before=max(step.at, now),
        state=AskState.WAITING,
        created_at=now,
    )

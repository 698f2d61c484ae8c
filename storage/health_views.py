"""Everything the signals of many customers are read from, loaded together by a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reviews.cadence import account_calendar
from reviews.calendar import WorkCalendar
from reviews.customer import Goal, GoalReading, GoalState
from reviews.goal_progress import Progress, progress
from reviews.health.model import HeardDay, View
from reviews.model import (
    LIVE_ACTIONS,
    Account,
    Action,
    ActionState,
    ChecklistMark,
    Gap,
    GapState,
    Person,
    ReviewState,
)
from reviews.preferences import EVERYBODY
from reviews.roster import Roster
from storage import goals as goal_store
from storage import health_facts, people, preferences
from storage.columns import every_value
from storage.facts import TWO_QUARTERS
from storage.gaps import WORST
from storage.health_facts import SOME, Facts, grouped, start_of
from storage.listening import STILL_THEIRS
from storage.rows import field_names, selected
from storage.tables import (
    accounts,
    actions,
    checklist_marks,
    gap_accounts,
    gaps,
    goals,
    heard_days,
    listening,
    reviews,
)

MOST: Final = 500
"""So many customers are loaded at once."""
_LAST_REVIEWS: Final = 2

_ACCOUNTS = (
    selected(Account).where(accounts.c.workspace_id == bindparam("ws"), accounts.c.id.in_(SOME)).order_by(accounts.c.id)
)
_COUNTS = or_(gaps.c.state == GapState.OPEN, gaps.c.ended_at >= bindparam("since"))
_OWN_GAPS = (
    selected(Gap)
    .where(gaps.c.workspace_id == bindparam("ws"), gaps.c.account_id.in_(SOME))
    .where(gaps.c.state != GapState.WITHDRAWN, _COUNTS)
    .order_by(gaps.c.account_id, *WORST)
)
_SHARED_GAPS = (
    selected(Gap)
    .add_columns(gap_accounts.c.account_id.label("whose"))
    .where(gap_accounts.c.workspace_id == bindparam("ws"), gap_accounts.c.account_id.in_(SOME))
    .where(gap_accounts.c.ended_at.is_(None))
    .where(gaps.c.workspace_id == gap_accounts.c.workspace_id, gaps.c.id == gap_accounts.c.gap_id)
    .where(gaps.c.state != GapState.WITHDRAWN, _COUNTS)
    .order_by(gap_accounts.c.account_id, *WORST)
)
_ACTIONS = (
    selected(Action)
    .where(actions.c.workspace_id == bindparam("ws"), actions.c.account_id.in_(SOME))
    .where(actions.c.state != ActionState.WITHDRAWN)
    .where(or_(actions.c.state.in_(LIVE_ACTIONS), actions.c.ended_at >= bindparam("since")))
    .order_by(actions.c.account_id, actions.c.due, actions.c.id)
)
_CLOSED = (
    select(reviews.c.account_id, reviews.c.id, reviews.c.ended_at)
    .where(reviews.c.workspace_id == bindparam("ws"), reviews.c.account_id.in_(SOME))
    .where(reviews.c.state == ReviewState.CLOSED)
    .order_by(reviews.c.account_id, reviews.c.ended_at.desc(), reviews.c.id.desc())
)
_MARKS = (
    selected(ChecklistMark)
    .where(checklist_marks.c.workspace_id == bindparam("ws"))
    .where(checklist_marks.c.review_id.in_(bindparam("reviews", expanding=True)))
    .order_by(checklist_marks.c.review_id, checklist_marks.c.question)
)
_GOALS = (
    selected(Goal)
    .where(goals.c.workspace_id == bindparam("ws"), goals.c.account_id.in_(SOME), goals.c.state == GoalState.OPEN)
    .order_by(goals.c.account_id, goals.c.due.is_(None), goals.c.due, goals.c.id)
)

_STILL = and_(listening.c.workspace_id == bindparam("ws"), listening.c.ended_at.is_(None))
_LISTENED = select(listening.c.account_id).join(accounts, STILL_THEIRS).where(_STILL, listening.c.account_id.in_(SOME))
_HEARD = (
    select(heard_days.c.account_id, *(heard_days.c[name] for name in ("day", "user_id", "is_theirs", "count")))
    .join(
        listening,
        and_(listening.c.workspace_id == heard_days.c.workspace_id, listening.c.channel == heard_days.c.channel),
    )
    .join(accounts, STILL_THEIRS)
    .where(_STILL, heard_days.c.workspace_id == bindparam("ws"), heard_days.c.account_id.in_(SOME))
    .where(heard_days.c.day >= bindparam("since"))
    .order_by(heard_days.c.account_id, heard_days.c.day, heard_days.c.user_id)
)


@dataclass(frozen=True, slots=True)
class _Work:
    """What was agreed with many customers, by customer."""

    gaps: Mapping[int, Sequence[Gap]]
    actions: Mapping[int, Sequence[Action]]
    closed: Mapping[int, Sequence[tuple[int, datetime]]]
    marks: Mapping[int, Sequence[ChecklistMark]]
    goals: Mapping[int, Sequence[Goal]]
    readings: Mapping[int, tuple[GoalReading, ...]]
    heard: Mapping[int, Sequence[HeardDay]]
    listened: frozenset[int]

    def marks_of(self, account_id: int) -> tuple[tuple[ChecklistMark, ...], ...]:
        """The checklists of its last two closed reviews, newest first."""
        return tuple(tuple(self.marks.get(number, ())) for number, _ in self.closed.get(account_id, ()))

    def goals_of(self, account_id: int, today: date) -> tuple[Progress, ...]:
        """Its open goals, as their readings say on that day."""
        return tuple(progress(goal, self.readings.get(goal.id, ()), today) for goal in self.goals.get(account_id, ()))


async def load(
    tx: AsyncConnection,
    workspace_id: str,
    account_ids: Iterable[int],
    *,
    now: datetime,
    default_zone: str,
    repair_days: int,
) -> list[View]:
    """What is known of up to `MOST` customers, by their number; those that are not there are left out.

    `default_zone` serves where neither a customer's zone nor its owner's is known.
    """
    wanted = sorted(set(account_ids))
    if len(wanted) > MOST:
        raise ValueError(f"{len(wanted)} customers at once are too many: {MOST} are the most")
    known = await every_value(tx, Account, _ACCOUNTS, {"ws": workspace_id, "accounts": wanted})
    if not known:
        return []
    roster = await _roster(tx, workspace_id, known, default_zone)
    calendars = {each.id: account_calendar(each, roster) for each in known}
    days = {calendar: calendar.today(now) for calendar in set(calendars.values())}
    earliest = min(days.values())
    numbers = [each.id for each in known]
    facts = await health_facts.load(tx, workspace_id, numbers, earliest)
    work = await _work(tx, workspace_id, numbers, earliest)
    seen = [(each, calendars[each.id], days[calendars[each.id]]) for each in known]
    return [_view(*each, facts, work, roster.people, repair_days) for each in seen]


def _view(
    account: Account,
    calendar: WorkCalendar,
    today: date,
    facts: Facts,
    work: _Work,
    who: Mapping[str, Person],
    repair_days: int,
) -> View:
    closed = work.closed.get(account.id)
    sponsor = who.get(account.sponsor or "")
    return View(
        account=account,
        facts=facts.of(account.id, today),
        today=today,
        calendar=calendar,
        heard=tuple(work.heard.get(account.id, ())),
        listened=account.id in work.listened,
        gaps=tuple(work.gaps.get(account.id, ())),
        actions=tuple(work.actions.get(account.id, ())),
        marks=work.marks_of(account.id),
        reviewed_on=calendar.today(closed[0][1]) if closed else None,
        goals=work.goals_of(account.id, today),
        repair_days=repair_days,
        sponsor_name=(sponsor.real_name or sponsor.handle) if sponsor else None,
    )


async def _roster(tx: AsyncConnection, workspace_id: str, known: Iterable[Account], default_zone: str) -> Roster:
    """Whoever owns these customers, with their wishes and the workspace's; and who sponsors them."""
    owners = {each.owner for each in known if each.owner}
    sponsors = {each.sponsor for each in known if each.sponsor}
    who = await people.by_ids(tx, workspace_id, owners | sponsors)
    wishes = await preferences.of_several(tx, workspace_id, owners | {EVERYBODY})
    return Roster(default_zone, {each.user_id: each for each in who}, wishes)


async def _work(tx: AsyncConnection, workspace_id: str, numbers: Sequence[int], today: date) -> _Work:
    mine: dict[str, Any] = {"ws": workspace_id, "accounts": list(numbers)}
    since = {"since": start_of(today - TWO_QUARTERS)}
    closed = await _closed(tx, mine)
    last = [number for reviewed in closed.values() for number, _ in reviewed]
    marks: dict[int, list[ChecklistMark]] = {}
    for mark in await every_value(tx, ChecklistMark, _MARKS, {"ws": workspace_id, "reviews": last}):
        marks.setdefault(mark.review_id, []).append(mark)
    open_goals = await every_value(tx, Goal, _GOALS, mine)
    return _Work(
        gaps=await _gaps(tx, mine | since),
        actions=grouped(await every_value(tx, Action, _ACTIONS, mine | since)),
        closed=closed,
        marks=marks,
        goals=grouped(open_goals),
        readings=await goal_store.readings(tx, workspace_id, [goal.id for goal in open_goals]),
        heard=await _heard(tx, workspace_id, numbers, today - TWO_QUARTERS),
        listened=frozenset(await _listened(tx, workspace_id, numbers)),
    )


async def _closed(tx: AsyncConnection, mine: dict[str, Any]) -> dict[int, list[tuple[int, datetime]]]:
    """Number and end of each customer's last closed reviews, newest first."""
    found: dict[int, list[tuple[int, datetime]]] = {}
    for account_id, number, ended_at in await tx.execute(_CLOSED, mine):
        reviewed = found.setdefault(account_id, [])
        if len(reviewed) < _LAST_REVIEWS and ended_at is not None:
            reviewed.append((number, ended_at))
    return {account_id: reviewed for account_id, reviewed in found.items() if reviewed}


async def _gaps(tx: AsyncConnection, given: dict[str, Any]) -> dict[int, list[Gap]]:
    """Their own gaps, then those they share with others."""
    found = grouped(await every_value(tx, Gap, _OWN_GAPS, given))
    width = len(field_names(Gap))
    for row in await tx.execute(_SHARED_GAPS, given):
        gap, mine = Gap(*row[:width]), found.setdefault(row[width], [])
        if all(gap.id != each.id for each in mine):
            mine.append(gap)
    return found


async def _heard(
    tx: AsyncConnection, workspace_id: str, numbers: Sequence[int], since: date
) -> dict[int, list[HeardDay]]:
    found: dict[int, list[HeardDay]] = {}
    given = {"ws": workspace_id, "accounts": list(numbers), "since": since}
    for account_id, *day in await tx.execute(_HEARD, given):
        found.setdefault(account_id, []).append(HeardDay(*day))
    return found


async def _listened(tx: AsyncConnection, workspace_id: str, numbers: Sequence[int]) -> set[int]:
    return set((await tx.scalars(_LISTENED, {"ws": workspace_id, "accounts": list(numbers)})).all())

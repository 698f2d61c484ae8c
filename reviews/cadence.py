"""When an account's next review is due, who is reminded of it, and when a review is looked at after it was opened.

A reminder holds until the next one falls due, so that after an outage the owner hears one of them and not four.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reviews.asks import ABOUT_REVIEWS, Ask, AskKind, AskState
from reviews.calendar import WorkCalendar
from reviews.decision import Change
from reviews.model import Account, Review
from reviews.people import zone_of
from reviews.rhythm import BRIEF_BEFORE, Reminder, next_reminder_after, next_review_on, reminder_on
from reviews.roster import Roster
from reviews.sitting import Sitting

CHECK_DAYS = 14
"""Days from the close to the progress check."""
GRACE = timedelta(hours=1)
"""A change this soon after the end of a working day is still summed up with it."""
DAY = timedelta(days=1)
KINDS = {
    Reminder.PREPARE: AskKind.PREPARE,
    Reminder.BRIEF: AskKind.BRIEF,
    Reminder.TODAY: AskKind.TODAY,
    Reminder.LATE: AskKind.OVERDUE,
}


@dataclass(frozen=True, slots=True)
class AccountSight:
    """An account as the clock finds it. `changed_at`: when its owner, its next review or its pause last changed.

    `asks` are all there ever were about its reviews.
    """

    account: Account
    open_review: Review | None
    last_closed: Review | None
    changed_at: datetime | None
    asks: tuple[Ask, ...]
    roster: Roster


@dataclass(frozen=True, slots=True)
class BriefDue:
    """The brief is to be posted for the review of that day. After `until` nobody reads it for that review."""

    review_on: date
    until: datetime


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """What is written and asked about an account now, which waiting questions have lapsed, and when to look again.

    `brief` is due until its review is over, whether or not it was posted already.
    """

    changes: tuple[Change, ...] = ()
    asks: tuple[Ask, ...] = ()
    lapsed: tuple[Ask, ...] = ()
    look_at: datetime | None = None
    brief: BriefDue | None = None


def account_calendar(account: Account, roster: Roster, otherwise: str | None = None) -> WorkCalendar:
    """When an account's days begin and end: its owner's working time, in the account's own zone where it has one.

    `otherwise` is whose time counts where nobody owns it.
    """
    calendar = roster.calendar(account.owner or otherwise or "")
    if account.time_zone is None:
        return calendar
    return replace(calendar, zone=zone_of(account.time_zone, calendar.zone).key)


def ref_of_account(account: Account) -> str:
    """What an ask about an account's review is about: ACC-2."""
    return f"ACC-{account.id}"


def review_due(account: Account, last_closed: Review | None, calendar: WorkCalendar, now: datetime) -> date:
    """The day the next review falls on by the rhythm: counted from the last one, or from when the account was made."""
    since = (last_closed.ended_at if last_closed else None) or account.created_at or now
    return next_review_on(calendar.today(since), account.rhythm_months, calendar)


def after_closing(
    account: Account, review: Review, set_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> Change | None:
    """The next review as the rhythm has it once one was closed; None when somebody has set a day since.

    `set_at`: when the account's next review was last set, by whomever.
    """
    if review.ended_at is None or (set_at is not None and set_at > review.ended_at):
        return None
    day = review_due(account, review, calendar, now)
    return Change(account, replace(account, next_review_on=day), f"{review.quarter} review closed")


def plan_account(sight: AccountSight, *, now: datetime) -> AccountPlan:
    """What its owner is reminded of, and when the clock must look again."""
    account = sight.account
    waiting = [ask for ask in sight.asks if ask.state is AskState.WAITING and ask.kind in ABOUT_REVIEWS]
    if account.next_review_on is None:
        calendar = account_calendar(account, sight.roster)
        due = review_due(account, sight.last_closed, calendar, now)
        account = replace(account, next_review_on=due)
    changes = (Change(sight.account, account, "first review by the rhythm"),) if account != sight.account else ()
    if account.owner is None or account.paused_at is not None:
        return AccountPlan(changes, lapsed=_dropped(waiting))
    calendar = sight.roster.calendar(account.owner)
    if _is_held(sight, account, calendar, now):
        return AccountPlan(changes, lapsed=_dropped(waiting), look_at=calendar.next_morning(now))
    changed_at = now if changes else sight.changed_at
    ask, look_at = _reminder(account, account.owner, changed_at, calendar, now)
    lapsed = _dropped([each for each in waiting if ask is None or each.about != ask.about])
    new = ask is not None and (ask.kind, ask.about) not in {(each.kind, each.about) for each in sight.asks}
    brief, brief_at = _brief(account, changed_at, calendar, now)
    return AccountPlan(changes, (ask,) if ask and new else (), lapsed, min(look_at, brief_at or look_at), brief)


def _is_held(sight: AccountSight, account: Account, calendar: WorkCalendar, now: datetime) -> bool:
    """Whether the review that is due is being held, or was: then nobody needs reminding of it."""
    if sight.open_review is not None:
        return True
    if sight.last_closed is None or sight.last_closed.ended_at is None or account.next_review_on is None:
        return False
    closed_on = calendar.today(sight.last_closed.ended_at)
    return closed_on == calendar.today(now) or closed_on >= account.next_review_on


def _reminder(
    account: Account, owner: str, changed_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> tuple[Ask | None, datetime]:
    """The reminder that holds now, if any, and the morning of the next one."""
    review_on = account.next_review_on or calendar.today(now)
    today = calendar.today(now)
    day = today if calendar.morning_of(today) <= now else today - DAY
    look_at = calendar.morning_of(next_reminder_after(day, review_on, calendar))
    found = reminder_on(day, review_on, calendar)
    if found is None:
        return None, look_at
    reminder, due = found
    at = _not_at_once(calendar.morning_of(due), changed_at, calendar)
    about = f"{owner}|{review_on}|{reminder}|{due}"
    ask = Ask(
        workspace_id=account.workspace_id,
        id=0,
        user_id=owner,
        kind=KINDS[reminder],
        subject=ref_of_account(account),
        about=about,
        not_before=at,
        state=AskState.WAITING,
        created_at=now,
    )
    return ask, look_at


def _brief(
    account: Account, changed_at: datetime | None, calendar: WorkCalendar, now: datetime
) -> tuple[BriefDue | None, datetime | None]:
    """The brief that is due now, or the moment at which it will be: two working days before the review, a morning.

    Where that was missed it still comes while the review is ahead.
    """
    review_on = account.next_review_on or calendar.today(now)
    held = calendar.working_on_or_after(review_on)
    morning = calendar.morning_of(calendar.add_working(held, -BRIEF_BEFORE))
    at, until = _not_at_once(morning, changed_at, calendar), calendar.evening_of(held)
    if now < at < until:
        return None, at
    return (BriefDue(review_on, until), None) if at <= now < until else (None, None)


def _not_at_once(at: datetime, changed_at: datetime | None, calendar: WorkCalendar) -> datetime:
    """Whoever set the day or handed the account on knows; its owner hears with the next morning's nudge."""
    return calendar.next_morning(changed_at) if changed_at is not None and at < changed_at else at


def _dropped(asks: Collection[Ask]) -> tuple[Ask, ...]:
    return tuple(replace(ask, state=AskState.DROPPED) for ask in asks)


def evening_to_sum_up(review: Review, calendar: WorkCalendar, *, waited_since: datetime, now: datetime) -> date | None:
    """The working day whose end an open review must be summed up for; None while there is nothing to say.

    Only the last end of a day counts, and only where the review was there, has changed since it was last summed up,
    and was waiting to be looked at since about then.
    """
    today = calendar.today(now)
    day = calendar.working_on_or_before(today if calendar.evening_of(today) <= now else today - DAY)
    end = calendar.evening_of(day)
    was_there = review.started_at <= end and waited_since <= end + GRACE
    return day if was_there and review.board_version > review.summarised_version else None


def was_worked_on(sitting: Sitting, day: date, calendar: WorkCalendar) -> bool:
    """Whether the review itself went on that day; a change elsewhere to what it lists is no reason to sum it up."""
    review = sitting.review
    said = [
        *(step.at for step in sitting.steps),
        *(mark.at for mark in sitting.marks),
        *(item.at for item in sitting.carried),
        *(gap.logged_at for gap in sitting.gaps if gap.review_id == review.id),
        *(action.logged_at for action in sitting.actions if action.review_id == review.id),
    ]
    return any(calendar.today(moment) == day for moment in (review.started_at, *said) if moment)


def next_evening(calendar: WorkCalendar, now: datetime) -> datetime:
    """The next end of a working day."""
    day = calendar.working_on_or_after(calendar.today(now))
    while (end := calendar.evening_of(day)) <= now:
        day = calendar.next_working(day)
    return end


def check_at(ended_at: datetime, calendar: WorkCalendar) -> datetime:
    """The morning of the progress check: two weeks after the close, on a working day."""
    return calendar.morning_of(calendar.working_on_or_after(calendar.today(ended_at) + CHECK_DAYS * DAY))

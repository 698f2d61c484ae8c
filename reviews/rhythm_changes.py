"""Changing how often an account is reviewed, its next day and its pause; each change can be put back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews.cadence import review_due
from reviews.calendar import WorkCalendar
from reviews.date_calendar import add_months
from reviews.dates import say_date
from reviews.days_ahead import refuse_far
from reviews.decision import Change, Decision, Refusal
from reviews.model import Account, Review
from reviews.rhythm import LONGEST_RHYTHM


@dataclass(frozen=True, slots=True)
class Terms:
    """What can be changed about an account's reviews, at one moment."""

    months: int
    next_on: date | None
    paused_at: datetime | None

    def pack(self) -> str:
        """As one short string, for a button."""
        day = self.next_on.isoformat() if self.next_on else ""
        return f"{self.months}|{day}|{self.paused_at.isoformat() if self.paused_at else ''}"


def terms_of(account: Account) -> Terms:
    """An account's terms as they stand."""
    return Terms(account.rhythm_months, account.next_review_on, account.paused_at)


def read_terms(packed: str | None) -> Terms | None:
    """The terms of `Terms.pack`; None for anything else, since anybody could send it."""
    try:
        months, day, paused = (packed or "").split("|")
        paused_at = datetime.fromisoformat(paused) if paused else None
        found = Terms(int(months), date.fromisoformat(day) if day else None, paused_at)
    except ValueError:
        return None
    aware = found.paused_at is None or found.paused_at.tzinfo is not None
    return found if aware and 1 <= found.months <= LONGEST_RHYTHM else None


def set_rhythm(
    account: Account, months: int, last_closed: Review | None, calendar: WorkCalendar, now: datetime
) -> Decision:
    """Review an account every so many months, counted from the last review.

    A day that would lie behind becomes today's, unless the review was late already: then it stays late.
    """
    today = calendar.today(now)
    changed = replace(account, rhythm_months=months)
    due = review_due(changed, last_closed, calendar, now)
    if due < today:
        late = account.next_review_on is not None and account.next_review_on < today
        due = account.next_review_on if late and account.next_review_on else calendar.working_on_or_after(today)
    return _changed(account, replace(changed, next_review_on=due))


def set_next(account: Account, day: date, today: date) -> Decision | Refusal:
    """Give the next review a day of its own."""
    if day < today:
        return Refusal("past_date", f"{say_date(day, today)} has passed. When will the next review be?")
    if refusal := refuse_far(day, today):
        return refusal
    if day > add_months(today, LONGEST_RHYTHM):
        return Refusal("too_far", f"{say_date(day, today)} is more than {LONGEST_RHYTHM} months ahead.")
    return _changed(account, replace(account, next_review_on=day))


def pause(account: Account, now: datetime) -> Decision:
    """Ask nobody about an account until it is resumed; one that is paused stays so since when it was."""
    return _changed(account, replace(account, paused_at=account.paused_at or now))


def resume(account: Account) -> Decision:
    """Ask about an account again."""
    return _changed(account, replace(account, paused_at=None))


def put_back(account: Account, was: Terms, since: Terms) -> Decision | Refusal:
    """Undo a change, unless somebody has changed the same since."""
    if terms_of(account) == was:
        return Decision()
    if terms_of(account) != since:
        return Refusal("changed", "It was changed again since, so it stays as it is now.")
    before = replace(account, rhythm_months=was.months, next_review_on=was.next_on, paused_at=was.paused_at)
    return _changed(account, before, "undone")


def _changed(account: Account, after: Account, why: str | None = None) -> Decision:
    return Decision((Change(account, after, why),)) if after != account else Decision()

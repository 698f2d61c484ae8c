"""A customer's own goals: written down, changed, read and ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews.customer import Goal, GoalReading, GoalState
from reviews.dates import say_date
from reviews.days_ahead import FARTHEST, refuse_far
from reviews.decision import Change, Decision, Refusal
from reviews.model import Account

ENDED_WORDS = {GoalState.REACHED: "reached", GoalState.MISSED: "missed", GoalState.WITHDRAWN: "taken back"}


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal as somebody wrote it down."""

    what: str
    measure: str | None = None
    baseline: float | None = None
    target: float | None = None
    due: date | None = None


def set_goal(
    account: Account, number: int, words: GoalWords, *, by: str, now: datetime, today: date
) -> Decision | Refusal:
    """Write a goal down in the customer's own words."""
    if refusal := _refuse(words, None, today):
        return refusal
    new = Goal(account.workspace_id, number, account.id, words.what.strip(), set_by=by, set_at=now)
    return Decision((Change(None, _worded(new, words)),))


def edit_goal(goal: Goal, words: GoalWords, today: date) -> Decision | Refusal:
    """Change what a goal says; its readings stay."""
    if refusal := _not_open(goal) or _refuse(words, goal, today):
        return refusal
    return _changed(goal, _worded(goal, words))


def read_goal(
    goal: Goal,
    on_that_day: GoalReading | None,
    *,
    day: date,
    value: float,
    unit: str = "",
    note: str | None,
    by: str,
    now: datetime,
    today: date,
) -> Decision | Refusal:
    """Note where a goal stood on a day; a later word on the same day replaces the earlier one.

    Where the goal names no measure yet, the `unit` that was typed beside the value becomes its measure.
    """
    if refusal := _not_open(goal):
        return refusal
    if day > today:
        return Refusal("day", f"{say_date(day, today)} is still ahead. On which day was it read?")
    if today - day > FARTHEST:
        return Refusal("day", f"{day.isoformat()} is more than ten years ago. Pick a nearer day.")
    reading = GoalReading(goal.workspace_id, goal.id, day, value, by, now, note)
    measured = replace(goal, measure=goal.measure or unit or None)
    named = (Change(goal, measured),) if measured != goal else ()
    if on_that_day and (on_that_day.value, on_that_day.note) == (value, note):
        return Decision(named)
    return Decision((*named, Change(on_that_day, reading)))


def end_goal(goal: Goal, state: GoalState, *, by: str, now: datetime) -> Decision | Refusal:
    """Say that a goal was reached or missed, or take back one written by mistake."""
    if state is GoalState.OPEN:
        raise ValueError("an open goal has not ended")
    if refusal := _not_open(goal):
        return refusal
    return _changed(goal, replace(goal, state=state, ended_at=now, ended_by=by))


def reopen_goal(goal: Goal) -> Decision:
    """Go on with a goal that had ended."""
    return _changed(goal, replace(goal, state=GoalState.OPEN, ended_at=None, ended_by=None))


def _worded(goal: Goal, words: GoalWords) -> Goal:
    return replace(
        goal,
        what=words.what.strip(),
        measure=(words.measure or "").strip() or None,
        baseline=words.baseline,
        target=words.target,
        due=words.due,
    )


def _refuse(words: GoalWords, before: Goal | None, today: date) -> Refusal | None:
    """A goal needs words; its day lies ahead, unless it stood there already."""
    if not words.what.strip():
        return Refusal("what", "Write the goal in the customer's own words, such as: Close the month in ten minutes.")
    stood = before is not None and before.due == words.due
    if words.due and words.due < today and not stood:
        return Refusal("due", f"{say_date(words.due, today)} has passed. By when do they want to be there?")
    far = refuse_far(words.due, today)
    return Refusal("due", far.text) if far else None


def _not_open(goal: Goal) -> Refusal | None:
    if goal.state is GoalState.OPEN:
        return None
    return Refusal("ended", f"“{goal.what}” was {ENDED_WORDS[goal.state]} already, so nothing was changed.")


def _changed(before: Goal, after: Goal) -> Decision:
    return Decision((Change(before, after),)) if after != before else Decision()

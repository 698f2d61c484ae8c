"""Actions: one thing one person will do by one date. Logged, moved with a reason, ended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reviews.days_ahead import refuse_far
from reviews.decision import Change, Decision, Refusal
from reviews.model import LIVE_ACTIONS, Action, ActionState, Gap, GapState
from reviews.sitting import action_id

OWN_DAY_AFTER = 3
"""Days after which something blocked comes back, where its own date is nearer than that."""


@dataclass(frozen=True, slots=True)
class ActionWords:
    """What a person says of an action, in fields; `owner` is a Slack id already checked to be one person."""

    what: str
    owner: str
    due: date
    gap_id: int | None = None
    counterpart: str | None = None
    check_on: date | None = None
    insisted: bool = False
    link: str | None = None


def refuse_gap(
    gap_id: int | None, gap: Gap | None, account_id: int | None, also: Collection[int] = ()
) -> Refusal | None:
    """An action closes a gap of its own customer; `gap` is what the number names, if anything.

    `also`: the other customers that gap is about.
    """
    is_theirs = gap is not None and (gap.account_id == account_id or account_id in also)
    if gap_id is None or (is_theirs and gap is not None and gap.state is not GapState.WITHDRAWN):
        return None
    return Refusal("gap_unknown", f"This customer has no G-{gap_id}. Pick the gap from the list, or leave it empty.")


def log_action(
    words: ActionWords,
    *,
    number: int,
    workspace_id: str,
    account_id: int | None,
    review_id: int | None,
    by: str,
    today: date,
    now: datetime,
) -> Decision | Refusal:
    """Log an action with its owner and date."""
    if refusal := _bad_words(words, today):
        return refusal
    action = Action(
        workspace_id=workspace_id,
        id=number,
        account_id=account_id,
        review_id=review_id,
        what=words.what.strip(),
        owner=words.owner,
        due=words.due,
        first_due=words.due,
        state=ActionState.OPEN,
        logged_by=by,
        logged_at=now,
        gap_id=words.gap_id,
        counterpart=words.counterpart,
        check_on=words.check_on,
        insisted=words.insisted,
        link=words.link,
    )
    return Decision((Change(None, action),))


def edit_action(action: Action, words: ActionWords, *, why: str = "", today: date) -> Decision | Refusal:
    """Change what was logged. Another date asks for a reason and counts as a move."""
    if refusal := _ended(action) or _bad_words(words, min(today, action.due)):
        return refusal
    after = replace(
        action,
        what=words.what.strip(),
        owner=words.owner,
        gap_id=words.gap_id,
        counterpart=words.counterpart,
        check_on=words.check_on,
        insisted=words.insisted,
    )
    if words.due == action.due:
        return Decision((Change(action, after, why or None),))
    moved = move_action(after, words.due, why=why, today=today)
    return moved if isinstance(moved, Refusal) else Decision((Change(action, moved.changes[0].after, why),))


def move_action(action: Action, new_date: date | None, *, why: str, today: date) -> Decision | Refusal:
    """Promise another day; the reason is kept and the move counted."""
    if refusal := _ended(action):
        return refusal
    if new_date is None:
        return Refusal("date_missing", "Pick the new date.")
    if new_date < today:
        return Refusal("past_date", "The new date cannot be in the past.")
    if refusal := refuse_far(new_date, today):
        return refusal
    if new_date == action.due:
        return Refusal("same_date", "That is the date it has already.")
    if not why.strip():
        return Refusal("reason_missing", "Say why it moves; the reason stays with it.")
    # A check that it worked cannot come before it is due.
    check_on = max(action.check_on, new_date) if action.check_on else None
    # Blocked or waiting, it comes back to its owner on the new day; the one snooze belongs to a date.
    wake_on = new_date if action.wake_on else None
    moves = action.moves + 1
    after = replace(action, due=new_date, check_on=check_on, moves=moves, wake_on=wake_on, snoozed_until=None)
    return Decision((Change(action, after, why.strip()),))


def finish_action(action: Action, *, by: str, now: datetime) -> Decision | Refusal:
    """The promise is kept."""
    return _end(action, ActionState.DONE, None, by=by, now=now)


def drop_action(action: Action, *, why: str, by: str, now: datetime) -> Decision | Refusal:
    """It will not be done, and the reason is kept."""
    if not why.strip():
        return Refusal("reason_missing", "Say why it will not be done; the reason stays with it.")
    return _end(action, ActionState.DROPPED, why.strip(), by=by, now=now)


def withdraw_action(action: Action, *, by: str, now: datetime) -> Decision | Refusal:
    """Take back an action that was logged by mistake."""
    return _end(action, ActionState.WITHDRAWN, "undone", by=by, now=now)


def reopen_action(action: Action) -> Decision | Refusal:
    """Take back a Done that was pressed by mistake."""
    if action.state is not ActionState.DONE:
        return Refusal("not_done", f"{action_id(action.id)} is {action.state}, so there is no Done to undo.")
    after = replace(action, state=ActionState.OPEN, ended_at=None, ended_by=None)
    return Decision((Change(action, after, "undone"),))


def block_action(
    action: Action,
    *,
    why: str,
    blocker: str | None,
    wake_on: date | None = None,
    today: date | None = None,
    now: datetime | None = None,
) -> Decision | Refusal:
    """Something or somebody stands in the way, since `now`; `blocker` is a Slack id where it is a person.

    On `wake_on` it comes back to its owner; without one, when it is due, or in some days where that is too near.
    """
    if refusal := _ended(action) or _bad_own_day(wake_on, today):
        return refusal
    if not why.strip() and blocker is None:
        return Refusal("blocker_missing", "Say what it is blocked by.")
    if blocker == action.owner:
        return Refusal("blocked_by_owner", "Its owner cannot be who blocks it. Say what stands in the way.")
    after = replace(
        action,
        state=ActionState.BLOCKED,
        blocked_why=why.strip() or None,
        blocked_by=blocker,
        wake_on=wake_on or _own_day(action, today),
    )
    known = (action.state, action.blocked_by) == (after.state, blocker) and action.held_at is not None
    after = replace(after, held_at=action.held_at if known else now)
    return Decision((Change(action, after, why.strip() or None),))


def wait_for_customer(
    action: Action, *, why: str, wake_on: date | None = None, today: date, now: datetime | None = None
) -> Decision | Refusal:
    """The customer has to do something first; on `wake_on` it comes back to its owner."""
    if refusal := _ended(action) or _bad_own_day(wake_on, today):
        return refusal
    after = replace(
        action,
        state=ActionState.WAITING,
        blocked_why=why.strip() or None,
        blocked_by=None,
        wake_on=wake_on or _own_day(action, today),
        held_at=action.held_at if action.state is ActionState.WAITING and action.held_at else now,
    )
    return Decision((Change(action, after, why.strip() or None),))


def unblock_action(action: Action) -> Decision | Refusal:
    """Nothing stands in the way any more."""
    if action.state not in {ActionState.BLOCKED, ActionState.WAITING}:
        return Decision()
    after = replace(action, state=ActionState.OPEN, blocked_why=None, blocked_by=None, wake_on=None, held_at=None)
    return Decision((Change(action, after, "unblocked"),))


def snooze_action(action: Action, *, until: date, days: Sequence[date]) -> Decision | Refusal:
    """Put the asking off, once for a date, to one of the days offered; the promise stays as it is."""
    if refusal := _ended(action):
        return refusal
    if action.snoozed_until is not None:
        return Refusal("snoozed", "It was put off once already. Give it a new date instead, with the reason.")
    if until not in days:
        return Refusal("snooze_day", "It can be put off by one, two or three working days, no further.")
    return Decision((Change(action, replace(action, snoozed_until=until), None),))


def come_back(
    action: Action, *, on: date, today: date, why: str = "", now: datetime | None = None
) -> Decision | Refusal:
    """What is blocked or waits for the customer comes back to its owner on another day; `now`: somebody said so."""
    if refusal := _ended(action) or _bad_own_day(on, today):
        return refusal
    after = replace(action, wake_on=on, confirmed_at=now or action.confirmed_at)
    return Decision((Change(action, after, why.strip() or None),))


def hand_over(action: Action, *, to: str, why: str = "") -> Decision | Refusal:
    """Somebody else does it; `to` is a Slack id already checked to be one person."""
    if refusal := _ended(action):
        return refusal
    if to == action.owner:
        return Refusal("same_owner", "It is theirs already.")
    blocker = None if action.blocked_by == to else action.blocked_by
    after = replace(action, owner=to, blocked_by=blocker, snoozed_until=None)
    return Decision((Change(action, after, why.strip() or None),))


def still_on(action: Action, *, now: datetime) -> Decision | Refusal:
    """Its owner says that it holds as it is."""
    if refusal := _ended(action):
        return refusal
    return Decision((Change(action, replace(action, confirmed_at=now), None),))


def note_help(action: Action, *, helped: bool) -> Decision | Refusal:
    """What the check after it was done found: did it change anything?"""
    if action.state is not ActionState.DONE:
        return Refusal("not_done", f"{action_id(action.id)} is {action.state}, so there is nothing to check.")
    return Decision((Change(action, replace(action, helped=helped), None),))


def _own_day(action: Action, today: date | None) -> date:
    soonest = today + timedelta(days=OWN_DAY_AFTER) if today else action.due
    return max(action.due, soonest)


def _bad_own_day(wake_on: date | None, today: date | None) -> Refusal | None:
    if wake_on is None or today is None:
        return None
    if wake_on > today:
        return refuse_far(wake_on, today)
    return Refusal("past_date", "The day to look at it again must be ahead.")


def _end(action: Action, state: ActionState, why: str | None, *, by: str, now: datetime) -> Decision | Refusal:
    if refusal := _ended(action):
        return refusal
    return Decision((Change(action, replace(action, state=state, ended_at=now, ended_by=by), why),))


def _ended(action: Action) -> Refusal | None:
    if action.state in LIVE_ACTIONS:
        return None
    return Refusal("ended", f"{action_id(action.id)} is {action.state} already, so nothing was changed.")


def _bad_words(words: ActionWords, earliest: date) -> Refusal | None:
    if not words.what.strip():
        return Refusal("what_missing", "Say what will be done.")
    if words.due < earliest:
        return Refusal("past_date", "The date cannot be in the past.")
    if refusal := refuse_far(words.due, earliest) or refuse_far(words.check_on, earliest):
        return refusal
    if words.check_on is not None and words.check_on < words.due:
        return Refusal("check_before_due", "The check that it worked comes on or after the due date.")
    return None

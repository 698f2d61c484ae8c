"""What has become of a nudge's rows since they were asked: a row that was settled says so and asks no more."""

from __future__ import annotations

from datetime import date

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.dates import say_date
from reviews.messages.words import ENDED_WORDS, said
from reviews.model import Action, ActionState, Gap, GapState
from reviews.nudge_sheet import NudgeSheet, Row

_HELD_UP = (ActionState.BLOCKED, ActionState.WAITING)
_GONE = "no longer here"


def since(row: Row, sheet: NudgeSheet) -> str | None:
    """What settled a row, as mrkdwn; None while it still asks."""
    if row.kind in ABOUT_REVIEWS:
        return _review_since(row, sheet)
    if isinstance(row.item, Gap):
        return _gap_since(row, row.item, sheet)
    if row.item is None and row.kind is AskKind.HANDED and row.account is not None:
        return None if row.account.owner == whose(row) else _theirs(row.account.owner, sheet)
    return _action_since(row, row.item, sheet) if row.item else _GONE


def is_kept(row: Row) -> bool:
    """Whether a settled row ended well: done, closed, checked and found to have helped."""
    item = row.item
    if isinstance(item, Gap):
        return item.state is GapState.CLOSED
    return item is not None and item.state is ActionState.DONE and item.helped is not False


def whose(row: Row) -> str:
    """Whom a row was about when it was asked: the item's or review's owner, or who blocks the item."""
    return row.about.split("|")[0]


def asked_day(row: Row) -> date | None:
    """The day a row was asked about; None where it is about something else."""
    part = row.about.split("|")[1] if "|" in row.about else ""
    try:
        return date.fromisoformat(part)
    except ValueError:
        return None


def is_snoozed(row: Row) -> bool:
    """Whether a row is back because its owner put it off."""
    return row.kind is AskKind.BACK and "|snoozed " in row.about


def _review_since(row: Row, sheet: NudgeSheet) -> str | None:
    account = row.account
    if account is None:
        return _GONE
    if account.paused_at is not None:
        return "paused, so nothing is asked about it"
    if account.owner != whose(row):
        return _theirs(account.owner, sheet)
    if account.next_review_on == asked_day(row):
        return None
    day = account.next_review_on
    return f"the next one is on {say_date(day, sheet.today)}" if day else "no review is planned any more"


def _gap_since(row: Row, gap: Gap, sheet: NudgeSheet) -> str | None:
    if gap.state is not GapState.OPEN:
        return ENDED_WORDS[gap.state]
    if gap.owner != whose(row):
        return _theirs(gap.owner, sheet)
    if asked_day(row) in {None, gap.update_on}:
        return _confirmed(gap, sheet)
    return f"next update {say_date(gap.update_on, sheet.today)}" if gap.update_on else "without a date now"


def _action_since(row: Row, action: Action, sheet: NudgeSheet) -> str | None:
    if row.kind is AskKind.RECHECK:
        return _checked(action)
    if action.state in ENDED_WORDS:
        return ENDED_WORDS[action.state]
    if row.kind is AskKind.BLOCKING:
        return _blocking_since(row, action, sheet)
    if action.owner != whose(row):
        return _theirs(action.owner, sheet)
    return _held_since(row, action, sheet) if action.state in _HELD_UP else _open_since(row, action, sheet)


def _checked(action: Action) -> str | None:
    if action.helped is not None:
        return "it helped" if action.helped else "it did not change much"
    return None if action.state is ActionState.DONE else "open again"


def _blocking_since(row: Row, action: Action, sheet: NudgeSheet) -> str | None:
    if action.state is ActionState.BLOCKED and action.blocked_by == whose(row):
        heard = _confirmed(action, sheet)
        return (
            f"{heard}; its owner is asked again on {say_date(action.wake_on, sheet.today)}"
            if heard and action.wake_on
            else heard
        )
    return held_words(action, sheet) if action.state in _HELD_UP else "cleared, so it goes on"


def _held_since(row: Row, action: Action, sheet: NudgeSheet) -> str | None:
    """A row may have been about something that was blocked or waiting already."""
    if put_off := _put_off(action, sheet):
        return put_off
    if row.kind is AskKind.BACK and not is_snoozed(row):
        same = (action.wake_on or action.due) == asked_day(row) and _confirmed(action, sheet) is None
        return None if same else f"still {held_words(action, sheet)}"
    may_be_old = row.kind in {AskKind.MANAGER, AskKind.DECISION, AskKind.MOVED, AskKind.HANDED}
    if may_be_old and not _touched_since(action, sheet):
        return None
    return held_words(action, sheet)


def _open_since(row: Row, action: Action, sheet: NudgeSheet) -> str | None:
    day = say_date(action.due, sheet.today)
    if row.kind is AskKind.BACK and not is_snoozed(row):
        return f"goes on, due {day}"
    if row.kind is AskKind.MOVED and not row.about.endswith(f"|moves {action.moves}"):
        return f"moved again, to {day}"
    return _moved_since(row, action, sheet) or _put_off(action, sheet) or _confirmed(action, sheet)


def _moved_since(row: Row, action: Action, sheet: NudgeSheet) -> str | None:
    asked = asked_day(row)
    return f"moved to {say_date(action.due, sheet.today)}" if asked is not None and asked != action.due else None


def _put_off(action: Action, sheet: NudgeSheet) -> str | None:
    day = action.snoozed_until
    if day is None or day <= sheet.nudge.day:
        return None
    return f"put off to {say_date(day, sheet.today)}; the date stays"


def _confirmed(item: Action | Gap, sheet: NudgeSheet) -> str | None:
    """Somebody said since that it holds as it is."""
    at = item.confirmed_at
    return "still on it" if at is not None and at > sheet.nudge.created_at else None


def held_words(action: Action, sheet: NudgeSheet) -> str:
    """What holds an action up, and when its owner is asked again."""
    ahead = action.wake_on is not None and action.wake_on > sheet.today
    day = say_date(action.wake_on, sheet.today) if action.wake_on and ahead else ""
    if action.state is ActionState.WAITING:
        return f"waiting for the customer{f' until {day}' if day else ''}"
    by = f" by {said(sheet.name(action.blocked_by), 60)}" if action.blocked_by else ""
    return f"blocked{by}{f', back on {day}' if day else ''}"


def _touched_since(action: Action, sheet: NudgeSheet) -> bool:
    return action.touched_at is not None and action.touched_at > sheet.nudge.created_at


def _theirs(owner: str | None, sheet: NudgeSheet) -> str:
    if owner is None:
        return "nobody has it now"
    return "yours now" if owner == sheet.nudge.user_id else f"{said(sheet.name(owner), 60)} has it now"

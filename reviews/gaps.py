"""Gaps: logged in the customer's words, moved with a reason, closed or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews.days_ahead import refuse_far
from reviews.decision import Change, Decision, Refusal
from reviews.model import Gap, GapState, Severity
from reviews.sitting import gap_id


@dataclass(frozen=True, slots=True)
class GapWords:
    """What a person says of a gap, in fields; `owner` is a Slack id already checked to be one person."""

    what: str
    severity: Severity | None
    affects: str | None = None
    frequency: str | None = None
    owner: str | None = None
    update_on: date | None = None
    reason: str | None = None
    link: str | None = None


def log_gap(
    words: GapWords,
    *,
    number: int,
    workspace_id: str,
    account_id: int,
    review_id: int | None,
    by: str,
    today: date,
    now: datetime,
) -> Decision | Refusal:
    """Log a gap. During a review owner and date may wait until it closes; otherwise both are needed."""
    if not words.what.strip():
        return Refusal("what_missing", "Say what is happening, in the customer's words.")
    if review_id is None and (words.owner is None or words.update_on is None):
        return Refusal("owner_or_date_missing", "A gap needs one owner and the date of the next update.")
    if words.update_on is not None and words.update_on < today:
        return Refusal("past_date", "The next update cannot be in the past.")
    if refusal := refuse_far(words.update_on, today):
        return refusal
    gap = Gap(
        workspace_id=workspace_id,
        id=number,
        account_id=account_id,
        review_id=review_id,
        what=words.what.strip(),
        affects=words.affects,
        frequency=words.frequency,
        severity=words.severity,
        owner=words.owner,
        update_on=words.update_on,
        reason=words.reason,
        state=GapState.OPEN,
        logged_by=by,
        logged_at=now,
        link=words.link,
    )
    return Decision((Change(None, gap),))


def edit_gap(gap: Gap, words: GapWords, *, why: str = "", today: date) -> Decision | Refusal:
    """Change what was logged. A later date asks for a reason, as moving it does."""
    if refusal := _ended(gap):
        return refusal
    if not words.what.strip():
        return Refusal("what_missing", "Say what is happening, in the customer's words.")
    after = replace(
        gap,
        what=words.what.strip(),
        affects=words.affects,
        frequency=words.frequency,
        severity=words.severity,
        owner=words.owner,
        reason=words.reason,
    )
    if words.update_on == gap.update_on:
        return Decision((Change(gap, after, why or None),))
    if refusal := refuse_far(words.update_on, today):
        return refusal
    if gap.update_on is None and words.update_on is not None and words.update_on >= today:
        return Decision((Change(gap, replace(after, update_on=words.update_on), why or None),))
    moved = move_gap(after, words.update_on, why=why, today=today)
    return moved if isinstance(moved, Refusal) else Decision((Change(gap, moved.changes[0].after, why),))


def move_gap(gap: Gap, new_date: date | None, *, why: str, today: date) -> Decision | Refusal:
    """Give the next update another day; the reason is kept and the move counted."""
    if refusal := _ended(gap) or _bad_move(new_date, why, today):
        return refusal
    if new_date == gap.update_on:
        return Refusal("same_date", "That is the date it has already.")
    moves = gap.moves + (gap.update_on is not None)
    return Decision((Change(gap, replace(gap, update_on=new_date, moves=moves), why.strip()),))


def close_gap(gap: Gap, *, by: str, now: datetime) -> Decision | Refusal:
    """The gap is gone."""
    if refusal := _ended(gap):
        return refusal
    after = replace(gap, state=GapState.CLOSED, ended_at=now, ended_by=by)
    return Decision((Change(gap, after),))


def hand_over_gap(gap: Gap, *, to: str, why: str = "") -> Decision | Refusal:
    """Somebody else sees to it; `to` is a Slack id already checked to be one person."""
    if refusal := _ended(gap):
        return refusal
    if to == gap.owner:
        return Refusal("same_owner", "It is theirs already.")
    return Decision((Change(gap, replace(gap, owner=to), why.strip() or None),))


def confirm_gap(gap: Gap, *, now: datetime) -> Decision | Refusal:
    """Its owner says that it stands as it is."""
    if refusal := _ended(gap):
        return refusal
    return Decision((Change(gap, replace(gap, confirmed_at=now), None),))


def withdraw_gap(gap: Gap, *, by: str, now: datetime) -> Decision | Refusal:
    """Take back a gap that was logged by mistake."""
    if refusal := _ended(gap):
        return refusal
    after = replace(gap, state=GapState.WITHDRAWN, ended_at=now, ended_by=by)
    return Decision((Change(gap, after, "undone"),))


def _ended(gap: Gap) -> Refusal | None:
    if gap.state is GapState.OPEN:
        return None
    return Refusal("ended", f"{gap_id(gap.id)} is {gap.state} already, so nothing was changed.")


def _bad_move(new_date: date | None, why: str, today: date) -> Refusal | None:
    if new_date is None:
        return Refusal("date_missing", "Pick the new date.")
    if new_date < today:
        return Refusal("past_date", "The new date cannot be in the past.")
    if refusal := refuse_far(new_date, today):
        return refusal
    if not why.strip():
        return Refusal("reason_missing", "Say why it moves; the reason stays with it.")
    return None

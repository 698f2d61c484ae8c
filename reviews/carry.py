"""Settling what came over from last time: each thing is kept, closed or given a new date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews import actions, gaps
from reviews.closing import KEPT
from reviews.decision import Change, Decision, Refusal, ShowBoard
from reviews.model import Carried, CarriedChoice, CarriedKind, ChecklistMark, Question, ReviewState
from reviews.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Settling:
    """What a person said about one carried item."""

    item: Carried
    choice: CarriedChoice
    new_date: date | None = None
    why: str = ""


def settle_all(
    sitting: Sitting, said: Iterable[Settling], *, by: str, now: datetime
) -> Decision | tuple[tuple[Carried, Refusal], ...]:
    """Decide on several carried items together: all of them, or none and what is wrong with which."""
    decided = [(each.item, settle(sitting, each, by=by, now=now)) for each in said]
    refused = tuple((item, answer) for item, answer in decided if isinstance(answer, Refusal))
    if refused:
        return refused
    changes = (change for _, answer in decided if isinstance(answer, Decision) for change in answer.changes)
    return Decision(tuple(changes), (ShowBoard(sitting.review.id),))


def settle(sitting: Sitting, said: Settling, *, by: str, now: datetime) -> Decision | Refusal:
    """Decide on one carried item. A new date needs its day and a reason."""
    if sitting.review.state is not ReviewState.OPEN:
        return Refusal("not_open", f"This review is {sitting.review.state}, so nothing was changed.")
    consequence = _consequence(sitting, said, by=by, now=now)
    if isinstance(consequence, Refusal):
        return consequence
    settled = Change(said.item, replace(said.item, choice=said.choice, by=by, at=now))
    return Decision((settled, *consequence), (ShowBoard(sitting.review.id),))


def _consequence(sitting: Sitting, said: Settling, *, by: str, now: datetime) -> tuple[Change, ...] | Refusal:
    item, choice = said.item, said.choice
    if item.kind is CarriedKind.MARK:
        return _keep_mark(sitting, Question(item.ref), by, now) if choice is CarriedChoice.KEPT else ()
    if choice is CarriedChoice.KEPT:
        return ()
    if item.kind is CarriedKind.GAP:
        gap = sitting.gap(item.ref)
        if gap is None:
            return ()
        decided = (
            gaps.close_gap(gap, by=by, now=now)
            if choice is CarriedChoice.CLOSED
            else gaps.move_gap(gap, said.new_date, why=said.why, today=sitting.today)
        )
    else:
        action = sitting.action(item.ref)
        if action is None:
            return ()
        decided = (
            actions.finish_action(action, by=by, now=now)
            if choice is CarriedChoice.CLOSED
            else actions.move_action(action, said.new_date, why=said.why, today=sitting.today)
        )
    # Somebody may have ended the thing elsewhere meanwhile: then it is settled all the same.
    if isinstance(decided, Refusal):
        return () if decided.code == "ended" else decided
    return decided.changes


def _keep_mark(sitting: Sitting, question: Question, by: str, now: datetime) -> tuple[Change, ...]:
    then = sitting.last.mark(question) if sitting.last else None
    if then is None or sitting.mark(question) is not None:
        return ()
    review = sitting.review
    kept = ChecklistMark(review.workspace_id, review.id, question, then.colour, then.evidence, by, now, KEPT)
    return (Change(None, kept),)

"""Walking the steps: done, marked or skipped with a reason, and none passed in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from reviews.decision import Change, Decision, Refusal, ShowBoard
from reviews.model import (
    Carried,
    CarriedChoice,
    CarriedKind,
    ChecklistMark,
    MarkColour,
    Question,
    ReviewState,
    Step,
    StepName,
    StepState,
)
from reviews.sitting import STEP_OF_QUESTION, Sitting

STEP_LABELS: Mapping[StepName, str] = {
    StepName.GOALS: "Goals and changes",
    StepName.FACTS: "Facts",
    StepName.RELIABILITY: "Reliability",
    StepName.USAGE: "Usage",
    StepName.GAPS: "Open gaps",
    StepName.ACTIONS: "Actions",
}
FACTS_READ = "read, nothing to add"
NO_REASONS: Mapping[StepName, str] = MappingProxyType({})


def finish_step(
    sitting: Sitting,
    name: StepName,
    note: str,
    *,
    by: str,
    now: datetime,
    passed: Mapping[StepName, str] = NO_REASONS,
) -> Decision | Refusal:
    """Mark a step done with its note. `passed` gives a reason for each open step before it."""
    if refusal := _not_open(sitting):
        return refusal
    words = note.strip() or (FACTS_READ if name is StepName.FACTS else "")
    if not words:
        return Refusal("note_missing", "Say in a line what came out of this step.")
    earlier = _pass_earlier(sitting, name, passed, by=by, now=now)
    if isinstance(earlier, Refusal):
        return earlier
    change = _step_change(sitting, name, StepState.DONE, words, by=by, now=now)
    return Decision((*earlier, change), (ShowBoard(sitting.review.id),))


def skip_step(
    sitting: Sitting,
    name: StepName,
    why: str,
    *,
    by: str,
    now: datetime,
    passed: Mapping[StepName, str] = NO_REASONS,
) -> Decision | Refusal:
    """Leave a step out, with a reason that the board shows."""
    if refusal := _not_open(sitting):
        return refusal
    if not why.strip():
        return Refusal("reason_missing", "Say why it is skipped; the reason is shown on the board.")
    earlier = _pass_earlier(sitting, name, passed, by=by, now=now)
    if isinstance(earlier, Refusal):
        return earlier
    change = _step_change(sitting, name, StepState.SKIPPED, why.strip(), by=by, now=now)
    return Decision((*earlier, change), (ShowBoard(sitting.review.id),))


def mark_step(
    sitting: Sitting,
    question: Question,
    colour: MarkColour,
    evidence: str,
    *,
    by: str,
    now: datetime,
    confirmed: str | None = None,
    passed: Mapping[StepName, str] = NO_REASONS,
) -> Decision | Refusal:
    """Answer a checklist question, which finishes its step. All colours but unknown need a line of evidence."""
    if refusal := _not_open(sitting):
        return refusal
    line = evidence.strip()
    if not line and colour is not MarkColour.UNKNOWN:
        return Refusal("evidence_missing", f"A {colour} mark needs one line of evidence. Unknown does not.")
    name = STEP_OF_QUESTION[question]
    earlier = _pass_earlier(sitting, name, passed, by=by, now=now)
    if isinstance(earlier, Refusal):
        return earlier
    mark = ChecklistMark(
        sitting.review.workspace_id,
        sitting.review.id,
        question,
        colour,
        line,
        by,
        now,
        confirmed=(confirmed or "").strip() or None,
    )
    changes = (
        *earlier,
        Change(sitting.mark(question), mark),
        _step_change(sitting, name, StepState.DONE, line or "nobody could say", by=by, now=now),
        *_settle_mark(sitting, question, by=by, now=now),
    )
    return Decision(changes, (ShowBoard(sitting.review.id),))


def _not_open(sitting: Sitting) -> Refusal | None:
    review = sitting.review
    if review.state is ReviewState.OPEN:
        return None
    who = sitting.name(review.ended_by)
    return Refusal("not_open", f"This review was {review.state} by {who}, so nothing was changed.")


def _pass_earlier(
    sitting: Sitting, name: StepName, passed: Mapping[StepName, str], *, by: str, now: datetime
) -> tuple[Change, ...] | Refusal:
    open_steps = sitting.open_before(name)
    unexplained = [STEP_LABELS[s] for s in open_steps if not passed.get(s, "").strip()]
    if unexplained:
        missing = " and ".join(unexplained)
        return Refusal("steps_before", f"{missing} would be passed. Do it first, or say why it is skipped.")
    return tuple(_step_change(sitting, s, StepState.SKIPPED, passed[s].strip(), by=by, now=now) for s in open_steps)


def _step_change(sitting: Sitting, name: StepName, state: StepState, note: str, *, by: str, now: datetime) -> Change:
    stored = next((s for s in sitting.steps if s.name is name), None)
    base = stored or Step(sitting.review.workspace_id, sitting.review.id, name)
    return Change(stored, replace(base, state=state, note=note, by=by, at=now))


def _settle_mark(sitting: Sitting, question: Question, *, by: str, now: datetime) -> tuple[Change, ...]:
    """A question answered anew settles what was carried over for it."""
    waiting = (c for c in sitting.unsettled if c.kind is CarriedKind.MARK and c.ref == question)
    return tuple(Change(c, _settled(c, CarriedChoice.CLOSED, by, now)) for c in waiting)


def _settled(item: Carried, choice: CarriedChoice, by: str, now: datetime) -> Carried:
    return replace(item, choice=choice, by=by, at=now)

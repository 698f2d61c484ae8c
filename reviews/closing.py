"""Closing a review: what must be settled first, and what is proposed for the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reviews.decision import Change, Decision, Message, Post, Refusal, ShowBoard
from reviews.model import (
    Action,
    ActionState,
    ChecklistMark,
    MarkColour,
    Question,
    Review,
    ReviewState,
    Severity,
    StepState,
)
from reviews.sitting import STEP_ORDER, Sitting, action_id, gap_id
from reviews.steps import STEP_LABELS


class FindingKind(StrEnum):
    """What kind of thing stands in the way of closing, and so which form settles it."""

    STEP = "step"
    CARRIED = "carried"
    GAP = "gap"
    MARK = "mark"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to settle. `ref`: a step's or question's name, a gap's or an action's number. `text` is plain."""

    kind: FindingKind
    ref: str
    text: str


QUESTION_LABELS: dict[Question, str] = {
    Question.RELIABILITY: "Reliability",
    Question.USAGE: "Usage",
    Question.WORKAROUNDS: "Workarounds",
    Question.OWNERS: "Owners and dates",
}


def to_settle(sitting: Sitting) -> tuple[Finding, ...]:
    """Everything that must be settled before this review can close, in the order of the review."""
    return (*_open_steps(sitting), *_carried(sitting), *_loose_gaps(sitting), *contradictions(sitting))


def vague_leftovers(sitting: Sitting) -> tuple[Finding, ...]:
    """Actions kept although they do not say what will be different: shown, and kept only knowingly."""
    return tuple(
        Finding(FindingKind.VAGUE, str(a.id), f"{action_id(a.id)} “{a.what}” does not say what will be different.")
        for a in sitting.live_actions
        if a.insisted and a.review_id == sitting.review.id
    )


def contradictions(sitting: Sitting) -> tuple[Finding, ...]:
    """Marks that do not fit what else is known, unless somebody has said why both are true."""
    found = (
        (mark, why) for mark in sitting.marks if not mark.confirmed for why in (_contradiction(sitting, mark),) if why
    )
    return tuple(Finding(FindingKind.MARK, str(mark.question), why) for mark, why in found)


def close_review(
    sitting: Sitting,
    *,
    main_risk: str,
    expect: str,
    keep_vague: bool,
    summary: Message,
    by: str,
    now: datetime,
) -> Decision | Refusal:
    """Close the review and say its summary once; refuses while anything is left to settle."""
    review = sitting.review
    if review.state is not ReviewState.OPEN:
        return Refusal("not_open", f"This review was {review.state} by {sitting.name(review.ended_by)} already.")
    if left := to_settle(sitting):
        return Refusal("unsettled", f"{len(left)} to settle before this review can close.")
    if vague_leftovers(sitting) and not keep_vague:
        return Refusal("vague", "Rewrite what is vague, or tick that it stays as it is.")
    if not main_risk.strip() or not expect.strip():
        return Refusal("words_missing", "The summary needs the main risk and what the customer can expect.")
    return Decision(
        (Change(review, closed(review, main_risk=main_risk, expect=expect, by=by, now=now)),),
        (ShowBoard(review.id), Post(f"summary:{review.id}", review.channel, summary, review_id=review.id)),
    )


def closed(review: Review, *, main_risk: str, expect: str, by: str, now: datetime) -> Review:
    """The review as it will stand once closed."""
    return replace(
        review,
        state=ReviewState.CLOSED,
        main_risk=main_risk.strip(),
        expect=expect.strip(),
        ended_at=now,
        ended_by=by,
    )


def propose_main_risk(sitting: Sitting) -> str:
    """A first wording of the main risk or gap: what blocks, then what is red, then what is yellow."""
    gaps = sitting.open_gaps
    blocking = next((g for g in gaps if g.severity is Severity.BLOCKS), None)
    if blocking:
        return blocking.what
    for colour in (MarkColour.RED, MarkColour.YELLOW):
        weak = next((m for m in sitting.marks if m.colour is colour), None)
        if weak:
            return weak.evidence
    return gaps[0].what if gaps else "No gap is open, and nothing in this review points to a risk."


def propose_expect(sitting: Sitting) -> str:
    """A first wording of what the customer hears before the next check-in; empty where no date is known."""
    ahead = [g for g in sitting.open_gaps if g.update_on and g.update_on >= sitting.today]
    gap = min(ahead, key=lambda g: (g.update_on, g.id), default=None)
    if gap is not None and gap.update_on is not None:
        return f"A note on {gap.update_on:%a} {gap.update_on.day} {gap.update_on:%b}, even if nothing has changed."
    action = next((a for a in sitting.live_actions if a.due >= sitting.today), None)
    if action is not None:
        return f"A note on {action.due:%a} {action.due.day} {action.due:%b}: {action.what}"
    return ""


def _open_steps(sitting: Sitting) -> Iterator[Finding]:
    for number, name in enumerate(STEP_ORDER, start=1):
        if sitting.step(name).state is StepState.OPEN:
            yield Finding(FindingKind.STEP, name, f"Step {number}, {STEP_LABELS[name]}, is not done yet.")


def _carried(sitting: Sitting) -> Iterator[Finding]:
    if left := len(sitting.unsettled):
        things = "1 thing" if left == 1 else f"{left} things"
        verb = "waits" if left == 1 else "wait"
        yield Finding(FindingKind.CARRIED, "", f"{things} from last time still {verb} for a decision.")


def _loose_gaps(sitting: Sitting) -> Iterator[Finding]:
    for gap in sitting.open_gaps:
        missing = [
            word
            for word, absent in (
                ("no owner", gap.owner is None),
                ("no date for the next update", gap.update_on is None),
                ("a date that has passed", gap.update_on is not None and gap.update_on < sitting.today),
            )
            if absent
        ]
        if missing:
            yield Finding(FindingKind.GAP, str(gap.id), f"{gap_id(gap.id)} “{gap.what}” has {' and '.join(missing)}.")


def _contradiction(sitting: Sitting, mark: ChecklistMark) -> str | None:
    label = QUESTION_LABELS[mark.question]
    if mark.colour is MarkColour.GREEN and (against := _against_green(sitting, mark.question)):
        return f"{label} is green, yet {against}."
    then = sitting.last.mark(mark.question) if sitting.last else None
    if then and mark.evidence and _same_line(mark.evidence, then.evidence):
        return f"{label} has the same line as last time: “{mark.evidence}”. Is it still true, word for word?"
    return None


def _against_green(sitting: Sitting, question: Question) -> str | None:
    gaps = sitting.open_gaps
    if question is Question.RELIABILITY:
        hit = next((g for g in gaps if g.severity is Severity.BLOCKS), None)
        return f"{gap_id(hit.id)} blocks work: “{hit.what}”" if hit else None
    if question is Question.WORKAROUNDS:
        hit = next((g for g in gaps if g.severity is Severity.WORKAROUND), None)
        return f"{gap_id(hit.id)} forces a workaround: “{hit.what}”" if hit else None
    if question is Question.OWNERS:
        late = next((a for a in sitting.live_actions if _is_late(sitting, a)), None)
        return f"{action_id(late.id)} is late: “{late.what}”" if late else None
    return None


def _is_late(sitting: Sitting, action: Action) -> bool:
    return action.state is ActionState.OPEN and action.due < sitting.today


def _same_line(one: str, other: str) -> bool:
    def bare(line: str) -> str:
        return " ".join(line.lower().split()).strip(" .")

    return bool(bare(one)) and bare(one) == bare(other)

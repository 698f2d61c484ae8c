"""Closing a review: what must be settled first, and what is proposed for the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from reviews.decision import Change, Decision, Message, Post, Refusal, ShowBoard
from reviews.facts_against import facts_against_green
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
from reviews.working_days import working_day_near

KEPT = "still true, kept from last time"


class FindingKind(StrEnum):
    """What kind of thing comes up at closing, and so which form settles it. Goals never stand in the way."""

    STEP = "step"
    CARRIED = "carried"
    GAP = "gap"
    MARK = "mark"
    VAGUE = "vague"
    GOALS = "goals"


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
    kept = (a for a in sitting.live_actions if a.insisted and a.review_id == sitting.review.id)
    return tuple(
        Finding(
            FindingKind.VAGUE,
            str(a.id),
            f"{action_id(a.id)} “{a.what}” does not say what will be different (kept by {sitting.name(a.logged_by)}).",
        )
        for a in kept
    )


def without_goals(sitting: Sitting) -> tuple[Finding, ...]:
    """A customer without a written goal: put to the person who closes, who may leave it so."""
    if sitting.open_goals:
        return ()
    none = "Every goal has ended and no new one is" if sitting.ended_goals else "No goal of the customer's own is"
    text = f"{none} written down, so nobody can tell whether they get where they want to."
    return (Finding(FindingKind.GOALS, "", text),)


def contradictions(sitting: Sitting) -> tuple[Finding, ...]:
    """Marks that do not fit what else is known, unless somebody has said why both are true."""
    found = ((m.question, _open_contradiction(sitting, m)) for m in sitting.marks)
    return tuple(Finding(FindingKind.MARK, str(question), why) for question, why in found if why)


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
    """A first wording of what the customer hears before the next check-in; empty where no day ahead is known."""
    updates = (g.update_on for g in sitting.open_gaps if g.update_on and g.update_on > sitting.today)
    dues = (a.due for a in sitting.live_actions if a.due > sitting.today)
    day = min(updates, default=None) or min(dues, default=None)
    if day is None:
        return ""
    day = working_day_near(day, sitting.today)
    return f"A note on {day:%a} {day.day} {day:%b}, even if nothing has changed."


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


def _open_contradiction(sitting: Sitting, mark: ChecklistMark) -> str | None:
    """Keeping a mark says that its line is still true, and nothing about what speaks against it."""
    if mark.confirmed == KEPT:
        return _against_mark(sitting, mark)
    return None if mark.confirmed else contradiction(sitting, mark)


def contradiction(sitting: Sitting, mark: ChecklistMark) -> str | None:
    """Why a mark does not fit what else is known, confirmed or not; None when it fits."""
    if against := _against_mark(sitting, mark):
        return against
    label = QUESTION_LABELS[mark.question]
    then = sitting.last.mark(mark.question) if sitting.last else None
    if then and mark.evidence and _same_line(mark.evidence, then.evidence):
        return f"{label} has the same line as last time: “{mark.evidence}”. Is it still true, word for word?"
    return None


def _against_mark(sitting: Sitting, mark: ChecklistMark) -> str | None:
    if mark.colour is not MarkColour.GREEN:
        return None
    both = (facts_against_green(mark.question, sitting.facts), _against_green(sitting, mark.question))
    against = ", and ".join(filter(None, both))
    return f"{QUESTION_LABELS[mark.question]} is green, yet {against}." if against else None


def _against_green(sitting: Sitting, question: Question) -> str | None:
    gaps = sitting.open_gaps
    if question is Question.RELIABILITY:
        hit = next((g for g in gaps if g.severity is Severity.BLOCKS), None)
        return f"{gap_id(hit.id)} blocks work: “{hit.what}”" if hit else None
    if question is Question.WORKAROUNDS:
        hit = next((g for g in gaps if g.severity is Severity.WORKAROUND), None)
        return f"{gap_id(hit.id)} forces a workaround: “{hit.what}”" if hit else None
    if question is Question.OWNERS:
        loose = next((g for g in gaps if g.owner is None or g.update_on is None), None)
        if loose:
            return f"{gap_id(loose.id)} has no {'owner' if loose.owner is None else 'date'}: “{loose.what}”"
        late = next((a for a in sitting.live_actions if _is_late(sitting, a)), None)
        return f"{action_id(late.id)} is late: “{late.what}”" if late else None
    return None


def _is_late(sitting: Sitting, action: Action) -> bool:
    return action.state is ActionState.OPEN and action.due < sitting.today


def _same_line(one: str, other: str) -> bool:
    def bare(line: str) -> str:
        return " ".join(line.lower().split()).strip(" .")

    return bool(bare(one)) and bare(one) == bare(other)

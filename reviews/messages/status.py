"""Where a review stands, said to one person."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.closing import Finding, FindingKind, to_settle, vague_leftovers
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.goal_words import goal_lines
from reviews.messages.parts import Block, Element, actions, button, context, lines_that_fit, message, section
from reviews.messages.words import clock, count, marks_line, said
from reviews.model import StepState
from reviews.sitting import STEP_ORDER, Sitting
from reviews.steps import STEP_LABELS

_MOST_SHOWN = 8
_MOST_GOALS = 5


def status(sitting: Sitting, ways_to_board: Sequence[Element], *, may_close: bool = True) -> Message:
    """The review's step, its counts, and what is left before it can close, with a button for who may close it."""
    name, review = said(sitting.account.name, 80), sitting.review
    current = sitting.current_step
    if current:
        where = f"step {STEP_ORDER.index(current) + 1} of {len(STEP_ORDER)}, {STEP_LABELS[current]}"
    else:
        where = "all steps are done"
    counts = f"{count(len(sitting.open_gaps), 'open gap')}, {count(len(sitting.live_actions), 'open action')}"
    headline = f"{name}, {review.quarter}: {where}. {counts}."
    left = [*to_settle(sitting), *vague_leftovers(sitting)]
    lines = lines_that_fit(_lines(sitting, left), most=_MOST_SHOWN, room=2800)
    body = f"*Before it can close*\n{lines}" if lines else "Nothing is left to settle: it can close."
    leader = said(sitting.name(review.facilitator))
    about = {"review": review.id}
    blocks = [
        section(f"*{headline}*"),
        section(marks_line(sitting)),
        section(body),
        *_goals(sitting),
        context(f"Led by {leader}, open since {clock(review.started_at)}"),
    ]
    close = [button("Close review", ids.BOARD_CLOSE, about)] if may_close else []
    if ways := [*ways_to_board, *close]:
        blocks.append(actions(ways, block_id="status"))
    spoken = f"{headline} {count(len(left), 'thing')} to settle before it can close."
    return message(spoken, blocks)


def _goals(sitting: Sitting) -> list[Block]:
    """What the customer wants to reach, when something is written down."""
    lines = [f"• {line}" for line in goal_lines(sitting)]
    return [section(f"*Goals*\n{lines_that_fit(lines, most=_MOST_GOALS, room=2800)}")] if lines else []


def _lines(sitting: Sitting, left: Sequence[Finding]) -> list[str]:
    """What is left, the open steps on one line."""
    steps = [f"{n} {STEP_LABELS[s]}" for n, s in enumerate(STEP_ORDER, 1) if sitting.step(s).state is StepState.OPEN]
    others = [f"• {said(f.text, 200)}" for f in left if f.kind is not FindingKind.STEP]
    return [f"• Still to do: {', '.join(steps)}", *others] if steps else others

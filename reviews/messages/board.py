"""The live board of a review: one line a step, the current one carries the buttons."""

from __future__ import annotations

from reviews.closing import to_settle
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.board_facts import facts_buttons, known_later, known_now
from reviews.messages.goal_words import goal_line, no_goals
from reviews.messages.parts import (
    Block,
    Element,
    actions,
    button,
    context,
    lines_that_fit,
    menu,
    message,
    option,
    section,
)
from reviews.messages.promises import promises
from reviews.messages.words import (
    action_line,
    blocking,
    clock,
    count,
    gap_line,
    mark_words,
    said,
)
from reviews.model import (
    ActionState,
    CarriedKind,
    ReviewState,
    StepName,
    StepState,
)
from reviews.sitting import QUESTION_OF_STEP, STEP_ORDER, Sitting
from reviews.steps import STEP_LABELS

_SHOWN_NOW = 5
_SHOWN_LATER = 2
_GOALS_LATER = 1
_ITEMS_ROOM = 2400
_STEP_BUTTONS = {
    StepName.GOALS: "Write it down",
    StepName.FACTS: "Note the facts",
    StepName.RELIABILITY: "Mark and note",
    StepName.USAGE: "Mark and note",
    StepName.GAPS: "Mark and note",
    StepName.ACTIONS: "Mark and note",
}


def board(sitting: Sitting) -> Message:
    """The board as it stands: live with its controls, or frozen once the review has ended."""
    live = sitting.review.state is ReviewState.OPEN
    blocks = [section(_title(sitting)), *_state_line(sitting), *_from_last_time(sitting, live)]
    for name in STEP_ORDER:
        blocks += _step(sitting, name, live)
    if live:
        blocks.append(actions(_controls(sitting), block_id="board"))
    return message(_fallback(sitting), blocks)


def _title(sitting: Sitting) -> str:
    review = sitting.review
    leader = said(sitting.name(review.facilitator))
    return f"*{said(sitting.account.name, 80)} · quarterly review* · {review.quarter}, led by {leader}"


def _fallback(sitting: Sitting) -> str:
    review, name = sitting.review, said(sitting.account.name, 80)
    if review.state is not ReviewState.OPEN:
        return f"{name}: the {review.quarter} review was {review.state} by {said(sitting.name(review.ended_by))}."
    current, left = sitting.current_step, len(to_settle(sitting))
    ready = f"all steps are done, {left} to settle" if left else "ready to close"
    where = f"step {STEP_ORDER.index(current) + 1} of 6, {STEP_LABELS[current]}" if current else ready
    gaps, live = count(len(sitting.open_gaps), "open gap"), count(len(sitting.live_actions), "open action")
    return f"{name}: {review.quarter} review, {where}. {gaps}, {live}."


def _state_line(sitting: Sitting) -> list[Block]:
    review = sitting.review
    if review.state is ReviewState.OPEN or review.ended_at is None:
        return []
    who = said(sitting.name(review.ended_by))
    why = f": {said(review.ended_why)}" if review.ended_why else ""
    return [context(f"{review.state.capitalize()} by {who}, {clock(review.ended_at)}{why}")]


def _from_last_time(sitting: Sitting, live: bool) -> list[Block]:
    blocks: list[Block] = []
    if sitting.last:
        blocks.append(context(promises(sitting)))
    left = sitting.unsettled
    if live and left:
        kinds = [
            count(sum(1 for c in left if c.kind is kind), word)
            for kind, word in (
                (CarriedKind.MARK, "mark"),
                (CarriedKind.GAP, "gap"),
                (CarriedKind.ACTION, "late action"),
            )
            if any(c.kind is kind for c in left)
        ]
        ask = f"From before, still to be kept, closed or given a new date: {', '.join(kinds)}."
        blocks.append(section(ask, button("Settle them", ids.BOARD_CARRIED, {"review": sitting.review.id})))
    return blocks


def _step(sitting: Sitting, name: StepName, live: bool) -> list[Block]:
    step, number = sitting.step(name), STEP_ORDER.index(name) + 1
    label = f"{number} {STEP_LABELS[name]}"
    counts = _counts(sitting, name)
    if step.state is StepState.SKIPPED:
        text = f"– *{label}*: skipped by {said(sitting.name(step.by))}, “{said(step.note, 120)}”"
    elif step.state is StepState.DONE:
        text = f"✔ *{label}*{_mark(sitting, name)}: {said(step.note, 160)}"
    elif live and name is sitting.current_step:
        text = f"▸ *{label}*{counts}{known_now(sitting, name)}{_last_mark(sitting, name)}"
    else:
        text = f"· {label}{counts}{known_later(sitting, name)}{_last_colour(sitting, name)}"
    blocks = [section(text + _items(sitting, name))]
    if live and name is sitting.current_step:
        blocks.append(actions(_step_buttons(sitting, name), block_id=f"step.{name}"))
    return blocks


def _mark(sitting: Sitting, name: StepName) -> str:
    question = QUESTION_OF_STEP.get(name)
    if question is None:
        return ""
    mark = sitting.mark(question)
    kept = f" (both true: “{said(mark.confirmed, 120)}”)" if mark and mark.confirmed else ""
    return f" {mark_words(mark, sitting.history.get(question, ()))}{kept}"


def _last_colour(sitting: Sitting, name: StepName) -> str:
    question = QUESTION_OF_STEP.get(name)
    then = sitting.last.mark(question) if sitting.last and question else None
    return f" · last time {mark_words(then)}" if then else ""


def _last_mark(sitting: Sitting, name: StepName) -> str:
    question = QUESTION_OF_STEP.get(name)
    then = sitting.last.mark(question) if sitting.last and question else None
    return f"\nLast time {mark_words(then)}: {said(then.evidence, 120)}" if then else ""


def _counts(sitting: Sitting, name: StepName) -> str:
    if name is StepName.GAPS:
        return f" ({len(sitting.open_gaps)} open{blocking(sitting.open_gaps)})"
    if name is StepName.ACTIONS:
        late = sum(1 for a in sitting.live_actions if a.state is ActionState.OPEN and a.due < sitting.today)
        return f" ({len(sitting.live_actions)} open{f', {late} late' if late else ''})"
    if name is StepName.GOALS and not sitting.open_goals and sitting.review.state is ReviewState.OPEN:
        return f" ({no_goals(sitting)})"
    return ""


def _items(sitting: Sitting, name: StepName) -> str:
    if name is StepName.GAPS:
        lines = [gap_line(g, sitting.name(g.owner), sitting.today) for g in sitting.open_gaps]
    elif name is StepName.ACTIONS:
        lines = [action_line(a, sitting.name(a.owner), sitting.today) for a in sitting.live_actions]
    elif name is StepName.GOALS:
        lines = [goal_line(goal, sitting.today, 80) for goal in sitting.open_goals]
    else:
        return ""
    later = _GOALS_LATER if name is StepName.GOALS else _SHOWN_LATER
    most = _SHOWN_NOW if name is sitting.current_step else later
    fitting = lines_that_fit([f"• {line}" for line in lines], most=most, room=_ITEMS_ROOM)
    return f"\n{fitting}" if fitting else ""


def _step_buttons(sitting: Sitting, name: StepName) -> list[Element]:
    about = {"review": sitting.review.id, "step": str(name)}
    return [
        button(_STEP_BUTTONS[name], ids.BOARD_STEP, about, style="primary"),
        *facts_buttons(sitting, name),
        button("Skip…", ids.BOARD_SKIP, about),
        *([_goals_button(sitting)] if name is StepName.GOALS else []),
    ]


def _goals_button(sitting: Sitting) -> Element:
    """Where readings are noted; or, while nothing is written down, the way to the first goal."""
    about = {"account": sitting.account.id, "review": sitting.review.id}
    if sitting.open_goals:
        return button("Goals", ids.GOALS_OPEN, about)
    return button("Write a goal", ids.GOAL_EDIT, about)


def _controls(sitting: Sitting) -> list[Element]:
    about = {"review": sitting.review.id}
    steps = [option(f"{n} {STEP_LABELS[s]}", f"{sitting.review.id}:{s}") for n, s in enumerate(STEP_ORDER, 1)]
    closing = button("Close review", ids.BOARD_CLOSE, about, style=None if sitting.current_step else "primary")
    return [
        button("Log gap", ids.BOARD_GAP, about),
        button("Log action", ids.BOARD_ACTION, about),
        menu(ids.BOARD_GO, steps, placeholder="Go to a step"),
        closing,
    ]

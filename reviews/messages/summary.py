"""The summary a review ends with: one message, readable on a phone."""

from __future__ import annotations

from datetime import date

from reviews.calendar import WorkCalendar
from reviews.closing import KEPT, QUESTION_LABELS, FindingKind, contradiction, to_settle, vague_leftovers
from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.goal_words import goal_lines
from reviews.messages.parts import SECTION_LIMIT, Block, actions, button, context, lines_that_fit, message, section
from reviews.messages.promises import promises
from reviews.messages.words import (
    action_trouble,
    blocking,
    count,
    gap_line,
    is_weak_again,
    mark_lines,
    said,
    spoken,
)
from reviews.model import Action, Question, StepState
from reviews.rhythm import next_review_on, say_rhythm
from reviews.sitting import STEP_ORDER, Sitting, action_id
from reviews.steps import STEP_LABELS

_MOST_STEPS = 12
_MOST_MISSING = 8
_MOST_GOALS = 5


def summary(sitting: Sitting, *, main_risk: str, expect: str) -> Message:
    """The same-day summary of a review that is being closed."""
    name, day = said(sitting.account.name, 80), say_date(sitting.today, sitting.today)
    blocks = [
        section(f"*{name} · review of {day}*"),
        section(f"*Main risk:* {said(main_risk, 600)}"),
        section(f"*Next steps*\n{_next_steps(sitting)}"),
        section(f"*Expect from us:* {said(expect, 600)}"),
        section(mark_lines(sitting)),
        section(_gaps(sitting)),
        *_goals(sitting),
    ]
    blocks += [context(line) for line in _notes(sitting)]
    every = button("All open actions", ids.LIST_PAGE, {"account": sitting.account.id, "page": 1})
    safe = button("Prepare the customer's version", ids.CUSTOMER_PREPARE, {"review": sitting.review.id})
    blocks.append(actions([every, safe]))
    text = (
        f"{name}, review of {day}. Main risk: {_sentence(main_risk)} "
        f"{_spoken_steps(sitting)} Expect from us: {_sentence(expect)}{_spoken_goals(sitting)}"
    )
    return message(text, blocks)


def interim_summary(sitting: Sitting, day: date) -> Message:
    """Where a review stands that was left open at the end of `day`: what is missing, and the steps so far."""
    name, when = said(sitting.account.name, 80), say_date(day, sitting.today)
    headline = f"{name} · review still open at the end of {when}"
    missing = _missing(sitting)
    lines = lines_that_fit([f"• {line}" for line in missing], most=_MOST_MISSING, room=2800)
    steps = f"*Next steps so far*\n{_next_steps(sitting)}" if sitting.live_actions else "No next steps yet."
    blocks = [
        section(f"*{headline}*"),
        section(f"*Before it can close*\n{lines}" if lines else "Nothing is left to settle: it can close."),
        section(steps),
        section(mark_lines(sitting)),
        *_goals(sitting),
        context(f"Led by {said(sitting.name(sitting.review.facilitator))}. The board above goes on as it stands."),
        actions([button("Close review", ids.BOARD_CLOSE, {"review": sitting.review.id})], block_id="interim"),
    ]
    left = f"{count(len(missing), 'thing')} to settle before it can close" if missing else "it can close"
    return message(f"{headline}: {left}. {_spoken_steps(sitting)}", blocks)


def _missing(sitting: Sitting) -> list[str]:
    """What is left to settle in short lines, the open steps on one."""
    still = [f"{n} {STEP_LABELS[s]}" for n, s in enumerate(STEP_ORDER, 1) if sitting.step(s).state is StepState.OPEN]
    left = [*to_settle(sitting), *vague_leftovers(sitting)]
    others = [said(finding.text, 160) for finding in left if finding.kind is not FindingKind.STEP]
    return [f"Still to do: {', '.join(still)}", *others] if still else others


def _spoken_steps(sitting: Sitting) -> str:
    """The steps as a sentence, for those who hear the message instead of seeing it."""
    lines = lines_that_fit([_next_step(sitting, a) for a in sitting.live_actions], most=_MOST_STEPS, room=2400)
    bare = spoken("; ".join(line.removeprefix("• ") for line in lines.split("\n")))
    return f"{count(len(sitting.live_actions), 'next step')}: {bare}." if bare else "No next steps."


def _sentence(words: str) -> str:
    shown = said(words, 300)
    return shown if shown.endswith((".", "!", "?", "…")) else f"{shown}."


def _next_steps(sitting: Sitting) -> str:
    lines = [_next_step(sitting, action) for action in sitting.live_actions]
    room = SECTION_LIMIT - len("*Next steps*\n")
    return lines_that_fit(lines, most=_MOST_STEPS, room=room) or "None. Nothing was promised in this review."


def _next_step(sitting: Sitting, action: Action) -> str:
    with_whom = f" (with {said(action.counterpart, 60)})" if action.counterpart else ""
    trouble = spoken(action_trouble(action, sitting.today))
    when = say_date(action.due, sitting.today) + (f" ({trouble})" if trouble else "")
    who = f"*{said(sitting.name(action.owner))}*"
    return f"• *{action_id(action.id)}* {said(action.what, 160)}{with_whom}: {who}, {when}"


def _notes(sitting: Sitting) -> list[str]:
    told = (promises, _confirmed_note, _weak_note, _skipped_note, _next_note)
    return [note for tell in told if (note := tell(sitting))]


def _gaps(sitting: Sitting) -> str:
    gaps = sitting.open_gaps
    if not gaps:
        return "No open gaps."
    lines = [f"• {gap_line(gap, sitting.name(gap.owner), sitting.today)}" for gap in gaps]
    return f"*{count(len(gaps), 'open gap')}{blocking(gaps)}*\n{lines_that_fit(lines, most=3, room=2800)}"


def _goals(sitting: Sitting) -> list[Block]:
    """What the customer wants to reach and how far it has come, when something is written down."""
    lines = [f"• {line}" for line in goal_lines(sitting)]
    return [section(f"*Goals*\n{lines_that_fit(lines, most=_MOST_GOALS, room=2800)}")] if lines else []


def _spoken_goals(sitting: Sitting) -> str:
    lines = goal_lines(sitting)
    return f" Goals: {lines_that_fit(lines, most=_MOST_GOALS, room=1200).replace(chr(10), '; ')}." if lines else ""


def _confirmed_note(sitting: Sitting) -> str:
    """Marks that stand beside something that speaks against them, with the reason given."""
    stood = (
        (mark, contradiction(sitting, mark)) for mark in sitting.marks if mark.confirmed and mark.confirmed != KEPT
    )
    return "; ".join(
        f"{said(why, 200)} {said(sitting.name(mark.by))}: “{said(mark.confirmed, 200)}”" for mark, why in stood if why
    )


def _weak_note(sitting: Sitting) -> str:
    weak = [QUESTION_LABELS[q] for q in Question if is_weak_again(sitting.mark(q), sitting.history.get(q, ()))]
    return f"Weak two reviews running: {', '.join(weak)}" if weak else ""


def _skipped_note(sitting: Sitting) -> str:
    skipped = [s for s in map(sitting.step, STEP_ORDER) if s.state is StepState.SKIPPED]
    return "; ".join(f"{STEP_LABELS[s.name]} was skipped: “{said(s.note, 80)}”" for s in skipped)


def _next_note(sitting: Sitting) -> str:
    """When this customer is reviewed next; about, since its owner's days off may move it a little."""
    account = sitting.account
    if account.paused_at is not None:
        return ""
    day = next_review_on(sitting.today, account.rhythm_months, WorkCalendar("UTC"))
    return f"Next review about {say_date(day, sitting.today)}, {say_rhythm(account.rhythm_months)}"

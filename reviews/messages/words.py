"""How marks, lateness, people and items are said, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from reviews.closing import QUESTION_LABELS
from reviews.dates import say_date
from reviews.model import (
    Action,
    ActionState,
    ChecklistMark,
    Gap,
    GapState,
    MarkColour,
    Question,
    Severity,
    StepName,
)
from reviews.sitting import Sitting, action_id, gap_id
from reviews.text import literal, one_line
from reviews.verb_forms import bases, ending_verb
from reviews.working_days import working_days_since

SYMBOLS = {
    MarkColour.GREEN: "🟢",
    MarkColour.YELLOW: "🟡",
    MarkColour.RED: "🔴",
    MarkColour.UNKNOWN: "⚪",
}
SEVERITY_WORDS = {
    Severity.BLOCKS: "blocks work",
    Severity.SLOWS: "slows work",
    Severity.WORKAROUND: "forces a workaround",
}
ENDED_WORDS = {
    ActionState.DONE: "done",
    ActionState.DROPPED: "won't be done",
    ActionState.WITHDRAWN: "taken back",
    GapState.CLOSED: "closed",
    GapState.WITHDRAWN: "taken back",
}
QUESTION_TEXTS = {
    Question.RELIABILITY: "Did reliability problems repeat?",
    Question.USAGE: "Did real use grow, hold or shrink?",
    Question.WORKAROUNDS: "Are people still on workarounds?",
    Question.OWNERS: "Does every gap have one owner and one date?",
}
MARK_MEANINGS = {
    Question.RELIABILITY: ("nothing repeated", "something came back once", "the same thing keeps failing"),
    Question.USAGE: ("grew, or held where it matters", "flat, or hangs on a few people", "shrank"),
    Question.WORKAROUNDS: ("none are left", "some are left", "daily work depends on them"),
    Question.OWNERS: ("every gap has both", "some are late or unsure", "some have no owner or date"),
}
STEP_QUESTIONS = {
    StepName.GOALS: "What do they want to reach, and what changed since last time?",
    StepName.FACTS: "What do the facts say that the room should know?",
}
_OUR_FORMAT = re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
TWO_QUARTERS_DAYS = 183
_ORDINALS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def said(text: str | None, limit: int = 300) -> str:
    """A person's words on one line, cut and escaped."""
    return literal(one_line(text or "", limit))


def spoken(mrkdwn: str) -> str:
    """Mrkdwn without our bold and italics. People's own stars never stand where formatting would, so they stay."""
    return _OUR_FORMAT.sub("", mrkdwn)


def quoted(text: str | None, limit: int = 300) -> str:
    """A person's words in quotation marks."""
    return f"“{said(text, limit)}”"


def mark_words(mark: ChecklistMark | None, history: Sequence[ChecklistMark] = ()) -> str:
    """A mark as symbol, word and movement: `🔴 red, was yellow`, `🟡 yellow, third review running`."""
    if mark is None:
        return "⚪ unknown"
    symbol = SYMBOLS[mark.colour]
    if not history:
        return f"{symbol} {mark.colour}"
    if history[0].colour is not mark.colour:
        return f"{symbol} {mark.colour}, was {history[0].colour}"
    running = 1 + next((n for n, m in enumerate(history) if m.colour is not mark.colour), len(history))
    ordinal = _ORDINALS[running] if running < len(_ORDINALS) else f"{running}th"
    return f"{symbol} {mark.colour}, {ordinal} review running"


def is_weak_again(mark: ChecklistMark | None, history: Sequence[ChecklistMark]) -> bool:
    """Weak (yellow or red) now and last time: a warning of its own."""
    weak = (MarkColour.YELLOW, MarkColour.RED)
    return mark is not None and bool(history) and mark.colour in weak and history[0].colour in weak


def promise(name: str, what: str, limit: int = 300) -> str:
    """Who does what, in one go: `*Nina* sends the list`, or `*Nina*: Fix the export` where that is no sentence."""
    shown = one_line(what, limit)
    first = shown.split(" ", 1)[0]
    reads_on = first.endswith("s") and any(base != first.lower() and ending_verb(base) for base in bases(first.lower()))
    if reads_on:
        return f"*{said(name)}* {literal(shown[:1].lower() + shown[1:])}"
    return f"*{said(name)}*: {literal(shown)}"


def lateness(due: date, today: date) -> str:
    """How late in working days: `3 working days late`; empty when not late."""
    if due >= today:
        return ""
    days = working_days_since(due, today)
    if days == 0:
        return "was due on the last working day"
    return f"{days} working day{'s' if days > 1 else ''} late"


def moved(times: int) -> str:
    """How often a date was moved; empty when never."""
    if times == 0:
        return ""
    return {1: "moved once", 2: "moved twice"}.get(times, f"moved {times} times")


def join_facts(*facts: str) -> str:
    """Facts side by side, empty ones left out."""
    return " · ".join(fact for fact in facts if fact)


def gap_line(gap: Gap, sitting_name: str, today: date) -> str:
    """A gap on one line, mrkdwn: its id, words, weight, owner and next update."""
    owner = said(sitting_name) if gap.owner else "*no owner*"
    when = f"update {say_date(gap.update_on, today)}" if gap.update_on else "*no date*"
    if gap.update_on and gap.update_on < today:
        when = f"*update was due {say_date(gap.update_on, today)}*"
    return join_facts(
        f"*{gap_id(gap.id)}* {said(gap.what, 120)}",
        SEVERITY_WORDS[gap.severity] if gap.severity else "",
        f"{owner}, {when}",
        "open over two quarters" if is_old(gap, today) else "",
    )


def is_old(gap: Gap, today: date) -> bool:
    """Open for more than two quarters."""
    return gap.state is GapState.OPEN and (today - gap.logged_at.date()).days > TWO_QUARTERS_DAYS


def blocking(gaps: Sequence[Gap]) -> str:
    """`, 1 blocks work` after a count of gaps; empty when none does."""
    number = sum(1 for gap in gaps if gap.severity is Severity.BLOCKS)
    return f", {number} {'blocks' if number == 1 else 'block'} work" if number else ""


def action_line(action: Action, owner_name: str, today: date) -> str:
    """An action on one line, mrkdwn: its id, words, owner, date and what is the matter with it."""
    return join_facts(
        f"*{action_id(action.id)}* {said(action.what, 120)}",
        f"{said(owner_name)}, {say_date(action.due, today)}",
        action_trouble(action, today),
    )


def action_trouble(action: Action, today: date) -> str:
    """What is the matter with an action, if anything: blocked, waiting, late, moved; or how it ended."""
    if action.state in {ActionState.BLOCKED, ActionState.WAITING}:
        return join_facts(held_up(action, today), moved(action.moves))
    if action.state is not ActionState.OPEN:
        return ENDED_WORDS.get(action.state, str(action.state))
    late = lateness(action.due, today)
    return join_facts(f"*{late}*" if late else "", moved(action.moves))


def held_up(action: Action, today: date) -> str:
    """What holds up a blocked or waiting action and why; for the customer, until when we wait."""
    if action.state is ActionState.BLOCKED:
        what = "*blocked*"
    else:
        day = say_date(action.wake_on, today) if action.wake_on and action.wake_on > today else ""
        what = "*waiting for the customer*" + (f" until {day}" if day else "")
    why = said(action.blocked_why, 80)
    return f"{what}: {why}" if why else what


def clock(moment: datetime) -> str:
    """A moment in each reader's own zone; UTC where the reader's Slack cannot."""
    fallback = f"{moment:%a} {moment.day} {moment:%b %H:%M} UTC"
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def link_words(link: str | None) -> str:
    """The way back to the message something came from; empty where there is none that is safe to show."""
    if not link or not link.startswith(("https://", "http://")) or set(link) & set("|<> "):
        return ""
    return f"<{link}|the message it came from>"


def from_message(link: str | None) -> str:
    """The same in few words, for a line of a list."""
    return link_words(link).replace("|the message it came from>", "|from this message>")


def also_words(names: Sequence[str], hidden: int = 0) -> str:
    """`also at Kestrel, Harbor Lane and 1 more`; `hidden` counts those that who reads may not see."""
    shown = [said(name, 80) for name in names]
    if hidden:
        shown.append(f"{hidden} more" if shown else count(hidden, "other customer"))
    if not shown:
        return ""
    return f"also at {', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else f"also at {shown[0]}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 gap`, `3 gaps`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def mark_lines(sitting: Sitting) -> str:
    """Every mark with its movement; what is red or yellow on a line of its own, with what shows it."""
    lines, rest = [], []
    for question in Question:
        mark = sitting.mark(question)
        shown = f"{QUESTION_LABELS[question]} {mark_words(mark, sitting.history.get(question, ()))}"
        weak = mark is not None and mark.colour in {MarkColour.RED, MarkColour.YELLOW}
        if mark and weak:
            lines.append(f"{shown}: {said(mark.evidence, 120)}")
        else:
            rest.append(shown)
    return "\n".join([*lines, " · ".join(rest)] if rest else lines)


def marks_line(sitting: Sitting) -> str:
    """All four marks with their movement."""
    return " · ".join(
        f"{QUESTION_LABELS[q]} {mark_words(sitting.mark(q), sitting.history.get(q, ()))}" for q in Question
    )

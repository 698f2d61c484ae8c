"""What an answer recorded, said back in one line; and the question where an answer can be read two ways."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, actions, button, message, section
from reviews.messages.words import ENDED_WORDS, join_facts, quoted, said, spoken
from reviews.model import Action, ActionState, Gap, GapState

Line = tuple[str, str]
"""A row's number or an item's id, and what became of it as mrkdwn."""

_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_MOST_CHOICES = 20
_HELD_UP = (ActionState.BLOCKED, ActionState.WAITING)


def outcome(before: Action | Gap, after: Action | Gap, why: str | None, names: Mapping[str, str], today: date) -> str:
    """What a change did to an item, in one phrase of mrkdwn; "still on it" where it changed nothing."""
    if isinstance(before, Gap) or isinstance(after, Gap):
        facts = _gap_facts(before, after, today) if isinstance(before, Gap) and isinstance(after, Gap) else []
    else:
        facts = _action_facts(before, after, names, today)
    if after.owner != before.owner:
        facts.insert(0, f"{_name(after.owner, names)}'s now" if after.owner else "nobody's now")
    held = isinstance(after, Action) and after.state in _HELD_UP and bool(after.blocked_why)
    reason = f", {quoted(why, 200)}" if why and facts and not held and why not in _OUR_WORDS else ""
    return (", ".join(facts) or "still on it") + reason


_OUR_WORDS = frozenset({"undone", "unblocked", "cleared"})
"""Reasons the rules write themselves; they say nothing that the phrase does not."""


def _gap_facts(before: Gap, after: Gap, today: date) -> list[str]:
    facts = []
    if after.state is not before.state:
        facts.append("open again" if after.state is GapState.OPEN else ENDED_WORDS[after.state])
    if after.update_on != before.update_on and after.update_on:
        was = f" (was {say_date(before.update_on, today)})" if before.update_on else ""
        facts.append(f"next update {say_date(after.update_on, today)}{was}")
    return facts


def _action_facts(before: Action, after: Action, names: Mapping[str, str], today: date) -> list[str]:
    facts = [state] if (state := _state_fact(before, after, names, today)) else []
    if after.due != before.due:
        facts.append(f"moved to {say_date(after.due, today)} (was {say_date(before.due, today)})")
    if after.snoozed_until != before.snoozed_until and after.snoozed_until:
        facts.append(f"put off to {say_date(after.snoozed_until, today)}; the date stays")
    if after.helped != before.helped and after.helped is not None:
        facts.append("it helped" if after.helped else "it did not change much")
    return facts


def _state_fact(before: Action, after: Action, names: Mapping[str, str], today: date) -> str:
    if after.state in _HELD_UP:
        held = ("state", "blocked_by", "blocked_why", "wake_on", "confirmed_at")
        if all(getattr(before, field) == getattr(after, field) for field in held):
            return ""
        same = after.state is before.state and after.blocked_by == before.blocked_by
        if after.blocked_by and not same:
            return _somebody_asked(after, names, today)
        return f"{'still ' if same else ''}{_held(after, names, today)}"
    if after.state is before.state:
        return ""
    if after.state is ActionState.OPEN:
        return "goes on" if before.state in _HELD_UP else "open again"
    return ENDED_WORDS[after.state]


def _somebody_asked(action: Action, names: Mapping[str, str], today: date) -> str:
    """Blocked by somebody: who is asked now, and when its owner is asked again."""
    who = _name(action.blocked_by, names)
    why = f": {quoted(action.blocked_why, 200)}" if action.blocked_why else ""
    again = f", and you again on {say_date(action.wake_on, today)}" if action.wake_on else ""
    return f"blocked by {who}{why}; I ask {who}{again}"


def _held(action: Action, names: Mapping[str, str], today: date) -> str:
    day = say_date(action.wake_on, today) if action.wake_on and action.wake_on > today else ""
    why = f": {quoted(action.blocked_why, 200)}" if action.blocked_why else ""
    if action.state is ActionState.WAITING:
        return f"waiting for the customer{f' until {day}' if day else ''}{why}"
    by = f" by {_name(action.blocked_by, names)}" if action.blocked_by else ""
    return f"blocked{by}{why}{f'; back on {day}' if day else ''}"


def stands(item: Action | Gap, names: Mapping[str, str], today: date) -> str:
    """How an item stands, in one phrase of mrkdwn: what an undo brought back."""
    if isinstance(item, Gap):
        day = f"next update {say_date(item.update_on, today)}" if item.update_on else "no date yet"
        return ENDED_WORDS[item.state] if item.state is not GapState.OPEN else f"open, {day}"
    if item.state in ENDED_WORDS:
        return ENDED_WORDS[item.state]
    state = _held(item, names, today) if item.state in _HELD_UP else "open"
    return f"{state}, due {say_date(item.due, today)}"


def recorded(lines: Sequence[Line], *, deed: str | None, told: Sequence[str] = (), left: Sequence[str] = ()) -> Message:
    """The echo of an answer. `told`: channel ids, or names, of who heard of it; `left`: numbers still unanswered."""
    heard = f"; I told {_listed([_addressee(each) for each in told])}" if told else ""
    waiting = f"\nStill waiting for a word: {', '.join(f'*{said(each, 20)}*' for each in left)}." if left else ""
    return tell(f"Recorded: {_joined(lines)}{heard}.{waiting}", _undo(deed))


def undone(lines: Sequence[Line]) -> Message:
    """What an Undo brought back; the outcomes are how things stand now."""
    return tell(f"Taken back, as it was before: {_joined(lines)}.")


def changed_answer(before_lines: Sequence[Line], after_lines: Sequence[Line], deed: str | None) -> Message:
    """An edited answer, read again: what is recorded now and what was before."""
    if not after_lines:
        text = f"You changed your answer, and I read nothing in it to record. Taken back: {_joined(before_lines)}."
        return tell(text)
    was = f" (was: {_joined(before_lines)})" if before_lines else ""
    return tell(f"You changed your answer. Now recorded: {_joined(after_lines)}{was}.", _undo(deed))


def deleted_answer(lines: Sequence[Line], deed: str | None) -> Message:
    """A deleted answer takes nothing back by itself."""
    return tell(f"You deleted your answer; what it recorded still stands: {_joined(lines)}.", _undo(deed))


def question(
    text: str, choices: Sequence[tuple[str, Mapping[str, object]]], *, why_button: Mapping[str, object] | None = None
) -> Message:
    """What the bot asks instead of guessing. `text` is plain; `why_button` is what [Write it] carries."""
    buttons = [button(label, f"{ids.ASK_PICK}.{n}", value) for n, (label, value) in enumerate(choices[:_MOST_CHOICES])]
    if why_button is not None:
        buttons.append(button("Write it", ids.ASK_WHY, why_button))
    asked = said(text, 600)
    labels = " / ".join(said(label, 75) for label, _ in choices[:_MOST_CHOICES])
    blocks = [section(asked), *([actions(buttons, block_id="question")] if buttons else [])]
    return message(f"{spoken(asked)} {labels}".strip(), blocks)


def _joined(lines: Sequence[Line]) -> str:
    return join_facts(*(f"*{said(place, 20)}* {what}" for place, what in lines))


def _undo(deed: str | None) -> list[Element]:
    return [button("Undo", ids.ASK_UNDO, {"deed": deed})] if deed else []


def _addressee(told: str) -> str:
    return f"<#{told}>" if _CHANNEL.fullmatch(told) else said(told, 60)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name(user_id: str | None, names: Mapping[str, str]) -> str:
    return said(names.get(user_id or "", user_id or "nobody"), 60)

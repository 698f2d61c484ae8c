"""What is known, where a review asks for it: on the board, in a step's form, and as words to begin with."""

from __future__ import annotations

from typing import Final

from reviews.account_facts import AccountFacts
from reviews.facts import FactKind
from reviews.messages import ids
from reviews.messages.brief_lines import facts_lines, reliability_lines, suggested_evidence, usage_lines
from reviews.messages.brief_words import linked
from reviews.messages.parts import Block, Element, button, lines_that_fit, section
from reviews.messages.words import said
from reviews.model import ReviewState, StepName
from reviews.sitting import Sitting
from reviews.usage_reading import read_usage

_UNKNOWN: Final = "⚪"
_ROOM: Final = 2000
_LOGGED: Final = {
    StepName.RELIABILITY: ("Log incident", FactKind.INCIDENT),
    StepName.USAGE: ("Note usage", FactKind.USAGE),
}


def known_lines(sitting: Sitting, name: StepName) -> tuple[str, ...]:
    """What the facts say to a step, mrkdwn; nothing for a step they say nothing to, or once a review has ended."""
    facts = sitting.facts
    if facts is None or sitting.review.state is not ReviewState.OPEN:
        return ()
    if name is StepName.FACTS:
        return facts_lines(facts, sitting.zone)
    if name is StepName.RELIABILITY:
        return reliability_lines(facts, sitting.zone, said(sitting.account.name, 80))
    return usage_lines(facts) if name is StepName.USAGE else ()


def known_now(sitting: Sitting, name: StepName) -> str:
    """The lines under the step a review stands at, each on a line of its own."""
    lines = [f"• {line}" for line in known_lines(sitting, name)]
    return f"\n{lines_that_fit(lines, room=_ROOM)}" if lines else ""


def known_later(sitting: Sitting, name: StepName) -> str:
    """The point of a step that waits, on its own line; nothing where nothing is known."""
    lines = known_lines(sitting, name) if name in _LOGGED else ()
    if not lines or sitting.facts is None or lines[0].startswith(_UNKNOWN):
        return ""
    point = _active(sitting.facts) if name is StepName.USAGE else lines[0]
    return f": {point}" if point else ""


def _active(facts: AccountFacts) -> str:
    """`11 of 40 seats active in 30 days, 20 last quarter`."""
    usage = read_usage(facts)
    if usage.latest is None or usage.active is None:
        return ""
    seats = " people" if usage.latest.seats is None else f" of {usage.latest.seats} seats"
    now = linked(f"{usage.active}{seats} active in 30 days", usage.latest.link)
    before = usage.previous.active_30 if usage.previous else None
    return now if before is None else f"{now}, {before} last quarter"


def known_in_form(sitting: Sitting, name: StepName) -> list[Block]:
    """The same above a form's question."""
    lines = [f"• {line}" for line in known_lines(sitting, name)]
    return [section(lines_that_fit(lines, room=_ROOM))] if lines else []


def words_to_begin(sitting: Sitting, name: StepName) -> str | None:
    """A line of evidence made of what is known; which mark it shows is for a person to say."""
    facts = sitting.facts
    return suggested_evidence(name, facts, sitting.zone) if facts and name in _LOGGED else None


def facts_buttons(sitting: Sitting, name: StepName) -> list[Element]:
    """The way to what is known and not noted yet; where facts are read, to all of them on one page."""
    about = {"account": sitting.account.id}
    if name is StepName.FACTS:
        return [button("Brief", ids.BRIEF_OPEN, about)]
    if name not in _LOGGED:
        return []
    label, kind = _LOGGED[name]
    return [button(label, ids.FACT_LOG, {"kind": str(kind), **about, "review": sitting.review.id})]

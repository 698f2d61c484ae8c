"""How a mark, a signal and what is not known are said, wherever health is spoken of. Mrkdwn, escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from reviews.dates import say_date
from reviews.facts import TYPED_HERE
from reviews.health.causes import Cause, CauseKind
from reviews.health.changes import movement
from reviews.health.model import Health, Part, Signal
from reviews.messages.brief_words import joined, linked
from reviews.messages.words import SYMBOLS, said
from reviews.model import MarkColour

PART_WORDS: Final = {
    Part.RELIABILITY: "Reliability",
    Part.USAGE: "Use",
    Part.PROMISES: "Gaps and promises",
    Part.ENGAGEMENT: "Contact",
    Part.SENTIMENT: "Sentiment",
    Part.SPONSORSHIP: "Sponsorship",
    Part.OUTCOMES: "Goals",
}
CAUSE_WORDS: Final = {
    CauseKind.PRODUCT_GAP: "a gap in the product",
    CauseKind.SUPPORT: "support and promises that were not kept",
    CauseKind.ONBOARDING: "onboarding that did not stick",
    CauseKind.SPONSORSHIP: "sponsorship, since people have gone quiet",
    CauseKind.CONTRACT: "the contract, since the talk turns to terms and exports",
}
"""As they stand behind "likely"."""
_LONGEST: Final = 260


def mark_words(mark: MarkColour, since: date, was: MarkColour | None, today: date) -> str:
    """A mark with its word and movement: `🔴 red since Tue 3 Nov, was yellow`."""
    return f"{SYMBOLS[mark]} {movement(mark, since, was, today)}"


def score_words(health: Health) -> str:
    """`31 of 100`, with what holds it down; or that too little is known to say one."""
    if health.score is None:
        return f"no score: only {health.known:.0%} of what counts is known"
    said_score = f"{health.score} of 100"
    if health.capped_by is None or health.uncapped is None:
        return said_score
    return f"{said_score}, held down by {PART_WORDS[health.capped_by].lower()} (else {health.uncapped})"


def signal_line(signal: Signal, today: date | None = None) -> str:
    """A signal with its number, window and threshold, leading to where it came from: `… (usage, Sun 22 Nov)`."""
    return f"{said(signal.sentence, _LONGEST)} ({source_words(signal, today)})"


def source_words(signal: Signal, today: date | None = None) -> str:
    """Where a signal came from and the day it speaks of, as a link where there is one."""
    source = "noted here" if signal.source == TYPED_HERE else said(signal.source, 40)
    on = say_date(signal.on, today or signal.on) if signal.on else ""
    return linked(", ".join(filter(None, (source, on))) or "no source", signal.link)


def figures_words(signal: Signal) -> str:
    """The bare number against its threshold: `11 against 20`."""
    return f"{signal.number:g} against {signal.threshold:g}"


def cause_line(cause: Cause, *, most: int = 2) -> str:
    """A likely cause, said as likely, with the parts of health that speak for it."""
    speaks = joined([said(each.sentence, 140) for each in cause.evidence[:most]])
    return f"*Likely {CAUSE_WORDS[cause.kind]}*. What speaks for it: {speaks}"


def cannot_know(signals: Iterable[Signal], *, most: int = 3) -> str:
    """What the signals that are shown cannot know, each said once; empty where there is nothing to say."""
    told = list(dict.fromkeys(said(each.cannot_know, 160) for each in signals if each.cannot_know))
    return " ".join(_ended(each) for each in told[:most])


def missing_words(health: Health, *, most: int = 4) -> str:
    """The parts of which nothing is known, then what it would take to know what is not; empty where all is known."""
    parts = [PART_WORDS[each.part] for each in health.parts if each.score is None]
    dark = {each.part for each in health.parts if each.score is None}
    order = sorted(health.unknown, key=lambda each: each.part not in dark)
    takes = list(dict.fromkeys(_ended(said(each.missing, 160)) for each in order))
    more = f"And {len(takes) - most} more." if len(takes) > most else ""
    whole = f"{joined(parts)}." if parts else ""
    return " ".join(filter(None, (whole, *takes[:most], more)))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "…", "?")) else f"{sentence}."

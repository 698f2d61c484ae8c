"""How a mark, a signal and what is not known are said, wherever health is spoken of. Mrkdwn, escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from reviews.dates import say_date
from reviews.facts import TYPED_HERE
from reviews.health.causes import Cause, CauseKind
from reviews.health.changes import movement
from reviews.health.model import Health, Part, Signal, SignalName
from reviews.messages.brief_words import joined, linked
from reviews.messages.words import SYMBOLS, said
from reviews.model import MarkColour

PART_WORDS: Final = {part: part.value.capitalize() for part in Part}
SIGNAL_WORDS: Final = {
    SignalName.INCIDENTS: "more incidents",
    SignalName.REPEATED_INCIDENTS: "the same thing failing again",
    SignalName.UNFIXED: "failures not fixed",
    SignalName.WEAK_TWICE: "a mark weak twice running",
    SignalName.SEATS_USED: "seats not used",
    SignalName.USE_FALLING: "fewer people active",
    SignalName.DEPTH_FALLING: "less done with it",
    SignalName.CALLS_FALLING: "fewer calls",
    SignalName.ONE_PERSON: "use that hangs on one person",
    SignalName.BLOCKING_GAPS: "gaps that block work",
    SignalName.REPEATED_GAPS: "gaps that come back",
    SignalName.BROKEN_PROMISES: "promises not kept",
    SignalName.PEOPLE_HEARD: "fewer people heard from",
    SignalName.LEVELS_HEARD: "fewer levels heard from",
    SignalName.ONE_CONTACT: "one contact only",
    SignalName.SILENCE: "silence",
    SignalName.REPLY_TIME: "slower replies",
    SignalName.TICKETS_FELL: "far fewer tickets",
    SignalName.TICKETS_TURNED: "tickets about exports and the contract",
    SignalName.DECLINED: "invitations declined",
    SignalName.TALK_OF_TERMS: "talk of terms",
    SignalName.SURVEYS: "survey answers",
    SignalName.EXECUTIVES_QUIET: "a quiet executive",
    SignalName.CHAMPION_LEFT: "the champion gone",
    SignalName.OUR_SPONSOR: "our sponsor not in touch",
    SignalName.GOALS: "goals missing or late",
    SignalName.RENEWAL_WINDOW: "a near renewal",
}
"""Each signal in a few words, where its sentence stands nearby."""
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
    return f"{said_score}, held down by {health.capped_by} ({health.uncapped} without)"


def signal_line(signal: Signal, today: date | None = None) -> str:
    """A signal with its number, window and threshold, leading to where it came from: `… (usage, Sun 22 Nov)`."""
    return f"{said(signal.sentence, _LONGEST)} ({source_words(signal, today)})"


def source_words(signal: Signal, today: date | None = None) -> str:
    """Where a signal came from and, unless its sentence says it, the day it speaks of; as a link where there is one."""
    source = "noted here" if signal.source == TYPED_HERE else said(signal.source, 40)
    on = say_date(signal.on, today or signal.on) if signal.on else ""
    shown = "" if on in signal.sentence else on
    return linked(", ".join(filter(None, (source, shown))) or "no source", signal.link)


def figures_words(signal: Signal) -> str:
    """The bare number against its threshold: `11 against 20`."""
    return f"{signal.number:g} against {signal.threshold:g}"


def cause_line(cause: Cause) -> str:
    """A likely cause, said as likely, with what speaks for it in few words: the sentences stand nearby."""
    speaks = joined([SIGNAL_WORDS[each.name] for each in cause.evidence])
    return f"*Likely {CAUSE_WORDS[cause.kind]}*. What speaks for it: {speaks}"


def cannot_know(signals: Iterable[Signal], *, most: int = 3) -> str:
    """What the signals that are shown cannot know, each said once; empty where there is nothing to say."""
    told = list(dict.fromkeys(said(each.cannot_know, 160).rstrip(".") for each in signals if each.cannot_know))
    return "; ".join(told[:most])


def missing_words(health: Health, *, most: int = 3) -> str:
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

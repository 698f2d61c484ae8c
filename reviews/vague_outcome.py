"""Whether a weak deed is followed by one that ends: "review onboarding and send Dana the three changes"."""

from __future__ import annotations

import re

from reviews.vague_lead import Lead
from reviews.verb_forms import ending_verb, is_mark
from reviews.verbs import ALSO_NOUNS, INTRANSITIVE, word_set

_JOINS = word_set("and then so plus or before & + to")
_NO_PURPOSE = word_set(
    """
    how way ways options option ability able want ideas where when what whether
    """
)
_AFTER_THING = word_set(
    """
    and or of with on about for to in into from at by as is are was were has have had before after
    than
    """
)
_PARTICLES = word_set("on off up out over down back")
_WITH_PARTICLE = word_set("turn switch set roll hand sign log build")
_STATES = word_set("until till so")
_QUESTIONS = word_set("if whether that")
_BEING = word_set("is are was were be been gets get got has have being")
_TO_PERSON = word_set(
    """
    talk speak chat reach-out get-back circle-back loop-back come-back-to touch-base listen
    """
)
_DETERMINERS = word_set("a an the our their its this that")
_TARGET = re.compile(
    r"\b(?:to|below|under|above|over|at least|at most|than|from)\s+[€$£]?\d|\d\s?(?:%|percent\b)",
    re.IGNORECASE,
)


def has_outcome(lead: Lead) -> bool:
    """Whether what follows the weak deed can be seen: a second deed, a state, a number to reach."""
    rest = [word.casefold() for word in lead.rest]
    return (
        any(_deed_at(lead, rest, place) for place in range(len(rest)))
        or any(_done_at(rest, place) for place in range(len(rest)))
        or _state(lead, rest)
        or (lead.family == "better" and bool(_TARGET.search(" ".join(rest))))
    )


def _deed_at(lead: Lead, rest: list[str], place: int) -> bool:
    verb = ending_verb(rest[place])
    if not verb or place == 0:
        return False
    before = rest[place - 1]
    if not (before in _JOINS or is_mark(before) or before.startswith(("<@", "@"))):
        return False
    if before == "to" and not _is_purpose(lead, rest, place):
        return False
    if place > 1 and {rest[place - 2], rest[place]} == {"export", "import"}:
        return False
    return verb not in ALSO_NOUNS or _has_object(rest, place) or (verb in INTRANSITIVE and place + 1 == len(rest))


def _is_purpose(lead: Lead, rest: list[str], place: int) -> bool:
    if place == 1:
        return lead.phrase not in _TO_PERSON
    return rest[place - 2] not in _NO_PURPOSE


def _has_object(rest: list[str], place: int) -> bool:
    following = rest[place + 1] if place + 1 < len(rest) else ""
    if following in _PARTICLES and ending_verb(rest[place]) in _WITH_PARTICLE:
        return place + 2 < len(rest)
    return bool(following) and following not in _AFTER_THING and not is_mark(following)


def _done_at(rest: list[str], place: int) -> bool:
    """Find what has been done by then: "review meeting booked with Dana", "until the export is fixed"."""
    word = rest[place]
    verb = ending_verb(word)
    if not verb or word == verb or word.endswith(("s", "ing")):
        return False
    following = rest[place + 1] if place + 1 < len(rest) else ""
    before = rest[place - 1] if place else ""
    return before in _BEING or ((not following or following in _AFTER_THING) and place > 0)


def _brings(lead: Lead, rest: list[str], place: int) -> bool:
    """Tell "get back with a price" and "circle back to Dana with it" from "circle back with Dana"."""
    return place > 0 or (lead.phrase != "circle-back" and rest[place + 1] in _DETERMINERS)


def _state(lead: Lead, rest: list[str]) -> bool:
    """Find a state to reach: "until it passes", "check whether SSO works", "get back with a price"."""
    if any(word in _STATES and len(rest) - place > 2 for place, word in enumerate(rest)):
        return True
    if lead.phrase in {"get-back", "come-back-to", "circle-back"}:
        return any(word == "with" and _brings(lead, rest, place) for place, word in enumerate(rest[:-1]))
    if lead.phrase in {"chase", "nudge", "ping"}:
        return "for" in rest[1:-1]
    return lead.family == "review" and any(word in _QUESTIONS for word in rest[:-2])

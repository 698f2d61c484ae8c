"""Telling an action one can check from one that never ends. In doubt an action is clear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviews.text import one_line
from reviews.vague_example import write_example
from reviews.vague_lead import Lead, find_lead
from reviews.vague_outcome import has_outcome
from reviews.vague_shorthand import spelt_out
from reviews.vague_topic import WISHES
from reviews.verb_forms import is_mark, words_of
from reviews.verbs import ALSO_NOUNS, INTRANSITIVE, WEAK_NOUNS, word_set


@dataclass(frozen=True, slots=True)
class Clear:
    """The action says what can be seen when it is done."""


@dataclass(frozen=True, slots=True)
class Vague:
    """The action does not say what can be seen when it is done.

    `missing` holds which of "deed", "thing" and "result" is not said. `example` is a whole sentence that
    would be clear; `why` one sentence for the person. Both quote the person's words, unescaped.
    """

    missing: tuple[str, ...]
    example: str
    why: str


_NOTHING = word_set(
    """
    it this that them things thing stuff something everything anything all these those
    """
)
_SOON = word_set(
    """
    asap soon now please today tomorrow quickly properly again later first
    """
)
_BETTER_ENDS = word_set("better easier faster smoother nicer happy happier great good work")
_ONLY_WORD = re.compile(r"[A-Za-z][A-Za-z'’/-]*")
_UNSAID = word_set("tbd tba todo n/a na ?")


def judge(what: str, *, owner_name: str | None, account_name: str | None) -> Clear | Vague:
    """Judge one action's text, without its date; the names serve the example, and to read past the owner."""
    words = words_of(spelt_out(one_line(what, 2000)))
    lead = find_lead(words, owner_name)
    missing = _missing(lead)
    if not missing:
        return Clear()
    example = write_example(lead, missing[0], owner_name=owner_name, account_name=account_name)
    return Vague(missing, example, _why(what, missing[0]))


def _missing(lead: Lead) -> tuple[str, ...]:
    said = [word for word in lead.words if not is_mark(word)]
    if not said or all(word.casefold() in _UNSAID for word in said):
        return ("deed", "thing", "result")
    if lead.family:
        return () if has_outcome(lead) else ("result",)
    if lead.verb:
        return _missing_thing(lead, said)
    return _missing_deed(said)


def _missing_thing(lead: Lead, said: list[str]) -> tuple[str, ...]:
    """Find what is left out: "send" and "fix it" name no thing, "make exports better" no end."""
    rest = [word if word == "IT" else word.casefold() for word in said[1:] if word.casefold() not in _SOON]
    if lead.verb == "make" and rest and rest[-1] in _BETTER_ENDS:
        return ("result",)
    if not rest and lead.verb in ALSO_NOUNS and said[0].casefold() != lead.verb:
        return ("deed", "result")
    if not rest and lead.verb not in INTRANSITIVE and _ONLY_WORD.fullmatch(said[0]):
        return ("thing",)
    return ("thing",) if rest and all(word in _NOTHING for word in rest) else ()


def _missing_deed(said: list[str]) -> tuple[str, ...]:
    """Find out a mere subject: "onboarding", "better onboarding", "quarterly review"."""
    if len(said) == 1:
        return ("deed", "result") if _ONLY_WORD.fullmatch(said[0]) else ()
    if len(said) <= 3 and (said[0].casefold() in WISHES or said[-1].casefold() in WEAK_NOUNS):
        return ("deed", "result")
    return ()


def _why(what: str, missing: str) -> str:
    quoted = one_line(what, 80)
    if not quoted:
        return "There is no word yet of what will be done."
    if missing == "thing":
        return f"“{quoted}” does not say which thing, so nobody can see whether it is done."
    if missing == "deed":
        return f"“{quoted}” names a subject, not what one person will do about it."
    return f"“{quoted}” does not say what will be different when it is done."

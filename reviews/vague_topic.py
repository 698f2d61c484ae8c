"""What a vague action is about, in its writer's words, cut to what fits another sentence."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.text import one_line
from reviews.vague_lead import Lead
from reviews.verb_forms import bases, is_mark
from reviews.verbs import WEAK, WEAK_NOUNS, word_set
from reviews.wording import ACRONYMS

WISHES = word_set("better more improved faster less fewer happier good smoother easier higher")
DETERMINERS = word_set("a an the our their your its this that these those some any")
LINKS = word_set("of on about for into in at to around regarding re over through after up out")

_TRAILING = word_set("and or to with of on in for about by so then before until the a an is are")
_BREAKS = word_set("for in on of across since when because with at from")
_WHEN = word_set(
    """
    by today tomorrow tonight asap soon eod please thanks mon tue tues wed thu thur thurs fri monday tuesday
    wednesday thursday friday eow eom weekly daily monthly
    """
)
_PERIODS = word_set("week month quarter year monday tuesday wednesday thursday friday sprint")
_EMPTY = word_set(
    """
    quarterly annual yearly business it this that them things thing stuff something everything anything all
    tbd tba todo n/a na
    """
)
_QUESTIONS = word_set("why how what when where who which whether if options ways ideas")
_ONE_THING = word_set(
    """
    agenda api budget bug button checklist complaint close connector contract crash dashboard deadline deck delay
    dpa drop end error export failure firewall guide import incident integration invoice issue list login
    migration outage page plan portal problem proposal quote renewal report roadmap rollout screen setup
    sla team template ticket timeline timeout upgrade webhook workflow workshop
    """
)
_FILLING = word_set("thing things stuff")
_LONGEST_WORDS = 8


def topic_of(words: Sequence[str], *, lower_first: bool = False) -> str:
    """Cut one clause out of `words`, without little words at its ends; "" when nothing is named."""
    kept = _one_clause(list(words))
    while kept and kept[0].casefold() in LINKS | {"with", "and", "or"}:
        del kept[0]
        if kept and any(base in WEAK for base in bases(kept[0])):
            del kept[0]
    kept = _shortened(kept)
    while kept and kept[-1].casefold() in _TRAILING:
        del kept[-1]
    while len(kept) > 1 and kept[-1].casefold() in _FILLING:
        del kept[-1]
    if all(word.casefold() in _EMPTY and word != "IT" for word in kept):
        return ""
    if lower_first and kept[0].istitle():
        kept[0] = kept[0].lower()
    kept = with_article(kept)
    return one_line(" ".join(word.upper() if word in ACRONYMS else word for word in kept), 60)


def subject_of(lead: Lead) -> tuple[str, str]:
    """Read a mere subject: its topic, and the family its weak noun or its wish belongs to ("" for none)."""
    words = [word for word in lead.words if not is_mark(word)]
    family = ""
    if len(words) > 1 and words[-1].casefold() in WEAK_NOUNS:
        family = WEAK_NOUNS[words.pop().casefold()]
    if len(words) > 1 and words[0].casefold() in WISHES:
        family = "better"
        del words[0]
    return topic_of(words, lower_first=True), family


def without_determiners(topic: str) -> str:
    """Drop "the" and "our", so that the topic can stand before a noun."""
    return " ".join(word for word in topic.split() if word.casefold() not in DETERMINERS)


def with_article(words: list[str]) -> list[str]:
    """Put "the" before one plain thing: "the usage drop", but "pricing", "exports" and "why exports fail"."""
    low = [word.casefold() for word in words]
    plain = not DETERMINERS.intersection(low) and not (LINKS | _TRAILING | _QUESTIONS).intersection(low)
    counted = low[0][0].isdigit() or low[0].endswith(("'s", "’s"))
    return ["the", *words] if plain and not counted and low[-1] in _ONE_THING else words


def _one_clause(words: list[str]) -> list[str]:
    for place, word in enumerate(words):
        low = word.casefold()
        following = words[place + 1].casefold() if place + 1 < len(words) else ""
        if is_mark(word) or low in _WHEN or (low in {"next", "this"} and following in _PERIODS):
            return words[:place]
    return words


def _shortened(words: list[str]) -> list[str]:
    if len(words) <= _LONGEST_WORDS:
        return words
    cut = (place for place in range(2, _LONGEST_WORDS) if words[place].casefold() in _BREAKS)
    return words[: next(cut, _LONGEST_WORDS)]

"""What follows a deed: a reason, a day, a person, or words that take it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from reviews.answer_heard import BECAUSE, ITEM, Ear
from reviews.answer_text import Words
from reviews.date_tokens import Token, tokens_of
from reviews.dates import DateReading, DateUnknown, read_date
from reviews.mentions import Mention, find_mentions
from reviews.named_beside import may_be_name
from reviews.verbs import word_set

_MARK = re.compile(rf"(?:\s*[,;:.(–—…-]+\s*(?:but )?(?:(?:just |only )?{BECAUSE}\b:? ?)?|\s*{BECAUSE}\b:? ?)")
_BECAUSE = re.compile(rf"\s*[,;:.(–—…-]*\s*(?:but )?(?:just |only )?{BECAUSE}\b")
_EDGES = " ,;:.(–—…-!"
# Words that make of what follows a condition, a doubt or another answer instead of a reason.
_NO_REASON = re.compile(
    r"(?:if|unless|or|once|provided|assuming|depending|maybe|perhaps|probably|hopefully|done|finished|"
    r"actually|never|except|"
    r"almost|no(?= (?:wait|mon|tue|wed|thu|fri|sat|sun|tomorrow|today|next)|,|$)|not really|wait|when|"
    r"until|till|by|on|at|"
    r"and|not)\b"
)
_LEFT_OPEN = re.compile(r"\b(?:maybe|perhaps|probably|if|unless|not|never|except|almost|or|i think|i guess)\W*$")
# "friday is a holiday" says something of the day; "tomorrow I'm out" does not say that it will be done then.
_ABOUT_THE_DAY = re.compile(r"(?:is|was|are|isn't|it|it's|its|that|this|will|would|works?|off|free|at|in)\b")
_SOMEBODY = re.compile(r"(?:i|i'm|im|i've|i'll|we|we're|he|she|they|you)\b")
_TROUBLE = re.compile(
    r"\b(?:late|out|sick|swamped|slow|down|delay\w*|busy|slip\w*|freeze|frozen|block\w*|waiting|wait|"
    r"holidays?|vacation|"
    r"leave|ill|broke\w*|fail\w*|behind|postponed|away|off|travel\w*|overran|stuck|missing|needs?|isn't|"
    r"hasn't|haven't|"
    r"not|overloaded|underwater|incident|backlog|issues?|problems?|bugs?|short|still|took|takes|taking|pto|ooo)\b"
)
_SORRY = re.compile(r"^(?:sorry|apologies|unfortunately)\b[,.]? ?(?=\S)", re.IGNORECASE)
_FURTHEST = 90
# "friday, 2 people are out" is no second of a month.
_COUNTS_ON = re.compile(r",\s*\d{1,3}$")
_INTRODUCE = word_set("by until till til on for before due no not later than eta at")
_MOST_WORDS = 7
_NO_END = frozenset({"the", "by", "on", "at", "of", "or", "before", "after", "a"})
_THINGS = word_set(
    """
    legal finance engineering eng security procurement product sales marketing ops devops it hr support infra design
    qa data billing review reviews approval approvals access budget signature sign-off signoff feedback deploy
    release pr prs ci vendor vendors credentials creds input info information details specs spec content dependencies
    deployment dependency environment env staging test tests testing hardware parts payment po sow nda dpa contract
    management leadership partner partners it's stuff something things everything nothing purchasing platform
    backend frontend translation translations copy certs cert certificate dns migration merge build upstream jira
    """
)
_STATES = word_set(
    "maybe perhaps probably never except unless almost nearly again done finished blocked stuck late ready live fixed "
    "sent closed friday monday tuesday wednesday thursday good fine"
)
_PRONOUNS = word_set(
    "this that these myself nobody nothing noone anyone them him her you me us it someone somebody they number"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a deed: a reason or nothing. `sure` is False for a guess at a reason nothing marks as one."""

    why: str | None = None
    sure: bool = True


def reason(said: Words, start: int, *, marked: bool) -> Tail | None:
    """Read the words from `start` on as a reason; None when they may be something else.

    With `marked` they need a comma, a dash or "because" before them.
    """
    rest = said.plain[start:]
    if not rest.strip(_EDGES):
        return Tail()
    if ITEM in rest or "?" in rest:
        return None
    mark = _MARK.match(rest)
    body = rest[mark.end() :] if mark else rest.lstrip()
    if not body.strip(_EDGES) or (not mark and marked) or _LEFT_OPEN.search(body):
        return None
    if not _BECAUSE.match(rest) and _NO_REASON.match(body):
        return None
    if not mark and (len(body.split()) < 2 or "," in body or _ABOUT_THE_DAY.match(body)):
        return None
    return Tail(tidy(said.last(len(body))), sure=bool(mark) or (names_trouble(body) and not _SOMEBODY.match(body)))


def names_trouble(words: str) -> bool:
    """Whether the words tell of something in the way, and so may be a reason though nothing marks them as one."""
    return _TROUBLE.search(words) is not None


def tidy(words: str) -> str:
    """A reason without the marks around it."""
    said = _SORRY.sub("", " ".join(words.strip().lstrip(_EDGES).rstrip(" ,;:–—-").split()))
    if said.endswith(")") and "(" not in said:
        said = said[:-1]
    return said[:-1] if said.endswith((".", "!")) and not said.endswith("..") else said


def take_day(text: str, ear: Ear) -> tuple[DateReading, int] | None:
    """The longest day at the start of `text`, and where it ends."""
    tokens = list(takewhile(_may_be_date, tokens_of(text[:_FURTHEST])[:_MOST_WORDS]))
    for end in (token.end for token in reversed(tokens)):
        phrase = text[:end].strip()
        if phrase.rpartition(" ")[2] in _NO_END or _COUNTS_ON.search(phrase):
            continue
        reading = read_date(phrase, today=ear.today, order=ear.order, holidays=ear.holidays)
        if not isinstance(reading, DateUnknown):
            return reading, end
    return None


def _may_be_date(token: Token) -> bool:
    return token.datish or token.text.casefold() in _INTRODUCE


def people_in(said: Words, start: int = 0) -> tuple[Mention, ...]:
    """People and groups mentioned with an @ after `start`."""
    return tuple(each for each in find_mentions(said.cased) if each.start >= start and each.kind != "channel")


def person_at(said: Words, start: int) -> tuple[Mention, int] | None:
    """The person whose name stands at `start`, with an @ or without, and where it ends; "'s" is left standing."""
    for each in people_in(said, start):
        if each.start == start:
            return each, each.end
    match = re.compile(r"[^\W\d_][^\W\d_]*(?:-[^\W\d_]+)?").match(said.cased, start)
    if not match or not is_name(match[0]):
        return None
    return Mention("name", None, match[0], *match.span()), match.end()


def is_name(word: str) -> bool:
    """Whether a plain word can be a colleague: nothing that a project waits for."""
    low = word.casefold()
    return low not in _THINGS and low not in _PRONOUNS and low not in _STATES and may_be_name(low)


def is_vague(words: str) -> bool:
    """Whether "waiting on them" leaves open who is meant."""
    return words.strip(" .!,").casefold() in _PRONOUNS

"""People named without an @: which words can be a name, and names that stand beside a mention."""

from __future__ import annotations

import re

from reviews.mentions import Mention
from reviews.verb_forms import bases, ending_verb
from reviews.verbs import ALSO_NOUNS, ENDING, WEAK, word_set
from reviews.wording import ACRONYMS

NAME = r"[^\W\d_][\w'’-]*"
MODAL = r"(?:to|will|shall|should|must|can|needs? to|ha(?:s|ve) to|(?:is|are) (?:going )?to)"
JOINED = r"(?:\s*,?\s+(?:and|or|n)\s+|\s*[&+/]\s*)"

_TEAM = r"(?:(?:the|our|their) (?:[\w-]+ )?team|team)"
_AFTER = re.compile(rf"(?i:{JOINED})(?P<who>(?i:{_TEAM})|{NAME}(?: [A-Z][\w'’-]*)?)(?P<rest>.*)", re.DOTALL)
_AFTER_COMMA = re.compile(rf"\s*,\s*(?P<who>{NAME})(?:\s*:|\s+{MODAL})\s+(?P<verb>\w+)")
_BEFORE = re.compile(rf"(?:^|[;,\n(]|\s[-–—])\s*(?P<who>{NAME}(?: [A-Z][\w'’-]*)?)(?i:{JOINED})$")
_GOES_ON = re.compile(rf"\s*[:,–—-]?\s*(?P<modal>{MODAL}\s+)?(?P<verb>[\w-]+)", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,;.\n)]|$)")
_NO_NAME = word_set(
    """
    a an the this that these those it its their our your my his her all any some each every more next new old
    and or but so then also just please now today tomorrow not no if when what who how why which there here
    need needs want wants time way how going due able ready task action todo goal aim idea option step order
    decision owner date customer client account vendor partner management system app site page portal tool
    contract deck invoice invoices deal budget quote agenda minutes notes slides file files data dashboard
    dashboards reports exports imports numbers figures seats licences licenses users price prices pricing
    hi hello hey ok yes urgent important note usage adoption training support
    kickoff qbr reporting analytics security phase sprint reminder fyi nb draft update legacy mobile web app data q1 q2
    renewal onboarding rollout go-live integration connector api sso login logins access tickets bug bugs
    issue issues feature features timeline roadmap checklist template proposal meeting session workshop
    everyone everybody someone somebody anyone anybody nobody we they us them you i he she me others
    asap eow eod week month quarter cc via with for from to of at on in by re about before after until
    """
)
_ME = frozenset({"i", "me"})
_AFTER_OBJECT = word_set("to by on at in for from with before after until till of and or as is are asap soon today")
NO_OBJECT = word_set("agree decide report reply answer vote meet confirm sign")
"""Deeds said without a thing: "omar to report to Dana"."""


def is_verb(word: str) -> bool:
    """Whether a word begins a deed rather than names somebody."""
    low = word.casefold()
    return low in ENDING or low in WEAK or low in ALSO_NOUNS or any(base in WEAK for base in bases(low))


def may_be_name(word: str) -> bool:
    """Whether a word in small letters can be somebody's name: no verb, no thing we know, no little word."""
    low = word.casefold()
    if low.endswith(("tion", "ment", "ness", "ing")):
        return False
    return len(low) > 1 and low not in _NO_NAME and low not in ACRONYMS and not is_verb(low) and not ending_verb(low)


def acts_on(verb: str, rest: str) -> bool:
    """Whether a deed with its thing follows: "fix export", but not "send" in "deck to send to Dana"."""
    if not (is_verb(verb) or ending_verb(verb)):
        return False
    following = rest.split(None, 1)
    weak = verb.casefold() in WEAK or verb.casefold() in NO_OBJECT
    return weak or (bool(following) and following[0].casefold().strip(",;.") not in _AFTER_OBJECT)


def calls_on(who: str, verb: str, rest: str) -> bool:
    """Whether "Omar fix export" tells somebody what to do: a word we do not know, then a deed in its plain form."""
    low, following = verb.casefold(), (rest.split(None, 1) or [""])[0].strip(",;.:")
    if not may_be_name(who) or (low not in ENDING and low not in WEAK) or not acts_on(verb, rest):
        return False
    if low not in ALSO_NOUNS:
        return True
    thing = following.casefold()
    return following[:1].isupper() or following[:1] in "@<" or thing in _NO_NAME or is_verb(thing)


def with_namesakes(text: str, people: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Add to people side by side those who are joined to them without an @: "@nina and Omar fix …"."""
    start, end = people[0].start, people[-1].end
    if (after := _AFTER.match(text, end)) and _is_person(after["who"], after["rest"]):
        people = (*people, _person(after["who"], after.start("who")))
    elif (comma := _AFTER_COMMA.match(text, end)) and may_be_name(comma["who"]) and is_verb(comma["verb"]):
        people = (*people, _person(comma["who"], comma.start("who")))
    before = _BEFORE.search(text[:start])
    if before and _may_stand_before(before["who"]):
        people = (_person(before["who"], before.start("who")), *people)
    return people


def _may_stand_before(who: str) -> bool:
    if who.casefold() in _ME:
        return True
    return not is_verb(who) and (who[0].isupper() or may_be_name(who))


def _is_person(who: str, rest: str) -> bool:
    """Whether a joined word is one more who acts, judged by what follows it."""
    if re.fullmatch(_TEAM, who, re.IGNORECASE):
        return True
    found = _GOES_ON.match(rest)
    acts = found is not None and (is_verb(found["verb"]) or bool(ending_verb(found["verb"])))
    if who[0].isupper():
        return bool(found and found["modal"]) if is_verb(who) else acts or bool(_ENDS.match(rest))
    return acts and (may_be_name(who) or who in _ME)


def _person(who: str, start: int) -> Mention:
    if who.casefold() in _ME:
        return Mention("name", None, "me", start, start + len(who))
    is_team = re.fullmatch(_TEAM, who, re.IGNORECASE)
    return Mention("group" if is_team else "name", None, who, start, start + len(who))

"""Not mine, and not to be done at all."""

from __future__ import annotations

import re

from reviews.answer_heard import IS, IT, ITEM, PAST, Ear, Heard
from reviews.answer_model import Asking, Deed
from reviews.answer_tails import is_name, people_in, reason, take_day
from reviews.answer_text import Words
from reviews.mentions import Mention, find_mentions

_WHO = r"(?P<who><[@!][^<>]*>|@?[^\W\d_][\w.-]*?)"
_NOT_MINE = re.compile(
    rf"(?:(?:{IS})?(?:is |are |was |were )?(?:not|isn't|isnt|aint|ain't|aren't|never was|wasn't|no longer) "
    r"(?:mine|my (?:task|item|job|thing|action|one|problem|account|area|responsibility|stuff)|for me|"
    r"me)(?: any ?more| now)?"
    rf"|wrong (?:person|owner|guy|one to ask)|i (?:don't|do not|dont) own {IT}|i'm not the (?:owner|"
    rf"right person)|{ITEM}:? wrong person)"
)
_IS_THEIRS = re.compile(
    rf"(?:{IS})?(?:that's |thats |it's |its |this is |is |was |now |should be |'s )*{_WHO}'s(?: now| one|"
    rf" task| job| item| thing| action)?"
)
_BELONGS = re.compile(
    rf"(?:(?:{IS}|i |we |i've |we've |i have )?(?:was |were |is |has been |have been |have |has |just |"
    rf"already |please |pls |can you )*(?:"
    rf"belongs? to|(?:handed|gave|given|passed|reassigned|assigned|transferred|reassign|assign|hand|give|"
    rf"pass|transfer|handing|passing)"
    rf"(?: {IT})?(?: over| off| on)? to|should (?:go to|be with)|goes to|went to|is now owned by|owned by|"
    rf"owner is|owner:)) {_WHO}(?:'s)?(?: now)?"
)
_ASK = re.compile(
    rf"(?:please |pls )?(?:ask|try|talk to|see|should be|maybe|it's|its|that's|now) {_WHO}(?:'s)?(?: now| instead)?"
)
_THEY_HAVE = re.compile(
    rf"{_WHO} (?:now )?(?:has|owns|took|is taking|takes|will take|has taken|is doing|does|is handling|"
    rf"handles|is on|picked up|is owner|is the owner)"
    rf"(?: over| on)?(?: (?:{IT}|the (?:account|item|task)))?(?: over| now| from me)*"
)
_WITH_PAST = re.compile(rf"(?: {PAST})$| last week$| now$| instead$")
_WONT = re.compile(
    rf"(?:(?:{IS}|i |we |i'm |im |we're )?(?:is |was |are |were |am |just |now |been |got |has been |"
    rf"please |(?:closing|close|marking|mark)(?: {IT})? as )*(?:"
    r"(?:won't|wont|will not) (?:do|happen)|(?:is |are |am )?(?:not|isn't|isnt|aren't) (?:doing|"
    r"going to do|going to happen|gonna do|gonna happen|happening|"
    r"needed|relevant|required|applicable)|cancell?ed|obsolete|moot|drop|dropped|dropping|kill|killed|"
    r"scrap|scrapped|n/a|"
    rf"no longer (?:needed|relevant|applies|applicable|required|necessary)|(?:doesn't|does not) apply|"
    rf"cancel|cancelling|abandon(?:ed|ing)?)(?: (?:doing )?{IT})?(?: any ?more| any longer| now|"
    rf" after all)?)(?![\w'])"
)

# The commonest reason of all begins with "not", which elsewhere takes something back.
_NEEDLESS = re.compile(
    r"\s*[,;:.(–—-]+\s*(?P<why>(?:it's |its |it is |that's )?not (?:needed|relevant|required|wanted|necessary|"
    r"applicable|important|worth it|worth the effort|in scope|a priority|our job)"
    r"(?: (?:any ?more|any longer|now|after all|by them|by the customer|for them|for the customer))*)[\s.!)]*"
)


def hear_not_mine(said: Words, ear: Ear) -> Heard | None:
    """Somebody else's: by name, or handed back."""
    head = _NOT_MINE.match(said.plain)
    if head:
        rest = Words(said.cased[head.end() :], said.plain[head.end() :])
        return _not_mine(rest, ear)
    return _theirs(said)


def _not_mine(rest: Words, ear: Ear) -> Heard | None:
    text = rest.plain.strip(" ,;:.–—-!(")
    if not text:
        return Heard(Deed.NOT_MINE)
    if rest.plain[0].isalnum():
        return None
    start = rest.plain.index(text)
    piece = Words(rest.cased[start:], rest.plain[start:])
    if heard := _theirs(piece):
        return heard
    if who := _alone(piece):
        return who
    if people_in(piece):
        return Heard(Deed.NOT_MINE, Asking.WHICH_PERSON)
    tail = reason(rest, 0, marked=True)
    bad = re.search(r"\b(?:done|finished|blocked|but|if|move|push|actually)\b", rest.plain)
    day = take_day(tail.why.lower(), ear) if tail and tail.why else None
    return Heard(Deed.NOT_MINE, why=tail.why) if tail and not bad and not day else None


def _alone(said: Words) -> Heard | None:
    """Read "@lena" and "Lena" that stand by themselves."""
    found = re.fullmatch(rf"{_WHO}(?:'s)?(?: now| instead)?[.!]*", said.plain) or _ASK.fullmatch(said.plain)
    return _named(said, found) if found else None


def _theirs(said: Words) -> Heard | None:
    text = _WITH_PAST.sub("", said.plain.rstrip(" .!"))
    for shape in (_IS_THEIRS, _BELONGS, _THEY_HAVE):
        if found := shape.fullmatch(text):
            return _named(said, found)
    return None


def _named(said: Words, found: re.Match[str]) -> Heard | None:
    who = _person(said, found)
    if who == "nobody":
        return None
    if isinstance(who, Mention):
        return Heard(Deed.NOT_MINE, person=who)
    return Heard(Deed.NOT_MINE, Asking.WHICH_PERSON)


def _person(said: Words, found: re.Match[str]) -> Mention | str:
    start, end = found.span("who")
    typed = said.cased[start:end]
    if typed[0] in "<@":
        people = [each for each in find_mentions(said.cased) if each.start == start]
        return people[0] if people and people[0].kind in {"user", "name"} else "group"
    return Mention("name", None, typed, start, end) if is_name(typed) else "nobody"


def hear_wont_do(said: Words, ear: Ear) -> Heard | None:
    """Not to be done; without a reason it is asked for one."""
    head = _WONT.match(said.plain)
    if not head or said.plain[head.end() : head.end() + 1].isalnum():
        return None
    rest = said.plain[head.end() :].strip(" .!")
    if not rest:
        return Heard(Deed.WONT_DO, Asking.WHY)
    if needless := _NEEDLESS.fullmatch(said.plain, head.end()):
        return Heard(Deed.WONT_DO, why=said.cased[needless.start("why") : needless.end("why")])
    tail = reason(said, head.end(), marked=True)
    if not tail or not tail.why or take_day(tail.why.lower(), ear):
        return None
    return Heard(Deed.WONT_DO, why=tail.why)

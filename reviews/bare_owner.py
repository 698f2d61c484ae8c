"""Owners named without an @: "I'll send …", "Nina to send …", "owner: Nina", "the team will …"."""

from __future__ import annotations

import re
from itertools import islice

from reviews.mentions import Mention, MentionKind
from reviews.named_beside import JOINED, MODAL, acts_on, calls_on, is_verb, may_be_name
from reviews.sheet import Part, Sheet
from reviews.verb_forms import ending_verb
from reviews.verbs import ALSO_NOUNS

_NAME = r"[^\W\d_][\w'’-]*(?: [A-Z][\w'’-]*)?"
_GROUP = r"(?:(?:the|our) (?:\w+ )?team|\w+ team|team|we|us|everyone|everybody|someone|somebody|all of us|they)"
_SAID = re.compile(
    rf"(?:owner|owned by|assigned to|assign to|assignee|responsible)\s*(?:is\b|[:=–-])?\s*"
    rf"(?P<who>me|myself|i|{_GROUP}|{_NAME})",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?:i['’]ll|i (?:will|shall|can|need to|have to)|i['’]m going to|i am going to|me to|me:|i)\s+(?=\w)",
    re.IGNORECASE,
)
_ILL = re.compile(r"(?:ill|im gonna|im going to|gonna)\s+(?P<verb>\w+)", re.IGNORECASE)
_WE = re.compile(
    rf"(?P<who>{_GROUP}|we['’]ll|let['’]s)\s+(?:(?:will|to|shall|should|must|needs? to|can)\s+)?(?=\w)",
    re.IGNORECASE,
)
_WILL = re.compile(
    rf"(?P<who>{_NAME})\s*(?:,\s*please|:)?\s*"
    r"(?P<modal>to|will|shall|should|must|needs to|has to|is going to)\s+(?P<verb>\w+)"
)
_DOES = re.compile(r"(?P<who>[A-Z][\w'’-]*)\s+(?P<verb>[a-z]+s)\s+\S")
_PAIR = re.compile(
    rf"(?P<one>{_NAME}){JOINED}(?P<two>{_NAME})\s*[,:]?\s+(?:(?P<modal>(?i:{MODAL}))\s+)?(?P<verb>\w+)(?P<rest>.*)",
    re.DOTALL,
)
_SMALL = re.compile(
    r"(?P<who>[^\W\d_][\w'’-]*)\s+(?P<modal>to|will|needs to|has to|is going to)\s+(?P<verb>\w+)(?P<rest>.*)",
    re.DOTALL,
)
_SMALL_DOES = re.compile(r"(?P<who>[^\W\d_][\w'’-]*)\s+(?P<verb>[a-z]+s)(?P<rest>\s+\S.*)", re.DOTALL)
_TOLD = re.compile(r"(?P<who>[^\W\d_][\w'’-]*)\s+(?P<verb>[a-z]+)(?P<rest>\s+\S.*)", re.DOTALL)
_LABEL = re.compile(rf"(?P<who>{_NAME})\s*:\s*(?P<verb>\w+)(?P<rest>.*)", re.DOTALL)
_DEED = re.compile(r"(?P<verb>[^\W\d_]+)(?P<rest>\s+\S.*)", re.DOTALL)
# Deeds whose third person is no plural of a thing: "omar fixes export", unlike "usage reports".
_NO_THINGS = frozenset({"fixes", "calls", "ships", "books", "shares", "shows", "builds", "answers", "tests", "runs"})
_OWNS = re.compile(rf"(?P<who>{_NAME})\s+(?:owns(?: it| this)?|is (?:the )?owner|as owner)")
_NOBODY = frozenset(
    {"missing", "unknown", "tbd", "tba", "none", "nobody", "unclear", "open", "name", "field", "wanted"}
)
_ME_WORDS = frozenset({"me", "myself", "i"})


def take_said_owner(sheet: Sheet) -> tuple[Mention, ...]:
    """Take "owner: Nina", "owned by me", "owner the team" out of the sheet, in a part of its own."""
    for part in sheet.parts():
        if part.text.casefold() in {"me", "myself"}:
            sheet.take(part.start, part.end)
            return (_person("me", part.start),)
        found = _SAID.fullmatch(part.text) or _OWNS.fullmatch(part.text)
        if found and (":" in part.text or _is_name(found["who"])):
            sheet.take(part.start, part.end)
            return (_person(found["who"], part.start + found.start("who")),)
    return ()


def take_subject(sheet: Sheet) -> tuple[Mention, ...]:
    """Take who acts from the start of the line: "I'll send", "We will", "Nina to send", "Nina sends"."""
    part = next(sheet.parts(), None)
    if part is None:
        return ()
    found = _ME.match(part.text) or _ILL.match(part.text)
    if found and (found.re is _ME or is_verb(found["verb"])):
        end = part.start + (found.end() if found.re is _ME else found.start("verb"))
        sheet.take(part.start, end)
        return (Mention("name", None, "me", part.start, end),)
    if found := _WE.match(part.text):
        sheet.take(part.start, part.start + found.end())
        return (_person(found["who"], part.start),)
    if called := _called(sheet):
        return called
    if pair := _pair(part):
        sheet.take(part.start, part.start + pair.start("verb"))
        return tuple(_person(pair[each], part.start + pair.start(each)) for each in ("one", "two"))
    found = _WILL.match(part.text) or _DOES.match(part.text)
    if not found or not _names_somebody(found):
        found = _in_small_letters(part)
    if not found:
        return ()
    sheet.take(part.start, part.start + found.start("verb"))
    return (_person(found["who"], part.start),)


def _pair(part: Part) -> re.Match[str] | None:
    """Two who act together: "Nina and Omar fix …"; in small letters with "to", "nina & omar to fix …"."""
    found = _PAIR.match(part.text)
    if not found or not acts_on(found["verb"], found["rest"]):
        return None
    names = [found["one"], found["two"]]
    small = [name for name in names if name[0].islower() and name.casefold() not in _ME_WORDS]
    if any(is_verb(name.split()[0]) for name in names) or not all(may_be_name(name) for name in small):
        return None
    return found if found["modal"] or not small else None


def _in_small_letters(part: Part) -> re.Match[str] | None:
    """Read "omar to fix export" and "omar sends the deck": a word we do not know before a deed and its thing."""
    found = _SMALL.match(part.text)
    if found and may_be_name(found["who"]) and acts_on(found["verb"], found["rest"]):
        return found
    found = _TOLD.match(part.text)
    if found and calls_on(found["who"], found["verb"], found["rest"]):
        return found
    found = _SMALL_DOES.match(part.text)
    if not found or not may_be_name(found["who"]) or found["who"].endswith("s"):
        return None
    verb = ending_verb(found["verb"])
    does = verb is not None and verb != found["verb"] and acts_on(found["verb"], found["rest"])
    return found if does and (verb not in ALSO_NOUNS or found["verb"] in _NO_THINGS) else None


def _called(sheet: Sheet) -> tuple[Mention, ...]:
    """Take a name that stands before a deed: "omar: fix export", "Omar - fix export", "Omar, fix export"."""
    parts = list(islice(sheet.parts(), 2))
    if found := _LABEL.fullmatch(parts[0].text):
        if may_be_name(found["who"]) and acts_on(found["verb"], found["rest"]):
            sheet.take(parts[0].start, parts[0].start + found.start("verb"))
            return (_person(found["who"], parts[0].start),)
        return ()
    deed = _DEED.fullmatch(parts[1].text) if len(parts) > 1 else None
    if not deed or not re.fullmatch(_NAME, parts[0].text) or not may_be_name(parts[0].text.split()[0]):
        return ()
    if not acts_on(deed["verb"], deed["rest"]) or "\n" in sheet.text[parts[0].end : parts[1].start]:
        return ()
    sheet.take(parts[0].start, parts[0].end)
    return (_person(parts[0].text, parts[0].start),)


def _names_somebody(found: re.Match[str]) -> bool:
    who, verb = found["who"], found["verb"].casefold()
    if not who[0].isupper() or is_verb(who.split()[0]) or ending_verb(who.split()[0]):
        return False
    if "modal" in found.groupdict():
        return found["modal"] != "to" or is_verb(verb)
    return (bool(ending_verb(verb)) or is_verb(verb)) and verb[:-1] not in ALSO_NOUNS


def _is_name(who: str) -> bool:
    if who.casefold() in _NOBODY:
        return False
    small = len(who.split()) == 1 and may_be_name(who)
    return who[0].isupper() or small or who.casefold() in _ME_WORDS or bool(re.fullmatch(_GROUP, who, re.IGNORECASE))


def _person(who: str, start: int) -> Mention:
    if who.casefold() in _ME_WORDS:
        return Mention("name", None, "me", start, start + len(who))
    kind: MentionKind = "group" if re.fullmatch(rf"{_GROUP}|we['’]ll|let['’]s", who, re.IGNORECASE) else "name"
    return Mention(kind, None, who, start, start + len(who))

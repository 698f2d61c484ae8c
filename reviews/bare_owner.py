"""Owners named without an @: "I'll send …", "Nina to send …", "owner: Nina", "the team will …"."""

from __future__ import annotations

import re

from reviews.mentions import Mention, MentionKind
from reviews.owners import is_verb
from reviews.sheet import Sheet
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
_WE = re.compile(
    rf"(?P<who>{_GROUP}|we['’]ll|let['’]s)\s+(?:(?:will|to|shall|should|must|needs? to|can)\s+)?(?=\w)",
    re.IGNORECASE,
)
_WILL = re.compile(
    rf"(?P<who>{_NAME})\s*(?:,\s*please|:)?\s*"
    r"(?P<modal>to|will|shall|should|must|needs to|has to|is going to)\s+(?P<verb>\w+)"
)
_DOES = re.compile(r"(?P<who>[A-Z][\w'’-]*)\s+(?P<verb>[a-z]+s)\s+\S")
_ME_WORDS = frozenset({"me", "myself", "i"})


def take_said_owner(sheet: Sheet) -> tuple[Mention, ...]:
    """Take "owner: Nina", "owned by me", "owner the team" out of the sheet, in a part of its own."""
    for part in sheet.parts():
        if part.text.casefold() in {"me", "myself"}:
            sheet.take(part.start, part.end)
            return (_person("me", part.start),)
        found = _SAID.fullmatch(part.text)
        if found and (_is_name(found["who"]) or ":" in part.text):
            sheet.take(part.start, part.end)
            return (_person(found["who"], part.start + found.start("who")),)
    return ()


def take_subject(sheet: Sheet) -> tuple[Mention, ...]:
    """Take who acts from the start of the line: "I'll send", "We will", "Nina to send", "Nina sends"."""
    part = next(sheet.parts(), None)
    if part is None:
        return ()
    if found := _ME.match(part.text):
        sheet.take(part.start, part.start + found.end())
        return (Mention("name", None, "me", part.start, part.start + found.end()),)
    if found := _WE.match(part.text):
        sheet.take(part.start, part.start + found.end())
        return (_person(found["who"], part.start),)
    found = _WILL.match(part.text) or _DOES.match(part.text)
    if not found or not _names_somebody(found):
        return ()
    sheet.take(part.start, part.start + found.start("verb"))
    return (_person(found["who"], part.start),)


def _names_somebody(found: re.Match[str]) -> bool:
    who, verb = found["who"], found["verb"].casefold()
    if not who[0].isupper() or is_verb(who.split()[0]) or ending_verb(who.split()[0]):
        return False
    if "modal" in found.groupdict():
        return found["modal"] != "to" or is_verb(verb)
    return (bool(ending_verb(verb)) or is_verb(verb)) and verb[:-1] not in ALSO_NOUNS


def _is_name(who: str) -> bool:
    return who[0].isupper() or who.casefold() in _ME_WORDS or bool(re.fullmatch(_GROUP, who, re.IGNORECASE))


def _person(who: str, start: int) -> Mention:
    if who.casefold() in _ME_WORDS:
        return Mention("name", None, "me", start, start + len(who))
    kind: MentionKind = "group" if re.fullmatch(rf"{_GROUP}|we['’]ll|let['’]s", who, re.IGNORECASE) else "name"
    return Mention(kind, None, who, start, start + len(who))

"""Names of people at the customer in a line: those on the list by name, others where a name is expected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviews.customer import Contact
from reviews.fact_entry_days import WEEKDAY

_SMALL = r"(?:van|von|de|der|den|du|da|di|del|la|le|el|al|bin|ter|zu)"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_CAPITAL = re.compile(rf"{_WORD}(?: (?:{_SMALL} )*{_WORD}){{0,3}}")
_LOWER = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?")
_JOIN = re.compile(r"\s*(?:,|&|\+|/|\band\b|, and\b|\bplus\b|\bas well as\b)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    rf"(?:{WEEKDAY}|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|qbr|ebr|i"
    rf"|we|no|they|he|she|it"
    r"|the|a|an|our|their|them|him|her|us|me|you|about|re|on|at|to|for|today|yesterday|tomorrow|last|this|who"
    r"|whom|everyone|everybody|nobody|someone"
    r"|somebody|all|both|call|meeting|demo|email|steering|teams?|zoom|finance|support|sales|hr|legal|ops"
    r"|operations|management|procurement|users|customers?"
    r"|cfo|ceo|cto|coo|cio|asked|wants?|said|ok|q[1-4]|kickoff|workshop|review|and|in|of|with|from)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:$|[,;.:()\n!?–—]|-\s|(?:today|yesterday|last|this|on|at|about|re|regarding|because|who|to|in|for|and"
    r"|over|via|by|from|with|,)\b|\d)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:the |their |a |an |our )?(?:(?:new|old|head|vp|director|lead|manager) (?:of )?)?[\w& -]{0,20}?"
    r"(?:cfo|ceo|cto|coo|cio|team|lead|manager|head|director|admins?|users?|finance|legal|procurement|support"
    r"|ops|management|buyer|controller)\b(?: team| department| users?)?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class NameSaid:
    """Somebody named at `text[start:end]`. `contact`: the only one on the list it can be; several `choices`: asked."""

    start: int
    end: int
    name: str
    contact: Contact | None = None
    choices: tuple[Contact, ...] = ()


def names_at(text: str, at: int, known: Sequence[Contact], *, sure: bool = True) -> list[NameSaid]:
    """The people listed at this place: "Dana Wu", "Dana and Bo", "Dana, Bo and Kim". Empty where none is.

    `sure`: a name is expected here, so that one in lower case counts too.
    """
    found: list[NameSaid] = []
    while name := _name_at(text, at, known, sure=sure):
        found.append(name)
        join = _JOIN.match(text, name.end)
        if join is None or not join[0].strip():
            break
        at = join.end()
        sure = sure and join[0].strip() != ","
    return found


def _name_at(text: str, at: int, known: Sequence[Contact], *, sure: bool) -> NameSaid | None:
    if listed := _listed(text, at, known, sure=sure):
        return listed
    capital = _CAPITAL.match(text, at)
    if capital:
        return _bare(at, capital[0], known)
    lower = _LOWER.match(text, at) if sure else None
    if lower is None:
        return None
    for said in (lower[0], lower[0].split()[0]):
        if _ENDS.match(text, at + len(said)) and not any(_NO_NAME.fullmatch(word) for word in said.split()):
            return NameSaid(at, at + len(said), " ".join(word[:1].upper() + word[1:] for word in said.split()))
    return None


def _bare(at: int, said: str, known: Sequence[Contact]) -> NameSaid | None:
    """A name with capitals, up to the first word that is none."""
    words: list[str] = []
    for word in said.split():
        if _NO_NAME.fullmatch(_POSSESSIVE.sub("", word).rstrip(".")) and not (words and len(word) > 4):
            break
        words.append(word)
    while words and re.fullmatch(_SMALL, words[-1]):
        words.pop()
    name = _POSSESSIVE.sub("", " ".join(words)).rstrip(".,'’-")
    return NameSaid(at, at + len(name), name) if name else None


def _listed(text: str, at: int, known: Sequence[Contact], *, sure: bool) -> NameSaid | None:
    """Somebody on the list by whole name, or by first name alone where the next word is no other last name."""
    for contact in sorted(known, key=lambda each: -len(each.name)):
        if _is_here(text, at, contact.name):
            same = tuple(each for each in known if each.name.casefold() == contact.name.casefold())
            return _of(at, text, len(contact.name), same)
    firsts = {each.name.split()[0].casefold() for each in known if each.name.split()}
    for first in sorted(firsts, key=len, reverse=True):
        if _is_here(text, at, first) and (sure or text[at].isupper()) and not _has_surname(text, at + len(first)):
            return _of(
                at,
                text,
                len(first),
                tuple(each for each in known if each.name.split()[:1] and each.name.split()[0].casefold() == first),
            )
    return None


def _is_here(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    return bool(name) and text[at:end].casefold() == name.casefold() and not text[end : end + 1].isalnum()


def _has_surname(text: str, at: int) -> bool:
    later = re.compile(rf" (?P<word>{_WORD})").match(text, at)
    return later is not None and not _NO_NAME.fullmatch(later["word"])


def _of(at: int, text: str, length: int, found: Sequence[Contact]) -> NameSaid:
    here = [each for each in found if each.left_on is None] or list(found)
    said = text[at : at + length]
    if len(here) == 1:
        return NameSaid(at, at + length, here[0].name, here[0])
    return NameSaid(at, at + length, said, None, tuple(here))


def role_at(text: str, at: int) -> str | None:
    """Words at this place for somebody without a name: "the CFO", "finance"."""
    found = _ROLE.match(text, at)
    return found[0].strip() if found and found[0].strip() else None


def names_of(typed: str, known: Sequence[Contact]) -> tuple[NameSaid, ...]:
    """Names typed into a field of their own, one after the other."""
    found: list[NameSaid] = []
    at = 0
    for piece in [*_JOIN.split(typed), ""]:
        name = " ".join(piece.split())
        if name:
            said = _listed(name, 0, known, sure=True)
            whole = said if said and said.end == len(name) else None
            found.append(whole or NameSaid(at, at + len(name), name))
        at += len(piece)
    return tuple(found)

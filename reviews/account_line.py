"""One line about a customer: `Northwind owner @nina arr 120k EUR seats 40 renews 31 mar tier A`, in any order.

Nothing is guessed: what was not understood is listed, and whoever uses the line then changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from reviews.account_money import find_money
from reviews.account_values import Asking, NotRead, Read, Value, read_value
from reviews.account_words import BETWEEN, FIELD, JOINS, LABELS, NOUNS, PUBLIC, TAKES_AWAY
from reviews.dates import DayOrder
from reviews.mentions import Mention, find_mentions
from reviews.text import from_slack

Verb = Literal["", "add", "edit"]

_VERB = re.compile(
    r"(?:(?P<add>add|new|create|make)|(?P<edit>edit|change|modify)|set|update|show|open(?! to )|see|of|for)(?=\s|$)\s*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]{1,80})[\"“”»]")
_SEATS = re.compile(r"(?<![\w.,#@€$£])(\d[\d.,]*k?)\s+(?:paid\s+)?(?:seats?|licen[cs]es?|users)\b", re.IGNORECASE)
_OTHER_NUMBER = re.compile(r"[\s:=]*\d[\d.,]*(?![\d.,]*\s?(?:k|m|mn|mio|€|\$|£|[a-z]{3})\b)(?!\s*[€$£])", re.IGNORECASE)
_TOKEN = re.compile(r"<([@#])\w+(?:\|([^<>]*))?>")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words of the line that were not understood, and why as a sentence."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a line says. `name` as typed, "" where none was; `channel` is the id of the room that names the account.

    `said` maps an account's fields to what was read; `is_private` maps to a bool, `arr` to Money, people and rooms to
    mentions that still have to be looked up.
    """

    name: str = ""
    channel: str | None = None
    verb: Verb = ""
    said: Mapping[str, Value] = field(default_factory=dict)
    unread: tuple[NotUnderstood, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A field found at `start`, with its value from `begin` on. `negated`: a word before it takes the value away."""

    field: str
    start: int
    begin: int
    negated: bool = False


def leading_names(text: str) -> list[str]:
    """What the line may begin with as a customer's name, the longest first: who knows the names picks one."""
    line = _told(text)
    verb = _VERB.match(line)
    found: list[str] = []
    for rest in (line, line[verb.end() :] if verb else ""):
        if quoted := _QUOTED.match(rest):
            found.append(quoted[1].strip())
        words = rest.split()
        ends = range(min(len(words), _MOST_WORDS), 0, -1)
        found += [_bare_name(" ".join(words[:end])) for end in ends]
    return [name for name in dict.fromkeys(found) if name]


def read_account_line(text: str, *, today: date, order: DayOrder | None, known: str | None = None) -> AccountLine:
    """Read a line. `known` is the one of `leading_names` that is a customer's name, where one is."""
    line = _told(text)
    begun, rest = _begin(line, known)
    hits = _hits(rest, Asking(today, order), named=bool(begun.name or begun.channel))
    head = rest[: hits[0].start] if hits else rest
    begun = _headed(begun, head)
    ends = [*(each.start for each in hits[1:]), len(rest)]
    for hit, end in zip(hits, ends, strict=False):
        begun = _with_value(begun, hit, rest[hit.begin : end], Asking(today, order))
    return begun


def _told(text: str) -> str:
    return " ".join(from_slack(text).split())


def _begin(line: str, known: str | None) -> tuple[AccountLine, str]:
    """The verb and the name or room the line begins with, and the rest."""
    verb = _VERB.match(line)
    for began, rest in ((AccountLine(), line), (AccountLine(verb=_verb(verb)), line[verb.end() :] if verb else line)):
        if known and (length := _length_of(rest, known)):
            return replace(began, name=known), rest[length:]
    rest = line[verb.end() :] if verb else line
    began = AccountLine(verb=_verb(verb))
    if quoted := _QUOTED.match(rest):
        return replace(began, name=quoted[1].strip()), rest[quoted.end() :]
    first = next(iter(find_mentions(rest)), None)
    if first is not None and first.start == 0 and first.kind == "channel" and first.id:
        return replace(began, channel=first.id), rest[first.end :]
    return began, rest


def _verb(found: re.Match[str] | None) -> Verb:
    if found is None:
        return ""
    return "add" if found["add"] else "edit" if found["edit"] else ""


def _length_of(line: str, name: str) -> int:
    """How much of the line is the name, with what closes it; 0 where it does not begin so."""
    for words in (f'"{name}"', f"“{name}”", name):
        if line[: len(words)].casefold() == words.casefold():
            ends = re.compile(r"(?:['’]s)?(?=[\s,:;.–-]|$)").match(line, len(words))
            if ends:
                return ends.end()
    return 0


def _hits(rest: str, asking: Asking, *, named: bool) -> list[_Hit]:
    """Every field of the line in its order."""
    covered = re.sub(r"<[^<>]*>", lambda token: "\0" * len(token[0]), rest)
    seats = [found for found in _SEATS.finditer(covered) if not _counts_next(covered, found)]
    hits = [_Hit("seats", found.start(), found.start()) for found in seats]
    taken = [found.span() for found in seats]
    free = (each for each in FIELD.finditer(covered) if not any(a < each.end() and each.start() < b for a, b in taken))
    hits += [_hit_of(found) for found in free]
    hits += [_Hit("is_private", found.start(), found.end(), negated=True) for found in PUBLIC.finditer(covered)]
    hits += _bare_money(covered, [each for each in hits if each.field == "arr"])
    hits.sort(key=lambda each: each.start)
    return hits if named else _past_the_name(hits, rest, asking)


def _counts_next(line: str, found: re.Match[str]) -> bool:
    """Whether the number before "seats" belongs to something else, as in "arr 120 seats 40"."""
    return _OTHER_NUMBER.match(line, found.end()) is not None


def _hit_of(found: re.Match[str]) -> _Hit:
    name = next(name for name, _ in NOUNS if found[name])
    before = " ".join((found["not"] or "").casefold().split())
    return _Hit(name, found.start(), found.end(), before in TAKES_AWAY)


def _bare_money(line: str, amounts: Sequence[_Hit]) -> Iterator[_Hit]:
    """Amounts with a currency that no word announces."""
    at = 0
    while found := find_money(line, at):
        at = found.end
        joined = (JOINS.match(line, each.begin) for each in amounts)
        if not any(join and join.end() == found.start for join in joined):
            yield _Hit("arr", found.start, found.start)


def _past_the_name(hits: list[_Hit], rest: str, asking: Asking) -> list[_Hit]:
    """Without words at the front that are part of a name: "Home Depot owner @nina"."""
    while hits:
        first, end = hits[0], hits[1].start if len(hits) > 1 else len(rest)
        value = rest[first.begin : end]
        stripped = value[_joined(value) :]
        capital = rest[first.start : first.start + 1].isupper() and stripped[:1].isupper()
        if not capital or isinstance(read_value(first.field, stripped, asking), Read) or first.start == first.begin:
            return hits
        del hits[0]
    return hits


def _joined(value: str) -> int:
    joins = JOINS.match(value)
    return joins.end() if joins else 0


def _headed(begun: AccountLine, head: str) -> AccountLine:
    """The name, where none was known, and whom it names beside: `Northwind @nina`."""
    for mention in reversed(find_mentions(head)):
        if mention.kind == "channel":
            why = "Is it the home channel or the shared one? Type “channel” or “shared” before it."
            begun = _missed(begun, head[mention.start : mention.end], why)
        else:
            begun = _saying(begun, "owner", mention, head[mention.start : mention.end])
        head = f"{head[: mention.start]} {head[mention.end :]}"
    words = _bare_name(head)
    if begun.name or begun.channel:
        return _missed(begun, words, "I do not know what that says.") if words else begun
    return replace(begun, name=words)


def _bare_name(words: str) -> str:
    kept = re.sub(r"(?:['’]s|[\s,:;=–—-])+$", "", " ".join(words.split()))
    return re.sub(r"^[\s,:;=–—-]+", "", kept).strip('"“”«»')


def _with_value(begun: AccountLine, hit: _Hit, text: str, asking: Asking) -> AccountLine:
    skipped = _joined(text)
    value = text[skipped:]
    if hit.negated:
        return _rest(_saying(begun, hit.field, False if hit.field == "is_private" else None, hit.field), text)
    if _is_nothing(value) and hit.field != "is_private":
        return _missed(begun, LABELS[hit.field], "Nothing was said after it.")
    reading = read_value(hit.field, value, asking)
    if isinstance(reading, NotRead):
        words = f"{LABELS[hit.field]} {value.strip(' ,;.')}"
        return _missed(begun, words, reading.why)
    begun = _saying(begun, hit.field, reading.value, value[: reading.length])
    return _rest(begun, value[reading.length :])


def _is_nothing(value: str) -> bool:
    return not value.strip(" ,;.")


def _rest(begun: AccountLine, left: str) -> AccountLine:
    """What stands after a value and before the next field should mean nothing."""
    lead, tail = BETWEEN.match(left), None
    bare = left[lead.end() :] if lead else left
    for tail in re.finditer(r"(?:^|\s)" + BETWEEN.pattern + r"$", bare, re.IGNORECASE):
        bare = bare[: tail.start()]
        break
    return _missed(begun, bare.strip(), "I do not know what that says.") if bare.strip(" ,;.") else begun


def _saying(begun: AccountLine, name: str, value: Value, words: str) -> AccountLine:
    if name in begun.said and not _same(begun.said[name], value):
        return _missed(begun, words, f"Two values for {LABELS[name]} are there, and only one can hold.")
    return replace(begun, said={**begun.said, name: value})


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Mention) and isinstance(other, Mention):
        return (one.id, one.name if one.id is None else "") == (other.id, other.name if other.id is None else "")
    return one == other


def _missed(begun: AccountLine, words: str, why: str) -> AccountLine:
    return replace(begun, unread=(*begun.unread, NotUnderstood(_named(words), why)))


def _named(words: str) -> str:
    """Words as their writer saw them, where mentions are names."""
    shown = _TOKEN.sub(lambda token: f"{token[1]}{token[2] or 'someone'}", words)
    return " ".join(shown.split())

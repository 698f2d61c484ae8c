"""What stands behind one of an account's words in a line: a person, a room, an amount, a day, a stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from reviews.account_money import Money, amount_of, many, money_at, read_currency
from reviews.account_words import NO, NOBODY, STAGES, YES
from reviews.dates import DateAmbiguous, DatePast, DateRead, DateUnknown, DayOrder, read_date, say_date
from reviews.mentions import Mention, find_mentions
from reviews.model import Stage

Value = str | int | bool | date | Stage | Money | Mention | None
"""What was read for a field; None takes the value away. A room that is "here" has neither id nor another name."""

HERE: Final = "here"
_THIS_ROOM = re.compile(r"(?:here|this (?:channel|room|one))\b", re.IGNORECASE)
_BARE_ROOM = re.compile(r"#([\w-]{1,80})")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,2}")
_COUNT = re.compile(r"(\d[\d.,']*\d|\d)\s?(k)?(?![\w])(?:\s+(?:paid|seats?|licen[cs]es?|users))*", re.IGNORECASE)
_PARTLY = re.compile(r"\d+[.,]\d{1,2}")
_PHRASE_END = re.compile(r"\s*[,;](?=\s|$)|\s+(?:and|with)\s|\.(?=\s|$)", re.IGNORECASE)
_YEARLESS = re.compile(
    r"(?:on\s+)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s*[a-z]{3,9}|[a-z]{3,9}\s*\d{1,2}|\d{1,2}[./]\d{1,2}\.?)", re.IGNORECASE
)
_MOST_WORDS, MOST_SEATS, MOST_TIER, MOST_NAME = 8, 10_000_000, 30, 80


@dataclass(frozen=True, slots=True)
class Asking:
    """The person's own day, and the order in which they write day and month."""

    today: date
    order: DayOrder | None


@dataclass(frozen=True, slots=True)
class Read:
    """A value, and how many signs of the text it took."""

    value: Value
    length: int


@dataclass(frozen=True, slots=True)
class NotRead:
    """Why a value could not be read, as a sentence that says what to type instead."""

    why: str


Reading = Read | NotRead


def read_value(field: str, text: str, asking: Asking) -> Reading:
    """The value that `text` begins with, for one field of an account."""
    cleared = NOBODY.match(text)
    if cleared and field not in {"is_private", "name"}:
        return Read(None, cleared.end())
    return _READERS[field](text, asking)


def _person(text: str, _: Asking) -> Reading:
    first = next(iter(find_mentions(text)), None)
    if first is not None and first.start == 0:
        if first.kind == "channel":
            return NotRead("That is a channel. Name one person.")
        return Read(first, first.end)
    if named := _NAME.match(_phrase(text)):
        return Read(Mention("name", None, named[0], 0, named.end()), named.end())
    return NotRead("Name one person, such as @nina.")


def _room(text: str, _: Asking) -> Reading:
    first = next(iter(find_mentions(text)), None)
    if first is not None and first.start == 0 and first.kind == "channel":
        return Read(first, first.end)
    if this := _THIS_ROOM.match(text):
        return Read(Mention("channel", None, HERE, 0, this.end()), this.end())
    if bare := _BARE_ROOM.match(text):
        return Read(Mention("channel", None, bare[1], 0, bare.end()), bare.end())
    return NotRead("Name a channel with its #, such as #acct-northwind.")


def _money(text: str, _: Asking) -> Reading:
    found = money_at(text)
    return Read(found.money, found.end) if found else NotRead("Type an amount a year, such as 120k EUR.")


def _currency(text: str, _: Asking) -> Reading:
    word = text.split(maxsplit=1)[0].strip(",.;") if text else ""
    code = read_currency(word)
    return Read(code, len(word)) if code else NotRead("Type a currency by its three letters, such as EUR.")


def _seats(text: str, _: Asking) -> Reading:
    found = _COUNT.match(text)
    number = (many(found[1], found[2]) if found[2] else amount_of(found[1])) if found else None
    if found is None or number is None or number > MOST_SEATS or (_PARTLY.fullmatch(found[1]) and not found[2]):
        return NotRead("Type how many seats they pay for, such as 40.")
    return Read(number, found.end())


def _day(text: str, asking: Asking, *, past: bool) -> Reading:
    """The longest beginning that names a day. `past`: it lies behind; else it is still to come."""
    words = list(re.finditer(r"\S+", text))[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        reading = read_date(text[:end].rstrip(",.;"), today=asking.today, order=asking.order)
        if not isinstance(reading, DateUnknown):
            return _settled(reading, text[:end], asking.today, past)
    return NotRead("Type a day, such as 31 Mar 2027.")


def _settled(reading: DateRead | DateAmbiguous | DatePast, words: str, today: date, past: bool) -> Reading:
    if isinstance(reading, DateAmbiguous):
        return NotRead(reading.why)
    day = reading.date
    if past and day > today and _YEARLESS.fullmatch(words.strip(" ,.;")):
        # "31 Mar" was read as the next one.
        day = day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    if past and day > today:
        return NotRead(f"{say_date(day, today)} is still to come.")
    if not past and day < today:
        return NotRead(f"{say_date(day, today)} has passed.")
    return Read(day, len(words))


def _tier(text: str, _: Asking) -> Reading:
    words = _phrase(text).strip(" .")
    if not words or len(words) > MOST_TIER or len(words.split()) > 3 or find_mentions(words):
        return NotRead(f"A tier is a short word, such as A or gold, of at most {MOST_TIER} letters.")
    return Read(words.upper() if len(words) == 1 else words, text.index(words) + len(words))


def _stage(text: str, _: Asking) -> Reading:
    low = text.casefold()
    for words in sorted(STAGES, key=len, reverse=True):
        if low.startswith(words) and not low[len(words) : len(words) + 1].isalnum():
            return Read(STAGES[words], len(words))
    return NotRead(f"A stage is one of {', '.join(Stage)}.")


def _private(text: str, _: Asking) -> Reading:
    word = re.match(r"[^\W\d_]*", text)
    said = word[0].casefold() if word else ""
    if said in NO:
        return Read(False, len(said))
    return Read(True, len(said) if said in YES else 0)


def _name(text: str, _: Asking) -> Reading:
    words = text.partition(";")[0].strip(" .,\"“”'")
    if not words or len(words) > MOST_NAME:
        return NotRead(f"Type the customer's name, of at most {MOST_NAME} letters.")
    return Read(words, len(text.partition(";")[0]))


def _phrase(text: str) -> str:
    """The text up to where another thought begins."""
    end = _PHRASE_END.search(text)
    return text[: end.start()] if end else text


_READERS: Mapping[str, Callable[[str, Asking], Reading]] = MappingProxyType(
    {
        "name": _name,
        "owner": _person,
        "sponsor": _person,
        "sponsor_met_on": lambda text, asking: _day(text, asking, past=True),
        "channel": _room,
        "shared_channel": _room,
        "renewal_on": lambda text, asking: _day(text, asking, past=False),
        "arr": _money,
        "currency": _currency,
        "seats": _seats,
        "tier": _tier,
        "stage": _stage,
        "is_private": _private,
    }
)

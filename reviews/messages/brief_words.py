"""Words of the brief that the board uses too: days, links to where a fact came from, lines and what they weigh."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.dates import say_date
from reviews.facts import TYPED_HERE, Fact, FactKind, Incident, SourceRead, incident_id
from reviews.messages.words import said, spoken

_LINK: Final = re.compile(r"<https?://[^|>]+\|([^>]*)>")
_LONGEST: Final = 500
"""A longer address would fill a paragraph by itself."""
_WORD: Final = re.compile(r"\w", re.UNICODE)
NOUNS: Final = {
    FactKind.INCIDENT: "incident log",
    FactKind.USAGE: "usage",
    FactKind.TICKET: "tickets",
    FactKind.TOUCH: "conversations",
    FactKind.SURVEY: "surveys",
    FactKind.CONTRACT: "contract",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a brief, mrkdwn. The heavier is said first and cut last.

    One that `must` is never cut; where room is short it is said in its `short` form, if it has one.
    """

    text: str
    weight: int = 0
    must: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what it says at once, and its lines, the heaviest first."""

    heading: str
    lines: tuple[Line, ...] = ()


def linked(words: str, link: str | None) -> str:
    """Words that lead to where something came from; the words alone where there is no link that is safe to show."""
    if not link or not link.startswith(("https://", "http://")) or set(link) & set("|<> ") or len(link) > _LONGEST:
        return words
    return f"<{link}|{words.replace('|', '/')}>"


def day_of(at: datetime, facts: AccountFacts, zone: tzinfo) -> str:
    """A day without its weekday: `31 Aug`, with the year where it is another."""
    day = at.astimezone(zone).date()
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != facts.today.year else "")


def incident_day(incident: Incident, facts: AccountFacts, zone: tzinfo) -> str:
    """When an incident was, leading to where it came from; one that was typed here by its short id."""
    day = day_of(incident.started_at, facts, zone)
    if incident.source == TYPED_HERE and not incident.link:
        return f"{day} ({incident_id(incident.id)})"
    return linked(day, incident.link)


def source_of(fact: Fact | SourceRead) -> str:
    """What a source is called."""
    return "noted here" if fact.source == TYPED_HERE else said(fact.source, 40)


def read_until(read: SourceRead | None, facts: AccountFacts) -> str:
    """`zendesk, until Fri 20 Nov`; empty where nothing was read."""
    return f"{source_of(read)}, until {say_date(read.covers_until, facts.today)}" if read else ""


def headed(words: str) -> str:
    """As a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


def times(number: int) -> str:
    """`twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def and_more(names: Sequence[str], most: int) -> str:
    """`a, b and 12 more`."""
    more = len(names) - most
    return joined([*names[:most], f"{more} more"]) if more > 0 else joined(names)


def joined(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def bare(mrkdwn: str) -> str:
    """Without links and formatting, for who hears it."""
    return spoken(_LINK.sub(r"\1", mrkdwn))


def words_in(mrkdwn: str) -> int:
    """How many words a reader meets; links count for what they show."""
    return sum(1 for each in _LINK.sub(r"\1", mrkdwn).split() if _WORD.search(each))

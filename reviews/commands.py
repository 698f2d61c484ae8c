"""What somebody typed after `/review`, read into one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from reviews.command_words import COMMANDS, FILLER, FILTERS, NEVER_GUESSED, WordCommand
from reviews.item_id import IncidentId, ItemId, parse_incident_id, parse_item_id
from reviews.list_command import ListFilter, ListItems, read_list
from reviews.near import nearest
from reviews.text import from_slack

__all__ = [
    "Abandon",
    "AccountCard",
    "ActionLine",
    "Brief",
    "Close",
    "CustomerVersion",
    "Export",
    "FactLine",
    "Facts",
    "GapLine",
    "Help",
    "History",
    "Imports",
    "IncidentId",
    "ItemId",
    "ListFilter",
    "ListItems",
    "NudgeFigures",
    "Resume",
    "ReviewCommand",
    "Rhythm",
    "Roles",
    "Settings",
    "Show",
    "Start",
    "Status",
    "Unknown",
    "parse_item_id",
    "read_review",
]


@dataclass(frozen=True, slots=True)
class Start:
    """Open a review; `words` is what came after, perhaps a customer's name, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Say where the open review stands."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close the open review."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """Give the open review up, with the reason if one was typed."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with the review that was given up."""


@dataclass(frozen=True, slots=True)
class Help:
    """Explain one command, or all of them when `topic` is None."""

    topic: str | None = None


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap typed after `/review gap`, still as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action typed after `/review action`, still as Slack sent it."""

    text: str


@dataclass(frozen=True, slots=True)
class Show:
    """Show one gap, action or incident."""

    item_id: ItemId | IncidentId


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a customer is reviewed; `words` is what came after, still as Slack sent it, "" to show it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Choose how the person wants to be asked."""


@dataclass(frozen=True, slots=True)
class NudgeFigures:
    """Say how what was asked was answered."""


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Show or change a customer; `words` is what came after, still as Slack sent it, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is `kind` ("admin" or "leader"); `words` is what came after, "" to show them."""

    kind: Literal["admin", "leader"]
    words: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Every change of one thing; `words` names it: A-31, G-4, I-7, or a customer."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """The list, or the book of accounts, as a file; `words` is what came after, still as Slack sent it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class CustomerVersion:
    """Prepare what the customer may read of the last review; `words` may name the customer."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact typed in one line, `text` still as Slack sent it, "" for the form."""

    kind: Literal["incident", "usage", "touch"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief of a customer; `words` may name it, "" for this channel's own."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of a customer, by kind; `words` may name it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Imports:
    """How files come in, and what became of the last ones."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not a command. `nearest` is the command it most resembles; `rest` is what followed the first word."""

    text: str
    nearest: str | None
    rest: str = ""


ReviewCommand = (
    Start
    | Status
    | ListItems
    | Close
    | Abandon
    | Resume
    | Help
    | GapLine
    | ActionLine
    | Show
    | Rhythm
    | Settings
    | NudgeFigures
    | AccountCard
    | Roles
    | History
    | Export
    | CustomerVersion
    | FactLine
    | Brief
    | Facts
    | Imports
    | Unknown
)

_BY_WORD = {word: command for command, words in COMMANDS.items() for word in words}
_ABOUT_ITEMS = frozenset({"history"})
_GUESSED = tuple(word for word in _BY_WORD if " " not in word and word not in NEVER_GUESSED)
_REASON_LEAD = re.compile(r"^(?:(?:because|since|as|reason|why)\b\s*(?:of\s+)?)?[\s:,–—-]*", re.IGNORECASE)


def read_review(text: str) -> ReviewCommand:
    """Read what was typed after `/review`; never raises. Nothing typed asks for help."""
    typed = text.strip()
    if not typed:
        return Help()
    if item := _short_id(typed):
        return Show(item)
    word, rest = _split(typed)
    command = _BY_WORD.get(word)
    if command is None:
        return _without_command(typed, word, rest)
    item = None if command in _ABOUT_ITEMS else _short_id(rest)
    return Show(item) if item else _READERS[command](rest)


def _short_id(text: str) -> ItemId | IncidentId | None:
    return parse_item_id(text) or parse_incident_id(text)


def _split(typed: str) -> tuple[str, str]:
    """The first word, bare and lower case, and the rest; "wrap up" and "give up" count as one word."""
    first, _, rest = typed.partition(" ") if "\n" not in typed else _partition_blank(typed)
    second, _, later = rest.strip().partition(" ")
    pair = f"{_bare(first)} {_bare(second)}"
    return (pair, later.strip()) if pair in _BY_WORD else (_bare(first), rest.strip())


def _partition_blank(typed: str) -> tuple[str, str, str]:
    parts = typed.split(None, 1)
    return parts[0], " ", parts[1] if len(parts) > 1 else ""


def _bare(word: str) -> str:
    low = word.casefold()
    return low.strip(".,;:!?\"'`*_~/<>()[]") or low


def _without_command(typed: str, word: str, rest: str) -> ReviewCommand:
    """List for "my late items"; else offer the nearest word, or a command's name found later in the text."""
    if word in FILTERS:
        return read_list(typed)
    if word in FILLER and _split(rest)[0] in _BY_WORD:
        return read_review(rest)
    named = next((_BY_WORD[_bare(each)] for each in rest.split()[:6] if _bare(each) in _BY_WORD), None)
    near = nearest(word, _GUESSED) if word else None
    return Unknown(from_slack(typed), _BY_WORD[near] if near else named, from_slack(rest))


def _start(rest: str) -> ReviewCommand:
    words = [each for each in from_slack(rest).split() if _bare(each) not in FILLER]
    return Start(" ".join(words))


def _abandon(rest: str) -> ReviewCommand:
    words = from_slack(rest).split()
    while words and _bare(words[0]) in {"the", "this", "review"}:
        del words[0]
    reason = _REASON_LEAD.sub("", " ".join(words), count=1).strip()
    return Abandon(reason or None)


def _help(rest: str) -> ReviewCommand:
    asked = [_bare(each) for each in rest.split()]
    known = next((_BY_WORD[each] for each in asked if each in _BY_WORD), None)
    if known or not asked:
        return Help(known)
    near = nearest(asked[-1], _BY_WORD)
    return Help(_BY_WORD[near] if near else None)


def _show(rest: str) -> ReviewCommand:
    return read_list(rest) if rest else Status()


def _gap(rest: str) -> ReviewCommand:
    item = parse_item_id(f"gap {rest}")
    return Show(item) if item else GapLine(rest)


def _action(rest: str) -> ReviewCommand:
    item = parse_item_id(f"action {rest}")
    return Show(item) if item else ActionLine(rest)


def _incident(rest: str) -> ReviewCommand:
    known = parse_incident_id(f"incident {rest}")
    return Show(known) if known else FactLine("incident", rest)


_READERS: dict[WordCommand, Callable[[str], ReviewCommand]] = {
    "start": _start,
    "status": lambda _: Status(),
    "list": read_list,
    "close": lambda _: Close(),
    "abandon": _abandon,
    "resume": lambda _: Resume(),
    "help": _help,
    "gap": _gap,
    "action": _action,
    "show": _show,
    "rhythm": Rhythm,
    "settings": lambda _: Settings(),
    "nudges": lambda _: NudgeFigures(),
    "account": AccountCard,
    "admins": lambda rest: Roles("admin", rest),
    "leaders": lambda rest: Roles("leader", rest),
    "history": History,
    "export": Export,
    "customer": CustomerVersion,
    "incident": _incident,
    "usage": partial(FactLine, "usage"),
    "touch": partial(FactLine, "touch"),
    "brief": Brief,
    "facts": Facts,
    "import": lambda _: Imports(),
}

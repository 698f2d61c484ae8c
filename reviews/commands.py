"""What somebody typed after `/review`, read into one value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from reviews.command_values import (
    Abandon,
    AccountCard,
    ActionLine,
    Brief,
    Close,
    CustomerVersion,
    DigestAsked,
    Export,
    FactLine,
    Facts,
    GapLine,
    HealthAsked,
    Help,
    History,
    Imports,
    Listen,
    NudgeFigures,
    Resume,
    ReviewCommand,
    Rhythm,
    Roles,
    Settings,
    Show,
    Start,
    Status,
    Unknown,
)
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
    "DigestAsked",
    "Export",
    "FactLine",
    "Facts",
    "GapLine",
    "HealthAsked",
    "Help",
    "History",
    "Imports",
    "IncidentId",
    "ItemId",
    "ListFilter",
    "ListItems",
    "Listen",
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
    near = nearest(asked[-1], _GUESSED)
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
    "health": HealthAsked,
    "digest": DigestAsked,
    "listen": Listen,
}

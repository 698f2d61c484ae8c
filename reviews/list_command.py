"""What to list: everything, mine, late, blocked, one person's or one account's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviews.command_words import FILTERS
from reviews.mentions import Mention, find_mentions
from reviews.text import from_slack


class ListFilter(StrEnum):
    """Whose items are listed, or in what state."""

    ALL = "all"
    MINE = "mine"
    LATE = "late"
    BLOCKED = "blocked"
    PERSON = "person"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class ListItems:
    """A list to show. `only` narrows mine, a person's or an account's to LATE or BLOCKED.

    PERSON carries `mention`; ACCOUNT carries `words` as typed, or a channel's `mention`.
    """

    filter: ListFilter = ListFilter.ALL
    mention: Mention | None = None
    words: str | None = None
    only: ListFilter | None = None


_STATES = (ListFilter.LATE, ListFilter.BLOCKED)
_FILLER = frozenset(
    {
        "items",
        "item",
        "actions",
        "action",
        "gaps",
        "gap",
        "open",
        "of",
        "for",
        "by",
        "the",
        "only",
        "and",
        "list",
        "are",
    }
)


def read_list(rest: str) -> ListItems:
    """Read what follows `list`; words that name no filter are taken for an account's name."""
    text = from_slack(rest)
    mention = next((each for each in find_mentions(text) if each.name != "me"), None)
    left = text[: mention.start] + " " + text[mention.end :] if mention else text
    words = [each for each in left.replace(",", " ").split() if each not in {"'s", "’s"}]
    named = [FILTERS[word.casefold()] for word in words if word.casefold() in FILTERS]
    only = next((ListFilter(name) for name in named if ListFilter(name) in _STATES), None)
    if mention:
        kind = ListFilter.ACCOUNT if mention.kind == "channel" else ListFilter.PERSON
        return ListItems(kind, mention=mention, only=only)
    account = _account(words)
    if "mine" in named:
        return ListItems(ListFilter.MINE, only=only)
    if account:
        return ListItems(ListFilter.ACCOUNT, words=account, only=only)
    return ListItems(only or ListFilter.ALL)


def _account(words: list[str]) -> str:
    """Take filter words and filler off both ends; "Bank of the West" keeps its middle."""
    kept = list(words)
    dropped = _FILLER | FILTERS.keys()
    while kept and kept[0].casefold() in dropped and not (kept[0].casefold() == "all" and len(kept) > 1):
        del kept[0]
    while kept and kept[-1].casefold() in dropped:
        del kept[-1]
    return " ".join(kept)

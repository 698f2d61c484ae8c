"""What follows `/review admins` and `/review leaders`: somebody to name, with a reach, or to take it from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from reviews.mentions import Mention, find_mentions
from reviews.rights import Reach, RoleKind

_REMOVE: Final = frozenset({"remove", "delete", "drop", "revoke", "end", "minus"})
_QUIET: Final = frozenset(
    {"add", "name", "make", "set", "give", "show", "list", "who", "is", "as", "an", "a", "of", "for", "the", "and"}
    | {"their", "with", "please"}
)
_REACHES: Final = {
    **dict.fromkeys(("all", "everything", "everybody", "everyone", "customers", "accounts"), Reach.ALL),
    **dict.fromkeys(("reports", "report", "team", "own", "people"), Reach.REPORTS),
}
_WORDS: Final = re.compile(r"[^\s,;.()]+")


@dataclass(frozen=True, slots=True)
class RolesShow:
    """Show who is it."""


@dataclass(frozen=True, slots=True)
class RolesAdd:
    """Name somebody; a leader whose `reach` is not said is asked about."""

    mentions: tuple[Mention, ...]
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class RolesRemove:
    """Take it from somebody."""

    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class RolesUnknown:
    """Could not be read: `word` is where it went wrong, `nearest` what it may have been."""

    word: str
    nearest: str | None = None


RolesLine = RolesShow | RolesAdd | RolesRemove | RolesUnknown


def read_roles(kind: RoleKind, words: str) -> RolesLine:
    """Read the words in any order. A name may stand without its @ where nothing else is left over."""
    mentions = tuple(m for m in find_mentions(words) if m.kind != "channel")
    found = _WORDS.findall(_without(words, mentions))
    reaches = _REACHES if kind is RoleKind.LEADER else {}
    left = [w for w in found if w.casefold() not in _REMOVE | _QUIET and w.casefold() not in reaches]
    removing = any(word.casefold() in _REMOVE for word in found)
    nearest = _nearest(left[0], ["remove", *reaches]) if left else None
    if left and (mentions or nearest):
        return RolesUnknown(left[0], nearest)
    if left:
        mentions = (Mention("name", None, " ".join(left), 0, 0),)
    if not mentions:
        return RolesUnknown("remove") if removing else RolesShow()
    if removing:
        return RolesRemove(mentions)
    meant = {reaches[word.casefold()] for word in found if word.casefold() in reaches}
    return RolesAdd(mentions, meant.pop() if len(meant) == 1 else None)


def _nearest(word: str, known: list[str]) -> str | None:
    found = get_close_matches(word.casefold(), known, 1, 0.75)
    return found[0] if found else None


def _without(words: str, mentions: tuple[Mention, ...]) -> str:
    for mention in reversed(mentions):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return words

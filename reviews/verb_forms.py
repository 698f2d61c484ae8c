"""Words of an action as typed, brought back to the verbs we know."""

from __future__ import annotations

import re
from functools import lru_cache

from reviews.near import distance
from reviews.verbs import ENDING, IRREGULAR, WEAK

_WORD = re.compile(r"<[@#!][^<>]*>|@?\w[\w'’.%/-]*|->|[,;:.!?→&+()]|[-–—](?=\s)")
_MARKS = frozenset(",;:.!?→&+()-–—")
_SHORTEST_TYPO = 5


def words_of(text: str) -> list[str]:
    """Split into words and the marks that part clauses, as typed; a word's own trailing dots are dropped."""
    return [word.rstrip(".'’-/") or word for word in _WORD.findall(text[:2000])]


def is_mark(word: str) -> bool:
    """Whether a word is punctuation that parts clauses."""
    return word in _MARKS or word == "->"


def bases(word: str) -> list[str]:
    """List what a word may be a form of, most likely first: "sending" → sending, send, sende."""
    low = word.casefold()
    if low in IRREGULAR:
        return [IRREGULAR[low]]
    found = [low]
    if low.endswith("ies"):
        found.append(low[:-3] + "y")
    if low.endswith("s") and not low.endswith("ss"):
        found += [low[:-1], low[:-2]] if low.endswith("es") else [low[:-1]]
    if low.endswith("ied"):
        found.append(low[:-3] + "y")
    for ending in ("ing", "ed"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            found += _unended(low.removesuffix(ending))
    return found


def ending_verb(word: str) -> str | None:
    """Give the verb that ends in something one can see, of which `word` is a form."""
    return next((base for base in bases(word) if base in ENDING), None)


# The same few hundred words come again and again, and each costs a look at every weak verb.
@lru_cache(maxsize=4096)
def weak_typo(word: str) -> str | None:
    """Give the weak verb a mistyped word stands for; None for anything near a good verb or a longer form."""
    low = word.casefold()
    if len(low) < _SHORTEST_TYPO or not low.isalpha() or not low.isascii():
        return None
    if any(distance(low, verb, 1) <= 1 for verb in ENDING if verb[0] == low[0]):
        return None
    near = (verb for verb in WEAK if verb[0] == low[0] and "-" not in verb and distance(low, verb, 1) <= 1)
    return next((verb for verb in sorted(near) if not _longer(low, verb)), None)


def _longer(low: str, verb: str) -> bool:
    return low.startswith(verb) or verb.startswith(low)


def _unended(stem: str) -> list[str]:
    undoubled = [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []
    return [stem, stem + "e", *undoubled]

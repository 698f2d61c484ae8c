"""Telling the same thing said in other words: by the words that carry it, with filler and endings aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from typing import Final, TypeVar

from reviews.verbs import word_set

T = TypeVar("T")
Words = frozenset[str]

_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_FILLER: Final = word_set(
    "a an and are as at be by can cannot could did do does for from has have how i in into is it its me my no not of"
    " off on or our out please re fwd so still than that the their them there they this to too us was we were what"
    " when where which who why will with would you your"
    # How it failed says less than what did.
    " again broke broken break breaks bug down error errors fail failed failing fails failure hang hangs incident issue"
    " last late missing outage problem ran run running runs slow slowly stuck timed timeout timeouts times unavailable"
    " wrong"
    # When it was is not what it was.
    " am pm daily day days every hour hours morning month night week weekly today yesterday"
    " jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october"
    " november december monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    # What people say when they ask.
    " able add added adding allow ask asked asking feature get need needs new one possible question request support two"
    " want wants"
)
_LOGIN: Final = re.compile(r"\b(?:log|logging|sign|signing)[ -]?(?:in|on)s?\b")
_SAME: Final = {"nightly": "night", "overnight": "night", "monthly": "month", "eom": "end"}
_KEPT_DOUBLE: Final = ("ll", "ss", "zz")


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """The words that carry a text; all of its words where only filler is left."""
    said = _WORD.findall(_LOGIN.sub("login", text.casefold()))
    kept = frozenset(_stem(each) for each in said if each not in _FILLER and not each.isdigit())
    return kept or frozenset(_stem(each) for each in said)


def _stem(word: str) -> str:
    """A plural and its singular are one word, as are a deed and the doing of it."""
    if word in _SAME:
        return _SAME[word]
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word.removesuffix(ending)
            doubled = len(word) > 3 and word[-1] == word[-2] and not word.endswith(_KEPT_DOUBLE)
            return word[:-1] if doubled else word
    return word.removesuffix("e") if len(word) > 5 else word


def is_alike(one: Words, other: Words) -> bool:
    """Whether two texts are about the same thing: half of their words are, or the shorter one's two or more all are."""
    shared, least = len(one & other), min(len(one), len(other))
    if not shared:
        return False
    return 2 * shared >= len(one | other) or (least > 1 and shared == least)


def groups(items: Iterable[T], key: Callable[[T], Words]) -> list[list[T]]:
    """Items that are about the same thing, together; each group in the items' order, as are the groups.

    An item joins the first group whose first item it is like, so that likeness does not wander.
    """
    leaders: list[Words] = []
    found: list[list[T]] = []
    by_words: dict[Words, list[T]] = {}
    led: dict[str, list[int]] = {}
    for item in items:
        words = key(item)
        group = by_words.get(words)
        if group is None:
            shared = Counter(chain.from_iterable(led.get(word, ()) for word in words))
            # One word in common is enough only where there are hardly any others: most need no closer look.
            near = (at for at, both in shared.items() if both > 1 or 3 * both >= len(words) + len(leaders[at]))
            place = min((at for at in near if is_alike(leaders[at], words)), default=None)
            if place is None:
                place = len(found)
                found.append([])
                leaders.append(words)
                for word in words:
                    led.setdefault(word, []).append(place)
            group = by_words.setdefault(words, found[place])
        group.append(item)
    return found

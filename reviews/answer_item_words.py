"""Items named by words of their own: "export fix is done", "checklist: friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviews.answer_model import Shown
from reviews.verbs import word_set

_WORD = re.compile(r"[^\W_][\w'-]*")
_GLUE = word_set("for the of about on to with and a an in")
_BEFORE = re.compile(r"(?:\b(?:for|on|re|about) )?\b(?:the|my|our|that|this)\s$")
_AFTER = re.compile(r"\s(?:one|item|task|thing|action|gap)\b")
# These say what happens to items, so they name none by themselves.
_SAY_NOTHING = word_set(
    """
    send fix finish do make get update review check test move ship close push deliver start stop wait work block
    drop cancel need new revised next last first month week day end date late done open write fail fails
    customer client users user team legal it is not no yes this that be by from at as or all both ready still
    """
)
_FURTHEST = 60


def named_by_words(text: str, shown: Sequence[Shown]) -> Iterator[tuple[int, int, str]]:
    """Places in `text` where words single out one item, with its ref; words that fit two items name none."""
    owners, weak = _owners(shown), _weak(shown)
    run: list[re.Match[str]] = []
    for match in (*_WORD.finditer(text), None):
        joins = match is not None and (not run or text[run[-1].end() : match.start()] in {" ", "-", "'s "})
        known = match is not None and (_stem(match[0]) in owners or (bool(run) and match[0] in _GLUE))
        if match is not None and joins and known:
            run.append(match)
            continue
        yield from _settled(text, run, owners, weak, shown)
        run = [match] if match is not None and _stem(match[0]) in owners else []


def _owners(shown: Sequence[Shown]) -> dict[str, frozenset[int]]:
    """Each word of the list with the rows that hold it."""
    rows: dict[str, set[int]] = {}
    for row, each in enumerate(shown):
        for match in _WORD.finditer(f"{each.what[:200]} {each.account[:80]}".lower()):
            if match[0] not in _GLUE and len(match[0]) > 2:
                rows.setdefault(_stem(match[0]), set()).add(row)
            for piece in match[0].split("-"):
                if len(piece) > 2 and piece not in _GLUE:
                    rows.setdefault(_stem(piece), set()).add(row)
    return {word: frozenset(held) for word, held in rows.items()}


def _weak(shown: Sequence[Shown]) -> frozenset[str]:
    """Words that cannot name an item alone: small talk, and people named inside it, who have other business too."""
    people = {
        _stem(word.lower())
        for each in shown
        for word in each.what[:200].split()[1:]
        if word[:1].isupper() and word[1:].islower() and word.lower() not in each.account.lower()
    }
    return frozenset({_stem(word) for word in _SAY_NOTHING} | people)


def _settled(
    text: str,
    run: list[re.Match[str]],
    owners: dict[str, frozenset[int]],
    weak: frozenset[str],
    shown: Sequence[Shown],
) -> Iterator[tuple[int, int, str]]:
    while run and run[-1][0] in _GLUE:
        run.pop()
    words = [_stem(match[0]) for match in run if match[0] not in _GLUE]
    if not words or all(word in weak for word in words):
        return
    fits = frozenset.intersection(*(owners[word] for word in words))
    if len(fits) != 1:
        return
    start, end = run[0].start(), run[-1].end()
    before = _BEFORE.search(text[max(0, start - _FURTHEST) : start])
    after = _AFTER.match(text, end)
    yield start - len(before[0]) if before else start, after.end() if after else end, shown[next(iter(fits))].ref


def _stem(word: str) -> str:
    low = word.removesuffix("'s")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low

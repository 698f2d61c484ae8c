"""The same trouble at several customers is a finding about our own work: one reason or workflow at three or more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from reviews.alike import Words, is_alike, words_of
from reviews.reasons import find_reason

LEAST_ACCOUNTS: Final = 3
MOST: Final = 8
"""So many patterns are shown: those at most customers."""
_SAYS_NOTHING: Final = "other"


class Shared(StrEnum):
    """What returns: the reason code of gaps, or the workflow that incidents hit."""

    REASON = "reason"
    WORKFLOW = "workflow"


@dataclass(frozen=True, slots=True)
class OpenGap:
    """An open gap with a reason, and every account it is about."""

    id: int
    what: str
    reason: str | None
    accounts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Hit:
    """That a workflow of an account was hit within the quarter, in the words it was noted with."""

    workflow: str
    account_id: int


@dataclass(frozen=True, slots=True)
class SharedPattern:
    """`key` is the reason's code, or the workflow as it is most often called. `gap_id`: it is that one gap already.

    `words` is how one customer told it, to begin a gap with; "" where nobody did.
    """

    kind: Shared
    key: str
    label: str
    accounts: frozenset[int]
    gap_id: int | None = None
    words: str = ""


def shared_patterns(gaps: Iterable[OpenGap], hits: Iterable[Hit]) -> tuple[SharedPattern, ...]:
    """What returns at three accounts or more: at the most accounts first. Their order does not matter."""
    known = list(gaps)
    found = [*_reasons(known), *_workflows(known, hits)]
    found.sort(key=lambda each: (-len(each.accounts), each.kind, each.label))
    return tuple(found[:MOST])


def pattern_of(found: Iterable[SharedPattern], kind: str, key: str) -> SharedPattern | None:
    """The pattern that a button names."""
    return next((each for each in found if (each.kind, each.key) == (kind, key)), None)


def _reasons(gaps: Iterable[OpenGap]) -> list[SharedPattern]:
    by_code: dict[str, list[OpenGap]] = {}
    for gap in gaps:
        if gap.reason and gap.reason != _SAYS_NOTHING:
            by_code.setdefault(gap.reason, []).append(gap)
    found = []
    for code, theirs in by_code.items():
        at = frozenset().union(*(gap.accounts for gap in theirs))
        if len(at) >= LEAST_ACCOUNTS:
            reason = find_reason(code)
            covering = min((gap.id for gap in theirs if gap.accounts >= at), default=None)
            told = min(theirs, key=lambda gap: gap.id).what
            found.append(SharedPattern(Shared.REASON, code, reason.label if reason else code, at, covering, told))
    return found


def _workflows(gaps: Iterable[OpenGap], hits: Iterable[Hit]) -> list[SharedPattern]:
    at: dict[Words, set[int]] = {}
    called: dict[Words, Counter[str]] = {}
    for hit in hits:
        words = words_of(hit.workflow)
        at.setdefault(words, set()).add(hit.account_id)
        called.setdefault(words, Counter())[" ".join(hit.workflow.split())] += 1
    several = {words: frozenset(accounts) for words, accounts in at.items() if len(accounts) >= LEAST_ACCOUNTS}
    shared = [gap for gap in gaps if len(gap.accounts) >= LEAST_ACCOUNTS]
    return [_workflow(words, accounts, called[words], shared) for words, accounts in several.items()]


def _workflow(
    words: Words, accounts: frozenset[int], called: Mapping[str, int], shared: Iterable[OpenGap]
) -> SharedPattern:
    label = min(called, key=lambda each: (-called[each], each))
    about = (gap.id for gap in shared if gap.accounts >= accounts and is_alike(words_of(gap.what), words))
    return SharedPattern(Shared.WORKFLOW, label, label, accounts, min(about, default=None))

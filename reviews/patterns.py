"""Incidents that came back, told apart from those that came once.

The same workflow hit twice or more in a quarter is a pattern, whatever words it was noted in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reviews.account_facts import AccountFacts
from reviews.alike import Words, groups, is_alike, words_of
from reviews.facts import Incident


@dataclass(frozen=True, slots=True)
class Pattern:
    """One workflow that was hit more than once. `incidents` are newest first."""

    label: str
    incidents: tuple[Incident, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of them is not fixed."""
        return any(each.fixed_at is None for each in self.incidents)

    @property
    def deed(self) -> str:
        """A workflow fails; what somebody told in words of their own happens."""
        return "failed" if any(each.workflow for each in self.incidents) else "happened"


@dataclass(frozen=True, slots=True)
class Patterns:
    """What came back: what is not fixed first, then the most often; and what came once, the same way, newest first."""

    repeating: tuple[Pattern, ...] = ()
    one_off: tuple[Incident, ...] = ()

    @property
    def count(self) -> int:
        """How many incidents there were in all."""
        return len(self.every)

    @property
    def every(self) -> tuple[Incident, ...]:
        """All of them, in the order in which they are said."""
        return (*(each for pattern in self.repeating for each in pattern.incidents), *self.one_off)

    @property
    def unfixed(self) -> tuple[Incident, ...]:
        """Those of which nobody noted a fix."""
        return tuple(each for each in self.every if each.fixed_at is None)


def patterns(incidents: Iterable[Incident]) -> Patterns:
    """Tell them apart. The order in which they come does not matter."""
    ordered = sorted(incidents, key=_newest)
    # What has a workflow of its own names the groups; what only has words joins them.
    ordered.sort(key=lambda each: each.workflow is None)
    found = _joined(groups(ordered, _key))
    repeating = [_pattern(group) for group in found if len(group) > 1]
    repeating.sort(key=lambda each: (each.is_open, len(each.incidents), _newest(each.incidents[0])), reverse=True)
    once = [group[0] for group in found if len(group) == 1]
    once.sort(key=lambda each: (each.fixed_at is None, _newest(each)), reverse=True)
    return Patterns(tuple(repeating), tuple(once))


def of_quarter(facts: AccountFacts) -> Patterns:
    """What was felt in the last 13 weeks: what began in them, and what began before and is not fixed yet."""
    since = facts.since
    return patterns(each for each in facts.incidents if each.fixed_at is None or each.started_at.date() >= since)


def label_of(incident: Incident) -> str:
    """What was hit, in as few words as there are."""
    return incident.workflow or incident.what


def _joined(found: list[list[Incident]]) -> list[list[Incident]]:
    """What has no workflow joins those that were told in the same words, though they have one."""
    kept = [group for group in found if len(group) > 1 or group[0].workflow]
    for lone in (group[0] for group in found if len(group) == 1 and not group[0].workflow):
        words = words_of(lone.what)
        like = [group for group in kept if any(is_alike(words, words_of(each.what)) for each in group)]
        if like:
            max(like, key=len).append(lone)
        else:
            kept.append([lone])
    return kept


def _key(incident: Incident) -> Words:
    return words_of(label_of(incident))


def _newest(incident: Incident) -> tuple[datetime, int]:
    return incident.started_at, incident.id


def _pattern(group: list[Incident]) -> Pattern:
    newest = sorted(group, key=_newest, reverse=True)
    named = Counter(each.workflow for each in newest if each.workflow)
    return Pattern(named.most_common(1)[0][0] if named else newest[0].what, tuple(newest))

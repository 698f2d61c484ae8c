"""Incidents that came back, told apart from those that came once.

The same workflow hit twice or more in a quarter is a pattern, whatever words it was noted in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.account_facts import AccountFacts
from reviews.alike import Words, groups, words_of
from reviews.facts import Incident


@dataclass(frozen=True, slots=True)
class Pattern:
    """One workflow that was hit more than once. `incidents` are newest first."""

    label: str
    incidents: tuple[Incident, ...]

    @property
    def is_open(self) -> bool:
        """Whether the last of them is not fixed."""
        return any(each.fixed_at is None for each in self.incidents)


@dataclass(frozen=True, slots=True)
class Patterns:
    """What came back, the most often first, and what came once, newest first."""

    repeating: tuple[Pattern, ...] = ()
    one_off: tuple[Incident, ...] = ()

    @property
    def count(self) -> int:
        """How many incidents there were in all."""
        return len(self.one_off) + sum(len(each.incidents) for each in self.repeating)


def patterns(incidents: Iterable[Incident]) -> Patterns:
    """Tell them apart. The order in which they come does not matter."""
    ordered = sorted(incidents, key=lambda each: (each.started_at, each.id))
    # What has a workflow of its own names the groups; what only has words joins them.
    ordered.sort(key=lambda each: each.workflow is None)
    found = groups(ordered, _key)
    repeating = [_pattern(group) for group in found if len(group) > 1]
    repeating.sort(key=lambda each: (-len(each.incidents), each.incidents[0].started_at, each.incidents[0].id))
    once = [group[0] for group in found if len(group) == 1]
    once.sort(key=lambda each: (each.started_at, each.id), reverse=True)
    return Patterns(tuple(repeating), tuple(once))


def of_quarter(facts: AccountFacts) -> Patterns:
    """The incidents of the last 13 weeks."""
    return patterns(each for each in facts.incidents if each.started_at.date() >= facts.since)


def label_of(incident: Incident) -> str:
    """What was hit, in as few words as there are."""
    return incident.workflow or incident.what


def _key(incident: Incident) -> Words:
    return words_of(label_of(incident))


def _pattern(group: list[Incident]) -> Pattern:
    newest = sorted(group, key=lambda each: (each.started_at, each.id), reverse=True)
    named = Counter(each.workflow for each in newest if each.workflow)
    return Pattern(named.most_common(1)[0][0] if named else newest[0].what, tuple(newest))

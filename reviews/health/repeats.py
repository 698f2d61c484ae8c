"""Incidents that hit the same work more than once in 13 weeks, told apart so that one more never makes it fewer."""

from __future__ import annotations

from reviews.alike import words_of
from reviews.facts import Incident
from reviews.health.model import View
from reviews.health.windows import start_of


def repeats(view: View) -> list[list[Incident]]:
    """Groups of two or more, the largest first, each oldest first. A workflow is the same whatever its small words."""
    since = start_of(view.facts.since)
    found: dict[frozenset[str], list[Incident]] = {}
    for each in view.facts.incidents:
        if each.started_at >= since:
            found.setdefault(words_of(each.workflow or each.what), []).append(each)
    several = [sorted(group, key=_when) for group in found.values() if len(group) > 1]
    return sorted(several, key=lambda group: (-len(group), _when(group[-1])))


def _when(incident: Incident) -> tuple[object, int]:
    return incident.started_at, incident.id

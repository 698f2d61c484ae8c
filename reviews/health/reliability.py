"""What failed for the customer, and whether it comes back."""

from __future__ import annotations

from math import exp
from operator import attrgetter
from typing import Final

from reviews.facts import FactKind, Incident
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.repeats import repeats
from reviews.health.windows import (
    WEEKS,
    counted,
    day_of,
    quarters,
    said_day,
    source_of,
    source_words,
    start_of,
    times,
)

_SILENT: Final = "No incident log was read in the last two weeks, so nobody knows whether anything failed for them."
_UNNOTED: Final = "failures that nobody noted"
_EARLIER: Final = 0.4
"""An incident of the quarter before counts so much of one of this: what goes on is worse than what has begun."""
_MANY: Final = 5
_WORST: Final = 0.6
_EACH_AGAIN: Final = 0.72
"""What each further failure of the same work leaves."""
_UNFIXED: Final = ((28, 0.5), (7, 0.4), (2, 0.25), (0, 0.1))
"""From so many days without a fix, so strong."""


def incidents(view: View) -> Reading:
    """How many they felt, beside the quarter before."""
    now, before = quarters(view, view.facts.incidents, attrgetter("started_at"))
    is_silent = view.facts.is_silent(FactKind.INCIDENT)
    if is_silent and not now and not before:
        return NotKnown(SignalName.INCIDENTS, Part.RELIABILITY, _SILENT)
    weight = len(now) + _EARLIER * len(before)
    then = f"{len(before)} in the 13 before"
    sentence = f"{counted(len(now), 'incident')} in {WEEKS}, {then}" if now else f"No incident in {WEEKS}, {then}"
    newest = max(now, key=attrgetter("started_at"), default=None)
    strength = _WORST * (1 - exp(-weight / _MANY)) if weight else 0.0
    return _signal(view, SignalName.INCIDENTS, strength, sentence, len(now), 1, newest)


def repeated_incidents(view: View) -> Reading:
    """The same work hit twice or more in a quarter is a pattern."""
    if view.facts.is_silent(FactKind.INCIDENT) and not _felt(view):
        return NotKnown(SignalName.REPEATED_INCIDENTS, Part.RELIABILITY, _SILENT)
    found = repeats(view)
    if not found:
        return _signal(view, SignalName.REPEATED_INCIDENTS, 0.0, f"Nothing failed twice in {WEEKS}", 0, 2, None)
    worst, every = found[0], sum(len(group) for group in found)
    last = worst[-1]
    label = next((each.workflow for each in reversed(worst) if each.workflow), None)
    what = f"{_capital(label)} failed {times(len(worst))}" if label else f"“{last.what}” happened {times(len(worst))}"
    more = f", and {counted(len(found) - 1, 'other thing')} came back" if len(found) > 1 else ""
    sentence = f"{what} in {WEEKS}, last on {said_day(view, day_of(last.started_at))}{more}"
    return _signal(
        *(view, SignalName.REPEATED_INCIDENTS, 1 - _EACH_AGAIN ** (every - 1), sentence, len(worst), 2, last)
    )


def unfixed(view: View) -> Reading:
    """Incidents of the last 26 weeks of which nobody noted a fix."""
    since = start_of(view.facts.before)
    felt = [each for each in view.facts.incidents if each.started_at >= since]
    if view.facts.is_silent(FactKind.INCIDENT) and not felt:
        return NotKnown(SignalName.UNFIXED, Part.RELIABILITY, _SILENT)
    broken = [each for each in felt if each.fixed_at is None]
    if not broken:
        return _signal(view, SignalName.UNFIXED, 0.0, "Every incident of 26 weeks has a fix", 0, 1, None)
    oldest = min(broken, key=lambda each: (each.started_at, each.id))
    began = day_of(oldest.started_at)
    days = (view.today - began).days
    level = next((strength for least, strength in _UNFIXED if days >= least), 0.1)
    head = f"{counted(len(broken), 'incident has', 'incidents have')} no fix noted"
    sentence = f"{head}, {'since' if len(broken) == 1 else 'the oldest since'} {said_day(view, began)}"
    strength = min(0.7, level + 0.05 * (len(broken) - 1))
    return _signal(view, SignalName.UNFIXED, strength, sentence, len(broken), 1, oldest)


def _felt(view: View) -> bool:
    since = start_of(view.facts.since)
    return any(each.started_at >= since for each in view.facts.incidents)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _signal(
    view: View,
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    shown: Incident | None,
) -> Signal:
    read = view.facts.read_of(FactKind.INCIDENT)
    return Signal(
        *(name, Part.RELIABILITY, strength, sentence, number, threshold),
        source_words(shown.source) if shown else source_of(view, FactKind.INCIDENT),
        day_of(shown.started_at) if shown else (read.covers_until if read else None),
        _UNNOTED,
        shown.link if shown else None,
        spoken_for=not view.facts.is_silent(FactKind.INCIDENT),
    )

"""Who talks to us: how many people, of which levels, and since when nobody."""

from __future__ import annotations

from datetime import date
from typing import Final

from reviews.customer import Level
from reviews.facts import FactKind
from reviews.health.heard import Heard, heard_of
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, counted, said_day, source_of, source_words, times

_SILENT: Final = "Neither contacts nor a channel were read in the last two weeks, so nobody knows who speaks with us."
_UNNOTED: Final = "calls and mails that nobody noted"
_SEVERAL: Final = 3
_SHRINK: Final = 0.4
"""Two of five people fewer is a shrink."""
_QUIET_FOR: Final = ((90, 0.65), (60, 0.5), (45, 0.3), (30, 0.15))
_LONGEST: Final = 0.65
_NOBODY: Final = 0.6
_LOST: Final = {Level.EXECUTIVE: 0.25, Level.MANAGER: 0.25, Level.USER: 0.1}


def people_heard(view: View) -> Reading:
    """How many different people were heard from, beside the quarter before."""
    heard = heard_of(view)
    now, before = len(heard.now.people), len(heard.before.people)
    if not heard.is_read and not now:
        return NotKnown(SignalName.PEOPLE_HEARD, Part.ENGAGEMENT, _SILENT)
    ways = _ways(heard)
    sentence = f"Heard from {counted(now, 'person', 'people')} in {WEEKS}, {before} in the 13 before{ways}"
    shrink = 1 - now / before if before >= _SEVERAL else 0.0
    level = _NOBODY if now == 0 else 0.15 if now == 1 else 0.0
    strength = max(level, 0.2 + 0.5 * shrink if shrink >= _SHRINK else 0.0)
    return _signal(view, SignalName.PEOPLE_HEARD, strength, sentence, now, max(2, before * (1 - _SHRINK)))


def levels_heard(view: View) -> Reading:
    """Levels that were heard from before and are not now."""
    heard = heard_of(view)
    if not heard.now.levels and not heard.before.levels:
        missing = "Nobody noted how high those we speak with stand." if heard.is_read else _SILENT
        return NotKnown(SignalName.LEVELS_HEARD, Part.ENGAGEMENT, missing)
    lost = [level for level in Level if level in heard.before.levels - heard.now.levels]
    if not lost or not heard.is_read:
        kept = [level for level in Level if level in heard.now.levels]
        if not kept:
            return NotKnown(SignalName.LEVELS_HEARD, Part.ENGAGEMENT, _SILENT)
        sentence = f"Heard from {_listed([_many(level) for level in kept])} in {WEEKS}"
        return _signal(view, SignalName.LEVELS_HEARD, 0.0, sentence, len(kept), len(kept))
    gone = _listed([level.value for level in lost], "or")
    sentence = f"No {gone} was heard from in {WEEKS}; in the 13 before they were"
    strength = min(0.6, sum(_LOST[level] for level in lost))
    return _signal(view, SignalName.LEVELS_HEARD, strength, sentence, len(heard.now.levels), len(heard.before.levels))


def one_contact(view: View) -> Reading:
    """Three people or more before, and one or nobody now."""
    heard = heard_of(view)
    now, before = heard.now.people, heard.before.people
    if not heard.is_read and not now:
        return NotKnown(SignalName.ONE_CONTACT, Part.ENGAGEMENT, _SILENT)
    if len(before) >= _SEVERAL and len(now) <= 1:
        only = f"Only {next((name for name in now.values() if name), 'one person')}" if now else "Nobody"
        sentence = f"{only} is left of {len(before)} people we heard from in the 13 weeks before"
        return _signal(view, SignalName.ONE_CONTACT, 0.45 if now else 0.5, sentence, len(now), 2)
    sentence = f"It does not hang on one of their people: {len(now)} heard from in {WEEKS}"
    if len(now) <= 1:
        sentence = f"{counted(len(now), 'person', 'people')} heard from in {WEEKS}, {len(before)} in the 13 before"
    return _signal(view, SignalName.ONE_CONTACT, 0.0, sentence, len(now), 2)


def silence(view: View) -> Reading:
    """How many days ago anybody of theirs was last heard."""
    heard = heard_of(view)
    if not heard.is_read:
        return NotKnown(SignalName.SILENCE, Part.ENGAGEMENT, _SILENT)
    if heard.last is None:
        sentence = "Nobody of theirs was heard from in 26 weeks"
        return _signal(view, SignalName.SILENCE, _LONGEST, sentence, 182, 30)
    days = max(0, (view.today - heard.last).days)
    strength = next((strength for least, strength in _QUIET_FOR if days >= least), 0.0)
    when = said_day(view, heard.last)
    sentence = f"Last heard from on {when}" + (f", {days} days ago" if days >= _QUIET_FOR[-1][0] else "")
    return _signal(view, SignalName.SILENCE, strength, sentence, days, 30, on=heard.last)


def _ways(heard: Heard) -> str:
    if not heard.now.ours and not heard.now.theirs:
        return ""
    return f"; we reached out {times(heard.now.ours)}, they {times(heard.now.theirs)}"


def _many(level: Level) -> str:
    return {Level.EXECUTIVE: "executives", Level.MANAGER: "managers", Level.USER: "users"}[level]


def _listed(words: list[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _signal(
    view: View,
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    *,
    on: date | None = None,
) -> Signal:
    heard = heard_of(view)
    newest = heard.newest
    source = source_words(newest.source) if newest else source_of(view, FactKind.TOUCH)
    return Signal(
        *(name, Part.ENGAGEMENT, strength, sentence, number, threshold, source, on or heard.last, _UNNOTED),
        newest.link if newest else None,
        spoken_for=heard.is_read,
    )

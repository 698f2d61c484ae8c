"""How long they take to answer what we write, on their working days, with holidays left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Final

from reviews.account_facts import QUARTER
from reviews.calendar import WorkCalendar
from reviews.facts import Direction, FactKind, Touch, TouchKind
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.windows import WEEKS, source_of, start_of

_WRITTEN: Final = frozenset({TouchKind.EMAIL, TouchKind.MESSAGE})
_LEAST: Final = 4
"""So many answers, or questions left open, make a median."""
_NEVER_DAYS: Final = 10
"""Working days after which no answer is taken to be coming; it counts as that long."""
_SLOWER: Final = 1.5
_BY_DAYS: Final = 0.5
_LONG: Final = ((5, 0.35), (3, 0.2))
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing we wrote and how many working days its answer took; `late`: none came while it was waited for."""

    at: datetime
    days: float
    late: bool


def reply_time(view: View) -> Reading:
    """The median of 13 weeks against that of the 13 before."""
    waits = list(_waits(view))
    since = start_of(view.facts.since)
    now = [each for each in waits if each.at >= since]
    before = [each for each in waits if since - QUARTER <= each.at < since]
    if len(now) < _LEAST:
        missing = f"Too little of what we wrote in {WEEKS} is noted with its answer to say how long they take."
        return NotKnown(SignalName.REPLY_TIME, Part.ENGAGEMENT, missing)
    usual = median(each.days for each in now)
    was = median(each.days for each in before) if len(before) >= _LEAST else None
    never = sum(1 for each in now if each.late)
    sentence = f"They answer in {_days(usual)}" + (f", {_days(was)} in the 13 weeks before" if was is not None else "")
    sentence += f"; {never} of {len(now)} not answered within {_NEVER_DAYS} working days" if never else ""
    return Signal(
        *(SignalName.REPLY_TIME, Part.ENGAGEMENT, _strength(usual, was), sentence, round(usual, 2)),
        *(round(_SLOWER * was, 2) if was is not None else 3, source_of(view, FactKind.TOUCH)),
        *(max(each.at for each in now).astimezone(UTC).date(), "answers that came by another way"),
        spoken_for=not view.facts.is_silent(FactKind.TOUCH),
    )


def _strength(usual: float, was: float | None) -> float:
    level = next((strength for least, strength in _LONG if usual >= least), 0.0)
    if was is None or usual - was < _BY_DAYS or usual < _SLOWER * was:
        return level
    times = usual / was if was else _MOST / 0.1
    return max(level, min(_MOST, 0.15 + 0.1 * (times - _SLOWER)))


def _waits(view: View) -> Iterator[Answered]:
    """What we wrote, each with its answer: by the same person, or by anybody where no person is named."""
    written = sorted(
        (each for each in view.facts.touches if each.kind in _WRITTEN and each.took_part is None),
        key=lambda each: (each.at, each.direction is Direction.OURS, each.id),
    )
    answers = [each for each in written if each.direction is not Direction.OURS]
    waiting: set[object] = set()
    for each in written:
        who = each.contact_id or each.person.casefold()
        if each.direction is not Direction.OURS:
            waiting.discard(who)
            waiting.discard("")
            continue
        if who in waiting:
            # Asked again before they answered: it is one wait, from the first time.
            continue
        waiting.add(who)
        wait = _wait(view, each, who, answers)
        if wait is not None:
            yield wait


def _wait(view: View, asked: Touch, who: object, answers: Sequence[Touch]) -> Answered | None:
    for each in answers:
        theirs = each.contact_id or each.person.casefold()
        if each.at > asked.at and (not who or not theirs or who == theirs):
            days = working_days(view.calendar, asked, each.at)
            return Answered(asked.at, min(days, float(_NEVER_DAYS)), days > _NEVER_DAYS)
    now = view.calendar.evening_of(view.today)
    if now <= asked.at or working_days(view.calendar, asked, now) <= _NEVER_DAYS:
        return None
    return Answered(asked.at, float(_NEVER_DAYS), late=True)


def working_days(calendar: WorkCalendar, asked: Touch, until: datetime) -> float:
    """Working time between two moments, in working days; whole days where only the day is known."""
    first, last = calendar.today(asked.at), calendar.today(until)
    whole = calendar.working_days_between(first, last)
    if asked.day_only:
        return float(whole)
    return max(0.0, whole + _through(calendar, until) - _through(calendar, asked.at))


def _through(calendar: WorkCalendar, moment: datetime) -> float:
    """How much of its working day is over at a moment, 0 to 1; a day off is over when it begins."""
    day = calendar.today(moment)
    if not calendar.is_working(day):
        return 1.0
    opens, closes = calendar.morning_of(day), calendar.evening_of(day)
    return min(1.0, max(0.0, (moment - opens) / (closes - opens)))


def _days(days: float) -> str:
    if days < 0.1:
        return "under an hour"
    if days < 1:
        hours = round(days * 9)
        return f"{max(1, hours)} working hour{'s' if hours > 1 else ''}"
    shown = f"{days:.1f}".removesuffix(".0")
    return f"{shown} working day{'' if shown == '1' else 's'}"

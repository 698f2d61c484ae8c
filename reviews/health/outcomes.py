"""The customer's own goals, and how much time is left to repair what is wrong."""

from __future__ import annotations

from datetime import date
from math import prod
from typing import Final

from reviews.goal_progress import GoalStanding, Progress
from reviews.health.model import NotKnown, Part, Reading, Signal, SignalName, View
from reviews.health.repeats import repeats
from reviews.health.windows import counted, day_of, said_day
from reviews.model import ActionState, GapState, MarkColour, Severity

_LATE, _AWAY, _BEHIND = 0.65, 0.7, 0.8
_BEHIND_BY: Final = 0.25
"""So much less of the way than of the time is behind."""
_OURS: Final = "goals kept here"


def goals(view: View) -> Reading:
    """Whether they have goals, and come nearer to them. A customer without any is a finding of its own."""
    if not view.goals:
        sentence = "No goal of theirs is written down"
        return _signal(SignalName.GOALS, 0.2, sentence, 0, 1, _OURS, spoken_for=False)
    late = [each for each in view.goals if each.late]
    away = [each for each in view.goals if each.standing is GoalStanding.AWAY and each not in late]
    behind = [each for each in view.goals if each not in late and each not in away and _is_behind(each, view.today)]
    strength = min(0.8, 1 - prod([_LATE] * len(late) + [_AWAY] * len(away) + [_BEHIND] * len(behind)))
    told = [
        *([f"{counted(len(late), 'goal is', 'goals are')} past the day and not reached"] if late else []),
        *([f"{counted(len(away), 'goal moves', 'goals move')} away"] if away else []),
        *([f"{counted(len(behind), 'goal is', 'goals are')} behind the time that has passed"] if behind else []),
    ]
    sentence = f"{'; '.join(told) or 'None is late or behind'} ({counted(len(view.goals), 'open goal')})"
    has_numbers = any(each.readings for each in view.goals)
    spoken = has_numbers and not all(each.stale for each in view.goals)
    worst = len(late) + len(away) + len(behind)
    on = max((each.latest.day for each in view.goals if each.latest), default=None)
    return _signal(SignalName.GOALS, strength, sentence, worst, 1, _OURS, on=on, spoken_for=spoken)


def renewal_window(view: View) -> Reading:
    """How many days are left, against how long a repair takes. Nearness alone is no bad news."""
    contract = view.facts.contract
    renewal = view.account.renewal_on or (contract.renews_on if contract else None)
    if renewal is None:
        return NotKnown(SignalName.RENEWAL_WINDOW, Part.OUTCOMES, "Nobody noted when their contract renews.")
    left = (renewal - view.today).days
    source = "the account" if view.account.renewal_on else (contract.source if contract else "the account")
    if left < 0:
        sentence = f"The renewal was on {said_day(view, renewal)}, and nobody noted what became of it"
        return _window(0, sentence, left, view, source, renewal)
    bad = _anything_bad(view)
    sentence = f"Renews in {counted(left, 'day')} ({said_day(view, renewal)})"
    if left > view.repair_days:
        return _window(0, f"{sentence}; repairing takes about {view.repair_days}", left, view, source, renewal)
    late = ", so what is decided now counts" if bad else ""
    sentence += f"; repairing takes about {view.repair_days} days{late}"
    strength = (0.35 if 2 * left <= view.repair_days else 0.2) if bad else 0.0
    return _window(strength, sentence, left, view, source, renewal)


def _window(strength: float, sentence: str, left: int, view: View, source: str, renewal: date) -> Signal:
    """A renewal that is far away is no good news either."""
    return _signal(
        *(SignalName.RENEWAL_WINDOW, strength, sentence, left, view.repair_days, source),
        on=renewal,
        spoken_for=False,
        cannot_know="whether they have decided already",
    )


def _anything_bad(view: View) -> bool:
    """Whether something is wrong that takes time to repair."""
    return (
        any(gap.state is GapState.OPEN and gap.severity is Severity.BLOCKS for gap in view.gaps)
        or any(each.state is ActionState.OPEN and each.due < view.today for each in view.actions)
        or any(mark.colour is MarkColour.RED for mark in (view.marks[0] if view.marks else ()))
        or bool(repeats(view))
    )


def _is_behind(goal: Progress, today: date) -> bool:
    """Whether less of the way is done than of the time, counted from when it was written down."""
    due, began = goal.goal.due, day_of(goal.goal.set_at)
    if due is None or goal.share is None or goal.standing is not GoalStanding.ON_THE_WAY or due <= began:
        return False
    return goal.share < (today - began) / (due - began) - _BEHIND_BY


def _signal(
    name: SignalName,
    strength: float,
    sentence: str,
    number: float,
    threshold: float,
    source: str,
    *,
    on: date | None = None,
    spoken_for: bool = True,
    cannot_know: str = "goals they have not told us",
) -> Signal:
    return Signal(
        *(name, Part.OUTCOMES, strength, sentence, number, threshold, source, on, cannot_know),
        spoken_for=spoken_for,
    )

"""Where a goal stands, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reviews.customer import GoalState
from reviews.dates import say_date
from reviews.goal_progress import GoalStanding, Progress
from reviews.messages.words import said
from reviews.sitting import Sitting
from reviews.text import one_line
from reviews.typed_numbers import say_number

_STANDINGS = {
    GoalStanding.AWAY: "further away than at first",
    GoalStanding.STILL: "no change yet",
    GoalStanding.REACHED: "target reached",
    GoalStanding.PAST: "past the target",
    GoalStanding.HELD: "held",
}


def no_goals(sitting: Sitting) -> str:
    """What is said of a customer without an open goal."""
    return "every goal has ended, none is open: a finding" if sitting.ended_goals else "no written goals yet: a finding"


def goal_lines(sitting: Sitting) -> list[str]:
    """Every open goal, then those that ended since the last review, a line each."""
    return [goal_line(each, sitting.today, 120) for each in (*sitting.open_goals, *sitting.ended_goals)]


def goal_line(progress: Progress, today: date, limit: int = 160) -> str:
    """The sentence as mrkdwn on one line, people's words escaped."""
    return f"{said(progress.goal.what, limit)}: {said(where_it_stands(progress, today), 300)}"


def goal_sentence(progress: Progress, today: date) -> str:
    """The same in plain text: `Month-end close: 40 → 22 minutes a close, target 10 by Fri 26 Mar (60 % of the way)`."""
    return f"{one_line(progress.goal.what, 160)}: {where_it_stands(progress, today)}"


def where_it_stands(progress: Progress, today: date) -> str:
    """The part after the goal's own words, plain."""
    tail = "; ".join(_brackets(progress, today))
    if progress.goal.state is not GoalState.OPEN and not _has_numbers(progress):
        return tail
    body = ", ".join(filter(None, (_numbers(progress), *_target(progress, today))))
    return f"{body} ({tail})" if tail else body


def _numbers(progress: Progress) -> str:
    """From where to where, with the unit said once."""
    goal, latest = progress.goal, progress.latest
    if not _has_numbers(progress):
        return f"{_unit(progress)}, no numbers yet" if _unit(progress) else "no measure yet"
    if latest is None:
        return f"{_with_unit(goal.baseline, progress)} at first" if goal.baseline is not None else ""
    if progress.start is None:
        return _with_unit(latest.value, progress)
    return f"{say_number(progress.start)} → {_with_unit(latest.value, progress)}"


def _has_numbers(progress: Progress) -> bool:
    goal = progress.goal
    return progress.latest is not None or goal.baseline is not None or goal.target is not None


def _target(progress: Progress, today: date) -> Iterator[str]:
    """What is aimed at and by when; of a goal that ended, only what was aimed at."""
    goal = progress.goal
    measured = progress.latest is not None or goal.baseline is not None
    if goal.target is not None:
        number = say_number(goal.target) if measured else _with_unit(goal.target, progress)
        target = f"target {number}"
        if goal.due is None or goal.state is not GoalState.OPEN:
            yield target
        else:
            yield (
                f"{target}, was due {say_date(goal.due, today)}"
                if _is_over(progress, today)
                else (f"{target} by {say_date(goal.due, today)}")
            )
    elif goal.state is GoalState.OPEN:
        if measured:
            yield "no target yet"
        if goal.due is not None:
            yield f"{'was due' if _is_over(progress, today) else 'by'} {say_date(goal.due, today)}"
    if progress.latest is None and goal.target is not None and goal.state is GoalState.OPEN:
        yield "no reading yet"


def _is_over(progress: Progress, today: date) -> bool:
    return progress.goal.due is not None and progress.goal.due < today


def _brackets(progress: Progress, today: date) -> Iterator[str]:
    """How far it has come, how it ended, and whether that is still news."""
    goal = progress.goal
    if goal.state is not GoalState.OPEN:
        when = f" {say_date(goal.ended_at.date(), today)}" if goal.ended_at else ""
        yield {GoalState.REACHED: "reached", GoalState.MISSED: "missed"}.get(goal.state, "taken back") + when
        return
    if far := _how_far(progress):
        yield far
    if progress.stale and progress.latest:
        yield f"last reading {say_date(progress.latest.day, today)}, over a quarter old"


def _how_far(progress: Progress) -> str:
    latest, target = progress.latest, progress.goal.target
    if progress.standing is GoalStanding.ON_THE_WAY:
        under = progress.share is not None and progress.share < 0.01
        return "under 1 % of the way" if under else f"{progress.percent} % of the way"
    if progress.standing is GoalStanding.OFF and latest and target is not None:
        return f"{say_number(abs(latest.value - target))} off the target, which is where it began"
    return _STANDINGS.get(progress.standing, "")


def _unit(progress: Progress) -> str:
    return one_line(progress.goal.measure or "", 60)


def _with_unit(value: float | None, progress: Progress) -> str:
    shown, unit = say_number(value or 0), _unit(progress)
    return f"{shown} {unit}" if unit else shown

"""What a goal's trend looks like: as a chart block, and as drawing data for a picture that can be passed on.

The picture carries the customer's name, the goal in the customer's words and its numbers. Notes of readings,
names of our people and whatever else is only ours stay out of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reviews.dates import say_date
from reviews.goal_progress import Progress
from reviews.messages.parts import Block
from reviews.text import one_line, plain
from reviews.typed_numbers import say_number

_MOST_POINTS = 20
_TITLE, _NAME = 50, 20
_TICKS = 4
_MOST_DAYS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a place of the drawing. `at` runs from 0 (left or bottom) to 1 (right or top)."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One reading: its place, and its number as shown."""

    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in fractions of the drawing's width and height, with every word it carries."""

    title: str
    customer: str
    line: str
    unit: str
    dots: tuple[Dot, ...]
    values: tuple[Mark, ...]
    days: tuple[Mark, ...]
    baseline: Mark | None
    target: Mark | None


def trend_chart(progress: Progress) -> Block | None:
    """The readings beside the target and where it began, as Slack's line chart; None without a reading."""
    readings = progress.readings[-_MOST_POINTS + 1 :]
    if not readings:
        return None
    goal = progress.goal
    points = [(plain(_short(r.day, readings[0].day), _NAME), r.value) for r in readings]
    if goal.baseline is not None:
        points.insert(0, ("at first", goal.baseline))
    days = [label for label, _ in points]
    series = [{"name": "Readings", "data": [{"label": day, "value": value} for day, value in points]}]
    for name, value in (("Target", goal.target), ("At first", goal.baseline)):
        if value is not None:
            series.append({"name": name, "data": [{"label": day, "value": value} for day in days]})
    axis: dict[str, Any] = {"categories": days}
    if unit := plain(one_line(goal.measure or ""), _TITLE):
        axis["y_label"] = unit
    chart = {"type": "line", "series": series, "axis_config": axis}
    return {"type": "data_visualization", "title": plain(one_line(goal.what), _TITLE), "chart": chart}


def _short(day: date, first: date) -> str:
    """A day on an axis; with its year where the readings began in another."""
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != first.year else "")


def picture_of(progress: Progress, customer: str, today: date) -> Picture | None:
    """What the picture shows; None while there is no reading."""
    if not progress.readings:
        return None
    goal = progress.goal
    ends = [each for each in (goal.baseline, goal.target) if each is not None]
    low, high, step = _scale([*(r.value for r in progress.readings), *ends])

    def up(value: float) -> float:
        return (value - low) / (high - low)

    first, last = _days(progress)
    across = max((last - first).days, 1)
    dots = tuple(
        Dot((r.day - first).days / across, up(r.value), say_number(r.value))
        for r in progress.readings
        if r.day >= first
    )
    count = round((high - low) / step)
    due = f" by {say_date(goal.due, today)}" if goal.due else ""
    return Picture(
        title=one_line(goal.what, 120),
        customer=one_line(customer, 80),
        line=_line(progress),
        unit=one_line(goal.measure or "", 60),
        dots=dots,
        values=tuple(Mark(up(low + n * step), say_number(low + n * step)) for n in range(count + 1)),
        days=_day_marks(first, last),
        baseline=Mark(up(goal.baseline), f"At first {say_number(goal.baseline)}")
        if goal.baseline is not None
        else None,
        target=Mark(up(goal.target), f"Target {say_number(goal.target)}{due}") if goal.target is not None else None,
    )


def _line(progress: Progress) -> str:
    """The numbers in a few words: `From 40 to 22 minutes a close`, and how far of the way that is."""
    latest, unit = progress.latest, one_line(progress.goal.measure or "", 60)
    now = f"{say_number(latest.value)} {unit}".strip() if latest else ""
    moved = f"From {say_number(progress.start)} to {now}" if progress.start is not None else now
    return f"{moved}, {progress.percent} % of the way" if progress.percent else moved


def _days(progress: Progress) -> tuple[date, date]:
    """From the first day that is drawn to the last: to the goal's own day where that is not far off."""
    first, last = progress.readings[0].day, progress.readings[-1].day
    due = progress.goal.due
    if due and last < due <= last + max(last - first, timedelta(days=92)):
        last = due
    return first, last


def _day_marks(first: date, last: date) -> tuple[Mark, ...]:
    """A few days along the bottom, evenly apart, the ends among them."""
    across = (last - first).days
    parts = min(_MOST_DAYS - 1, across)
    days = [first + timedelta(days=round(n * across / parts)) for n in range(parts + 1)] if parts else [first]
    years = first.year != last.year
    return tuple(
        Mark((day - first).days / max(across, 1), f"{day.day} {day:%b}" + (f" {day.year}" if years else ""))
        for day in days
    )


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Where the axis begins and ends and how far its marks are apart: round numbers around all values."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - max(abs(low), 1) / 2, high + max(abs(high), 1) / 2
    # From zero where the values are near it, so that a small change does not look like a large one.
    if 0 < low <= high * 0.6:
        low = 0.0
    rough = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough * 0.999)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step

"""Earlier quarters of a sample customer: its review days, the reviews of old and short incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.sample.days import Days, at, in_hours, on_or_before
from bot.sample.people import REAL_NAMES
from bot.sample.story import Failure, Hole, Promise, Sat
from reviews.date_calendar import add_months
from reviews.model import Severity


@dataclass(frozen=True, slots=True)
class Earlier:
    """A quarter long gone: what was wanted, what was at risk, and what one person then did within so many days.

    With a `reason` the risk was a gap, felt by whom `felt_by` says, and what was done closed it.
    """

    goals: str
    risk: str
    what: str
    who: str
    within: int
    helped: bool = True
    reason: str | None = None
    felt_by: str = "everybody"


def review_days(coming: date, count: int) -> list[date]:
    """The days of the last reviews before the coming one, three months apart, the newest first."""
    return [on_or_before(add_months(coming, -3 * back)) for back in range(1, count + 1)]


def earlier(held: Sequence[date], led_by: str, quarters: Sequence[Earlier], notes_to: str) -> tuple[Sat, ...]:
    """The reviews of old quarters, the oldest first; `held` are their days, the newest first."""
    days = reversed(held[: len(quarters)])
    return tuple(_sat(day, led_by, quarter, notes_to) for day, quarter in zip(days, quarters, strict=True))


def _sat(day: date, led_by: str, told: Earlier, notes_to: str) -> Sat:
    first = on_or_before(day + timedelta(days=told.within))
    second = on_or_before(day + timedelta(days=3))
    done = on_or_before(first - timedelta(days=told.within % 4))
    gap = _gap(told, day, first, done) if told.reason else None
    return Sat(
        day=day,
        led_by=led_by,
        goals=told.goals,
        risk=told.risk,
        expect=f"A note from {REAL_NAMES[led_by].split()[0]} by {first.day} {first:%B}.",
        gaps=(gap,) if gap else (),
        promises=(
            Promise(told.what, told.who, first, done_on=done, helped=told.helped, gap=gap.key if gap else None),
            Promise(f"Sends {notes_to} the notes and the open points", led_by, second, done_on=second, helped=True),
        ),
    )


def _gap(told: Earlier, day: date, update_on: date, closed_on: date) -> Hole:
    """The risk as a gap that was closed with what was done about it."""
    return Hole(
        key=f"of {day}",
        what=told.risk,
        affects=told.felt_by,
        frequency="weekly",
        severity=Severity.SLOWS,
        owner=told.who,
        update_on=update_on,
        reason=told.reason or "other",
        closed_on=closed_on,
    )


def failure(days: Days, ago: int, what: str, workflow: str, felt_by: str, hours: float) -> Failure:
    """An incident that began so many days ago and was mended within hours."""
    began = at(days.ago(ago), 8, 10 + ago % 40)
    seen, mended = began + timedelta(minutes=12 + ago % 25), in_hours(began + timedelta(hours=hours))
    return Failure(what, workflow, began, min(seen, mended), mended, felt_by)

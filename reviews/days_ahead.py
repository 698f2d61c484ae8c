"""How far ahead a day may be: a slip of the finger must not be a promise for the year 9999."""

from __future__ import annotations

from datetime import date, timedelta

from reviews.decision import Refusal

FARTHEST = timedelta(days=3653)


def refuse_far(day: date | None, today: date) -> Refusal | None:
    """A day more than ten years ahead is refused."""
    if day is None or day - today <= FARTHEST:
        return None
    return Refusal("far_date", f"{day.isoformat()} is more than ten years ahead. Pick a nearer day.")

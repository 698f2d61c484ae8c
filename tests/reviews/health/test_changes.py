"""What changed is said with what changed, not with what was as bad before."""

from __future__ import annotations

import pytest

from reviews.health.changes import what_changed
from reviews.health.kept import HealthDay
from reviews.health.model import Part, SignalName
from reviews.health.score import assess
from reviews.health.weights import shipped
from reviews.model import MarkColour
from tests.builders import WS, days
from tests.reviews.health.test_score import signal


def said(was: int, then: dict[str, float], now: dict[str, float]) -> tuple[str, ...]:
    """What is said of promises; both give strengths by signal."""
    signals = [
        signal(Part.PROMISES, strength, name=SignalName(name), sentence=f"{name} is {strength}")
        for name, strength in now.items()
    ]
    reasons = {name: strength for name, strength in then.items() if strength}
    before = HealthDay(WS, 1, days(-30), MarkColour.GREEN, 80, {"promises": was}, reasons)
    return tuple(each for each in what_changed(assess(signals, shipped()), before) if each.startswith("Promises"))


@pytest.mark.parametrize(
    ("was", "then", "now", "expected"),
    [
        (
            60,
            {"blocking_gaps": 0.4},
            {"blocking_gaps": 0.4, "broken_promises": 0.3},
            "Promises 60 → 42: broken_promises is 0.3",
        ),
        (100, {}, {"blocking_gaps": 0.4}, "Promises 100 → 60: blocking_gaps is 0.4"),
        (
            42,
            {"blocking_gaps": 0.4, "broken_promises": 0.3},
            {"blocking_gaps": 0.4, "broken_promises": 0.0},
            "Promises 42 → 60: broken_promises is 0.0",
        ),
        (42, {"repeated_gaps": 0.4}, {"blocking_gaps": 0.0}, "Promises 42 → 100"),
    ],
)
def test_a_part_that_moved_is_said_with_the_signal_that_moved_it(
    was: int, then: dict[str, float], now: dict[str, float], expected: str
) -> None:
    assert said(was, then, now) == (expected,)


def test_a_few_points_are_no_news() -> None:
    assert said(67, {"blocking_gaps": 0.33}, {"blocking_gaps": 0.4}) == ()

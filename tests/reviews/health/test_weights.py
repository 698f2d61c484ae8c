"""The file of weights says what it says in words."""

from __future__ import annotations

from reviews.health.model import Part
from reviews.health.weights import shipped


def test_the_shipped_parts_share_a_hundred_points() -> None:
    assert sum(shipped().parts.values()) == 100
    assert set(shipped().parts) == set(Part)


def test_the_shipped_lines_can_stand_together() -> None:
    weights = shipped()
    lines = weights.thresholds
    assert 0 < lines.red < lines.yellow < 100
    assert lines.red + lines.recover < lines.yellow
    assert 0 < weights.least_known <= weights.green_known <= 1
    assert weights.thresholds_of("no such tier") == weights.thresholds_of(None) == lines

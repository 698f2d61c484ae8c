"""What counts how much: read from a line and from a form, and refused where it cannot be counted with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.decision import Refusal
from reviews.health.kept import HealthSettings
from reviews.health.model import Part
from reviews.health.settings_line import read_line
from reviews.health.settings_values import HealthFilled, WrongHealth, read_health_settings
from reviews.health.weights import shipped, weights_of
from tests.builders import NOW, WS

PLAIN = HealthSettings(WS, "U1", NOW)
BEFORE = HealthSettings(WS, "U2", NOW, {"usage": 30.0}, {"": {"red": 45}, "gold": {"yellow": 80}}, 120)


def line(words: str, before: HealthSettings | None = None) -> HealthSettings | Refusal:
    return read_line(words, before, workspace_id=WS, by="U1", now=NOW)


LINES: dict[str, dict[str, Any]] = {
    "red 45": {"tiers": {"": {"red": 45}}},
    "Red below 45": {"tiers": {"": {"red": 45}}},
    "yellow: 70, red: 45": {"tiers": {"": {"yellow": 70, "red": 45}}},
    "enterprise yellow 70 red 50": {"tiers": {"enterprise": {"yellow": 70, "red": 50}}},
    "tier Key Account red 50": {"tiers": {"key account": {"red": 50}}},
    "gold red 50 silver red 35": {"tiers": {"gold": {"red": 50}, "silver": {"red": 35}}},
    "usage 30": {"weights": {"usage": 30.0}},
    "use 30, gaps 0 and contact 12.5": {"weights": {"usage": 30.0, "promises": 0.0, "engagement": 12.5}},
    "repair 120 days": {"repair_days": 120},
    "usage 20": {},
    "repair 90": {},
    "shipped": {},
    "weights usage 30 engagement 20": {"weights": {"usage": 30.0, "engagement": 20.0}},
    "tier A red 50 yellow 75": {"tiers": {"a": {"red": 50, "yellow": 75}}},
}


@pytest.mark.parametrize("words", LINES)
def test_a_line_sets_what_it_names(words: str) -> None:
    assert line(words) == replace(PLAIN, **LINES[words])


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("red 50", {"tiers": {"": {"red": 50}, "gold": {"yellow": 80}}}),
        ("usage shipped", {"weights": {}}),
        ("red shipped", {"tiers": {"gold": {"yellow": 80}}}),
        ("gold shipped", {"tiers": {"": {"red": 45}}}),
        ("gold red 55", {"tiers": {"": {"red": 45}, "gold": {"yellow": 80, "red": 55}}}),
        ("repair shipped", {"repair_days": None}),
        ("shipped", {"weights": {}, "tiers": {}, "repair_days": None}),
        ("reset", {"weights": {}, "tiers": {}, "repair_days": None}),
        ("usage reset", {"weights": {}}),
        ("weights shipped", {"weights": {}}),
        ("weights shipped, red 50", {"weights": {}, "tiers": {"": {"red": 50}, "gold": {"yellow": 80}}}),
    ],
)
def test_what_a_line_does_not_name_stays(words: str, after: dict[str, Any]) -> None:
    assert line(words, BEFORE) == replace(BEFORE, by="U1", **after)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("blue 7", "“blue 7”"),
        ("red", "needs a number"),
        ("red many", "needs a number"),
        ("red 45 please", "“please”"),
        ("red 70", "70 is not below 65"),
        ("yellow 0", "from 1 to 99"),
        ("gold red 80", "gold: Red has to be below yellow"),
        ("usage 400", "0 to 100, not 400"),
        ("repair 0 days", "1 to 730 days"),
        ("red 45.5", "whole number"),
        ("red 41 " * 43, "at most 300 characters"),
        ("very " * 13 + "large red 45", "at most 60 characters"),
        ("gold weights 30", "“gold weights 30”"),
        ("reliability 0 usage 0 promises 0 engagement 0 sentiment 0 sponsorship 0 outcomes 0", "At least one part"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_wrong(words: str, told: str) -> None:
    found = line(words)
    assert isinstance(found, Refusal)
    assert told in found.text


@given(st.text(max_size=400))
def test_whatever_is_typed_is_read_or_refused_and_never_breaks(words: str) -> None:
    found = line(words, BEFORE)
    if isinstance(found, HealthSettings):
        for lines in (weights_of(found).thresholds, *weights_of(found).tiers.values()):
            assert 0 < lines.red < lines.yellow < 100


def filled(**given: Any) -> HealthSettings | WrongHealth:
    return read_health_settings(HealthFilled(**given), workspace_id=WS, by="U1", now=NOW)


def test_an_empty_form_is_as_shipped() -> None:
    assert filled() == PLAIN
    parts = {part: f"{weight:g}" for part, weight in shipped().parts.items()}
    assert filled(weights=parts, yellow="65", red="40", repair="90") == PLAIN


def test_a_form_keeps_only_what_differs() -> None:
    found = filled(weights={Part.USAGE: "30", Part.SENTIMENT: "0"}, red="45", tiers="Gold: yellow 80\nsilver red 30")
    tiers = {"": {"yellow": 65, "red": 45}, "gold": {"yellow": 80}, "silver": {"red": 30}}
    assert found == replace(PLAIN, weights={"usage": 30.0, "sentiment": 0.0}, tiers=tiers)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"weights": {Part.USAGE: "much"}}, "usage"),
        ({"weights": {Part.USAGE: "-3"}}, "usage"),
        ({"weights": {Part.USAGE: "nan"}}, "usage"),
        ({"weights": dict.fromkeys(Part, "0")}, "reliability"),
        ({"yellow": "high"}, "yellow"),
        ({"yellow": "40", "red": "60"}, "red"),
        ({"repair": "0"}, "repair"),
        ({"repair": "٣"}, "repair"),
        ({"tiers": "gold"}, "tiers"),
        ({"tiers": "gold red 90"}, "tiers"),
        ({"tiers": "\n".join(f"tier{n} red 30" for n in range(21))}, "tiers"),
    ],
)
def test_what_is_wrong_stands_under_its_field(given: dict[str, Any], field: str) -> None:
    found = filled(**given)
    assert isinstance(found, WrongHealth)
    assert set(found.errors) == {field}

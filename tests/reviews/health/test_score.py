"""What signals come to: nothing red is hidden, and nothing unknown is made good."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.health.kept import HealthSettings
from reviews.health.model import Health, NotKnown, Part, Signal, SignalName, Thresholds
from reviews.health.packing import pack, unpack
from reviews.health.score import assess, mark_of
from reviews.health.weights import shipped, weights_of
from reviews.model import MarkColour
from tests.builders import NOW, TODAY, WS

WEIGHTS = shipped()
_NAMES = dict(zip(Part, SignalName, strict=False))


def signal(part: Part, strength: float, **fields: Any) -> Signal:
    given = {"name": _NAMES[part], "sentence": f"{part} is told", "number": 1, "threshold": 2, "source": "zendesk"}
    return Signal(**(given | {"part": part, "strength": strength, "on": TODAY, "cannot_know": "much"} | fields))


def health(default: float | None = 0.0, **parts: float | None) -> Health:
    """Every part at one strength, some at others; None leaves a part out."""
    strengths = {part: parts.get(part.value, default) for part in Part}
    return assess(
        [
            NotKnown(_NAMES[part], part, "Nobody knows.") if each is None else signal(part, each)
            for part, each in strengths.items()
        ],
        WEIGHTS,
    )


def test_nothing_bad_anywhere_is_a_hundred_and_everything_bad_is_nothing() -> None:
    assert health(0.0).score == 100
    assert health(1.0).score == 0


def test_parts_weigh_as_the_file_says() -> None:
    assert health(usage=0.5).score == 90
    assert health(sentiment=0.5).score == 95


def test_a_missing_part_shares_out_its_weight_and_is_named() -> None:
    known = health(usage=0.5, reliability=None, promises=None)
    assert known.score == 85
    assert known.part(Part.USAGE).share == pytest.approx(20 / 65)
    assert known.part(Part.RELIABILITY).score is None
    assert {each.part for each in known.unknown} == {Part.RELIABILITY, Part.PROMISES}


def test_several_bad_signals_of_a_part_add_up_without_end() -> None:
    many = assess([signal(Part.USAGE, 0.3, name=name) for name in list(SignalName)[:5]], WEIGHTS)
    assert many.part(Part.USAGE).score == 17


def test_no_part_can_hide_a_red_one() -> None:
    capped = health(usage=0.7)
    assert (capped.uncapped, capped.score, capped.capped_by) == (86, 64, Part.USAGE)
    assert health(usage=0.7, promises=0.9).score == 39


@pytest.mark.parametrize(
    ("usage", "promises", "score"),
    [
        (0.7, 0.0, 64),
        (0.58, 0.0, 69),
        (0.54, 0.0, 89),
        (0.58, 0.58, 69),
        (0.7, 0.58, 44),
        (0.7, 0.7, 39),
    ],
)
def test_a_part_just_above_red_lets_no_alarm_end(usage: float, promises: float, score: int) -> None:
    assert health(usage=usage, promises=promises).score == score


def test_a_part_that_goes_to_and_fro_about_red_moves_the_mark_once() -> None:
    before, marks = MarkColour.GREEN, []
    for strength in (0.5, 0.61, 0.59, 0.61, 0.56, 0.5):
        before = mark_of(health(usage=strength), WEIGHTS.thresholds, WEIGHTS, before)
        marks.append(before.value)
    assert marks == ["green", "yellow", "yellow", "yellow", "yellow", "green"]


def test_the_cap_follows_the_lines_of_the_tier() -> None:
    strict = assess([signal(part, 0.7 if part is Part.USAGE else 0) for part in Part], WEIGHTS, Thresholds(80, 60))
    assert strict.score == 79


def test_too_little_known_says_no_score_and_half_known_is_never_green() -> None:
    little = health(None, sentiment=0.0, outcomes=0.0)
    assert little.score is None
    assert mark_of(little, WEIGHTS.thresholds, WEIGHTS, None) is MarkColour.UNKNOWN
    half = health(None, usage=0.0, reliability=0.0)
    assert half.score == 100
    assert mark_of(half, WEIGHTS.thresholds, WEIGHTS, None) is MarkColour.UNKNOWN


def test_little_known_and_all_of_it_red_is_told_all_the_same() -> None:
    assert mark_of(health(None, usage=0.9), WEIGHTS.thresholds, WEIGHTS, None) is MarkColour.RED


def test_to_learn_of_a_failure_from_somebodys_word_never_lifts_a_customer() -> None:
    others = [signal(part, 0.6) for part in Part if part is not Part.RELIABILITY]
    without = assess(others, WEIGHTS).score
    assert assess([*others, signal(Part.RELIABILITY, 0.1, spoken_for=False)], WEIGHTS).score == without
    worse = assess([*others, signal(Part.RELIABILITY, 0.9, spoken_for=False)], WEIGHTS).score
    assert worse is not None
    assert without is not None
    assert worse < without


def test_one_gets_out_of_red_only_well_above_its_line() -> None:
    lines = WEIGHTS.thresholds
    at_42 = health(0.58)
    assert at_42.score == 39 or at_42.score == 42
    just = Health(42, at_42.parts, (), (), 1.0)
    assert mark_of(just, lines, WEIGHTS, MarkColour.RED) is MarkColour.RED
    assert mark_of(just, lines, WEIGHTS, MarkColour.YELLOW) is MarkColour.YELLOW
    assert mark_of(Health(45, (), (), (), 1.0), lines, WEIGHTS, MarkColour.RED) is MarkColour.YELLOW
    assert mark_of(Health(67, (), (), (), 1.0), lines, WEIGHTS, MarkColour.YELLOW) is MarkColour.YELLOW
    assert mark_of(Health(67, (), (), (), 1.0), lines, WEIGHTS, MarkColour.GREEN) is MarkColour.GREEN


def test_what_is_packed_is_the_same_unpacked() -> None:
    whole = health(0.2, usage=0.7, outcomes=None)
    assert unpack(pack(whole)) == unpack(pack(unpack(pack(whole))))
    assert unpack(pack(whole)).reasons == whole.reasons


def test_a_workspace_sets_weights_and_lines_and_the_rest_stays_as_shipped() -> None:
    own = HealthSettings(WS, "U1", NOW, {"usage": 40.0, "nonsense": 3}, {"": {"red": 30}, "Gold": {"yellow": 80}}, 120)
    weights = weights_of(own)
    assert weights.parts[Part.USAGE] == 40
    assert weights.parts[Part.PROMISES] == WEIGHTS.parts[Part.PROMISES]
    assert weights.thresholds_of("gold") == Thresholds(80, 30)
    assert weights.thresholds_of(None) == Thresholds(65, 30)
    assert weights.repair_days == 120
    assert weights_of(None) == WEIGHTS

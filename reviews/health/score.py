"""The score: what the signals of a customer come to, 0 to 100. Nothing red is hidden, nothing unknown is made good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Final

from reviews.health.model import Health, NotKnown, Part, PartScore, Reading, Signal, Thresholds
from reviews.health.weights import Weights
from reviews.model import MarkColour

BEST: Final = 100
_RED_PARTS_FOR_RED: Final = 2
"""So many red parts keep the total below the line for red; one keeps it below the line for yellow."""


def assess(readings: Iterable[Reading], weights: Weights, lines: Thresholds | None = None) -> Health:
    """Put readings together. Their order does not matter, and more bad news never makes the score better.

    `lines` are those of the customer's tier; where none are given, those that go for every customer.
    """
    signals, unknown = _sorted(readings)
    heard = _by_part(signals)
    scores = {part: _score_of(heard[part]) for part in heard}
    counted = _counted(scores, heard, weights)
    total = _mean(counted, weights)
    known = _known(scores, heard, weights)
    lines = lines or weights.thresholds
    near = weights.red_part + lines.recover
    low = sorted((part for part in counted if counted[part] < near), key=counted.__getitem__)
    red = [part for part in low if counted[part] < weights.red_part]
    capped = _capped(total, len(red), len(low), lines)
    is_known = total is not None and (known >= weights.least_known or bool(red))
    return Health(
        score=None if capped is None or not is_known else int(capped + 0.5),
        parts=_parts(scores, counted, weights),
        signals=signals,
        unknown=unknown,
        known=known,
        capped_by=low[0] if low and total is not None and capped is not None and capped < total else None,
        uncapped=None if total is None or not is_known else int(total + 0.5),
    )


def mark_of(health: Health, lines: Thresholds, weights: Weights, before: MarkColour | None) -> MarkColour:
    """The mark a score stands for. One gets out of red or yellow only well above its line, so that it does not flap.

    What is not known well enough is never green.
    """
    score = health.score
    if score is None:
        return MarkColour.UNKNOWN
    red = lines.red + (lines.recover if before is MarkColour.RED else 0)
    yellow = lines.yellow + (lines.recover if before in {MarkColour.RED, MarkColour.YELLOW} else 0)
    if score < red:
        return MarkColour.RED
    if score < yellow:
        return MarkColour.YELLOW
    return MarkColour.GREEN if health.known >= weights.green_known else MarkColour.UNKNOWN


def _sorted(readings: Iterable[Reading]) -> tuple[tuple[Signal, ...], tuple[NotKnown, ...]]:
    signals: list[Signal] = []
    unknown: list[NotKnown] = []
    for each in readings:
        if isinstance(each, Signal):
            signals.append(each)
        else:
            unknown.append(each)
    signals.sort(key=lambda each: (-each.strength, each.name))
    unknown.sort(key=lambda each: each.name)
    return tuple(signals), tuple(unknown)


def _by_part(signals: Sequence[Signal]) -> dict[Part, list[Signal]]:
    heard: dict[Part, list[Signal]] = {}
    for each in signals:
        heard.setdefault(each.part, []).append(each)
    return heard


def _score_of(signals: Sequence[Signal]) -> float:
    """Each signal takes its share of what the others leave. Those that only have good news take nothing."""
    return BEST * prod(1 - min(max(each.strength, 0.0), 1.0) for each in signals)


def _counted(
    scores: Mapping[Part, float], heard: Mapping[Part, Sequence[Signal]], weights: Weights
) -> dict[Part, float]:
    """The parts that count: those a source speaks for; and of the others those that make the total worse.

    To learn of a failure from somebody's word alone must not lift a customer whose other parts are worse still.
    """
    spoken = {part: score for part, score in scores.items() if any(each.spoken_for for each in heard[part])}
    counted = dict(spoken)
    for part, score in sorted(scores.items(), key=lambda item: (item[1], item[0])):
        if part not in spoken:
            mean = _mean(counted, weights)
            if mean is None or score < mean:
                counted[part] = score
    return {part: score for part, score in counted.items() if weights.parts[part] > 0}


def _known(scores: Mapping[Part, float], heard: Mapping[Part, Sequence[Signal]], weights: Weights) -> float:
    """The share of the weights that something is known of: because a source speaks for it, or because it is bad.

    Whether bad news counts depends on the other parts, but that it is known does not: more of it never leaves less.
    """
    parts = {part for part, score in scores.items() if score < BEST or any(each.spoken_for for each in heard[part])}
    return sum(weights.parts[part] for part in parts) / (sum(weights.parts.values()) or 1)


def _mean(scores: Mapping[Part, float], weights: Weights) -> float | None:
    weight = sum(weights.parts[part] for part in scores)
    return sum(weights.parts[part] * score for part, score in scores.items()) / weight if weight else None


def _capped(total: float | None, red: int, low: int, lines: Thresholds) -> float | None:
    """The total held below the lines that red parts stand for. `low` counts the red ones and those just above.

    A part that goes to and fro about its own line would otherwise throw the total to and fro, and each time be told:
    while it is just above, the total stays where a mark that was taken is kept and none is taken anew.
    """
    if total is None or not low:
        return total
    caps = [total, lines.yellow + lines.recover - 1]
    if red:
        caps.append(lines.yellow - 1)
    if red and low >= _RED_PARTS_FOR_RED:
        caps.append(lines.red + lines.recover - 1)
    if red >= _RED_PARTS_FOR_RED:
        caps.append(lines.red - 1)
    return min(caps)


def _parts(scores: Mapping[Part, float], counted: Mapping[Part, float], weights: Weights) -> tuple[PartScore, ...]:
    """Every part with its share of the whole, once those that are not known have shared theirs out."""
    whole = sum(weights.parts[part] for part in counted) or 1
    return tuple(
        PartScore(
            part,
            int(scores[part] + 0.5) if part in scores else None,
            weights.parts[part] / whole if part in counted else 0.0,
        )
        for part in Part
    )

"""What the numbers of a goal say, in one sentence. Today is Tue 24 Nov 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

from reviews.customer import GoalState
from tests.builders import NOW, days

MAR, LATE = date(2027, 3, 26), date(2026, 11, 20)
Row = tuple[dict[str, Any], list[tuple[float, date]], str]
BY = "by Fri 26 Mar 2027"
NUMBERLESS: dict[str, Any] = {"measure": None, "baseline": None, "target": None}


def now(*values: float) -> list[tuple[float, date]]:
    """Readings a day apart, the last of them today."""
    return [(value, days(place + 1 - len(values))) for place, value in enumerate(values)]


TABLE: list[Row] = [
    # Smaller is better.
    ({}, now(22), f"40 → 22 minutes a close, target 10 {BY} (60 % of the way)"),
    ({}, now(33, 22), f"40 → 22 minutes a close, target 10 {BY} (60 % of the way)"),
    ({}, now(39.9), f"40 → 39.9 minutes a close, target 10 {BY} (under 1 % of the way)"),
    ({}, now(10.1), f"40 → 10.1 minutes a close, target 10 {BY} (99 % of the way)"),
    ({}, now(10), f"40 → 10 minutes a close, target 10 {BY} (target reached)"),
    ({}, now(8), f"40 → 8 minutes a close, target 10 {BY} (past the target)"),
    ({}, now(40), f"40 → 40 minutes a close, target 10 {BY} (no change yet)"),
    ({}, now(46), f"40 → 46 minutes a close, target 10 {BY} (further away than at first)"),
    ({}, [], f"40 minutes a close at first, target 10 {BY}, no reading yet"),
    # Larger is better, below zero, and very small or very large.
    ({"baseline": 11.0, "target": 40.0}, now(22), f"11 → 22 minutes a close, target 40 {BY} (37 % of the way)"),
    ({"baseline": 11.0, "target": 40.0}, now(52), f"11 → 52 minutes a close, target 40 {BY} (past the target)"),
    (
        {"baseline": 11.0, "target": 40.0},
        now(4),
        f"11 → 4 minutes a close, target 40 {BY} (further away than at first)",
    ),
    ({"baseline": -10.0, "target": 30.0, "measure": "NPS"}, now(0), f"−10 → 0 NPS, target 30 {BY} (25 % of the way)"),
    (
        {"baseline": 0.5, "target": 0.001},
        now(0.0105),
        f"0.5 → 0.0105 minutes a close, target 0.001 {BY} (98 % of the way)",
    ),
    (
        {"baseline": 0.0, "target": 2e6, "measure": "€"},
        now(1234567.89),
        f"0 → 1\u00a0234\u00a0567.89 €, target 2\u00a0000\u00a0000 {BY} (61 % of the way)",
    ),
    (
        {"measure": "% of closes", "baseline": 55.0, "target": 90.0},
        now(72.5),
        f"55 → 72.5 % of closes, target 90 {BY} (50 % of the way)",
    ),
    ({"measure": None}, now(22), f"40 → 22, target 10 {BY} (60 % of the way)"),
    # Without a baseline, the first of several readings is where it began.
    ({"baseline": None}, now(22), f"22 minutes a close, target 10 {BY}"),
    ({"baseline": None}, now(50, 30), f"50 → 30 minutes a close, target 10 {BY} (50 % of the way)"),
    ({"baseline": None}, now(10), f"10 minutes a close, target 10 {BY} (target reached)"),
    ({"baseline": None}, [], f"target 10 minutes a close {BY}, no reading yet"),
    # Without a target, or without numbers at all.
    ({"target": None}, now(22), f"40 → 22 minutes a close, no target yet, {BY}"),
    ({"target": None, "due": None}, now(22), "40 → 22 minutes a close, no target yet"),
    ({"target": None, "baseline": None}, [], f"minutes a close, no numbers yet, {BY}"),
    ({"target": None, "due": None}, [], "40 minutes a close at first, no target yet"),
    (NUMBERLESS, [], f"no measure yet, {BY}"),
    ({**NUMBERLESS, "due": None}, [], "no measure yet"),
    ({**NUMBERLESS, "due": LATE}, [], "no measure yet, was due Fri 20 Nov"),
    ({**NUMBERLESS, "due": None}, now(3), "3, no target yet"),
    # The target is where it began: it is to be held.
    ({"baseline": 99.9, "target": 99.9, "measure": "% up"}, now(99.9), f"99.9 → 99.9 % up, target 99.9 {BY} (held)"),
    (
        {"baseline": 99.9, "target": 99.9, "measure": "% up"},
        now(99.5),
        f"99.9 → 99.5 % up, target 99.9 {BY} (0.4 off the target, which is where it began)",
    ),
    # Late, due today, no day.
    ({"due": LATE}, now(22), "40 → 22 minutes a close, target 10, was due Fri 20 Nov (60 % of the way)"),
    ({"due": LATE}, now(9), "40 → 9 minutes a close, target 10, was due Fri 20 Nov (past the target)"),
    ({"due": LATE}, [], "40 minutes a close at first, target 10, was due Fri 20 Nov, no reading yet"),
    ({"due": days(0)}, now(22), "40 → 22 minutes a close, target 10 by Tue 24 Nov (60 % of the way)"),
    ({"due": None}, now(22), "40 → 22 minutes a close, target 10 (60 % of the way)"),
    # A reading of over a quarter ago says so; ninety-two days is not over.
    ({}, [(22, days(-92))], f"40 → 22 minutes a close, target 10 {BY} (60 % of the way)"),
    (
        {},
        [(22, days(-93))],
        f"40 → 22 minutes a close, target 10 {BY} (60 % of the way; last reading Sun 23 Aug, over a quarter old)",
    ),
    (
        {"target": None, "due": None},
        [(22, days(-200))],
        "40 → 22 minutes a close, no target yet (last reading Fri 8 May, over a quarter old)",
    ),
    # Ended.
    ({"state": GoalState.REACHED, "ended_at": NOW}, now(10), "40 → 10 minutes a close, target 10 (reached Tue 24 Nov)"),
    (
        {"state": GoalState.MISSED, "ended_at": NOW, "due": LATE},
        now(22),
        "40 → 22 minutes a close, target 10 (missed Tue 24 Nov)",
    ),
    (
        {"state": GoalState.MISSED, "ended_at": NOW},
        [(22, days(-300))],
        "40 → 22 minutes a close, target 10 (missed Tue 24 Nov)",
    ),
    ({**NUMBERLESS, "state": GoalState.REACHED, "ended_at": NOW}, [], "reached Tue 24 Nov"),
]

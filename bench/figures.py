"""Percentiles, ratios, and how they are printed."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def ratio(name: str, value: float, aim: str) -> None:
    """One line for people and for scripts, such as `RATIO ack_p99 1.31 aim <= 1.5`."""
    print(f"RATIO {name} {value:.2f} aim {aim}", flush=True)


def machine() -> str:
    """How busy the machine was: figures from a busy one say little."""
    return f"load {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores"

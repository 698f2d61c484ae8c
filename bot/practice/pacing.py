"""Slack's rate limits: a tier for each method, and about one post a second in each channel.

A bucket holds what may be done at once and refills with time, so short bursts pass as they do at Slack.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
POST_BURST = 10.0
POSTS_PER_SECOND = 1.0
SPECIAL = {"chat.postMessage": 600, "api.test": 600, "auth.test": 300, "apps.connections.open": 30}


@dataclass(slots=True)
class Bucket:
    """So many things at once, refilled at a steady rate."""

    size: float
    per_second: float
    held: float
    filled: datetime

    def take(self, now: datetime) -> int:
        """Take one; return 0, or the whole seconds to wait when the bucket is empty."""
        passed = max(0.0, (now - self.filled).total_seconds())
        self.held = min(self.size, self.held + passed * self.per_second)
        self.filled = now
        if self.held >= 1:
            self.held -= 1
            return 0
        return max(1, math.ceil((1 - self.held) / self.per_second))


class Pacer:
    """The buckets of one app in one workspace."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def method(self, name: str, tier: int) -> int:
        """Count one call of a method; return the seconds to wait, 0 for none."""
        per_minute = SPECIAL.get(name, PER_MINUTE[tier])
        return self._take(f"method {name}", float(per_minute), per_minute / 60)

    def post(self, channel_id: str) -> int:
        """Count one post in a channel; return the seconds to wait, 0 for none."""
        return self._take(f"channel {channel_id}", POST_BURST, POSTS_PER_SECOND)

    def _take(self, name: str, size: float, per_second: float) -> int:
        now = self._clock()
        if name not in self._buckets:
            self._buckets[name] = Bucket(size, per_second, size, now)
        return self._buckets[name].take(now)

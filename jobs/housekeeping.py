"""Once an hour, what is of no use any more is cleared out, a little at a time."""

from __future__ import annotations

from typing import Final

from jobs.following import Following
from storage.housekeeping import clear_out

MINUTE: Final = 17
"""Not on the hour, when everybody else's clocks strike too."""
_MOST_ROUNDS: Final = 20


async def clear_out_hourly(following: Following) -> None:
    """Called each minute; works in one of them."""
    if following.clock().minute != MINUTE:
        return
    for _ in range(_MOST_ROUNDS):
        async with following.db.write() as tx:
            if not await clear_out(tx, following.clock()):
                return

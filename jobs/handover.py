"""The hand-over sweep: who has left and still has something open is asked about, once; what is asked is kept true."""

from __future__ import annotations

import logging

from jobs.following import BROKEN, Following
from storage import handovers
from storage.errors import ConflictError
from storage.leaving import look_after

log = logging.getLogger(__name__)


async def sweep_handovers(following: Following) -> int:
    """Look after everybody who left; for how many there was anything to do. Twice at one moment says nothing twice."""
    async with following.db.read() as tx:
        found = await handovers.to_look_at(tx)
    return sum([await _looked_after(following, workspace_id, leaver) for workspace_id, leaver in found])


async def _looked_after(following: Following, workspace_id: str, leaver: str) -> bool:
    """One of them; where it cannot be done, the others are not held back."""
    zone, now = following.default_zone, following.clock()
    try:
        async with following.db.write() as tx:
            return await look_after(tx, workspace_id, leaver, now=now, default_zone=zone)
    except ConflictError:
        # Somebody else was faster; the next look finds what they left.
        return False
    except BROKEN:
        log.exception("the hand-over of %s in %s broke", leaver, workspace_id)
        return False

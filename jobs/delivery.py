"""Delivery says what the outbox holds: each row once, woken at commit, the tables being the only truth."""

from __future__ import annotations

import logging
from datetime import datetime

from jobs.deliver_left import left_behind
from jobs.deliver_office import Office
from jobs.deliver_rows import deliver_rows
from jobs.deliver_take import look, take
from storage import delivering

__all__ = ["Office", "deliver_due", "deliver_rows", "deliver_until_done", "left_behind", "next_moment"]

log = logging.getLogger(__name__)
BATCH = 400
MOST_ROUNDS = 10_000


async def deliver_due(office: Office) -> int:
    """Say what may be said now, oldest first, up to one batch; how many rows were done with."""
    rows, too_late = await take(office, BATCH)
    await deliver_rows(office, rows)
    return len(rows) + too_late


async def deliver_until_done(office: Office) -> None:
    """Say everything that may be said by now, and find out about what was left behind."""
    for _ in range(MOST_ROUNDS):
        if not await deliver_due(office) and not await left_behind(office) and not office.under_way.rows:
            return
        # A courier beside us may be at work on more.
        await office.under_way.finished()
    log.error("delivery came to no end in %d rounds", MOST_ROUNDS)


async def next_moment(office: Office) -> datetime | None:
    """When delivery has something to do next, perhaps now; None when nothing waits."""
    now = office.clock()
    async with office.db.read() as tx:
        choice = await look(tx, office, now, 1)
        if choice.taken or choice.too_late:
            return now
        waiting = await delivering.next_after(tx, now)
        taken = await delivering.when_left(tx)
        held = await delivering.due(tx, now, 1)
    ends = [
        max(claimed_at + office.quarantine, not_before)
        for row_id, claimed_at, not_before in taken
        if row_id not in office.under_way.rows
    ]
    paced = office.pace.next_moment(now) if held else None
    return min((moment for moment in (waiting, paced, *ends) if moment), default=None)

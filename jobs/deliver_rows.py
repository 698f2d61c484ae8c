"""A batch of rows that were taken: looked at again, said side by side, and what became of each written down."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta

from jobs.deliver_ledger import Ledger
from jobs.deliver_office import Office
from jobs.deliver_outcomes import Again, Dropped, Outcome, Unsure
from jobs.deliver_say import BROKEN_AFTER, say
from reviews.decision import Message
from storage.values import Outgoing, Say

log = logging.getLogger(__name__)
TURN_WITHIN = timedelta(seconds=20)
"""A row that has waited longer for its turn goes back: by its quarantine it must have been said."""


async def deliver_rows(office: Office, rows: Sequence[Outgoing], written: Callable[[], None] | None = None) -> None:
    """Say rows that were taken, side by side, and write down what became of each."""
    if not rows:
        return
    ledger = Ledger(office, len(rows), written)
    keeping = asyncio.create_task(ledger.keep(), name="ledger")
    workers: list[asyncio.Task[None]] = []
    try:
        left = deque(await _rechecked(office, rows, ledger))
        some = range(min(office.concurrency, len(left)))
        workers = [asyncio.create_task(_work(office, left, ledger), name="delivery") for _ in some]
        await asyncio.gather(*workers)
        await keeping
    finally:
        for task in (*workers, keeping):
            task.cancel()
        office.under_way.done(row.id for row in rows)


async def _rechecked(office: Office, rows: Sequence[Outgoing], ledger: Ledger) -> list[tuple[Outgoing, Message | None]]:
    """The rows to say, each with what replaces its payload. Nudges are looked at again, all in one go."""
    asking = [row for row in rows if row.operation is Say.NUDGE]
    now_said: dict[int, Message | None] = {}
    if asking and office.recheck:
        try:
            async with office.db.read() as tx:
                now_said = await office.recheck(tx, asking)
        except Exception as mistake:
            log.exception("nudges could not be looked at again")
            for row in asking:
                ledger.add(Again(row, office.clock() + BROKEN_AFTER, type(mistake).__name__))
            rows = [row for row in rows if row.operation is not Say.NUDGE]
    settled = {row_id for row_id, message in now_said.items() if message is None}
    for row in asking:
        if row.id in settled:
            ledger.add(Dropped(row, asked_nothing=True))
    return [(row, now_said.get(row.id)) for row in rows if row.id not in settled]


async def _work(office: Office, left: deque[tuple[Outgoing, Message | None]], ledger: Ledger) -> None:
    while left:
        async with office.under_way.slots:
            if left:
                ledger.add(await _in_turn(office, *left.popleft()))


async def _in_turn(office: Office, row: Outgoing, instead: Message | None) -> Outcome:
    """Say a row, unless everything has to wait since it was taken."""
    now = office.clock()
    waited = now - (row.claimed_at or now)
    if office.under_way.closing or waited > TURN_WITHIN or office.pace.must_wait(row.workspace_id, now):
        return Again(row, row.not_before, None)
    try:
        return await say(office, row, instead)
    except Exception as mistake:
        log.exception("delivery of %s broke", row.key)
        return Unsure(row, type(mistake).__name__)

"""Collecting outcomes and writing them down together: one commit for many messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from jobs.deliver_office import Office
from jobs.deliver_outcomes import Outcome, write_down

log = logging.getLogger(__name__)
MOST = 200
LINGER = 0.1
"""Seconds in which outcomes gather while more messages are on their way."""


class Ledger:
    """The outcomes of one batch of rows. `written` calls back after each commit."""

    def __init__(self, office: Office, expected: int, written: Callable[[], None] | None = None) -> None:
        self._office = office
        self._expected = expected
        self._written = written
        self._waiting: list[Outcome] = []
        self._enough = asyncio.Event()

    def add(self, outcome: Outcome | None) -> None:
        """One row is done with; None where its outcome is not known to this process any more."""
        self._expected -= 1
        if outcome is not None:
            self._waiting.append(outcome)
        if len(self._waiting) >= MOST or not self._expected:
            self._enough.set()

    async def keep(self) -> None:
        """Write down what comes in, until every row of the batch is done with."""
        while self._expected or self._waiting:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), LINGER)
            self._enough.clear()
            if not self._expected:
                self._enough.set()
            if self._waiting:
                outcomes, self._waiting = self._waiting, []
                await _write(self._office, outcomes)
                self._office.under_way.done(each.row.id for each in outcomes)
                if self._written:
                    self._written()


async def _write(office: Office, outcomes: Sequence[Outcome]) -> None:
    """All at once; where that fails, one by one, so that one cannot take the others with it.

    What cannot be written down stays `sending`, and is looked for after its quarantine.
    """
    try:
        async with office.db.write() as tx:
            await write_down(tx, office, outcomes)
    except Exception:
        office.under_way.conversations.clear()
        if len(outcomes) == 1:
            log.exception("what became of %s could not be written down", outcomes[0].row.key)
            return
        for each in outcomes:
            await _write(office, [each])

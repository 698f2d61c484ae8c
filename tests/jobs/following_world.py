"""A workspace on a real database for the planning sweep and the rounds, with the clock moved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from jobs import nudging
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from reviews.asks import Ask, AskState, Nudge
from reviews.decision import Change, Decision, Message
from reviews.follow_through import handed
from reviews.model import Account, Action, Gap
from reviews.preferences import Preferences
from storage import actions, delivering, nudges, people
from storage.database import Database
from storage.record import record
from storage.rows import every, selected
from storage.values import OutboxState, Outgoing, Say
from tests.builders import WS, account, person

LONG_AGO = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)
"""A Wednesday, nine o'clock in Berlin, where everybody is."""
DUE = date(2026, 11, 18)


@dataclass
class World:
    """One database, one clock; what is queued is said when asked."""

    db: Database
    now: datetime = LONG_AGO
    said: list[Outgoing] = field(default_factory=list)

    @property
    def following(self) -> Following:
        return Following(self.db, lambda: self.now, "UTC", "/review")

    async def begin(self, *more: Any) -> None:
        """Nina and Omar, led by Lena; one customer; whatever else a test is about. Then it is the morning."""
        async with self.db.write() as tx:
            for user_id, name in (("U1", "Nina Berg"), ("U2", "Omar Diaz"), ("U3", "Lena Ott")):
                await people.save(tx, person(user_id, name))
        led = [Preferences(WS, user, manager="U3") for user in ("U1", "U2")]
        await self.put(account(owner=None), *led, *more)
        self.now = MORNING

    async def put(self, *values: Any) -> None:
        await self.decide(Decision(tuple(Change(None, value) for value in values)))

    async def decide(self, decision: Decision, by: str = "U1") -> None:
        async with self.db.write() as tx:
            await record(tx, WS, decision, by=by, now=self.now)

    async def action(self, number: int = 1) -> Action:
        async with self.db.read() as tx:
            found = await actions.by_id(tx, WS, number)
        assert found
        return found

    async def changes(self, item: Action | Gap | Account, by: str = "U1", **fields: Any) -> None:
        """Somebody changes something, with the question to who was handed it."""
        after = replace(item, **fields)
        ask = None
        if isinstance(item, Action) and isinstance(after, Action):
            ask = handed(item, after, by=by, now=self.now)
        await self.decide(Decision((Change(item, after),), (), (ask,) if ask else ()), by)

    async def sweep(self, at: datetime | None = None) -> tuple[int, int]:
        """Plan and hold the rounds; how many were looked at and how many nudges were made."""
        self.now = at or self.now
        return await plan_all(self.following), await nudge_all(self.following)

    async def say(self) -> list[Message]:
        """Say all nudges that wait, looked at once more; what was said."""
        async with self.db.write() as tx:
            rows = [row for row in await self._rows(tx) if row.state is OutboxState.QUEUED]
            rows = await delivering.claim(tx, [row.id for row in rows], self.now)
        async with self.db.read() as tx:
            instead = await nudging.recheck(self.following, tx, rows)
        return [said for row in rows if (said := await self._say(row, instead))]

    async def _say(self, row: Outgoing, instead: dict[int, Message | None]) -> Message | None:
        message = instead.get(row.id, row.payload)
        async with self.db.write() as tx:
            if message is None:
                await delivering.obsolete(tx, [row.id])
                await nudging.nothing_left(tx, row)
                return None
            await delivering.sent(tx, [(row.id, f"{row.id}.0")], self.now)
            await nudges.said(tx, [(WS, row.subject_id or 0, f"D{row.channel}", f"{row.id}.0")])
        self.said.append(row)
        return message

    async def _rows(self, tx: Any) -> list[Outgoing]:
        found = await every(tx, Outgoing, selected(Outgoing))
        return sorted((row for row in found if row.operation is Say.NUDGE), key=lambda row: row.id)

    async def rows(self) -> list[Outgoing]:
        async with self.db.read() as tx:
            return await self._rows(tx)

    async def asks(self, *states: AskState) -> list[Ask]:
        async with self.db.read() as tx:
            found = await every(tx, Ask, selected(Ask))
        return [each for each in sorted(found, key=lambda ask: ask.id) if not states or each.state in states]

    async def kinds(self, *states: AskState) -> list[tuple[str, str, str]]:
        """Whom, about what and why, of asks in these states."""
        return sorted((each.user_id, each.subject, each.kind.value) for each in await self.asks(*states))

    async def nudges(self) -> list[Nudge]:
        async with self.db.read() as tx:
            return sorted(await every(tx, Nudge, selected(Nudge)), key=lambda each: each.id)

    async def everything(self) -> tuple[list[Any], ...]:
        async with self.db.read() as tx:
            return await every(tx, Ask, selected(Ask)), await every(tx, Nudge, selected(Nudge)), await self._rows(tx)


def text_of(messages: Sequence[Message]) -> str:
    """All that is said, in one string."""
    return "\n".join(str(message) for message in messages)


def failing(times: int, work: Any) -> Any:
    """The same work, which fails the first so many times when it is done."""
    left = [times]

    async def done(*given: Any, **named: Any) -> Any:
        result = await work(*given, **named)
        if left[0]:
            left[0] -= 1
            raise ConnectionResetError("the process is gone")
        return result

    return partial(done)

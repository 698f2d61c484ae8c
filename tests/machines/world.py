"""A workspace driven from outside: people act, the clock is moved, sweeps and delivery follow."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.carrying_out import Told, record_answers
from handlers.desk import Desk, Request
from handlers.recording import settle
from handlers.undoing import press_undo
from jobs import nudging
from jobs.deliver_outcomes import Dropped, Sent, write_down
from jobs.deliver_take import take
from jobs.delivery import Office, next_moment
from jobs.following import Following, plan_all
from jobs.nudging import nudge_all
from jobs.outages import beat
from reviews.decision import Change, Decision, Refusal
from reviews.follow_through import Answer
from reviews.model import Account, Action, Gap, Person
from reviews.people import today_of
from reviews.preferences import Preferences
from reviews.rhythm_changes import pause, resume
from reviews.rights import Actor, Standing
from storage import accounts, asks, people, planning, preferences
from storage.database import Database
from storage.numbers import next_number
from storage.tables import metadata
from storage.values import Outgoing, Say
from tests.builders import WS, account, person
from tests.databases import fresh_sqlite

T = TypeVar("T")
START = datetime(2026, 10, 12, 6, 0, tzinfo=UTC)
"""A Monday, some days before clocks change in Europe and America."""
ZONES = {
    "U1": "Europe/Berlin",
    "U2": "America/Chicago",
    "U3": "Asia/Kolkata",
    "U4": "Asia/Riyadh",
    "U5": "Australia/Sydney",
    "U6": "Pacific/Auckland",
}
PEOPLE = tuple(ZONES)
MANAGERS = {"U1": "U5", "U2": "U5", "U3": "U1", "U5": "U1"}
"""Omar and Nina are led from Sydney; Sara and Kiri by nobody, but for the owners of their customers."""
OWNERS = {1: "U1", 2: "U3", 3: "U6"}
_MOST_MOMENTS = 4000


class Slack:
    """Takes every message at once and keeps how often each key was said."""

    def __init__(self) -> None:
        self.posted: Counter[str] = Counter()

    def post(self, row: Outgoing) -> Sent:
        self.posted[row.key] += 1
        ts = f"{sum(self.posted.values())}.0"
        return Sent(row, ts, f"D{row.channel}", posted=True, version=row.version)


class House:
    """A database and its event loop, used for one world after the other: opening one takes longer than living in it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="holdfast-machine-")
        self._runner = asyncio.Runner()
        self.db = Database.open(fresh_sqlite(Path(self._folder.name) / "holdfast.db"))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something of the event loop's."""
        return self._runner.run(work)

    def sweep_out(self) -> None:
        """Leave no rows behind."""

        async def empty() -> None:
            async with self.db.write() as tx:
                for table in reversed(metadata.sorted_tables):
                    await tx.execute(table.delete())

        self.run(empty())

    def close(self) -> None:
        """End it."""
        self.run(self.db.close())
        self._runner.close()
        self._folder.cleanup()


class World:
    """One database, one clock, six people around the world. Every method returns with its work done."""

    def __init__(self, house: House) -> None:
        house.sweep_out()
        self.now = START
        self.slack = Slack()
        self.slack_is_down = False
        self.db, self.run = house.db, house.run
        self._keys = count(1)
        self.deeds: list[str] = []
        self.restart()
        self.run(self._people())

    def restart(self) -> None:
        """The process ends and another begins: whatever was only in memory is gone."""
        self.following = Following(self.db, lambda: self.now, "UTC", "/review")
        self.office = Office(
            self.db,
            cast(AsyncWebClient, None),
            lambda: self.now,
            "UTC",
            per_minute=None,
            nothing_left=nudging.nothing_left,
        )
        self.desk = Desk(self.db, lambda: self.now, lambda: f"t{next(self._keys)}", "/review", "UTC")

    async def _people(self) -> None:
        customers = [account(id=number, owner=owner, channel=f"C{number}") for number, owner in OWNERS.items()]
        led = [Preferences(WS, user, manager=leader) for user, leader in MANAGERS.items()]
        changes = (*(Change(None, each) for each in customers), *(Change(None, each) for each in led))
        async with self.db.write() as tx:
            for user, zone in ZONES.items():
                await people.save(tx, person(user, f"Person{user[1]} Of{user[1]}", time_zone=zone))
        await self._record(Decision(changes))

    def request(self, user_id: str, **value: str) -> Request:
        """Something this person sends now."""
        key = f"k{next(self._keys)}"
        # Admins, so that everybody may take back what another did.
        known = {f"actor {user_id}": Actor(WS, user_id, Standing.MEMBER, is_admin=True)}
        given: dict[str, Any] = {"channel": f"D{user_id}", "value": value, "found": known}
        return Request(WS, user_id, self.now, cast(AsyncWebClient, None), key, **given)

    async def _record(self, decision: Decision | Refusal, by: str = "U1") -> None:
        async def decide(_: object) -> Decision | Refusal:
            return decision

        await settle(self.desk, self.request(by), decide)

    # What people do

    def log(self, make: Callable[[int, date], Decision | Refusal], kind: str, by: str) -> None:
        """Log an action or a gap; `make` decides with its number and the person's day."""
        request = self.request(by)

        async def decide(tx: Any) -> Decision | Refusal:
            return make(await next_number(tx, WS, kind), today_of(self.now, ZONES[by], "UTC"))

        self.run(settle(self.desk, request, decide))

    def answer(self, user_id: str, told: Sequence[tuple[str, Answer]]) -> bool:
        """Somebody answers; whether anything was recorded. Two parts are recorded as one deed."""
        request = self.request(user_id)
        parts = [Told(ref, answer, ref) for ref, answer in told]
        done = self.run(record_answers(self.desk, request, parts, thread=None))
        if isinstance(done, Refusal):
            return False
        self.deeds.append(request.key)
        return True

    def undo(self, deed: str, user_id: str) -> None:
        """Somebody presses Undo below what was recorded."""
        self.run(press_undo(self.desk, self.request(user_id, deed=deed)))

    def set_person(self, user_id: str, **fields: Any) -> None:
        """Slack says something new of somebody: where they are, or that they left or came back."""
        self.run(self._set_person(user_id, fields))

    async def _set_person(self, user_id: str, fields: dict[str, Any]) -> None:
        async with self.db.write() as tx:
            before = await people.by_id(tx, WS, user_id)
            assert before
            await people.save(tx, replace(before, **fields))
            await self._looked_at_anew(tx, user_id)

    async def _looked_at_anew(self, tx: AsyncConnection, user_id: str) -> None:
        await planning.look_at_all_of(tx, WS, user_id, self.now)
        await asks.wake_for(tx, WS, user_id, self.now)

    def prefer(self, user_id: str, **fields: Any) -> None:
        """Somebody changes how they want to be asked."""
        self.run(self._prefer(user_id, fields))

    async def _prefer(self, user_id: str, fields: dict[str, Any]) -> None:
        request = self.request(user_id)

        async def decide(tx: Any) -> Decision | Refusal:
            stored = await preferences.of(tx, WS, user_id, lock=True)
            wanted = replace(stored or Preferences(WS, user_id), **fields)
            await self._looked_at_anew(tx, user_id)
            return Decision((Change(stored, wanted),) if wanted != stored else ())

        await settle(self.desk, request, decide)

    def pause(self, number: int, *, paused: bool) -> None:
        """Somebody pauses or resumes a customer."""
        stored = self.account(number)
        self.run(self._record(pause(stored, self.now) if paused else resume(stored)))

    # What the clock does

    def sweep(self) -> None:
        """What a commit wakes: plan, hold the rounds, deliver, until nothing is due."""
        self.run(self._sweep())

    async def _sweep(self) -> None:
        for _ in range(20):
            await beat(self.following)
            await plan_all(self.following)
            await nudge_all(self.following)
            await self._deliver()
            due = await self._next_due()
            if due is None or due > self.now:
                return
        raise AssertionError(f"there is always something due at {self.now}")

    async def _deliver(self) -> None:
        """As delivery does it, but for Slack itself: take, look again at nudges, say, write down."""
        while not self.slack_is_down:
            rows, too_late = await take(self.office, 400)
            if not rows and not too_late:
                return
            asking = [row for row in rows if row.operation is Say.NUDGE]
            async with self.db.read() as tx:
                instead = await nudging.recheck(self.following, tx, asking)
                for row in rows:
                    if row.operation is Say.NUDGE_AGAIN:
                        await nudging.show_again(self.following, tx, row)
            settled = {row_id for row_id, message in instead.items() if message is None}
            outcomes = [Dropped(row, asked_nothing=True) if row.id in settled else self.slack.post(row) for row in rows]
            async with self.db.write() as tx:
                await write_down(tx, self.office, outcomes)
            self.office.under_way.done(row.id for row in rows)

    def two_copies(self) -> None:
        """Two copies of the bot sweep at once."""
        self.run(self._two_copies())

    async def _two_copies(self) -> None:
        await asyncio.gather(plan_all(self.following), plan_all(self.following))
        await asyncio.gather(nudge_all(self.following), nudge_all(self.following))
        await self._sweep()

    def until(self, moment: datetime, after_each: Callable[[], None]) -> None:
        """The clock runs: it rests until the next thing is due, as the tables say, and does it."""
        for _ in range(_MOST_MOMENTS):
            due = self.run(self._next_due())
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            self.sweep()
            after_each()
        else:
            raise AssertionError(f"the clock never came to {moment}: it is {self.now}")
        self.now = max(self.now, moment)
        self.sweep()
        after_each()

    async def _next_due(self) -> datetime | None:
        async with self.db.read() as tx:
            moments = [await planning.next_look(tx), await asks.next_due(tx)]
        if not self.slack_is_down:
            moments.append(await next_moment(self.office))
        return min((moment for moment in moments if moment is not None), default=None)

    def later(self, **by: float) -> None:
        """Time passes unnoticed."""
        self.now += timedelta(**by)

    # What there is

    def account(self, number: int) -> Account:
        """A customer as it stands."""

        async def read() -> Account | None:
            async with self.db.read() as tx:
                return await accounts.by_id(tx, WS, number)

        found = self.run(read())
        assert found
        return found

    def person(self, user_id: str) -> Person:
        """Somebody as they stand."""

        async def read() -> Person | None:
            async with self.db.read() as tx:
                return await people.by_id(tx, WS, user_id)

        found = self.run(read())
        assert found
        return found


Item = Action | Gap

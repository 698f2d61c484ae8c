"""When what may be said: a second between messages in one channel, a budget a workspace, and whatever Slack asks for.

Kept in memory and by the clock handed in. Nothing sleeps here: what must wait is left in the tables until its moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.delivering import UNPACED, HeldBack, Queued
from storage.values import Say

BETWEEN_MESSAGES = timedelta(seconds=1)
"""In one channel, as Slack asks."""
BURST = 20
RESERVE = 8
"""What nudges, which come by the hundred, leave of the burst for answers to what people just did."""
TROUBLES = 4
"""So many calls in a row without a readable answer, and everything waits."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(seconds=60)

Place = tuple[str, str]


@dataclass(slots=True)
class Budget:
    """Messages a workspace may be sent at once, refilled at a steady rate."""

    per_second: float
    left: float
    at: datetime

    def refill(self, now: datetime) -> float:
        """What is left now."""
        passed = max(0.0, (now - self.at).total_seconds())
        self.left, self.at = min(float(BURST), self.left + passed * self.per_second), now
        return self.left

    def when(self, wanted: int, now: datetime) -> datetime:
        """The moment so many are left."""
        missing = max(0.0, wanted - self.refill(now))
        # A little later than that: a moment is kept in whole microseconds.
        return now + timedelta(seconds=missing / self.per_second, milliseconds=1)


class Pace:
    """Of one deliverer. `per_minute`: a workspace's budget; 0 or None leaves only what Slack asks for."""

    def __init__(self, per_minute: int | None) -> None:
        self._per_second = (per_minute or 0) / 60
        self._places: dict[Place, datetime] = {}
        self._workspaces: dict[str, datetime] = {}
        self._budgets: dict[str, Budget] = {}
        self._troubles: dict[str, int] = {}

    def spoke(self, workspace_id: str, channel: str, now: datetime) -> None:
        """A message is on its way to a channel."""
        if self._per_second:
            self.hold_channel(workspace_id, channel, now + BETWEEN_MESSAGES)

    def may(self, row: Queued, now: datetime) -> bool:
        """Whether the workspace's budget allows a row now."""
        left = self._budget(row.workspace_id, now).refill(now) if self._per_second else BURST
        return left >= 1 + (RESERVE if row.operation == Say.NUDGE else 0)

    def take(self, row: Queued, now: datetime) -> bool:
        """Count a row that is about to be said; false when it must wait."""
        if not self._per_second:
            return True
        if not self.may(row, now):
            return False
        if row.operation not in UNPACED:
            self.spoke(row.workspace_id, row.channel, now)
        self._budget(row.workspace_id, now).left -= 1
        return True

    def _budget(self, workspace_id: str, now: datetime) -> Budget:
        return self._budgets.setdefault(workspace_id, Budget(self._per_second, float(BURST), now))

    def hold_channel(self, workspace_id: str, channel: str, until: datetime) -> None:
        """Nothing new is said there before a moment."""
        place = (workspace_id, channel)
        self._places[place] = max(until, self._places.get(place, until))

    def hold_all(self, workspace_id: str, until: datetime) -> None:
        """Nothing at all is said in a workspace before a moment."""
        self._workspaces[workspace_id] = max(until, self._workspaces.get(workspace_id, until))

    def trouble(self, workspace_id: str, now: datetime) -> datetime | None:
        """A call came to nothing. After several in a row everything waits, longer each time; until when, if so."""
        waiting = self._workspaces.get(workspace_id)
        if waiting and waiting > now:
            return waiting
        count = self._troubles[workspace_id] = self._troubles.get(workspace_id, 0) + 1
        if count < TROUBLES:
            return None
        until = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(count - TROUBLES, 9))
        self.hold_all(workspace_id, until)
        return until

    def fine(self, workspace_id: str) -> None:
        """Slack answers."""
        self._troubles.pop(workspace_id, None)

    def must_wait(self, workspace_id: str, now: datetime) -> bool:
        """Whether everything waits in a workspace."""
        return self._workspaces.get(workspace_id, now) > now

    def held_back(self, now: datetime, closed: set[Place]) -> HeldBack:
        """What is not to be taken from the tables now, beside the places `closed` for other reasons."""
        self._forget(now)
        left = {workspace: budget.refill(now) for workspace, budget in self._budgets.items()}
        spent = {workspace for workspace, still in left.items() if still < 1}
        no_bulk = {workspace for workspace, still in left.items() if still < 1 + RESERVE}
        return HeldBack(closed, tuple(self._places), {*self._workspaces, *spent}, no_bulk)

    def next_moment(self, now: datetime) -> datetime | None:
        """The next moment at which something that must wait need not any more; None when nothing waits."""
        self._forget(now)
        moments: list[datetime] = [*self._places.values(), *self._workspaces.values()]
        for budget in self._budgets.values():
            moments += [budget.when(wanted, now) for wanted in (1, 1 + RESERVE) if budget.refill(now) < wanted]
        return min(moments, default=None)

    def _forget(self, now: datetime) -> None:
        self._places = {place: until for place, until in self._places.items() if until > now}
        self._workspaces = {workspace: until for workspace, until in self._workspaces.items() if until > now}

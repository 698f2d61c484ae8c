"""Somebody's settings beside what goes for everybody, with the people they name: what the form and the answer show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reviews.calendar import WorkCalendar
from reviews.preferences import EVERYBODY, Preferences
from reviews.roster import Roster


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """Whose settings are shown, among the people they name. `user_id` is `EVERYBODY` for the workspace's own."""

    user_id: str
    roster: Roster
    now: datetime
    is_admin: bool = False

    @property
    def own(self) -> Preferences | None:
        """What they chose."""
        return self.roster.wishes.get(self.user_id)

    @property
    def common(self) -> Preferences | None:
        """What goes for everybody else."""
        return self.roster.wishes.get(EVERYBODY) if self.user_id != EVERYBODY else None

    @property
    def calendar(self) -> WorkCalendar:
        """When they work."""
        return self.roster.calendar(self.user_id)

    @property
    def today(self) -> date:
        """Their own day."""
        return self.calendar.today(self.now)

    def here(self, user_id: str | None) -> str | None:
        """Somebody, unless they have left."""
        return user_id if user_id and not self.roster.has_left(user_id) else None

"""Everybody a plan is about: when they work, how they want to be asked, who stands in and who leads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reviews.calendar import EVENING, MORNING, WorkCalendar, calendar_of
from reviews.model import Account, Person
from reviews.people import short_names
from reviews.preferences import EVERYBODY, Pace, Preferences

HANDOVER_DAYS = 3
"""Working days somebody has to hand on what another left, before they are asked about it one by one."""


@dataclass(frozen=True, slots=True)
class Roster:
    """People and wishes by Slack id; the workspace's own wishes stand under `EVERYBODY`.

    `silent` are those who left their last nudges unanswered: they are asked less often. `admins` of the workspace are
    known where somebody has left. `handed_since`: since when somebody is asked, in one message, to hand on everything
    of those who left.
    """

    default_zone: str
    people: Mapping[str, Person] = field(default_factory=dict)
    wishes: Mapping[str, Preferences] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    admins: tuple[str, ...] = ()
    handed_since: Mapping[str, datetime] = field(default_factory=dict)
    _calendars: dict[str, WorkCalendar] = field(default_factory=dict, compare=False, repr=False)
    _names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def calendar(self, user_id: str) -> WorkCalendar:
        """When somebody works: their own wishes, then the workspace's, then what their time zone's country keeps."""
        if user_id not in self._calendars:
            self._calendars[user_id] = self._calendar(user_id)
        return self._calendars[user_id]

    def _calendar(self, user_id: str) -> WorkCalendar:
        person = self.people.get(user_id)
        own, common = self.wishes.get(user_id), self.wishes.get(EVERYBODY)
        morning = (own and own.morning) or (common and common.morning) or None
        evening = (own and own.evening) or (common and common.evening) or None
        if (morning or MORNING) >= (evening or EVENING):
            # Hours of two sources that leave no working day between them: the usual ones.
            morning = evening = None
        days = (own and own.weekend) or (common and common.weekend) or None
        return calendar_of(
            person.time_zone if person else None,
            self.default_zone,
            morning=morning,
            evening=evening,
            weekend=read_weekend(days),
            country=(own and own.country) or (common and common.country) or None,
        )

    def pace(self, user_id: str) -> Pace:
        """How often somebody wants to be asked; who does not answer is asked lightly."""
        if user_id in self.silent:
            return Pace.LIGHT
        own, common = self.wishes.get(user_id), self.wishes.get(EVERYBODY)
        return (own and own.pace) or (common and common.pace) or Pace.STANDARD

    def manager(self, user_id: str, account: Account | None = None) -> str | None:
        """Who hears what is a week late: their manager, else the account's owner, else who leads by default.

        A manager is who was chosen, else whom the Slack profile names; theirs in turn where that one has left.
        """
        common = self.wishes.get(EVERYBODY)
        leads = account.owner if account else None
        known = [self._led_by(user_id), leads, common.manager if common else None]
        if self.has_left(user_id):
            # Somebody has to hand it on, or it would be silent for good.
            known += self.admins
        return next((each for each in known if each and each != user_id and not self.has_left(each)), None)

    def _led_by(self, user_id: str) -> str | None:
        """Their manager who is still here, however far up."""
        seen, above = {user_id}, user_id
        while True:
            own, person = self.wishes.get(above), self.people.get(above)
            manager = (own.manager if own else None) or (person.manager if person else None)
            if manager is None or manager in seen:
                return None
            if not self.has_left(manager):
                return manager
            seen.add(manager)
            above = manager

    def is_handed_on(self, user_id: str | None, asked: str, now: datetime) -> bool:
        """Whether who is `asked` has the one message about all that somebody left, and some days to answer it."""
        since = self.handed_since.get(user_id or "")
        if since is None or not self.has_left(user_id or ""):
            return False
        calendar = self.calendar(asked)
        return now < calendar.morning_of(calendar.add_working(calendar.today(since), HANDOVER_DAYS))

    def has_left(self, user_id: str) -> bool:
        """Whether Slack says that they are deactivated."""
        person = self.people.get(user_id)
        return person is not None and person.deactivated

    def is_away(self, user_id: str, day: date) -> bool:
        """Whether they said that they are away that day."""
        own = self.wishes.get(user_id)
        if own is None or own.away_from is None:
            return False
        return own.away_from <= day and (own.away_until is None or day <= own.away_until)

    def asked_instead(self, user_id: str, now: datetime, account: Account | None = None) -> str | None:
        """Who is asked in somebody's place today: their stand-in, or their manager once they have left.

        Themselves when they are there; None when they are away without a stand-in, so that the ask waits.
        """
        if self.has_left(user_id):
            return self.manager(user_id, account)
        if not self.is_away(user_id, self.calendar(user_id).today(now)):
            return user_id
        stand_in = self.wishes[user_id].stand_in
        if stand_in is None or self.has_left(stand_in) or self.is_away(stand_in, self.calendar(stand_in).today(now)):
            return None
        return stand_in

    def back_on(self, user_id: str) -> date | None:
        """The day after an absence; None where no end of it is known."""
        own = self.wishes.get(user_id)
        if own is None or own.away_until is None:
            return None
        return self.calendar(user_id).next_working(own.away_until)

    @property
    def names(self) -> Mapping[str, str]:
        """What everybody here is called: first names, whole names where two would be called the same."""
        if not self._names:
            self._names.update(short_names(self.people.values()))
        return self._names

    def name(self, user_id: str | None) -> str:
        """What somebody is called; their id where nothing is known, "nobody" for None."""
        return self.names.get(user_id or "", user_id or "nobody")


def read_weekend(days: str | None) -> frozenset[int] | None:
    """Weekday numbers kept as text ("5,6"); None where nothing, or nothing readable, is kept."""
    found = frozenset(
        int(part) for part in (days or "").split(",") if part.strip() in {"0", "1", "2", "3", "4", "5", "6"}
    )
    return found if found and len(found) < 7 else None

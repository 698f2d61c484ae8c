"""When somebody works and when they may be spoken to: their days, mornings and holidays.

    >>> from datetime import UTC, date, datetime
    >>> nina = WorkCalendar("Europe/Berlin", country="DE-BY")
    >>> nina.next_morning(datetime(2026, 12, 24, 12, 0, tzinfo=UTC))
    datetime.datetime(2026, 12, 28, 8, 0, tzinfo=datetime.timezone.utc)
    >>> nina.add_working(date(2027, 1, 11), -2)
    datetime.date(2027, 1, 7)

Instants go in and come out as aware UTC; days are the person's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from reviews.calendar_clock import instant_of, local_day, zone_named
from reviews.calendar_countries import country_of, holiday_name, public_holidays, read_country
from reviews.calendar_years import DAY, WorkYear, is_weekend, work_year
from reviews.people import zone_of

__all__ = [
    "EVENING",
    "MORNING",
    "NO_COUNTRY",
    "WorkCalendar",
    "calendar_of",
    "country_of",
    "holiday_name",
    "public_holidays",
    "read_country",
]

MORNING: Final = time(9)
EVENING: Final = time(18)
NO_COUNTRY: Final = "none"
"""As somebody's country: no public holidays, whatever their time zone's country keeps."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """One person's working time. Hours are by their clock; evening is when the working day ends.

    `weekend` holds weekday numbers (Monday 0), None for the country's own weekend on the day in question.
    `country` is "DE" or a region, "DE-BY"; None: no public holidays, and Saturday and Sunday are the weekend.
    """

    zone: str
    morning: time = MORNING
    evening: time = EVENING
    weekend: frozenset[int] | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        if self.morning >= self.evening:
            raise ValueError(f"a working day cannot end at {self.evening} when it begins at {self.morning}")
        if self.weekend is not None and not self.weekend < frozenset(range(7)):
            raise ValueError(f"a weekend is some of the weekdays 0 to 6, not {sorted(self.weekend)}")

    def today(self, now: datetime) -> date:
        """Their calendar day at `now`."""
        return local_day(now, zone_named(self.zone))

    def is_working(self, day: date) -> bool:
        """Whether they work on that day."""
        return self._year(day.year).has(day)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working(day, 1)

    def working_on_or_after(self, day: date) -> date:
        """The day itself when it is worked, or the next that is."""
        return day if self.is_working(day) else self.add_working(day, 1)

    def working_on_or_before(self, day: date) -> date:
        """The day itself when it is worked, or the last before it that is."""
        return day if self.is_working(day) else self.add_working(day, -1)

    def add_working(self, day: date, count: int) -> date:
        """The day so many working days after `day`, or before it when `count` is negative; 0 is the day itself."""
        if count == 0:
            return day
        year = day.year
        rank = self._year(year).through(day) + count
        if count < 0 and not self.is_working(day):
            rank += 1
        while rank < 1:
            year -= 1
            rank += self._year(year).total
        while rank > self._year(year).total:
            rank -= self._year(year).total
            year += 1
        return self._year(year).at(rank)

    def working_days_between(self, earlier: date, later: date) -> int:
        """Working days after `earlier` up to and with `later`; 0 when `later` is not later."""
        if later <= earlier:
            return 0
        whole = sum(self._year(year).total for year in range(earlier.year, later.year))
        return whole + self._year(later.year).through(later) - self._year(earlier.year).through(earlier)

    def week_of(self, day: date) -> date:
        """The first day of the week that `day` is in: the day after the weekend, Sunday where that is Fri/Sat."""
        monday = day - day.weekday() * DAY
        back = next((n for n in range(7) if is_weekend(self.country, self.weekend, monday - (n + 1) * DAY)), 0)
        return day - (day.weekday() + back) % 7 * DAY

    def morning_of(self, day: date) -> datetime:
        """The instant their morning begins on that day; the first that exists where clocks skip it."""
        return instant_of(day, self.morning, zone_named(self.zone))

    def evening_of(self, day: date) -> datetime:
        """The instant their evening begins on that day."""
        return instant_of(day, self.evening, zone_named(self.zone))

    def may_speak(self, now: datetime) -> bool:
        """Whether it is a working day of theirs, between morning and evening."""
        day = self.today(now)
        return self.is_working(day) and self.morning_of(day) <= now < self.evening_of(day)

    def next_morning(self, after: datetime) -> datetime:
        """The first morning of a working day later than `after`; a day that the zone leaves out has none."""
        day = self.working_on_or_after(self.today(after))
        while (opens := self.morning_of(day)) <= after or not self.may_speak(opens):
            day = self.next_working(day)
        return opens

    def _year(self, year: int) -> WorkYear:
        return work_year(self.country, self.weekend, year)


def calendar_of(
    zone_name: str | None,
    default_zone: str,
    *,
    morning: time | None = None,
    evening: time | None = None,
    weekend: frozenset[int] | None = None,
    country: str | None = None,
) -> WorkCalendar:
    """Somebody's calendar from what is known of them; a zone we do not have gives way to the default.

    `country` is anything `read_country` reads and wins over the zone's own; `NO_COUNTRY` turns holidays off.
    """
    zone = zone_of(zone_name, default_zone).key
    place = None if country == NO_COUNTRY else (read_country(country) if country else None) or country_of(zone)
    return WorkCalendar(zone, morning or MORNING, evening or EVENING, weekend, place)

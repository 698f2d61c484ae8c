"""When an incident began, was acknowledged and was fixed: moments of a line put on the clock of who typed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from reviews.dates import say_date
from reviews.fact_entry_clock import ClockSaid, later
from reviews.fact_entry_moments import Moment

NOON = time(12)
"""Where only the day is known: the hour at which it is that day for nearly everybody."""
_EVENING, _MORNING = 18, 9
_PM = frozenset({"afternoon", "evening", "night"})


@dataclass(frozen=True, slots=True)
class Clocked:
    """Who typed it, their zone, and the moment they did."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """Their own day."""
        return self.now.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        """A wall clock moment of theirs, in UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class IncidentTimes:
    """Moments in aware UTC. `day_only`: of the beginning only the day is known.

    `doubts` are sentences about what could not be settled, by the field they are about: "started", "acknowledged",
    "fixed". `assumed` says what was filled in.
    """

    started_at: datetime | None = None
    acknowledged_at: datetime | None = None
    fixed_at: datetime | None = None
    day_only: bool = False
    doubts: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()

    def ending(self, field: str, at: datetime) -> IncidentTimes:
        """The same, acknowledged or fixed at that moment."""
        return replace(self, fixed_at=at) if field == "fixed" else replace(self, acknowledged_at=at)

    def doubting(self, field: str, why: str) -> IncidentTimes:
        """The same with one more doubt."""
        return replace(self, doubts=(*self.doubts, (field, why)))


def times_of(moments: Sequence[Moment], asked: Clocked) -> IncidentTimes:
    """The times that the moments of one line give together. Whether they fit each other is decided elsewhere."""
    first = [each for each in moments if each.role == "start"]
    ends = [each for each in moments if each.role == "end"]
    start = _dated(first[0], ends) if first else None
    times = _started(IncidentTimes(), start, asked) if start else IncidentTimes()
    if len(first) > 1:
        times = times.doubting("started", "More than one beginning is there. Note one incident at a time.")
    for role, name in (("acknowledged", "acknowledged_at"), ("fixed", "fixed_at"), ("end", "fixed_at")):
        for moment in (each for each in moments if each.role == role):
            times = _then(times, name, moment, asked)
    return times


def _dated(start: Moment, ends: Sequence[Moment]) -> Moment:
    """The day after a range is that of both its ends: "14:00 to 16:30 yesterday"."""
    day = next((each.day for each in ends if each.day), None)
    return replace(start, day=day) if start.day is None and start.clock and day else start


def _started(times: IncidentTimes, start: Moment, asked: Clocked) -> IncidentTimes:
    if start.day and start.day.day is None:
        return times.doubting("started", start.day.why or "Which day was it?")
    day = start.day.day if start.day and start.day.day else asked.today
    assumed = [start.day.assumed] if start.day and start.day.assumed else []
    if start.clock is None:
        if start.day and start.day.part:
            more = "" if start.day.part in start.day.said else f" {start.day.part}"
            assumed.append(f"“{start.day.said}{more}” is kept as the day")
        return replace(times, started_at=asked.at(day, NOON), day_only=True, assumed=tuple(assumed))
    clock = _in_part(start.clock, start.day.part if start.day else "")
    times = replace(times, started_at=asked.at(day, clock.at), assumed=tuple(assumed))
    if clock.bare:
        hour = clock.at.hour
        times = times.doubting("started", f"Is that {hour} in the morning or {hour} in the afternoon ({hour + 12}:00)?")
    if not start.day and times.started_at and times.started_at > asked.now:
        return times.doubting("started", f"{clock.at:%H:%M} today is still ahead. Which day was it?")
    return times


def _in_part(clock: ClockSaid, part: str) -> ClockSaid:
    if part in _PM and clock.at.hour < NOON.hour:
        return later(clock)
    return replace(clock, bare=False) if part else clock


def _then(times: IncidentTimes, name: str, moment: Moment, asked: Clocked) -> IncidentTimes:
    """What came after the beginning."""
    field = name.removesuffix("_at")
    if moment.role == "end" and times.fixed_at is not None:
        return _kept_fix(times, moment, asked)
    if getattr(times, name) is not None:
        return times.doubting(field, f"Two times are there for when it was {field}.")
    if moment.day and moment.day.day is None:
        return times.doubting(field, moment.day.why or "Which day was it?")
    if moment.lasted is not None:
        return _lasted(times, name, moment.lasted, asked)
    found = _moment_after(times, moment, asked)
    if moment.clock is None:
        # Only the day is known of one end: nothing may be said in hours.
        times = replace(times, day_only=True)
    return times.ending(field, found)


def _kept_fix(times: IncidentTimes, moment: Moment, asked: Clocked) -> IncidentTimes:
    """When it was fixed is said; until when it was felt is another matter, and is told."""
    if moment.lasted is not None or moment.clock is None or _moment_after(times, moment, asked) == times.fixed_at:
        return times
    fixed = times.fixed_at.astimezone(asked.zone) if times.fixed_at else asked.now
    word = f"fixed {fixed:%H:%M} is kept, not {moment.clock.at:%H:%M}"
    return replace(times, assumed=(*times.assumed, word))


def _lasted(times: IncidentTimes, name: str, length: timedelta, asked: Clocked) -> IncidentTimes:
    field = name.removesuffix("_at")
    if times.started_at is None:
        return times.doubting(field, "How long it took is there, and not when it began.")
    if times.day_only and length < timedelta(days=1):
        return times.doubting(field, "How long it took is there, and not at what time it began.")
    end = times.started_at + length - (timedelta(days=1) if times.day_only else timedelta(0))
    if times.started_at <= asked.now < end:
        return times.doubting(field, "By what was typed it is not over yet. When was it fixed?")
    return times.ending(field, end)


def _moment_after(times: IncidentTimes, moment: Moment, asked: Clocked) -> datetime:
    began = times.started_at.astimezone(asked.zone) if times.started_at else None
    day = moment.day.day if moment.day and moment.day.day else None
    clock_said = _in_part(moment.clock, moment.day.part if moment.day else "") if moment.clock else None
    if clock_said is None or (began and times.day_only and (day or began.date()) == began.date()):
        return asked.at(
            day or (began.date() if began else asked.today), began.time() if began and day == began.date() else NOON
        )
    if day or began is None or times.day_only:
        return asked.at(day or (began.date() if began else asked.today), clock_said.at)
    day = began.date()
    if clock_said.bare and clock_said.at <= began.time():
        clock_said = later(clock_said)
    overnight = clock_said.at < began.time() and began.hour >= _EVENING and clock_said.at.hour <= _MORNING
    return asked.at(day + timedelta(days=1) if overnight else day, clock_said.at)


def say_moment(moment: datetime, zone: tzinfo, today: date, *, day_only: bool = False) -> str:
    """`Sun 22 Nov 14:00`, in that zone; only the day where only the day is known."""
    local = moment.astimezone(zone)
    day = say_date(local.date(), today)
    return day if day_only else f"{day} {local:%H:%M}"

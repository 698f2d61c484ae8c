"""When a digest comes: its turns, week by week, by its reader's own clock and working days; and what it may cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from reviews.calendar import WorkCalendar
from reviews.calendar_clock import instant_of, zone_named
from reviews.digests import DigestSettings, Scope
from reviews.rights import Actor, Reach, Standing

WEEK: Final = timedelta(days=7)
LOOK_AHEAD: Final = timedelta(hours=26)
"""So long before it is said its moment is looked at again: its reader's zone or mornings may have changed."""
TOO_NEAR: Final = timedelta(days=1)
"""After an outage a digest this near to the next one is left to that one."""
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a digest. `in_channel`: others read along, so that nothing private may stand in it."""

    actor: Actor
    calendar: WorkCalendar
    in_channel: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One week's turn: `week` names it (`2026-W48`, by the day that was chosen), `at` is when it is said.

    On a day their reader does not work it is said at the same hour of the next day they do.
    """

    week: str
    at: datetime


def usual(workspace_id: str, user_id: str, leads: Reach | None) -> DigestSettings:
    """What goes for somebody who has chosen nothing: Mondays, in their morning, as far as they lead."""
    scope = {Reach.ALL: Scope.ALL, Reach.REPORTS: Scope.REPORTS}[leads] if leads else Scope.OWN
    return DigestSettings(workspace_id, user_id, scope)


def allowed(actor: Actor) -> tuple[Scope, ...]:
    """The scopes somebody may choose: leaders as far as they lead, admins all, everybody their own."""
    if actor.standing is not Standing.MEMBER:
        return ()
    if actor.sees_all:
        return tuple(Scope)
    return (Scope.OWN, Scope.REPORTS) if actor.leads else (Scope.OWN,)


def covered(wanted: Scope, actor: Actor) -> Scope | None:
    """What a digest covers now: less where its reader leads fewer; None where they lead nobody any more."""
    may = allowed(actor)
    if wanted in may:
        return wanted
    return may[-1] if len(may) > 1 else None


def last_slot(settings: DigestSettings, calendar: WorkCalendar, now: datetime) -> Slot:
    """The turn that came last, at `now` or before."""
    return [each for each in _slots(settings, calendar, now) if each.at <= now][-1]


def next_slot(settings: DigestSettings, calendar: WorkCalendar, now: datetime) -> Slot:
    """The first turn that comes after `now`."""
    return next(each for each in _slots(settings, calendar, now) if each.at > now)


def due(settings: DigestSettings, calendar: WorkCalendar, since: datetime, now: datetime) -> Slot | None:
    """The turn that has come since a moment and is to be taken now; of several only the last.

    One that is nearly overtaken by the next is left to it.
    """
    if settings.off_at is not None:
        return None
    slot, coming = last_slot(settings, calendar, now), next_slot(settings, calendar, now)
    is_behind = now - slot.at > TOO_NEAR and coming.at - now < TOO_NEAR
    return None if slot.at < since or is_behind else slot


def look_at(settings: DigestSettings, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """When the clock looks at it again: the next turn, or a day before where that is far off."""
    if settings.off_at is not None:
        return None
    at = next_slot(settings, calendar, now).at
    return at if at - now <= LOOK_AHEAD else at - LOOK_AHEAD


def key_of(user_id: str, week: str) -> str:
    """What names one week's digest of one reader: it is said once."""
    return f"digest:{user_id}:{week}"


def reader_of(key: str) -> str | None:
    """Whose digest a message is, by its key; None for any other message."""
    kind, _, rest = key.partition(":")
    return rest.partition(":")[0] or None if kind == "digest" else None


def _slots(settings: DigestSettings, calendar: WorkCalendar, now: datetime) -> Iterator[Slot]:
    """The turns of the weeks around `now`, in their order."""
    today = calendar.today(now)
    first = today - timedelta(days=today.weekday() - settings.weekday) - 4 * WEEK
    for week in range(10):
        day = first + week * WEEK
        year, number, _ = day.isocalendar()
        yield Slot(f"{year}-W{number:02d}", _moment(settings, calendar, calendar.working_on_or_after(day)))


def _moment(settings: DigestSettings, calendar: WorkCalendar, day: date) -> datetime:
    if settings.hour is None:
        return calendar.morning_of(day)
    return instant_of(day, settings.hour, zone_named(calendar.zone))

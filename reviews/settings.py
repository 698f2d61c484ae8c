"""What a settings form says, read against what held before and what goes for everybody in the workspace.

Whatever is left as the workspace has it follows the workspace. Hours are a pair: who chooses one has both kept, so
that a later change for everybody cannot end somebody's day before it begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeVar

from reviews.calendar import EVENING, MORNING, NO_COUNTRY, read_country
from reviews.country_words import country_words, nearest_country
from reviews.days_ahead import refuse_far
from reviews.model import Person
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.text import one_line

OWN = "own"
"""As weekend or country: what somebody's own time zone's country keeps, whatever the workspace has chosen."""
WEEKENDS = ("5,6", "4,5", "6", "4", "3,4")
"""What can be chosen, as it is kept: Saturday and Sunday first."""
_NO_HOLIDAYS = frozenset({NO_COUNTRY, "no holidays", "nothing", "off", "-", "0"})

Hours = tuple[time, time]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a settings form holds; None where a field was left empty. `holidays` is what was typed."""

    pace: str | None = None
    morning: time | None = None
    evening: time | None = None
    weekend: str | None = None
    holidays: str | None = None
    manager: Person | None = None
    away_from: date | None = None
    away_until: date | None = None
    stand_in: Person | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be kept, by the field it stands in, each in a sentence. Not escaped."""

    errors: Mapping[str, str]


def read_settings(
    filled: Filled, before: Preferences, common: Preferences | None, *, today: date
) -> Preferences | Wrong:
    """Somebody's wishes as the form has them. `before` is their row so far, `common` what goes for everybody.

    `today` is their own day.
    """
    errors = dict(_errors(filled, before, common, today))
    if errors:
        return Wrong(errors)
    hours = _kept_hours(filled, before, common)
    country = read_holidays(filled.holidays)
    away_from, away_until = _absence(filled, today)
    return replace(
        before,
        pace=_kept(_pace(filled.pace), before.pace, pace_of(common)),
        morning=hours[0] if hours else None,
        evening=hours[1] if hours else None,
        weekend=_kept(filled.weekend if filled.weekend in WEEKENDS else OWN, before.weekend, weekend_of(common)),
        country=_kept(country or OWN, before.country, country_of_wish(common)),
        manager=filled.manager.user_id if filled.manager else None,
        away_from=away_from,
        away_until=away_until,
        stand_in=filled.stand_in.user_id if filled.stand_in else None,
    )


def read_workspace_settings(filled: Filled, before: Preferences) -> Preferences | Wrong:
    """What goes for everybody, as the form has it: the manager is who leads by default, and nobody is away."""
    plain = replace(filled, away_from=None, away_until=None, stand_in=None)
    return read_settings(plain, before, None, today=date.min)


def pace_of(wish: Preferences | None) -> Pace:
    """The pace that goes for everybody."""
    return (wish and wish.pace) or Pace.STANDARD


def hours_of(wish: Preferences | None) -> Hours:
    """Morning and evening that go for everybody."""
    return (wish and wish.morning) or MORNING, (wish and wish.evening) or EVENING


def weekend_of(wish: Preferences | None) -> str:
    """The weekend that goes for everybody: weekday numbers, or `OWN`."""
    return (wish and wish.weekend) or OWN


def country_of_wish(wish: Preferences | None) -> str:
    """Whose holidays go for everybody: a calendar, "none" or `OWN`."""
    return (wish and wish.country) or OWN


def read_holidays(typed: str | None) -> str | None:
    """The holiday calendar somebody typed, "none" for no holidays; None for their time zone's own.

    Also None for what is no country: `_errors` has refused that.
    """
    words = " ".join((typed or "").split())
    if words.casefold() in _NO_HOLIDAYS:
        return NO_COUNTRY
    return read_country(words) if words else None


def _errors(filled: Filled, before: Preferences, common: Preferences | None, today: date) -> Iterator[tuple[str, str]]:
    morning, evening = _hours(filled, common)
    if morning >= evening:
        yield "evening", f"A day that begins at {morning:%H:%M} cannot end at {evening:%H:%M}."
    if filled.holidays and read_holidays(filled.holidays) is None:
        yield "holidays", _unknown_country(filled.holidays)
    if filled.manager and (why := _refused(filled.manager, before.user_id, "nobody else would hear of it")):
        yield "manager", why
    yield from _errors_of_absence(filled, today)
    if filled.stand_in and (why := _refused(filled.stand_in, before.user_id, "nobody else would be asked")):
        yield "standin", why


def _errors_of_absence(filled: Filled, today: date) -> Iterator[tuple[str, str]]:
    begins, ends = filled.away_from, filled.away_until
    if begins and ends and ends < begins:
        yield "until", "This is before the first day away."
    elif ends and ends < today:
        yield "until", "This day has passed. Leave both days empty when you are back."
    elif refusal := refuse_far(ends, today):
        yield "until", refusal.text
    if refusal := refuse_far(begins, today):
        yield "from", refusal.text


def _unknown_country(typed: str) -> str:
    shown = one_line(typed, 60)
    near = nearest_country(shown)
    way = f"Did you mean {near}?" if near else "Write a country or its code (Germany, DE, DE-BY), or none."
    return f"I know no public holidays of “{shown}”. {way}"


def _refused(picked: Person, user_id: str, if_self: str) -> str | None:
    """Why somebody cannot be asked in another's place."""
    name = one_line(picked.real_name or picked.handle, 60)
    if picked.user_id == user_id and user_id != EVERYBODY:
        return f"That is you: {if_self}."
    if not picked.handle:
        return "Slack knows nobody by that name. Pick somebody else."
    if picked.is_bot:
        return f"{name} is a bot. Pick a person."
    if picked.team_id and picked.team_id != picked.workspace_id:
        return f"{name} is at another organisation. Pick somebody on our side."
    if picked.is_guest:
        return f"{name} is a guest here. Pick a member of this workspace."
    return f"{name} has left. Pick somebody who is here." if picked.deactivated else None


def _pace(chosen: str | None) -> Pace | None:
    return Pace(chosen) if chosen in set(Pace) else None


def _hours(filled: Filled, common: Preferences | None) -> Hours:
    """What the form has, and for what it leaves empty what goes for everybody."""
    morning, evening = hours_of(common)
    return filled.morning or morning, filled.evening or evening


def _kept_hours(filled: Filled, before: Preferences, common: Preferences | None) -> Hours | None:
    hours = _hours(filled, common)
    as_before = before.morning is not None or before.evening is not None
    unchanged = as_before and hours == (before.morning or hours[0], before.evening or hours[1])
    return hours if unchanged or hours != hours_of(common) else None


def _kept(chosen: T | None, before: T | None, default: T) -> T | None:
    """What is written down: nothing for what is as everybody has it, unless it was chosen when that was otherwise."""
    return None if chosen == default and chosen != before else chosen


def _absence(filled: Filled, today: date) -> tuple[date | None, date | None]:
    """From when to when; who says only until when is away from today on."""
    begins = filled.away_from or (today if filled.away_until else None)
    return begins, filled.away_until


def holiday_words(code: str | None) -> str:
    """A holiday calendar as a person would type it again: "none", "Germany", "DE-BY"."""
    if code is None or code == OWN:
        return ""
    return code if code == NO_COUNTRY or "-" in code else country_words(code).removeprefix("the ")


def is_for_workspace(text: str) -> bool:
    """Whether somebody typed `settings workspace`, `settings for everybody` or the like."""
    return bool({"workspace", "everybody", "everyone", "defaults", "default", "team"} & set(text.casefold().split()))

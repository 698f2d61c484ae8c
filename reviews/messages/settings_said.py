"""What holds once settings are saved, or a nudge did not help."""

from __future__ import annotations

from datetime import datetime, timedelta

from reviews.calendar import NO_COUNTRY, WorkCalendar
from reviews.calendar_years import is_weekend
from reviews.country_words import country_words
from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, button
from reviews.messages.words import said
from reviews.preferences import Preferences
from reviews.settings import OWN, WEEKENDS, country_of_wish, holiday_words, hours_of, pace_of, weekend_of
from reviews.settings_sheet import SettingsSheet

_NAMES = ("Saturday and Sunday", "Friday and Saturday", "Sunday only", "Friday only", "Thursday and Friday")
WEEKEND_NAMES = dict(zip(WEEKENDS, _NAMES, strict=True))
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def settings_saved(sheet: SettingsSheet) -> Message:
    """What holds now for one person, in a line."""
    own = sheet.own
    facts = [f"I ask you {_when(sheet)}; {(own and own.pace) or pace_of(sheet.common)} pace."]
    facts += [_away_words(sheet, own)] if own and own.away_from else []
    if own and own.stand_in and not own.away_from:
        facts.append(f"{said(sheet.roster.name(own.stand_in))} is asked once you say from when to when you are away.")
    if manager := sheet.here(own.manager if own else None):
        facts.append(f"{said(sheet.roster.name(manager))} hears of what is a week late.")
    return tell(" ".join(facts), [settings_button("Change")])


def workspace_saved(sheet: SettingsSheet) -> Message:
    """What holds now for everybody who has not chosen otherwise."""
    own = sheet.own
    morning, evening = hours_of(own)
    weekend, country = weekend_of(own), country_of_wish(own)
    days = days_off(weekend) or "weekends as in their country"
    off = {OWN: "their country's public holidays off", NO_COUNTRY: "no public holidays off"}.get(country)
    off = off or f"public holidays of {said(holiday_words(country))} off"
    facts = [
        f"Everybody is asked at {morning:%H:%M}, nothing after {evening:%H:%M}, {days}, {off}; {pace_of(own)} pace."
    ]
    if manager := sheet.here(own.manager if own else None):
        facts.append(f"{said(sheet.roster.name(manager))} leads by default.")
    return tell(" ".join([*facts, "Who has chosen otherwise keeps that."]))


def _when(sheet: SettingsSheet) -> str:
    calendar = sheet.calendar
    kept = calendar.country
    wish = (sheet.own and sheet.own.country) or country_of_wish(sheet.common)
    off = f"not on public holidays ({said(country_words(kept))})" if kept and wish != NO_COUNTRY else ""
    hours = f"at {calendar.morning:%H:%M}"
    return ", ".join(part for part in (hours, working_days_words(calendar, sheet.now), _quiet(calendar), off) if part)


def days_off(weekend: str) -> str:
    """`Fri and Sat off`; empty where the weekend is each country's own."""
    days = [DAYS[int(each)] for each in weekend.split(",")] if weekend in WEEKENDS else []
    return f"{' and '.join(days)} off" if days else ""


def _quiet(calendar: WorkCalendar) -> str:
    return f"nothing after {calendar.evening:%H:%M}"


def working_days_words(calendar: WorkCalendar, now: datetime) -> str:
    """The days of their week: `Mon–Fri`, `Sun–Thu`, or each by name where they are not in a row."""
    first = calendar.week_of(calendar.today(now))
    week = [first + timedelta(days=each) for each in range(7)]
    worked = [day for day in week if not is_weekend(calendar.country, calendar.weekend, day)]
    names = [DAYS[day.weekday()] for day in worked]
    in_a_row = len(worked) > 2 and (worked[-1] - worked[0]).days == len(worked) - 1
    return f"{names[0]}–{names[-1]}" if in_a_row else ", ".join(names)


def _away_words(sheet: SettingsSheet, own: Preferences) -> str:
    today = sheet.today
    begins = say_date(own.away_from, today) if own.away_from else ""
    span = f"Away {begins} to {say_date(own.away_until, today)}" if own.away_until else f"Away from {begins} on"
    if own.stand_in:
        return f"{span}: {said(sheet.roster.name(own.stand_in))} is asked."
    back = sheet.roster.back_on(sheet.user_id)
    return f"{span}: what comes up waits until {say_date(back, today)}." if back else f"{span}: what comes up waits."


def settings_button(label: str = "Settings") -> Element:
    """Opens somebody's own settings."""
    return button(label, ids.SETTINGS_OPEN, {"of": "me"})


def not_helpful_noted() -> Message:
    """Somebody found a nudge unhelpful: what they can change about the next ones."""
    text = "*Noted.* What would help? You can be asked less often, at another hour, or not while you are away."
    return tell(text, [settings_button()])

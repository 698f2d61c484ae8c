"""The forms that say how somebody, or everybody in the workspace, wants to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time

from reviews.calendar import NO_COUNTRY, country_of
from reviews.country_words import country_words
from reviews.messages import ids
from reviews.messages.item_forms import View
from reviews.messages.parts import (
    Block,
    Element,
    actions,
    button,
    context,
    date_input,
    field,
    menu,
    modal,
    option,
    person_input,
    text_input,
)
from reviews.messages.settings_said import WEEKEND_NAMES, days_off
from reviews.messages.words import said
from reviews.preferences import EVERYBODY, Pace, Preferences
from reviews.settings import OWN, country_of_wish, holiday_words, hours_of, pace_of, weekend_of
from reviews.settings_sheet import SettingsSheet

PACES = {
    Pace.LIGHT: ("Light", "On the day it is due, and 3 working days later"),
    Pace.STANDARD: ("Standard", "2 working days before, on the day, 1 and 3 working days after"),
    Pace.ACTIVE: ("Active", "As standard, and each message also says what is due next"),
}
LIMITS = (
    "Whatever is chosen: one message a day at most. What is 7 working days late goes to the manager's list, "
    "then only once a week."
)


def settings_form(sheet: SettingsSheet, about: Mapping[str, object]) -> View:
    """How one person is asked, filled in with what holds now.

    Fields: pace, morning, evening, weekend, holidays, manager, away, until, standin.
    """
    blocks = [context(f"{_default_line(sheet.common)}\n{LIMITS}")]
    if sheet.user_id in sheet.roster.silent:
        blocks.append(context("Your last nudges stand unanswered, so I ask lightly until you answer one."))
    blocks += _asking(sheet, "you")
    manager = sheet.here(sheet.own.manager if sheet.own else None)
    question = "Who hears when something of yours is a week late?"
    hint = "Empty: the customer's owner, else who leads by default."
    blocks.append(field("manager", question, person_input("manager", manager), optional=True, hint=hint))
    blocks += _absence(sheet)
    if sheet.is_admin:
        blocks.append(actions([button("For everybody here", ids.SETTINGS_OPEN, {"of": "workspace"})]))
    return modal(ids.FORM_SETTINGS, "How I ask you", blocks, submit="Save settings", about=about, subject="me")


def workspace_form(sheet: SettingsSheet, about: Mapping[str, object]) -> View:
    """What goes for all who have not chosen otherwise. Fields: pace, morning, evening, weekend, holidays, manager."""
    blocks = [context(f"For everybody who has not chosen otherwise.\n{LIMITS}"), *_asking(sheet, "people")]
    manager = sheet.here(sheet.own.manager if sheet.own else None)
    hint = "Hears what is a week late where neither a manager nor the customer's owner does."
    person = person_input("manager", manager)
    blocks.append(field("manager", "Who leads by default?", person, optional=True, hint=hint))
    return modal(
        ids.FORM_WORKSPACE_SETTINGS, "How I ask everybody", blocks, submit="Save for all", about=about, subject="all"
    )


def _asking(sheet: SettingsSheet, whom: str) -> Iterator[Block]:
    own, common = sheet.own, sheet.common
    paces = [option(label, str(pace), says) for pace, (label, says) in PACES.items()]
    pace = (own and own.pace) or pace_of(common)
    yield field("pace", f"How often shall I ask {whom}?", menu("pace", paces, chosen=str(pace), kind="radio_buttons"))
    morning, evening = _hours(own, common)
    question = "When does the day begin? The day's message comes then."
    yield field("morning", question, _time_input("morning", morning), optional=True)
    yield field("evening", "From when on shall I be quiet?", _time_input("evening", evening), optional=True)
    country = "As in my country" if whom == "you" else "As in each person's country"
    days = [option(country, OWN), *(option(name, value) for value, name in WEEKEND_NAMES.items())]
    weekend = (own and own.weekend) or weekend_of(common)
    chosen = weekend if weekend in WEEKEND_NAMES else OWN
    yield field("weekend", "Which days are off each week?", menu("weekend", days, chosen=chosen))
    holidays = text_input(
        "holidays",
        typed=holiday_words((own and own.country) or country_of_wish(common)),
        example="Germany, DE-BY or none",
        most=80,
    )
    hint = f"Empty: {_country_of_zone(sheet)}"
    yield field("holidays", "Whose public holidays are off?", holidays, optional=True, hint=hint)


def _hours(own: Preferences | None, common: Preferences | None) -> tuple[time, time]:
    morning, evening = hours_of(common)
    return (own and own.morning) or morning, (own and own.evening) or evening


def _country_of_zone(sheet: SettingsSheet) -> str:
    """Which country's holidays are off where none is typed."""
    if sheet.user_id == EVERYBODY:
        return "those of each person's country, by their time zone."
    zone = sheet.calendar.zone
    country = country_of(zone)
    return f"from {zone}: {country_words(country)}." if country else f"none, since {zone} is no country's own."


def _absence(sheet: SettingsSheet) -> Iterator[Block]:
    own, today = sheet.own, sheet.today
    over = own is None or (own.away_until is not None and own.away_until < today)
    begins, ends = (None, None) if own is None or over else (own.away_from, own.away_until)
    yield field("away", "Away from", date_input("away", begins), optional=True)
    yield field("until", "Away until, that day included", date_input("until", ends), optional=True)
    person = person_input("standin", sheet.here(own.stand_in if own else None))
    hint = "Empty: what comes up waits until you are back."
    yield field("standin", "Who is asked meanwhile?", person, optional=True, hint=hint)


def _time_input(action_id: str, chosen: time) -> Element:
    return {"type": "timepicker", "action_id": action_id, "initial_time": f"{chosen:%H:%M}"}


def _default_line(common: Preferences | None) -> str:
    morning, evening = hours_of(common)
    weekend = days_off(weekend_of(common))
    country = country_of_wish(common)
    return (
        "For everybody here, unless you choose otherwise: "
        + ", ".join(
            (
                f"{morning:%H:%M} to {evening:%H:%M}",
                f"{pace_of(common)} pace",
                weekend or "weekends as in your country",
                {OWN: "its public holidays off", NO_COUNTRY: "no public holidays off"}.get(country, "")
                or f"public holidays of {said(holiday_words(country))} off",
            )
        )
        + "."
    )

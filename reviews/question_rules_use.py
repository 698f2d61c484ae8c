"""The rules by which use and tickets become questions. Plain text; `fact` is said beside the question."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.brief_model import BriefSheet
from reviews.facts import TicketKind
from reviews.question_words import Weighed, from_ticket, from_usage, headed, joined, short, times
from reviews.usage_reading import FALLEN

MANY_IDLE = 3
"""Fewer idle seats than that are no question."""

_THEN = {
    TicketKind.HOW_TO: "where do people get stuck?",
    TicketKind.PROBLEM: "what do people do until it works?",
}


def fewer_people(sheet: BriefSheet) -> Iterator[Weighed]:
    """A team, or everybody, that uses it less: asked once, where it is worst."""
    usage = sheet.usage
    for team in usage.teams[:1]:
        if team.before and team.change <= -max(2, team.before * FALLEN):
            ask = f"{headed(team.team)} went from {team.before} to {team.now} people: what do the others use now?"
            yield Weighed(80, from_usage(ask, "use", sheet, team.snapshot))
    if usage.change is not None and usage.change <= -FALLEN and usage.previous and usage.latest:
        ask = (
            f"{usage.previous.active_30} people worked with it last quarter, {usage.active} do now: where did they go?"
        )
        yield Weighed(78, from_usage(ask, "use", sheet))


def after_onboarding(sheet: BriefSheet) -> Iterator[Weighed]:
    """Many began, fewer stayed."""
    peak = sheet.usage.peak
    if peak and sheet.usage.latest:
        ask = f"{peak.active_30} people began with it, {sheet.usage.active} are left: what stopped the others?"
        yield Weighed(66, from_usage(ask, "use", sheet))


def hangs_on_one(sheet: BriefSheet) -> Iterator[Weighed]:
    """What one person does alone."""
    usage = sheet.usage
    if usage.active == 1:
        ask = "One person works with it: what happens when they are away for two weeks?"
        yield Weighed(85, from_usage(ask, "alone", sheet))
    elif usage.alone:
        names = joined([short(each.what, 30).lower() for each in usage.alone[:2]])
        are = "is" if len(usage.alone[:2]) == 1 else "are"
        ask = f"{names[:1].upper()}{names[1:]} {are} done by one person alone: who takes over when they are away?"
        yield Weighed(83 if usage.hangs_on_one else 60, from_usage(ask, "alone", sheet))


def done_outside(sheet: BriefSheet) -> Iterator[Weighed]:
    """Work that leaves the product."""
    for each in sheet.usage.outside[:1]:
        often = f" {each.per_week:g} times a week" if each.per_week else ""
        ask = f"“{short(each.what, 50)}”{often}: what do people do with it there that they cannot do here?"
        yield Weighed(58, from_usage(ask, f"outside:{each.what}", sheet))


def seats_unused(sheet: BriefSheet) -> Iterator[Weighed]:
    """Seats that are paid for and that nobody sits on."""
    latest = sheet.usage.latest
    if latest is None or latest.seats is None or latest.active_30 is None:
        return
    idle = latest.seats - latest.active_30
    if idle >= MANY_IDLE and idle >= latest.seats * FALLEN:
        ask = (
            f"{idle} of {latest.seats} seats were idle for 30 days: who were they meant for, and what keeps them away?"
        )
        yield Weighed(59 if 2 * idle > latest.seats else 26, from_usage(ask, "use", sheet))


def rests_on(sheet: BriefSheet) -> Iterator[Weighed]:
    """What most of them do with it."""
    for each in (action for action in sheet.usage.weekly[:1] if (action.people or 0) > 1):
        ask = f"{each.people} people do “{short(each.what, 50)}” every week: what about it would they change first?"
        yield Weighed(20, from_usage(ask, f"weekly:{each.what}", sheet))


def more_people(sheet: BriefSheet) -> Iterator[Weighed]:
    """Growth, which nobody takes for granted."""
    usage = sheet.usage
    if usage.change is not None and usage.change >= FALLEN and usage.previous:
        ask = (
            f"{usage.previous.active_30} people became {usage.active}: which team is next, and what do they need first?"
        )
        yield Weighed(40, from_usage(ask, "use", sheet))


def turned_to_leaving(sheet: BriefSheet) -> Iterator[Weighed]:
    """They ask for their data and for terms."""
    tickets = sheet.tickets
    if tickets.turned:
        ask = (
            f"{len(tickets.leaving)} of {len(tickets.now)} tickets ask for exports, data or terms: "
            "what are you building with it elsewhere?"
        )
        yield Weighed(81, from_ticket(ask, tickets.leaving[-1], "leaving", sheet))


def never_shown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Many ask how to do the same thing."""
    lessons = sheet.tickets.lessons
    if lessons:
        ask = (
            f"{len(lessons.tickets)} questions how to use {short(lessons.label, 40)} in 13 weeks: "
            "who shows new people, and what would spare them asking?"
        )
        made = from_ticket(ask, lessons.tickets[0], f"lessons:{lessons.label}", sheet, lessons.label)
        yield Weighed(65, made)


def asked_again(sheet: BriefSheet) -> Iterator[Weighed]:
    """The same thing, asked over and over."""
    for each in sheet.tickets.asked[:2]:
        then = _THEN.get(
            each.tickets[0].kind or TicketKind.OTHER, "what would you do with it that you cannot do today?"
        )
        deed = "was asked" if each.tickets[0].kind is not TicketKind.PROBLEM else "was reported"
        ask = f"“{short(each.label, 60)}” {deed} {times(len(each.tickets))}: {then}"
        made = from_ticket(ask, each.tickets[0], f"asked:{each.label}", sheet, each.label)
        yield Weighed(55 + min(len(each.tickets), 9), made)


def gone_quiet(sheet: BriefSheet) -> Iterator[Weighed]:
    """Far fewer tickets."""
    tickets = sheet.tickets
    if tickets.fell:
        ask = (
            f"Tickets went from {len(tickets.before)} to {len(tickets.now)} in a quarter: is it working better, "
            "or have people stopped asking?"
        )
        newest = (*tickets.before, *tickets.now)[-1]
        yield Weighed(76, from_ticket(ask, newest, "quiet", sheet))

"""The columns of the sample files, each as the system it stands for writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.sample.people import REAL_NAMES
from bot.sample.story import Story, Talk, Use
from reviews.customer import Level
from reviews.facts import TicketKind, TouchKind

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]
SUPPORT: Final = "https://support.fieldstone.example/tickets"
STATUS: Final = "https://status.fieldstone.example/incidents"
CRM: Final = "https://crm.fieldstone.example"
USAGE: Final = "https://analytics.fieldstone.example/accounts"
SURVEYS: Final = "https://surveys.fieldstone.example/answers"
_TICKET_TYPES: Final = {
    TicketKind.HOW_TO: "Question",
    TicketKind.PROBLEM: "Problem",
    TicketKind.REQUEST: "Feature request",
    TicketKind.DATA: "Data export",
    TicketKind.CONTRACT: "Contract",
    TicketKind.OTHER: "Other",
}
_LEVELS: Final = {Level.EXECUTIVE: "Executive", Level.MANAGER: "Manager", Level.USER: "User"}


def accounts(told: Sequence[Story]) -> Table:
    """Customers as a CRM lists them."""
    header = (
        "Account Name",
        "Account Owner",
        "Website",
        "Tier",
        "ARR",
        "Currency",
        "Seats",
        "Stage",
        "Renewal Date",
    )
    rows: list[tuple[object, ...]] = [
        (
            each.name,
            REAL_NAMES[each.owner],
            each.key,
            each.tier,
            each.arr,
            each.currency,
            each.seats,
            each.stage,
            each.renewal_on.isoformat(),
        )
        for each in (story.customer for story in told)
    ]
    return header, rows


def contacts(told: Sequence[Story]) -> Table:
    """Their people, as a CRM lists them."""
    header = ("Company Name", "Name", "Job Title", "Level", "Email", "Champion", "Left on")
    rows: list[tuple[object, ...]] = [
        (
            story.customer.name,
            each.name,
            each.title,
            _LEVELS[each.level],
            each.email,
            "yes" if each.champion else "no",
            each.left_on or "",
        )
        for story in told
        for each in story.people
    ]
    return header, rows


def incidents(told: Sequence[Story]) -> Table:
    """Incidents as a spreadsheet of a German office holds them: semicolons, day before month."""
    header = (
        "Incident ID",
        "Customer",
        "Summary",
        "Workflow",
        "Started at",
        "Acknowledged at",
        "Resolved at",
        "Affected",
        "URL",
    )
    found = sorted(((each.started_at, story, each) for story in told for each in story.incidents), key=_moment)
    rows: list[tuple[object, ...]] = []
    for number, (_, story, each) in enumerate(found):
        ref = 1840 + 9 * number + number % 4
        times = (_german(each.started_at), _german(each.acknowledged_at), _german(each.fixed_at))
        rows.append((ref, story.customer.name, each.what, each.workflow, *times, each.felt_by, f"{STATUS}/{ref}"))
    return header, rows


def usage(told: Sequence[Story]) -> Table:
    """Use as a warehouse exports it: one line for the whole account and for each team, month by month."""
    header = (
        "Account",
        "Period end",
        "Days",
        "Team",
        "Seats",
        "Active users 30 days",
        "Active users 90 days",
        "Calls",
        "Features used",
        "Volume",
        "Volume unit",
        "Key actions",
        "URL",
    )
    rows = [_used(story, each) for story in told for each in story.usage]
    return header, rows


def _used(story: Story, each: Use) -> tuple[object, ...]:
    seats = "" if each.seats is None else each.seats
    volume = "" if each.volume is None else each.volume
    doing = "; ".join(f"{what}: {times:g}/week by {people}" for what, times, people in each.doing)
    where = f"{USAGE}/{story.customer.key}?until={each.ends_on}"
    counts = (each.active_30, each.active_90, each.calls, each.features)
    unit = each.volume_unit or ""
    return (story.customer.name, each.ends_on, 30, each.team, seats, *counts, volume, unit, doing, where)


def tickets(told: Sequence[Story]) -> Table:
    """Tickets as a help desk exports them."""
    header = (
        "Ticket ID",
        "Organization",
        "Subject",
        "Type",
        "Workflow",
        "Requester",
        "Created at",
        "First reply at",
        "Solved at",
        "Reopens",
        "Updated at",
        "URL",
    )
    found = sorted(((each.opened_at, story, each) for story in told for each in story.tickets), key=_moment)
    rows: list[tuple[object, ...]] = []
    for number, (_, story, each) in enumerate(found):
        ref = 31_207 + 11 * number + number % 7
        changed = each.solved_at or each.first_reply_at or each.opened_at
        times = (_iso(each.opened_at), _iso(each.first_reply_at), _iso(each.solved_at))
        about = (each.subject, _TICKET_TYPES[each.kind], each.workflow or "", each.requester)
        rows.append((ref, story.customer.name, *about, *times, each.reopened, _iso(changed), f"{SUPPORT}/{ref}"))
    return header, rows


def touches(told: Sequence[Story]) -> Table:
    """Conversations as a CRM exports them: one line for each person of a meeting."""
    header = (
        "Record ID",
        "Company name",
        "Activity type",
        "Direction",
        "Activity date",
        "Contact",
        "Activity assigned to",
        "Outcome",
        "Subject",
        "URL",
    )
    rows: list[tuple[object, ...]] = []
    for ref, story, each in _numbered(told):
        who = (each.person, each.ours, each.took_part.value if each.took_part else "")
        said = (each.kind.value, each.direction.value, each.at.strftime("%Y-%m-%d %H:%M"))
        kind = "meetings" if each.kind is TouchKind.MEETING else "activities"
        rows.append((ref, story.customer.name, *said, *who, each.about, f"{CRM}/{kind}/{ref}"))
    return header, rows


def _numbered(told: Sequence[Story]) -> Iterator[tuple[int, Story, Talk]]:
    """Conversations in the order of time; the people of one meeting share its number."""
    found = sorted(((each.at, story, each) for story in told for each in story.touches), key=_moment)
    known: dict[object, int] = {}
    for at, story, each in found:
        place = known.setdefault((at, story.customer.name, each.kind, each.about, each.ours), len(known))
        yield 70_412 + 13 * place + place % 5, story, each


def surveys(told: Sequence[Story]) -> Table:
    """Survey answers as a survey tool exports them, by tabs."""
    header = ("Response ID", "Company", "Survey", "Date", "Respondent", "Score", "Scale", "Comment", "URL")
    found = sorted(((each.at, story, each) for story in told for each in story.surveys), key=_moment)
    best = {"nps": 10, "csat": 5, "ces": 7}
    rows: list[tuple[object, ...]] = []
    for number, (_, story, each) in enumerate(found):
        ref = 5104 + 3 * number + number % 3
        score = (each.score, best[each.survey.value], each.words or "")
        rows.append(
            (ref, story.customer.name, each.survey.name, _iso(each.at), each.person, *score, f"{SURVEYS}/{ref}")
        )
    return header, rows


def contracts(told: Sequence[Story]) -> Table:
    """Contracts as a German CRM exports them: amounts with points, day before month."""
    header = (
        "Contract Number",
        "Account Name",
        "Start Date",
        "Renewal Date",
        "Annual Value",
        "Currency",
        "Seats",
        "Last Modified Date",
        "URL",
    )
    rows: list[tuple[object, ...]] = []
    found = sorted(((each.starts_on, story, each) for story in told for each in story.deals), key=_moment)
    for number, (_, story, each) in enumerate(found):
        ref = 2203 + 17 * number
        days = (f"{each.starts_on:%d.%m.%Y}", f"{each.renews_on:%d.%m.%Y}")
        value = f"{each.value:,}".replace(",", ".")
        customer = story.customer
        said = (value, customer.currency, each.seats, days[0])
        rows.append((ref, customer.name, *days, *said, f"{CRM}/contracts/{ref}"))
    return header, rows


def _moment(row: tuple[object, Story, object]) -> tuple[str, str]:
    return str(row[0]), row[1].customer.name


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _german(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%d.%m.%Y %H:%M}"

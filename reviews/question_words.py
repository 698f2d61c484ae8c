"""How questions are put together: their facts, days and words. Plain text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.dates import say_date
from reviews.facts import Incident, Ticket, UsageSnapshot, incident_id
from reviews.patterns import label_of
from reviews.text import one_line


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question and how much it matters."""

    weight: int
    question: DirectQuestion


def from_incident(ask: str, incident: Incident, sheet: BriefSheet, label: str | None = None) -> DirectQuestion:
    """A question that an incident asks. `label`: what came back, where it is one of several."""
    fact = f"{incident_id(incident.id)}, {say_day(incident.started_at, sheet)}"
    topic = label or label_of(incident)
    return DirectQuestion(ask, fact, f"workflow:{topic.casefold()}", incident.link, topic)


def from_usage(ask: str, about: str, sheet: BriefSheet, of: UsageSnapshot | None = None) -> DirectQuestion:
    """A question that the numbers of use ask; `of`: the snapshot they stand in, where it is not the account's last."""
    latest = of or sheet.usage.latest
    fact = f"usage until {say_date(latest.ends_on, sheet.material.today)}" if latest else "usage"
    return DirectQuestion(ask, fact, about, latest.link if latest else None)


def from_ticket(ask: str, ticket: Ticket, about: str, sheet: BriefSheet, topic: str = "") -> DirectQuestion:
    """A question that tickets ask."""
    return DirectQuestion(ask, f"ticket of {say_day(ticket.opened_at, sheet)}", about, ticket.link, topic)


def say_day(at: datetime, sheet: BriefSheet) -> str:
    """A day where the customer is, with its weekday."""
    return say_date(_local(at, sheet), sheet.material.today)


def _local(at: datetime, sheet: BriefSheet) -> date:
    return at.astimezone(sheet.material.zone).date()


def short(words: str | None, most: int = 50) -> str:
    """Somebody's words on one line, cut."""
    return one_line(words or "", most)


def headed(words: str) -> str:
    """As a sentence begins."""
    cut = short(words)
    return f"{cut[:1].upper()}{cut[1:]}"


def times(number: int) -> str:
    """`once`, `twice`, `three times`."""
    return {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(number, f"{number} times")


def joined(words: list[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

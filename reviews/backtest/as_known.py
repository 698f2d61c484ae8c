"""What was known of a customer on a day of the past: nothing that began, ended or was written down after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from reviews.account_facts import QUARTER, AccountFacts
from reviews.customer import Contact
from reviews.facts import Incident, SourceRead, Ticket

TWO_QUARTERS: Final = 2 * QUARTER
_A_YEAR: Final = timedelta(days=53 * 7)
_LONG: Final = timedelta(days=27 * 31)


def as_known(facts: AccountFacts, day: date) -> AccountFacts:
    """The facts as somebody would have had them at the end of `day` (UTC), with the windows of that day.

    `facts` holds everything ever known, not cut to windows. What ended later was still open; who left later was there.
    """
    now = datetime.combine(day + timedelta(days=1), time(), UTC)
    since = now - TWO_QUARTERS - timedelta(days=2)
    return AccountFacts(
        today=day,
        incidents=tuple(
            _incident(each, now)
            for each in facts.incidents
            if each.started_at < now and (each.started_at >= since or not _ended(each.fixed_at, now))
        ),
        usage=tuple(
            each
            for each in facts.usage
            if each.ends_on <= day and each.ends_on >= day - (TWO_QUARTERS if each.team else _LONG)
        ),
        tickets=tuple(
            _ticket(each, now)
            for each in facts.tickets
            if each.opened_at < now and (each.opened_at >= since or not _ended(each.solved_at, now))
        ),
        touches=tuple(each for each in facts.touches if since <= each.at < now),
        surveys=tuple(each for each in facts.surveys if now - _A_YEAR <= each.at < now),
        contract=facts.contract if facts.contract and _began(facts, day) else None,
        people=tuple(_contact(each, day) for each in facts.people),
        reads=tuple(_read(each, day, now) for each in facts.reads),
    )


def _began(facts: AccountFacts, day: date) -> bool:
    contract = facts.contract
    return contract is not None and (contract.starts_on is None or contract.starts_on <= day)


def _ended(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment < now


def _incident(incident: Incident, now: datetime) -> Incident:
    fixed = incident.fixed_at if _ended(incident.fixed_at, now) else None
    seen = incident.acknowledged_at if _ended(incident.acknowledged_at, now) else None
    if (fixed, seen) == (incident.fixed_at, incident.acknowledged_at):
        return incident
    return replace(incident, fixed_at=fixed, acknowledged_at=seen)


def _ticket(ticket: Ticket, now: datetime) -> Ticket:
    """A ticket that is still open has not been opened again, as far as anybody knew."""
    if ticket.solved_at is None or ticket.solved_at < now:
        return ticket
    reply = ticket.first_reply_at if _ended(ticket.first_reply_at, now) else None
    return replace(ticket, solved_at=None, first_reply_at=reply, reopened=0)


def _contact(contact: Contact, day: date) -> Contact:
    """When somebody was last heard from is kept as one day, the last of all: it says nothing of the time before."""
    left = contact.left_on if contact.left_on and contact.left_on <= day else None
    return replace(contact, left_on=left, heard_on=None)


def _read(read: SourceRead, day: date, now: datetime) -> SourceRead:
    """A history is the whole of its sources: each had been read until the day before."""
    return replace(read, read_at=min(read.read_at, now), covers_until=min(read.covers_until, day))

"""The customer's people: added, changed, marked as gone, and when we last spoke with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reviews.customer import Contact, Level
from reviews.dates import say_date
from reviews.days_ahead import FARTHEST
from reviews.decision import Change, Decision, Refusal
from reviews.model import Account

_ADDRESS = re.compile(r"[^\s@<>|,;]+@[^\s@<>|,;]+\.[^\s@<>|,;.]+\Z")


@dataclass(frozen=True, slots=True)
class ContactWords:
    """Somebody at the customer, as filled in."""

    name: str
    title: str | None = None
    level: Level | None = None
    champion: bool = False
    sponsor: bool = False
    email: str | None = None
    heard_on: date | None = None
    left_on: date | None = None


def add_contact(
    account: Account,
    number: int,
    words: ContactWords,
    known: Sequence[Contact],
    *,
    by: str,
    now: datetime,
    today: date,
) -> Decision | Refusal:
    """Add somebody. `known`: who is listed under that account already, at least its sponsors and namesakes."""
    if refusal := _refuse(words, today) or _refuse_again(words, known):
        return refusal
    new = _filled(Contact(account.workspace_id, number, account.id, words.name, added_by=by, added_at=now), words)
    return Decision((*_no_more_sponsor(new, known), Change(None, new)))


def edit_contact(contact: Contact, words: ContactWords, known: Iterable[Contact], today: date) -> Decision | Refusal:
    """Change what is known of somebody. Who has left stays on the list, marked."""
    if refusal := _refuse(words, today):
        return refusal
    after = _filled(contact, words)
    changes = (*_no_more_sponsor(after, known), Change(contact, after))
    return Decision(tuple(change for change in changes if change.before != change.after))


def heard_from(contact: Contact, today: date) -> Decision | Refusal:
    """We spoke with somebody today."""
    if contact.left_on is not None:
        left = say_date(contact.left_on, today)
        return Refusal("left", f"{contact.name} left on {left}. Edit them first if they are back.")
    if contact.heard_on is not None and contact.heard_on >= today:
        return Decision()
    return Decision((Change(contact, replace(contact, heard_on=today)),))


def sponsor_met(account: Account, today: date) -> Decision | Refusal:
    """Our own sponsor spoke with the customer today."""
    if account.sponsor is None:
        return Refusal("no_sponsor", "Nobody on our side is named as sponsor yet. Edit the account to name one.")
    if account.sponsor_met_on is not None and account.sponsor_met_on >= today:
        return Decision()
    return Decision((Change(account, replace(account, sponsor_met_on=today)),))


def replaced_sponsors(decision: Decision) -> tuple[str, ...]:
    """Who was the customer's sponsor until now, by name."""
    changed = ((c.before, c.after) for c in decision.changes)
    return tuple(
        was.name
        for was, now in changed
        if isinstance(was, Contact) and isinstance(now, Contact) and was.sponsor and not now.sponsor
    )


def _no_more_sponsor(new: Contact, known: Iterable[Contact]) -> tuple[Change, ...]:
    """A customer has one sponsor: naming another takes the mark off the first."""
    if not new.sponsor:
        return ()
    others = (each for each in known if each.sponsor and each.id != new.id)
    return tuple(Change(each, replace(each, sponsor=False), f"{new.name} is the sponsor now") for each in others)


def _filled(contact: Contact, words: ContactWords) -> Contact:
    return replace(
        contact,
        name=words.name.strip(),
        title=(words.title or "").strip() or None,
        level=words.level,
        champion=words.champion,
        sponsor=words.sponsor,
        email=_address(words.email),
        heard_on=words.heard_on,
        left_on=words.left_on,
    )


def _address(typed: str | None) -> str | None:
    return (typed or "").strip().removeprefix("mailto:") or None


def _refuse(words: ContactWords, today: date) -> Refusal | None:
    """Each refusal's code is the field it stands under."""
    if not words.name.strip():
        return Refusal("name", "Who is it? Type a name, such as Dana Wu.")
    address = _address(words.email)
    if address and not _ADDRESS.match(address):
        return Refusal("email", f"“{address}” is no e-mail address. Type one such as dana@northwind.example.")
    for field, day in (("heard", words.heard_on), ("left", words.left_on)):
        if day and day > today:
            return Refusal(field, f"{say_date(day, today)} is still ahead. Pick today or a day before.")
        if day and today - day > FARTHEST:
            return Refusal(field, f"{day.isoformat()} is more than ten years ago. Pick a nearer day.")
    return None


def _refuse_again(words: ContactWords, known: Iterable[Contact]) -> Refusal | None:
    """The same person twice, as far as one can tell."""
    for each in known:
        same_title = (each.title or "").casefold() == (words.title or "").strip().casefold()
        same_address = (each.email or "").casefold() == (_address(words.email) or "").casefold()
        if each.name.casefold() == words.name.strip().casefold() and same_title and same_address:
            gone = f", and left on {each.left_on.isoformat()}" if each.left_on else ""
            return Refusal("name", f"{each.name} is listed already{gone}. Add a title to tell two people apart.")
    return None

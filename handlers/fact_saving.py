"""Facts noted by hand, written down and said back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers import people
from handlers.desk import Desk, Request
from handlers.recording import Decide, settle, with_board
from reviews.account_facts import QUARTER
from reviews.customer import Contact
from reviews.dates import DayOrder, order_for
from reviews.decision import Change, Decision, Message, Refusal
from reviews.fact_entry import IncidentWords, Noting, change_incident, note_incident, nothing_reached
from reviews.fact_entry_touch import Somebody, TouchWords, change_touch, note_touches
from reviews.fact_entry_usage import UsageWords, change_usage, note_usage
from reviews.facts import Fact, FactKind, Incident, Touch, UsageSnapshot
from reviews.incident_line_times import Clocked
from reviews.line_dates import Asked
from reviews.messages import ids
from reviews.messages.fact_said import Teller, incident_noted, nothing_noted, touch_noted, usage_noted
from reviews.messages.parts import Element, button
from reviews.model import Account, Person
from reviews.patterns import patterns
from reviews.people import assumed_of, short_names, zone_of
from storage import accounts, contacts, fact_records, facts, numbers

GONE = Refusal("gone", "That is not here any more.")
_CHANGED = Refusal("changed", "Somebody changed it meanwhile. Save again to put yours in its place.")
Seen = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Typist:
    """Who types: their clock, and the order in which they write day and month."""

    me: Person
    clocked: Clocked
    order: DayOrder | None
    default_zone: str

    @property
    def asked(self) -> Asked:
        """What days are read against."""
        return Asked(self.clocked.today, self.order)

    def noting(self, account: Account) -> Noting:
        """Who notes it, about whom."""
        return Noting(account, self.me.user_id, self.clocked.now, self.clocked.zone)

    def teller(self, account: Account, request: Request, notes: Sequence[str] = ()) -> Teller:
        """How it is said back to them."""
        told = (*notes, *assumed_of(self.me, self.default_zone))
        return Teller(account.name, self.clocked.today, self.clocked.zone, request.key, told)


async def typist(desk: Desk, request: Request) -> Typist:
    """Who sent the request."""
    me = await people.person(desk, request, request.user_id)
    zone = zone_of(me.time_zone, desk.default_zone)
    return Typist(me, Clocked(request.now, zone), order_for(me.locale), desk.default_zone)


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that a form changes: its number, and what tells whether it is still as the form showed it."""

    number: int
    is_as_seen: Seen


async def save_incident(
    desk: Desk,
    request: Request,
    who: Typist,
    account: Account,
    words: IncidentWords,
    notes: Sequence[str] = (),
    *,
    known: Known | None = None,
) -> Message | Refusal:
    """Note an incident, or change one. A refusal's code is the field it is about."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        if known is None:
            number = await numbers.next_number(tx, request.workspace_id, "incident")
            return note_incident(number, words, who.noting(account))
        stored = await standing_fact(tx, request, account, FactKind.INCIDENT, known)
        return change_incident(stored, words, who.noting(account)) if isinstance(stored, Incident) else _no(stored)

    return await settle_incident(desk, request, who, account, decide, notes, number=known.number if known else None)


async def settle_incident(
    desk: Desk,
    request: Request,
    who: Typist,
    account: Account,
    decide: Decide,
    notes: Sequence[str] = (),
    *,
    number: int | None = None,
) -> Message | Refusal:
    """Record what changes an incident, and say the incident as it stands."""
    done = await record(desk, request, account, decide)
    if isinstance(done, Refusal):
        return done
    made = next((each.after for each in done.changes if isinstance(each.after, Incident)), None)
    async with desk.db.read() as tx:
        stored = made or (await facts.by_id(tx, request.workspace_id, FactKind.INCIDENT, number) if number else None)
        felt = await fact_records.incidents_since(tx, request.workspace_id, account.id, request.now - QUARTER)
    if not isinstance(stored, Incident):
        return GONE
    note = "" if number is None else "Changed:" if made else "As it was:"
    return incident_noted(stored, who.teller(account, request, notes), _times(stored, felt), note)


def _times(incident: Incident, felt: Sequence[Incident]) -> int:
    """How often the same thing was hit in 13 weeks, this time counted."""
    groups = (each.incidents for each in patterns(felt).repeating)
    return next((len(group) for group in groups if any(each.id == incident.id for each in group)), 1)


async def save_nothing(desk: Desk, request: Request, who: Typist, account: Account) -> Message | Refusal:
    """Note somebody's word that nothing reached the customer."""

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        felt = await fact_records.incidents_since(tx, request.workspace_id, account.id, request.now - QUARTER)
        before = await fact_records.nothing_noted(tx, request.workspace_id, account.id)
        return nothing_reached(who.noting(account), felt, before)

    done = await record(desk, request, account, decide)
    return done if isinstance(done, Refusal) else nothing_noted(account.name, who.clocked.today)


async def save_usage(
    desk: Desk,
    request: Request,
    who: Typist,
    account: Account,
    said: Sequence[UsageWords],
    notes: Sequence[str] = (),
    *,
    known: Known | None = None,
) -> Message | Refusal:
    """Note snapshots of one day, all or none, or change one."""
    made: list[UsageSnapshot] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        made.clear()
        changes: list[Change] = []
        for words in said:
            done = await _usage(tx, request, who, account, words, known)
            if isinstance(done, Refusal):
                return done
            changes += done.changes
            made.extend(each.after for each in done.changes if isinstance(each.after, UsageSnapshot))
        return Decision(tuple(changes))

    done = await record(desk, request, account, decide)
    if isinstance(done, Refusal):
        return done
    if not made:
        return Refusal("same", "That was noted already; nothing was changed.")
    async with desk.db.read() as tx:
        told = [
            (each, await fact_records.usage_before(tx, each.workspace_id, account.id, each.team, each.ends_on))
            for each in made
        ]
    return usage_noted(told, who.teller(account, request, notes))


async def _usage(
    tx: AsyncConnection, request: Request, who: Typist, account: Account, words: UsageWords, known: Known | None
) -> Decision | Refusal:
    if known is not None:
        stored = await standing_fact(tx, request, account, FactKind.USAGE, known)
        if not isinstance(stored, UsageSnapshot):
            return _no(stored)
        return change_usage(stored, words, who.noting(account))
    ws = request.workspace_id
    before = await fact_records.typed_usage(tx, ws, account.id, words.count.team, words.ends_on, lock=True)
    number = 0 if before else await numbers.next_number(tx, ws, "usage")
    return note_usage(number, words, who.noting(account), same_day=before)


async def save_touch(
    desk: Desk,
    request: Request,
    who: Typist,
    account: Account,
    words: TouchWords,
    notes: Sequence[str] = (),
    *,
    known: Known | None = None,
) -> Message | Refusal:
    """Note a conversation with one or several people, or change one person's part in it."""
    made: list[Touch] = []

    async def decide(tx: AsyncConnection) -> Decision | Refusal:
        made.clear()
        ours = await accounts.by_id(tx, request.workspace_id, account.id, lock=True) or account
        fresh = await with_contacts(tx, request, words)
        done = await _touches(tx, request, who.noting(ours), fresh, known)
        if not isinstance(done, Refusal):
            made.extend(each.after for each in done.changes if isinstance(each.after, Touch))
        return done

    done = await record(desk, request, account, decide)
    if isinstance(done, Refusal):
        return done
    if not made:
        return Refusal("same", "Nothing was changed.")
    named = await people.names(desk, request, [each for each in words.ours if each[:1] in "UW"])
    teller = who.teller(account, request, notes)
    shown = Teller(teller.account_name, teller.today, teller.zone, teller.deed, teller.notes, _add(words, account))
    return touch_noted(words, made[0], shown, short_names(named.values()))


async def _touches(
    tx: AsyncConnection, request: Request, noting: Noting, words: TouchWords, known: Known | None
) -> Decision | Refusal:
    if known is None:
        first = await numbers.next_number(tx, request.workspace_id, "touch", max(1, len(words.who)))
        return note_touches(first, words, noting)
    stored = await standing_fact(tx, request, noting.account, FactKind.TOUCH, known)
    return change_touch(stored, words, noting) if isinstance(stored, Touch) else _no(stored)


async def with_contacts(tx: AsyncConnection, request: Request, words: TouchWords) -> TouchWords:
    """The same words with the people on the list as they are at this moment."""
    fresh = []
    for each in words.who:
        found = await contacts.by_id(tx, request.workspace_id, each.contact.id, lock=True) if each.contact else None
        fresh.append(Somebody(each.name, found))
    return TouchWords(
        tuple(fresh),
        words.kind,
        words.direction,
        words.took_part,
        words.at,
        words.day_only,
        words.about,
        words.ours,
        words.link,
    )


def _add(words: TouchWords, account: Account) -> list[Element]:
    """The way to put somebody new on the list."""
    new = [each.name for each in words.who if each.name and each.contact is None]
    return [button(f"Add {new[0]} to their people", f"{ids.CONTACT_EDIT}.new", {"account": account.id})] if new else []


async def contacts_of(desk: Desk, request: Request, account: Account | None) -> list[Contact]:
    """Everybody on a customer's list."""
    if account is None:
        return []
    async with desk.db.read() as tx:
        return await contacts.on_account(tx, request.workspace_id, account.id)


async def standing_fact(
    tx: AsyncConnection, request: Request, account: Account, kind: FactKind, known: Known
) -> Fact | Refusal:
    """A fact of this customer to be changed, while it is as its form showed it."""
    stored = await facts.by_id(tx, request.workspace_id, kind, known.number, lock=True)
    if stored is None or stored.account_id != account.id:
        return GONE
    return stored if known.is_as_seen(stored) else _CHANGED


def _no(stored: Fact | Refusal) -> Refusal:
    return stored if isinstance(stored, Refusal) else GONE


async def record(desk: Desk, request: Request, account: Account, decide: Decide) -> Decision | Refusal:
    """Record it, and show the board again that tells of it."""

    async def both(tx: AsyncConnection) -> Decision | Refusal:
        done = await decide(tx)
        if isinstance(done, Refusal) or not done.changes:
            return done
        return await with_board(tx, request.workspace_id, account.id, done)

    return await settle(desk, request, both)

"""The facts of a brief in words: incidents, use, tickets, people; and why something is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from reviews.account_facts import AccountFacts
from reviews.customer import Level
from reviews.dates import say_date
from reviews.facts import TYPED_HERE, FactKind, Incident, SourceRead, TicketKind
from reviews.incident_times import say_stretch
from reviews.incident_times import times as times_of
from reviews.messages.brief_words import (
    Line,
    and_more,
    day_of,
    headed,
    incident_day,
    linked,
    read_until,
    source_of,
    times,
)
from reviews.messages.words import count, said
from reviews.patterns import Pattern, Patterns
from reviews.ticket_reading import TicketReading
from reviews.touch_reading import TouchReading

_DAYS_SHOWN = 5
_WHOLE = 3
_NAMED = 4


def incident_summary(name: str, found: Patterns, facts: AccountFacts) -> str:
    """How many reached them. That none did, or that none came back, is only said when a source says so."""
    read = read_until(facts.read_of(FactKind.INCIDENT), facts)
    is_silent = facts.is_silent(FactKind.INCIDENT)
    unread = _last_word("incidents", facts.read_of(FactKind.INCIDENT), facts)
    if not found.count:
        return (
            f"⚪ unknown: {unread or 'no incident log was read'}"
            if is_silent
            else f"Nothing reached {name} in 13 weeks ({read})"
        )
    said_so = [f"{count(found.count, 'incident')} felt in 13 weeks"]
    if found.repeating:
        said_so.append(count(len(found.repeating), "pattern"))
        said_so += [f"{len(found.one_off)} came once"] if found.one_off else []
    elif not is_silent:
        said_so.append("nothing came back")
    if found.unfixed:
        said_so.append(f"*{len(found.unfixed)} without a noted fix*")
    return ", ".join(said_so) + (f"; ⚪ others unknown: {unread or 'no incident log was read'}" if is_silent else "")


def _last_word(what: str, read: SourceRead | None, facts: AccountFacts) -> str:
    """`zendesk was last read up to Fri 3 Jul`; where somebody said it, `the last word on tickets is of Fri 3 Jul`."""
    if read is None:
        return ""
    day = say_date(read.covers_until, facts.today)
    return (
        f"the last word on {what} is of {day}"
        if read.source == TYPED_HERE
        else f"{source_of(read)} was last read up to {day}"
    )


def incident_lines(found: Patterns, facts: AccountFacts, zone: tzinfo) -> Iterator[Line]:
    """What came back first, then what came once; of both, what has no fix before what has."""
    for place, each in enumerate(found.repeating[:_WHOLE]):
        last = incident_day(each.incidents[0], facts, zone)
        brief = f"{_failed(each)}, last {last}{', *no fix noted*' if each.is_open else ''}"
        yield Line(pattern_line(each, facts, zone), 110 - place, must=True, short=brief)
    if others := found.repeating[_WHOLE:]:
        whole = and_more([f"{said(each.label, 30)} ({times(len(each.incidents))})" for each in others], _NAMED)
        brief = and_more([said(each.label, 30) for each in others], _NAMED)
        yield Line(f"Also came back: {whole}", 107, must=True, short=f"Also came back: {brief}")
    still = [each for each in found.one_off if each.fixed_at is None]
    for place, incident in enumerate(still[:_WHOLE]):
        brief = f"*No fix noted*: {said(incident.what, 40)}, {incident_day(incident, facts, zone)}"
        yield Line(incident_line(incident, facts, zone), 106 - place, must=True, short=brief)
    if rest := [said(each.what, 30) for each in still[_WHOLE:]]:
        yield Line(f"Also *no fix noted*: {and_more(rest, _NAMED)}", 103, must=True)
    once = [each for each in found.one_off if each.fixed_at is not None]
    for place, incident in enumerate(once[:_WHOLE]):
        yield Line(incident_line(incident, facts, zone), 40 - place if place else 69)
    if len(once) > _WHOLE:
        yield Line(f"and {len(once) - _WHOLE} more that came once", 38)


def _failed(pattern: Pattern) -> str:
    return f"*{headed(said(pattern.label, 60))}* {pattern.deed} {times(len(pattern.incidents))}"


def pattern_line(pattern: Pattern, facts: AccountFacts, zone: tzinfo) -> str:
    """`Month-end export failed 3 times: 31 Aug, 30 Sep, 30 Oct; fixed in 6 h, at worst 2 days; felt by finance`."""
    days = [incident_day(each, facts, zone) for each in reversed(pattern.incidents[:_DAYS_SHOWN])]
    earlier = f"{len(pattern.incidents) - _DAYS_SHOWN} before, " if len(pattern.incidents) > _DAYS_SHOWN else ""
    return "; ".join([f"{_failed(pattern)}: {earlier}{', '.join(days)}", *_took(pattern.incidents)])


def incident_line(incident: Incident, facts: AccountFacts, zone: tzinfo) -> str:
    """One that came once."""
    lead = f"Once: {said(incident.what, 80)}, {incident_day(incident, facts, zone)}"
    return "; ".join([lead, *_took((incident,))])


def _took(incidents: Sequence[Incident]) -> Iterator[str]:
    """How long we took, and whom it reached."""
    took = times_of(incidents)
    if took.unfixed:
        yield "*no fix noted*" if len(incidents) == 1 else f"*no fix noted for {len(took.unfixed)}*"
    if took.acknowledge:
        yield say_stretch("acknowledged", took.acknowledge)
    if took.fix:
        yield say_stretch("fixed", took.fix)
    felt = sorted({said(each.felt_by, 40) for each in incidents if each.felt_by})
    if felt:
        yield f"felt by {and_more(felt, 2)}"


def ticket_summary(tickets: TicketReading, facts: AccountFacts, zone: tzinfo) -> str:
    """How many came, against the quarter before, and what is open."""
    read = facts.read_of(FactKind.TICKET)
    if not (tickets.now or tickets.before or tickets.open):
        if tickets.is_read:
            return f"none in 26 weeks ({read_until(read, facts)})"
        return f"⚪ unknown: {_unread('tickets were read', read, facts)}"
    came = _against(len(tickets.now), len(tickets.before))
    if not tickets.is_read:
        unread = _unread("tickets were read", read, facts)
        came = f"⚪ unknown, {unread}; {len(tickets.now)} known of 13 weeks" if tickets.now else f"⚪ unknown: {unread}"
    if not tickets.open:
        return f"{came}; none open" if tickets.is_read else came
    oldest = tickets.open[0]
    age = (facts.today - oldest.opened_at.astimezone(zone).date()).days
    first = linked(f"“{said(oldest.subject, 50)}”", oldest.link)
    lead = "the one open" if len(tickets.open) == 1 else f"{len(tickets.open)} open, the oldest"
    return f"{came}; {lead} {first} for {count(age, 'day')}"


def _unread(what: str, read: SourceRead | None, facts: AccountFacts) -> str:
    """`zendesk was last read up to Fri 3 Jul`; `no tickets were read` where nothing ever was."""
    return _last_word(what.split(maxsplit=1)[0], read, facts) or f"no {what}"


def _against(now: int, before: int) -> str:
    """`3 in 13 weeks, 9 in the 13 before`."""
    return f"{now or 'none'} in 13 weeks, {before or 'none'} in the 13 before"


def ticket_lines(tickets: TicketReading, facts: AccountFacts, zone: tzinfo) -> Iterator[Line]:
    """A turn, a fall, what is asked again, what was solved and came back."""
    if tickets.turned:
        newest = tickets.leaving[-1]
        last = linked(f"“{said(newest.subject, 50)}”", newest.link)
        yield Line(f"{len(tickets.leaving)} of {len(tickets.now)} ask for exports, data or terms, last {last}", 85)
    if tickets.fell:
        yield Line("Far fewer than before: a warning, not good news", 80)
    if tickets.lessons:
        shown = (
            f"{len(tickets.lessons.tickets)} of {len(tickets.now)} are how-to about {said(tickets.lessons.label, 40)}"
        )
        yield Line(shown, 64)
    for asked in tickets.asked[:3]:
        days = [linked(day_of(each.opened_at, facts, zone), each.link) for each in reversed(asked.tickets[:3])]
        more = f" and {len(asked.tickets) - 3} before" if len(asked.tickets) > 3 else ""
        deed = "Reported" if asked.tickets[0].kind is TicketKind.PROBLEM else "Asked"
        lead = f"{deed} {times(len(asked.tickets))}: “{said(asked.label, 50)}”"
        yield Line(f"{lead} ({', '.join(days)}{more})", 50 + min(len(asked.tickets), 20))
    if tickets.reopened:
        yield Line(f"{len(tickets.reopened)} of the open ones had been solved before", 45)
    for each in tickets.by_hand[:1]:
        yield Line(f"Speaks of work by hand: {linked(f'“{said(each.subject, 50)}”', each.link)}", 48)


def people_summary(touches: TouchReading, facts: AccountFacts, zone: tzinfo) -> str:
    """Who was heard from."""
    unread = _unread("conversations were noted", facts.read_of(FactKind.TOUCH), facts)
    if touches.last is None:
        return "nobody was heard from in 26 weeks" if touches.is_read else f"⚪ unknown: {unread}"
    who = said(touches.last.person, 40) or "somebody"
    last = linked(f"{who}, {day_of(touches.last.at, facts, zone)}", touches.last.link)
    is_new = touches.last.at.date() >= facts.since
    people = count(len(touches.now), "person", "people") if touches.now else "somebody" if is_new else "nobody"
    if not touches.is_read:
        known = f"heard from {people} in 13 weeks, others unknown" if is_new else f"unknown: {unread}"
        return f"⚪ {known}; last {last}"
    before = f"{len(touches.before) or 'nobody'} in the 13 before"
    return f"heard from {people} in 13 weeks, {before}; last {last}"


def people_lines(touches: TouchReading, facts: AccountFacts, zone: tzinfo) -> Iterator[Line]:
    """Who stopped coming, who left, and what people answered, by who they are."""
    for quiet in touches.quiet[:2]:
        since = f"not since {say_date(quiet.last, facts.today)}" if quiet.last else "never noted"
        declined = [linked(day_of(each.at, facts, zone), each.link) for each in quiet.declined[:3]]
        said_no = f", declined {', '.join(reversed(declined))}" if declined else ""
        yield Line(f"Executive {said(quiet.name, 40)}: {since}{said_no}", 82 if declined else 70)
    for gone in touches.champions_left[:1]:
        left = say_date(gone.left_on, facts.today) if gone.left_on else ""
        yield Line(f"Champion {said(gone.name, 40)} left {left}".rstrip(), 78)
    for answer in touches.answers[:2]:
        level = {Level.EXECUTIVE: " (executive)", Level.MANAGER: " (manager)"}.get(answer.level or Level.USER, "")
        who = said(answer.person, 40) or "Somebody"
        gave = linked(f"{answer.score:g} of {answer.best:g}", answer.link)
        words = f": “{said(answer.words, 60)}”" if answer.words else ""
        source = "" if answer.link else f", {source_of(answer)}"
        lead = f"{who}{level} gave {gave}, {day_of(answer.at, facts, zone)}{source}{words}"
        yield Line(lead, 46 if answer.level is Level.EXECUTIVE else 30)

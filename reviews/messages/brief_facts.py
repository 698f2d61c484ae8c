"""The facts of a brief in words: incidents, use, tickets, people; and why something is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from reviews.account_facts import AccountFacts
from reviews.customer import Level
from reviews.dates import say_date
from reviews.facts import FactKind, Incident
from reviews.incident_times import say_stretch
from reviews.incident_times import times as times_of
from reviews.messages.brief_words import (
    Line,
    day_of,
    headed,
    incident_day,
    joined,
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


def incident_summary(name: str, found: Patterns, facts: AccountFacts) -> str:
    """How many reached them. That none did is only said when a source says so."""
    if found.count:
        back = f", {count(len(found.repeating), 'pattern')}" if found.repeating else ", nothing came back"
        return f"{count(found.count, 'incident')} in 13 weeks{back}"
    read = read_until(facts.read_of(FactKind.INCIDENT), facts)
    if facts.is_silent(FactKind.INCIDENT):
        return f"⚪ unknown: no incident log was read since {read}" if read else "⚪ unknown: no incident log was read"
    return f"Nothing reached {name} in 13 weeks ({read})"


def incident_lines(found: Patterns, facts: AccountFacts, zone: tzinfo) -> Iterator[Line]:
    """What came back first, then what came once; what is not fixed before what is."""
    for each in found.repeating:
        yield Line(pattern_line(each, facts, zone), 95 + len(each.incidents), must=True)
    for incident in found.one_off:
        is_open = incident.fixed_at is None
        yield Line(incident_line(incident, facts, zone), 94 if is_open else 40, must=is_open)


def pattern_line(pattern: Pattern, facts: AccountFacts, zone: tzinfo) -> str:
    """`month-end export failed 3 times: 31 Aug, 30 Sep, 30 Oct; fixed in 6 h, at worst 2 days; felt by finance`."""
    days = [incident_day(each, facts, zone) for each in reversed(pattern.incidents[:_DAYS_SHOWN])]
    earlier = f"{len(pattern.incidents) - _DAYS_SHOWN} before, " if len(pattern.incidents) > _DAYS_SHOWN else ""
    lead = f"*{headed(said(pattern.label, 60))}* failed {times(len(pattern.incidents))}: {earlier}{', '.join(days)}"
    return "; ".join([lead, *_took(pattern.incidents)])


def incident_line(incident: Incident, facts: AccountFacts, zone: tzinfo) -> str:
    """One that came once."""
    lead = f"Once: {said(incident.what, 80)}, {incident_day(incident, facts, zone)}"
    return "; ".join([lead, *_took((incident,))])


def _took(incidents: Sequence[Incident]) -> Iterator[str]:
    """How long we took, and whom it reached."""
    took = times_of(incidents)
    if took.unfixed:
        yield "*not fixed yet*" if len(incidents) == 1 else f"*{count(len(took.unfixed), 'one', 'ones')} not fixed yet*"
    if took.acknowledge:
        yield say_stretch("acknowledged", took.acknowledge)
    if took.fix:
        yield say_stretch("fixed", took.fix)
    felt = sorted({said(each.felt_by, 40) for each in incidents if each.felt_by})
    if felt:
        yield f"felt by {joined(felt[:2])}"


def ticket_summary(tickets: TicketReading, facts: AccountFacts, zone: tzinfo) -> str:
    """How many came, against the quarter before, and what is open."""
    if not (tickets.now or tickets.before or tickets.open):
        read = read_until(facts.read_of(FactKind.TICKET), facts)
        return f"none ({read})" if not facts.is_silent(FactKind.TICKET) else "⚪ unknown: no tickets were read"
    came = _against(len(tickets.now), len(tickets.before))
    if not tickets.open:
        return f"{came}; none open"
    oldest = tickets.open[0]
    age = (facts.today - oldest.opened_at.astimezone(zone).date()).days
    first = linked(f"“{said(oldest.subject, 50)}”", oldest.link)
    lead = "the one open" if len(tickets.open) == 1 else f"{len(tickets.open)} open, the oldest"
    return f"{came}; {lead} {first} for {count(age, 'day')}"


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
        lead = f"Asked {times(len(asked.tickets))}: “{said(asked.label, 60)}”"
        yield Line(f"{lead} ({', '.join(days)}{more})", 50 + min(len(asked.tickets), 20))
    if tickets.reopened:
        yield Line(f"{len(tickets.reopened)} of the open ones had been solved before", 45)
    for each in tickets.by_hand[:1]:
        yield Line(f"Speaks of work by hand: {linked(f'“{said(each.subject, 50)}”', each.link)}", 48)


def people_summary(touches: TouchReading, facts: AccountFacts, zone: tzinfo) -> str:
    """Who was heard from."""
    if touches.last is None:
        silent = facts.is_silent(FactKind.TOUCH)
        return "⚪ unknown: no conversations were noted" if silent else "nobody was heard from in 26 weeks"
    who = said(touches.last.person, 40) or "somebody"
    last = linked(f"{who}, {day_of(touches.last.at, facts, zone)}", touches.last.link)
    people = count(len(touches.now), "person", "people") if touches.now else "nobody"
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

"""Single facts in words, mrkdwn: what and when on the first line, the rest and where it came from on the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final

from reviews.account_money import say_money
from reviews.dates import say_date
from reviews.fact_list import day_of, is_typed_here
from reviews.facts import (
    ContractFact,
    Direction,
    Fact,
    Incident,
    KeyAction,
    SurveyAnswer,
    SurveyKind,
    Ticket,
    TookPart,
    Touch,
    UsageSnapshot,
    incident_id,
)
from reviews.incident_times import Stretch, say_stretch
from reviews.messages.brief_words import linked
from reviews.messages.words import count, join_facts, quoted, said

_DIRECTIONS: Final = {Direction.THEIRS: "they reached out", Direction.OURS: "we reached out", Direction.BOTH: ""}
_TOOK_PART: Final = {TookPart.ATTENDED: "came", TookPart.DECLINED: "*declined*", TookPart.ABSENT: "*did not come*"}
_SURVEYS: Final = {SurveyKind.NPS: "NPS", SurveyKind.CSAT: "CSAT", SurveyKind.CES: "CES", SurveyKind.OTHER: "Survey"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their day, their zone, and what people are called, by Slack id. `listens`: they hear no links."""

    today: date
    names: Mapping[str, str]
    zone: tzinfo = UTC
    listens: bool = False

    def day(self, moment: datetime | date) -> str:
        """A moment's day where they are: `Tue 24 Nov`."""
        return say_date(day_of(moment, self.zone), self.today)

    def time(self, moment: datetime, *, day_only: bool = False) -> str:
        """A moment by their clock: `Tue 24 Nov 14:02`; the day alone where no more is known."""
        return self.day(moment) if day_only else f"{self.day(moment)} {moment.astimezone(self.zone):%H:%M}"

    def name(self, who: str | None) -> str:
        """What somebody is called, known by Slack id or by name."""
        return said(self.names.get(who or "", who), 60)


def fact_row(fact: Fact, reader: Reader) -> str:
    """One fact in two lines."""
    match fact:
        case Incident():
            first, second = incident_words(fact, reader)
        case UsageSnapshot():
            first, second = _usage(fact, reader)
        case Ticket():
            first, second = _ticket(fact, reader)
        case Touch():
            first, second = _touch(fact, reader)
        case SurveyAnswer():
            first, second = _survey(fact, reader)
        case ContractFact():
            first, second = _contract(fact, reader)
    return f"{first}\n{join_facts(second, origin(fact, reader))}"


def origin(fact: Fact, reader: Reader) -> str:
    """Where a fact came from: who noted it, or its source, and when; linked where there is a link safe to show."""
    if is_typed_here(fact):
        words = f"noted by {reader.name(fact.noted_by)} on {reader.day(fact.noted_at)}"
    else:
        words = f"{said(fact.source, 40)}, {reader.day(fact.as_of)}"
    return words if reader.listens else linked(words, fact.link)


def incident_words(incident: Incident, reader: Reader) -> tuple[str, str]:
    """What failed and when; then the workflow, how long it took us, and who felt it."""
    began = reader.time(incident.started_at, day_only=incident.day_only)
    first = join_facts(f"*{incident_id(incident.id)}* {said(incident.what, 200)}", began)
    seen = _after("acknowledged", incident.started_at, incident.acknowledged_at, incident.day_only)
    fixed = _after("fixed", incident.started_at, incident.fixed_at, incident.day_only)
    times = f"{seen or 'no acknowledgement noted'}, {fixed or 'no fix noted'}"
    felt_by = f"felt by {said(incident.felt_by, 80)}" if incident.felt_by else ""
    return first, join_facts(said(incident.workflow, 80), times, felt_by)


def _after(deed: str, start: datetime, end: datetime | None, day_only: bool) -> str:
    """`fixed in 3 h 10 min`, `fixed the same day`; "" where it is not known."""
    if end is None:
        return ""
    if end < start:
        return f"{deed} before it began"
    return say_stretch(deed, Stretch(end - start, end - start, 1, in_days=day_only))


def _usage(usage: UsageSnapshot, reader: Reader) -> tuple[str, str]:
    whose = said(usage.team, 80) if usage.team else "whole account"
    first = join_facts(f"*{count(usage.days, 'day')} until {reader.day(usage.ends_on)}*", whose)
    volume = _figure(usage.volume) if usage.volume is not None else ""
    weekly = ", ".join(_weekly(each) for each in usage.key_actions[:5])
    second = join_facts(
        _active(usage),
        f"{usage.calls:,} calls" if usage.calls is not None else "",
        count(usage.features, "feature") if usage.features is not None else "",
        f"{volume} {said(usage.volume_unit, 40)}" if volume and usage.volume_unit else volume and f"volume {volume}",
        f"each week: {weekly}" if weekly else "",
    )
    return first, second


def _active(usage: UsageSnapshot) -> str:
    """`11 of 40 seats active in 30 days, 26 in 90 days`."""
    paid = f" of {usage.seats:,}" if usage.seats is not None else ""
    windows = [(usage.active_30, 30), (usage.active_90, 90)]
    told = [f"{active:,} in {days} days" for active, days in windows if active is not None]
    if not told:
        return count(usage.seats, "paid seat") if usage.seats is not None else "active people not counted"
    number, _, window = told[0].partition(" in ")
    noun = "seats" if paid else "people"
    return ", ".join([f"{number}{paid} {noun} active in {window}", *told[1:]])


def _weekly(action: KeyAction) -> str:
    often = f" {_figure(action.per_week)} times" if action.per_week is not None else ""
    by = f" by {count(action.people, 'person', 'people')}" if action.people is not None else ""
    return f"{said(action.what, 60)}{often}{by}"


def _ticket(ticket: Ticket, reader: Reader) -> tuple[str, str]:
    opened = f"opened {reader.time(ticket.opened_at, day_only=ticket.day_only)}"
    first = join_facts(f"*{said(ticket.subject, 200)}*", opened)
    replied = _after("first reply", ticket.opened_at, ticket.first_reply_at, ticket.day_only)
    solved = _after("solved", ticket.opened_at, ticket.solved_at, ticket.day_only)
    second = join_facts(
        str(ticket.kind or "").replace("_", "-"),
        said(ticket.workflow, 80),
        ", ".join(each for each in (replied, solved or "*open*") if each),
        f"reopened {count(ticket.reopened, 'time')}" if ticket.reopened else "",
        f"asked by {said(ticket.requester, 80)}" if ticket.requester else "",
    )
    return first, second


def _touch(touch: Touch, reader: Reader) -> tuple[str, str]:
    level = f" ({touch.level})" if touch.level else ""
    who = f"*{said(touch.person, 80)}*{level}" if touch.person else f"*Somebody*{level}"
    first = join_facts(who, str(touch.kind), reader.time(touch.at, day_only=touch.day_only))
    second = join_facts(
        _DIRECTIONS[touch.direction],
        _TOOK_PART[touch.took_part] if touch.took_part else "",
        f"with {reader.name(touch.ours)}" if touch.ours else "",
        f"about {said(touch.about, 200)}" if touch.about else "",
    )
    return first, second


def _survey(answer: SurveyAnswer, reader: Reader) -> tuple[str, str]:
    level = f" ({answer.level})" if answer.level else ""
    who = f"{said(answer.person, 80)}{level}" if answer.person else f"nobody named{level}"
    score = f"*{_SURVEYS[answer.survey]} {_figure(answer.score)} of {_figure(answer.best)}*"
    return join_facts(score, who, reader.day(answer.at)), quoted(answer.words, 300) if answer.words else ""


def _contract(contract: ContractFact, reader: Reader) -> tuple[str, str]:
    begins = f"from {reader.day(contract.starts_on)}" if contract.starts_on else ""
    renews = f"renews {reader.day(contract.renews_on)}" if contract.renews_on else "renewal not known"
    worth = f"{said(say_money(contract.value, contract.currency), 40)} a year" if contract.value is not None else ""
    seats = count(contract.seats, "paid seat") if contract.seats is not None else ""
    return f"*{', '.join(each for each in (begins, renews) if each)}*", join_facts(worth, seats)


def _figure(value: float) -> str:
    """Thousands apart, no more decimals than there are."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"

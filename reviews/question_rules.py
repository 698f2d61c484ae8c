"""The rules by which evidence becomes a question. Plain text; `fact` is said beside the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.customer import GoalState
from reviews.dates import say_date
from reviews.facts import FactKind, Incident, Ticket, incident_id
from reviews.model import GapState, Severity
from reviews.patterns import label_of
from reviews.sitting import action_id, gap_id
from reviews.text import one_line
from reviews.touch_reading import is_low
from reviews.usage_reading import FALLEN


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question and how much it matters."""

    weight: int
    question: DirectQuestion


def not_fixed(sheet: BriefSheet) -> Iterator[Weighed]:
    """Something they feel right now."""
    everything = [*(i for p in sheet.patterns.repeating for i in p.incidents), *sheet.patterns.one_off]
    for each in (i for i in everything if i.fixed_at is None):
        ask = f"{_headed(label_of(each))} is not fixed: what can people not do today because of it?"
        yield Weighed(100, _from_incident(ask, each, sheet))
        return


def came_back(sheet: BriefSheet) -> Iterator[Weighed]:
    """What keeps failing."""
    for each in sheet.patterns.repeating[:2]:
        newest, oldest = each.incidents[0], each.incidents[-1]
        who = f" in {_short(newest.felt_by, 30)}" if newest.felt_by else ""
        ask = (
            f"{_headed(each.label)} failed {_times(len(each.incidents))} since {_day(oldest.started_at, sheet)}: "
            f"who{who} makes up for it each time, and what does that cost them?"
        )
        yield Weighed(90 + len(each.incidents), _from_incident(ask, newest, sheet))


def came_once(sheet: BriefSheet) -> Iterator[Weighed]:
    """One failure they may remember."""
    for each in sheet.patterns.one_off[:1]:
        ask = f"{_headed(label_of(each))} on {_day(each.started_at, sheet)}: did you hear from us soon enough?"
        yield Weighed(30, _from_incident(ask, each, sheet))


def still_promised(sheet: BriefSheet) -> Iterator[Weighed]:
    """A promise that is late or was moved."""
    for each in (*sheet.promises.late, *(a for a in sheet.promises.open if a.moves))[:1]:
        was = say_date(each.first_due, sheet.material.today)
        ask = f"We promised “{_short(each.what, 60)}” for {was} and it is not there: what has waiting for it cost you?"
        moved = f", moved {_times(each.moves)}" if each.moves else ""
        yield Weighed(88 + each.moves, DirectQuestion(ask, f"{action_id(each.id)}{moved}", action_id(each.id)))


def executive_away(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who decides has stopped coming."""
    for each in sheet.touches.quiet[:1]:
        since = f"since {say_date(each.last, sheet.material.today)}" if each.last else "for as long as we know"
        ask = f"We have not heard from {_short(each.name, 40)} {since}: is this still theirs, and who decides now?"
        link = each.declined[0].link if each.declined else None
        fact = f"declined {_times(len(each.declined))}" if each.declined else "nobody noted a word from them"
        yield Weighed(86 if each.declined else 70, DirectQuestion(ask, fact, f"person:{each.name}", link))


def champion_gone(sheet: BriefSheet) -> Iterator[Weighed]:
    """Who spoke for us is not there any more."""
    for each in sheet.touches.champions_left[:1]:
        left = say_date(each.left_on, sheet.material.today) if each.left_on else "some time ago"
        ask = f"{_short(each.name, 40)} spoke for this and left on {left}: who would miss it now if it stopped?"
        yield Weighed(84, DirectQuestion(ask, "contacts, champion who left", f"person:{each.name}"))


def blocks_work(sheet: BriefSheet) -> Iterator[Weighed]:
    """A gap that blocks, or that people work around."""
    weights = {Severity.BLOCKS: 82, Severity.WORKAROUND: 74}
    for each in (g for g in sheet.material.gaps if g.state is GapState.OPEN and g.severity in weights):
        who = f" in {_short(each.affects, 40)}" if each.affects else ""
        ask = (
            f"“{_short(each.what, 70)}”: how many people{who} does it stop, how often, and what do they do instead?"
            if each.severity is Severity.BLOCKS
            else f"Who still works around “{_short(each.what, 70)}”, and how long does it take them?"
        )
        yield Weighed(weights[each.severity or Severity.BLOCKS], DirectQuestion(ask, gap_id(each.id), gap_id(each.id)))


def fewer_people(sheet: BriefSheet) -> Iterator[Weighed]:
    """A team, or everybody, that uses it less."""
    usage = sheet.usage
    for team in usage.teams[:1]:
        if team.before and team.change <= -max(2, team.before * FALLEN):
            ask = f"{_short(team.team, 40)} went from {team.before} to {team.now} people: what do the others use now?"
            yield Weighed(80, _from_usage(ask, f"team:{team.team}", sheet))
    if usage.change is not None and usage.change <= -FALLEN and usage.previous and usage.latest:
        ask = (
            f"{usage.previous.active_30} people worked with it last quarter, {usage.active} do now: where did they go?"
        )
        yield Weighed(78, _from_usage(ask, "use", sheet))


def after_onboarding(sheet: BriefSheet) -> Iterator[Weighed]:
    """Many began, fewer stayed."""
    peak = sheet.usage.peak
    if peak and sheet.usage.latest:
        ask = f"{peak.active_30} people began with it, {sheet.usage.active} are left: what stopped the others?"
        yield Weighed(66, _from_usage(ask, "use", sheet))


def hangs_on_one(sheet: BriefSheet) -> Iterator[Weighed]:
    """What one person does alone."""
    usage = sheet.usage
    if usage.active == 1:
        ask = "One person works with it: what happens when they are away for two weeks?"
        yield Weighed(85, _from_usage(ask, "alone", sheet))
    elif usage.alone:
        names = _joined([_short(each.what, 30).lower() for each in usage.alone[:2]])
        are = "is" if len(usage.alone[:2]) == 1 else "are"
        ask = f"{names[:1].upper()}{names[1:]} {are} done by one person alone: who takes over when they are away?"
        yield Weighed(83 if usage.hangs_on_one else 60, _from_usage(ask, "alone", sheet))


def done_outside(sheet: BriefSheet) -> Iterator[Weighed]:
    """Work that leaves the product."""
    for each in sheet.usage.outside[:1]:
        often = f" {each.per_week:g} times a week" if each.per_week else ""
        ask = f"“{_short(each.what, 50)}”{often}: what do people do with it there that they cannot do here?"
        yield Weighed(58, _from_usage(ask, f"outside:{each.what}", sheet))


def more_people(sheet: BriefSheet) -> Iterator[Weighed]:
    """Growth, which nobody takes for granted."""
    usage = sheet.usage
    if usage.change is not None and usage.change >= FALLEN and usage.previous:
        ask = (
            f"{usage.previous.active_30} people became {usage.active}: which team is next, and what do they need first?"
        )
        yield Weighed(40, _from_usage(ask, "use", sheet))


def turned_to_leaving(sheet: BriefSheet) -> Iterator[Weighed]:
    """They ask for their data and for terms."""
    tickets = sheet.tickets
    if tickets.turned:
        ask = (
            f"{len(tickets.leaving)} of {len(tickets.now)} tickets ask for exports, data or terms: "
            "what are you building with it elsewhere?"
        )
        yield Weighed(81, _from_ticket(ask, tickets.leaving[-1], "leaving", sheet))


def asked_again(sheet: BriefSheet) -> Iterator[Weighed]:
    """The same thing, asked over and over."""
    for each in sheet.tickets.asked[:2]:
        ask = (
            f"“{_short(each.label, 60)}” was asked {_times(len(each.tickets))}: what would you do with the answer "
            "that you cannot do today?"
        )
        yield Weighed(55 + min(len(each.tickets), 9), _from_ticket(ask, each.tickets[0], f"asked:{each.label}", sheet))


def gone_quiet(sheet: BriefSheet) -> Iterator[Weighed]:
    """Far fewer tickets."""
    tickets = sheet.tickets
    if tickets.fell:
        ask = (
            f"Tickets went from {len(tickets.before)} to {len(tickets.now)} in a quarter: is it working better, "
            "or have people stopped asking?"
        )
        newest = (*tickets.before, *tickets.now)[-1]
        yield Weighed(76, _from_ticket(ask, newest, "quiet", sheet))


def goal_behind(sheet: BriefSheet) -> Iterator[Weighed]:
    """One of their own goals that is late or does not move."""
    for each in sheet.material.goals:
        if each.goal.state is GoalState.OPEN and (each.late or each.stale):
            due = f" by {say_date(each.goal.due, sheet.material.today)}" if each.goal.due else ""
            ask = f"You wanted “{_short(each.goal.what, 60)}”{due}: is that still the goal, and what is in the way?"
            fact = "goal, late" if each.late else "goal, no reading for a quarter"
            yield Weighed(64 if each.late else 50, DirectQuestion(ask, fact, f"goal:{each.goal.id}"))
            return


def low_answer(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who was asked and was not content."""
    for each in (a for a in sheet.touches.answers if is_low(a)):
        who = _short(each.person, 40) if each.person else "Somebody"
        words = f" (“{_short(each.words, 60)}”)" if each.words else ""
        ask = f"{who} gave {each.score:g} of {each.best:g}{words}: what would have to change first?"
        fact = f"survey, {_day(each.at, sheet)}"
        yield Weighed(62, DirectQuestion(ask, fact, f"person:{each.person or each.id}", each.link))
        return


def use_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows who works with it."""
    if FactKind.USAGE in sheet.missing:
        ask = "Who worked with it last week, and on what? We do not know."
        yield Weighed(9, DirectQuestion(ask, "no usage data", "use"))


def incidents_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows what failed."""
    if FactKind.INCIDENT in sheet.missing:
        ask = "What failed or got slow for your people since we last met?"
        yield Weighed(8, DirectQuestion(ask, "no incident log was read", "incidents"))


def goals_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody wrote down what they want."""
    if not sheet.material.goals:
        ask = "What should be different for you in a year because of this, and how would you measure it?"
        yield Weighed(7, DirectQuestion(ask, "no written goal", "goals"))


def what_next(sheet: BriefSheet) -> Iterator[Weighed]:
    """Where all is well, still worth asking."""
    del sheet
    ask = "What do your people do by hand today that they would rather not?"
    yield Weighed(2, DirectQuestion(ask, "open question", "by hand"))
    ask = "If you could change one thing about how we work together, what would it be?"
    yield Weighed(1, DirectQuestion(ask, "open question", "together"))
    ask = "Who else at your company should be asked this?"
    yield Weighed(0, DirectQuestion(ask, "open question", "who else"))


def _from_incident(ask: str, incident: Incident, sheet: BriefSheet) -> DirectQuestion:
    fact = f"{incident_id(incident.id)}, {_day(incident.started_at, sheet)}"
    return DirectQuestion(ask, fact, f"workflow:{label_of(incident).casefold()}", incident.link)


def _from_usage(ask: str, about: str, sheet: BriefSheet) -> DirectQuestion:
    latest = sheet.usage.latest
    fact = f"usage until {say_date(latest.ends_on, sheet.material.today)}" if latest else "usage"
    return DirectQuestion(ask, fact, about, latest.link if latest else None)


def _from_ticket(ask: str, ticket: Ticket, about: str, sheet: BriefSheet) -> DirectQuestion:
    return DirectQuestion(ask, f"ticket of {_day(ticket.opened_at, sheet)}", about, ticket.link)


def _day(at: datetime, sheet: BriefSheet) -> str:
    return say_date(_local(at, sheet), sheet.material.today)


def _local(at: datetime, sheet: BriefSheet) -> date:
    return at.astimezone(sheet.material.zone).date()


def _short(words: str | None, most: int = 50) -> str:
    return one_line(words or "", most)


def _headed(words: str) -> str:
    """As a sentence begins."""
    short = _short(words)
    return f"{short[:1].upper()}{short[1:]}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(number, f"{number} times")


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

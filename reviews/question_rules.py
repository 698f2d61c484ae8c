"""The rules by which incidents, promises, people, gaps and goals become questions. Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.customer import GoalState
from reviews.dates import say_date
from reviews.facts import FactKind
from reviews.model import GapState, Severity
from reviews.patterns import label_of
from reviews.question_words import Weighed, from_incident, headed, say_day, short, times
from reviews.sitting import action_id, gap_id
from reviews.touch_reading import is_low


def not_fixed(sheet: BriefSheet) -> Iterator[Weighed]:
    """Something they feel right now."""
    everything = [*(i for p in sheet.patterns.repeating for i in p.incidents), *sheet.patterns.one_off]
    for each in (i for i in everything if i.fixed_at is None):
        ask = f"{headed(label_of(each))} is not fixed: what can people not do today because of it?"
        yield Weighed(100, from_incident(ask, each, sheet))
        return


def came_back(sheet: BriefSheet) -> Iterator[Weighed]:
    """What keeps failing."""
    for each in sheet.patterns.repeating[:2]:
        newest, oldest = each.incidents[0], each.incidents[-1]
        who = f" in {short(newest.felt_by, 30)}" if newest.felt_by else ""
        ask = (
            f"{headed(each.label)} failed {times(len(each.incidents))} since {say_day(oldest.started_at, sheet)}: "
            f"who{who} makes up for it each time, and what does that cost them?"
        )
        yield Weighed(90 + len(each.incidents), from_incident(ask, newest, sheet))


def came_once(sheet: BriefSheet) -> Iterator[Weighed]:
    """One failure they may remember."""
    for each in sheet.patterns.one_off[:1]:
        ask = f"{headed(each.what)} on {say_day(each.started_at, sheet)}: did you hear from us soon enough?"
        yield Weighed(30, from_incident(ask, each, sheet))


def still_promised(sheet: BriefSheet) -> Iterator[Weighed]:
    """A promise that is late or was moved."""
    for each in (*sheet.promises.late, *(a for a in sheet.promises.open if a.moves))[:1]:
        was = say_date(each.first_due, sheet.material.today)
        ask = f"We promised “{short(each.what, 60)}” for {was} and it is not there: what has waiting for it cost you?"
        moved = f", moved {times(each.moves)}" if each.moves else ""
        yield Weighed(88 + each.moves, DirectQuestion(ask, f"{action_id(each.id)}{moved}", action_id(each.id)))


def executive_away(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who decides has stopped coming."""
    for each in sheet.touches.quiet[:1]:
        since = f"since {say_date(each.last, sheet.material.today)}" if each.last else "for as long as we know"
        ask = f"We have not heard from {short(each.name, 40)} {since}: is this still theirs, and who decides now?"
        link = each.declined[0].link if each.declined else None
        fact = f"declined {times(len(each.declined))}" if each.declined else "nobody noted a word from them"
        yield Weighed(86 if each.declined else 70, DirectQuestion(ask, fact, f"person:{each.name}", link))


def champion_gone(sheet: BriefSheet) -> Iterator[Weighed]:
    """Who spoke for us is not there any more."""
    for each in sheet.touches.champions_left[:1]:
        left = say_date(each.left_on, sheet.material.today) if each.left_on else "some time ago"
        ask = f"{short(each.name, 40)} spoke for this and left on {left}: who would miss it now if it stopped?"
        yield Weighed(84, DirectQuestion(ask, "contacts, champion who left", f"person:{each.name}"))


def blocks_work(sheet: BriefSheet) -> Iterator[Weighed]:
    """A gap that blocks, or that people work around."""
    weights = {Severity.BLOCKS: 82, Severity.WORKAROUND: 74}
    for each in (g for g in sheet.material.gaps if g.state is GapState.OPEN and g.severity in weights):
        who = f" in {short(each.affects, 40)}" if each.affects else ""
        ask = (
            f"“{short(each.what, 70)}”: how many people{who} does it stop, how often, and what do they do instead?"
            if each.severity is Severity.BLOCKS
            else f"Who still works around “{short(each.what, 70)}”, and how long does it take them?"
        )
        yield Weighed(weights[each.severity or Severity.BLOCKS], DirectQuestion(ask, gap_id(each.id), gap_id(each.id)))


def goal_behind(sheet: BriefSheet) -> Iterator[Weighed]:
    """One of their own goals that is late or does not move."""
    for each in sheet.material.goals:
        if each.goal.state is GoalState.OPEN and (each.late or each.stale):
            due = f" by {say_date(each.goal.due, sheet.material.today)}" if each.goal.due else ""
            ask = f"You wanted “{short(each.goal.what, 60)}”{due}: is that still the goal, and what is in the way?"
            fact = "goal, late" if each.late else "goal, no reading for a quarter"
            yield Weighed(64 if each.late else 50, DirectQuestion(ask, fact, f"goal:{each.goal.id}"))
            return


def low_answer(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who was asked and was not content."""
    for each in (a for a in sheet.touches.answers if is_low(a)):
        who = short(each.person, 40) if each.person else "Somebody"
        words = f" (“{short(each.words, 60)}”)" if each.words else ""
        ask = f"{who} gave {each.score:g} of {each.best:g}{words}: what would have to change first?"
        fact = f"survey, {say_day(each.at, sheet)}"
        yield Weighed(62, DirectQuestion(ask, fact, f"person:{each.person or each.id}", each.link))
        return


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

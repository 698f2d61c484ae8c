"""The rules by which incidents, promises, people, gaps and goals become questions. Plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reviews.alike import is_alike, words_of
from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.customer import GoalState, Level
from reviews.dates import say_date
from reviews.model import Action, GapState, Severity
from reviews.question_words import Weighed, from_incident, headed, say_day, short, times
from reviews.sitting import action_id, gap_id
from reviews.touch_reading import is_low

_SHORT = 30
"""Longer words would not fit into the middle of a question."""


def not_fixed(sheet: BriefSheet) -> Iterator[Weighed]:
    """Something they may feel right now."""
    then = "is it still failing, and what can people not do because of it?"
    for pattern in [each for each in sheet.patterns.repeating if each.is_open][:1]:
        newest = next(each for each in pattern.incidents if each.fixed_at is None)
        ask = f"{headed(pattern.label)} {pattern.deed} {times(len(pattern.incidents))} and we noted no fix: {then}"
        yield Weighed(101, from_incident(ask, newest, sheet, pattern.label))
    for each in [each for each in sheet.patterns.one_off if each.fixed_at is None][:1]:
        ask = f"We noted no fix for “{short(each.what, 70)}”: {then}"
        yield Weighed(100, from_incident(ask, each, sheet))


def came_back(sheet: BriefSheet) -> Iterator[Weighed]:
    """What keeps failing, and what was promised about it."""
    for each in sheet.patterns.repeating[:1]:
        newest, oldest = each.incidents[0], each.incidents[-1]
        who = f" in {short(newest.felt_by)}" if newest.felt_by and len(newest.felt_by) <= _SHORT else ""
        often = f"{each.deed} {times(len(each.incidents))} since {say_day(oldest.started_at, sheet)}"
        failed = f"{headed(each.label)} {often}"
        promise = next((a for a in _owed(sheet) if is_alike(words_of(a.what), words_of(each.label))), None)
        owed = f", and what we promised for {_first_due(promise, sheet)} is not there" if promise else ""
        ask = f"{failed}{owed}: who{who} makes up for it each time, and what does that cost them?"
        made = from_incident(ask, newest, sheet, each.label)
        made = replace(made, fact=f"{made.fact}; {_of_promise(promise)}") if promise else made
        yield Weighed(90 + min(len(each.incidents), 9), made)


def came_once(sheet: BriefSheet) -> Iterator[Weighed]:
    """One failure they may remember."""
    for each in (each for each in sheet.patterns.one_off[:1] if each.fixed_at is not None):
        ask = f"{headed(each.what)} on {say_day(each.started_at, sheet)}: did you hear from us soon enough?"
        yield Weighed(30, from_incident(ask, each, sheet))


def still_promised(sheet: BriefSheet) -> Iterator[Weighed]:
    """A promise that is late or was moved."""
    for each in _owed(sheet)[:2]:
        ask = (
            f"“{short(each.what, 60)}” was promised for {_first_due(each, sheet)} and is not done: "
            "what has waiting for it cost you?"
        )
        about = action_id(each.id)
        yield Weighed(88 + min(each.moves, 9), DirectQuestion(ask, _of_promise(each), about, topic=each.what))


def kept_promise(sheet: BriefSheet) -> Iterator[Weighed]:
    """What we did: whether it made a difference is theirs to say."""
    for each in sheet.promises.kept[-1:]:
        ask = f"“{short(each.what, 60)}” is done as promised: what is different for you since?"
        yield Weighed(24, DirectQuestion(ask, action_id(each.id), action_id(each.id), topic=each.what))


def _owed(sheet: BriefSheet) -> list[Action]:
    return [*sheet.promises.late, *(each for each in sheet.promises.open if each.moves)]


def _first_due(promise: Action, sheet: BriefSheet) -> str:
    return say_date(promise.first_due, sheet.material.today)


def _of_promise(promise: Action) -> str:
    return f"{action_id(promise.id)}{f', moved {times(promise.moves)}' if promise.moves else ''}"


def executive_away(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who decides has stopped coming."""
    for each in sheet.touches.quiet[:1]:
        since = f"since {say_date(each.last, sheet.material.today)}" if each.last else "for as long as we know"
        ask = f"We have not heard from {short(each.name, 40)} {since}: what would bring them back, and who decides now?"
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
        made = DirectQuestion(ask, gap_id(each.id), gap_id(each.id), topic=each.what)
        yield Weighed(weights[each.severity or Severity.BLOCKS], made)


def goal_behind(sheet: BriefSheet) -> Iterator[Weighed]:
    """One of their own goals that is late or does not move."""
    for each in sheet.material.goals:
        if each.goal.state is GoalState.OPEN and (each.late or each.stale):
            due = f" by {say_date(each.goal.due, sheet.material.today)}" if each.goal.due else ""
            ask = f"You wanted “{short(each.goal.what, 60)}”{due}: is that still the goal, and what is in the way?"
            fact = "goal, late" if each.late else "goal, no reading for a quarter"
            made = DirectQuestion(ask, fact, f"goal:{each.goal.id}", topic=each.goal.what)
            yield Weighed(64 if each.late else 50, made)
            return


def low_answer(sheet: BriefSheet) -> Iterator[Weighed]:
    """Somebody who was asked and was not content."""
    for each in (a for a in sheet.touches.answers if is_low(a)):
        who = short(each.person, 40) if each.person else "Somebody"
        words = f" (“{short(each.words, 60)}”)" if each.words else ""
        ask = f"{who} gave {each.score:g} of {each.best:g}{words}: what would have to change first?"
        fact = f"survey, {say_day(each.at, sheet)}"
        weight = 77 if each.level is Level.EXECUTIVE else 62
        yield Weighed(weight, DirectQuestion(ask, fact, f"person:{each.person or each.id}", each.link))
        return

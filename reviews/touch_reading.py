"""Who of the customer speaks with us: who was heard from, who has stopped coming, and what they answer when asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from reviews.account_facts import AccountFacts
from reviews.customer import Contact, Level
from reviews.facts import Direction, FactKind, SurveyAnswer, SurveyKind, TookPart, Touch

LEFT_WITHIN: Final = timedelta(days=270)
"""A champion who left longer ago is no news."""
_WEIGHT: Final = {Level.EXECUTIVE: 0, Level.MANAGER: 1, Level.USER: 2, None: 3}


@dataclass(frozen=True, slots=True)
class Quiet:
    """An executive who came before and has not this quarter. `last`: when we last heard from them, if known."""

    name: str
    last: date | None
    declined: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchReading:
    """Names of people heard from in the last 13 weeks, and in the 13 before; a touch without a name is nobody's.

    `is_read`: a source speaks for the present. Where none does, only who declined is said to stay away.
    """

    now: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    last: Touch | None = None
    quiet: tuple[Quiet, ...] = ()
    champions_left: tuple[Contact, ...] = ()
    answers: tuple[SurveyAnswer, ...] = ()
    is_read: bool = False


def was_there(touch: Touch) -> bool:
    """Whether somebody at the customer really spoke with us: they wrote, came or talked."""
    if touch.took_part is not None:
        return touch.took_part is TookPart.ATTENDED
    return touch.direction is not Direction.OURS


def read_touches(facts: AccountFacts) -> TouchReading:
    """What the touches, the people and the survey answers say."""
    heard = [each for each in facts.touches if was_there(each)]
    newest = max(heard, key=lambda each: (each.at, each.id), default=None)
    gone = [each for each in facts.people if each.champion and each.left_on]
    since, start = facts.since, facts.before
    return TouchReading(
        now=_names(each for each in heard if each.at.date() >= since),
        before=_names(each for each in heard if start <= each.at.date() < since),
        last=newest,
        quiet=_quiet(facts, heard),
        champions_left=tuple(
            sorted(
                (each for each in gone if each.left_on and facts.today - each.left_on <= LEFT_WITHIN),
                key=lambda each: (each.left_on or date.min, each.id),
                reverse=True,
            )
        ),
        answers=_answers(facts.surveys),
        is_read=not facts.is_silent(FactKind.TOUCH),
    )


def _names(touches: Iterable[Touch]) -> tuple[str, ...]:
    return tuple(sorted({each.person for each in touches if each.person}))


def _quiet(facts: AccountFacts, heard: Iterable[Touch]) -> tuple[Quiet, ...]:
    """Executives who were not there this quarter: those who declined first, then who has been away longest."""
    here = [each for each in facts.people if each.level is Level.EXECUTIVE and each.left_on is None]
    spoke: dict[str, date] = {}
    for each in heard:
        spoke[each.person] = max(spoke.get(each.person, date.min), each.at.date())
    since, is_silent = facts.since, facts.is_silent(FactKind.TOUCH)
    refused = [each for each in facts.touches if each.took_part and not was_there(each) and each.at.date() >= since]
    found = []
    for person in here:
        last = max((day for day in (spoke.get(person.name), person.heard_on) if day), default=None)
        declined = tuple(each for each in refused if each.person == person.name)
        if (last is None or last < since) and (declined or not is_silent):
            found.append(Quiet(person.name, last, declined))
    return tuple(sorted(found, key=lambda each: (not each.declined, each.last or date.min, each.name)))


def _answers(surveys: Iterable[SurveyAnswer]) -> tuple[SurveyAnswer, ...]:
    """Each person's last answer; who decides weighs more than who does not, then the lower before the higher."""
    last: dict[str, SurveyAnswer] = {}
    for each in sorted(surveys, key=lambda each: (each.at, each.id)):
        last[each.person or each.source_id] = each
    return tuple(sorted(last.values(), key=lambda each: (_WEIGHT[each.level], each.score / each.best, each.id)))


def is_low(answer: SurveyAnswer) -> bool:
    """A detractor, or the lower half of another scale."""
    return answer.score <= 6 if answer.survey is SurveyKind.NPS else answer.score <= answer.best / 2

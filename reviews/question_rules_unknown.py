"""What to ask where little is known: each question names what we do not know. Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.brief_model import BriefSheet, DirectQuestion
from reviews.facts import FactKind
from reviews.question_words import Weighed


def use_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows who works with it."""
    if FactKind.USAGE in sheet.missing:
        ask = "Who worked with it last week, and on what? We do not know."
        yield Weighed(9, DirectQuestion(ask, "no usage data", "use"))


def incidents_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows what failed."""
    if FactKind.INCIDENT in sheet.missing:
        ask = "What failed or got slow for your people in the last 13 weeks? We have no record of it."
        yield Weighed(8, DirectQuestion(ask, "no incident log was read", "incidents"))


def people_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows who decides."""
    if FactKind.TOUCH in sheet.missing:
        ask = "Who at your company decides about this, and whom of us did they last speak with? We noted nothing."
        yield Weighed(7, DirectQuestion(ask, "no conversations were noted", "people"))


def tickets_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody knows what they asked."""
    if FactKind.TICKET in sheet.missing:
        ask = "What did your people ask our support, and what are they still waiting for? We have not read it."
        yield Weighed(6, DirectQuestion(ask, "no tickets were read", "tickets"))


def goals_unknown(sheet: BriefSheet) -> Iterator[Weighed]:
    """Nobody wrote down what they want."""
    if not sheet.material.goals:
        ask = "What should be different for you in a year because of this, and how would you measure it?"
        yield Weighed(10, DirectQuestion(ask, "no written goal", "goals"))

"""A review beside what is known of the customer: its board and the forms of its steps."""

from __future__ import annotations

from functools import partial
from typing import Any

from reviews.account_facts import AccountFacts
from reviews.facts import FactKind
from reviews.messages.board import board
from reviews.messages.review_forms import step_form
from reviews.model import MarkColour, Question, StepName
from reviews.sitting import Sitting
from tests.builders import mark, steps_before
from tests.messages.brief_samples import BROKEN_EXPORT, POWER_USER
from tests.messages.nudge_samples import Sample
from tests.messages.samples import midway
from tests.reviews.fact_builders import facts, months, was_read

KNOWN = BROKEN_EXPORT.facts
QUIET = facts(reads=[was_read(FactKind.INCIDENT, 4), was_read(FactKind.USAGE)], usage=months(20, 21, 22))
NEVER_READ = facts(reads=())


def at(step: StepName, known: AccountFacts | None, **fields: Any) -> Sitting:
    """A review that stands at a step."""
    return midway(**({"steps": steps_before(step), "carried": (), "facts": known} | fields))


GREEN_ALL_THE_SAME = at(
    StepName.GAPS,
    KNOWN,
    marks=(mark(Question.RELIABILITY, MarkColour.GREEN, "Quiet since the fix"),),
)
BOARD_SAMPLES: dict[str, Sample] = {
    **{
        f"board with facts, at {step}": partial(lambda step: board(at(step, KNOWN)), step)
        for step in list(StepName)[:4]
    },
    "board with facts, nothing reached them": lambda: board(at(StepName.RELIABILITY, QUIET)),
    "board with facts, nothing was read": lambda: board(at(StepName.FACTS, NEVER_READ)),
    "form step facts, known": lambda: step_form(at(StepName.FACTS, KNOWN), StepName.FACTS, {}),
    "form step reliability, known": lambda: step_form(at(StepName.RELIABILITY, KNOWN), StepName.RELIABILITY, {}),
    "form step usage, known": lambda: step_form(at(StepName.USAGE, POWER_USER.facts), StepName.USAGE, {}),
    "form step usage, nothing was read": lambda: step_form(at(StepName.USAGE, NEVER_READ), StepName.USAGE, {}),
    "form step reliability, green beside a pattern": lambda: step_form(GREEN_ALL_THE_SAME, StepName.RELIABILITY, {}),
}

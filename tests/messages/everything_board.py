"""A review beside what is known of the customer, with what files and people write in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import TypeVar, cast

from reviews.account_facts import AccountFacts
from reviews.facts import Incident, Ticket, Touch, UsageSnapshot
from reviews.messages.board import board
from reviews.messages.review_forms import step_form
from reviews.model import MarkColour, Question, StepName
from reviews.sitting import Sitting
from tests.builders import mark, steps_before
from tests.messages.brief_samples import BROKEN_EXPORT
from tests.messages.everything_facts import filled
from tests.messages.worlds import Rendered, World

_T = TypeVar("_T")
_KNOWN = BROKEN_EXPORT.facts
_SHOWN = {
    StepName.FACTS: ("what", "person"),
    StepName.RELIABILITY: ("felt",),
    StepName.USAGE: ("weekly",),
}


def everything_on_board(world: World) -> Iterator[Rendered]:
    """The board and the forms of the steps that open with facts."""
    for name, slots in _SHOWN.items():
        at = _at(world, name)
        yield Rendered(f"board with facts at {name}", board(at), slots)
        yield Rendered(f"form {name} with facts", step_form(at, name, {}), slots)
    waiting = board(_at(world, StepName.GOALS))
    yield Rendered("board with facts at goals", waiting, ("account",))
    green = tuple(mark(question, MarkColour.GREEN, world.fill("evidence")) for question in Question)
    for name, slot in ((StepName.RELIABILITY, "workflow"), (StepName.USAGE, "weekly")):
        doubted = step_form(_at(world, None, marks=green), name, {})
        yield Rendered(f"form {name} green beside facts", doubted, (slot,))


def _at(world: World, name: StepName | None, **fields: object) -> Sitting:
    return world.sitting(steps=steps_before(name), facts=_facts(world), **fields)


def _facts(world: World) -> AccountFacts:
    """As many of each as the world has things; one person does each thing alone."""
    return replace(
        _KNOWN,
        incidents=tuple(cast("Incident", filled(world, each)) for each in _many(world, _KNOWN.incidents)),
        usage=tuple(_alone(cast("UsageSnapshot", filled(world, each)), each.team) for each in _KNOWN.usage),
        tickets=tuple(cast("Ticket", filled(world, each)) for each in _many(world, _KNOWN.tickets)),
        touches=tuple(cast("Touch", filled(world, each)) for each in _many(world, _KNOWN.touches)),
        reads=tuple(replace(each, source=world.fill("source")) for each in _KNOWN.reads),
    )


def _many(world: World, some: tuple[_T, ...]) -> list[_T]:
    return list(islice(cycle(some), max(world.many, len(some))))


def _alone(usage: UsageSnapshot, team: str) -> UsageSnapshot:
    actions = tuple(replace(each, people=1) for each in usage.key_actions)
    return replace(usage, team=f"{usage.team}{team}" if team else "", key_actions=actions)

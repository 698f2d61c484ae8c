"""What is known of a customer, its people and its goals, with what people type in every place it can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reviews.contact_sheet import ContactLook, ContactSheet
from reviews.customer import Contact, GoalState
from reviews.goal_progress import Progress
from reviews.messages.board import board
from reviews.messages.contact_forms import contact_form
from reviews.messages.contacts import contact_message, contact_view
from reviews.messages.goal_forms import goal_form, reading_form
from reviews.messages.goals import GoalSheet, goal_message, goal_view, passed_on, trend_message
from reviews.messages.status import status
from reviews.messages.summary import summary
from reviews.text import one_line
from tests.builders import NOW, TODAY, account, days
from tests.messages.goal_samples import at, contact, goal, reading
from tests.messages.worlds import Rendered, World


def everything_known(world: World) -> Iterator[Rendered]:
    """All of it, in the words of that world."""
    yield from _people(world)
    yield from _goals(world)
    yield from _in_reviews(world)


def _contact(world: World, number: int, **fields: Any) -> Contact:
    words: dict[str, Any] = {"title": world.fill("title"), "email": world.fill("email")}
    return replace(contact(number, world.fill("who")), **(words | fields))


def _people(world: World) -> Iterator[Rendered]:
    fill = world.fill
    known = tuple(_contact(world, number) for number in range(1, min(world.many, 12) + 1))
    gone = _contact(world, 90, champion=True, left_on=days(-3))
    customer = account(name=fill("account"), sponsor="U2")
    given: dict[str, Any] = {"page": 2, "today": TODAY, "note": fill("note"), "our_sponsor": one_line(fill("name"), 60)}
    sheet = ContactSheet(
        customer, known, 40, 38, sponsors=(known[0],), champions_left=(gone,) * 5, may_edit=True, may_note=True, **given
    )
    seen = ("account", "who", "title", "email", "note", "name")
    yield Rendered("people", contact_message(sheet), seen, ("account", "who", "name"))
    yield Rendered("people form", contact_view(sheet, {}), seen)
    look = ContactLook(customer, known[0], TODAY, may_edit=True)
    yield Rendered("person form", contact_form(look, {}), ("account", "who", "title", "email"))


def _of(world: World, number: int) -> Progress:
    ended: dict[str, Any] = {"state": GoalState.REACHED, "ended_at": NOW} if number % 4 == 0 else {}
    mine = goal(number, world.fill("goal"), measure=world.fill("unit"), due=days(number - 3), **ended)
    read = [reading(30 - n, days(-n), world.fill("note"), number) for n in range(number % 3)]
    return at(mine, *read)


def _goals(world: World) -> Iterator[Rendered]:
    fill, customer = world.fill, account(name=world.fill("account"))
    shown = tuple(_of(world, number) for number in range(1, min(world.many, 8) + 1))
    sheet = GoalSheet(customer, shown, 20, 18, 2, TODAY, may_edit=True, note=fill("told"), undo=1)
    yield Rendered("goals", goal_message(sheet), ("account", "goal", "unit", "told"), ("account", "goal", "unit"))
    yield Rendered("goals form", goal_view(sheet, {}), ("account", "goal", "unit", "told", "note"))
    one = shown[0]
    for drawn in (True, False):
        trend = trend_message(one, fill("account"), TODAY, drawn=drawn)
        yield Rendered(f"trend {drawn}", trend, ("account", "goal", "unit"), ("account", "goal", "unit", "note"))
    passed = passed_on(one, fill("account"), TODAY, fill("letters"))
    yield Rendered("passed on", passed, *[("account", "goal", "letters")] * 2)
    yield Rendered("goal form", goal_form(customer, one.goal, {}), ("account", "goal", "unit"))
    yield Rendered("reading form", reading_form(one, TODAY, {}), ("goal", "unit"))


def _in_reviews(world: World) -> Iterator[Rendered]:
    goals = tuple(_of(world, number) for number in range(1, world.many + 1))
    sitting = world.sitting(goals=goals)
    yield Rendered("board with goals", board(sitting), ("goal", "unit"))
    yield Rendered("status with goals", status(sitting, []), ("goal", "unit"))
    ended = summary(sitting, main_risk="x", expect="y")
    yield Rendered("summary with goals", ended, ("goal", "unit"), ("goal",))

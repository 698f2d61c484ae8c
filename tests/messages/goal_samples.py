"""Goals of a customer and its people, in the states a person meets, by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from reviews.contact_sheet import ContactLook, ContactSheet
from reviews.customer import Contact, Goal, GoalReading, GoalState, Level
from reviews.goal_progress import Progress, progress
from reviews.messages.board import board
from reviews.messages.closing_forms import close_form
from reviews.messages.contact_forms import contact_form
from reviews.messages.contacts import contact_message, contact_view
from reviews.messages.goal_forms import goal_form, reading_form
from reviews.messages.goals import GoalSheet, goal_message, goal_view, passed_on, trend_message
from reviews.messages.review_forms import step_form
from reviews.messages.status import status
from reviews.messages.summary import summary
from reviews.model import StepName
from tests.builders import NOW, TODAY, WS, account, days, ready_to_close, sitting, steps_before
from tests.messages.nudge_samples import Sample

NORTHWIND = account(sponsor="U2", sponsor_met_on=days(-43))
ABOUT = {"channel": "C1"}


def goal(number: int = 1, what: str = "Month-end close", **fields: Any) -> Goal:
    """Forty minutes a close, to become ten by March."""
    given: dict[str, Any] = {
        "set_by": "U1",
        "set_at": NOW,
        "measure": "minutes a close",
        "baseline": 40.0,
        "target": 10.0,
        "due": date(2027, 3, 26),
    }
    return Goal(WS, number, 1, what, **(given | fields))


def reading(value: float, day: date = TODAY, note: str | None = None, goal_id: int = 1) -> GoalReading:
    return GoalReading(WS, goal_id, day, value, "U1", NOW, note)


def at(of: Goal, *read: GoalReading, today: date = TODAY) -> Progress:
    return progress(of, read, today)


def contact(number: int = 1, name: str = "Dana Wu", **fields: Any) -> Contact:
    given: dict[str, Any] = {"added_by": "U1", "added_at": NOW}
    return Contact(WS, number, 1, name, **(given | fields))


DANA = contact(title="COO", level=Level.EXECUTIVE, sponsor=True, heard_on=days(-43), email="dana@northwind.example")
RAJ = contact(2, "Raj Patel", title="Head of finance", level=Level.MANAGER, champion=True, heard_on=days(-1))
MIA = contact(3, "Mia Lund", level=Level.USER)
GONE = contact(4, "Tom Reyes", title="VP operations", champion=True, left_on=days(-12))
CLOSE = at(goal(), reading(33.5, days(-60)), reading(22, days(-4), "After the new export"))
SEATS = at(goal(2, "Everybody uses it", measure="people a week", baseline=None, target=40.0, due=days(-5)))
WORDS = at(goal(3, "Fewer manual steps", measure=None, baseline=None, target=None, due=None))
REACHED = at(
    goal(4, "Go live in Spain", measure=None, baseline=None, target=None, state=GoalState.REACHED, ended_at=NOW)
)
ALL = (CLOSE, SEATS, WORDS)


def people(*known: Contact, **fields: Any) -> ContactSheet:
    """What somebody who may do everything sees."""
    given: dict[str, Any] = {
        "account": NORTHWIND,
        "people": known,
        "total": len(known),
        "here": sum(1 for each in known if each.left_on is None),
        "page": 1,
        "today": TODAY,
        "sponsors": tuple(each for each in known if each.sponsor),
        "champions_left": tuple(each for each in known if each.champion and each.left_on),
        "our_sponsor": "Omar",
        "may_edit": True,
        "may_note": True,
    }
    return ContactSheet(**(given | fields))


def goals(shown: Iterable[Progress] = ALL, **fields: Any) -> GoalSheet:
    """What somebody who may change them sees."""
    held = tuple(shown)
    still = sum(1 for each in held if each.goal.state is GoalState.OPEN)
    given: dict[str, Any] = {"total": len(held), "open": still, "page": 1, "today": TODAY, "may_edit": True}
    return GoalSheet(NORTHWIND, held, **(given | fields))


CONTACT_SAMPLES: dict[str, Sample] = {
    "people": lambda: contact_message(people(GONE, DANA, RAJ, MIA)),
    "people in a form": lambda: contact_view(people(GONE, DANA, RAJ, MIA, note="Noted for today: Dana Wu."), ABOUT),
    "people, none yet": lambda: contact_message(people(account=account(), our_sponsor=None)),
    "people for who may only look": lambda: contact_message(people(DANA, RAJ, may_edit=False, may_note=False)),
    "people, sponsor gone": lambda: contact_message(people(contact(sponsor=True, left_on=days(-30)))),
    "people, a page of many": lambda: contact_view(people(DANA, RAJ, total=40, here=38, page=2), ABOUT),
    "form person new": lambda: contact_form(ContactLook(NORTHWIND, None, TODAY, may_edit=False), ABOUT),
    "form person": lambda: contact_form(ContactLook(NORTHWIND, DANA, TODAY, may_edit=True), ABOUT),
}
GOAL_SAMPLES: dict[str, Sample] = {
    "goals": lambda: goal_message(goals((*ALL, REACHED))),
    "goals in a form": lambda: goal_view(goals(note="“Go live in Spain” was reached.", undo=4), ABOUT),
    "goals, none yet": lambda: goal_view(goals(()), ABOUT),
    "goals for who may only look": lambda: goal_message(goals(may_edit=False)),
    "goals, a page of many": lambda: goal_view(goals((CLOSE,), total=20, open=18, page=2), ABOUT),
    "goal trend": lambda: trend_message(CLOSE, "Northwind", TODAY),
    "goal trend in words": lambda: trend_message(CLOSE, "Northwind", TODAY, drawn=False),
    "goal trend of nothing": lambda: trend_message(SEATS, "Northwind", TODAY),
    "goal picture": lambda: passed_on(CLOSE, "Northwind", TODAY, ""),
    "goal picture with boxes": lambda: passed_on(CLOSE, "Northwind", TODAY, "月次"),
    "form goal new": lambda: goal_form(NORTHWIND, None, ABOUT),
    "form goal": lambda: goal_form(NORTHWIND, goal(baseline=12500.25), ABOUT),
    "form reading": lambda: reading_form(CLOSE, TODAY, ABOUT),
    "board with goals": lambda: board(sitting(goals=ALL)),
    "board with goals, later": lambda: board(sitting(goals=ALL, steps=steps_before(StepName.USAGE))),
    "summary with goals": lambda: summary(ready_to_close(goals=(*ALL, REACHED)), main_risk="Exports", expect="A note"),
    "status with goals": lambda: status(sitting(goals=ALL), []),
    "form step goals with goals": lambda: step_form(sitting(goals=(*ALL, REACHED)), StepName.GOALS, ABOUT),
    "form close with goals": lambda: close_form(ready_to_close(goals=ALL), (), main_risk="Exports", expect="A note"),
}

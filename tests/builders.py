"""Small builders of the trade's values, with sensible defaults: a test says only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reviews.model import (
    Account,
    Action,
    ActionState,
    Carried,
    CarriedKind,
    ChecklistMark,
    Gap,
    GapState,
    MarkColour,
    Person,
    Question,
    Review,
    ReviewState,
    Severity,
    Step,
    StepName,
    StepState,
)
from reviews.sitting import LastTime, Sitting

WS = "T1"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NAMES = {"U1": "Nina", "U2": "Omar", "U3": "Lena"}


def days(number: int) -> date:
    """The day so many days from today; before today when negative."""
    return TODAY + timedelta(days=number)


def account(**fields: Any) -> Account:
    given: dict[str, Any] = {"id": 1, "name": "Northwind", "owner": "U1", "channel": "C1", "created_at": NOW}
    return Account(WS, **(given | fields))


def person(user_id: str = "U1", real_name: str = "Nina Berg", **fields: Any) -> Person:
    given: dict[str, Any] = {
        "handle": real_name.split(maxsplit=1)[0].lower() if real_name else "someone",
        "time_zone": "Europe/Berlin",
    }
    return Person(WS, user_id, real_name=real_name, **(given | fields))


def review(**fields: Any) -> Review:
    given: dict[str, Any] = {
        "id": 7,
        "account_id": 1,
        "channel": "C1",
        "quarter": "Q4 2026",
        "state": ReviewState.OPEN,
        "facilitator": "U1",
        "started_at": NOW - timedelta(minutes=20),
    }
    return Review(WS, **(given | fields))


def ended_review(state: ReviewState = ReviewState.CLOSED, **fields: Any) -> Review:
    return review(**({"state": state, "ended_at": NOW, "ended_by": "U2"} | fields))


def step(name: StepName, state: StepState = StepState.DONE, note: str | None = "Talked through", **fields: Any) -> Step:
    given: dict[str, Any] = {"by": "U1", "at": NOW} if state is not StepState.OPEN else {}
    return Step(WS, 7, name, state, note, **(given | fields))


def steps_before(name: StepName | None) -> tuple[Step, ...]:
    """All steps, those before `name` done and the rest open; every one done for None."""
    order = list(StepName)
    done = order.index(name) if name else len(order)
    return tuple(
        step(each) if place < done else step(each, StepState.OPEN, None, by=None, at=None)
        for place, each in enumerate(order)
    )


def mark(
    question: Question, colour: MarkColour = MarkColour.GREEN, evidence: str = "11 of 40 seats", **fields: Any
) -> ChecklistMark:
    given: dict[str, Any] = {"review_id": 7, "by": "U1", "at": NOW} | fields
    return ChecklistMark(WS, question=question, colour=colour, evidence=evidence, **given)


def all_marks(colour: MarkColour = MarkColour.GREEN) -> tuple[ChecklistMark, ...]:
    return tuple(mark(question, colour, f"{question} was looked at") for question in Question)


def carried(kind: CarriedKind = CarriedKind.GAP, ref: object = 1, **fields: Any) -> Carried:
    return Carried(WS, 7, kind, str(ref), **fields)


def gap(number: int = 1, what: str = "Month-end export fails", **fields: Any) -> Gap:
    given: dict[str, Any] = {
        "account_id": 1,
        "review_id": 7,
        "affects": "finance",
        "frequency": "twice a week",
        "severity": Severity.SLOWS,
        "owner": "U1",
        "update_on": days(10),
        "reason": "exports",
        "state": GapState.OPEN,
        "logged_by": "U1",
        "logged_at": NOW,
    }
    return Gap(WS, number, what=what, **(given | fields))


def action(number: int = 1, what: str = "Send the revised checklist", **fields: Any) -> Action:
    given: dict[str, Any] = {
        "account_id": 1,
        "review_id": 7,
        "owner": "U1",
        "due": days(10),
        "first_due": days(10),
        "state": ActionState.OPEN,
        "logged_by": "U1",
        "logged_at": NOW,
    }
    return Action(WS, number, what=what, **(given | fields))


def last_time(marks: Iterable[ChecklistMark] = (), promised: Iterable[Action] = (), **fields: Any) -> LastTime:
    """The account's last review, closed three months ago."""
    then = NOW - timedelta(days=91)
    given: dict[str, Any] = {
        "id": 6,
        "quarter": "Q3 2026",
        "state": ReviewState.CLOSED,
        "started_at": then,
        "ended_at": then,
    }
    return LastTime(review(**(given | fields)), tuple(marks), tuple(promised))


def sitting(**fields: Any) -> Sitting:
    """An open review of Northwind that has just started, nothing carried over."""
    names: Mapping[str, str] = NAMES
    given: dict[str, Any] = {
        "account": account(),
        "review": review(),
        "today": TODAY,
        "steps": steps_before(StepName.GOALS),
    }
    return Sitting(**(given | {"names": names} | fields))


def ready_to_close(**fields: Any) -> Sitting:
    """Every step done, every question answered, nothing loose."""
    return sitting(**({"steps": steps_before(None), "marks": all_marks()} | fields))

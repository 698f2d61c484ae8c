"""The forms of a customer's goal and of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reviews.customer import Goal
from reviews.goal_progress import Progress
from reviews.messages import ids
from reviews.messages.goal_words import goal_line
from reviews.messages.item_forms import View
from reviews.messages.parts import context, date_input, field, modal, section, text_input
from reviews.messages.words import said
from reviews.model import Account
from reviews.typed_numbers import say_number


def goal_form(account: Account, goal: Goal | None, about: Mapping[str, object]) -> View:
    """A goal in the customer's own words, new or as it stands. Fields: what, measure, baseline, target, due."""
    what = text_input("what", typed=goal.what if goal else None, example="Close the month in ten minutes", most=300)
    measure = text_input("measure", typed=goal.measure if goal else None, example="minutes a close", most=60)
    baseline = text_input("baseline", typed=_typed(goal.baseline if goal else None), example="40", most=60)
    target = text_input("target", typed=_typed(goal.target if goal else None), example="10", most=60)
    blocks = [
        context(f"Of {said(account.name, 80)}"),
        field("what", "What do they want to reach, in their words?", what),
        field("measure", "What is counted, with its unit?", measure, optional=True),
        field("baseline", "Where did it stand at first?", baseline, optional=True, hint="A number: 40, 1.5 or 40 %."),
        field("target", "Where should it be?", target, optional=True),
        field("due", "By when?", date_input("due", goal.due if goal else None), optional=True),
    ]
    title, submit = ("Change a goal", "Save goal") if goal else ("Write a goal", "Write it down")
    where = {**about, "account": account.id, "goal": goal.id if goal else None}
    return modal(ids.FORM_GOAL, title, blocks, submit=submit, about=where, subject=f"goal{goal.id if goal else ''}")


def reading_form(progress: Progress, today: date, about: Mapping[str, object]) -> View:
    """Where a goal stands now. Fields: value, day, note."""
    goal = progress.goal
    unit = f" In {goal.measure}." if goal.measure else ""
    blocks = [
        section(goal_line(progress, today, 300)),
        field("value", "Where does it stand?", text_input("value", example="22", most=60), hint=f"A number.{unit}"),
        field(
            "day",
            "Read on which day?",
            date_input("day", today),
            hint="A second reading of the same day takes the place of the first.",
        ),
        field(
            "note",
            "What should be known about it?",
            text_input("note", example="After the new export went live", most=300),
            optional=True,
        ),
    ]
    where = {**about, "account": goal.account_id, "goal": goal.id}
    return modal(ids.FORM_READING, "Note a reading", blocks, submit="Note it", about=where, subject=f"read{goal.id}")


def _typed(value: float | None) -> str | None:
    """A number as its form shows it; all of its places, so that saving it again changes nothing."""
    if value is None:
        return None
    shown = say_number(value)
    return shown if float(shown.replace("\u00a0", "").replace("\u2212", "-")) == value else repr(value)

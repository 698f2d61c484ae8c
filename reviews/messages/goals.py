"""A customer's goals and where they stand: the list, in a modal or as a message, and one goal's trend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reviews.customer import GoalState
from reviews.dates import say_date
from reviews.decision import Message
from reviews.goal_progress import Progress
from reviews.messages import ids
from reviews.messages.goal_picture import trend_chart
from reviews.messages.goal_words import goal_line
from reviews.messages.item_forms import View
from reviews.messages.parts import Block, Element, actions, button, context, message, modal, option, section
from reviews.messages.words import count, said, spoken
from reviews.model import Account
from reviews.typed_numbers import say_number

PAGE_SIZE = 8
CHANGE = f"{ids.GOALS_OPEN}.change"
"""Ends a goal or takes that back, and shows the list again."""
MORE = f"{ids.GOALS_OPEN}.menu"
TREND = f"{ids.GOAL_PICTURE}.trend"
_READINGS_SHOWN = 4
_PASSABLE = "The picture holds the customer's name, the goal and its numbers, and nothing else."
_DEEDS = {
    GoalState.REACHED: "It is reached",
    GoalState.MISSED: "It was missed",
    GoalState.WITHDRAWN: "Take it off: a mistake",
}


@dataclass(frozen=True, slots=True)
class GoalSheet:
    """A page of a customer's goals. `note` is a line (plain) on what was just done, `undo` the goal it was done to."""

    account: Account
    goals: tuple[Progress, ...]
    total: int
    open: int
    page: int
    today: date
    may_edit: bool = False
    note: str = ""
    undo: int | None = None


def goal_view(sheet: GoalSheet, about: Mapping[str, object]) -> View:
    """The list as a modal; `about` comes back with what is pressed in it."""
    where = {**about, "account": sheet.account.id, "page": sheet.page}
    return modal(ids.FORM_GOALS, "Goals", _blocks(sheet), close="Close", about=where)


def goal_message(sheet: GoalSheet) -> Message:
    """The same list as a message to one person."""
    heard = [_headline(sheet), *(goal_line(each, sheet.today, 120) for each in sheet.goals)]
    return message(spoken(". ".join(heard)), _blocks(sheet))


def trend_message(progress: Progress, account: str, today: date, *, drawn: bool = True) -> Message:
    """One goal's readings over time, said and drawn. `drawn` is off where Slack knows no charts."""
    line = f"*{said(account, 80)}* · {goal_line(progress, today)}"
    chart = trend_chart(progress) if drawn else None
    blocks = [section(line), *([chart] if chart else [])]
    listed = [_reading(progress, place, today) for place in range(len(progress.readings))]
    if listed and not chart:
        blocks.append(section("\n".join(f"• {each}" for each in listed[-12:])))
    about = {"goal": progress.goal.id, "account": progress.goal.account_id}
    if progress.readings:
        blocks.append(actions([button("Picture to pass on", ids.GOAL_PICTURE, about)], block_id="trend"))
    else:
        blocks.append(context("No reading yet, so there is no trend to show."))
    heard = f" Readings: {'; '.join(listed[-12:])}." if listed else ""
    return message(spoken(f"{line}.{heard}"), blocks)


def passed_on(progress: Progress, account: str, today: date, missing: str) -> Message:
    """What stands beside the picture in one's own messages; `missing`: letters that are boxes in it."""
    line = f"*{said(account, 80)}* · {goal_line(progress, today)}"
    blocks = [section(line)]
    heard = ""
    if missing:
        heard = (
            f" No font where I run has these letters, so boxes stand for them: {said(missing, 60)}. "
            "Ask your admin to install one that has them, such as Noto Sans."
        )
        blocks.append(context(heard.strip()))
    blocks.append(context(_PASSABLE))
    return message(spoken(f"{line}.{heard} {_PASSABLE}"), blocks)


def _blocks(sheet: GoalSheet) -> list[Block]:
    blocks = _note(sheet)
    blocks.append(section(f"*{_headline(sheet)}*"))
    for place, each in enumerate(sheet.goals):
        blocks += _goal(sheet, each, place)
    if controls := list(_controls(sheet)):
        blocks.append(actions(controls, block_id="goals"))
    return blocks


def _note(sheet: GoalSheet) -> list[Block]:
    if not sheet.note:
        return []
    about = {"account": sheet.account.id, "goal": sheet.undo, "do": str(GoalState.OPEN)}
    return [section(said(sheet.note, 600), button("Undo", CHANGE, about) if sheet.undo else None, "note")]


def _headline(sheet: GoalSheet) -> str:
    name = said(sheet.account.name, 80)
    if not sheet.open:
        return f"{name}: no {'open' if sheet.total else 'written'} goals yet"
    ended = sheet.total - sheet.open
    return f"{name}: {count(sheet.open, 'open goal')}{f', {ended} ended' if ended else ''}"


def _goal(sheet: GoalSheet, progress: Progress, place: int) -> Iterator[Block]:
    yield section(goal_line(progress, sheet.today, 300))
    first = max(0, len(progress.readings) - _READINGS_SHOWN)
    if shown := [_reading(progress, number, sheet.today) for number in range(first, len(progress.readings))]:
        yield context(" · ".join(shown))
    if elements := list(_buttons(sheet, progress)):
        yield actions(elements, block_id=f"goal.{place}")


def _reading(progress: Progress, place: int, today: date) -> str:
    """What was read on one day, with its note."""
    reading = progress.readings[place]
    note = f" “{said(reading.note, 80)}”" if reading.note else ""
    return f"{say_date(reading.day, today)} {say_number(reading.value)}{note}"


def _buttons(sheet: GoalSheet, progress: Progress) -> Iterator[Element]:
    goal = progress.goal
    about = {"account": goal.account_id, "goal": goal.id}
    if goal.state is not GoalState.OPEN:
        if sheet.may_edit:
            yield button("Open it again", CHANGE, {**about, "do": str(GoalState.OPEN)})
    elif sheet.may_edit:
        yield button("Note a reading", ids.GOAL_READ, about)
        yield button("Edit", ids.GOAL_EDIT, about)
    if progress.readings:
        yield button("Trend", TREND, about)
        yield button("Picture to pass on", ids.GOAL_PICTURE, about)
    if goal.state is GoalState.OPEN and sheet.may_edit:
        deeds = [option(label, ids.pack({**about, "do": str(state)})) for state, label in _DEEDS.items()]
        yield {"type": "overflow", "action_id": MORE, "options": deeds}


def _controls(sheet: GoalSheet) -> Iterator[Element]:
    about = {"account": sheet.account.id}
    if sheet.may_edit:
        style = None if sheet.total else "primary"
        yield button("Write a goal", f"{ids.GOAL_EDIT}.new", about, style=style)
    if sheet.page > 1:
        yield button("Earlier", f"{ids.GOALS_OPEN}.earlier", {**about, "page": sheet.page - 1})
    if sheet.page * PAGE_SIZE < sheet.total:
        yield button("More", f"{ids.GOALS_OPEN}.more", {**about, "page": sheet.page + 1})

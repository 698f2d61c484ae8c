"""What the bot asks back when an answer leaves something open: a question with buttons, never a guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.answer_reading import Before
from reviews.answer_model import Asking, Deed, Question
from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages.outcomes import question as question_message
from reviews.text import one_line

_MOST_ITEMS = 8
_LABEL = 30
_FORMS = frozenset({Deed.MOVE, Deed.BLOCKED, Deed.NOT_MINE, Deed.WONT_DO, Deed.WAITING})
"""Deeds whose missing part a form can ask for."""


def ask_back(question: Question, number: int, before: Before, ts: str, today: date) -> Message:
    """One question as a message. Its buttons name the answer (`ts`) and the question in it, not what was typed."""
    about = {"a": ts, "q": number}
    choices = _choices(question, before, about, today)
    why = None
    if question.deed in _FORMS and len(question.refs) == 1 and question.asking in {Asking.WHY, Asking.WHICH_PERSON}:
        why = {**about, "item": question.refs[0]}
    return question_message(question.text, choices, why_button=why)


def _choices(
    question: Question, before: Before, about: Mapping[str, object], today: date
) -> Sequence[tuple[str, dict[str, object]]]:
    if question.asking is Asking.WHICH_DATE:
        due = {row.due for row in before.shown() if row.ref in question.refs and question.deed is Deed.MOVE}
        days = [day for day in question.dates if day not in due]
        return [(say_date(day, today), {**about, "date": day.isoformat()}) for day in days[:5]]
    if question.asking is Asking.IS_IT_DONE:
        return [("Yes, done", {**about, "deed": "done"}), ("Not yet", {**about, "deed": "still_on"})]
    if question.asking is Asking.WHICH_ITEM and question.deed is not None:
        return _items(question, before, about)
    return []


def _items(question: Question, before: Before, about: Mapping[str, object]) -> Sequence[tuple[str, dict[str, object]]]:
    rows = [row for row in before.shown() if row.ref in question.refs][:_MOST_ITEMS]
    choices: list[tuple[str, dict[str, object]]] = [
        (one_line(f"{row.number if row.number < 1000 else row.ref} {row.what}", _LABEL), {**about, "refs": row.ref})
        for row in rows
    ]
    together = question.deed in {Deed.DONE, Deed.STILL_ON}
    if together and len(rows) > 1:
        label = "Both" if len(rows) == 2 else "All of them"
        choices.append((label, {**about, "refs": ",".join(row.ref for row in rows)}))
    return [*choices, ("Neither" if len(rows) == 2 else "Not any of these", {**about, "refs": ""})]

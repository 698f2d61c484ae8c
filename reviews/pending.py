"""Questions that were asked back: kept until they are answered, and finished with what was missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reviews.answer_model import Asking, Deed, Part, Question, Reading, Shown
from reviews.answers import read_answer
from reviews.dates import DateRead, DayOrder, read_date
from reviews.mentions import Mention
from reviews.text import from_slack

_NEVER_MIND = frozenset({"never mind", "nevermind", "forget it", "cancel", "none", "neither"})
_YES = frozenset({"yes", "yep", "yeah", "y", "sure", "correct", "it is"})
_NO = frozenset({"no", "nope", "not yet", "n"})
_LEADS = ("because ", "bc ", "cause ", "since ", "as ")


def finish(
    question: Question,
    text: str,
    shown: Sequence[Shown],
    *,
    today: date,
    order: DayOrder | None,
    holidays: frozenset[date],
) -> Reading | None:
    """What a message says as the answer to a question; None where it does not answer it.

    An empty reading: the question is withdrawn.
    """
    said = " ".join(from_slack(text).split())
    word = said.casefold().strip(" .!")
    if word in _NEVER_MIND:
        return Reading()
    if question.asking is Asking.WHICH_ITEM and question.deed is Deed.DONE:
        reading = read_answer(f"{said} done", shown, today=today, order=order, holidays=holidays)
        return reading if reading.parts and not reading.questions else None
    if len(question.refs) != 1:
        return None
    if question.asking is Asking.WHY and len(word) > 2 and not said.endswith("?"):
        return _whole(question, why=_without_lead(said))
    if question.asking is Asking.IS_IT_DONE and word in _YES | _NO:
        return _whole(question, deed=Deed.DONE if word in _YES else Deed.STILL_ON)
    if question.asking is Asking.WHICH_DATE:
        found = read_date(said, today=today, order=order, holidays=holidays)
        return _whole(question, day=found.date) if isinstance(found, DateRead) else None
    return None


def _whole(
    question: Question, *, why: str | None = None, deed: Deed | None = None, day: date | None = None
) -> Reading | None:
    """What was understood before, together with what was missing."""
    chosen = deed or question.deed
    if chosen is None:
        return None
    when, reason = day or question.date, why or question.why
    if chosen is Deed.MOVE and not reason:
        return None
    return Reading((Part(question.refs[0], chosen, when, reason, question.person),), ())


def _without_lead(said: str) -> str:
    for lead in _LEADS:
        if said.casefold().startswith(lead):
            return said[len(lead) :].strip()
    return said


def pending_of(questions: Sequence[Question], lines: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """What was asked back, as it is kept until it is answered, and the lines that said what was recorded."""
    return {"questions": [_kept(question) for question in questions], "lines": [list(line) for line in lines]}


def lines_of(pending: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """What was said to be recorded: an item as its person knows it, and what became of it."""
    return [(str(line[0]), str(line[1])) for line in (pending or {}).get("lines", ())]


def without(pending: Mapping[str, Any] | None, number: int) -> dict[str, Any]:
    """The same, with one question answered."""
    kept = dict(pending or {})
    kept["questions"] = [None if place == number else each for place, each in enumerate(kept.get("questions", ()))]
    return kept


def question_at(pending: Mapping[str, Any] | None, number: int) -> Question | None:
    """One question that is still open, by its place."""
    kept = (pending or {}).get("questions", ())
    return _question(kept[number]) if 0 <= number < len(kept) and kept[number] else None


def _kept(question: Question) -> dict[str, Any]:
    person = question.person
    return {
        "asking": question.asking.value,
        "deed": question.deed.value if question.deed else None,
        "refs": list(question.refs),
        "dates": [day.isoformat() for day in question.dates],
        "date": question.date.isoformat() if question.date else None,
        "why": question.why,
        "person": {"kind": person.kind, "id": person.id, "name": person.name} if person else None,
    }


def questions_of(pending: Mapping[str, Any] | None) -> list[Question]:
    """What was asked back and is still open."""
    return [_question(each) for each in (pending or {}).get("questions", ()) if each]


def _question(kept: Mapping[str, Any]) -> Question:
    person = kept.get("person")
    return Question(
        asking=Asking(kept["asking"]),
        text="",
        deed=Deed(kept["deed"]) if kept.get("deed") else None,
        refs=tuple(kept.get("refs") or ()),
        dates=tuple(date.fromisoformat(day) for day in kept.get("dates") or ()),
        date=date.fromisoformat(kept["date"]) if kept.get("date") else None,
        why=kept.get("why"),
        person=Mention(person["kind"], person["id"], person["name"], 0, 0) if person else None,
    )

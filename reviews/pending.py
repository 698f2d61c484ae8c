"""Questions that were asked back: kept until they are answered, and finished with what was missing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reviews import answer_questions as ask
from reviews.answer_heard import Heard
from reviews.answer_model import Asking, Deed, Part, Question, Reading, Shown
from reviews.answer_small_talk import is_chatter
from reviews.answer_text import prepare
from reviews.answers import read_answer
from reviews.dates import DateRead, DayOrder, read_date
from reviews.mentions import Mention, find_mentions
from reviews.text import from_slack

_NEVER_MIND = frozenset({"never mind", "nevermind", "forget it", "cancel", "none", "neither"})
_YES = frozenset({"yes", "yep", "yeah", "y", "sure", "correct", "it is"})
_NO = frozenset({"no", "nope", "not yet", "n"})
_PUTS_OFF = re.compile(
    r"^(?:ok|okay|sure|yes|no|hm+|um+|well|sorry|thanks)[.!, ]*$|\b(?:don't|dont|do not) (?:know|remember|care)\b|"
    r"\bdunno\b|\bno (?:idea|clue|reason|comment)\b|\bnot sure\b|"
    r"\b(?:tell|let|write|send|give) (?:you|u|it)\b.*\blater\b|"
    r"^(?:later|wait|hang on|hold on|one (?:sec|moment|minute)|just a|let me|ask me|none of your|i'll|will) ?\b|"
    r"^(?:help|list|status|settings|figures|nudges|start|stop|show|undo|delete|what|who|how|when|where)\b"
)
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
    if is_withdrawn(text):
        return Reading()
    said = " ".join(from_slack(text).split())
    listener = _Listener(tuple(shown), today, order, holidays)
    if question.asking is Asking.WHICH_ITEM and question.deed is not None:
        return listener.which(question, said)
    if len(question.refs) != 1:
        return None
    word = _bare(said)
    if question.asking is Asking.WHY and is_reason(said):
        return listener.whole(question, why=_without_lead(said))
    if question.asking is Asking.IS_IT_DONE and word in _YES | _NO:
        return listener.whole(question, deed=Deed.DONE if word in _YES else Deed.STILL_ON)
    if question.asking is Asking.WHICH_PERSON:
        named = [each for each in find_mentions(said) if each.kind in {"user", "name"}]
        return listener.whole(question, person=named[0]) if len(named) == 1 else None
    return listener.day(question, said) if question.asking is Asking.WHICH_DATE else None


def is_reason(said: str) -> bool:
    """Whether a message is plainly the reason that was asked for: with "because", or several words that say something.

    Thanks, a question, or a word that the reason comes later is none: it would be told to the customer's channel.
    """
    if said.endswith("?") or is_chatter(prepare(said)) or _PUTS_OFF.search(said.casefold().replace("’", "'")):
        return False
    told = _without_lead(said)
    return len(told) > 2 if told != said else len(told.split()) > 1


def is_withdrawn(text: str) -> bool:
    """Whether somebody says not to bother about what was asked back."""
    return _bare(" ".join(from_slack(text).split())) in _NEVER_MIND


def _bare(said: str) -> str:
    return said.casefold().strip(" .!")


@dataclass(frozen=True, slots=True)
class _Listener:
    """Hears what was missing, about the list the question was asked of."""

    shown: tuple[Shown, ...]
    today: date
    order: DayOrder | None
    holidays: frozenset[date]

    def read(self, text: str) -> Reading:
        return read_answer(text, self.shown, today=self.today, order=self.order, holidays=self.holidays)

    def which(self, question: Question, said: str) -> Reading | None:
        """The items that were meant, with what was said of them before."""
        reading = self.read(f"{said} done")
        refs = [part.ref for part in reading.parts if part.deed is Deed.DONE]
        if reading.questions or not refs or len(refs) != len(reading.parts):
            return None
        found = [self.whole(replace(question, refs=(ref,))) for ref in refs]
        whole = [each for each in found if each]
        parts = tuple(part for each in whole for part in each.parts)
        return Reading(parts, tuple(asked for each in whole for asked in each.questions))

    def day(self, question: Question, said: str) -> Reading | None:
        """The day, perhaps with the reason in the same breath."""
        found = read_date(said, today=self.today, order=self.order, holidays=self.holidays)
        if isinstance(found, DateRead):
            return self.whole(question, day=found.date)
        ref = question.refs[0]
        reading = self.read(f"{ref} remind me {said}" if question.deed is Deed.SNOOZE else f"{ref} {said}")
        deeds = {part.deed for part in reading.parts} | {each.deed for each in reading.questions}
        return reading if deeds == {question.deed} else None

    def whole(
        self,
        question: Question,
        *,
        why: str | None = None,
        deed: Deed | None = None,
        day: date | None = None,
        person: Mention | None = None,
    ) -> Reading | None:
        """What was understood before, together with what was missing; a move without a reason is asked for it."""
        chosen = deed or question.deed
        if chosen is None:
            return None
        when, reason = day or question.date, why or question.why
        if chosen is Deed.MOVE and when and not reason:
            return Reading((), (ask.why(self.shown, question.refs, Heard(chosen, when=DateRead(when)), self.today),))
        if chosen is Deed.MOVE and not when:
            return None
        return Reading((Part(question.refs[0], chosen, when, reason, person or question.person),), ())


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

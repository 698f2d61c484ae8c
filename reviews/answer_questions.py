"""What is asked back: what was understood, and what to type instead. Plain text, not yet escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reviews.answer_heard import Heard
from reviews.answer_model import Asking, Deed, Question, Shown
from reviews.dates import DateAmbiguous, DatePast, DateRead, DateUnknown, say_date
from reviews.text import name_people, one_line
from reviews.working_days import is_working

_DEEDS = {
    Deed.DONE: "done",
    Deed.MOVE: "a new date",
    Deed.BLOCKED: "blocked",
    Deed.WAITING: "waiting for the customer",
    Deed.NOT_MINE: "not yours",
    Deed.WONT_DO: "not to be done",
    Deed.SNOOZE: "to be asked again later",
    Deed.STILL_ON: "still on",
    Deed.CLEARED: "not blocked any more",
}
_LISTED = 5
_EXAMPLE = "“1 done, 2 friday because legal is late”"
_WHO = "blocked by @omar"


def next_working_days(today: date, holidays: frozenset[date]) -> tuple[date, ...]:
    """The next two working days after today."""
    ahead = (today + timedelta(days=n) for n in range(1, 40))
    return tuple(day for day in ahead if is_working(day, holidays))[:2]


def names(shown: Sequence[Shown], refs: Sequence[str]) -> str:
    """The items in short: 1 Export fix for month-end (A-31), 2 Checklist (A-34)."""
    rows = [f"{each.number} {one_line(each.what, 60)} ({each.ref})" for each in shown if each.ref in refs]
    more = f" and {len(rows) - _LISTED} more" if len(rows) > _LISTED else ""
    return ", ".join(rows[:_LISTED]) + more


def which_item(shown: Sequence[Shown], heard: Heard, missing: Sequence[str] = ()) -> Question:
    """Ask which item is meant, naming those that were shown."""
    refs = tuple(each.ref for each in shown)
    none = f"“{one_line(missing[0], 40)}” is not in this list. " if missing else ""
    number = shown[0].number if shown else 1
    example = f"Type for example “{number} {_typed(heard.deed)}”."
    text = f"{none}Which one {_asked_of(heard)}? I showed {names(shown, refs)}. {example}"
    day = heard.when.date if isinstance(heard.when, DateRead) else None
    return Question(Asking.WHICH_ITEM, text, heard.deed, refs, _choices(heard), day, heard.why, heard.person)


def _asked_of(heard: Heard) -> str:
    if heard.deed is Deed.MOVE:
        return f"moves to {say_date(heard.when.date, heard.when.date)}" if isinstance(heard.when, DateRead) else "moves"
    return f"is {_DEEDS[heard.deed] if heard.deed else 'meant'}"


def which_date(shown: Sequence[Shown], refs: tuple[str, ...], heard: Heard, soon: tuple[date, ...]) -> Question:
    """Ask for a day, saying what was wrong with the one that was typed."""
    unclear = heard.when.why + " " if isinstance(heard.when, DateAmbiguous | DatePast | DateUnknown) else ""
    asks = "when shall I ask again?" if heard.deed is Deed.SNOOZE else "by when will it be done?"
    example = f"{_number(shown, refs)} {_typed(Deed.SNOOZE if heard.deed is Deed.SNOOZE else Deed.MOVE)}"
    text = f"{unclear}{names(shown, refs)}: {asks} Type for example “{example}”."
    return Question(Asking.WHICH_DATE, text, heard.deed, refs, _choices(heard) or soon, None, heard.why, heard.person)


def is_it_done(shown: Sequence[Shown], refs: tuple[str, ...], heard: Heard) -> Question:
    """Ask whether it is done."""
    text = f"Is it done: {names(shown, refs)}? Type “{_number(shown, refs)} done” if so, or the day it will be."
    day = heard.when.date if isinstance(heard.when, DateRead) else None
    return Question(Asking.IS_IT_DONE, text, Deed.DONE, refs, date=day, why=heard.why)


def which_person(shown: Sequence[Shown], refs: tuple[str, ...], heard: Heard) -> Question:
    """Ask for one person."""
    owner = heard.deed is Deed.NOT_MINE
    asks = "whose is it?" if owner else "which one person holds it up?"
    example = f"{_number(shown, refs)} {'belongs to @lena' if owner else _WHO}"
    text = f"{names(shown, refs)}: {asks} Type for example “{example}”."
    return Question(Asking.WHICH_PERSON, text, heard.deed, refs, date=_day(heard), why=heard.why)


def why(shown: Sequence[Shown], refs: tuple[str, ...], heard: Heard, today: date) -> Question:
    """Ask for the reason; one that was only guessed at is kept beside it."""
    number, day = _number(shown, refs), _day(heard)
    if heard.deed is Deed.MOVE and day:
        to = say_date(day, today)
        text = f"{names(shown, refs)}: to {to}, why? Type for example “{number} {to} because legal is late”."
    elif heard.deed is Deed.WONT_DO:
        text = f"{names(shown, refs)}: not to be done, why? Type for example “{number} won't do: customer dropped it”."
    else:
        text = f"{names(shown, refs)}: blocked by whom or by what? Type for example “{number} {_WHO}”."
    return Question(Asking.WHY, text, heard.deed, refs, date=day, why=heard.why, person=heard.person)


def what(shown: Sequence[Shown], refs: tuple[str, ...], said: str, heard: Heard | None = None) -> Question:
    """Say that these words were not understood."""
    if not shown:
        return Question(Asking.WHAT, "Nothing of yours waits for an answer, so nothing is recorded.", None, ())
    about = f" for {names(shown, refs)}" if refs and len(refs) < len(shown) else ""
    quoted = one_line(name_people(said, {}), 80)
    example = _EXAMPLE if len(shown) > 1 else "“done”, “friday because legal is late” or “blocked by @omar”"
    text = f"I did not understand “{quoted}”{about}, so nothing is recorded for it. Type for example {example}."
    kept = heard or Heard(None)
    return Question(Asking.WHAT, text, kept.deed, refs, _choices(kept), _day(kept), kept.why, kept.person)


def two_answers(shown: Sequence[Shown], ref: str, deeds: Sequence[Deed]) -> Question:
    """Say that one item was answered twice."""
    both = " and ".join(dict.fromkeys(_DEEDS[deed] for deed in deeds))
    text = f"{names(shown, (ref,))}: I read {both}, so nothing is recorded for it. Which is it?"
    return Question(Asking.WHAT, text, None, (ref,))


def _choices(heard: Heard) -> tuple[date, ...]:
    return heard.when.choices if isinstance(heard.when, DateAmbiguous) else ()


def _day(heard: Heard) -> date | None:
    return heard.when.date if isinstance(heard.when, DateRead) else None


def _number(shown: Sequence[Shown], refs: Sequence[str]) -> int:
    return next((each.number for each in shown if each.ref in refs), 1)


def _typed(deed: Deed | None) -> str:
    """What to type after the number for this deed."""
    return {
        Deed.DONE: "done",
        Deed.MOVE: "friday because legal is late",
        Deed.BLOCKED: "blocked by @omar",
        Deed.WAITING: "waiting for the customer",
        Deed.NOT_MINE: "not mine",
        Deed.WONT_DO: "won't do: customer dropped it",
        Deed.SNOOZE: "remind me monday",
        Deed.STILL_ON: "on it",
        Deed.CLEARED: "unblocked",
        None: "done",
    }[deed]

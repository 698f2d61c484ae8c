"""How often a customer is reviewed, when the next review is, and whether it is late or paused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviews.calendar import WorkCalendar
from reviews.dates import say_date
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.parts import Element, actions, button, context, lines_that_fit, message, run_button, section
from reviews.messages.words import count, join_facts, said, spoken
from reviews.model import Account
from reviews.rhythm import RhythmUnknown, say_rhythm
from reviews.rhythm_changes import Terms, terms_of

_RHYTHMS = ((1, "Every month", "monthly"), (3, "Every quarter", "quarterly"), (6, "Twice a year", "every 6 months"))
_MOST_LISTED = 40
_MOST_SPOKEN = 8


@dataclass(frozen=True, slots=True)
class RhythmSheet:
    """One account's reviews as they are shown. `today` and `calendar` are those of the account's side.

    `may_change`: the one it is shown to may set the rhythm, and gets the buttons for it.
    """

    account: Account
    calendar: WorkCalendar
    today: date
    owner: str | None
    is_open: bool = False
    may_change: bool = True


def due_words(sheet: RhythmSheet) -> str:
    """When the next review is, late or not: `was due Tue 24 Nov, 3 working days ago`."""
    return _due(sheet.account.next_review_on, sheet)


def _due(day: date | None, sheet: RhythmSheet) -> str:
    if day is None:
        return "no day set yet"
    shown = say_date(day, sheet.today)
    if day > sheet.today:
        return f"next on {shown}"
    if day == sheet.today:
        return "due today"
    if (held := sheet.calendar.working_on_or_after(day)) >= sheet.today:
        return "due today" if held == sheet.today else f"due {say_date(held, sheet.today)}"
    late = sheet.calendar.working_days_between(day, sheet.today)
    return f"was due {shown}" + (f", {count(late, 'working day')} ago" if late else "")


def is_late(sheet: RhythmSheet) -> bool:
    """Whether the day of the next review has passed without one."""
    day = sheet.account.next_review_on
    return day is not None and sheet.calendar.working_on_or_after(day) < sheet.today


def rhythm_line(sheet: RhythmSheet) -> str:
    """One line to stand beside something else, mrkdwn."""
    due = due_words(sheet)
    return join_facts(
        _paused(sheet),
        f"Reviewed {say_rhythm(sheet.account.rhythm_months)}",
        f"*{due}*" if is_late(sheet) else due,
    )


def with_rhythm(shown: Message, sheet: RhythmSheet) -> Message:
    """A message with the rhythm on a small line at its end."""
    line = rhythm_line(sheet)
    return {**shown, "text": f"{shown['text']} {spoken(line)}.", "blocks": [*shown["blocks"], context(line)]}


def rhythm_message(sheet: RhythmSheet, *, was: Terms | None = None, note: str = "", assumed: str = "") -> Message:
    """How it stands, with ways to change it; after a change, what it was before and the way back.

    `note` (mrkdwn) comes first: why a change was not made. `assumed` is how what was typed was read.
    """
    text = f"{note} {_sentence(sheet)}".strip()
    small = [f"Before: {_terms(was, sheet)}."] if was else []
    small += [said(assumed, 300)] if assumed else []
    blocks = [section(text), *map(context, small)]
    if buttons := _buttons(sheet, was):
        blocks.append(actions(buttons, block_id="rhythm"))
    return message(spoken(" ".join([text, *small])), blocks)


def _sentence(sheet: RhythmSheet) -> str:
    account = sheet.account
    lines = [f"*{said(account.name, 80)}* is reviewed {say_rhythm(account.rhythm_months)}. {_due_sentence(sheet)}."]
    if sheet.is_open:
        lines.append("A review is open now.")
    if account.paused_at is not None:
        lines.append(f"It is {_paused(sheet)}.")
    elif sheet.owner is None:
        lines.append("Nobody owns it, so nobody is reminded.")
    else:
        lines.append(f"{said(sheet.owner, 60)} is reminded before it.")
    return " ".join(lines)


def _due_sentence(sheet: RhythmSheet) -> str:
    due = due_words(sheet)
    if sheet.account.next_review_on is None:
        return "Its next review has no day yet"
    if due.startswith("next on"):
        return f"The next review is {due.removeprefix('next ')}{_day_off(sheet)}"
    return f"The review {due}" if due.startswith("was") else f"The review is {due}"


def _day_off(sheet: RhythmSheet) -> str:
    day = sheet.account.next_review_on
    if day is None or sheet.calendar.is_working(day):
        return ""
    return f", a day off, so it counts from {say_date(sheet.calendar.working_on_or_after(day), sheet.today)}"


def _paused(sheet: RhythmSheet) -> str:
    paused_at = sheet.account.paused_at
    if paused_at is None:
        return ""
    return f"*paused* since {say_date(sheet.calendar.today(paused_at), sheet.today)}, so nobody is asked about it"


def _terms(was: Terms, sheet: RhythmSheet) -> str:
    paused = "paused, " if was.paused_at else ""
    return f"{paused}{say_rhythm(was.months)}, {_due(was.next_on, sheet)}"


def _buttons(sheet: RhythmSheet, was: Terms | None) -> list[Element]:
    account = sheet.account
    if was is not None:
        undo = {"text": "rhythm", "account": account.id, "undo": was.pack(), "since": terms_of(account).pack()}
        return [button("Undo", f"{ids.RUN_COMMAND}.undo", undo)]
    if account.paused_at is not None and sheet.may_change:
        return [_run("Resume", "resume", account, 0, primary=True)]
    start = [run_button("Start the review", "start")] if is_late(sheet) and not sheet.is_open else []
    if not sheet.may_change:
        return start
    others = [each for each in _RHYTHMS if each[0] != account.rhythm_months]
    changes = [_run(label, words, account, place) for place, (_, label, words) in enumerate(others, 1)]
    return [*start, *changes, _run("Pause", "pause", account, 9)]


def _run(label: str, words: str, account: Account, place: int, *, primary: bool = False) -> Element:
    about = {"text": f"rhythm {words}", "account": account.id}
    return button(label, f"{ids.RUN_COMMAND}.rhythm{place}", about, style="primary" if primary else None)


def not_understood(read: RhythmUnknown, account: Account | None, command: str) -> Message:
    """What was typed is no rhythm: why not, and what to type instead, as buttons where the customer is known."""
    examples = ", ".join(f"`{command} rhythm {each}`" for each in read.instead)
    if account is None:
        return tell(f"{said(read.why, 300)} You can type {examples}.")
    buttons = [_run(each.capitalize(), each, account, place) for place, each in enumerate(read.instead[:5])]
    return tell(f"{said(read.why, 300)} You can type {examples}.", buttons)


def which_day(why: str, choices: Sequence[date], account: Account, today: date) -> Message:
    """A day that can be read in more than one way, given back to be picked."""
    buttons = [
        _run(say_date(day, today), f"next {day.isoformat()}", account, place) for place, day in enumerate(choices[:5])
    ]
    return tell(f"{said(why, 300)} Which day is the next review of *{said(account.name, 80)}*?", buttons)


def rhythm_list(sheets: Sequence[RhythmSheet], total: int, *, note: str = "") -> Message:
    """Customers in the order their reviews come, longest late first. `note` (mrkdwn) comes before."""
    late = sum(1 for sheet in sheets if is_late(sheet) and sheet.account.paused_at is None)
    lateness = f"{count(late, 'review') if late else 'no review'} late"
    heading = f"{count(total, 'customer')}, {lateness}" if sheets else "No customer is known yet"
    lines = lines_that_fit([_list_line(sheet) for sheet in sheets], most=_MOST_LISTED, total=total)
    parts = [part for part in (note, f"*{heading}*") if part]
    blocks = [section("\n".join(parts)), *([section(lines)] if lines else [])]
    heard = "; ".join(spoken(_list_line(sheet)).removeprefix("• ") for sheet in sheets[:_MOST_SPOKEN])
    return message(f"{spoken(' '.join(parts))}. {heard}".strip(), blocks)


def _list_line(sheet: RhythmSheet) -> str:
    account, due = sheet.account, due_words(sheet)
    paused = "*paused*" if account.paused_at else ""
    when = f"*{due}*" if is_late(sheet) and not paused else due
    rhythm = say_rhythm(account.rhythm_months)
    return f"• *{said(account.name, 60)}*: {join_facts(paused, when, rhythm, said(sheet.owner or 'no owner', 60))}"


def no_account(command: str) -> str:
    """What is said where no customer was named and the channel has none, mrkdwn."""
    return f"No customer belongs to this channel. Name one: `{command} rhythm Northwind monthly`."

"""From a message to what it says: the list the person had before them, and the words read against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.desk import Desk, Request
from reviews.answer_model import Asking, Deed, Question, Reading, Shown
from reviews.answers import read_answer
from reviews.asks import AskKind, Nudge
from reviews.calendar import WorkCalendar, public_holidays
from reviews.dates import DayOrder, order_for
from reviews.model import Action
from reviews.nudge_sheet import Row, Subject, is_live, rows_of
from reviews.pending import finish, questions_of
from storage import actions, answers, asks, nudges, planning, rosters
from storage.values import ActionFilter, Answered

ANSWERABLE = timedelta(days=7)
"""How long a message without a thread is read as an answer to the last nudge."""
PENDING_FOR = timedelta(days=1)
_MOST_SHOWN = 50
_MOST_READ = 2000
_NUMBERED = re.compile(r"\s*(?:#?\d{1,2}|[ag]-?\d+)[\s.:,)]+\S", re.IGNORECASE)
_PLAIN = frozenset({Deed.DONE, Deed.WONT_DO, Deed.NOT_MINE, Deed.SNOOZE})
"""What nobody gives as a reason for something else."""
_ID = re.compile(r"(?<![\w-])([ag])-?(\d{1,6})(?![\w-])", re.IGNORECASE)
_LATEST = 8
UNNUMBERED = 1000
"""Rows nobody has seen numbered get numbers nobody types."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the person had before them when they wrote. `waiting` is what was asked back and not answered yet."""

    nudge: Nudge | None
    rows: tuple[Row, ...]
    calendar: WorkCalendar
    order: DayOrder | None
    waiting: Answered | None

    def shown(self, *, ended_too: bool = False) -> list[Shown]:
        """The rows as the words are read against."""
        return [_shown(row) for row in self.rows if row.item and (ended_too or is_live(row.item))]


async def what_they_saw(
    tx: AsyncConnection, desk: Desk, request: Request, thread_ts: str | None, text: str = ""
) -> Before:
    """The nudge a message answers, by its thread or as the last one, and its list as it was shown.

    What is theirs and named by its id in `text` counts as shown, too.
    """
    workspace, user = request.workspace_id, request.user_id
    nudge = await _nudge_of(tx, request, thread_ts)
    roster = await rosters.load(tx, workspace, [user], default_zone=desk.default_zone)
    person = roster.people.get(user)
    waiting = next(iter(await answers.latest(tx, workspace, user)), None)
    open_still = waiting is not None and questions_of(waiting.pending) and _is_fresh(waiting, request, nudge)
    fresh = waiting if open_still else None
    rows = await _rows(tx, request, nudge, text)
    return Before(nudge, rows, roster.calendar(user), order_for(person.locale if person else None), fresh)


def _is_fresh(answer: Answered, request: Request, nudge: Nudge | None) -> bool:
    """A question is open for a day, and until a newer nudge has asked other things."""
    newer = nudge is not None and nudge.created_at > answer.at
    return not newer and request.now - answer.at <= PENDING_FOR and answer.channel == request.channel


async def _nudge_of(tx: AsyncConnection, request: Request, thread_ts: str | None) -> Nudge | None:
    workspace, channel = request.workspace_id, request.channel or ""
    if thread_ts:
        if found := await nudges.at(tx, workspace, channel, thread_ts):
            return found
        earlier = await answers.get(tx, workspace, channel, thread_ts)
        if earlier and earlier.nudge_id:
            return await nudges.by_id(tx, workspace, earlier.nudge_id)
    kept = await answers.get(tx, workspace, channel, request.message_ts or "")
    if kept and kept.nudge_id:
        return await nudges.by_id(tx, workspace, kept.nudge_id)
    latest = await nudges.latest(tx, workspace, request.user_id, _LATEST)
    said = [each for each in latest if each.ts and _stood_there(each.ts, request.message_ts)]
    return said[0] if said and request.now - said[0].created_at <= ANSWERABLE else None


def _stood_there(nudge_ts: str, message_ts: str | None) -> bool:
    """Whether a nudge was there when the message was written, which may be handled much later."""
    try:
        return message_ts is None or float(nudge_ts) <= float(message_ts)
    except ValueError:
        return True


async def _rows(tx: AsyncConnection, request: Request, nudge: Nudge | None, text: str) -> tuple[Row, ...]:
    if nudge is None:
        mine = ActionFilter(owner=request.user_id)
        found, _ = await actions.page(tx, request.workspace_id, mine, 0, _MOST_SHOWN)
        subjects = await planning.subjects(tx, request.workspace_id, (f"A-{each.id}" for each in found))
        return _unnumbered(subjects)
    asked = await asks.of_nudges(tx, request.workspace_id, [nudge.id])
    subjects = await planning.subjects(tx, request.workspace_id, (ask.subject for ask in asked))
    rows = rows_of(asked, subjects)
    return (*rows, *await _named_beside(tx, request, text, {row.subject for row in rows}))


async def _named_beside(tx: AsyncConnection, request: Request, text: str, shown: set[str]) -> tuple[Row, ...]:
    """What is theirs and was named by its id, though the list did not show it."""
    refs = dict.fromkeys(f"{found[1].upper()}-{int(found[2])}" for found in _ID.finditer(text[:_MOST_READ]))
    subjects = await planning.subjects(tx, request.workspace_id, [ref for ref in refs if ref not in shown])
    return _unnumbered(
        {ref: each for ref, each in subjects.items() if each.item and each.item.owner == request.user_id}
    )


def _unnumbered(subjects: Mapping[str, Subject]) -> tuple[Row, ...]:
    return tuple(
        Row(UNNUMBERED + place, AskKind.DUE, ref, "", subject.item, subject.account)
        for place, (ref, subject) in enumerate(subjects.items())
    )


def _shown(row: Row) -> Shown:
    item = row.item
    due = item.due if isinstance(item, Action) else item.update_on if item else None
    blocked = isinstance(item, Action) and item.blocked_why is not None
    what = item.what if item else ""
    return Shown(row.place, row.subject, what, due, blocked, row.account.name if row.account else "")


def read(text: str, before: Before, today: date, *, again: bool = False) -> Reading:
    """What a message says. An item that has ended since is still known by its number.

    `again`: the message was read before, so what it ended itself is as open as then.
    """
    reading = _read(text, before, today, ended_too=again)
    if reading.questions and not reading.parts and len(before.shown(ended_too=True)) > len(before.shown()):
        wider = _read(text, before, today, ended_too=True)
        reading = wider if wider.parts else reading
    if before.waiting is None or reading.parts:
        return reading
    return _finished(text, before, today, reading) or reading


def _answers_anew(text: str, reading: Reading, question: Question) -> bool:
    """Whether a message that is no whole answer begins one of its own, rather than finishing what was asked back."""
    if question.asking is Asking.WHY and _NUMBERED.match(text) is not None:
        # What names a row speaks of that row; a reason told to the customer's channel must not be guessed.
        return True
    return bool(({each.deed for each in reading.questions} - {question.deed, None}) & _PLAIN)


def _read(text: str, before: Before, today: date, *, ended_too: bool = False) -> Reading:
    shown, holidays = before.shown(ended_too=ended_too), _holidays(before.calendar, today)
    return read_answer(text, shown, today=today, order=before.order, holidays=holidays)


def _holidays(calendar: WorkCalendar, today: date) -> frozenset[date]:
    return public_holidays(calendar.country, today.year) | public_holidays(calendar.country, today.year + 1)


def _finished(text: str, before: Before, today: date, reading: Reading) -> Reading | None:
    """The answer to the one question that was asked back; None where it does not answer it."""
    asked_back = questions_of(before.waiting.pending if before.waiting else None)
    if len(asked_back) != 1 or _answers_anew(text, reading, asked_back[0]):
        return None
    holidays = _holidays(before.calendar, today)
    return finish(asked_back[0], text, before.shown(), today=today, order=before.order, holidays=holidays)

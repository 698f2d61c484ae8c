"""What one row of a nudge says: its number, the item, when it is or was due, and why it is asked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.dates import say_date
from reviews.messages.nudge_since import asked_day, is_kept, is_snoozed, since, whose
from reviews.messages.words import SEVERITY_WORDS, count, join_facts, moved, quoted, said
from reviews.model import Account, Action, ActionState, Gap
from reviews.nudge_sheet import NudgeSheet, Row

_WHAT = 160
_OF_OTHERS = (AskKind.MANAGER, AskKind.MOVED, AskKind.BLOCKING)


def is_mine(row: Row, sheet: NudgeSheet) -> bool:
    """Whether a row asks its reader about something of their own."""
    mine = whose(row) == sheet.nudge.user_id
    return mine and row.kind not in (*ABOUT_REVIEWS, *_OF_OTHERS)


def days_late(row: Row, sheet: NudgeSheet) -> int:
    """How many of its owner's working days a row's day lies behind; 0 when it does not."""
    day = row.item.update_on if isinstance(row.item, Gap) else row.item.due if row.item else asked_day(row)
    owners = sheet.calendars.get((row.item.owner if row.item else None) or "", sheet.calendar)
    return owners.working_days_between(day, sheet.today) if day else 0


def asking_line(row: Row, sheet: NudgeSheet, command: str) -> str:
    """A row that still asks, as mrkdwn on one line."""
    if row.kind in ABOUT_REVIEWS:
        return f"*{row.place}* {_review_line(row, sheet, command)}"
    if isinstance(row.item, Gap):
        return _gap_line(row, row.item, sheet)
    if row.item is None and row.account is not None:
        return _customer_line(row, row.account, sheet)
    return _action_line(row, row.item, sheet) if row.item else settled_line(row, sheet, "")


def settled_line(row: Row, sheet: NudgeSheet, outcome: str) -> str:
    """A row that needs nothing any more, on one line: what it was and what became of it."""
    sign = "✔" if is_kept(row) else "→"
    what = "Review" if row.kind in ABOUT_REVIEWS else said(row.account.name, 80) if row.account else ""
    what = f"{said(row.item.what, 80)} ({row.subject})" if row.item else what
    return f"{sign} *{row.place}* {what or row.subject}: {outcome}"


def row_line(row: Row, sheet: NudgeSheet, command: str) -> str:
    """A row as it stands now."""
    outcome = since(row, sheet)
    return asking_line(row, sheet, command) if outcome is None else settled_line(row, sheet, outcome)


def _customer_line(row: Row, account: Account, sheet: NudgeSheet) -> str:
    """A customer that was handed on."""
    review = f"next review {say_date(account.next_review_on, sheet.today)}" if account.next_review_on else ""
    facts = join_facts(_handed(row, sheet), "you look after this customer from now on", review)
    return f"*{row.place}* {said(account.name, 80)}: {facts}"


def _gap_line(row: Row, gap: Gap, sheet: NudgeSheet) -> str:
    weight = SEVERITY_WORDS[gap.severity] if gap.severity else ""
    handed = _handed(row, sheet) if row.kind is AskKind.HANDED else ""
    facts = join_facts(handed, _asked_when("update", gap.update_on, row, sheet), moved(gap.moves), weight)
    return f"{_lead(row, gap.what, sheet)}: {_decision(row)}{facts}"


def _action_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    return _LINES.get(row.kind, _ladder_line)(row, action, sheet)


def _ladder_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    return f"{_lead(row, action.what, sheet)}: {_decision(row)}{_facts(row, action, sheet)}"


def _facts(row: Row, action: Action, sheet: NudgeSheet) -> str:
    first = f", first due {say_date(action.first_due, sheet.today)}" if action.moves > 1 else ""
    moves = f"{moved(action.moves)}{first}" if action.moves else ""
    return join_facts(_asked_when("", action.due, row, sheet), _held(action, sheet), moves)


def _back_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    due = _asked_when("", action.due, row, sheet)
    if is_snoozed(row):
        day = action.snoozed_until
        when = "today" if day in {None, sheet.today} else f"on {say_date(day, sheet.today)}" if day else ""
        return f"{_lead(row, action.what, sheet)}: you asked me to remind you {when} · {due}"
    return f"{_lead(row, action.what, sheet)}: {_held(action, sheet)} · {due}. Is that still so?"


def _handed_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    return f"{_lead(row, action.what, sheet)}: {_handed(row, sheet)} · {_facts(row, action, sheet)}"


def _handed(row: Row, sheet: NudgeSheet) -> str:
    """By whom it was handed over, where their name is known."""
    by = next((part.removeprefix("by ") for part in row.about.split("|") if part.startswith("by ")), "")
    return f"*{said(sheet.names[by], 60)}* handed this to you" if by in sheet.names else "yours now"


def _blocking_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    why = f": {quoted(action.blocked_why, _WHAT)}" if action.blocked_why else ""
    due = _asked_when("", action.due, row, sheet)
    who = f"*{row.place}* *{said(sheet.name(action.owner), 60)}* waits for you{why}"
    return f"{who}. It holds up {quoted(action.what, _WHAT)} ({row.subject}), {due}"


def _moved_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    first, now = say_date(action.first_due, sheet.today), say_date(action.due, sheet.today)
    times = moved(action.moves) or "moved"
    why = quoted(row.why, _WHAT) if row.why else ""
    facts = join_facts(f"*{times}*, first due {first}, now {now}", why, _held(action, sheet))
    return f"{_lead(row, action.what, sheet)}: {facts}"


def _recheck_line(row: Row, action: Action, sheet: NudgeSheet) -> str:
    ended = sheet.calendar.today(action.ended_at) if action.ended_at else None
    ago = f" on {say_date(ended, sheet.today)}, {count((sheet.today - ended).days, 'day')} ago" if ended else ""
    return f"{_lead(row, action.what, sheet)}: done{ago}. Did it change anything?"


_LINES: dict[AskKind, Callable[[Row, Action, NudgeSheet], str]] = {
    AskKind.BACK: _back_line,
    AskKind.HANDED: _handed_line,
    AskKind.BLOCKING: _blocking_line,
    AskKind.MOVED: _moved_line,
    AskKind.RECHECK: _recheck_line,
}


def _review_line(row: Row, sheet: NudgeSheet, command: str) -> str:
    account, day = row.account, row.account.next_review_on if row.account else None
    if account is None or day is None:
        return "the review"
    where = f" in <#{account.channel}>" if account.channel else ""
    said_day, ahead = say_date(day, sheet.today), sheet.calendar.working_days_between(sheet.today, day)
    if row.kind is AskKind.OVERDUE:
        late = f", {count(days_late(row, sheet), 'working day')} ago" if days_late(row, sheet) else ""
        other = f"`{command} rhythm next …`{' there' if where else ''} gives it another day"
        return f"The review was due *{said_day}*{late}. It shows as late until it is held{where} or {other}"
    if day == sheet.today:
        return f"The review is *today*: `{command} start`{where} opens it"
    far = f", {count(ahead, 'working day')} from now" if ahead else ""
    if row.kind is AskKind.BRIEF:
        return f"The review is on *{said_day}*{far}: its two-minute brief is{where or ' here'}"
    return f"The review is on *{said_day}*{far}: `{command} list`{where} shows what is open"


def _lead(row: Row, what: str, sheet: NudgeSheet) -> str:
    """The number, the words, the id; and whose it is, where it is not the reader's."""
    owner = row.item.owner if row.item else None
    name = f"*{said(sheet.name(owner), 60)}*"
    stands_in = row.kind not in _OF_OTHERS and not _for_manager(row)
    by = "" if owner == sheet.nudge.user_id else f", for {name}" if stands_in else f", {name}"
    return f"*{row.place}* {said(what, _WHAT)} ({row.subject}{by})"


def _for_manager(row: Row) -> bool:
    return row.kind is AskKind.DECISION and "|manager|" in row.about


def _decision(row: Row) -> str:
    return "*needs a decision*, " if row.kind is AskKind.DECISION else ""


def _held(action: Action, sheet: NudgeSheet) -> str:
    """What holds it up and why, in its owner's words."""
    if action.state is ActionState.OPEN:
        return ""
    by = f" by {said(sheet.name(action.blocked_by), 60)}" if action.blocked_by else ""
    what = "waiting for the customer" if action.state is ActionState.WAITING else f"blocked{by}"
    return f"{what}, {quoted(action.blocked_why, 120)}" if action.blocked_why else what


def _asked_when(noun: str, day: date | None, row: Row, sheet: NudgeSheet) -> str:
    lead = f"{noun} " if noun else ""
    if day is None:
        return f"{lead}without a date"
    shown, ahead = say_date(day, sheet.today), (day - sheet.today).days
    if ahead < 0:
        late = days_late(row, sheet)
        return f"{lead}was due {shown}" + (f", *{count(late, 'working day')} ago*" if late else "")
    return f"{lead}due " + {0: "today", 1: f"tomorrow, {shown}"}.get(ahead, shown)

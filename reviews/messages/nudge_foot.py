"""The last lines of a nudge: how to answer in words, what comes next and when, and what falls due soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from reviews.asks import LADDER, AskKind
from reviews.calendar_clock import zone_named
from reviews.date_readings import WEEKDAYS_IN_FULL, say_day
from reviews.dates import say_date
from reviews.ladder import LATE_DAYS, LATE_THREE_DAYS, manager_day
from reviews.messages.nudge_rows import is_mine
from reviews.messages.words import said
from reviews.model import Action, ActionState, Gap
from reviews.nudge_sheet import Absent, NudgeSheet, Row
from reviews.sitting import action_id

_MOST_COMING = 4
_ASKS_FOR_DATE = (*LADDER, AskKind.HANDED, AskKind.BACK, AskKind.DECISION, AskKind.MANAGER, AskKind.MOVED)


def away_line(sheet: NudgeSheet) -> str:
    """That the bot was away, from when to when by the reader's clock; empty when it was not."""
    nudge = sheet.nudge
    if nudge.away_from is None:
        return ""
    until = nudge.away_until or nudge.created_at
    start, end = _clock(nudge.away_from, sheet), _clock(until, sheet)
    if start.count(" ") and not end.count(" "):
        end = f"today, {end}"
    return f"I was away from {start} to {end}. Nothing was lost; this is today's list."


def _clock(moment: datetime, sheet: NudgeSheet) -> str:
    local = moment.astimezone(zone_named(sheet.calendar.zone))
    day = "" if local.date() == sheet.nudge.day else f"{say_date(local.date(), sheet.nudge.day)} "
    return f"{day}{local:%H:%M}"


def absence_line(sheet: NudgeSheet) -> str:
    """In whose place its reader is asked; empty where each thing is their own."""
    return " ".join(_absent(each, sheet) for each in sheet.absent)


def _absent(absent: Absent, sheet: NudgeSheet) -> str:
    name = said(sheet.name(absent.user_id), 60)
    if absent.left:
        return f"{name} has left Slack, so this comes to you: hand it on."
    until = f" until {say_date(absent.until, sheet.today)}" if absent.until else ""
    return f"{name} is away{until}; you stand in."


def silence_line(sheet: NudgeSheet) -> str:
    """That somebody is asked less often, and how that ends."""
    return "You left the last three unanswered, so I ask less often until you answer one." if sheet.silent else ""


def example_line(asking: Sequence[Row], sheet: NudgeSheet) -> str:
    """How these very rows could be answered in words; empty where they ask for none."""
    items = [row for row in asking if row.item is not None and row.kind is not AskKind.RECHECK]
    if not items:
        return ""
    if len(asking) == 1:
        words = dict.fromkeys(each for each in (_first_words(items[0], sheet), _date_words(items[0], sheet)) if each)
        return f"Or answer here: {' or '.join(f'“{each}”' for each in words)}."
    told = [f"{items[0].place} {_first_words(items[0], sheet)}"]
    later = next((row for row in items[1:] if _date_words(row, sheet)), None)
    if later:
        told.append(f"{later.place} {_date_words(later, sheet)}")
    return f"Or answer here: “{', '.join(told)}”."


def _first_words(row: Row, sheet: NudgeSheet) -> str:
    if isinstance(row.item, Gap):
        return "closed"
    if row.item and row.item.state is ActionState.BLOCKED and row.kind in {AskKind.BLOCKING, AskKind.BACK}:
        return "unblocked"
    if row.kind in {AskKind.MANAGER, AskKind.MOVED}:
        return _date_words(row, sheet)
    return "done"


def _date_words(row: Row, sheet: NudgeSheet) -> str:
    """A day after the one it has now, so that the words can be read in one way only."""
    if row.kind not in _ASKS_FOR_DATE or row.item is None:
        return ""
    day = sheet.calendar.add_working(max(sheet.today, _due(row)), 3 if _due(row) <= sheet.today else 2)
    near = day <= sheet.today + timedelta(days=6)
    words = WEEKDAYS_IN_FULL[day.weekday()] if near else f"by {say_day(day)}"
    return f"{words.lower()} because legal is late"


def next_line(asking: Sequence[Row], sheet: NudgeSheet, *, manager: str) -> str:
    """When the row that is furthest up its ladder is asked about next, and where that ends. `manager`: who hears then.

    Empty on a later day: by then another message may have said what comes next.
    """
    if sheet.today > sheet.nudge.day:
        return ""
    mine = [row for row in asking if is_mine(row, sheet) and row.kind in (*LADDER, AskKind.DECISION)]
    if not mine:
        return ""
    row = max(mine, key=lambda each: (_height(each), -_due(each).toordinal()))
    which = "Next after this" if len(mine) == 1 else f"Next for {row.place}"
    return f"{which}: {_next(row, sheet, manager)}"


def _next(row: Row, sheet: NudgeSheet, manager: str) -> str:
    calendar, due = sheet.calendar, _due(row)
    if row.kind is AskKind.DECISION:
        return "the weekly list, and nothing in between."
    if row.kind is AskKind.SOON:
        return f"{say_date(calendar.working_on_or_before(due), sheet.today)}, if it is still open then."
    if row.kind is AskKind.DUE:
        later = calendar.add_working(due, LATE_THREE_DAYS if sheet.light else LATE_DAYS)
        return f"{say_date(later, sheet.today)}, only if it is still open then."
    once_more = _once_more(row, calendar.add_working(due, LATE_THREE_DAYS), sheet.today)
    if not manager:
        return f"{once_more}nothing more from me but the weekly list."
    listed = say_date(manager_day(due, calendar), sheet.today)
    return f"{once_more}{said(manager, 60)}'s list on {listed}, then nothing more from me but the weekly list."


def _once_more(row: Row, day: date, today: date) -> str:
    return f"once more on {say_date(day, today)}, then " if row.kind is AskKind.LATE else ""


def _height(row: Row) -> int:
    return (*LADDER, AskKind.DECISION).index(row.kind)


def _due(row: Row) -> date:
    day = row.item.update_on if isinstance(row.item, Gap) else row.item.due if row.item else None
    return day or date.min


def coming_line(sheet: NudgeSheet) -> str:
    """What falls due after these; empty where that was not wanted."""
    if not sheet.coming:
        return ""
    shown = [_coming(action, sheet.today) for action in sheet.coming[:_MOST_COMING]]
    more = len(sheet.coming) - len(shown)
    return f"Due next: {'; '.join(shown)}{f'; and {more} more' if more else ''}"


def _coming(action: Action, today: date) -> str:
    return f"{action_id(action.id)} {said(action.what, 40)}, {say_date(action.due, today)}"

"""The first line of a nudge: how many things there are and whose, so that a glance at the phone is enough."""

from __future__ import annotations

from collections.abc import Sequence

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.dates import say_date
from reviews.messages.nudge_rows import days_late, is_mine
from reviews.messages.words import count, said
from reviews.model import Action
from reviews.nudge_sheet import NudgeSheet, Row

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = {3: "a third time", 4: "a fourth time", 5: "a fifth time"}
_FEW = 2


def headline(asking: Sequence[Row], sheet: NudgeSheet) -> str:
    """The point of what still asks, escaped mrkdwn without bold."""
    if not asking:
        return "All of this is answered."
    looks_back = [row for row in asking if row.kind is AskKind.RECHECK]
    mine = [row for row in asking if is_mine(row, sheet) and row not in looks_back]
    blocking = [row for row in asking if row.kind is AskKind.BLOCKING]
    reviews = [row for row in asking if row.kind in ABOUT_REVIEWS]
    others = [row for row in asking if row not in (*mine, *blocking, *reviews, *looks_back)]
    parts = [
        (_mine(mine), len(mine)),
        (_blocking(blocking, sheet), len(blocking)),
        (_others(others, sheet), len(others)),
        (_reviews(reviews, sheet), len(reviews)),
        (_looks_back(looks_back), len(looks_back)),
    ]
    told = [(part, rows) for part, rows in parts if rows]
    first = [part for part, _ in told[:_FEW]]
    more = sum(rows for _, rows in told[_FEW:])
    whole = ", ".join(first) + f", and {more} more" if more else " and ".join(first)
    return whole[:1].upper() + whole[1:]


def _mine(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    return f"{_number(rows)} of yours {_need(rows)}"


def _looks_back(rows: Sequence[Row]) -> str:
    return f"a look back at {_number(rows)} you finished" if rows else ""


def _need(rows: Sequence[Row]) -> str:
    decision = all(row.kind is AskKind.DECISION for row in rows)
    return f"{'needs' if len(rows) == 1 else 'need'} a {'decision' if decision else 'word'}"


def _blocking(rows: Sequence[Row], sheet: NudgeSheet) -> str:
    names = _people(rows, sheet)
    if not names:
        return ""
    if len(names) > _FEW:
        return f"{_number(names)} people wait for you"
    return f"{' and '.join(names)} {'waits' if len(names) == 1 else 'wait'} for you"


def _others(rows: Sequence[Row], sheet: NudgeSheet) -> str:
    """What is other people's: for their manager, or for who stands in."""
    names = _people(rows, sheet)
    if len(rows) == 1:
        return _only_other(rows[0], names[0] if names else "somebody", sheet)
    if not rows:
        return ""
    whose = " and ".join(f"{name}'s" for name in names) if len(names) <= _FEW else "other people's"
    many = "" if len(names) == 1 else "things "
    return f"{_number(rows)} {many}of {whose} {_need(rows)}"


def _only_other(row: Row, name: str, sheet: NudgeSheet) -> str:
    if row.kind is AskKind.MOVED and isinstance(row.item, Action):
        return f"{name} moved something {_ORDINALS.get(row.item.moves, f'{row.item.moves} times')}"
    if row.kind is AskKind.DECISION:
        return f"something of {name}'s needs a decision"
    late = days_late(row, sheet)
    if row.kind is AskKind.MANAGER and late:
        return f"{name} has something {count(late, 'working day')} late"
    return f"one of {name}'s needs a word"


def _reviews(rows: Sequence[Row], sheet: NudgeSheet) -> str:
    if not rows:
        return ""
    row = rows[0]
    if len(rows) > 1 or row.account is None or row.account.next_review_on is None:
        late = any(each.kind is AskKind.OVERDUE for each in rows)
        return f"{count(len(rows), 'review')} near{' or late' if late else ''}"
    name, day = said(row.account.name, 80), row.account.next_review_on
    if row.kind is AskKind.OVERDUE:
        days = days_late(row, sheet)
        return f"{name}'s review is {count(days, 'working day') + ' ' if days else ''}late"
    return f"{name}'s review is {'today' if day == sheet.today else f'on {say_date(day, sheet.today)}'}"


def _people(rows: Sequence[Row], sheet: NudgeSheet) -> list[str]:
    """Whose things these are, each once."""
    owners = dict.fromkeys(row.item.owner for row in rows if row.item and row.item.owner)
    return [said(sheet.name(owner), 60) for owner in owners]


def _number(many: Sequence[object]) -> str:
    return _NUMBERS[len(many)] if len(many) < len(_NUMBERS) else str(len(many))

"""The nudge: the one message a person gets on a morning of theirs, and the same message as it stands later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.decision import Message
from reviews.messages import ids
from reviews.messages.nudge_buttons import controls
from reviews.messages.nudge_foot import absence_line, away_line, coming_line, example_line, next_line, silence_line
from reviews.messages.nudge_head import headline
from reviews.messages.nudge_rows import days_late, row_line
from reviews.messages.nudge_since import since
from reviews.messages.parts import Block, actions, button, context, message, section
from reviews.messages.words import said, spoken
from reviews.model import Account
from reviews.nudge_sheet import NudgeSheet, Row

RENEWS_SOON_DAYS = 120
_ROOM = 40
"""Blocks for rows; Slack takes 50, and the lines above and below need some."""
_SPOKEN_ROOM = 3000
_REST_ROOM = 2500
_SECTION_ROOM = 800
_NAMELESS = {AskKind.HANDED: "a customer"}


def nudge_message(sheet: NudgeSheet, *, command: str = "/review", manager: str = "your manager") -> Message:
    """A nudge as its rows stand now: what was settled since says so and asks no more.

    `manager`: the name of who would hear of what is a week late; empty where nobody would.
    """
    asking = [row for row in sheet.rows if since(row, sheet) is None]
    shown, rest = _that_fit(sheet, asking)
    head = headline(asking, sheet)
    away = "\n".join(line for line in (away_line(sheet), absence_line(sheet)) if line)
    rest_line = _rest_line(rest, command)
    foot = [
        example_line([row for row in shown if since(row, sheet) is None], sheet),
        next_line(asking, sheet, manager=manager),
        coming_line(sheet),
        silence_line(sheet),
        "You said this did not help." if sheet.nudge.not_helpful_at else "",
    ]
    last = "\n".join(line for line in foot if line)
    blocks = [
        section(f"*{head}*"),
        *([context(away)] if away else []),
        *_groups(shown, sheet, command),
        *([section(rest_line)] if rest_line else []),
        *([context(last)] if last else []),
        *(_not_helpful(sheet) if asking else []),
    ]
    return message(_spoken(sheet, [head, away], shown, [rest_line, *foot], command), blocks)


def _that_fit(sheet: NudgeSheet, asking: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """What is shown and what is only counted, both in their order: what still asks and is latest is shown first."""
    open_places = {row.place for row in asking}
    room, places = _ROOM, set()
    for row in sorted(sheet.rows, key=lambda row: (row.place not in open_places, -days_late(row, sheet), row.place)):
        room -= 2 if row.place in open_places and row.kind not in ABOUT_REVIEWS else 1
        if room < 0:
            break
        places.add(row.place)
    shown = [row for row in sheet.rows if row.place in places]
    return shown, [row for row in sheet.rows if row.place not in places]


def _groups(shown: Iterable[Row], sheet: NudgeSheet, command: str) -> Iterable[Block]:
    """The rows, the customer's name above the first of each customer's."""
    for _, group in groupby(shown, key=lambda row: row.account.id if row.account else None):
        rows = list(group)
        lines = [_heading(rows[0].account, sheet)]
        for row in rows:
            lines.append(row_line(row, sheet, command))
            pressed = controls(row, sheet) if since(row, sheet) is None else []
            # What is settled takes a line each, and only what still asks a block of its own.
            if pressed or sum(map(len, lines)) > _SECTION_ROOM:
                yield section("\n".join(lines))
                lines = []
            if pressed:
                yield actions(pressed, block_id=f"ask.{row.place}")
        if lines:
            yield section("\n".join(lines))


def _heading(account: Account | None, sheet: NudgeSheet) -> str:
    if account is None:
        return "*Without a customer*"
    name, renews = f"*{said(account.name, 80)}*", account.renewal_on
    ahead = (renews - sheet.today).days if renews else -1
    if not 0 <= ahead <= RENEWS_SOON_DAYS:
        return name
    return f"{name} (renews {({0: 'today', 1: 'tomorrow'}).get(ahead, f'in {ahead} days')})"


def _rest_line(rest: Sequence[Row], command: str) -> str:
    """Rows there was no room for. Their numbers still count when somebody answers in words."""
    if not rest:
        return ""
    told, room = [], _REST_ROOM
    for row in rest:
        told.append(f"*{row.place}* {row.subject if row.item else _NAMELESS.get(row.kind, 'a review')}")
        room -= len(told[-1]) + 2
        if room < 0:
            break
    more = f" and {len(rest) - len(told)} more" if len(told) < len(rest) else ""
    return f"And {len(rest)} more: {', '.join(told)}{more}. `{command} list mine` shows all."


def _not_helpful(sheet: NudgeSheet) -> list[Block]:
    if sheet.nudge.not_helpful_at is not None:
        return []
    return [actions([button("Not helpful", ids.NUDGE_UNHELPFUL, {"nudge": sheet.nudge.id})], block_id="nudge")]


def _spoken(sheet: NudgeSheet, head: Sequence[str], shown: Sequence[Row], foot: Sequence[str], command: str) -> str:
    """What is read aloud: the point, as many rows as there is time for, what to do."""
    lines, room = [], _SPOKEN_ROOM
    for row in shown:
        where = f"{said(row.account.name, 80)}: " if row.account else ""
        line = f"{where}{row_line(row, sheet, command)}"
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    unheard = f"and {len(shown) - len(lines)} more" if len(lines) < len(shown) else ""
    return spoken("\n".join(part for part in (*head, *lines, unheard, *_short(foot)) if part))


def _short(foot: Sequence[str]) -> Iterable[str]:
    """The last lines; one that is only a long row of numbers stays to be seen."""
    return (line for line in foot if len(line) <= 300)

"""That customers crossed a line: one message a day for one person, the worst first, with what can be done."""

from __future__ import annotations

from typing import Final

from reviews.dates import say_date
from reviews.decision import Message
from reviews.health.alerts import Alert, AlertSheet
from reviews.health.reasons import told_reasons
from reviews.messages import ids
from reviews.messages.brief_words import bare, joined
from reviews.messages.health import playbook_buttons
from reviews.messages.health_lines import cause_line, mark_words, score_words, signal_line
from reviews.messages.parts import Block, actions, button, context, lines_that_fit, message, section
from reviews.messages.words import SYMBOLS, count, said
from reviews.model import MarkColour

_ONCE: Final = "Each is said once, and again only after it has recovered."


def alert_message(sheet: AlertSheet) -> Message:
    """Each customer with its mark, reasons, likely cause and playbooks; those beyond the first few by name."""
    head = f"*{_headline(sheet)}*"
    blocks, heard = [section(head)], [f"{head}."]
    for place, alert in enumerate(sheet.alerts, 1):
        text = _alert(alert)
        blocks += [section(text), _buttons(alert, place)]
        heard.append(f"{text.replace(chr(10) + '• ', '; ').replace(chr(10), '. ')}.")
    if sheet.rest:
        others = [f"{SYMBOLS[mark]} {mark} *{said(name, 80)}*" for name, mark in sheet.rest]
        text = f"And {count(len(others), 'more', 'more')}\n{lines_that_fit(others, most=20)}"
        blocks.append(section(text))
        heard.append(f"{text.replace(chr(10), '; ')}.")
    blocks.append(context(_ONCE))
    return message(bare(" ".join(heard)), blocks)


def _headline(sheet: AlertSheet) -> str:
    marks = [alert.sheet.mark for alert in sheet.alerts] + [mark for _, mark in sheet.rest]
    counts = [f"{marks.count(mark)} {mark}" for mark in (MarkColour.RED, MarkColour.YELLOW) if mark in marks]
    if len(marks) == 1:
        name = said(sheet.alerts[0].sheet.account.name, 80) if sheet.alerts else said(sheet.rest[0][0], 80)
        return f"{name} crossed a line"
    return f"{len(marks)} customers crossed a line: {joined(counts)}"


def _alert(alert: Alert) -> str:
    sheet = alert.sheet
    mark = mark_words(sheet.mark, sheet.since, sheet.was, sheet.today)
    head = f"*{said(sheet.account.name, 80)}* {mark} · {score_words(sheet.health)}"
    reasons = [f"• {signal_line(each, sheet.today)}" for each in told_reasons(sheet.health.reasons)]
    cause = cause_line(sheet.cause) if sheet.cause else ""
    return "\n".join(filter(None, (head, _at_stake(alert), *reasons, cause)))


def _at_stake(alert: Alert) -> str:
    """Whose it is, when it renews against how long a repair takes, and in whose place the reader hears of it."""
    sheet, window = alert.sheet, alert.sheet.window
    whose = f"owner {said(alert.owner, 60)}" if alert.owner else "nobody owns it"
    renews = ""
    if window is not None:
        day = say_date(window.renewal_on, sheet.today)
        takes = f"a repair takes about {count(window.repair_days, 'day')}"
        renews = f"renews in {count(window.days_left, 'day')} ({day}), {takes}"
    place = f"in place of {said(alert.instead_of, 60)}, who is not here" if alert.instead_of else ""
    return f"_{' · '.join(filter(None, (whose, renews, place)))}_"


def _buttons(alert: Alert, place: int) -> Block:
    see = button("See health", ids.HEALTH_OPEN, {"account": alert.sheet.account.id})
    return actions([*playbook_buttons(alert.sheet), see], block_id=f"alert{place}")

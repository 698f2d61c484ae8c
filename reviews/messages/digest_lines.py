"""One customer on a few lines of a digest: its mark and movement, why, and what is promised next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reviews.account_money import say_money
from reviews.calendar_clock import zone_named
from reviews.dates import say_date
from reviews.digest_sheet import DigestSheet, Line
from reviews.messages.brief_words import joined
from reviews.messages.health_lines import signal_line
from reviews.messages.words import SYMBOLS, count, join_facts, lateness, said
from reviews.model import Account, MarkColour
from reviews.sitting import action_id


def whole_line(line: Line, sheet: DigestSheet, *, most: int = 3) -> str:
    """Mrkdwn, a paragraph: what it is now and was, what is at stake, each reason with its source, what comes next."""
    if line.mark is MarkColour.GREEN:
        return short_line(line, sheet)
    reasons = [f"• {signal_line(each, sheet.today)}" for each in line.reasons[:most]]
    return "\n".join([short_line(line, sheet), *reasons, next_line(line, sheet)])


def short_line(line: Line, sheet: DigestSheet) -> str:
    """The same on one line, without reasons: `🔴 *Northwind* red since Tue 3 Nov, was yellow · 31 of 100 · €120k`."""
    since = line.since.astimezone(zone_named(sheet.zone)).date()
    before = f", was {SYMBOLS[line.was]} {line.was}" if line.was and line.was is not line.mark else ""
    head = (
        f"{SYMBOLS[line.mark]} *{said(line.account.name, 80)}* {line.mark} since {say_date(since, sheet.today)}{before}"
    )
    score = f"{line.score} of 100" if line.score is not None else ""
    return join_facts(head, score, stake(line.account, sheet.today))


def stake(account: Account, today: date) -> str:
    """What it pays a year and when that ends: `€120k · renews in 61 days`."""
    worth = said(say_money(account.arr, account.currency), 40) if account.arr is not None else ""
    return join_facts(worth, renewal(account, today))


def renewal(account: Account, today: date) -> str:
    """`renews in 61 days`; empty where the day is not known."""
    if account.renewal_on is None:
        return ""
    left = (account.renewal_on - today).days
    if left < 0:
        return f"renewal was {count(-left, 'day')} ago"
    return f"renews in {count(left, 'day')}" if left else "renews today"


def next_line(line: Line, sheet: DigestSheet) -> str:
    """The earliest thing promised, with who and by when; that nothing is promised is worth saying too."""
    action = line.next
    if action is None:
        return "Next: nothing is promised"
    late = lateness(action.due, sheet.today)
    when = say_date(action.due, sheet.today) + (f", *{late}*" if late else "")
    return f"Next: {said(sheet.name(action.owner), 60)}, {when}: {said(action.what, 100)} ({action_id(action.id)})"


def sums(value: Mapping[str, int]) -> str:
    """Amounts a year, the largest first: `€310k and $20k`; empty where none is known."""
    ordered = sorted(value.items(), key=lambda each: (-each[1], each[0]))
    return joined([said(say_money(amount, currency or None), 40) for currency, amount in ordered])

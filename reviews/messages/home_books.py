"""The customers of Home: somebody's own, and those a leader looks after."""

from __future__ import annotations

from datetime import date

from reviews.closing import QUESTION_LABELS
from reviews.dates import say_date
from reviews.home import Book, BookLine, Home
from reviews.messages import ids
from reviews.messages.parts import Block, button, section
from reviews.messages.words import SYMBOLS, count, join_facts, lateness, said
from reviews.model import MarkColour, Question
from reviews.text import plain

_WORST_FIRST = (MarkColour.RED, MarkColour.YELLOW, MarkColour.UNKNOWN, MarkColour.GREEN)


def book_blocks(shown: Home) -> list[Block]:
    """The page of somebody's own customers; nothing where they own none."""
    if not shown.book.lines.total:
        return []
    late = shown.book.lines.late
    behind = f", {count(late, 'review')} late" if late else ""
    head = f"*My accounts: {shown.book.lines.total}{behind}*"
    return [section(head), *(_line(line, shown) for line in shown.book.lines.rows)]


def team_blocks(shown: Home) -> list[Block]:
    """What a leader asks first of the customers in their scope, and the page of them, worst first."""
    team = shown.team
    if team is None or not team.lines.total:
        return [section("*No account is in your scope yet.* Reports are known from Slack profiles and settings.")]
    head = f"*My team's accounts: {_counted(team)}*\nWorst first: red, then reviews behind their day, then late items."
    return [section(head), *(_line(line, shown, with_owner=True) for line in team.lines.rows)]


def _counted(book: Book) -> str:
    """`14, 3 red, 2 without a review in time, 5 late items`; what is nothing is left out."""
    unreviewed = f"{book.unreviewed} without a review in time" if book.unreviewed else ""
    late = count(book.late_items, "late item") if book.late_items else ""
    red = f"{book.red} red" if book.red else ""
    return ", ".join(part for part in (str(book.lines.total), red, unreviewed, late) if part)


def _line(line: BookLine, shown: Home, *, with_owner: bool = False) -> Block:
    account = line.account
    owner = f" · {said(shown.name(account.owner), 60)}" if with_owner else ""
    facts = join_facts(
        _review(line, shown.today),
        f"*{count(line.late_items, 'late item')}*" if line.late_items else "",
        _renewal(account.renewal_on, shown.today),
    )
    text = f"*{said(account.name, 80)}*{owner}\n{_marks(line)}\n{facts}"
    look = button("Open", ids.ACCOUNT_SHOW, {"account": account.id})
    heard = {**look, "accessibility_label": plain(f"Open {account.name}", 75)}
    return section(text, heard, block_id=f"{'team' if with_owner else 'book'}.{account.id}")


def _marks(line: BookLine) -> str:
    """The marks of the last closed review, worst first, with their words; what was never asked is unknown."""
    if line.reviewed_at is None:
        return f"{SYMBOLS[MarkColour.UNKNOWN]} unknown, never reviewed"
    return join_facts(*(_of_colour(line, colour) for colour in _WORST_FIRST))


def _of_colour(line: BookLine, colour: MarkColour) -> str:
    of_it = [QUESTION_LABELS[each] for each in Question if line.marks.get(each, MarkColour.UNKNOWN) is colour]
    which = "all four" if len(of_it) == len(Question) else ", ".join(of_it)
    return f"{SYMBOLS[colour]} {colour}: {which}" if of_it else ""


def _review(line: BookLine, today: date) -> str:
    account, planned = line.account, line.account.next_review_on
    if line.open_since is not None:
        return f"review open since {say_date(line.open_since.date(), today)}"
    if account.paused_at is not None:
        return "paused"
    if planned is None:
        return "no review planned"
    if line.is_late(today):
        days_late = lateness(planned, today)
        return f"*review was due {say_date(planned, today)}*" + (f", {days_late}" if days_late.endswith("late") else "")
    return "review *today*" if planned == today else f"next review {say_date(planned, today)}"


def _renewal(day: date | None, today: date) -> str:
    if day is None:
        return ""
    left = (day - today).days
    if left < 0:
        return f"renewal was {say_date(day, today)}"
    return f"renews {say_date(day, today)}, in {count(left, 'day')}" if left else "renews *today*"

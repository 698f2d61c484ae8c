"""The parts of a digest beside the marks: renewals, what returns at several customers, silence, promises kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reviews.dates import say_date
from reviews.digest_sheet import AHEAD_DAYS, SPAN, DigestSheet, FollowThrough, Pattern, Renewal, Unreviewed, Week
from reviews.figures import SILENT_AFTER
from reviews.messages.brief_words import and_more, joined
from reviews.messages.digest_lines import stake, sums
from reviews.messages.parts import Block, lines_that_fit
from reviews.messages.words import SYMBOLS, count, join_facts, quoted, said
from reviews.sitting import gap_id

_LEAST_POINTS = 3
_NUMBER_WORDS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def renewals_text(sheet: DigestSheet) -> str:
    """Whose contract ends soon, the nearest first; empty where none does."""
    found = sheet.renewals
    if not found.total:
        return ""
    worth = sums(found.value)
    head = f"*Renewing within {AHEAD_DAYS} days*: {count(found.total, 'account')}{f', {worth}' if worth else ''}"
    return lines_that_fit([head, *(f"• {_renewal(each, sheet)}" for each in found.lines)], total=found.total + 1)


def _renewal(each: Renewal, sheet: DigestSheet) -> str:
    mark = f"{SYMBOLS[each.mark]} {each.mark}" if each.mark else "⚪ unknown"
    score = f", {each.score} of 100" if each.score is not None else ""
    reviewed = f"last review {say_date(each.reviewed_on, sheet.today)}" if each.reviewed_on else "never reviewed"
    blocks = (
        f"*{count(each.blocking, 'gap')} {'blocks' if each.blocking == 1 else 'block'} work*" if each.blocking else ""
    )
    return join_facts(
        f"*{said(each.account.name, 80)}* {stake(each.account, sheet.today)}", mark + score, reviewed, blocks
    )


def pattern_text(pattern: Pattern, sheet: DigestSheet) -> str:
    """What returns, at whom, what they pay a year and whose contract ends first."""
    number = len(pattern.accounts)
    worth: Counter[str] = Counter()
    for each in pattern.accounts:
        worth[each.currency or ""] += each.arr or 0
    known = sums({currency: amount for currency, amount in worth.items() if amount})
    days = [each.renewal_on for each in pattern.accounts if each.renewal_on and each.renewal_on >= sheet.today]
    nearest = f"nearest renewal {say_date(min(days), sheet.today)}" if days else ""
    names = and_more([said(each.name, 60) for each in pattern.accounts], 6)
    facts = "; ".join(filter(None, (names, known, nearest)))
    already = f". It is one gap already: {gap_id(pattern.gap_id)}" if pattern.gap_id else ""
    return f"*Seen at {_NUMBER_WORDS.get(number, number)} accounts*: {quoted(pattern.label, 80)} ({facts}){already}"


def silence_text(sheet: DigestSheet) -> str:
    """Who was not reviewed, who is not heard from, and who does not answer; empty where nobody is silent."""
    if not sheet.silence:
        return ""
    return "\n".join(["*Silence*", *(f"• {each}" for each in _silent(sheet))])


def _silent(sheet: DigestSheet) -> Iterator[str]:
    quiet = sheet.silence
    if quiet.unreviewed_total:
        shown = [_unreviewed(each, sheet) for each in quiet.unreviewed]
        yield f"Review day passed: {_more(shown, quiet.unreviewed_total)}"
    if quiet.unheard_total:
        yield f"Nobody heard from: {_more([said(each.name, 80) for each in quiet.unheard], quiet.unheard_total)}"
    others = [said(sheet.name(each), 60) for each in quiet.owners if each != sheet.user_id]
    if others:
        left = f"left {'their' if len(others) > 1 else 'the'} last {SILENT_AFTER} nudges unanswered"
        yield f"{and_more(others, 12)} {left}"
    if sheet.user_id in quiet.owners:
        yield f"You left your last {SILENT_AFTER} nudges unanswered"


def _unreviewed(each: Unreviewed, sheet: DigestSheet) -> str:
    last = f"last one {say_date(each.reviewed_on, sheet.today)}" if each.reviewed_on else "never reviewed"
    return f"{said(each.account.name, 80)} (was due {say_date(each.due_on, sheet.today)}, {last})"


def _more(shown: list[str], total: int) -> str:
    more = total - len(shown)
    return joined([*shown, f"{more} more"]) if more > 0 else joined(shown)


def follow_text(follow: FollowThrough) -> str:
    """Promises kept on their first date, against the four weeks before; what was moved, what is late."""
    now, before = follow.now, follow.before
    kept = (
        f"{now.kept} of {count(now.due, 'promise')} of the last {SPAN} weeks kept on the first date"
        if now.due
        else f"no promise was due in the last {SPAN} weeks"
    )
    late = f"{count(follow.late, 'action')} late today" if follow.late else "nothing is late today"
    moves = _moves(now, before) if now.due or before.due else ""
    return f"*Follow-through*: {'; '.join(filter(None, (f'{kept} ({_before(before)})', moves, late)))}."


def _before(before: Week) -> str:
    return (
        f"{before.kept} of {before.due} in the {SPAN} weeks before" if before.due else f"none due in the {SPAN} before"
    )


def _moves(now: Week, before: Week) -> str:
    moved = f"{count(now.moves, 'move')} of their dates" if now.moves else "none of their dates moved"
    return moved + (f" ({before.moves} before)" if now.moves or before.moves else "")


def follow_chart(follow: FollowThrough) -> Block | None:
    """Twelve weeks of promises as Slack's line chart; None where too few weeks had any."""
    if sum(1 for week in follow.weeks if week.due) < _LEAST_POINTS:
        return None
    labels = [f"{week.until.day} {week.until:%b}" for week in follow.weeks]
    chart: dict[str, Any] = {
        "type": "line",
        "series": [
            _series("Due", labels, [week.due for week in follow.weeks]),
            _series("Kept on first date", labels, [week.kept for week in follow.weeks]),
        ],
        "axis_config": {"categories": labels, "y_label": "promises"},
    }
    return {"type": "data_visualization", "title": "Promises kept, week by week", "chart": chart}


def _series(name: str, labels: list[str], values: list[int]) -> dict[str, Any]:
    return {"name": name, "data": [{"label": at, "value": value} for at, value in zip(labels, values, strict=True)]}

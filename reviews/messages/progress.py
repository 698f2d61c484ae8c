"""Two weeks after a review, in its channel: what it left behind, what was last heard of it, and how to answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reviews.audit_entry import AuditEntry
from reviews.dates import say_date
from reviews.decision import Message
from reviews.ladder import ref_of_item
from reviews.messages import ids
from reviews.messages.parts import Block, actions, button, context, message, section
from reviews.messages.words import SEVERITY_WORDS, count, held_up, join_facts, moved, quoted, said, spoken
from reviews.model import Action, ActionState, Gap
from reviews.progress_check import RECENT_DAYS, CheckItem, ProgressCheck

_MOST_ASKED = 22
"""Two blocks each, below a heading and above what is left out: Slack takes fifty."""
_MOST_NAMED = 12
_SPOKEN_ITEMS = 10
_WHAT = 160


def progress_message(check: ProgressCheck) -> Message:
    """The check as one message; where nothing is left to ask, the one line that says so."""
    if not check.asked:
        return _nothing_to_ask(check)
    shown = check.asked[:_MOST_ASKED]
    need = "needs" if len(check.asked) == 1 else "need"
    heading = f"{_lead(check)}: {len(check.asked)} of {check.total} {need} a word."
    blocks = [section(f"*{heading}* Still true?")]
    for each in shown:
        blocks += _row(each, check)
    blocks += [context(line) for line in _left_out(check, len(check.asked) - len(shown))]
    blocks.append(_everything(check))
    heard = "; ".join(_heard(each.item, check) for each in check.asked[:_SPOKEN_ITEMS])
    more = len(check.asked) - _SPOKEN_ITEMS
    rest = f"; and {more} more" if more > 0 else ""
    return message(f"{heading} Still true? {heard}{rest}.", blocks)


def _lead(check: ProgressCheck) -> str:
    """`Northwind, two weeks after the review of Tue 24 Nov`; later than that, in days."""
    ended_at = check.review.ended_at
    closed_on = check.calendar.today(ended_at) if ended_at else check.today
    days = (check.today - closed_on).days
    after = "two weeks" if days <= 16 else count(days, "day")
    return f"{said(check.account.name, 80)}, {after} after the review of {say_date(closed_on, check.today)}"


def _nothing_to_ask(check: ProgressCheck) -> Message:
    lead = _lead(check)
    if check.total == 0:
        text = f"{lead}: it left no action and no gap behind, so there is nothing to ask."
    elif not check.recent:
        text = f"{lead}: {_all(check.total)} kept, so there is nothing to ask."
    elif not check.ended:
        text = (
            f"{lead}: {_all(check.total)} updated in the last {RECENT_DAYS} working days, so there is nothing to ask."
        )
    else:
        rest = f"the other {check.total - len(check.ended)}" if check.total - len(check.ended) > 1 else "the other one"
        text = (
            f"{lead}: {len(check.ended)} of {check.total} ended, and {rest} was heard of in the last {RECENT_DAYS} "
            "working days, so there is nothing to ask."
        )
    return message(text, [section(text)])


def _all(total: int) -> str:
    return "the one thing it left was" if total == 1 else f"all {total} actions and gaps were"


def _row(each: CheckItem, check: ProgressCheck) -> Iterator[Block]:
    about = {"item": ref_of_item(each.item)}
    ended = "Closed" if isinstance(each.item, Gap) else "Done"
    yield section(f"{_line(each.item, check)}\n{_last_heard(each, check)}")
    yield actions(
        [
            button("Still true", ids.ASK_STILL, about),
            button(ended, ids.ASK_DONE, about),
            button("New date", ids.ASK_DATE, about),
        ]
    )


def _line(item: Action | Gap, check: ProgressCheck) -> str:
    """What, owner, due, and what is the matter with it."""
    owner = f"*{said(check.name(item.owner), 60)}*" if item.owner else "*no owner*"
    weight = SEVERITY_WORDS[item.severity] if isinstance(item, Gap) and item.severity else ""
    held = held_up(item, check.today) if isinstance(item, Action) and item.state is not ActionState.OPEN else ""
    facts = join_facts(f"{owner}, {_when(item, check)}", held, moved(item.moves), weight)
    return f"*{ref_of_item(item)}* {said(item.what, _WHAT)}: {facts}"


def _when(item: Action | Gap, check: ProgressCheck) -> str:
    day = item.update_on if isinstance(item, Gap) else item.due
    lead = "update " if isinstance(item, Gap) else ""
    if day is None:
        return "*no date for the next update*"
    shown = say_date(day, check.today)
    if day == check.today:
        return f"{lead}due today"
    if day > check.today:
        return f"{lead}due {shown}"
    late = check.days_late(item)
    return f"{lead}was due {shown}" + (f", *{count(late, 'working day')} ago*" if late else "")


def _last_heard(each: CheckItem, check: ProgressCheck) -> str:
    entry = each.last
    if entry is None or not entry.before:
        at = entry.at if entry else each.item.logged_at
        return f"Nothing heard since it was logged, {say_date(check.calendar.today(at), check.today)}."
    when = say_date(check.calendar.today(entry.at), check.today)
    why = f", {quoted(entry.why, 120)}" if entry.why else ""
    return f"Last heard {when}: {_change(entry, check)}{why}."


def _change(entry: AuditEntry, check: ProgressCheck) -> str:
    """What the last change was, in a few words; the most telling where one deed changed several things."""
    by, after = said(check.name(entry.by), 60), entry.after
    state = after.get("state")
    if state in {ActionState.BLOCKED, ActionState.WAITING}:
        return f"{by} said it is {'blocked' if state == ActionState.BLOCKED else 'waiting for the customer'}"
    if "due" in after or "update_on" in after:
        return f"{by} moved {_from_day(entry, check)}"
    if "owner" in after:
        return f"{by} gave it to {said(check.name(str(after['owner'])), 60)}" if after["owner"] else f"{by} let it go"
    if state == ActionState.OPEN:
        return f"{by} said it goes on"
    if "what" in after:
        return f"{by} changed its words"
    return f"{by} had a word on it"


def _from_day(entry: AuditEntry, check: ProgressCheck) -> str:
    """`it from Tue 1 Dec`; the day it has now stands above."""
    before = str(entry.before.get("due") or entry.before.get("update_on") or "")
    try:
        return f"it from {say_date(date.fromisoformat(before), check.today)}"
    except ValueError:
        return "its date"


def _left_out(check: ProgressCheck, not_shown: int) -> Iterator[str]:
    if not_shown:
        yield f"{not_shown} more are in the list: the worst come first here."
    if check.recent:
        yield f"Left out, having been updated in the last {RECENT_DAYS} working days: {_named(check.recent)}."
    if check.ended:
        yield f"Ended since the review: {_named(check.ended)}."


def _named(items: Sequence[Action | Gap]) -> str:
    refs = ", ".join(ref_of_item(item) for item in items[:_MOST_NAMED])
    more = len(items) - _MOST_NAMED
    return f"{refs} and {more} more" if more > 0 else refs


def _everything(check: ProgressCheck) -> Block:
    return actions([button("All open actions", ids.LIST_PAGE, {"account": check.account.id, "page": 1})])


def _heard(item: Action | Gap, check: ProgressCheck) -> str:
    """One item for those who hear the message instead of seeing it."""
    who = said(check.name(item.owner), 60) if item.owner else "no owner"
    return spoken(f"{ref_of_item(item)} {said(item.what, 80)}, {who}, {_when(item, check)}")

"""Nudges, answers to them and their forms, in the states a person meets, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reviews.asks import AskKind, Nudge
from reviews.calendar import WorkCalendar
from reviews.messages.asked_forms import (
    blocked_form,
    customer_form,
    hand_on_form,
    not_blocking_form,
    not_mine_form,
    snooze_form,
    why_form,
    wont_do_form,
)
from reviews.messages.lists import item_card
from reviews.messages.nudge import nudge_message
from reviews.messages.outcomes import changed_answer, deleted_answer, outcome, question, recorded, stands, undone
from reviews.messages.slips import cleared_post, closes_post, not_me_post, slip_post
from reviews.model import Account, Action, ActionState, Gap, GapState, Severity
from reviews.nudge_sheet import NudgeSheet, Row
from tests.builders import NAMES, NOW, TODAY, WS, account, action, days, gap

Payload = Mapping[str, Any]
Sample = Callable[[], Payload]

BERLIN = WorkCalendar("Europe/Berlin", country="DE-BE")
NORTHWIND = account(renewal_on=days(61))
BLUE_FERN = account(id=2, name="Blue Fern", channel="C2")
LATE = action(31, "Fix the month-end export", due=days(-5), first_due=days(-40), moves=2)
SOON = action(34, "Send the revised onboarding checklist", account_id=2, due=days(1))
BLOCKED = action(
    36,
    "Upgrade the connector",
    due=days(8),
    state=ActionState.BLOCKED,
    blocked_by="U2",
    blocked_why="Review of the pull request",
    wake_on=TODAY,
)
OWED = replace(BLOCKED, id=37, state=ActionState.WAITING, blocked_by=None, blocked_why="The signed order")
EXPORT_GAP = gap(12, severity=Severity.BLOCKS, update_on=days(-1))


def nudge(**fields: Any) -> Nudge:
    """Nina's nudge of this morning."""
    given: dict[str, Any] = {"day": TODAY, "created_at": NOW - timedelta(hours=1, minutes=30)}
    return Nudge(WS, 12, "U1", **(given | fields))


def about_of(kind: AskKind, item: Action | Gap | None, customer: Account | None) -> str:
    """The matter a question is put for, as the ladder names it."""
    if isinstance(item, Gap):
        return f"{item.owner}|{item.update_on}"
    if item is None:
        return f"{customer.owner}|{customer.next_review_on}" if customer else ""
    if kind is AskKind.BACK and item.snoozed_until:
        return f"{item.owner}|{item.due}|snoozed {item.snoozed_until}"
    day = item.due if item.state is ActionState.OPEN else item.wake_on or item.due
    return {
        AskKind.BACK: f"{item.owner}|{day}|0",
        AskKind.BLOCKING: f"{item.blocked_by}|{item.due}|0",
        AskKind.MOVED: f"{item.owner}|moves {item.moves}",
        AskKind.DECISION: f"{item.owner}|{day}|{'owner' if item.owner == 'U1' else 'manager'}|{TODAY}",
    }.get(kind, f"{item.owner}|{day}")


def row(
    kind: AskKind,
    item: Action | Gap | None = None,
    customer: Account | None = NORTHWIND,
    *,
    place: int = 1,
    now: Action | Gap | None = None,
) -> Row:
    """One question as it was put; `now` is what its item has become since."""
    prefix = "G" if isinstance(item, Gap) else "A"
    subject = f"{prefix}-{item.id}" if item else f"ACC-{customer.id if customer else 0}"
    return Row(place, kind, subject, about_of(kind, item, customer), now or item, customer)


def sheet(*rows: Row, **fields: Any) -> NudgeSheet:
    """Nina's sheet of this morning, its rows numbered in their order."""
    numbered = tuple(replace(each, place=place) for place, each in enumerate(rows, 1))
    given: dict[str, Any] = {"nudge": nudge(), "today": TODAY, "calendar": BERLIN, "names": NAMES}
    return NudgeSheet(rows=numbered, **(given | fields))


def reviewed(day: date, **fields: Any) -> Account:
    """Northwind with its next review on that day."""
    return replace(NORTHWIND, next_review_on=day, **fields)


THEIRS = action(40, "Agree the new price list", owner="U2", due=days(-12))
WORN = action(41, "Migrate the last two teams", owner="U2", due=days(9), first_due=days(-30), moves=3)
TWO = (row(AskKind.LATE_THREE, LATE), row(AskKind.SOON, SOON, BLUE_FERN))
DONE_LATE = replace(LATE, state=ActionState.DONE, ended_at=NOW, ended_by="U1")
CHECKED = action(29, "Turn on single sign-on", state=ActionState.DONE, ended_at=NOW - timedelta(days=31))
SNOOZED = replace(SOON, due=days(2), snoozed_until=TODAY)


def at(hour: int, minute: int, day: int = 24) -> datetime:
    """An instant in Nina's November, UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


NUDGES: dict[str, Sample] = {
    "nudge of two": lambda: nudge_message(sheet(*TWO)),
    "nudge of one": lambda: nudge_message(sheet(row(AskKind.SOON, SOON, BLUE_FERN))),
    "nudge due today": lambda: nudge_message(sheet(row(AskKind.DUE, replace(SOON, due=TODAY), None))),
    "nudge one day late": lambda: nudge_message(sheet(row(AskKind.LATE, replace(SOON, due=days(-1)), BLUE_FERN))),
    "nudge for a decision": lambda: nudge_message(sheet(row(AskKind.DECISION, replace(LATE, due=days(-15))))),
    "nudge of a gap": lambda: nudge_message(sheet(row(AskKind.LATE, EXPORT_GAP))),
    "nudge snoozed until today": lambda: nudge_message(sheet(row(AskKind.BACK, SNOOZED, BLUE_FERN))),
    "nudge of what is still blocked or owed": lambda: nudge_message(
        sheet(row(AskKind.BACK, BLOCKED), row(AskKind.BACK, OWED))
    ),
    "nudge to who blocks": lambda: nudge_message(
        sheet(row(AskKind.BLOCKING, replace(BLOCKED, owner="U2", blocked_by="U1")))
    ),
    "nudge handed over": lambda: nudge_message(
        sheet(replace(row(AskKind.HANDED, SOON, BLUE_FERN), about=f"U1|{SOON.due}|by U2"))
    ),
    "nudge to check again": lambda: nudge_message(sheet(row(AskKind.RECHECK, CHECKED))),
    "nudge to a manager": lambda: nudge_message(sheet(row(AskKind.MANAGER, THEIRS))),
    "nudge to a manager, moved a third time": lambda: nudge_message(sheet(row(AskKind.MOVED, WORN))),
    "nudge to a manager, for decisions": lambda: nudge_message(
        sheet(row(AskKind.DECISION, THEIRS), row(AskKind.DECISION, replace(WORN, due=days(-14))))
    ),
    "nudge to who stands in": lambda: nudge_message(
        sheet(row(AskKind.LATE, replace(THEIRS, due=days(-1)))), manager=""
    ),
    "nudge before a review": lambda: nudge_message(sheet(row(AskKind.PREPARE, None, reviewed(days(9))))),
    "nudge when the brief is ready": lambda: nudge_message(sheet(row(AskKind.BRIEF, None, reviewed(days(2))))),
    "nudge on the day of a review": lambda: nudge_message(sheet(row(AskKind.TODAY, None, reviewed(TODAY)))),
    "nudge of a late review": lambda: nudge_message(
        sheet(row(AskKind.OVERDUE, None, reviewed(days(-6), channel=None)))
    ),
    "nudge of everything": lambda: nudge_message(everything_asked()),
    "nudge after an outage": lambda: nudge_message(
        sheet(*TWO, nudge=nudge(away_from=at(1, 10), away_until=at(8, 40)), coming=(BLOCKED, WORN))
    ),
    "nudge after two days' outage": lambda: nudge_message(
        sheet(TWO[0], nudge=nudge(away_from=at(13, 5, 22), away_until=at(6, 40), not_helpful_at=NOW))
    ),
    "nudge half answered": lambda: nudge_message(
        sheet(row(AskKind.LATE_THREE, LATE, now=DONE_LATE), row(AskKind.SOON, SOON, BLUE_FERN))
    ),
    "nudge answered": lambda: nudge_message(answered()),
}


def everything_asked() -> NudgeSheet:
    """A bad morning: one of each."""
    return sheet(
        row(AskKind.DECISION, replace(LATE, due=days(-15))),
        row(AskKind.MANAGER, THEIRS),
        row(AskKind.BLOCKING, replace(BLOCKED, owner="U3", blocked_by="U1")),
        row(AskKind.LATE, EXPORT_GAP),
        row(AskKind.BACK, OWED),
        row(AskKind.RECHECK, CHECKED),
        row(AskKind.LATE_THREE, replace(SOON, due=days(-5)), BLUE_FERN),
        row(AskKind.PREPARE, None, replace(BLUE_FERN, next_review_on=days(9))),
        coming=(BLOCKED,),
    )


def answered() -> NudgeSheet:
    """Every way a row can have been settled."""
    late = [replace(LATE, id=number, touched_at=NOW) for number in range(50, 58)]
    became = (
        replace(late[0], due=days(3)),
        replace(late[1], state=ActionState.BLOCKED, blocked_by="U2", wake_on=days(3)),
        replace(late[2], state=ActionState.WAITING, wake_on=days(13)),
        replace(late[3], state=ActionState.DROPPED),
        replace(late[4], owner="U3"),
        replace(late[5], snoozed_until=days(2)),
        replace(late[6], state=ActionState.DONE),
        replace(late[7], confirmed_at=NOW),
    )
    return sheet(
        *(row(AskKind.LATE, was, now=now) for was, now in zip(late, became, strict=True)),
        row(AskKind.LATE, EXPORT_GAP, now=replace(EXPORT_GAP, state=GapState.CLOSED)),
        row(AskKind.DUE, EXPORT_GAP, now=replace(EXPORT_GAP, update_on=days(7))),
        row(AskKind.RECHECK, CHECKED, now=replace(CHECKED, helped=True)),
        row(AskKind.BACK, BLOCKED, now=replace(BLOCKED, state=ActionState.OPEN)),
        row(AskKind.BACK, BLOCKED, now=replace(BLOCKED, confirmed_at=NOW)),
        replace(row(AskKind.PREPARE, None, reviewed(days(9))), account=reviewed(days(100))),
    )


def told(before: Action | Gap, why: str | None = None, **fields: Any) -> str:
    """What `outcome` says of such a change."""
    return outcome(before, replace(before, **fields), why, NAMES, TODAY)


MOVED_LINE = ("2", told(SOON, "legal is late", due=days(3)))
DONE_LINE = ("1", told(LATE, state=ActionState.DONE))

OUTCOMES: dict[str, Sample] = {
    "answer recorded": lambda: recorded((DONE_LINE, MOVED_LINE), deed="d7", told=("C2",)),
    "answer recorded, some left": lambda: recorded((DONE_LINE,), deed="d7", left=("2", "3")),
    "answer recorded, every outcome": lambda: recorded(
        (
            (
                "A-36",
                told(LATE, "x", state=ActionState.BLOCKED, blocked_by="U2", blocked_why="Review", wake_on=days(3)),
            ),
            ("A-37", told(BLOCKED, confirmed_at=NOW)),
            ("A-38", told(LATE, "x", state=ActionState.WAITING, blocked_why="The signed order", wake_on=days(13))),
            ("A-39", told(LATE, "customer dropped it", state=ActionState.DROPPED)),
            ("A-40", told(LATE, "Lena knows billing", owner="U3")),
            ("A-41", told(LATE, snoozed_until=days(2))),
            ("A-42", told(LATE, confirmed_at=NOW)),
            ("A-43", told(BLOCKED, "unblocked", state=ActionState.OPEN, blocked_by=None, blocked_why=None)),
            ("A-44", told(CHECKED, helped=False)),
            ("A-45", told(CHECKED, "undone", state=ActionState.OPEN)),
            ("G-12", told(EXPORT_GAP, "no news yet", update_on=days(7))),
            ("G-13", told(EXPORT_GAP, state=GapState.CLOSED)),
        ),
        deed=None,
        told=("C1", "Omar", "Lena"),
    ),
    "answer undone": lambda: undone((("1", stands(LATE, NAMES, TODAY)), ("2", stands(BLOCKED, NAMES, TODAY)))),
    "answer changed": lambda: changed_answer((DONE_LINE,), (MOVED_LINE,), "d8"),
    "answer changed to nothing": lambda: changed_answer((DONE_LINE,), (), None),
    "answer deleted": lambda: deleted_answer((DONE_LINE, MOVED_LINE), "d7"),
    "question which is done": lambda: question(
        "Which one is done?",
        [
            ("1 Fix the month-end export", {"pick": 1}),
            ("2 Send the revised checklist", {"pick": 2}),
            ("Both", {"pick": "both"}),
            ("Neither", {"pick": "none"}),
        ],
    ),
    "question why": lambda: question(
        "Why does 2 move to Fri 27 Nov?", [("Leave it at Wed 25 Nov", {"pick": "no"})], why_button={"answer": 5}
    ),
    "slip": lambda: slip_post(
        replace(LATE, moves=1), replace(LATE, due=days(3)), "Legal is late", **WHO, customer="Northwind"
    ),
    "slip, a first one of a thing": lambda: slip_post(
        action(34, "Export fix live", due=days(1), first_due=days(1)),
        action(34, "Export fix live", due=days(3), first_due=days(1), moves=1),
        "The release was pulled",
        **WHO,
        customer="Blue Fern",
    ),
    "slip of something of our own": lambda: slip_post(
        SOON, replace(SOON, due=days(3), moves=1), "Ill this week", **WHO, customer=None
    ),
    "closes a gap": lambda: closes_post(replace(SOON, gap_id=12), EXPORT_GAP, "Omar"),
    "cleared": lambda: cleared_post(replace(BLOCKED, state=ActionState.OPEN), "Omar", TODAY),
    "not who blocks it": lambda: not_me_post(BLOCKED, "Omar", None, TODAY),
    "not who blocks it, but somebody else": lambda: not_me_post(BLOCKED, "Omar", "Lena", TODAY),
    "cleared, late by now": lambda: cleared_post(replace(LATE, moves=0), "Omar", TODAY),
}
WHO: dict[str, Any] = {"owner_name": "Nina", "today": TODAY}
HERE = {"item": "A-31", "nudge": 12}

ASKED_FORMS: dict[str, Sample] = {
    "form blocked": lambda: blocked_form(LATE, HERE, today=TODAY),
    "form blocked, again": lambda: blocked_form(LATE, HERE, today=TODAY, note="Slack says Holdfast is a bot."),
    "form not mine": lambda: not_mine_form(LATE, HERE, today=TODAY, back_to="Lena"),
    "form not mine, nobody to go back to": lambda: not_mine_form(EXPORT_GAP, HERE, today=TODAY),
    "form not me": lambda: not_blocking_form(BLOCKED, HERE, owner_name="Nina", today=TODAY),
    "form hand on": lambda: hand_on_form(THEIRS, HERE, today=TODAY),
    "form won't do": lambda: wont_do_form(LATE, HERE, today=TODAY),
    "form waiting for the customer": lambda: customer_form(LATE, HERE, today=TODAY, until=days(7)),
    "form remind me": lambda: snooze_form(SOON, HERE, days=(days(1), days(2), days(3)), today=TODAY),
    "form why it moves": lambda: why_form(SOON, HERE, to=days(3), today=TODAY),
}

HELD_UP: dict[str, Sample] = {
    "card of a blocked action": lambda: item_card(BLOCKED, names=NAMES, account="Northwind", today=TODAY),
    "card of an action that waits for the customer": lambda: item_card(OWED, names=NAMES, account=None, today=TODAY),
    "card of an action that helped": lambda: item_card(
        replace(CHECKED, helped=True), names=NAMES, account="Northwind", today=TODAY
    ),
}

NUDGE_SAMPLES: dict[str, Sample] = {**NUDGES, **OUTCOMES, **ASKED_FORMS, **HELD_UP}

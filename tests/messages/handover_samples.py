"""What somebody left behind, and what happened to one thing: the messages and windows."""

from __future__ import annotations

from typing import Any

from reviews.asks import AskKind
from reviews.customer import Handover
from reviews.handover import Part, Standing, Thing, in_order
from reviews.messages.handover import HandoverSheet, handed_on, handover_form, handover_message
from reviews.messages.history import HistoryPage, history_message, history_view
from reviews.messages.nudge import nudge_message
from reviews.model import ActionState, Severity
from reviews.nudge_sheet import Row
from reviews.preferences import EVERYBODY, Preferences
from tests.builders import NAMES, NOW, TODAY, WS, account, action, days, gap, review
from tests.messages.nudge_samples import Sample
from tests.messages.nudge_samples import sheet as nudge_sheet

NORTHWIND = account(owner="U9", renewal_on=days(61), next_review_on=days(20))
KESTREL = account(id=2, name="Kestrel", channel="C2", owner="U2", sponsor="U9")
HANDOVER = Handover(WS, 4, "U9", "U3", NOW)
PEOPLE = {**NAMES, "U9": "Sven"}
LATE = action(31, "Fix the month-end export", owner="U9", due=days(-4))
HELD = action(34, owner="U9", state=ActionState.BLOCKED, blocked_why="legal")
THINGS = in_order(
    [
        Thing(Part.OWNER, NORTHWIND, NORTHWIND),
        Thing(Part.REVIEW, review(facilitator="U9"), NORTHWIND),
        Thing(Part.ACTION, LATE, NORTHWIND),
        Thing(Part.ACTION, HELD, NORTHWIND),
        Thing(Part.GAP, gap(4, owner="U9", severity=Severity.BLOCKS), NORTHWIND),
        Thing(Part.SPONSOR, KESTREL, KESTREL),
        Thing(Part.ACTION, action(40, "Book the room", owner="U9", account_id=None)),
        Thing(Part.MANAGER, Preferences(WS, "U2", manager="U9")),
        Thing(Part.STAND_IN, Preferences(WS, "U1", stand_in="U9")),
        Thing(Part.MANAGER, Preferences(WS, EVERYBODY, manager="U9")),
    ]
)
MANY = tuple(Thing(Part.ACTION, action(n, owner="U9", due=days(n)), NORTHWIND) for n in range(1, 41))


def sheet(*things: Thing, handed: dict[str, int] | None = None, is_back: bool = False) -> HandoverSheet:
    return HandoverSheet(Standing(HANDOVER, things, handed or {}, is_back), TODAY, PEOPLE)


def _customer_row() -> Any:
    ours = account(owner="U1", next_review_on=days(20))
    about = f"U1|account|by U3|{NOW.isoformat()}"
    return nudge_message(nudge_sheet(Row(1, AskKind.HANDED, "ACC-1", about, None, ours), names=PEOPLE))


HANDOVER_SAMPLES: dict[str, Sample] = {
    "somebody left": lambda: handover_message(sheet(*THINGS)),
    "somebody left, some of it handed on": lambda: handover_message(sheet(*THINGS[:3], handed={"U1": 3, "U2": 1})),
    "somebody left, one thing to go": lambda: handover_message(sheet(THINGS[0], handed={"U1": 9})),
    "somebody left with very much": lambda: handover_message(sheet(*MANY)),
    "somebody left, all handed on": lambda: handover_message(sheet(handed={"U1": 9})),
    "somebody left, nothing open any more": lambda: handover_message(sheet()),
    "somebody is back": lambda: handover_message(sheet(*THINGS[:2], handed={"U1": 1}, is_back=True)),
    "somebody is back to nothing": lambda: handover_message(sheet(is_back=True)),
    "form hand everything on": lambda: handover_form(sheet(*THINGS), None, {"handover": 4}),
    "form hand one thing on": lambda: handover_form(sheet(*THINGS), THINGS[2], {"handover": 4, "ref": "action:31"}),
    "handed everything on": lambda: handed_on(10, sheet(*THINGS), "U1", "d1", "Until somebody new is hired"),
    "handed one thing on": lambda: handed_on(1, sheet(*THINGS), "U1", "d1", ""),
    "nudge about a customer handed on": _customer_row,
}
LINES = (
    "Tue 24 Nov 14:02 · Nina moved it from Fri 27 Nov to Wed 2 Dec: legal is late",
    "Mon 23 Nov 09:10 · Omar logged it: “Fix the export”, owner Nina, due Fri 27 Nov",
)
HISTORY_SAMPLES: dict[str, Sample] = {
    "history": lambda: history_message(HistoryPage("A-34", "A-34 Fix the export", LINES, 2, undo="d1")),
    "history, second of three pages": lambda: history_message(HistoryPage("ACC-1", "Northwind", LINES, 20, 2)),
    "history of nothing": lambda: history_message(HistoryPage("ACC-1", "Northwind", (), 0)),
    "history in a window": lambda: history_view(
        HistoryPage("A-34", "A-34 Fix the export", LINES, 20, undo="d1", note="Taken back, as it was before."),
        {"channel": "C1"},
    ),
}

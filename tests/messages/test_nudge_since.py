"""A nudge that is looked at later says what was settled since and goes on asking about the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reviews.asks import ABOUT_REVIEWS, AskKind
from reviews.messages.limits import interactive_elements
from reviews.messages.nudge import nudge_message
from reviews.messages.nudge_since import since
from reviews.model import Action, ActionState, Gap, GapState
from tests.builders import NOW, days
from tests.messages.nudge_samples import (
    BLOCKED,
    CHECKED,
    EXPORT_GAP,
    LATE,
    OWED,
    SNOOZED,
    SOON,
    THEIRS,
    WORN,
    nudge,
    reviewed,
    row,
    sheet,
)
from tests.messages.reading import read

BEFORE = nudge().created_at - timedelta(hours=1)
LATER = NOW + timedelta(hours=1)
SETTLED: dict[str, tuple[AskKind, Action | Gap, dict[str, Any], str]] = {
    "done": (AskKind.LATE, LATE, {"state": ActionState.DONE}, "done"),
    "closed": (AskKind.DUE, EXPORT_GAP, {"state": GapState.CLOSED}, "closed"),
    "taken back": (AskKind.LATE, LATE, {"state": ActionState.WITHDRAWN}, "taken back"),
    "dropped": (AskKind.DECISION, LATE, {"state": ActionState.DROPPED}, "won't be done"),
    "moved": (AskKind.LATE, LATE, {"due": days(3)}, "moved to Fri 27 Nov"),
    "moved from the manager's list": (AskKind.MANAGER, THEIRS, {"due": days(3)}, "moved to Fri 27 Nov"),
    "moved again": (AskKind.MOVED, WORN, {"due": days(10), "moves": 4}, "moved again, to Fri 4 Dec"),
    "gap's update": (AskKind.LATE, EXPORT_GAP, {"update_on": days(3)}, "next update Fri 27 Nov"),
    "gap without a date": (AskKind.LATE, EXPORT_GAP, {"update_on": None}, "without a date now"),
    "gap handed on": (AskKind.LATE, EXPORT_GAP, {"owner": "U3"}, "Lena has it now"),
    "gap of nobody": (AskKind.LATE, EXPORT_GAP, {"owner": None}, "nobody has it now"),
    "handed on": (AskKind.LATE, LATE, {"owner": "U3"}, "Lena has it now"),
    "handed to the reader": (AskKind.MANAGER, THEIRS, {"owner": "U1"}, "yours now"),
    "blocked": (AskKind.SOON, SOON, {"state": ActionState.BLOCKED, "blocked_by": "U2"}, "blocked by Omar"),
    "waiting": (
        AskKind.DUE,
        SOON,
        {"state": ActionState.WAITING, "wake_on": days(6)},
        "waiting for the customer until Mon 30 Nov",
    ),
    "blocked on the manager's list": (
        AskKind.MANAGER,
        THEIRS,
        {"state": ActionState.BLOCKED, "touched_at": LATER, "wake_on": days(3)},
        "blocked, back on Fri 27 Nov",
    ),
    "snoozed": (AskKind.SOON, SOON, {"snoozed_until": days(1)}, "put off to Wed 25 Nov; the date stays"),
    "still on it": (AskKind.LATE, LATE, {"confirmed_at": LATER}, "still on it"),
    "gap still so": (AskKind.LATE, EXPORT_GAP, {"confirmed_at": LATER}, "still on it"),
    "goes on": (AskKind.BACK, BLOCKED, {"state": ActionState.OPEN}, "goes on, due Wed 2 Dec"),
    "still blocked": (AskKind.BACK, BLOCKED, {"wake_on": days(3)}, "still blocked by Omar, back on Fri 27 Nov"),
    "said to be still blocked": (AskKind.BACK, BLOCKED, {"confirmed_at": LATER}, "still blocked by Omar"),
    "still owed": (AskKind.BACK, OWED, {"wake_on": days(3)}, "still waiting for the customer until Fri 27 Nov"),
    "snoozed, then done": (AskKind.BACK, SNOOZED, {"state": ActionState.DONE}, "done"),
    "snoozed, then moved": (AskKind.BACK, SNOOZED, {"due": days(6)}, "moved to Mon 30 Nov"),
    "cleared": (
        AskKind.BLOCKING,
        replace(BLOCKED, owner="U2", blocked_by="U1"),
        {"state": ActionState.OPEN, "blocked_by": None},
        "cleared, so it goes on",
    ),
    "somebody else blocks": (
        AskKind.BLOCKING,
        replace(BLOCKED, owner="U2", blocked_by="U1"),
        {"blocked_by": "U3"},
        "blocked by Lena",
    ),
    "helped": (AskKind.RECHECK, CHECKED, {"helped": True}, "it helped"),
    "did not help": (AskKind.RECHECK, CHECKED, {"helped": False}, "it did not change much"),
    "reopened": (AskKind.RECHECK, CHECKED, {"state": ActionState.OPEN}, "open again"),
}


@pytest.mark.parametrize("name", SETTLED)
def test_a_row_that_was_settled_says_so_and_asks_no_more(name: str) -> None:
    kind, item, change, words = SETTLED[name]
    assert since(row(kind, item), sheet()) is None
    made = nudge_message(sheet(row(kind, item, now=replace(item, **change))))
    assert [block for block in made["blocks"] if interactive_elements(block)] == []
    assert re.search(rf"[✔→] \*1\* .*: {re.escape(words)}$", read(made), re.MULTILINE), read(made)
    assert "All of this is answered." in made["text"]


STILL_ASKING: dict[str, tuple[AskKind, Action | Gap, dict[str, Any]]] = {
    "words changed": (AskKind.LATE, LATE, {"what": "Fix the export of names", "touched_at": LATER}),
    "snooze that is over": (AskKind.LATE, LATE, {"snoozed_until": days(-2)}),
    "snooze that brought it back": (AskKind.BACK, SNOOZED, {}),
    "confirmed before": (AskKind.LATE, LATE, {"confirmed_at": BEFORE}),
    "blocked before it came to the manager": (AskKind.MANAGER, replace(BLOCKED, owner="U2"), {"touched_at": BEFORE}),
    "blocked before it was handed over": (AskKind.HANDED, BLOCKED, {"touched_at": BEFORE}),
    "moved a third time": (AskKind.MOVED, WORN, {}),
}


@pytest.mark.parametrize("name", STILL_ASKING)
def test_a_row_that_is_not_settled_goes_on_asking(name: str) -> None:
    kind, item, change = STILL_ASKING[name]
    assert since(row(kind, item, now=replace(item, **change)), sheet()) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"next_review_on": days(90)}, "the next one is on Mon 22 Feb 2027"),
        ({"next_review_on": None}, "no review is planned any more"),
        ({"owner": "U3"}, "Lena has it now"),
        ({"paused_at": NOW}, "paused, so nothing is asked about it"),
    ],
)
@pytest.mark.parametrize("kind", ABOUT_REVIEWS)
def test_a_reminder_of_a_review_that_moved_or_was_held_says_so(
    kind: AskKind, change: dict[str, Any], words: str
) -> None:
    asked = row(kind, None, reviewed(days(2)))
    assert asked.account
    now = replace(asked, account=replace(asked.account, **change))
    assert f"→ *1* Review: {words}" in read(nudge_message(sheet(now)))


def test_a_row_whose_item_is_gone_breaks_nothing() -> None:
    for asked in (row(AskKind.LATE, None), row(AskKind.TODAY, None, None)):
        assert "no longer here" in read(nudge_message(sheet(asked)))

"""The progress check, the summary of a review left open and the rhythm, as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reviews.audit_entry import AuditEntry
from reviews.calendar import WorkCalendar
from reviews.decision import Message
from reviews.messages.limits import message_problems
from reviews.messages.progress import progress_message
from reviews.messages.rhythm import RhythmSheet, not_understood, rhythm_list, rhythm_message, which_day, with_rhythm
from reviews.messages.status import status
from reviews.messages.summary import interim_summary
from reviews.model import Action, ActionState, Gap, Severity, StepName
from reviews.progress_check import progress_check
from reviews.rhythm import RhythmUnknown, read_rhythm
from reviews.rhythm_changes import Terms
from tests.builders import (
    NAMES,
    NOW,
    TODAY,
    WS,
    account,
    action,
    days,
    ended_review,
    gap,
    ready_to_close,
    sitting,
    steps_before,
)
from tests.driving.screen import Shown

LOGGED = NOW - timedelta(minutes=10)
THEN = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)
BERLIN = WorkCalendar("Europe/Berlin", country="DE")
HOSTILE = "<!channel> *bold* <@U1> & `x` " + "long " * 400


def checked(*items: Action | Gap, entries: dict[str, AuditEntry] | None = None, now: datetime = THEN) -> Message:
    check = progress_check(account(), ended_review(), items, entries or {}, BERLIN, NAMES, now=now)
    return progress_message(check)


def step(number: int = 1, what: str = "Send the revised checklist", **fields: Any) -> Action:
    return action(number, what, **({"logged_at": LOGGED, "due": date(2026, 12, 11)} | fields))


def hole(number: int = 1, **fields: Any) -> Gap:
    return gap(number, **({"logged_at": LOGGED, "update_on": date(2026, 12, 11)} | fields))


def sheet(**fields: Any) -> RhythmSheet:
    given: dict[str, Any] = {"next_review_on": date(2027, 2, 24)} | fields
    return RhythmSheet(account(**given), BERLIN, TODAY, "Nina")


def changed(**after: Any) -> AuditEntry:
    before = dict.fromkeys(after, "before")
    return AuditEntry(WS, 5, datetime(2026, 12, 1, 9, tzinfo=UTC), "U2", "action", "1", before, after, "legal is late")


def test_the_check_asks_whether_each_item_is_still_true():
    shown = Shown(checked(step(1, due=date(2026, 12, 4), moves=2), hole(2, severity=Severity.BLOCKS)))
    assert "Northwind, two weeks after the review of Tue 24 Nov: 2 of 2 need a word. Still true?" in shown
    assert "A-1 Send the revised checklist: Nina, was due Fri 4 Dec, 2 working days ago · moved twice" in shown
    assert "G-2 Month-end export fails: Nina, update due Fri 11 Dec · blocks work" in shown
    assert shown.buttons == ["Still true", "Done", "New date", "Still true", "Closed", "New date", "All open actions"]


def test_a_button_names_its_item():
    buttons = checked(hole(2))["blocks"][2]["elements"]
    assert {each["value"] for each in buttons} == {'{"item":"G-2"}'}
    assert [each["action_id"] for each in buttons] == ["ask.still", "ask.done", "ask.date"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (None, "Nothing heard since it was logged, Tue 24 Nov."),
        (replace(changed(what="x"), before={}), "Nothing heard since it was logged, Tue 1 Dec."),
        (changed(due="2026-12-11"), "Last heard Tue 1 Dec: Omar moved its date, “legal is late”."),
        (
            replace(changed(due="2026-12-11"), before={"due": "2026-12-04"}),
            "Omar moved it from Fri 4 Dec, “legal is late”.",
        ),
        (changed(state="blocked", blocked_why="x"), "Last heard Tue 1 Dec: Omar said it is blocked, “legal is late”."),
        (changed(state="waiting"), "Omar said it is waiting for the customer"),
        (changed(state="open"), "Omar said it goes on"),
        (changed(owner="U3"), "Omar gave it to Lena"),
        (changed(what="Send it"), "Omar changed its words"),
        (changed(counterpart="Dana"), "Omar had a word on it"),
    ],
)
def test_the_last_update_is_filled_in(entry, said):
    assert said in Shown(checked(step(1), entries={"A-1": entry} if entry else {}))


def test_what_was_left_out_and_what_ended_is_said_in_a_line():
    done = step(3, state=ActionState.DONE, ended_at=NOW + timedelta(days=3))
    shown = Shown(checked(step(1), step(2, touched_at=THEN - timedelta(days=1)), done))
    assert "1 of 3 needs a word" in shown
    assert "Left out, having been updated in the last 3 working days: A-2." in shown
    assert "Ended since the review: A-3." in shown


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((), "it left no action and no gap behind, so there is nothing to ask."),
        ((step(1, touched_at=THEN),), "the one thing it left was updated in the last 3 working days"),
        (
            (step(1, state=ActionState.DONE, ended_at=THEN), step(2, state=ActionState.DONE, ended_at=THEN)),
            "all 2 actions and gaps were kept, so there is nothing to ask.",
        ),
        (
            (step(1, state=ActionState.DONE, ended_at=THEN), hole(2, touched_at=THEN)),
            "1 of 2 ended, and the other one was heard of in the last 3 working days, so there is nothing to ask.",
        ),
    ],
)
def test_where_nothing_is_left_to_ask_one_line_says_so(items, said):
    shown = checked(*items)
    assert said in shown["text"]
    assert len(shown["blocks"]) == 1
    assert Shown(shown).buttons == []


def test_a_late_check_says_how_late_it_is():
    assert "30 days after the review" in checked(step(1), now=NOW + timedelta(days=30))["text"]


def test_a_blocked_step_says_what_holds_it_up():
    shown = Shown(checked(step(1, state=ActionState.BLOCKED, blocked_why="legal", wake_on=date(2026, 12, 9))))
    assert "blocked" in shown.line("A-1")
    assert "legal" in shown.line("A-1")


@pytest.mark.parametrize("many", [1, 22, 23, 60])
@pytest.mark.parametrize("what", ["Send it", HOSTILE])
def test_slack_takes_the_check_whatever_its_size(many, what):
    items = [step(number, what, moves=number) for number in range(1, many + 1)]
    found = checked(*items, *(hole(number, what=what, touched_at=THEN) for number in range(1, many + 1)))
    assert message_problems(found) == []
    shown = Shown(found)
    assert shown.buttons.count("Still true") == min(many, 22)
    assert (f"{many - 22} more are in the list" in shown) is (many > 22)
    assert "<!channel>" not in found["text"]


def test_a_review_left_open_is_summed_up_with_what_is_missing():
    running = sitting(steps=steps_before(StepName.USAGE), actions=(action(3, due=days(4)),), gaps=(gap(1, owner=None),))
    shown = Shown(interim_summary(running, TODAY))
    assert "Northwind · review still open at the end of Tue 24 Nov" in shown
    assert "• Still to do: 4 Usage, 5 Open gaps, 6 Actions" in shown
    assert "G-1 “Month-end export fails” has no owner" in shown
    assert "• A-3 Send the revised checklist: Nina, Sat 28 Nov" in shown
    assert shown.buttons == ["Close review"]
    heard = "at the end of Tue 24 Nov: 2 things to settle before it can close. 1 next step: A-3"
    assert heard in interim_summary(running, TODAY)["text"]


def test_where_all_is_settled_it_says_that_it_can_close():
    shown = Shown(interim_summary(ready_to_close(), TODAY))
    assert "Nothing is left to settle: it can close." in shown
    assert "No next steps yet." in shown


def test_slack_takes_the_summary_of_a_crowded_review():
    crowded = sitting(
        actions=tuple(action(number, HOSTILE) for number in range(1, 80)),
        gaps=tuple(gap(number, HOSTILE, owner=None) for number in range(1, 80)),
    )
    assert message_problems(interim_summary(crowded, TODAY)) == []


@pytest.mark.parametrize(
    ("next_on", "today", "said"),
    [
        (date(2027, 2, 24), TODAY, "The next review is on Wed 24 Feb 2027."),
        (TODAY, TODAY, "The review is due today."),
        (date(2026, 11, 19), TODAY, "The review was due Thu 19 Nov, 3 working days ago."),
        (date(2026, 11, 28), date(2026, 11, 29), "The review is due Mon 30 Nov."),
        (date(2026, 11, 28), date(2026, 11, 30), "The review is due today."),
        (date(2026, 11, 27), date(2026, 11, 28), "The review was due Fri 27 Nov."),
        (None, TODAY, "Its next review has no day yet."),
    ],
)
def test_a_late_review_is_said_to_be_late(next_on, today, said):
    shown = rhythm_message(replace(sheet(next_review_on=next_on), today=today))
    assert f"Northwind is reviewed every quarter. {said} Nina is reminded before it." in shown["text"]


def test_a_late_review_can_be_started_from_there():
    assert Shown(rhythm_message(sheet(next_review_on=days(-5)))).buttons[0] == "Start the review"
    assert "Start the review" not in Shown(rhythm_message(sheet())).buttons


def test_a_paused_account_says_so_and_offers_to_resume():
    shown = Shown(rhythm_message(sheet(paused_at=NOW)))
    assert "It is paused since Tue 24 Nov, so nobody is asked about it." in shown
    assert shown.buttons == ["Resume"]


def test_an_account_nobody_owns_says_that_nobody_is_reminded():
    assert "Nobody owns it" in rhythm_message(replace(sheet(owner=None), owner=None))["text"]


def test_a_change_says_what_was_before_and_offers_the_way_back():
    shown = Shown(rhythm_message(sheet(rhythm_months=1), was=Terms(3, date(2026, 12, 24), None)))
    assert "Before: every quarter, next on Thu 24 Dec." in shown
    assert shown.buttons == ["Undo"]


def test_each_button_of_the_rhythm_has_an_id_of_its_own():
    for found in (
        rhythm_message(sheet()),
        not_understood(_unknown("bimonthly"), account(), "/review"),
        not_understood(_unknown("biannually"), account(name=HOSTILE), "/review"),
        not_understood(_unknown("gibberish"), None, "/review"),
        which_day("5/6 can be two days.", [days(1), days(30)], account(), TODAY),
        rhythm_message(sheet(name=HOSTILE, paused_at=NOW), note="It was changed again since."),
    ):
        assert message_problems(found) == []


def _unknown(words: str) -> RhythmUnknown:
    read = read_rhythm(words)
    assert isinstance(read, RhythmUnknown)
    return read


def test_a_status_says_when_the_next_review_is_and_whether_it_is_paused():
    shown = with_rhythm(status(sitting(), []), sheet(paused_at=NOW, next_review_on=days(-5)))
    assert message_problems(shown) == []
    assert "paused since Tue 24 Nov" in Shown(shown)
    assert "was due Thu 19 Nov, 3 working days ago" in shown["text"]
    assert "*" not in shown["text"]


def test_the_list_has_late_reviews_counted_and_paused_ones_marked():
    late, paused = sheet(name="Kestrel", next_review_on=days(-5)), sheet(name="Harbor", paused_at=NOW)
    shown = rhythm_list([late, sheet(), paused], 60)
    assert "60 customers, 1 review late" in Shown(shown)
    assert "• Kestrel: was due Thu 19 Nov, 3 working days ago · every quarter · Nina" in Shown(shown)
    assert "• Harbor: paused · next on Wed 24 Feb 2027 · every quarter · Nina" in Shown(shown)
    assert "and 57 more" in Shown(shown)
    assert message_problems(shown) == []


@pytest.mark.parametrize("many", [0, 40])
def test_slack_takes_the_list_whatever_its_size(many):
    assert message_problems(rhythm_list([sheet(name=HOSTILE)] * many, many * 3, note="No customer here.")) == []

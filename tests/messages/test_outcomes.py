"""What an answer recorded is said in one phrase for each change, and nothing is said that did not happen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reviews.messages import ids
from reviews.messages.asked_forms import not_mine_form, snooze_form
from reviews.messages.limits import interactive_elements
from reviews.messages.outcomes import changed_answer, outcome, question, recorded, stands
from reviews.messages.slips import cleared_post, draft_for_customer, slip_post
from reviews.messages.words import action_trouble
from reviews.model import Action, ActionState, Gap, GapState
from tests.builders import NAMES, NOW, TODAY, action, days, gap
from tests.messages.nudge_samples import BLOCKED, CHECKED, EXPORT_GAP, OWED, SOON
from tests.messages.reading import read

OUTCOMES: list[tuple[Action | Gap, dict[str, Any], str | None, str]] = [
    (SOON, {"state": ActionState.DONE}, None, "done"),
    (SOON, {"due": days(3)}, "legal is late", "moved to Fri 27 Nov (was Wed 25 Nov), “legal is late”"),
    (
        SOON,
        {"state": ActionState.BLOCKED, "blocked_by": "U2", "blocked_why": "PR review", "wake_on": days(3)},
        "PR review",
        "blocked by Omar: “PR review”; I ask Omar, and you again on Fri 27 Nov",
    ),
    (SOON, {"state": ActionState.BLOCKED, "blocked_why": "legal"}, "legal", "blocked: “legal”"),
    (
        SOON,
        {"state": ActionState.WAITING, "wake_on": days(13), "blocked_why": "the order"},
        "the order",
        "waiting for the customer until Mon 7 Dec: “the order”",
    ),
    (SOON, {"state": ActionState.DROPPED}, "customer dropped it", "won't be done, “customer dropped it”"),
    (SOON, {"owner": "U3"}, "she knows billing", "Lena's now, “she knows billing”"),
    (SOON, {"owner": "U3", "due": days(3)}, None, "Lena's now, moved to Fri 27 Nov (was Wed 25 Nov)"),
    (SOON, {"snoozed_until": days(1)}, None, "put off to Wed 25 Nov; the date stays"),
    (SOON, {"due": days(3), "snoozed_until": None}, None, "moved to Fri 27 Nov (was Wed 25 Nov)"),
    (SOON, {"confirmed_at": NOW}, None, "still on it"),
    (BLOCKED, {"confirmed_at": NOW}, None, "still blocked by Omar: “Review of the pull request”"),
    (OWED, {"confirmed_at": NOW}, None, "still waiting for the customer: “The signed order”"),
    (
        BLOCKED,
        {"blocked_by": "U3"},
        None,
        "blocked by Lena: “Review of the pull request”; I ask Lena, and you again on Tue 24 Nov",
    ),
    (BLOCKED, {"state": ActionState.OPEN, "blocked_by": None, "blocked_why": None}, "unblocked", "goes on"),
    (BLOCKED, {"due": days(10)}, "late", "moved to Fri 4 Dec (was Wed 2 Dec)"),
    (CHECKED, {"helped": True}, None, "it helped"),
    (CHECKED, {"helped": False}, None, "it did not change much"),
    (CHECKED, {"state": ActionState.OPEN}, "undone", "open again"),
    (EXPORT_GAP, {"state": GapState.CLOSED}, None, "closed"),
    (EXPORT_GAP, {"update_on": days(7)}, "no news", "next update Tue 1 Dec (was Mon 23 Nov), “no news”"),
    (EXPORT_GAP, {"confirmed_at": NOW}, None, "still on it"),
    (
        gap(owner=None, update_on=None),
        {"owner": "U2", "update_on": days(3)},
        None,
        "Omar's now, next update Fri 27 Nov",
    ),
]


@pytest.mark.parametrize(("before", "change", "why", "words"), OUTCOMES)
def test_each_change_is_said_in_one_phrase(
    before: Action | Gap, change: dict[str, Any], why: str | None, words: str
) -> None:
    assert outcome(before, replace(before, **change), why, NAMES, TODAY) == words


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (SOON, "open, due Wed 25 Nov"),
        (replace(BLOCKED, wake_on=days(3)), "blocked by Omar: “Review of the pull request”; back on Fri 27 Nov"),
        (replace(SOON, state=ActionState.DROPPED), "won't be done"),
        (EXPORT_GAP, "open, next update Mon 23 Nov"),
        (replace(EXPORT_GAP, update_on=None), "open, no date yet"),
        (replace(EXPORT_GAP, state=GapState.CLOSED), "closed"),
    ],
)
def test_an_undo_says_how_the_item_stands_again(item: Action | Gap, words: str) -> None:
    assert stands(item, NAMES, TODAY).startswith(words)


def test_what_was_recorded_names_who_heard_of_it_and_what_is_still_unanswered() -> None:
    text = read(recorded((("1", "done"), ("A-34", "moved")), deed="d1", told=("C1", "G2", "Omar"), left=("2", "3")))
    assert "Recorded: *1* done · *A-34* moved; I told <#C1>, <#G2> and Omar.\n" in text
    assert "Still waiting for a word: *2*, *3*.\n[Undo]" in text


def test_without_a_deed_there_is_nothing_to_undo() -> None:
    assert "[Undo]" not in read(recorded((("1", "done"),), deed=None))
    assert "[Undo]" in read(recorded((("1", "done"),), deed="d1"))
    assert "[Undo]" not in read(changed_answer((("1", "done"),), (), "d1"))


def test_a_question_has_a_button_for_each_choice_and_each_carries_its_own_value() -> None:
    asked = question("Which?", [(f"Choice {n}", {"pick": n}) for n in range(30)], why_button={"answer": 5})
    pressed = interactive_elements(asked["blocks"][-1])
    assert [each["action_id"] for each in pressed[:-1]] == [f"ask.pick.{n}" for n in range(20)]
    assert [ids.unpack(each["value"])["pick"] for each in pressed[:-1]] == [str(n) for n in range(20)]
    assert (pressed[-1]["action_id"], ids.unpack(pressed[-1]["value"])) == (ids.ASK_WHY, {"answer": "5"})


DRAFTS = [
    ("Fix the month-end export", "We now expect to fix the month-end export by Fri 27 Nov, instead of Wed 25 Nov."),
    (
        "sends Dana the revised list.",
        "We now expect to send Dana the revised list by Fri 27 Nov, instead of Wed 25 Nov.",
    ),
    ("Export fix live", "We now expect this on Fri 27 Nov instead of Wed 25 Nov: Export fix live."),
    ("Export the names", "We now expect to export the names by Fri 27 Nov, instead of Wed 25 Nov."),
    ("Checklist sent", "We now expect this on Fri 27 Nov instead of Wed 25 Nov: Checklist sent."),
    ("Fixed export", "We now expect this on Fri 27 Nov instead of Wed 25 Nov: Fixed export."),
    ("Exports", "We now expect this on Fri 27 Nov instead of Wed 25 Nov: Exports."),
]


@pytest.mark.parametrize(("what", "words"), DRAFTS)
def test_the_customers_line_reads_as_a_sentence(what: str, words: str) -> None:
    before = action(31, what, due=days(1))
    assert draft_for_customer(before, replace(before, due=days(3)), TODAY) == words


def test_an_earlier_date_is_said_as_one() -> None:
    words = draft_for_customer(SOON, replace(SOON, due=TODAY), TODAY)
    assert words.endswith("by Tue 24 Nov, earlier than Wed 25 Nov.")


def test_the_customers_line_never_holds_our_reason() -> None:
    posted = slip_post(
        SOON,
        replace(SOON, due=days(3), moves=1),
        "Our tester left",
        owner_name="Nina",
        customer="Blue Fern",
        today=TODAY,
    )
    draft = posted["blocks"][-1]["elements"][0]["elements"][0]["text"]
    assert "tester" not in draft
    assert "Our tester left" in posted["text"]
    assert draft in posted["text"]


def test_something_of_our_own_has_no_line_for_a_customer() -> None:
    posted = slip_post(SOON, replace(SOON, due=days(3), moves=1), "Ill", owner_name="Nina", customer=None, today=TODAY)
    assert "Draft" not in read(posted)


def test_who_hears_that_nothing_blocks_it_can_give_a_new_day_where_its_day_has_passed() -> None:
    assert "[New date]" in read(cleared_post(replace(SOON, due=days(-1)), "Omar", TODAY))
    assert "[New date]" not in read(cleared_post(SOON, "Omar", TODAY))


def test_what_waits_for_the_customer_says_so_and_until_when() -> None:
    assert action_trouble(replace(OWED, wake_on=days(6), moves=1), TODAY) == (
        "*waiting for the customer* until Mon 30 Nov: The signed order · moved once"
    )
    assert action_trouble(replace(OWED, wake_on=None, blocked_why=None), TODAY) == "*waiting for the customer*"


def test_nobody_has_to_be_named_where_it_can_go_back_to_the_accounts_owner() -> None:
    form = not_mine_form(SOON, {}, today=TODAY, back_to="Lena")
    assert next(b for b in form["blocks"] if b["type"] == "input")["optional"] is True
    form = not_mine_form(SOON, {}, today=TODAY)
    assert next(b for b in form["blocks"] if b["type"] == "input")["optional"] is False


def test_a_reminder_can_be_put_off_to_one_of_three_days_at_most() -> None:
    form = snooze_form(SOON, {}, days=[days(n) for n in range(1, 9)], today=TODAY)
    options = form["blocks"][-1]["element"]["options"]
    assert [each["value"] for each in options] == ["2026-11-25", "2026-11-26", "2026-11-27"]

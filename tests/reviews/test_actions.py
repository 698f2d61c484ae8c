"""Actions: one person, one thing, one date; moves are counted and endings are final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reviews.actions import (
    ActionWords,
    block_action,
    drop_action,
    edit_action,
    finish_action,
    log_action,
    move_action,
    refuse_gap,
    reopen_action,
    unblock_action,
    withdraw_action,
)
from reviews.decision import Decision, Refusal
from reviews.model import LIVE_ACTIONS, Action, ActionState
from tests.builders import NOW, TODAY, WS, action, days, gap

ENDED = [state for state in ActionState if state not in LIVE_ACTIONS]


def words(**fields: object) -> ActionWords:
    given = {"what": "Send the revised checklist", "owner": "U1", "due": days(10)}
    return ActionWords(**(given | fields))  # type: ignore[arg-type]


def log(said: ActionWords) -> Decision | Refusal:
    return log_action(said, number=1, workspace_id=WS, account_id=1, review_id=7, by="U1", today=TODAY, now=NOW)


def became(answer: Decision | Refusal) -> Action:
    assert isinstance(answer, Decision), answer
    (change,) = answer.changes
    assert isinstance(change.after, Action)
    return change.after


def why_of(answer: Decision | Refusal) -> str | None:
    assert isinstance(answer, Decision), answer
    return answer.changes[0].why


def refusal(answer: Decision | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_an_action_is_logged_with_its_first_date_kept() -> None:
    assert became(log(words(what=" Send the revised checklist "))) == action()


def test_all_that_was_said_beside_it_is_kept() -> None:
    said = words(gap_id=12, counterpart="Dana", check_on=days(40), insisted=True)
    assert became(log(said)) == action(gap_id=12, counterpart="Dana", check_on=days(40), insisted=True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (words(what=" \t"), "what_missing"),
        (words(due=days(-1)), "past_date"),
        (words(check_on=days(9)), "check_before_due"),
    ],
)
def test_an_action_that_cannot_hold_is_sent_back(said: ActionWords, code: str) -> None:
    assert refusal(log(said)) == code


def test_due_today_and_checked_the_same_day_is_fine() -> None:
    assert became(log(words(due=TODAY, check_on=TODAY))).due == TODAY


def test_moving_counts_keeps_the_reason_and_the_first_date() -> None:
    answer = move_action(action(moves=1), days(20), why=" Legal ", today=TODAY)
    assert became(answer) == action(due=days(20), moves=2)
    assert became(answer).first_due == days(10)
    assert why_of(answer) == "Legal"


@pytest.mark.parametrize(
    ("new_date", "why", "code"),
    [
        (None, "Legal", "date_missing"),
        (days(-1), "Legal", "past_date"),
        (days(10), "Legal", "same_date"),
        (days(20), " ", "reason_missing"),
    ],
)
def test_a_move_needs_another_day_and_a_reason(new_date: date | None, why: str, code: str) -> None:
    assert refusal(move_action(action(), new_date, why=why, today=TODAY)) == code


def test_a_moved_action_is_never_checked_before_it_is_due() -> None:
    moved = became(move_action(action(check_on=days(15)), days(20), why="Legal", today=TODAY))
    assert moved.check_on is not None
    assert moved.check_on >= moved.due


def test_editing_words_needs_no_reason_and_is_no_move() -> None:
    edited = became(edit_action(action(), words(what=" Send it ", owner="U2"), today=TODAY))
    assert edited == action(what="Send it", owner="U2")


def test_the_way_back_to_a_message_outlives_an_edit() -> None:
    stored = action(link="https://fieldstone.slack.com/archives/C1/p1")
    edited = edit_action(stored, ActionWords("Send the new list", "U1", stored.due), today=TODAY)
    assert isinstance(edited, Decision)
    after = edited.changes[0].after
    assert isinstance(after, Action)
    assert (after.what, after.link) == ("Send the new list", stored.link)


@pytest.mark.parametrize(("account_id", "also", "known"), [(1, (), True), (2, (), False), (2, (2, 3), True)])
def test_an_action_may_close_a_gap_its_customer_shares(account_id: int, also: tuple[int, ...], known: bool) -> None:
    assert (refuse_gap(1, gap(1), account_id, also) is None) is known


def test_a_late_action_can_be_edited_without_moving_it() -> None:
    late = action(due=days(-5))
    edited = became(edit_action(late, words(due=days(-5), owner="U2"), today=TODAY))
    assert (edited.owner, edited.due, edited.moves) == ("U2", days(-5), 0)


def test_editing_the_date_is_a_move_with_a_reason() -> None:
    answer = edit_action(action(), words(due=days(20), counterpart="Dana"), why="Legal", today=TODAY)
    assert became(answer) == action(due=days(20), counterpart="Dana", moves=1)
    assert isinstance(answer, Decision)
    assert (answer.changes[0].before, why_of(answer)) == (action(), "Legal")


@pytest.mark.parametrize(
    ("stored", "said", "why", "code"),
    [
        (action(), words(what=""), "", "what_missing"),
        (action(), words(due=days(20)), " ", "reason_missing"),
        (action(), words(due=days(-1)), "Legal", "past_date"),
        (action(due=days(-5)), words(due=days(-3)), "Legal", "past_date"),
        (action(), words(check_on=days(2)), "", "check_before_due"),
        (action(state=ActionState.DONE), words(), "", "ended"),
    ],
)
def test_an_edit_that_does_not_hold_is_sent_back(stored: Action, said: ActionWords, why: str, code: str) -> None:
    assert refusal(edit_action(stored, said, why=why, today=TODAY)) == code


@pytest.mark.parametrize("state", LIVE_ACTIONS)
def test_a_kept_promise_says_who_ended_it_and_when(state: ActionState) -> None:
    done = became(finish_action(action(state=state), by="U2", now=NOW))
    assert (done.state, done.ended_by, done.ended_at) == (ActionState.DONE, "U2", NOW)


def test_dropping_asks_why_and_keeps_it() -> None:
    assert refusal(drop_action(action(), why=" ", by="U2", now=NOW)) == "reason_missing"
    answer = drop_action(action(), why=" Customer dropped it ", by="U2", now=NOW)
    assert became(answer).state is ActionState.DROPPED
    assert why_of(answer) == "Customer dropped it"


def test_an_action_logged_by_mistake_is_withdrawn_and_the_trail_says_so() -> None:
    answer = withdraw_action(action(), by="U2", now=NOW)
    assert became(answer).state is ActionState.WITHDRAWN
    assert why_of(answer) == "undone"


def test_a_done_pressed_by_mistake_is_taken_back() -> None:
    done = action(state=ActionState.DONE, ended_at=NOW, ended_by="U2")
    assert became(reopen_action(done)) == action()


@pytest.mark.parametrize("state", [s for s in ActionState if s is not ActionState.DONE])
def test_only_a_done_can_be_taken_back(state: ActionState) -> None:
    no = reopen_action(action(34, state=state))
    assert refusal(no) == "not_done"
    assert isinstance(no, Refusal)
    assert f"A-34 is {state}" in no.text


def test_blocking_asks_by_what_and_keeps_by_whom() -> None:
    assert refusal(block_action(action(), why=" ", blocker=None)) == "blocker_missing"
    blocked = became(block_action(action(), why=" Waiting for legal ", blocker="U2"))
    assert blocked == action(
        state=ActionState.BLOCKED, blocked_why="Waiting for legal", blocked_by="U2", wake_on=days(10)
    )


def test_when_the_block_clears_the_promise_goes_on() -> None:
    blocked = action(state=ActionState.BLOCKED, blocked_why="Waiting for legal", blocked_by="U2")
    assert became(unblock_action(blocked)) == action()
    assert unblock_action(action()) == Decision()


ENDINGS: list[Callable[[Action], Decision | Refusal]] = [
    lambda a: finish_action(a, by="U2", now=NOW),
    lambda a: drop_action(a, why="Customer dropped it", by="U2", now=NOW),
    lambda a: withdraw_action(a, by="U2", now=NOW),
    lambda a: move_action(a, days(20), why="Legal", today=TODAY),
    lambda a: edit_action(a, words(), today=TODAY),
    lambda a: block_action(a, why="Legal", blocker=None),
]


@pytest.mark.parametrize("change", ENDINGS)
@pytest.mark.parametrize("state", ENDED)
def test_an_action_that_has_ended_stays_as_it_is(
    state: ActionState, change: Callable[[Action], Decision | Refusal]
) -> None:
    no = change(action(34, state=state))
    assert refusal(no) == "ended"
    assert isinstance(no, Refusal)
    assert no.text == f"A-34 is {state} already, so nothing was changed."

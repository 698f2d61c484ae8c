"""Gaps: what is needed to log one, what a move costs, and how one ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reviews.decision import Decision, Refusal
from reviews.gaps import GapWords, close_gap, edit_gap, log_gap, move_gap, withdraw_gap
from reviews.model import Gap, GapState, Severity
from tests.builders import NOW, TODAY, WS, days, gap


def words(**fields: object) -> GapWords:
    given = {
        "what": "Month-end export fails",
        "severity": Severity.SLOWS,
        "affects": "finance",
        "frequency": "twice a week",
        "owner": "U1",
        "update_on": days(10),
        "reason": "exports",
    }
    return GapWords(**(given | fields))  # type: ignore[arg-type]


def log(said: GapWords, review_id: int | None = 7) -> Decision | Refusal:
    return log_gap(said, number=1, workspace_id=WS, account_id=1, review_id=review_id, by="U1", today=TODAY, now=NOW)


def became(answer: Decision | Refusal) -> Gap:
    assert isinstance(answer, Decision), answer
    (change,) = answer.changes
    assert isinstance(change.after, Gap)
    return change.after


def refusal(answer: Decision | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_a_gap_is_logged_as_it_was_said() -> None:
    assert became(log(words(what="  Month-end export fails "))) == gap()


def test_a_gap_without_words_is_sent_back() -> None:
    assert refusal(log(words(what=" \n"))) == "what_missing"


@pytest.mark.parametrize("missing", [{"owner": None}, {"update_on": None}, {"owner": None, "update_on": None}])
def test_owner_and_date_may_wait_only_during_a_review(missing: dict[str, None]) -> None:
    assert refusal(log(words(**missing), review_id=None)) == "owner_or_date_missing"
    logged = became(log(words(**missing)))
    assert all(getattr(logged, name) is None for name in missing)


@pytest.mark.parametrize("review_id", [None, 7])
def test_the_next_update_is_not_in_the_past_but_may_be_today(review_id: int | None) -> None:
    assert refusal(log(words(update_on=days(-1)), review_id)) == "past_date"
    assert became(log(words(update_on=TODAY), review_id)).update_on == TODAY


def test_a_message_the_gap_came_from_is_kept() -> None:
    assert became(log(words(link="https://example.com/p1"))).link == "https://example.com/p1"


def test_moving_counts_and_keeps_the_reason() -> None:
    answer = move_gap(gap(moves=1), days(20), why=" Legal needs a week ", today=TODAY)
    assert became(answer) == gap(moves=2, update_on=days(20))
    assert isinstance(answer, Decision)
    assert answer.changes[0].why == "Legal needs a week"


def test_a_first_date_is_no_move() -> None:
    assert became(move_gap(gap(update_on=None), days(20), why="First date", today=TODAY)).moves == 0


@pytest.mark.parametrize(
    ("new_date", "why", "code"),
    [
        (None, "Legal", "date_missing"),
        (days(-1), "Legal", "past_date"),
        (days(20), " ", "reason_missing"),
        (days(10), "Legal", "same_date"),
    ],
)
def test_a_move_needs_a_new_day_and_a_reason(new_date: date | None, why: str, code: str) -> None:
    assert refusal(move_gap(gap(), new_date, why=why, today=TODAY)) == code


def test_editing_words_needs_no_reason_and_is_no_move() -> None:
    edited = became(edit_gap(gap(), words(what=" Export is slow ", owner="U2", reason=None), today=TODAY))
    assert edited == gap(what="Export is slow", owner="U2", reason=None)


def test_editing_may_fill_in_a_missing_date_without_a_reason() -> None:
    edited = became(edit_gap(gap(update_on=None, owner=None), words(), today=TODAY))
    assert edited == gap()


def test_editing_may_leave_a_date_that_has_passed() -> None:
    stale = gap(update_on=days(-3))
    assert became(edit_gap(stale, words(update_on=days(-3), owner="U2"), today=TODAY)).owner == "U2"


def test_editing_the_date_is_a_move_with_a_reason() -> None:
    answer = edit_gap(gap(), words(update_on=days(20), affects="sales"), why="Legal", today=TODAY)
    assert became(answer) == gap(update_on=days(20), affects="sales", moves=1)
    assert isinstance(answer, Decision)
    assert (answer.changes[0].before, answer.changes[0].why) == (gap(), "Legal")


@pytest.mark.parametrize(
    ("stored", "said", "why", "code"),
    [
        (gap(), words(what=" "), "", "what_missing"),
        (gap(), words(update_on=days(20)), "", "reason_missing"),
        (gap(), words(update_on=days(-1)), "Legal", "past_date"),
        (gap(), words(update_on=None), "Legal", "date_missing"),
        (gap(update_on=None), words(update_on=days(-1)), "Legal", "past_date"),
        (gap(state=GapState.CLOSED), words(), "", "ended"),
    ],
)
def test_an_edit_that_does_not_hold_is_sent_back(stored: Gap, said: GapWords, why: str, code: str) -> None:
    assert refusal(edit_gap(stored, said, why=why, today=TODAY)) == code


def test_a_closed_gap_says_who_closed_it_and_when() -> None:
    closed = became(close_gap(gap(), by="U2", now=NOW))
    assert (closed.state, closed.ended_by, closed.ended_at) == (GapState.CLOSED, "U2", NOW)


def test_a_gap_logged_by_mistake_is_withdrawn_and_the_trail_says_so() -> None:
    answer = withdraw_gap(gap(), by="U2", now=NOW)
    assert became(answer).state is GapState.WITHDRAWN
    assert isinstance(answer, Decision)
    assert answer.changes[0].why == "undone"


ENDINGS: list[Callable[[Gap], Decision | Refusal]] = [
    lambda g: close_gap(g, by="U2", now=NOW),
    lambda g: withdraw_gap(g, by="U2", now=NOW),
    lambda g: move_gap(g, days(20), why="Legal", today=TODAY),
    lambda g: edit_gap(g, words(), today=TODAY),
]


@pytest.mark.parametrize("change", ENDINGS)
@pytest.mark.parametrize("state", [GapState.CLOSED, GapState.WITHDRAWN])
def test_a_gap_that_has_ended_stays_as_it_is(state: GapState, change: Callable[[Gap], Decision | Refusal]) -> None:
    no = change(gap(12, state=state))
    assert refusal(no) == "ended"
    assert isinstance(no, Refusal)
    assert no.text == f"G-12 is {state} already, so nothing was changed."

"""What came over from last time is kept, closed or given a new date, and each choice does what it says."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.carry import Settling, settle, settle_all
from reviews.closing import KEPT
from reviews.decision import Decision, Record, Refusal, ShowBoard
from reviews.model import (
    ActionState,
    Carried,
    CarriedChoice,
    CarriedKind,
    GapState,
    MarkColour,
    Question,
    ReviewState,
)
from reviews.sitting import Sitting
from tests.builders import NOW, action, carried, days, ended_review, gap, last_time, mark, sitting

MARK = carried(CarriedKind.MARK, Question.USAGE)
GAP = carried(CarriedKind.GAP, 12)
ACTION = carried(CarriedKind.ACTION, 34)
THEN = mark(Question.USAGE, MarkColour.YELLOW, "26 of 40 seats", review_id=6)


def room(**fields: object) -> Sitting:
    given = {
        "carried": (MARK, GAP, ACTION),
        "gaps": (gap(12),),
        "actions": (action(34, due=days(-9)),),
        "last": last_time(marks=(THEN,)),
    }
    return sitting(**(given | fields))


def choose(
    item: Carried, choice: CarriedChoice, at: Sitting | None = None, new_date: date | None = None, why: str = ""
) -> Decision | Refusal:
    return settle(at or room(), Settling(item, choice, new_date, why), by="U2", now=NOW)


def became(answer: Decision | Refusal) -> tuple[Record, ...]:
    assert isinstance(answer, Decision), answer
    return tuple(c.after for c in answer.changes)


def refusal(answer: Decision | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def settled(item: Carried, choice: CarriedChoice) -> Carried:
    return carried(item.kind, item.ref, choice=choice, by="U2", at=NOW)


@pytest.mark.parametrize("item", [GAP, ACTION])
def test_keeping_a_gap_or_an_action_changes_nothing_but_the_choice(item: Carried) -> None:
    assert became(choose(item, CarriedChoice.KEPT)) == (settled(item, CarriedChoice.KEPT),)


def test_keeping_a_mark_gives_it_again_with_last_times_line_said_to_be_still_true() -> None:
    kept = became(choose(MARK, CarriedChoice.KEPT))
    assert kept[1] == mark(Question.USAGE, MarkColour.YELLOW, "26 of 40 seats", by="U2", confirmed=KEPT)


def test_keeping_a_mark_does_not_overwrite_one_given_meanwhile() -> None:
    at = room(marks=(mark(Question.USAGE, MarkColour.RED, "4 seats"),))
    assert became(choose(MARK, CarriedChoice.KEPT, at)) == (settled(MARK, CarriedChoice.KEPT),)


def test_closing_a_mark_leaves_it_to_its_step() -> None:
    assert became(choose(MARK, CarriedChoice.CLOSED)) == (settled(MARK, CarriedChoice.CLOSED),)


def test_closing_a_gap_closes_it() -> None:
    closed = gap(12, state=GapState.CLOSED, ended_at=NOW, ended_by="U2")
    assert became(choose(GAP, CarriedChoice.CLOSED)) == (settled(GAP, CarriedChoice.CLOSED), closed)


def test_closing_an_action_says_it_is_done() -> None:
    done = action(34, due=days(-9), state=ActionState.DONE, ended_at=NOW, ended_by="U2")
    assert became(choose(ACTION, CarriedChoice.CLOSED)) == (settled(ACTION, CarriedChoice.CLOSED), done)


def test_a_new_date_for_a_gap_is_counted_with_its_reason() -> None:
    answer = choose(GAP, CarriedChoice.REDATED, new_date=days(20), why="Waiting for legal")
    assert became(answer)[1] == gap(12, update_on=days(20), moves=1)
    assert isinstance(answer, Decision)
    assert answer.changes[1].why == "Waiting for legal"


def test_a_new_date_for_an_action_is_counted_with_its_reason() -> None:
    answer = choose(ACTION, CarriedChoice.REDATED, new_date=days(20), why="Waiting for legal")
    assert became(answer)[1] == action(34, due=days(20), moves=1)


@pytest.mark.parametrize("item", [GAP, ACTION])
@pytest.mark.parametrize(
    ("new_date", "why", "code"),
    [
        (None, "Waiting for legal", "date_missing"),
        (days(-1), "Waiting for legal", "past_date"),
        (days(20), "  ", "reason_missing"),
    ],
)
def test_a_new_date_without_day_or_reason_is_sent_back(
    item: Carried, new_date: date | None, why: str, code: str
) -> None:
    assert refusal(choose(item, CarriedChoice.REDATED, new_date=new_date, why=why)) == code


@pytest.mark.parametrize("item", [GAP, ACTION])
@pytest.mark.parametrize("choice", [CarriedChoice.CLOSED, CarriedChoice.REDATED])
def test_a_thing_that_ended_meanwhile_is_settled_all_the_same(item: Carried, choice: CarriedChoice) -> None:
    elsewhere = room(gaps=(gap(12, state=GapState.CLOSED),), actions=(action(34, state=ActionState.DROPPED),))
    gone = room(gaps=(), actions=())
    for at in (elsewhere, gone):
        assert became(choose(item, choice, at, days(20), "Legal")) == (settled(item, choice),)


def test_settling_shows_the_board() -> None:
    answer = choose(GAP, CarriedChoice.KEPT)
    assert isinstance(answer, Decision)
    assert answer.says == (ShowBoard(7),)


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
def test_nothing_is_settled_once_the_review_has_ended(state: ReviewState) -> None:
    assert refusal(choose(GAP, CarriedChoice.CLOSED, room(review=ended_review(state)))) == "not_open"


def test_several_are_settled_together_with_one_board() -> None:
    said = (Settling(GAP, CarriedChoice.CLOSED), Settling(ACTION, CarriedChoice.KEPT))
    answer = settle_all(room(), said, by="U2", now=NOW)
    assert isinstance(answer, Decision)
    assert [c.after for c in answer.changes] == [
        settled(GAP, CarriedChoice.CLOSED),
        gap(12, state=GapState.CLOSED, ended_at=NOW, ended_by="U2"),
        settled(ACTION, CarriedChoice.KEPT),
    ]
    assert answer.says == (ShowBoard(7),)


def test_when_one_of_several_cannot_hold_none_is_settled_and_each_mistake_is_named() -> None:
    said = (
        Settling(MARK, CarriedChoice.KEPT),
        Settling(GAP, CarriedChoice.REDATED, None, "Legal"),
        Settling(ACTION, CarriedChoice.REDATED, days(20), " "),
    )
    answer = settle_all(room(), said, by="U2", now=NOW)
    assert isinstance(answer, tuple)
    assert [(item, no.code) for item, no in answer] == [(GAP, "date_missing"), (ACTION, "reason_missing")]

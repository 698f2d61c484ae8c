"""Goals written down, changed, read and ended; and what is typed into their forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reviews.customer import Goal, GoalReading, GoalState
from reviews.decision import Change, Decision, Refusal
from reviews.goal_entry import Wrong, read_value, read_words, same_unit
from reviews.goals import GoalWords, edit_goal, end_goal, read_goal, reopen_goal, set_goal
from reviews.typed_numbers import TypedNumber
from tests.builders import NOW, TODAY, WS, account, days
from tests.messages.goal_samples import goal, reading

WORDS = GoalWords("Close the month in ten minutes", "minutes a close", 40, 10, days(90))


def written(words: GoalWords) -> Goal | str:
    done = set_goal(account(), 7, words, by="U1", now=NOW, today=TODAY)
    if isinstance(done, Refusal):
        return f"{done.code}: {done.text}"
    (change,) = done.changes
    assert isinstance(change.after, Goal)
    return change.after


def noted(of: Goal, before: GoalReading | None = None, *, day: date = TODAY, unit: str = "") -> Decision | Refusal:
    return read_goal(of, before, day=day, value=22, unit=unit, note="new export", by="U2", now=NOW, today=TODAY)


def test_a_goal_is_written_down_in_the_customer_s_words() -> None:
    words = replace(WORDS, what="  Close the month in ten minutes ", measure="  ")
    assert written(words) == Goal(
        WS, 7, 1, "Close the month in ten minutes", "U1", NOW, None, 40, 10, days(90), GoalState.OPEN
    )


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            replace(WORDS, what="  "),
            "what: Write the goal in the customer's own words, such as: Close the month in ten minutes.",
        ),
        (replace(WORDS, due=days(-1)), "due: Mon 23 Nov has passed. By when do they want to be there?"),
        (replace(WORDS, due=days(9000)), "due: 2051-07-16 is more than ten years ahead. Pick a nearer day."),
    ],
)
def test_a_goal_that_says_nothing_or_lies_behind_is_asked_back(words: GoalWords, why: str) -> None:
    assert written(words) == why


def test_a_goal_that_is_late_can_be_reworded_without_a_new_day() -> None:
    late = goal(due=days(-9))
    words = GoalWords("Close faster", late.measure, late.baseline, late.target, late.due)
    assert edit_goal(late, words, TODAY) == Decision((Change(late, replace(late, what="Close faster")),))
    assert edit_goal(late, GoalWords(late.what, late.measure, 40, 10, late.due), TODAY) == Decision()
    moved = edit_goal(late, replace(words, due=days(-2)), TODAY)
    assert isinstance(moved, Refusal)
    assert moved.code == "due"


def test_a_second_reading_of_a_day_takes_the_place_of_the_first() -> None:
    first = reading(25)
    after = GoalReading(WS, 1, TODAY, 22, "U2", NOW, "new export")
    assert noted(goal(), first) == Decision((Change(first, after),))
    assert noted(goal(), replace(after, by="U1")) == Decision()


def test_a_reading_gives_a_goal_its_unit_where_it_had_none() -> None:
    bare = goal(measure=None)
    done = noted(bare, unit="min")
    assert isinstance(done, Decision)
    assert done.changes[0] == Change(bare, replace(bare, measure="min"))
    assert len(done.changes) == 2


@pytest.mark.parametrize("day", [days(1), TODAY - timedelta(days=4000)])
def test_nobody_has_read_a_day_ahead_or_one_long_gone(day: date) -> None:
    done = noted(goal(), day=day)
    assert isinstance(done, Refusal)
    assert done.code == "day"


@pytest.mark.parametrize("state", [GoalState.REACHED, GoalState.MISSED, GoalState.WITHDRAWN])
def test_a_goal_ends_once_and_can_go_on(state: GoalState) -> None:
    done = end_goal(goal(), state, by="U2", now=NOW)
    assert isinstance(done, Decision)
    ended = done.changes[0].after
    assert ended == replace(goal(), state=state, ended_at=NOW, ended_by="U2")
    assert isinstance(ended, Goal)
    for again in (end_goal(ended, GoalState.MISSED, by="U1", now=NOW), noted(ended), edit_goal(ended, WORDS, TODAY)):
        assert isinstance(again, Refusal)
        assert again.code == "ended"
    assert reopen_goal(ended) == Decision((Change(ended, goal()),))
    assert reopen_goal(goal()) == Decision()


def test_ending_a_goal_never_opens_it() -> None:
    with pytest.raises(ValueError, match="has not ended"):
        end_goal(goal(), GoalState.OPEN, by="U1", now=NOW)


def test_a_form_is_read_with_the_unit_from_where_it_was_typed() -> None:
    assert read_words("Faster", None, "40 min", "10", None) == GoalWords("Faster", "min", 40, 10)
    assert read_words("Faster", "minutes a close", "40 mins", "1,5", days(9)) == GoalWords(
        "Faster", "minutes a close", 40, 1.5, days(9)
    )
    assert read_words("Faster", None, None, None, None) == GoalWords("Faster")


def test_each_field_says_what_is_wrong_with_it() -> None:
    found = read_words("Faster", "minutes", "1,500", "2 h", None)
    assert found == Wrong(
        {
            "baseline": "“1,500” can be read in two ways. Type 1500 or 1.5.",
            "target": "It is counted in “minutes”, and I read “h” here. Type the number in minutes.",
        }
    )


@pytest.mark.parametrize(
    ("typed", "measure", "fits"),
    [
        ("", "minutes", True),
        ("min", "minutes a close", True),
        ("mins", "minutes a close", True),
        ("hrs", "hours", True),
        ("%", "percent of closes", True),
        ("%", "share of closes", True),
        ("%", "minutes", False),
        ("h", "minutes", False),
        ("months", "minutes", False),
        ("€", "€ a month", True),
        ("$", "€ a month", False),
    ],
)
def test_another_unit_is_noticed(typed: str, measure: str, fits: bool) -> None:
    assert same_unit(typed, measure) is fits


def test_a_reading_is_a_number_in_the_goal_s_unit() -> None:
    assert read_value("22 min", "minutes a close") == TypedNumber(22, "min")
    assert read_value("22 min", None) == TypedNumber(22, "min")
    assert isinstance(read_value("1 h", "minutes a close"), Wrong)
    assert read_value(None, None) == Wrong({"value": "Where does it stand? Type a number such as 22 or 1.5."})

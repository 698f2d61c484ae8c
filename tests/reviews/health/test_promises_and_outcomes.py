"""What was promised, what stays broken, their goals, and how much time is left."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest

from reviews.customer import Goal, GoalReading
from reviews.goal_progress import progress
from reviews.health.model import Part
from reviews.health.outcomes import goals, renewal_window
from reviews.health.promises import blocking_gaps, broken_promises, repeated_gaps, weak_twice
from reviews.model import ActionState, ChecklistMark, Gap, GapState, MarkColour, Question, Severity
from tests.builders import NOW, TODAY, WS, account, action, days, gap, mark
from tests.reviews.fact_builders import facts, incident
from tests.reviews.health.views import bad, fine, unknown, view


def since(ago: int) -> datetime:
    return datetime.combine(days(-ago), time(9), UTC)


def blocking(number: int, ago: int, **fields: Any) -> Gap:
    return gap(number, severity=Severity.BLOCKS, logged_at=since(ago), **fields)


def test_a_gap_that_blocks_says_since_when_and_over_two_quarters_in_those_words() -> None:
    told = bad(blocking_gaps(view(gaps=[blocking(4, 20)])))
    assert told.sentence == "1 open gap blocks their work, the oldest open since Wed 4 Nov (G-4)"
    old = bad(blocking_gaps(view(gaps=[blocking(4, 200), blocking(5, 3)])))
    assert "2 open gaps block their work, the oldest open over two quarters since Fri 8 May (G-4)" in old.sentence
    assert old.strength > told.strength


def test_no_gap_is_good_news_only_where_anything_was_ever_agreed() -> None:
    assert "Nothing was ever agreed" in unknown(blocking_gaps(view()))
    assert fine(blocking_gaps(view(reviewed_on=days(-30)))).sentence == "No open gap blocks their work"


def test_a_gap_that_came_back_for_the_same_reason_is_counted() -> None:
    ended = gap(1, reason="exports", state=GapState.CLOSED, ended_at=since(40))
    told = bad(repeated_gaps(view(gaps=[ended, gap(2, reason="exports")])))
    assert told.sentence == "2 gaps for the same reason, “Exports”, open now or ended within 26 weeks"
    assert fine(repeated_gaps(view(gaps=[ended, gap(2, reason="billing")])))
    assert fine(repeated_gaps(view(gaps=[gap(1, reason="other"), gap(2, reason="other")])))


def test_late_and_moved_promises_are_told_with_what_was_kept() -> None:
    made = [
        action(1, due=days(-5), first_due=days(-5)),
        action(2, due=days(9), first_due=days(-20), moves=2),
        action(3, state=ActionState.DONE, due=days(-9), first_due=days(-9), ended_at=since(10)),
        action(4, state=ActionState.DONE, due=days(-9), first_due=days(-30), ended_at=since(10)),
    ]
    told = bad(broken_promises(view(actions=made)))
    assert told.sentence == (
        "1 promise is late, the oldest was due Thu 19 Nov (A-1); 1 was moved twice or more;"
        " 1 of 2 kept by their first day in 13 weeks"
    )
    assert "No action was ever logged" in unknown(broken_promises(view()))


def test_a_blocked_action_past_its_day_is_not_called_late() -> None:
    assert fine(broken_promises(view(actions=[action(1, state=ActionState.BLOCKED, due=days(-5))])))


def marks(**colours: MarkColour) -> tuple[ChecklistMark, ...]:
    return tuple(mark(Question(name), colour) for name, colour in colours.items())


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("reliability", Part.RELIABILITY),
        ("usage", Part.USAGE),
        ("workarounds", Part.PROMISES),
        ("owners", Part.PROMISES),
    ],
)
def test_weak_in_the_same_place_twice_is_a_warning_of_its_own_part(question: str, part: Part) -> None:
    twice = view(marks=[marks(**{question: MarkColour.RED}), marks(**{question: MarkColour.YELLOW})])
    told = bad(weak_twice(twice))
    assert told.part is part
    assert "weak in both last reviews (yellow, then red)" in told.sentence


def test_weak_once_or_in_two_places_is_none() -> None:
    once = [marks(usage=MarkColour.RED), marks(usage=MarkColour.GREEN, owners=MarkColour.RED)]
    assert fine(weak_twice(view(marks=once)))
    assert "Two closed reviews" in unknown(weak_twice(view(marks=once[:1])))


def goal(ago: int, due: int, *values: float) -> Any:
    """A goal from 0 to 100, set so many days ago, read once a week since."""
    stored = Goal(WS, 1, 1, "Close in a day", "U1", since(ago), "hours", 0, 100, days(due))
    read = [GoalReading(WS, 1, days(-7 * n), value, "U1", NOW) for n, value in enumerate(reversed(values))]
    return progress(stored, tuple(reversed(read)), TODAY)


def test_a_customer_without_goals_is_a_finding_and_never_good_news() -> None:
    told = bad(goals(view()))
    assert told.sentence == "No goal of theirs is written down"
    assert not told.spoken_for


def test_goals_that_are_late_or_behind_their_time_are_counted() -> None:
    late = bad(goals(view(goals=[goal(90, -3, 10, 40)])))
    assert late.sentence == "1 goal is past the day and not reached (1 open goal)"
    behind = bad(goals(view(goals=[goal(90, 10, 10, 20), goal(10, 90, 10, 20)])))
    assert behind.sentence == "1 goal is behind the time that has passed (2 open goals)"
    assert fine(goals(view(goals=[goal(50, 50, 40, 60)])))


def test_a_near_renewal_is_bad_news_only_where_something_is_wrong() -> None:
    near = account(renewal_on=days(61))
    assert fine(renewal_window(view(account=near))).sentence == (
        "Renews in 61 days (Sun 24 Jan 2027); repairing takes about 90 days"
    )
    told = bad(renewal_window(view(account=near, gaps=[blocking(1, 5)])))
    assert told.sentence.endswith("repairing takes about 90 days, so what is decided now counts")
    twice = facts(incidents=[incident("x", day, workflow="export") for day in (3, 9)])
    assert bad(renewal_window(view(twice, account=near)))
    assert fine(renewal_window(view(twice, account=account(renewal_on=days(200)))))
    assert "Nobody noted when" in unknown(renewal_window(view()))
    assert not fine(renewal_window(view(account=account(renewal_on=days(-4))))).spoken_for

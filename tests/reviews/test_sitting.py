"""What a review knows of itself: where it stands, what is open, what sorts first."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.model import ActionState, CarriedChoice, CarriedKind, GapState, Question, Severity, StepName, StepState
from reviews.sitting import action_id, gap_id, quarter_of
from tests.builders import action, carried, days, gap, mark, sitting, step, steps_before

QUARTERS = [
    (date(2026, 1, 1), "Q1 2026"),
    (date(2026, 3, 31), "Q1 2026"),
    (date(2026, 4, 1), "Q2 2026"),
    (date(2026, 6, 30), "Q2 2026"),
    (date(2026, 7, 1), "Q3 2026"),
    (date(2026, 9, 30), "Q3 2026"),
    (date(2026, 10, 1), "Q4 2026"),
    (date(2026, 12, 31), "Q4 2026"),
    (date(2027, 1, 1), "Q1 2027"),
    (date(2028, 2, 29), "Q1 2028"),
]


@pytest.mark.parametrize(("day", "name"), QUARTERS)
def test_a_quarter_is_named_by_the_calendar_over_year_ends(day: date, name: str) -> None:
    assert quarter_of(day) == name


def test_a_review_stands_at_the_first_step_nobody_did_or_skipped() -> None:
    steps = (step(StepName.GOALS), step(StepName.FACTS, StepState.SKIPPED), step(StepName.USAGE))
    assert sitting(steps=steps).current_step is StepName.RELIABILITY


def test_a_review_without_open_steps_stands_nowhere() -> None:
    assert sitting(steps=steps_before(None)).current_step is None


def test_the_steps_before_one_are_those_still_open() -> None:
    at = sitting(steps=(step(StepName.FACTS),))
    assert at.open_before(StepName.USAGE) == (StepName.GOALS, StepName.RELIABILITY)
    assert at.open_before(StepName.GOALS) == ()


def test_gaps_that_block_come_first_then_the_oldest() -> None:
    gaps = (
        gap(9, severity=None),
        gap(5, severity=Severity.WORKAROUND),
        gap(4, severity=Severity.BLOCKS),
        gap(2, severity=Severity.SLOWS),
        gap(3, severity=Severity.BLOCKS),
        gap(1, state=GapState.CLOSED, severity=Severity.BLOCKS),
        gap(6, state=GapState.WITHDRAWN),
    )
    assert [g.id for g in sitting(gaps=gaps).open_gaps] == [3, 4, 2, 5, 9]


def test_promises_are_told_soonest_first_without_those_that_ended() -> None:
    actions = (
        action(1, due=days(5)),
        action(2, due=days(-3), state=ActionState.BLOCKED),
        action(3, due=days(5)),
        action(4, due=days(1), state=ActionState.DONE),
        action(5, due=days(1), state=ActionState.DROPPED),
        action(6, due=days(1), state=ActionState.WITHDRAWN),
    )
    assert [a.id for a in sitting(actions=actions).live_actions] == [2, 1, 3]


def test_only_carried_items_nobody_decided_on_wait() -> None:
    kept = carried(CarriedKind.GAP, 2, choice=CarriedChoice.KEPT)
    at = sitting(carried=(carried(), kept), gaps=(gap(1), gap(2)))
    assert at.unsettled == (carried(),)


def test_what_was_ended_elsewhere_needs_no_decision_any_more() -> None:
    gone = (carried(CarriedKind.GAP, 7), carried(CarriedKind.ACTION, 8))
    at = sitting(carried=(*gone, carried(CarriedKind.ACTION, 9)), actions=(action(9),))
    assert at.unsettled == (carried(CarriedKind.ACTION, 9),)


def test_late_actions_are_settled_first_and_marks_last() -> None:
    marks = carried(CarriedKind.MARK, "usage")
    slow, blocks = carried(CarriedKind.GAP, 1), carried(CarriedKind.GAP, 2)
    late = carried(CarriedKind.ACTION, 9)
    gaps = (gap(1, severity=Severity.SLOWS), gap(2, severity=Severity.BLOCKS))
    at = sitting(carried=(marks, slow, blocks, late), gaps=gaps, actions=(action(9),))
    assert at.unsettled == (late, blocks, slow, marks)


def test_things_are_found_by_their_number_however_it_is_written() -> None:
    at = sitting(gaps=(gap(12),), actions=(action(34),), marks=(mark(Question.USAGE),))
    assert at.gap("12") == at.gap(12) == gap(12)
    assert at.action("34") == action(34)
    assert at.gap(13) is None
    assert at.action(12) is None
    assert at.mark(Question.USAGE) == mark(Question.USAGE)
    assert at.mark(Question.OWNERS) is None


def test_people_are_shown_by_name_or_by_id_where_none_is_known() -> None:
    at = sitting()
    assert (at.name("U1"), at.name("U404"), at.name(None)) == ("Nina", "U404", "nobody")


def test_short_ids_are_what_people_type() -> None:
    assert (gap_id(12), action_id(34)) == ("G-12", "A-34")


def test_a_step_saved_again_has_another_version() -> None:
    assert step(StepName.GOALS, StepState.OPEN, None).seen == "new"
    assert step(StepName.GOALS).seen == "2026-11-24T09:30:00+00:00"

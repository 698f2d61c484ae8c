"""Walking the steps: nothing is passed in silence, and a mark says what shows it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reviews.decision import Change, Decision, Refusal, ShowBoard
from reviews.model import (
    CarriedChoice,
    CarriedKind,
    ChecklistMark,
    MarkColour,
    Question,
    ReviewState,
    Step,
    StepName,
    StepState,
)
from reviews.sitting import STEP_OF_QUESTION, Sitting
from reviews.steps import finish_step, mark_step, skip_step
from tests.builders import NOW, carried, ended_review, mark, sitting, step, steps_before

NONE: Mapping[StepName, str] = {}


def decided(answer: Decision | Refusal) -> Decision:
    assert isinstance(answer, Decision), answer
    return answer


def refused(answer: Decision | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    return answer


def steps_of(decision: Decision) -> dict[StepName, tuple[StepState, str | None]]:
    changed = [c.after for c in decision.changes if isinstance(c.after, Step)]
    return {each.name: (each.state, each.note) for each in changed}


def finish(
    at: Sitting, name: StepName, note: str = "Talked through", passed: Mapping[StepName, str] = NONE
) -> Decision | Refusal:
    return finish_step(at, name, note, by="U2", now=NOW, passed=passed)


def answer(
    at: Sitting,
    question: Question,
    colour: MarkColour,
    evidence: str = "Export failed 3 times",
    confirmed: str | None = None,
) -> Decision | Refusal:
    return mark_step(at, question, colour, evidence, by="U2", now=NOW, confirmed=confirmed)


def test_a_person_finishes_the_current_step_with_a_note_and_the_board_shows_it() -> None:
    done = decided(finish(sitting(), StepName.GOALS, "  New ops lead  "))
    (change,) = done.changes
    assert change.after == step(StepName.GOALS, note="New ops lead", by="U2")
    assert done.says == (ShowBoard(7),)


def test_a_step_without_a_note_is_sent_back() -> None:
    assert refused(finish(sitting(), StepName.GOALS, " \n ")).code == "note_missing"


@pytest.mark.parametrize("name", list(StepName)[1:])
def test_a_person_who_jumps_ahead_is_told_which_steps_would_be_passed(name: StepName) -> None:
    no = refused(finish(sitting(), name))
    assert no.code == "steps_before"
    assert "Goals and changes" in no.text


def test_facts_may_be_read_with_nothing_to_add() -> None:
    done = decided(finish(sitting(steps=steps_before(StepName.FACTS)), StepName.FACTS, " "))
    assert steps_of(done) == {StepName.FACTS: (StepState.DONE, "read, nothing to add")}


def test_every_passed_step_is_named_and_none_that_is_done() -> None:
    no = refused(finish(sitting(steps=steps_before(StepName.FACTS)), StepName.USAGE))
    assert "Facts and Reliability would be passed" in no.text
    assert "Goals" not in no.text


def test_steps_passed_with_a_reason_are_skipped_and_the_reason_is_kept() -> None:
    reasons = {StepName.GOALS: "Covered on the call", StepName.FACTS: " No data "}
    done = decided(finish(sitting(), StepName.RELIABILITY, "Quiet quarter", reasons))
    assert steps_of(done) == {
        StepName.GOALS: (StepState.SKIPPED, "Covered on the call"),
        StepName.FACTS: (StepState.SKIPPED, "No data"),
        StepName.RELIABILITY: (StepState.DONE, "Quiet quarter"),
    }


def test_a_reason_for_only_one_of_two_passed_steps_is_not_enough() -> None:
    no = refused(finish(sitting(), StepName.RELIABILITY, "Quiet", {StepName.GOALS: "Covered", StepName.FACTS: "  "}))
    assert no.code == "steps_before"
    assert "Facts would be passed" in no.text


def test_a_person_may_come_back_to_a_step_that_is_done() -> None:
    done = decided(finish(sitting(steps=steps_before(StepName.USAGE)), StepName.GOALS, "Changed our mind"))
    assert steps_of(done) == {StepName.GOALS: (StepState.DONE, "Changed our mind")}
    assert done.changes[0].before == step(StepName.GOALS)


def test_a_step_nobody_touched_is_a_new_row() -> None:
    (change,) = decided(finish(sitting(steps=()), StepName.GOALS)).changes
    assert change.before is None


def test_skipping_asks_why_and_shows_the_reason() -> None:
    assert refused(skip_step(sitting(), StepName.GOALS, "  ", by="U2", now=NOW)).code == "reason_missing"
    done = decided(skip_step(sitting(), StepName.GOALS, " No time ", by="U2", now=NOW))
    assert steps_of(done) == {StepName.GOALS: (StepState.SKIPPED, "No time")}
    assert done.says == (ShowBoard(7),)


def test_skipping_a_later_step_does_not_pass_the_earlier_ones_either() -> None:
    no = refused(skip_step(sitting(), StepName.USAGE, "No data", by="U2", now=NOW))
    assert no.code == "steps_before"


@pytest.mark.parametrize("colour", [MarkColour.GREEN, MarkColour.YELLOW, MarkColour.RED])
def test_a_colour_without_evidence_is_sent_back(colour: MarkColour) -> None:
    at = sitting(steps=steps_before(StepName.RELIABILITY))
    no = refused(answer(at, Question.RELIABILITY, colour, "  "))
    assert no.code == "evidence_missing"
    assert colour in no.text


def test_unknown_needs_no_evidence() -> None:
    at = sitting(steps=steps_before(StepName.RELIABILITY))
    done = decided(answer(at, Question.RELIABILITY, MarkColour.UNKNOWN, ""))
    assert steps_of(done) == {StepName.RELIABILITY: (StepState.DONE, "nobody could say")}


@pytest.mark.parametrize("question", list(Question))
def test_answering_a_question_finishes_its_step(question: Question) -> None:
    name = STEP_OF_QUESTION[question]
    done = decided(answer(sitting(steps=steps_before(name)), question, MarkColour.RED))
    assert steps_of(done) == {name: (StepState.DONE, "Export failed 3 times")}
    given = next(c.after for c in done.changes if isinstance(c.after, ChecklistMark))
    assert (given.question, given.colour, given.evidence) == (question, MarkColour.RED, "Export failed 3 times")


def test_answering_again_replaces_the_first_answer() -> None:
    first = mark(Question.USAGE, MarkColour.GREEN)
    at = sitting(steps=steps_before(StepName.GAPS), marks=(first,))
    done = decided(answer(at, Question.USAGE, MarkColour.YELLOW, "26 down to 11 seats"))
    change = next(c for c in done.changes if isinstance(c.after, ChecklistMark))
    assert change.before == first


def test_answering_a_question_does_not_pass_the_steps_before_it() -> None:
    assert refused(answer(sitting(), Question.USAGE, MarkColour.RED)).code == "steps_before"


def test_why_a_contradiction_stands_is_kept_with_the_mark() -> None:
    at = sitting(steps=steps_before(StepName.RELIABILITY))
    done = decided(answer(at, Question.RELIABILITY, MarkColour.GREEN, confirmed="  Fixed on Monday "))
    given = next(c.after for c in done.changes if isinstance(c.after, ChecklistMark))
    assert given.confirmed == "Fixed on Monday"


def test_a_question_answered_anew_settles_its_mark_from_last_time_and_no_other() -> None:
    waiting = (carried(CarriedKind.MARK, Question.USAGE), carried(CarriedKind.MARK, Question.OWNERS))
    at = sitting(steps=steps_before(StepName.USAGE), carried=waiting)
    done = decided(answer(at, Question.USAGE, MarkColour.YELLOW))
    settled = [c for c in done.changes if c.before in waiting]
    assert settled == [
        Change(waiting[0], carried(CarriedKind.MARK, Question.USAGE, choice=CarriedChoice.CLOSED, by="U2", at=NOW))
    ]


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
def test_a_stale_button_of_an_ended_review_changes_nothing_and_says_who_ended_it(state: ReviewState) -> None:
    over = sitting(review=ended_review(state))
    for no in (
        finish(over, StepName.GOALS),
        skip_step(over, StepName.GOALS, "No time", by="U2", now=NOW),
        answer(over, Question.RELIABILITY, MarkColour.RED),
    ):
        assert refused(no).code == "not_open"
        assert f"{state} by Omar" in refused(no).text

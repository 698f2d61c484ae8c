"""Closing: everything loose is named first, marks must fit what is known, and the summary is said once."""

from __future__ import annotations

import pytest

from reviews.closing import (
    KEPT,
    Finding,
    FindingKind,
    close_review,
    contradictions,
    propose_expect,
    propose_main_risk,
    to_settle,
    vague_leftovers,
    without_goals,
)
from reviews.decision import Change, Decision, Post, Refusal, ShowBoard
from reviews.goal_progress import Progress
from reviews.model import (
    Action,
    ActionState,
    CarriedChoice,
    CarriedKind,
    Gap,
    GapState,
    MarkColour,
    Question,
    ReviewState,
    Severity,
    StepName,
    StepState,
)
from reviews.sitting import Sitting
from tests.builders import (
    NOW,
    action,
    all_marks,
    carried,
    days,
    ended_review,
    gap,
    last_time,
    mark,
    ready_to_close,
    review,
    sitting,
    step,
    steps_before,
)
from tests.messages.goal_samples import CLOSE, REACHED

SUMMARY = {"text": "Northwind, review of Tue 24 Nov", "blocks": []}


def close(
    at: Sitting, risk: str = "Exports fail", expect: str = "A note on Friday", *, keep_vague: bool = False
) -> Decision | Refusal:
    return close_review(at, main_risk=risk, expect=expect, keep_vague=keep_vague, summary=SUMMARY, by="U2", now=NOW)


def refusal(answer: Decision | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.code


def found(at: Sitting) -> list[tuple[FindingKind, str]]:
    return [(f.kind, f.ref) for f in to_settle(at)]


def test_a_review_with_nothing_loose_closes_and_says_its_summary_once() -> None:
    answer = close(ready_to_close(), " Exports fail ", " A note on Friday ")
    assert isinstance(answer, Decision)
    after = ended_review(main_risk="Exports fail", expect="A note on Friday")
    assert answer.changes == (Change(review(), after),)
    assert answer.says == (ShowBoard(7), Post("summary:7", "C1", SUMMARY, review_id=7))


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
def test_a_second_click_does_not_close_it_again(state: ReviewState) -> None:
    no = close(ready_to_close(review=ended_review(state)))
    assert refusal(no) == "not_open"
    assert isinstance(no, Refusal)
    assert f"{state} by Omar" in no.text


@pytest.mark.parametrize("risk_and_expect", [(" ", "A note"), ("Exports", ""), ("", " ")])
def test_a_summary_without_risk_or_what_to_expect_is_sent_back(risk_and_expect: tuple[str, str]) -> None:
    assert refusal(close(ready_to_close(), *risk_and_expect)) == "words_missing"


def test_every_step_neither_done_nor_skipped_is_named_by_number() -> None:
    steps = (*steps_before(StepName.GAPS)[:3], step(StepName.USAGE, StepState.SKIPPED, "No data"))
    at = ready_to_close(steps=steps)
    assert found(at) == [(FindingKind.STEP, "gaps"), (FindingKind.STEP, "actions")]
    assert to_settle(at)[0].text == "Step 5, Open gaps, is not done yet."
    assert refusal(close(at)) == "unsettled"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 thing from last time still waits for a decision."),
        (3, "3 things from last time still wait for a decision."),
    ],
)
def test_things_from_last_time_wait_for_a_decision(number: int, text: str) -> None:
    items = tuple(carried(CarriedKind.GAP, n) for n in range(1, number + 1))
    settled = carried(CarriedKind.GAP, 99, choice=CarriedChoice.KEPT)
    at = ready_to_close(carried=(*items, settled), gaps=tuple(gap(n, severity=Severity.SLOWS) for n in range(1, 4)))
    assert to_settle(at) == (Finding(FindingKind.CARRIED, "", text),)
    assert refusal(close(at)) == "unsettled"


LOOSE: list[tuple[Gap, str]] = [
    (gap(owner=None), "no owner"),
    (gap(update_on=None), "no date for the next update"),
    (gap(update_on=days(-1)), "a date that has passed"),
    (gap(owner=None, update_on=None), "no owner and no date for the next update"),
    (gap(owner=None, update_on=days(-1)), "no owner and a date that has passed"),
]


@pytest.mark.parametrize(("loose", "missing"), LOOSE)
def test_a_gap_without_owner_or_a_day_to_come_stops_the_close(loose: Gap, missing: str) -> None:
    at = ready_to_close(marks=(), gaps=(loose, gap(2), gap(3, owner=None, state=GapState.CLOSED)))
    assert [f.text for f in to_settle(at)] == [f"G-1 “Month-end export fails” has {missing}."]
    assert refusal(close(at)) == "unsettled"


def test_a_gap_due_today_is_not_loose() -> None:
    assert found(ready_to_close(gaps=(gap(update_on=days(0)),))) == []


def test_loose_gaps_that_block_are_named_first() -> None:
    at = ready_to_close(marks=(), gaps=(gap(1, owner=None), gap(2, owner=None, severity=Severity.BLOCKS)))
    assert found(at) == [(FindingKind.GAP, "2"), (FindingKind.GAP, "1")]


def green(question: Question, **fields: object) -> Sitting:
    return ready_to_close(**({"marks": (mark(question),)} | fields))


AGAINST: list[tuple[Question, dict[str, tuple[Gap | Action, ...]], str]] = [
    (
        Question.RELIABILITY,
        {"gaps": (gap(12, severity=Severity.BLOCKS),)},
        "Reliability is green, yet G-12 blocks work: “Month-end export fails”.",
    ),
    (
        Question.WORKAROUNDS,
        {"gaps": (gap(12, severity=Severity.WORKAROUND),)},
        "Workarounds is green, yet G-12 forces a workaround: “Month-end export fails”.",
    ),
    (
        Question.OWNERS,
        {"actions": (action(34, due=days(-3)),)},
        "Owners and dates is green, yet A-34 is late: “Send the revised checklist”.",
    ),
    (
        Question.OWNERS,
        {"gaps": (gap(12, owner=None),)},
        "Owners and dates is green, yet G-12 has no owner: “Month-end export fails”.",
    ),
    (
        Question.OWNERS,
        {"gaps": (gap(12, update_on=None),)},
        "Owners and dates is green, yet G-12 has no date: “Month-end export fails”.",
    ),
]


@pytest.mark.parametrize(("question", "known", "text"), AGAINST)
def test_green_beside_what_speaks_against_it_is_put_to_the_person(
    question: Question, known: dict[str, tuple[Gap | Action, ...]], text: str
) -> None:
    at = green(question, **known)
    assert contradictions(at) == (Finding(FindingKind.MARK, question, text),)
    assert refusal(close(at)) == "unsettled"


@pytest.mark.parametrize(("question", "known", "_text"), AGAINST)
def test_why_both_are_true_settles_it(
    question: Question, known: dict[str, tuple[Gap | Action, ...]], _text: str
) -> None:
    said = (mark(question, confirmed="The fix went out this morning"),)
    assert contradictions(green(question, marks=said, **known)) == ()


@pytest.mark.parametrize(("question", "known", "_text"), AGAINST)
@pytest.mark.parametrize("colour", [MarkColour.YELLOW, MarkColour.RED, MarkColour.UNKNOWN])
def test_only_green_is_contradicted(
    colour: MarkColour, question: Question, known: dict[str, tuple[Gap | Action, ...]], _text: str
) -> None:
    assert contradictions(green(question, marks=(mark(question, colour),), **known)) == ()


FITS: list[tuple[Question, dict[str, tuple[Gap | Action, ...]]]] = [
    (Question.RELIABILITY, {"gaps": (gap(severity=Severity.SLOWS), gap(2, severity=None))}),
    (Question.RELIABILITY, {"gaps": (gap(severity=Severity.BLOCKS, state=GapState.CLOSED),)}),
    (Question.WORKAROUNDS, {"gaps": (gap(severity=Severity.SLOWS),)}),
    (Question.USAGE, {"gaps": (gap(severity=Severity.BLOCKS),), "actions": (action(due=days(-3)),)}),
    (Question.OWNERS, {"actions": (action(due=days(0)),)}),
    (Question.OWNERS, {"actions": (action(due=days(-3), state=ActionState.BLOCKED),)}),
    (Question.OWNERS, {"actions": (action(due=days(-3), state=ActionState.DONE),)}),
]


@pytest.mark.parametrize(("question", "known"), FITS)
def test_green_that_fits_is_left_alone(question: Question, known: dict[str, tuple[Gap | Action, ...]]) -> None:
    assert contradictions(green(question, **known)) == ()


SAME_LINES = ["26 of 40 seats active", "26 of 40  seats Active.", " 26 of 40 seats active "]


@pytest.mark.parametrize("line", SAME_LINES)
def test_the_same_evidence_as_last_quarter_is_asked_about(line: str) -> None:
    then = mark(Question.USAGE, MarkColour.YELLOW, "26 of 40 seats active", review_id=6)
    at = ready_to_close(marks=(mark(Question.USAGE, MarkColour.RED, line),), last=last_time(marks=(then,)))
    (finding,) = contradictions(at)
    assert "same line as last time" in finding.text


def test_other_evidence_than_last_quarter_is_not_asked_about() -> None:
    then = mark(Question.USAGE, MarkColour.YELLOW, "26 of 40 seats active", review_id=6)
    blank = mark(Question.OWNERS, MarkColour.UNKNOWN, "", review_id=6)
    now = (mark(Question.USAGE, MarkColour.YELLOW, "11 of 40 seats active"), mark(Question.OWNERS, evidence=""))
    assert contradictions(ready_to_close(marks=now, last=last_time(marks=(then, blank)))) == ()


def test_a_mark_kept_as_still_true_is_not_asked_about_its_line_but_still_must_fit() -> None:
    then = mark(Question.RELIABILITY, MarkColour.GREEN, "Quiet quarter", review_id=6)
    kept = (mark(Question.RELIABILITY, MarkColour.GREEN, "Quiet quarter", confirmed=KEPT),)
    assert contradictions(ready_to_close(marks=kept, last=last_time(marks=(then,)))) == ()
    blocked = ready_to_close(marks=kept, last=last_time(marks=(then,)), gaps=(gap(12, severity=Severity.BLOCKS),))
    (finding,) = contradictions(blocked)
    assert "G-12 blocks work" in finding.text


def test_vague_actions_somebody_insisted_on_are_kept_only_knowingly() -> None:
    vague = action(34, "Look into exports", insisted=True)
    at = ready_to_close(actions=(vague, action(35)))
    assert [(f.kind, f.ref) for f in vague_leftovers(at)] == [(FindingKind.VAGUE, "34")]
    assert "A-34 “Look into exports”" in vague_leftovers(at)[0].text
    assert refusal(close(at)) == "vague"
    assert isinstance(close(at, keep_vague=True), Decision)


@pytest.mark.parametrize(
    "elsewhere",
    [
        action(insisted=True, review_id=6),
        action(insisted=True, review_id=None),
        action(insisted=True, state=ActionState.DONE),
    ],
)
def test_vague_actions_of_other_reviews_and_ended_ones_are_not_asked_about(elsewhere: Action) -> None:
    assert vague_leftovers(ready_to_close(actions=(elsewhere,))) == ()


def test_findings_come_in_the_order_of_the_review() -> None:
    at = sitting(
        steps=steps_before(StepName.ACTIONS),
        carried=(carried(),),
        gaps=(gap(owner=None, severity=Severity.BLOCKS),),
        marks=(mark(Question.RELIABILITY),),
    )
    assert [kind for kind, _ in found(at)] == [
        FindingKind.STEP,
        FindingKind.CARRIED,
        FindingKind.GAP,
        FindingKind.MARK,
    ]


NOTHING = "No gap is open, and nothing in this review points to a risk."
RISKS: list[tuple[Sitting, str]] = [
    (ready_to_close(), NOTHING),
    (ready_to_close(gaps=(gap(1, "Slow"), gap(2, "Export fails", severity=Severity.BLOCKS))), "Export fails"),
    (ready_to_close(gaps=(gap(1, "Slow"),), marks=(mark(Question.USAGE, MarkColour.RED, "4 seats"),)), "4 seats"),
    (
        ready_to_close(
            marks=(
                mark(Question.USAGE, MarkColour.YELLOW, "11 seats"),
                mark(Question.OWNERS, MarkColour.RED, "3 gaps without a name"),
            )
        ),
        "3 gaps without a name",
    ),
    (ready_to_close(marks=(mark(Question.USAGE, MarkColour.YELLOW, "11 seats"),)), "11 seats"),
    (ready_to_close(gaps=(gap(1, "Slow"),)), "Slow"),
    (ready_to_close(marks=all_marks(MarkColour.UNKNOWN)), NOTHING),
]


@pytest.mark.parametrize(("at", "risk"), RISKS)
def test_the_main_risk_is_proposed_from_what_blocks_then_red_then_yellow(at: Sitting, risk: str) -> None:
    assert propose_main_risk(at) == risk


def test_what_to_expect_names_the_first_day_the_customer_hears_of_a_gap() -> None:
    at = ready_to_close(gaps=(gap(1, update_on=days(10)), gap(2, update_on=days(3)), gap(3, update_on=None)))
    assert propose_expect(at) == "A note on Fri 27 Nov, even if nothing has changed."


def test_without_gaps_it_names_the_first_promise_to_come() -> None:
    assert propose_expect(ready_to_close(actions=(action(due=days(10)),))) == (
        "A note on Fri 4 Dec, even if nothing has changed."
    )


def test_a_customer_is_told_a_working_day() -> None:
    assert propose_expect(ready_to_close(gaps=(gap(update_on=days(4)),))).startswith("A note on Fri 27 Nov,")
    assert propose_expect(ready_to_close(actions=(action(due=days(5)),))).startswith("A note on Fri 27 Nov,")


def test_without_dates_nothing_is_made_up() -> None:
    assert propose_expect(ready_to_close()) == ""
    assert propose_expect(ready_to_close(gaps=(gap(update_on=None),))) == ""


def test_a_customer_is_never_told_to_expect_a_day_that_has_passed() -> None:
    late = ready_to_close(actions=(action(1, due=days(-9)), action(2, "Send the plan", due=days(3))))
    assert propose_expect(late) == "A note on Fri 27 Nov, even if nothing has changed."
    stale = ready_to_close(gaps=(gap(1, update_on=days(-9)), gap(2, update_on=days(3))))
    assert propose_expect(stale) == "A note on Fri 27 Nov, even if nothing has changed."
    assert propose_expect(ready_to_close(actions=(action(due=days(-9)),))) == ""


@pytest.mark.parametrize(
    ("goals", "why"),
    [
        ((), "No goal of the customer's own is written down, so nobody can tell whether they get where they want to."),
        (
            (REACHED,),
            "Every goal has ended and no new one is written down, "
            "so nobody can tell whether they get where they want to.",
        ),
        ((CLOSE,), None),
        ((REACHED, CLOSE), None),
    ],
)
def test_a_customer_without_a_goal_is_put_to_who_closes_and_stands_in_nobody_s_way(
    goals: tuple[Progress, ...], why: str | None
) -> None:
    at = ready_to_close(goals=goals)
    assert [finding.text for finding in without_goals(at)] == ([why] if why else [])
    assert to_settle(at) == ()
    assert isinstance(close(at), Decision)

"""Green marks beside what the facts say: what does not fit is put to the person, in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from reviews.account_facts import AccountFacts
from reviews.closing import KEPT, Finding, FindingKind, close_review, contradictions, to_settle
from reviews.decision import Refusal
from reviews.facts import FactKind
from reviews.model import MarkColour, Question, Severity
from reviews.sitting import Sitting
from tests.builders import NOW, gap, mark, ready_to_close
from tests.reviews.fact_builders import does, facts, incident, months, ticket, usage, was_read

EXPORT: dict[str, Any] = {"workflow": "month-end export"}
THRICE = [incident("Export timed out", ago, **EXPORT) for ago in (85, 55, 24)]
DEEP = (does("Approvals", 20, 14), does("Reports", 8, 6))


def marked(question: Question, known: AccountFacts | None, colour: MarkColour = MarkColour.GREEN, **f: Any) -> Sitting:
    confirmed = f.pop("confirmed", None)
    return ready_to_close(marks=(mark(question, colour, "As they say", confirmed=confirmed),), facts=known, **f)


AGAINST: list[tuple[Question, AccountFacts, str]] = [
    (
        Question.RELIABILITY,
        facts(incidents=THRICE),
        "Reliability is green, yet “month-end export” failed 3 times in 13 weeks.",
    ),
    (
        Question.RELIABILITY,
        facts(incidents=[*THRICE[:2], incident("Login slow", 12)]),
        "Reliability is green, yet “month-end export” failed twice in 13 weeks.",
    ),
    (
        Question.RELIABILITY,
        facts(incidents=[*THRICE, *(incident("Login slow", ago, workflow="login") for ago in (40, 12))]),
        "Reliability is green, yet “month-end export” failed 3 times and “login” failed twice in 13 weeks.",
    ),
    (
        Question.RELIABILITY,
        facts(incidents=[incident("Login page stays white", ago) for ago in (40, 12)]),
        "Reliability is green, yet “Login page stays white” happened twice in 13 weeks.",
    ),
    (
        Question.RELIABILITY,
        facts(reads=[], incidents=THRICE[:2]),
        "Reliability is green, yet “month-end export” failed twice in 13 weeks.",
    ),
    (
        Question.USAGE,
        facts(usage=months(9, 9, 8, key_actions=(does("Site totals", 4, 1), does("Exports", 9, 1)))),
        "Usage is green, yet one person carries it: “Exports” and “Site totals”.",
    ),
    (
        Question.USAGE,
        facts(usage=months(1, 1, 1)),
        "Usage is green, yet one person carries it.",
    ),
    (
        Question.USAGE,
        facts(),
        "Usage is green, yet no numbers of who uses it are noted.",
    ),
    (
        Question.USAGE,
        facts(usage=[usage(60, 30, key_actions=DEEP)]),
        "Usage is green, yet the last numbers of who uses it are of Fri 25 Sep.",
    ),
    (
        Question.USAGE,
        facts(usage=months(20, 26, 39)),
        "Usage is green, yet only logins are known, and they do not say what people do.",
    ),
]


@pytest.mark.parametrize(("question", "known", "text"), AGAINST)
def test_green_beside_facts_that_speak_against_it_is_put_to_the_person(
    question: Question, known: AccountFacts, text: str
) -> None:
    at = marked(question, known)
    assert contradictions(at) == (Finding(FindingKind.MARK, question, text),)
    told = {"summary": {"text": "x", "blocks": []}, "by": "U2", "now": NOW}
    no = close_review(at, main_risk="Exports", expect="A note", keep_vague=False, **told)  # type: ignore[arg-type]
    assert isinstance(no, Refusal)
    assert no.code == "unsettled"


@pytest.mark.parametrize(("question", "known", "_text"), AGAINST)
def test_why_both_are_true_settles_what_the_facts_say(question: Question, known: AccountFacts, _text: str) -> None:
    assert to_settle(marked(question, known, confirmed="The vendor's fix is in since Monday")) == ()


@pytest.mark.parametrize(("question", "known", "text"), AGAINST)
def test_a_mark_kept_from_last_time_must_fit_what_came_since(
    question: Question, known: AccountFacts, text: str
) -> None:
    assert [found.text for found in contradictions(marked(question, known, confirmed=KEPT))] == [text]


@pytest.mark.parametrize(("question", "known", "_text"), AGAINST)
@pytest.mark.parametrize("colour", [MarkColour.YELLOW, MarkColour.RED, MarkColour.UNKNOWN])
def test_facts_speak_only_against_green(
    colour: MarkColour, question: Question, known: AccountFacts, _text: str
) -> None:
    assert contradictions(marked(question, known, colour)) == ()


FITS: list[tuple[Question, AccountFacts | None]] = [
    (Question.RELIABILITY, None),
    (Question.USAGE, None),
    (Question.RELIABILITY, facts()),
    (Question.RELIABILITY, facts(incidents=[incident("Login slow", 12), incident("Export failed", 30, **EXPORT)])),
    (Question.RELIABILITY, facts(incidents=[incident("Export failed", ago, **EXPORT) for ago in (100, 30)])),
    (Question.USAGE, facts(usage=months(20, 24, 26, key_actions=DEEP), incidents=THRICE)),
    (Question.USAGE, facts(usage=months(20, 24, 26, features=9), reads=[was_read(FactKind.TICKET)])),
    (Question.USAGE, facts(usage=months(20, 24, 26, key_actions=(*DEEP, does("Site totals", 4, 1))))),
    (Question.WORKAROUNDS, facts(incidents=THRICE, usage=months(1, 1))),
    (Question.OWNERS, facts(incidents=THRICE, tickets=[ticket("Export", 3, solved=False)])),
]


@pytest.mark.parametrize(("question", "known"), FITS)
def test_green_that_fits_the_facts_is_left_alone(question: Question, known: AccountFacts | None) -> None:
    assert contradictions(marked(question, known)) == ()


def test_a_gap_that_blocks_and_a_pattern_are_said_in_one_go_so_that_neither_is_confirmed_unseen() -> None:
    at = marked(Question.RELIABILITY, facts(incidents=THRICE), gaps=(gap(12, severity=Severity.BLOCKS),))
    (finding,) = contradictions(at)
    assert finding.text == (
        "Reliability is green, yet “month-end export” failed 3 times in 13 weeks,"
        " and G-12 blocks work: “Month-end export fails”."
    )


FALLS: list[tuple[AccountFacts, str]] = [
    (facts(usage=months(26, 26, 26, 26, 19, key_actions=DEEP)), "26 people were active a quarter before, 19 are now"),
    (
        facts(usage=[*months(20, 20, 20, 20, 20, key_actions=DEEP), *months(9, 9, 8, 6, 4, team="Finance")]),
        "Finance went from 9 to 4 people",
    ),
]


@pytest.mark.parametrize(("known", "why"), FALLS)
def test_green_use_beside_a_fall_is_put_to_the_person_first(known: AccountFacts, why: str) -> None:
    (finding,) = contradictions(marked(Question.USAGE, known))
    assert why in finding.text

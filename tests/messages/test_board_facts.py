"""A review opens with what is known: short, true to its sources, and never deciding for anybody."""

from __future__ import annotations

import json
from datetime import timedelta, timezone
from typing import Any

import pytest

from reviews.account_facts import AccountFacts
from reviews.facts import FactKind
from reviews.messages import ids
from reviews.messages.board import board
from reviews.messages.review_forms import StepFill, step_form
from reviews.model import MarkColour, Question, ReviewState, StepName
from tests.builders import ended_review, mark
from tests.messages.board_samples import KNOWN, NEVER_READ, QUIET, at
from tests.messages.reading import read
from tests.reviews.fact_builders import does, facts, incident, months, ticket, touch, usage, was_read

WITH_FACTS = (StepName.FACTS, StepName.RELIABILITY, StepName.USAGE)


def initial(form: dict[str, Any], name: str) -> dict[str, Any]:
    """A field of a form, by what it asks for."""
    return next(b["element"] for b in form["blocks"] if b.get("block_id", "").startswith(name))


def evidence(step: StepName, known: AccountFacts | None) -> str:
    form = step_form(at(step, known), step, {})
    return str(initial(form, "evidence").get("initial_value", ""))


def pressable(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons of the step a board stands at, by what they are called."""
    rows = [b for b in message["blocks"] if b.get("block_id", "").startswith("step.")]
    return {b["text"]["text"]: b for row in rows for b in row["elements"]}


SILENT = [
    facts(reads=[]),
    facts(reads=[was_read(FactKind.INCIDENT, 15)]),
    facts(reads=[was_read(FactKind.TICKET), was_read(FactKind.USAGE)]),
]


@pytest.mark.parametrize("known", SILENT)
def test_that_nothing_reached_a_customer_is_said_only_where_a_source_says_so(known: AccountFacts) -> None:
    text = read(board(at(StepName.RELIABILITY, known)))
    assert "Nothing reached" not in text
    assert "unknown: no incident log was read" in text or "unknown: zendesk was last read up to" in text
    assert "Nothing reached Northwind in 13 weeks (zendesk, until Fri 20 Nov)" in read(
        board(at(StepName.RELIABILITY, QUIET))
    )


@pytest.mark.parametrize("state", [ReviewState.CLOSED, ReviewState.ABANDONED])
def test_a_review_that_is_over_shows_what_was_said_then_and_no_facts_of_today(state: ReviewState) -> None:
    over = read(board(at(StepName.RELIABILITY, KNOWN, review=ended_review(state))))
    assert "incidents in 13 weeks" not in over
    assert "seats active" not in over.split("last time")[0]


@pytest.mark.parametrize("step", StepName)
def test_a_board_without_facts_loaded_stands_as_it_always_did(step: StepName) -> None:
    text = read(board(at(step, None)))
    assert "13 weeks" not in text
    assert "unknown: no" not in text


def test_a_step_that_waits_says_its_point_on_its_own_line_and_nothing_where_nothing_is_known() -> None:
    lines = read(board(at(StepName.GOALS, KNOWN))).splitlines()
    assert any(line.startswith("· 3 Reliability: 4 incidents") for line in lines)
    assert any(line.startswith("· 4 Usage: 11 of 40 seats active in 30 days, 20 last quarter ·") for line in lines)
    bare = read(board(at(StepName.GOALS, NEVER_READ))).splitlines()
    assert any(line.startswith("· 3 Reliability · last time") for line in bare)
    assert any(line.startswith("· 4 Usage · last time") for line in bare)


STALE = facts(usage=[usage(60, 30)])
UNCOUNTED = facts(usage=[usage(10, None, seats=30)])


@pytest.mark.parametrize("known", [STALE, UNCOUNTED, facts()])
def test_numbers_that_say_nothing_of_today_are_not_put_beside_a_step_that_waits(known: AccountFacts) -> None:
    assert "· 4 Usage · last time" in read(board(at(StepName.GOALS, known)))


TERRIBLE = facts(
    incidents=[incident("Export failed " * 5, ago % 90, workflow=chr(97 + ago % 26) * 30) for ago in range(90)],
    usage=[each for team in range(40) for each in months(9, 9, 8, 6, 2, team=f"Team {team}")],
    tickets=[ticket(f"Export by cost centre {n % 9}", n % 180, solved=n % 3 == 0) for n in range(900)],
    touches=[touch(f"Person {n}", n % 180) for n in range(300)],
)


@pytest.mark.parametrize("step", StepName)
def test_a_board_stays_one_screen_however_much_is_known(step: StepName) -> None:
    text = read(board(at(step, TERRIBLE))).splitlines()
    assert len(text) <= 25
    assert max(map(len, text[2:])) <= 330


@pytest.mark.parametrize(
    ("step", "label", "kind"),
    [(StepName.RELIABILITY, "Log incident", "incident"), (StepName.USAGE, "Note usage", "usage")],
)
def test_what_is_not_noted_yet_is_one_press_away(step: StepName, label: str, kind: str) -> None:
    pressed = pressable(board(at(step, KNOWN)))[label]
    assert pressed["action_id"].startswith(ids.FACT_LOG)
    assert json.loads(pressed["value"]) == {"kind": kind, "account": 1, "review": 7}
    assert list(pressable(board(at(step, KNOWN)))) == ["Mark and note", label, "Skip…"]


def test_the_whole_brief_is_one_press_away_where_the_facts_are_read() -> None:
    shown = pressable(board(at(StepName.FACTS, KNOWN)))
    assert list(shown) == ["Note the facts", "Brief", "Skip…"]
    assert shown["Brief"]["action_id"].startswith(ids.BRIEF_OPEN)
    assert json.loads(shown["Brief"]["value"]) == {"account": 1}


@pytest.mark.parametrize("step", WITH_FACTS)
def test_a_step_s_form_shows_the_facts_above_its_question(step: StepName) -> None:
    form = step_form(at(step, KNOWN), step, {})
    kinds = [block["type"] for block in form["blocks"]]
    first = next(n for n, block in enumerate(form["blocks"]) if "in 13 weeks" in str(block) or "seats" in str(block))
    assert first < kinds.index("input")


@pytest.mark.parametrize("known", [KNOWN, TERRIBLE, QUIET, facts(usage=months(20, 30, 39))])
@pytest.mark.parametrize("step", [StepName.RELIABILITY, StepName.USAGE])
def test_facts_are_words_to_begin_with_and_never_choose_the_mark(step: StepName, known: AccountFacts) -> None:
    form = step_form(at(step, known), step, {})
    assert "initial_option" not in initial(form, "colour")
    words = evidence(step, known)
    assert words
    assert not set("<>*|\n") & set(words)
    assert "what the facts say" in str(form)


@pytest.mark.parametrize("known", [None, NEVER_READ])
@pytest.mark.parametrize("step", [StepName.RELIABILITY, StepName.USAGE])
def test_nothing_is_written_for_anybody_where_nothing_is_known(step: StepName, known: AccountFacts | None) -> None:
    assert evidence(step, known) == ""
    assert "what the facts say" not in str(step_form(at(step, known), step, {}))


def test_what_somebody_wrote_is_never_put_aside_for_what_the_facts_say() -> None:
    said = (mark(Question.RELIABILITY, MarkColour.YELLOW, "Better since the patch"),)
    stored = step_form(at(StepName.USAGE, KNOWN, marks=said), StepName.RELIABILITY, {})
    assert initial(stored, "evidence")["initial_value"] == "Better since the patch"
    typed = step_form(at(StepName.RELIABILITY, KNOWN), StepName.RELIABILITY, {}, "Again", StepFill("red", "My words"))
    assert initial(typed, "evidence")["initial_value"] == "My words"
    emptied = step_form(at(StepName.RELIABILITY, KNOWN), StepName.RELIABILITY, {}, "Again", StepFill("red", None))
    assert "initial_value" not in initial(emptied, "evidence")


def test_days_are_said_where_the_customer_s_owner_is() -> None:
    late = facts(incidents=[incident("Login slow", 10, seen=None, fixed=1)])
    moved = {"zone": timezone(timedelta(hours=-11))}
    assert "13 Nov" in read(board(at(StepName.RELIABILITY, late, **moved)))
    assert "14 Nov" in read(board(at(StepName.RELIABILITY, late)))


def test_who_does_it_is_said_where_use_grew_by_logins_alone() -> None:
    only = read(board(at(StepName.USAGE, facts(usage=months(20, 26, 39)))))
    assert "Only logins are known" in only
    assert "Only logins" not in read(
        board(at(StepName.USAGE, facts(usage=months(20, 26, 39, key_actions=(does("Reports", 12, 9),)))))
    )

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.figures import FiguresSheet, NudgeFigures, half_within, stretches
from reviews.messages.figures import nudge_figures
from tests.builders import NOW

MONTH = NudgeFigures(40, 31, timedelta(hours=3), 6, 1)


def said(now: NudgeFigures = MONTH, before: NudgeFigures | None = None, **more: Any) -> str:
    given = {"live": 41, **more}
    return str(
        nudge_figures(FiguresSheet(now, before or NudgeFigures(20, 11, timedelta(hours=5), 9, 0), **given))["text"]
    )


def test_the_last_thirty_days_are_told_beside_the_thirty_before() -> None:
    text = said()
    assert "40 nudges sent in 30 days, 31 answered: 78 % (before: 55 %)." in text
    assert "Half of the answers came within 3 hours (before: 5 hours)." in text
    assert "Called not helpful: 1 (before: 0)." in text
    assert "6 dates moved (before: 9); 41 actions are open now." in text


def test_what_nobody_knows_is_said_and_not_counted_as_nothing() -> None:
    assert "No nudge was sent yet." in said(NudgeFigures(), NudgeFigures(), ever=False, live=0)
    assert "No nudge was sent in the last 30 days (20 in the 30 before)." in said(NudgeFigures())
    assert "(before: nothing sent)" in said(before=NudgeFigures())
    assert "No answer came yet (before: 5 hours)." in said(NudgeFigures(3))
    assert "(before: no answer)" in said(before=NudgeFigures(4))


def test_who_may_not_read_names_reads_how_many() -> None:
    assert "2 people left their last 3 nudges unanswered, so I ask less often." in said(silent=2)
    assert "so I ask less often: Lena, Omar." in said(silent=2, named=("Lena", "Omar"))


def test_who_is_silent_is_told_and_counted_apart() -> None:
    text = said(silent=1, is_silent_too=True)
    assert "You left your last 3 nudges unanswered" in text
    assert "1 person more left" in text
    assert "person" not in said(is_silent_too=True)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=5), "1 minute ("),
        (timedelta(minutes=95), "95 minutes ("),
        (timedelta(minutes=100), "2 hours ("),
        (timedelta(hours=47), "47 hours ("),
        (timedelta(hours=73), "3 days ("),
    ],
)
def test_the_time_to_answer_is_told_in_a_unit_that_fits(wait: timedelta, words: str) -> None:
    assert f"within {words}" in said(NudgeFigures(9, 5, wait))


@given(st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)), min_size=1))
def test_half_of_the_answers_and_no_fewer_came_within_that_time(waits: list[timedelta]) -> None:
    half = half_within(waits)
    assert half in waits
    assert sum(wait <= half for wait in waits) * 2 >= len(waits)
    assert sum(wait < half for wait in waits) * 2 < len(waits)


def test_without_answers_there_is_no_time() -> None:
    assert half_within([]) is None


def test_the_two_stretches_meet_and_each_is_thirty_days_long() -> None:
    (since, until), (earlier, middle) = stretches(NOW)
    assert (until, middle) == (NOW, since)
    assert until - since == middle - earlier == timedelta(days=30)

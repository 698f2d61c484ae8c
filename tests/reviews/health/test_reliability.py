"""What failed, and what comes back."""

from __future__ import annotations

import pytest

from reviews.facts import Incident
from reviews.health.reliability import incidents, repeated_incidents, unfixed
from tests.reviews.fact_builders import facts, incident
from tests.reviews.health.views import bad, fine, silent, unknown, view


@pytest.mark.parametrize(
    ("felt", "sentence"),
    [
        ([incident("Export failed", 5)], "1 incident in 13 weeks, 0 in the 13 before"),
        (
            [incident("Export failed", 5), incident("Login down", 40), incident("Slow", 120)],
            "2 incidents in 13 weeks, 1 in the 13 before",
        ),
        ([incident("Slow", 120)], "No incident in 13 weeks, 1 in the 13 before"),
    ],
)
def test_how_much_failed_is_said_beside_the_quarter_before(felt: list[Incident], sentence: str) -> None:
    assert bad(incidents(view(facts(incidents=felt)))).sentence == sentence


def test_nothing_failed_is_good_news_only_where_a_log_was_read() -> None:
    good = fine(incidents(view()))
    assert good.sentence == "No incident in 13 weeks, 0 in the 13 before"
    assert good.spoken_for
    assert "No incident log was read" in unknown(incidents(view(silent())))


def test_a_failure_noted_by_hand_counts_though_no_log_was_read() -> None:
    told = bad(incidents(view(silent(incidents=[incident("Export failed", 5)]))))
    assert not told.spoken_for


def test_more_failures_are_worse_and_older_ones_count_less() -> None:
    strengths = [
        bad(incidents(view(facts(incidents=[incident(f"Thing {n}", 5 + n) for n in range(many)])))).strength
        for many in (1, 2, 4, 9)
    ]
    assert strengths == sorted(strengths)
    older = bad(incidents(view(facts(incidents=[incident("Thing", 120)])))).strength
    assert older < strengths[0]


@pytest.mark.parametrize(
    ("felt", "sentence"),
    [
        (
            [
                incident("Export failed", 5, workflow="month-end export"),
                incident("Again", 30, workflow="Month end exports"),
            ],
            "Month-end export failed twice in 13 weeks, last on Thu 19 Nov",
        ),
        (
            [incident("Page stays white", day) for day in (3, 10, 20)],
            "“Page stays white” happened 3 times in 13 weeks, last on Sat 21 Nov",
        ),
        (
            [
                incident("x", d, workflow=w)
                for d, w in ((1, "login"), (2, "login"), (3, "login"), (4, "sync"), (5, "sync"))
            ],
            "Login failed 3 times in 13 weeks, last on Mon 23 Nov, and 1 other thing came back",
        ),
    ],
)
def test_what_comes_back_is_named_and_counted(felt: list[Incident], sentence: str) -> None:
    assert bad(repeated_incidents(view(facts(incidents=felt)))).sentence == sentence


def test_two_different_failures_are_no_pattern() -> None:
    felt = [incident("Export failed", 5, workflow="export"), incident("Login down", 9, workflow="login")]
    assert fine(repeated_incidents(view(facts(incidents=felt)))).sentence == "Nothing failed twice in 13 weeks"


def test_what_is_not_fixed_says_since_when() -> None:
    felt = [incident("Export failed", 9, fixed=None), incident("Login down", 2, fixed=None)]
    assert bad(unfixed(view(facts(incidents=felt[:1])))).sentence == "1 incident has no fix noted, since Sun 15 Nov"
    both = bad(unfixed(view(facts(incidents=felt))))
    assert both.sentence == "2 incidents have no fix noted, the oldest since Sun 15 Nov"
    assert fine(unfixed(view(facts(incidents=[incident("Export failed", 9)]))))
    assert unknown(unfixed(view(silent())))

"""Figures of a ranking, held against what is worked out by hand and by brute force."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.backtest.metrics import Case, auc, control, figures, median_of, roc

DAY = date(2026, 11, 24)


def ranked(*risks: tuple[float, bool]) -> list[Case]:
    return [Case(f"Customer {n}", risk, left, DAY) for n, (risk, left) in enumerate(risks)]


LEFT_ON_TOP = ranked(*((100 - n, n < 5) for n in range(20)))


def test_a_perfect_ranking_puts_everybody_who_left_first() -> None:
    told = figures(LEFT_ON_TOP, 5)
    assert (told.auc, told.lift, told.precision, told.recall) == (1.0, 4.0, 1.0, 1.0)


def test_with_places_for_two_only_two_of_five_are_caught() -> None:
    told = figures(LEFT_ON_TOP, 2)
    assert (told.precision, told.recall) == (1.0, 0.4)


def test_the_worst_of_each_day_are_counted_and_not_those_of_all_days() -> None:
    later = [Case(each.account, each.risk - 200, each.left, DAY + timedelta(days=7)) for each in LEFT_ON_TOP]
    told = figures([*LEFT_ON_TOP, *later], 5)
    assert (told.precision, told.recall) == (1.0, 1.0)


def test_a_ranking_upside_down_is_worse_than_chance() -> None:
    assert figures(ranked(*((n, n < 5) for n in range(20))), 5).auc == 0.0


def test_who_looks_the_same_counts_half() -> None:
    told = figures(ranked(*((1.0, n < 5) for n in range(20))), 4)
    assert (told.auc, told.lift, told.precision, told.recall) == (0.5, 1.0, 0.25, 0.2)


@pytest.mark.parametrize("cases", [[], LEFT_ON_TOP[:6], ranked(*((n, False) for n in range(30)))])
def test_too_little_says_no_number(cases: list[Case]) -> None:
    told = figures(cases, 3)
    assert (told.auc, told.lift, told.precision, told.recall) == (None, None, None, None)
    assert control(cases) is None


def test_outcomes_dealt_out_at_random_come_out_near_a_half() -> None:
    many = ranked(*((n % 97, n % 97 > 80) for n in range(600)))
    assert (auc(many) or 0) > 0.99
    assert control(many) == pytest.approx(0.5, abs=0.03)
    assert control(many, seed=3) == control(many, seed=3)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=40))
def test_the_area_is_what_counting_every_pair_gives(risks: list[tuple[int, bool]]) -> None:
    cases = ranked(*((float(risk), left) for risk, left in risks))
    pairs = [(a.risk, b.risk) for a in cases if a.left for b in cases if not b.left]
    expected = sum(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs) / len(pairs) if pairs else None
    assert auc(cases) == (pytest.approx(expected) if pairs else None)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40))
def test_the_curve_goes_from_nothing_to_everything_and_its_area_is_the_area(risks: list[tuple[int, bool]]) -> None:
    cases = ranked(*((float(risk), left) for risk, left in risks))
    points = roc(cases)
    if not points:
        return
    assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))
    assert area == pytest.approx(auc(cases))


def test_the_median_of_nothing_is_nothing() -> None:
    assert median_of([]) is None
    assert median_of([1, 5, 3]) == 3

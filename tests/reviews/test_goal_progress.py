"""Where a goal stands, and the sentence that says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.goal_progress import GoalStanding, progress
from reviews.messages.goal_words import goal_line, goal_sentence, where_it_stands
from tests.builders import TODAY, days
from tests.messages.goal_samples import at, goal, reading
from tests.reviews.goal_table import TABLE

NUMBERS = st.integers(-1000, 1000).map(float) | st.floats(-1e6, 1e6, allow_nan=False)
DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 24))
READINGS = st.dictionaries(DAYS, NUMBERS, max_size=12)
GOALS = st.fixed_dictionaries({"baseline": st.none() | NUMBERS, "target": st.none() | NUMBERS})


@pytest.mark.parametrize(("fields", "read", "says"), TABLE, ids=[row[2] for row in TABLE])
def test_a_goal_says_where_it_stands(fields: dict[str, Any], read: list[tuple[float, date]], says: str) -> None:
    found = at(goal(**fields), *(reading(value, day) for value, day in read))
    assert where_it_stands(found, TODAY) == says


def test_the_goal_s_own_words_come_first() -> None:
    found = at(goal(due=date(2026, 12, 18)), reading(22))
    assert goal_sentence(found, TODAY) == (
        "Month-end close: 40 → 22 minutes a close, target 10 by Fri 18 Dec (60 % of the way)"
    )
    assert goal_line(at(goal(what="<!here> *now*")), TODAY).startswith("&lt;!here&gt; ∗now∗: ")


@given(GOALS, READINGS, st.randoms())
def test_the_order_of_the_readings_does_not_matter(
    fields: dict[str, Any], read: dict[date, float], chance: Any
) -> None:
    given_in = [reading(value, day) for day, value in read.items()]
    shuffled = list(given_in)
    chance.shuffle(shuffled)
    assert progress(goal(**fields), given_in, TODAY) == progress(goal(**fields), shuffled, TODAY)


@given(GOALS, READINGS)
def test_only_what_is_there_is_called_reached_and_the_rest_is_never_a_hundred_percent(
    fields: dict[str, Any], read: dict[date, float]
) -> None:
    found = progress(goal(**fields), [reading(value, day) for day, value in read.items()], TODAY)
    says = where_it_stands(found, TODAY)
    assert found.percent is None or 1 <= found.percent <= 99
    assert (found.percent is not None) == (found.standing is GoalStanding.ON_THE_WAY)
    assert "100 %" not in says
    if "target reached" in says:
        assert found.latest
        assert found.latest.value == fields["target"]


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([-1.0, 2.0, -0.5]))
def test_turning_a_measure_round_or_counting_in_another_unit_changes_nothing(
    baseline: float, target: float, value: float, by: float
) -> None:
    one = at(goal(baseline=baseline, target=target), reading(value))
    other = at(goal(baseline=baseline * by, target=target * by), reading(value * by))
    assert (one.standing, one.percent) == (other.standing, other.percent)


def test_readings_of_another_goal_do_not_count() -> None:
    assert at(goal(), reading(22, goal_id=2)).latest is None


@pytest.mark.parametrize(
    ("fields", "value", "late"),
    [
        ({"due": days(-1)}, 22, True),
        ({"due": days(0)}, 22, False),
        ({"due": days(-1)}, 10, False),
        ({"due": None}, 22, False),
    ],
)
def test_a_goal_is_late_when_its_day_has_passed_without_it(fields: dict[str, Any], value: float, late: bool) -> None:
    assert at(goal(**fields), reading(value)).late is late


def test_what_is_stale_is_fresh_again_with_a_new_reading() -> None:
    old = reading(22, TODAY - timedelta(days=120))
    assert at(goal(), old).stale
    assert not at(goal(), old, replace(old, day=TODAY)).stale

"""The window in which action helps, and the score over the last quarters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reviews.health.kept import HealthDay
from reviews.health.sheet import Window, trend
from reviews.model import MarkColour

TODAY = date(2026, 11, 24)


def day(ago: int, score: int | None) -> HealthDay:
    return HealthDay("T1", 1, TODAY - timedelta(days=ago), MarkColour.YELLOW, score, {}, {})


def test_a_short_history_is_shown_week_by_week() -> None:
    shown = trend([day(21, 80), day(10, 60)], 50, TODAY)
    assert shown == (("3 Nov", 80), ("10 Nov", 80), ("17 Nov", 60), ("24 Nov", 50))


def test_a_long_history_is_shown_month_by_month_with_today() -> None:
    shown = trend([day(200, 80), day(40, 60)], 50, TODAY)
    assert shown[0] == ("May 26", 80)
    assert shown[-2:] == (("Oct 26", 60), ("24 Nov", 50))
    assert len(shown) == len(dict(shown)) == 7


def test_times_without_a_score_are_left_out() -> None:
    shown = trend([day(21, None), day(10, 60)], 50, TODAY)
    assert shown == (("17 Nov", 60), ("24 Nov", 50))


@pytest.mark.parametrize("days", [[], [day(3, 80)], [day(30, None)]])
def test_where_there_is_nothing_to_compare_with_nothing_is_drawn(days: list[HealthDay]) -> None:
    assert trend(days, 50, TODAY) == ()


def test_years_of_history_fit_a_chart() -> None:
    days = [day(ago, ago % 100) for ago in range(3000, 0, -1)]
    shown = trend(days, 50, TODAY)
    assert 12 <= len(shown) <= 20
    assert len(dict(shown)) == len(shown)


def test_the_window_says_when_a_repair_has_to_begin() -> None:
    window = Window(date(2027, 1, 24), TODAY, 90)
    assert (window.days_left, window.begin_by) == (61, date(2026, 10, 26))

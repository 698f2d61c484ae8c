"""How long things took, in words: half of them, the worst, and never in hours what is known to the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reviews.facts import Incident
from reviews.incident_times import duration, say_stretch, times
from tests.reviews.fact_builders import incident


def took(*hours: float | None, by_day: bool = False) -> list[Incident]:
    return [incident("Export", 10 + n, fixed=each, day_only=by_day) for n, each in enumerate(hours)]


DAYS = [24 * n for n in range(8)]


@pytest.mark.parametrize(
    ("incidents", "words"),
    [
        (took(6), "fixed in 6 h"),
        (took(0.5), "fixed in 30 min"),
        (took(1.75), "fixed in 1 h 45 min"),
        (took(2, 6, 50), "fixed in 6 h, at worst 2 days"),
        (took(2, 6), "fixed in 2 h, at worst 6 h"),
        (took(6, 6, 6), "fixed in 6 h"),
        (took(0, by_day=True), "fixed the same day"),
        (took(24, by_day=True), "fixed the next day"),
        (took(72, by_day=True), "fixed 3 days later"),
        (took(0, 24, 72, by_day=True), "fixed the next day, at worst 3 days later"),
        (took(2, 6) + took(120, by_day=True), "fixed in 2 h, at worst 5 days later"),
        (took(2) + took(24, 48, by_day=True), "fixed the next day, at worst 2 days later"),
        (took(2, None), "fixed in 2 h"),
        (took(30, -4), "fixed in 30 h"),
    ],
)
def test_times_to_fix_are_said_in_plain_words(incidents: list[Incident], words: str) -> None:
    stretch = times(incidents).fix
    assert stretch
    assert say_stretch("fixed", stretch) == words


def test_what_nobody_noted_is_not_said() -> None:
    found = times([incident("Export", 3, fixed=None, seen=None)])
    assert (found.fix, found.acknowledge) == (None, None)
    assert len(found.unfixed) == 1


def test_nothing_known_to_the_day_is_said_in_hours() -> None:
    for hours in DAYS:
        stretch = times(took(hours, by_day=True)).fix
        assert stretch
        assert " h" not in say_stretch("fixed", stretch)


@pytest.mark.parametrize("more", [[1], [100], [1, 1, 1, 400]])
def test_one_more_incident_never_makes_the_worst_better(more: list[float]) -> None:
    before, after = times(took(5, 40)).fix, times(took(5, 40, *more)).fix
    assert before
    assert after
    assert after.worst >= before.worst


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "1 min"), (89, "89 min"), (90, "1 h 30 min"), (119, "2 h"), (719, "12 h"), (1500, "25 h"), (4320, "3 days")],
)
def test_a_length_of_time_has_the_units_that_matter(minutes: int, words: str) -> None:
    assert duration(timedelta(minutes=minutes)) == words

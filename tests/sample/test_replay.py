"""Two years of the six customers, lived through week by week: each story is told in its own weeks."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.backtest.history import read_history
from bot.backtest.verdict import replayed
from bot.sample.files import write_folder
from bot.sample.world import stories
from reviews.backtest.replay import Week, by_account
from reviews.health.model import SignalName
from reviews.health.weights import shipped
from reviews.model import MarkColour
from tests.sample.when import TODAY

G, Y, R = MarkColour.GREEN, MarkColour.YELLOW, MarkColour.RED


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Week]]:
    """Each customer's weeks, by name."""
    told = stories(TODAY)
    folder = tmp_path_factory.mktemp("two-years")
    write_folder(told, folder)
    lines = [f"{story.customer.name},renewed,{TODAY}" for story in told]
    (folder / "outcomes.csv").write_text("\n".join(["customer,outcome,date", *lines]), encoding="utf-8")
    history = asyncio.run(read_history(folder, keep_good=False, zone="UTC"))
    return by_account(replayed(history, shipped(), lambda done, whole: None))


def told(weeks: list[Week]) -> list[tuple[date, MarkColour]]:
    """When somebody would have been told, and of what."""
    return [(week.day, week.mark) for week in weeks if week.crossed]


def leading(weeks: list[Week], since: date) -> set[SignalName]:
    """What stood among the three worst reasons, from a day on."""
    return {each.name for week in weeks if week.day >= since for each in week.health.reasons[:3]}


def test_the_healthy_one_never_alarms_in_two_years(lives: dict[str, list[Week]]) -> None:
    weeks = lives["Solstice"]
    assert len(weeks) > 85
    assert {week.mark for week in weeks} == {G}
    assert min(week.health.score or 0 for week in weeks) >= 90


def test_the_broken_month_end_export_is_told_once_it_has_failed_twice(lives: dict[str, list[Week]]) -> None:
    weeks = lives["Northwind"]
    assert [mark for _, mark in told(weeks)] == [Y, R]
    first, last = (day for day, _ in told(weeks))
    assert date(2026, 9, 29) <= first <= date(2026, 10, 20)
    assert last >= date(2026, 11, 10)
    assert {SignalName.REPEATED_INCIDENTS, SignalName.USE_FALLING} <= leading(weeks, first)
    assert all(week.mark is G for week in weeks if week.day < first)


def test_the_executive_who_stopped_coming_is_told_in_spring_and_red_by_summer(
    lives: dict[str, list[Week]],
) -> None:
    weeks = lives["Kestrel"]
    assert [mark for _, mark in told(weeks)] == [Y, R]
    first, last = (day for day, _ in told(weeks))
    assert date(2026, 5, 1) <= first <= date(2026, 6, 9)
    assert date(2026, 6, 9) <= last <= date(2026, 7, 31)
    assert SignalName.EXECUTIVES_QUIET in leading([week for week in weeks if week.day == first], first)
    assert {SignalName.EXECUTIVES_QUIET, SignalName.DEPTH_FALLING} <= leading(weeks, last)


def test_the_one_that_asks_for_its_data_is_told_by_what_it_asks(lives: dict[str, list[Week]]) -> None:
    weeks = lives["Harbor Lane"]
    first = told(weeks)[0][0]
    assert date(2026, 7, 28) <= first <= date(2026, 9, 8)
    assert SignalName.TICKETS_TURNED in leading(weeks, first)
    assert weeks[-1].mark in {Y, R}
    assert {mark for _, mark in told(weeks)} <= {Y, R}


def test_the_one_that_hangs_on_a_single_person_says_so(lives: dict[str, list[Week]]) -> None:
    weeks = lives["Juniper"]
    first = told(weeks)[0][0]
    assert date(2026, 5, 5) <= first <= date(2026, 6, 23)
    assert SignalName.ONE_PERSON in leading(weeks, first)
    assert weeks[-1].mark in {Y, R}


def test_the_new_one_is_unknown_at_first_and_then_fine(lives: dict[str, list[Week]]) -> None:
    weeks = lives["Blue Fern"]
    assert weeks[0].mark is MarkColour.UNKNOWN
    assert weeks[-1].mark is G
    assert not told(weeks)


def test_nobody_would_have_been_told_more_than_twice_a_quarter_of_one_customer(
    lives: dict[str, list[Week]],
) -> None:
    for name, weeks in lives.items():
        days = [day for day, _ in told(weeks)]
        for day in days:
            assert sum(day <= each < day + timedelta(days=91) for each in days) <= 3, name

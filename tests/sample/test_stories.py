"""Each of the six has a story, and its facts tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.practice.world import ACCOUNTS
from bot.sample.story import Asked, Story, Use
from reviews.customer import Level
from reviews.facts import Direction, TicketKind, TookPart
from reviews.model import Severity, Stage
from tests.sample.when import TODAY

Told = dict[str, Story]
QUARTER = timedelta(days=91)


def asked(story: Story, back: int) -> list[Asked]:
    """The tickets of thirteen weeks, 0 for the newest."""
    until = TODAY - back * QUARTER
    return [each for each in story.tickets if until - QUARTER < each.opened_at.date() <= until]


def used(story: Story, team: str, back: int) -> Use:
    """What a team's use was some months back."""
    return [each for each in story.usage if each.team == team][-1 - back]


def of_kind(tickets: Sequence[Asked], *kinds: TicketKind) -> int:
    return sum(1 for each in tickets if each.kind in kinds)


def test_the_six_are_those_of_the_practice_workspace(told: Told) -> None:
    assert {story.customer.channel for story in told.values()} == {row[0] for row in ACCOUNTS}
    topics = {row[0]: row[3] for row in ACCOUNTS}
    assert all(topics[story.customer.channel].startswith(name) for name, story in told.items())


@pytest.mark.parametrize("name", ["Northwind", "Kestrel", "Harbor Lane", "Juniper", "Solstice"])
def test_the_old_ones_have_two_years_behind_them(told: Told, name: str) -> None:
    story = told[name]
    assert TODAY - story.customer.since > timedelta(days=730)
    assert len({each.ends_on for each in story.usage}) == 25
    assert len(story.reviews) >= 6
    assert min(each.opened_at.date() for each in story.tickets) < TODAY - timedelta(days=650)
    assert len(story.deals) == 2


def test_northwinds_month_end_export_failed_three_months_running(told: Told) -> None:
    story = told["Northwind"]
    recent = [each for each in story.incidents if each.started_at.date() > TODAY - QUARTER]
    exports = [each for each in recent if each.workflow == "month-end export"]
    assert [each.started_at.date() for each in exports] == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 30)]
    assert len(recent) == 4


def test_northwind_goes_quiet_while_finance_stops_using_it(told: Told) -> None:
    story = told["Northwind"]
    counts = [len(asked(story, back)) for back in (3, 2, 1, 0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 4
    assert used(story, "finance", 3).active_30 == 9
    assert used(story, "finance", 0).active_30 == 4
    assert not any(each.opened_at.date() > date(2026, 10, 30) for each in story.tickets)


def test_northwind_is_promised_a_fix_that_moved_twice_and_is_late(told: Told) -> None:
    promises = told["Northwind"].reviews[-1].promises
    assert len(promises) == 5
    assert sum(1 for each in promises if each.done_on) == 3
    assert [len(each.moves) for each in promises if not each.done_on] == [2, 1]
    blocking = [gap for gap in told["Northwind"].reviews[-1].gaps if gap.severity is Severity.BLOCKS]
    assert blocking[0].frequency == "each close, 40 minutes"


def test_northwind_has_a_new_head_of_operations(told: Told) -> None:
    people = {each.name: each for each in told["Northwind"].people}
    assert people["Carla Mendes"].left_on
    assert people["Dana Brooks"].level is Level.EXECUTIVE
    assert told["Northwind"].customer.renewal_on == date(2027, 1, 27)


def test_harbor_lane_turns_from_questions_to_its_data_and_its_terms(told: Told) -> None:
    story = told["Harbor Lane"]
    before, now = asked(story, 2), asked(story, 0)
    away = (TicketKind.DATA, TicketKind.CONTRACT)
    assert of_kind(before, *away) == 0
    assert of_kind(now, *away) == 9
    assert of_kind(now, TicketKind.HOW_TO) == 2
    assert of_kind(before, TicketKind.HOW_TO) > 8
    assert abs(used(story, "", 0).active_30 - used(story, "", 3).active_30) <= 1


def test_solstice_grew_from_twelve_to_nineteen(told: Told) -> None:
    story = told["Solstice"]
    assert used(story, "", 3).active_30 == 12
    assert used(story, "", 0).active_30 == 19
    assert used(story, "", 0).features > used(story, "", 3).features
    assert all(promise.done_on or promise.due > TODAY for promise in story.reviews[-1].promises)


def test_kestrels_executive_stopped_coming_and_its_champion_left(told: Told) -> None:
    story = told["Kestrel"]
    people = {each.name: each for each in story.people}
    helen = [each for each in story.touches if each.person == "Helen Marsh"]
    came = [each.at.date() for each in helen if each.took_part is TookPart.ATTENDED]
    assert max(came) < TODAY - timedelta(days=280)
    stayed_away = {TookPart.DECLINED, TookPart.ABSENT}
    assert sum(1 for each in helen if each.took_part in stayed_away and each.at.date() > max(came)) == 4
    assert people["Rob Ainsley"].champion
    assert people["Rob Ainsley"].left_on == date(2026, 5, 27)


def test_kestrel_has_been_quiet_since_spring(told: Told) -> None:
    story = told["Kestrel"]
    assert len(asked(story, 0)) == 1
    assert len(asked(story, 4)) > 10
    answered = [
        each
        for each in story.touches
        if each.direction is not Direction.OURS and each.took_part in {None, TookPart.ATTENDED}
    ]
    assert max(each.at.date() for each in answered) == date(2026, 5, 22)
    assert used(story, "", 0).active_30 == 14
    assert used(story, "", 9).active_30 == 41


def test_blue_fern_asks_twice_a_day_about_roles(told: Told) -> None:
    story = told["Blue Fern"]
    assert story.customer.stage is Stage.ONBOARDING
    assert story.reviews == ()
    lately = [each for each in story.tickets if each.opened_at.date() >= TODAY - timedelta(days=14)]
    assert len(lately) == 20
    assert {each.workflow for each in lately} == {"roles"}
    assert [used(story, "", back).active_30 for back in (2, 1, 0)] == [6, 11, 14]
    monday = next(each for each in story.promises if "second team" in each.what)
    assert monday.due == date(2026, 11, 30)


def test_juniper_hangs_on_one_person(told: Told) -> None:
    story = told["Juniper"]
    office = used(story, "head office", 0)
    assert office.active_30 == 1
    assert {people for _, _, people in office.doing} == {1}
    assert office.calls > 0.2 * used(story, "", 0).calls
    assert {each.requester for each in asked(story, 0)} == {"Marta Kowalski"}


def test_money_and_use_are_not_round_everywhere(told: Told) -> None:
    values = [deal.value for story in told.values() for deal in story.deals]
    assert all(value % 1000 for value in values if value != values[0])
    for story in told.values():
        calls = [each.calls for each in story.usage if not each.team]
        assert sum(1 for each in calls if each % 10) > len(calls) / 2
        assert len(set(calls)) > len(calls) * 0.8

"""Whatever day the practice workspace is started on, its past is one that people could have lived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.sample.files import files
from bot.sample.history import deeds
from bot.sample.numbering import how_many
from bot.sample.story import Story
from bot.sample.world import stories
from reviews.model import Account, Action, Gap, Review
from reviews.sitting import quarter_of

DAYS = [
    date(2026, 11, 24),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2027, 5, 3),
    date(2027, 8, 1),
    date(2028, 2, 29),
]
FIRST = dict.fromkeys(("account", "contact", "goal", "review", "gap", "action"), 1)


def moments(story: Story) -> Iterator[datetime]:
    """When the customer's facts happened."""
    for incident in story.incidents:
        yield from (each for each in (incident.started_at, incident.acknowledged_at, incident.fixed_at) if each)
    for ticket in story.tickets:
        yield from (each for each in (ticket.opened_at, ticket.first_reply_at, ticket.solved_at) if each)
    yield from (each.at for each in (*story.touches, *story.surveys))


@pytest.mark.parametrize("today", DAYS)
def test_the_same_day_tells_the_same_world(today: date) -> None:
    assert files(stories(today)) == files(stories(today))
    assert deeds(stories(today), "T1", today, FIRST) == deeds(stories(today), "T1", today, FIRST)


def test_another_day_tells_a_world_that_has_moved_with_it() -> None:
    one, other = (files(stories(day))["tickets.csv"] for day in DAYS[:2])
    assert one != other
    assert len(one.splitlines()) == pytest.approx(len(other.splitlines()), abs=10)


@pytest.mark.parametrize("today", DAYS)
def test_nothing_has_happened_that_is_still_to_come(today: date) -> None:
    for story in stories(today):
        assert max(moments(story)).date() < today
        assert max(each.ends_on for each in story.usage) < today


@pytest.mark.parametrize("today", DAYS)
def test_people_work_from_monday_to_friday(today: date) -> None:
    for story in stories(today):
        assert [each for each in moments(story) if each.weekday() > 4] == []
    done = deeds(stories(today), "T1", today, FIRST)
    assert [deed for deed in done if deed.at.weekday() > 4] == []


@pytest.mark.parametrize("today", DAYS)
def test_nothing_is_promised_for_a_weekend(today: date) -> None:
    made = [change.after for deed in deeds(stories(today), "T1", today, FIRST) for change in deed.changes]
    days = [each.due for each in made if isinstance(each, Action)]
    days += [each.update_on for each in made if isinstance(each, Gap) and each.update_on]
    days += [each.next_review_on for each in made if isinstance(each, Account) and each.next_review_on]
    assert days
    assert [day for day in days if day.weekday() > 4] == []


@pytest.mark.parametrize("today", DAYS)
def test_what_was_asked_was_answered_afterwards(today: date) -> None:
    for story in stories(today):
        for ticket in story.tickets:
            ends = [each for each in (ticket.opened_at, ticket.first_reply_at, ticket.solved_at) if each]
            assert ends == sorted(ends)
        for incident in story.incidents:
            ends = [each for each in (incident.started_at, incident.acknowledged_at, incident.fixed_at) if each]
            assert ends == sorted(ends)
            assert len(ends) == 3 or today - incident.started_at.date() < timedelta(days=8)


@pytest.mark.parametrize("today", DAYS)
def test_nobody_is_heard_before_they_came_or_after_they_left(today: date) -> None:
    for story in stories(today):
        known = {person.name: person for person in story.people}
        heard = [(each.person, each.at.date()) for each in (*story.touches, *story.surveys)]
        heard += [(each.requester, each.opened_at.date()) for each in story.tickets]
        for name, day in heard:
            assert known[name].is_there(day), (story.customer.name, name, day)
        assert min(moments(story)).date() >= story.customer.since


@pytest.mark.parametrize("today", DAYS)
def test_numbers_follow_each_other_as_they_were_given(today: date) -> None:
    told = stories(today)
    made = [change.after for deed in deeds(told, "T1", today, FIRST) for change in deed.changes if not change.before]
    for kind, name in ((Review, "review"), (Action, "action"), (Gap, "gap")):
        numbers = [each.id for each in made if isinstance(each, kind)]
        assert numbers == list(range(1, how_many(told)[name] + 1))


@pytest.mark.parametrize("today", DAYS)
def test_what_each_deed_found_is_what_the_one_before_left(today: date) -> None:
    stand: dict[object, object] = {}
    for deed in deeds(stories(today), "T1", today, FIRST):
        for change in deed.changes:
            if isinstance(change.after, Account | Action | Gap | Review):
                key = type(change.after), change.after.id
                assert stand.get(key) == change.before
                stand[key] = change.after


@pytest.mark.parametrize("today", DAYS)
def test_nobody_is_late_but_where_the_story_says_so(today: date) -> None:
    last: dict[int, Action] = {}
    for deed in deeds(stories(today), "T1", today, FIRST):
        last |= {change.after.id: change.after for change in deed.changes if isinstance(change.after, Action)}
    late = [each for each in last.values() if each.state == "open" and each.due < today]
    assert [each.what for each in late] == ["Fixes the month-end export for good"]
    assert late[0].moves == 2


@pytest.mark.parametrize("today", DAYS)
def test_reviews_are_a_quarter_apart_and_the_next_ones_are_spread(today: date) -> None:
    for story in stories(today):
        held = [review.day for review in story.reviews]
        gaps = [later - earlier for earlier, later in pairwise(held)]
        assert all(timedelta(days=86) <= gap <= timedelta(days=96) for gap in gaps)
        assert len({quarter_of(day) for day in held}) >= len(held) - 1
    coming = {story.customer.name: (story.customer.next_review_on - today).days for story in stories(today)}
    assert coming["Kestrel"] < -90
    soon = sorted(days for days in coming.values() if days > 0)
    assert soon[0] <= 6
    assert soon[-1] >= 60
    assert len(set(soon)) == 5

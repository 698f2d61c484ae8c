"""What comes first in Home, and how its pages are kept."""

from __future__ import annotations

import pytest

from reviews.home import PAGE_SIZES, BookLine, Listed, Part, Place, Urgency, place_of, urgency, worst_first
from reviews.messages.ids import pack, unpack
from reviews.model import Action, ActionState, Gap
from tests.builders import NOW, TODAY, account, action, days, gap


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (action(due=days(-1)), Urgency.LATE),
        (action(due=days(-1), state=ActionState.BLOCKED), Urgency.LATE),
        (action(due=days(-9), state=ActionState.WAITING), Urgency.LATE),
        (action(due=days(0), state=ActionState.BLOCKED), Urgency.BLOCKED),
        (action(due=days(0)), Urgency.TODAY),
        (action(due=days(1)), Urgency.COMING),
        (action(due=days(1), state=ActionState.WAITING), Urgency.WAITING),
        (gap(update_on=days(-1)), Urgency.LATE),
        (gap(update_on=days(0)), Urgency.TODAY),
        (gap(update_on=None), Urgency.COMING),
    ],
)
def test_what_is_behind_its_day_is_late_whatever_holds_it_up(item: Action | Gap, expected: Urgency) -> None:
    assert urgency(item, TODAY) is expected


def test_the_longest_late_comes_first_and_what_waits_for_the_customer_last() -> None:
    items = [
        action(1, due=days(3)),
        action(2, due=days(2), state=ActionState.WAITING),
        gap(3, update_on=None),
        action(4, due=days(9), state=ActionState.BLOCKED),
        gap(5, update_on=days(-7)),
        action(6, due=days(-7)),
        action(7, due=days(-1)),
        action(8, due=days(0)),
    ]
    assert [each.id for each in worst_first(items, TODAY)] == [6, 5, 7, 4, 8, 1, 3, 2]


def test_a_review_is_late_only_while_none_is_open_and_the_customer_is_not_paused() -> None:
    behind = account(next_review_on=days(-1))
    assert BookLine(behind).is_late(TODAY)
    assert not BookLine(behind, open_since=NOW).is_late(TODAY)
    assert not BookLine(account(next_review_on=days(-1), paused_at=NOW)).is_late(TODAY)
    assert not BookLine(account(next_review_on=days(0))).is_late(TODAY)
    assert not BookLine(account()).is_late(TODAY)


@pytest.mark.parametrize(("page", "left"), [(1, 12), (2, 12 - PAGE_SIZES[Part.MINE]), (3, 0), (9, 0)])
def test_a_page_knows_how_many_come_after_it(page: int, left: int) -> None:
    total = PAGE_SIZES[Part.MINE] + 12
    assert Listed((), total, 0, page).left(Part.MINE) == left


def test_a_place_comes_back_as_it_was_kept_and_nonsense_is_the_first_page() -> None:
    place = Place(team=True).turned(Part.MINE, 3).turned(Part.TEAM, 2).turned(Part.BOOK, 1)
    assert place_of(unpack(pack(place.packed()))) == Place(True, {Part.MINE: 3, Part.TEAM: 2})
    assert place_of({"mine": "0", "book": "x", "waiting": "9" * 9, "tab": "?"}) == Place()
    assert Place().turned(Part.MINE, -4).page(Part.MINE) == 1

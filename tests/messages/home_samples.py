"""Home as different people find it: new, with nothing, with much, leading others, administering, from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from reviews.home import (
    PAGE_SIZES,
    Book,
    BookLine,
    ClosedHome,
    Home,
    HomeItem,
    Listed,
    Part,
    Place,
    Wishes,
    worst_first,
)
from reviews.messages import ids
from reviews.messages.answers import tell
from reviews.messages.home import closed_home, home
from reviews.messages.home_notes import answer_view, note_blocks
from reviews.messages.lists import ListPage, ListScope, item_list
from reviews.messages.parts import button
from reviews.model import Action, ActionState, Gap, MarkColour, Question, Severity
from reviews.preferences import Pace
from reviews.rights import Standing
from tests.builders import NAMES, NOW, TODAY, account, action, days, gap
from tests.messages.nudge_samples import Sample

WISHES = Wishes(Pace.STANDARD, "09:00")
OPEN: tuple[Action | Gap, ...] = (
    action(31, "Fix the month-end export", due=days(-5), moves=2),
    action(40, "Agree the export format with legal", due=days(-1), state=ActionState.BLOCKED, blocked_by="U2"),
    gap(12, "Month-end export fails", severity=Severity.BLOCKS, update_on=days(0), logged_at=NOW - timedelta(days=200)),
    action(34, "Send the revised onboarding checklist", due=days(1)),
    action(35, "Ask legal", due=days(8), state=ActionState.BLOCKED, blocked_by="U2", blocked_why="no answer yet"),
    action(36, "Train the two clerks", due=days(9), state=ActionState.WAITING, blocked_why="a date from Dana"),
    action(37, "Write the release note", account_id=None, due=days(0)),
    gap(15, "No single sign-on", severity=None, update_on=None),
)
OTHERS = (
    HomeItem(action(51, "Send the list of failed exports", owner="U2", due=days(-2)), "Northwind"),
    HomeItem(OPEN[4], "Northwind"),
    HomeItem(gap(16, "Reports load for a minute", owner=None, update_on=days(4)), "Blue Fern", paused=True),
)
GOOD = dict.fromkeys(Question, MarkColour.GREEN)
LINES = (
    BookLine(
        account(next_review_on=days(-12), renewal_on=days(61)),
        {**GOOD, Question.RELIABILITY: MarkColour.RED, Question.USAGE: MarkColour.UNKNOWN},
        reviewed_at=NOW - timedelta(days=100),
        late_items=2,
    ),
    BookLine(account(id=2, name="Blue Fern", next_review_on=days(20)), GOOD, reviewed_at=NOW - timedelta(days=70)),
    BookLine(account(id=3, name="Kestrel", next_review_on=days(0)), open_since=NOW - timedelta(days=1)),
    BookLine(account(id=4, name="Harbor", owner=None, paused_at=NOW, renewal_on=days(-3))),
    BookLine(account(id=5, name="Juniper", owner="U3", next_review_on=days(0), renewal_on=days(0))),
    BookLine(account(id=6, name="Alder", owner="U3")),
)


def at_home(items: tuple[Action | Gap, ...] = OPEN, **fields: Any) -> Home:
    """The Home of Nina, with these items open."""
    rows = tuple(HomeItem(each, "Northwind" if each.account_id else None) for each in worst_first(items, TODAY))
    late = sum((each.due if isinstance(each, Action) else each.update_on or TODAY) < TODAY for each in items)
    given: dict[str, Any] = {
        "mine": Listed(rows[: PAGE_SIZES[Part.MINE]], len(rows), late),
        "book": Book(Listed(LINES[:3], 3, 1), red=1, unreviewed=1, late_items=2),
        "waiting": Listed(OTHERS, 3, 1),
        "names": NAMES,
        "place": Place(),
        "wishes": WISHES,
    }
    return Home("U1", TODAY, **(given | fields))


def new(**fields: Any) -> Home:
    """The Home of somebody for whom nothing is there yet."""
    return at_home((), **{"book": Book(), "waiting": Listed(), **fields})


def full() -> Home:
    """A Home with 500 open items and 200 accounts, on its second pages."""
    items = tuple(action(n, "Send the list " * 9, due=days(n % 40 - 9)) for n in range(1, 501))
    there = at_home(items, place=Place(pages=dict.fromkeys(Part, 2)))
    pages = [replace(listed, total=total, page=2) for listed, total in ((there.mine, 500), (there.waiting, 40))]
    book = Book(Listed(LINES, 200, 31, 2), red=12, unreviewed=44, late_items=310)
    return replace(there, mine=pages[0], waiting=pages[1], book=book)


def leading(**fields: Any) -> Home:
    """A leader's Home, on the tab of their team."""
    team = Book(Listed(LINES, 30, 9), red=4, unreviewed=11, late_items=23)
    return at_home(leads=True, **{"team": team, "place": Place(team=True), **fields})


def done() -> list[dict[str, Any]]:
    """What stands on top after two quick presses."""
    undo = button("Undo", ids.ASK_UNDO, {"deed": "press:1"})
    return note_blocks([tell("Recorded: *A-31* done", [undo]), tell("Recorded: *A-34* done", [undo])])


def long_list() -> dict[str, Any]:
    """A whole list in the place of Home."""
    page = ListPage(scope=ListScope("late"), items=OPEN, total=8, page=1, today=TODAY, names=NAMES, accounts={})
    return answer_view(item_list(page), Place(pages={Part.MINE: 2}))


AWAY = replace(WISHES, away_from=days(6), away_until=days(10), stand_in="U2")

HOME_SAMPLES: dict[str, Sample] = {
    "home": lambda: home(at_home()),
    "home opened for the first time": lambda: home(new(first=True)),
    "home with nothing": lambda: home(new(command="/account-review")),
    "home with more than fits": lambda: home(full()),
    "home after two presses": lambda: home(at_home(), done()),
    "home of somebody who will be away": lambda: home(at_home(wishes=AWAY)),
    "home of somebody away until further notice": lambda: home(new(wishes=replace(WISHES, away_from=days(-1)))),
    "home of a leader": lambda: home(leading(place=Place())),
    "home of a leader's team": lambda: home(leading()),
    "home of a leader without reports": lambda: home(leading(team=Book())),
    "home of an admin": lambda: home(new(names_people=True)),
    "home with an answer in its place": long_list,
}
HOME_SAMPLES |= {
    f"home of who is {each}": partial(closed_home, ClosedHome(each)) for each in Standing if each is not Standing.MEMBER
}
